"""Where to write a review: the desktop's own save dialog, with the formats there are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import chain, count
from pathlib import Path
from textwrap import shorten

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from mockinterview.core.attempt import Attempt
from mockinterview.core.problems import Problem
from mockinterview.flow.library import Library
from mockinterview.ui.models.background import Asking

FORMATS = {
    "md": "Text with headings",
    "html": "Web page",
    "csv": "Table",
    "srt": "Subtitles",
    "vtt": "Web subtitles",
    "json": "Data for other programs",
}
"""What a format is called; one that is not here goes by its file name ending."""

_NOT_IN_NAMES = set('<>:"/\\|?*')
_LONGEST_NAME = 60


def file_name(attempt: Attempt) -> str:
    """A file name every system takes, from the question and the take; without an ending."""
    plain = "".join(
        " " if letter in _NOT_IN_NAMES or not letter.isprintable() else letter for letter in attempt.question.text
    )
    words = shorten(" ".join(plain.split()), _LONGEST_NAME, placeholder="").strip(" .")
    return f"{words or 'Review'} - take {attempt.take}"


def unused(file: str) -> str:
    """The file, or one with a number in its name where that is there already and nobody was asked about it."""
    wanted = Path(file)
    names = (wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}") for number in count(2))
    return str(next(path for path in chain([wanted], names) if not path.exists()))


def first_folder() -> str:
    """Where the dialog begins: the documents, or the home where nobody has made that folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if documents and Path(documents).is_dir() else QDir.homePath()


class ExportDialog(QFileDialog):
    """chosen: format and file."""

    chosen = Signal(str, str)

    def __init__(self, attempt: Attempt, formats: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, "Export this review", str(Path(first_folder()) / file_name(attempt)))
        self._formats = {f"{FORMATS.get(format, format.upper())} (*.{format})": format for format in formats}
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(list(self._formats))
        self.setDefaultSuffix(next(iter(self._formats.values()), ""))
        self.filterSelected.connect(self._on_filter)
        self.fileSelected.connect(self._on_file)

    @Slot(str)
    def _on_filter(self, words: str) -> None:
        self.setDefaultSuffix(self._formats[words])

    @Slot(str)
    def _on_file(self, file: str) -> None:
        """An ending that names a format says which, whatever stands in the list; after any other the right one is added.

        The dialog asked about what was typed. With the ending it is another file, which nobody has asked to replace.
        """
        named = Path(file).suffix.lstrip(".").lower()
        if named in self._formats.values():
            self.chosen.emit(named, file)
        else:
            format = self._formats[self.selectedNameFilter()]
            self.chosen.emit(format, unused(f"{file}.{format}"))


class Exporting(QObject):
    """Asks for a file and has it written in the background. exported: the file; problem_met: why it could not be written."""

    exported = Signal(str)
    problem_met = Signal(object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._attempt_id = ""
        self._asking = Asking(self)
        self._asking.answered.connect(self._on_written)
        self._asking.failed.connect(self._on_failed)

    def ask(self, attempt: Attempt, over: QWidget) -> None:
        """Open the dialog over a widget; what is chosen there happens."""
        self._attempt_id = attempt.id
        dialog = ExportDialog(attempt, self._library.export_formats(), over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.write)
        dialog.open()

    @Slot(str, str)
    def write(self, format: str, file: str) -> None:
        """Write the review of the attempt that was asked for last."""
        self._asking.do(file, partial(self._library.export, self._attempt_id, format, Path(file)))

    def finish(self) -> None:
        """Wait until what was asked for is written."""
        self._asking.finish()

    @Slot(str, object)
    def _on_written(self, file: str, _nothing: object) -> None:
        self.exported.emit(file)

    @Slot(str, object)
    def _on_failed(self, _file: str, problem: Problem) -> None:
        self.problem_met.emit(problem)
