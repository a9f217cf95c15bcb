"""The user's verdicts: what keys and buttons ask for is shown at once, and becomes a wish to `house.reviewing`, which keeps it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.coverage import State, flipped, verdict_choices
from mockinterview.core.review import Review
from mockinterview.flow.reviewing import Reviewing


class Judging(QObject):
    """Verdicts on the items of one review; the one that is meant is the chosen item, unless another is named.

    judged: the review with a verdict that is being kept. Whether it could be is told as of any job.
    """

    judged = Signal(object)

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
        verdict = review.verdict(item_id) if review is not None and item_id else None
        if review is not None and verdict is not None:
            self.decide(item_id, flipped(review.attempt.question.item(item_id), verdict.standing))

    @Slot(str, object)
    def decide(self, item_id: str, state: State | None) -> None:
        """Keep a verdict, or take it back with None; only on what the program has proposed something for, or was judged before."""
        review = self._review
        if review is None or not item_id or review.verdict(item_id) is None:
            return
        self._reviewing.decide_soon(review.attempt.id, item_id, state)
        self._review = self._reviewing.judged(review)
        self.judged.emit(self._review)

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
