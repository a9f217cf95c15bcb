"""The line above the words that tells where their line-up stands: going on, failed, missing, old, or just done again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.problems import Problem
from mockinterview.core.review import Review
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.lining_up import LiningUp
from mockinterview.flow.ports import JobReport, JobState
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
        self._review: Review | None = None
        self._failure: Problem | None = None
        self._again = ""
        self._deed: Callable[[], object] = self.again
        notice.pressed.connect(self._on_pressed)

    def show_review(self, review: Review) -> None:
        """Tell of this review."""
        if self._review is None or self._review.attempt.id != review.attempt.id:
            self._failure, self._again = None, ""
        self._review = review
        self._tell()

    @Slot(object)
    def job_changed(self, report: JobReport) -> None:
        """Background work went on, of this review or another."""
        if self._review is None or report.attempt_id != self._review.attempt.id or report.kind != JobKind.LINE_UP:
            return
        self._failure = report.problem if report.state is JobState.FAILED else None
        self._tell()

    @Slot()
    def again(self) -> None:
        """Line the words up, again if they are; the states of before can be brought back."""
        if self._review is None or self._review.transcript is None:
            return
        self._again = self._review.attempt.id
        self._ask(lambda: self._lining_up.again(self._again))

    @Slot()
    def undo(self) -> None:
        """Bring back the states of before."""
        attempt_id, self._again = self._again, ""
        self._ask(lambda: self._lining_up.undo(attempt_id))

    @Slot()
    def _on_pressed(self) -> None:
        self._deed()

    def _ask(self, wish: Callable[[], object]) -> None:
        try:
            wish()
        except Problem as problem:
            self.problem_met.emit(problem)
        self._tell()

    def _tell(self) -> None:
        try:
            text, button, self._deed = self._news()
        except Problem as problem:
            text, button = problem.sentence, ""
        self._notice.say(text, button)

    def _news(self) -> tuple[str, str, Callable[[], object]]:
        """The sentence, the word of the button, and what it does."""
        review, nothing = self._review, ("", "", self.again)
        if review is None or review.transcript is None or not review.transcript.words:
            return nothing
        attempt_id = review.attempt.id
        if self._lining_up.working(attempt_id) is not None:
            return GOING_ON, "", self.again
        if self._failure is not None:
            return self._failure.sentence, "Try again", self.again
        if review.coverage is None:
            return MISSING, "Line up", self.again
        if self._again and (last := self._lining_up.last(attempt_id)) is not None:
            return _changed(len(last.changes)), "Undo", self.undo
        if self._lining_up.outdated(attempt_id, review.coverage):
            return OLD, "Line up again", self.again
        return nothing


def _changed(items: int) -> str:
    if not items:
        return "Lined up again. Nothing changed."
    return f"Lined up again. {items} items stand elsewhere now." if items > 1 else "Lined up again. One item changed."
