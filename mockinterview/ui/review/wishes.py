"""What the page asks to be done about recognition, in the background, and where that work stands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.problems import Problem
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.flow.reviewing import Reviewing
from mockinterview.ui.models.background import Asking
from mockinterview.ui.review.words.transcript_pane import TranscriptPane

_UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class Wishes(QObject):
    """Begins and cancels, and keeps the pane told. problem_met: it could not be asked for."""

    problem_met = Signal(object)

    def __init__(self, reviewing: Reviewing, pane: TranscriptPane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._pane = pane
        self._attempt_id = ""
        self._closing = False
        """The take has only just ended, and its recognition has not begun."""
        self._done = False
        """Its recognition has ended, and its words are still being read."""
        self._asking = Asking(self)
        self._asking.answered.connect(self._on_done)
        self._asking.failed.connect(self._on_failed)
        pane.begin_requested.connect(self.begin)
        pane.cancel_requested.connect(self.cancel)

    def show_attempt(self, attempt_id: str, *, closing: bool = False) -> None:
        """The attempt that is shown. closing: its take has just ended, and its recognition begins as soon as it is kept."""
        self._done = self._done and attempt_id == self._attempt_id
        self._attempt_id, self._closing = attempt_id, closing
        self.show_work()

    @Slot()
    def show_work(self) -> None:
        """Tell where recognition stands."""
        report = self._reviewing.working(self._attempt_id)
        if report is None and self._closing:
            report = JobReport(self._attempt_id, JobKind.RECOGNISE, JobState.RUNNING)
        if report is not None or self._pane.written:
            self._done = False
        if not self._done:
            self._pane.show_work(report, self._reviewing.failure(self._attempt_id))

    @Slot()
    def begin(self) -> None:
        """Recognise and line up (again)."""
        self._asking.do("begin", partial(self._reviewing.begin, self._attempt_id))

    @Slot()
    def cancel(self) -> None:
        """Stop recognising."""
        self._done = False
        self._asking.do("cancel", partial(self._reviewing.cancel, self._attempt_id))

    def finish(self) -> None:
        """Wait for what was asked for."""
        self._asking.finish()

    @Slot(object)
    def job_changed(self, report: JobReport) -> None:
        """Background work went on, of this attempt or another."""
        if report.attempt_id != self._attempt_id or report.kind != JobKind.RECOGNISE:
            return
        if report.state in _UNFINISHED:
            self._pane.show_work(report, None)
        else:
            self._done = report.state is JobState.DONE
            self.show_work()  # as it is now: other work may have begun since this report was on its way

    @Slot(str, object)
    def _on_done(self, _name: str, _nothing: object) -> None:
        self.show_work()

    @Slot(str, object)
    def _on_failed(self, _name: str, problem: Problem) -> None:
        self.problem_met.emit(problem)
        self.show_work()
