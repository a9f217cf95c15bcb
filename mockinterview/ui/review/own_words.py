"""What may be done with the words of a review: the menu, the page to type on, the way back, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from mockinterview.core.problems import Problem
from mockinterview.core.review import Review
from mockinterview.core.written import written_of
from mockinterview.flow.former_words import FormerWords
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.flow.writing import Writing
from mockinterview.settings import Settings
from mockinterview.ui.commands import COMMANDS
from mockinterview.ui.review.export import first_folder
from mockinterview.ui.review.replay import Replay
from mockinterview.ui.review.words_dialog import WordsDialog
from mockinterview.ui.widgets.panels import Notice
from mockinterview.ui.widgets.times import minutes

WAITING = "Your words are here. Their times are found after those of another take."
TIMING = "Your words are here. Finding the time of each: {} of {}."
KEPT = "Your words are here, each at its time."
FILES = "Transcripts (*.txt *.srt *.vtt *.json *.md);;All files (*)"

_UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class OwnWords(QObject):
    """Speaks in `notice`. again_wished: to recognise the take again. problem_met: the words could not be taken in."""

    again_wished = Signal()
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
        self._review: Review | None = None
        self._failure: Problem | None = None
        self._own = ""
        self._kept = KEPT
        self._deed: Callable[[], object] = self.undo
        self.dialog: WordsDialog | None = None
        self.menu = QMenu(parent)
        self._recognise = self._action("recognise_again", "…", self._on_again)
        self._write = self._action("write_words", "…", self.write)
        self._import = self._action("import_words", "…", self.import_file)
        self.menu.addSeparator()
        self._undo = self._action("undo_words", "", self.undo)
        self.menu.aboutToShow.connect(self._on_menu)
        notice.pressed.connect(self._on_pressed)

    def _action(self, command_id: str, more: str, deed: Callable[[], object]) -> QAction:
        """A line of the menu. The page listens to the key itself; here it is only shown."""
        command = COMMANDS[command_id]
        key = QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
        action = self.menu.addAction(f"{command.words}{more}\t{key}")
        action.triggered.connect(deed)
        return action

    def show_review(self, review: Review) -> None:
        """Tell of this review."""
        if self._review is None or self._review.attempt.id != review.attempt.id:
            self._failure, self._own = None, ""
        self._review = review
        self._tell()

    @Slot(object)
    def job_changed(self, report: JobReport) -> None:
        """Background work went on, of this review or another."""
        if self._review is None or report.attempt_id != self._review.attempt.id or report.kind != JobKind.ALIGN:
            return
        self._failure = report.problem if report.state is JobState.FAILED else None
        self._tell()

    # ------------------------------------------------------------ wishes

    @Slot()
    def write(self) -> None:
        """Open the page to type on, with the words there are."""
        if self._review is None or self.dialog is not None:
            return
        transcript = self._review.transcript
        text = written_of(transcript).text if transcript is not None else ""
        self._replay.pause()
        self.dialog = WordsDialog(text, self._replay, self._review.attempt.duration_ms, self._settings, self._over)
        self.dialog.kept.connect(self._on_kept)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    @Slot()
    def import_file(self) -> None:
        """Ask for a file with the words."""
        if self._review is None:
            return
        asking = QFileDialog(self._over, "Import a transcript", first_folder(), FILES)
        asking.setFileMode(QFileDialog.FileMode.ExistingFile)
        asking.fileSelected.connect(self.take_file)
        asking.open()

    @Slot(str)
    def take_file(self, file: str) -> None:
        """The words of a file become those of the attempt that is shown."""
        if self._review is not None:
            attempt_id = self._review.attempt.id
            self._ask(lambda: self._writing.import_file(attempt_id, Path(file)), attempt_id)

    @Slot()
    def undo(self) -> None:
        """Bring back the words of before."""
        if self._review is not None:
            attempt_id = self._review.attempt.id
            self._ask(lambda: self._former.bring_back(attempt_id))

    @Slot(str, str)
    def tell_done(self, attempt_id: str, sentence: str) -> None:
        """The words of an attempt are others now; the sentence says why, and undoing is offered."""
        self._own, self._kept = attempt_id, sentence
        self._tell()

    @Slot()
    def cancel(self) -> None:
        """Leave the words at the times they have."""
        if self._review is not None:
            self._writing.cancel(self._review.attempt.id)
            self._tell()

    @Slot()
    def again(self) -> None:
        """Look for the times once more."""
        if self._review is not None:
            self._failure = None
            self._writing.take_up(self._review.attempt.id)

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_again(self) -> None:
        self.again_wished.emit()

    @Slot(str)
    def _on_kept(self, text: str) -> None:
        if self._review is None or self.dialog is None:
            return
        attempt_id, dialog = self._review.attempt.id, self.dialog
        before = self._review.transcript
        if before is not None and text.split() == before.text.split() and not before.draft:
            dialog.accept()  # nothing was changed, and the times there are may be better
            return
        try:
            self._own, self._kept = attempt_id, KEPT
            self._writing.write(attempt_id, text)
        except Problem as problem:
            self._own = ""
            dialog.show_problem(problem)
        else:
            dialog.accept()

    @Slot(int)
    def _on_closed(self, _result: int) -> None:
        self.dialog = None

    @Slot()
    def _on_menu(self) -> None:
        self._recognise.setEnabled(self._review is not None)
        self._write.setEnabled(self._review is not None)
        self._import.setEnabled(self._review is not None)
        self._undo.setEnabled(self._review is not None and self._can_undo(self._review.attempt.id))

    @Slot()
    def _on_pressed(self) -> None:
        self._deed()

    # ------------------------------------------------------------ telling

    def _ask(self, wish: Callable[[], object], own: str = "") -> None:
        self._own, self._kept = own, KEPT
        try:
            wish()
        except Problem as problem:
            self._own = ""
            self.problem_met.emit(problem)
        self._tell()

    def _tell(self) -> None:
        text, button, self._deed = self._news()
        self._notice.say(text, button)

    def _can_undo(self, attempt_id: str) -> bool:
        return self._former.latest(attempt_id) is not None

    def _news(self) -> tuple[str, str, Callable[[], object]]:
        """The sentence, the word of the button, and what it does."""
        if self._review is None:
            return "", "", self.undo
        attempt_id = self._review.attempt.id
        report = self._writing.working(attempt_id)
        if report is not None and report.state in _UNFINISHED:
            queued = report.state is JobState.QUEUED
            return WAITING if queued else _progress(report, self._review.attempt.duration_ms), "Cancel", self.cancel
        if self._failure is not None:
            return self._failure.sentence, "Try again", self.again
        if self._own == attempt_id:
            return self._kept, "Undo" if self._can_undo(attempt_id) else "", self.undo
        return "", "", self.undo


def _progress(report: JobReport, duration_ms: int) -> str:
    return TIMING.format(minutes(report.done_ms), minutes(report.total_ms or duration_ms))
