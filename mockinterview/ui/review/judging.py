"""The user's verdicts: what keys and buttons ask for becomes a wish to `house.reviewing`, which keeps it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.coverage import State, verdict_choices
from mockinterview.core.problems import Problem
from mockinterview.core.review import Review
from mockinterview.flow.reviewing import Reviewing


class Judging(QObject):
    """Verdicts on the items of one review; the one that is meant is the chosen item, unless another is named.

    problem_met: a verdict could not be kept.
    """

    problem_met = Signal(object)

    def __init__(self, reviewing: Reviewing, chosen: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._chosen = chosen
        self._review: Review | None = None

    def show_review(self, review: Review) -> None:
        """Verdicts are on this review from now on."""
        self._review = review

    @Slot()
    def flip(self) -> None:
        """Turn the verdict over."""
        review, item_id = self._review, self._chosen()
        if review is not None and self._can_be_judged(item_id):
            self._ask(lambda: self._reviewing.flip(review.attempt.id, item_id))

    @Slot(str, object)
    def decide(self, item_id: str, state: State | None) -> None:
        """Keep a verdict, or take it back with None."""
        review = self._review
        if review is not None and self._can_be_judged(item_id):
            self._ask(lambda: self._reviewing.decide(review.attempt.id, item_id, state))

    @Slot()
    def first(self) -> None:
        """The first of the item's states."""
        self._decide_by_number(0)

    @Slot()
    def second(self) -> None:
        """The second of the item's states."""
        self._decide_by_number(1)

    @Slot()
    def third(self) -> None:
        """The third of the item's states, if it has so many."""
        self._decide_by_number(2)

    @Slot()
    def take_back(self) -> None:
        """Let the program's proposal stand again."""
        self.decide(self._chosen(), None)

    def _decide_by_number(self, number: int) -> None:
        item_id = self._chosen()
        if self._review is None or not item_id:
            return
        choices = verdict_choices(self._review.attempt.question.item(item_id))
        if number < len(choices):
            self.decide(item_id, choices[number])

    def _can_be_judged(self, item_id: str) -> bool:
        """Only what the program has proposed something for, or the user has judged before."""
        return self._review is not None and bool(item_id) and self._review.verdict(item_id) is not None

    def _ask(self, wish: Callable[[], None]) -> None:
        try:
            wish()
        except Problem as problem:
            self.problem_met.emit(problem)
