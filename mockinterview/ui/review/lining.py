"""The line below the words that tells where their line-up stands: going on, failed, missing, old, or just done again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.problems import Problem
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.lining_up import LiningUp
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.ui.models.background import Asking
from mockinterview.ui.review.reading_review import Known
from mockinterview.ui.widgets.panels import Notice

GOING_ON = "Looking for the checklist in your words."
MISSING = "This transcript is not lined up with the checklist yet."
OLD = "Lined up by an older version."


class Lining(QObject):
    """What the notice says of the review that is shown, and what its button does.

    problem_met: the line-up could not be asked for.
    """

    problem_met = Signal(object)

    def __init__(self, lining_up: LiningUp, notice: Notice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lining_up = lining_up
        self._notice = notice
        self._known: Known | None = None
        self._failure: Problem | None = None
        self._again = ""
        self._deed: Callable[[], object] = self.again
        self._asking = Asking(self)
        self._asking.answered.connect(self._on_done)
        self._asking.failed.connect(self._on_refused)
        notice.pressed.connect(self._on_pressed)

    def show_known(self, known: Known) -> None:
        """Tell of this review."""
        if self._known is None or self._known.review.attempt.id != known.review.attempt.id:
            self._failure, self._again = None, ""
        self._known = known
        self._tell()

    @Slot(object)
    def job_changed(self, report: JobReport) -> None:
        """Background work went on, of this review or another."""
        if report.attempt_id != self._attempt_id or report.kind != JobKind.LINE_UP:
            return
        self._failure = report.problem if report.state is JobState.FAILED else None
        self._tell()

    @Slot()
    def again(self) -> None:
        """Line the words up, again if they are; the states of before can be brought back."""
        if self._known is None or self._known.review.transcript is None:
            return
        self._again = self._attempt_id
        self._asking.do("again", partial(self._lining_up.again, self._again))

    @Slot()
    def undo(self) -> None:
        """Bring back the states of before."""
        attempt_id, self._again = self._again, ""
        self._asking.do("undo", partial(self._lining_up.undo, attempt_id))

    def finish(self) -> None:
        """Wait for what was asked for."""
        self._asking.finish()

    @property
    def _attempt_id(self) -> str:
        return self._known.review.attempt.id if self._known is not None else ""

    @Slot()
    def _on_pressed(self) -> None:
        self._deed()

    @Slot(str, object)
    def _on_done(self, _name: str, _answer: object) -> None:
        self._tell()

    @Slot(str, object)
    def _on_refused(self, _name: str, problem: Problem) -> None:
        self.problem_met.emit(problem)
        self._tell()

    def _tell(self) -> None:
        text, button, self._deed = self._news()
        self._notice.say(text, button)

    def _news(self) -> tuple[str, str, Callable[[], object]]:
        """The sentence, the word of the button, and what it does."""
        known, nothing = self._known, ("", "", self.again)
        if known is None or known.review.transcript is None or not known.review.transcript.words:
            return nothing
        if self._lining_up.working(self._attempt_id) is not None:
            return GOING_ON, "", self.again
        if self._failure is not None:
            return self._failure.sentence, "Try again", self.again
        if known.review.coverage is None:
            return MISSING, "Line up", self.again
        if self._again and known.relined is not None:
            return _changed(len(known.relined.changes)), "Undo", self.undo
        if known.outdated:
            return OLD, "Line up again", self.again
        return nothing


def _changed(items: int) -> str:
    if not items:
        return "Lined up again. Nothing changed."
    return f"Lined up again. {items} items stand elsewhere now." if items > 1 else "Lined up again. One item changed."
