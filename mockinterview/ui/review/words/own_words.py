"""What may be done with the words of a review: the menu, the page to type on, the way back, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from mockinterview.core.problems import Problem
from mockinterview.core.written import written_of
from mockinterview.flow.former_words import FormerWords
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.flow.writing import Writing
from mockinterview.settings import Settings
from mockinterview.ui.commands import COMMANDS, line_words
from mockinterview.ui.models.background import Asking
from mockinterview.ui.review.export import first_folder
from mockinterview.ui.review.reading_review import Known
from mockinterview.ui.review.sound.replay import Replay
from mockinterview.ui.review.words.word_menu import ORIGINAL
from mockinterview.ui.review.words.words_dialog import WordsDialog
from mockinterview.ui.widgets.panels import Notice
from mockinterview.ui.widgets.times import minutes

WAITING = "Your words are here. Their times are found after those of another take."
TIMING = "Your words are here. Finding the time of each: {} of {}."
KEPT = "Your words are here, each at its time."
FILES = "Transcripts (*.txt *.srt *.vtt *.json *.md);;All files (*)"

_UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class OwnWords(QObject):
    """Speaks in `notice`. again_wished: to recognise the take again. original_wished: the words of before they were corrected.

    problem_met: the words could not be taken in.
    """

    again_wished = Signal()
    original_wished = Signal()
    problem_met = Signal(object)

    def __init__(
        self,
        writing: Writing,
        former: FormerWords,
        replay: Replay,
        settings: Settings,
        notice: Notice,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._over = parent
        self._writing = writing
        self._former = former
        self._replay = replay
        self._settings = settings
        self._notice = notice
        self._known: Known | None = None
        self._failure: Problem | None = None
        self._asking = Asking(self)
        self._asking.answered.connect(self._on_done)
        self._asking.failed.connect(self._on_refused)
        self._own = ""
        self._kept = KEPT
        self._deed: Callable[[], object] = self.undo
        self.dialog: WordsDialog | None = None
        self.menu = QMenu(parent)
        self._lines: list[tuple[QAction, str, str]] = []
        self._recognise = self._action("recognise_again", "…", self._on_again)
        self._write = self._action("write_words", "…", self.write)
        self._import = self._action("import_words", "…", self.import_file)
        self.menu.addSeparator()
        self._undo = self._action("undo_words", "", self.undo)
        self._original = self.menu.addAction(ORIGINAL)
        self._original.triggered.connect(self.original_wished)
        self.menu.aboutToShow.connect(self._on_menu)
        notice.pressed.connect(self._on_pressed)

    def _action(self, command_id: str, more: str, deed: Callable[[], object]) -> QAction:
        """A line of the menu. The page listens to the key itself; here it is only shown."""
        action = self.menu.addAction(COMMANDS[command_id].words)
        self._lines.append((action, command_id, more))
        action.triggered.connect(deed)
        return action

    def show_known(self, known: Known) -> None:
        """Tell of this review."""
        if known.review.attempt.id != self._attempt_id:
            self._failure, self._own = None, ""
        self._known = known
        self._tell()

    @Slot(object)
    def job_changed(self, report: JobReport) -> None:
        """Background work went on, of this review or another."""
        if report.attempt_id != self._attempt_id or report.kind != JobKind.ALIGN:
            return
        self._failure = report.problem if report.state is JobState.FAILED else None
        self._tell()

    def finish(self) -> None:
        """Wait for what was asked for."""
        self._asking.finish()

    @property
    def _attempt_id(self) -> str:
        return self._known.review.attempt.id if self._known is not None else ""

    # ------------------------------------------------------------ wishes

    @Slot()
    def write(self) -> None:
        """Open the page to type on, with the words there are."""
        if self._known is None or self.dialog is not None:
            return
        review = self._known.review
        text = written_of(review.transcript).text if review.transcript is not None else ""
        self._replay.pause()
        self.dialog = WordsDialog(text, self._replay, review.attempt.duration_ms, self._settings, self._over)
        self.dialog.kept.connect(self._on_kept)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    @Slot()
    def import_file(self) -> None:
        """Ask for a file with the words."""
        if self._known is None:
            return
        asking = QFileDialog(self._over, "Import a transcript", first_folder(), FILES)
        asking.setFileMode(QFileDialog.FileMode.ExistingFile)
        asking.fileSelected.connect(self.take_file)
        asking.open()

    @Slot(str)
    def take_file(self, file: str) -> None:
        """The words of a file become those of the attempt that is shown."""
        if self._known is not None:
            self._own, self._kept = self._attempt_id, KEPT
            self._asking.do("import", partial(self._writing.import_file, self._attempt_id, Path(file)))

    @Slot()
    def undo(self) -> None:
        """Bring back the words of before."""
        if self._known is not None:
            self._own, self._kept = "", KEPT
            self._asking.do("undo", partial(self._former.bring_back, self._attempt_id))
            self._tell()  # pressed twice, it would lead there and back

    @Slot(str, str)
    def tell_done(self, attempt_id: str, sentence: str) -> None:
        """The words of an attempt are others now; the sentence says why, and undoing is offered."""
        self._own, self._kept = attempt_id, sentence
        self._tell()

    @Slot()
    def cancel(self) -> None:
        """Leave the words at the times they have."""
        if self._known is not None:
            self._asking.do("cancel", partial(self._writing.cancel, self._attempt_id))

    @Slot()
    def again(self) -> None:
        """Look for the times once more."""
        if self._known is not None:
            self._failure = None
            self._writing.take_up(self._attempt_id)

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_again(self) -> None:
        self.again_wished.emit()

    @Slot(str)
    def _on_kept(self, text: str) -> None:
        if self._known is None or self.dialog is None:
            return
        before = self._known.review.transcript
        if before is not None and text.split() == before.text.split() and not before.draft:
            self.dialog.accept()  # nothing was changed, and the times there are may be better
            return
        self._own, self._kept = self._attempt_id, KEPT
        self.dialog.setEnabled(False)
        self._asking.do("write", partial(self._writing.write, self._attempt_id, text))

    @Slot(str, object)
    def _on_done(self, name: str, _answer: object) -> None:
        if name == "write" and self.dialog is not None:
            self.dialog.accept()
        self._tell()

    @Slot(str, object)
    def _on_refused(self, name: str, problem: Problem) -> None:
        if name != "cancel":
            self._own = ""
        if name == "write" and self.dialog is not None:
            self.dialog.setEnabled(True)
            self.dialog.show_problem(problem)
        else:
            self.problem_met.emit(problem)
        self._tell()

    @Slot(int)
    def _on_closed(self, _result: int) -> None:
        self.dialog = None

    @Slot()
    def _on_menu(self) -> None:
        for action in (self._recognise, self._write, self._import):
            action.setEnabled(self._known is not None)
        self._undo.setEnabled(self._known is not None and self._known.former)
        words = self._known.review.transcript if self._known is not None else None
        self._original.setVisible(words is not None and words.edited)
        for action, command_id, more in self._lines:
            action.setText(line_words(command_id, f"{COMMANDS[command_id].words}{more}"))  # its key may be another now

    @Slot()
    def _on_pressed(self) -> None:
        self._deed()

    # ------------------------------------------------------------ telling

    def _tell(self) -> None:
        text, button, self._deed = self._news()
        self._notice.say(text, button)

    def _news(self) -> tuple[str, str, Callable[[], object]]:
        """The sentence, the word of the button, and what it does."""
        if self._known is None:
            return "", "", self.undo
        attempt = self._known.review.attempt
        report = self._writing.working(attempt.id)
        if report is not None and report.state in _UNFINISHED:
            queued = report.state is JobState.QUEUED
            return WAITING if queued else _progress(report, attempt.duration_ms), "Cancel", self.cancel
        if self._failure is not None:
            return self._failure.sentence, "Try again", self.again
        if self._own == attempt.id:
            return self._kept, "Undo" if self._known.former else "", self.undo
        return "", "", self.undo


def _progress(report: JobReport, duration_ms: int) -> str:
    return TIMING.format(minutes(report.done_ms), minutes(report.total_ms or duration_ms))
