"""Recordings made elsewhere: chosen in the desktop's dialog or dropped on a question, brought in, told of, cancelled.

Made when first needed. Decoding takes about a second for a long answer, so it is told in the quiet line and no page waits for it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from mockinterview.core.problems import Problem
from mockinterview.flow.house import House
from mockinterview.flow.importing import KINDS
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.ui.bridge import Bridge
from mockinterview.ui.widgets.times import minutes

_PARTS = 10
"""Progress is told so many times at most: every telling is read out to those who listen to the screen."""


class RecordingDesk(QObject):
    """told: a sentence, the word of a button, its token. attempt_requested: the attempt whose review should open."""

    told = Signal(str, str, str)
    problem_met = Signal(object)
    attempt_requested = Signal(str)

    def __init__(self, house: House, bridge: Bridge, over: QWidget) -> None:
        super().__init__(over)
        self._house = house
        self._over = over
        self._question_id = ""
        self._coming: dict[str, tuple[str, int]] = {}
        """Attempt id -> name of its file, and how many parts were told."""
        bridge.job_changed.connect(self._on_job_changed)
        bridge.attempt_kept.connect(self._on_attempt_kept)

    def choose(self, question_id: str) -> None:
        """Ask for a file with the desktop's own dialog, and import it as an answer to this question."""
        self._question_id = question_id
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        dialog = QFileDialog(self._over, "Import a recording of your answer", folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"Recordings ({' '.join(f'*.{kind}' for kind in KINDS)})", "All files (*)"])
        dialog.fileSelected.connect(self.bring_chosen)
        dialog.open()

    @Slot(str)
    def bring_chosen(self, file: str) -> None:
        """Import a file as an answer to the question that was chosen for."""
        self.bring(self._question_id, Path(file))

    def bring(self, question_id: str, file: Path) -> None:
        """Import a file as an answer to a question."""
        try:
            question = self._house.library.question(question_id)
        except Problem as problem:
            self.problem_met.emit(problem)
            return
        attempt_id = self._house.importing.begin(question, file)
        self._coming[attempt_id] = (file.name, 0)
        self._tell(attempt_id, f"Importing {file.name} …")

    def _tell(self, attempt_id: str, words: str) -> None:
        self.told.emit(words, "Cancel", f"import:{attempt_id}")

    @Slot(object)
    def _on_job_changed(self, report: JobReport) -> None:
        if report.kind != JobKind.IMPORT or report.attempt_id not in self._coming:
            return
        name, told = self._coming[report.attempt_id]
        if report.state is JobState.RUNNING and report.total_ms:
            part = _PARTS * report.done_ms // report.total_ms
            if part > told:
                self._coming[report.attempt_id] = (name, part)
                words = f"{minutes(report.done_ms)} of {minutes(report.total_ms)}"
                self._tell(report.attempt_id, f"Importing {name} … {words}")
        elif report.state is JobState.CANCELLED:
            del self._coming[report.attempt_id]
            self.told.emit(f"{name} was not imported.", "", "")
        elif report.state is JobState.FAILED and report.problem is not None:
            del self._coming[report.attempt_id]
            self.problem_met.emit(report.problem)

    @Slot(str)
    def _on_attempt_kept(self, attempt_id: str) -> None:
        """Its review opens at once; while an answer is being recorded it is only announced."""
        if attempt_id not in self._coming:
            return
        name, _ = self._coming.pop(attempt_id)
        busy = self._house.answering.busy
        self.told.emit(f"{name} was imported.", "Show it" if busy else "", f"review:{attempt_id}" if busy else "")
        if not busy:
            self.attempt_requested.emit(attempt_id)
