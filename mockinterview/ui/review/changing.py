"""What text and time line ask to be changed, words and bookmarks: shown at once, kept behind the page, undone with all else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.editing import Edit
from mockinterview.core.problems import Problem
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript
from mockinterview.flow.revising import Revising


class Changing(QObject):
    """Hands wishes on to `house.reviewing.revising`. changed: the review is another now. problem_met: it cannot be changed so."""

    changed = Signal()
    problem_met = Signal(object)

    def __init__(self, revising: Revising, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._revising = revising
        self._attempt_id = ""
        self._words: Transcript | None = None

    def show_review(self, review: Review) -> None:
        """The attempt that is changed from now on, and the words that are seen of it."""
        self._attempt_id, self._words = review.attempt.id, review.transcript

    @Slot(object)
    def edit(self, edits: Sequence[Edit]) -> None:
        """Correct words, in one step."""
        self._ask(partial(self._revising.edit, self._attempt_id, edits, self._words))

    @Slot()
    def bring_back_original(self) -> None:
        """The words as they were recognised."""
        self._ask(partial(self._revising.bring_back_original, self._attempt_id))

    @Slot(int)
    def bookmark(self, at_ms: int) -> None:
        """Set a bookmark."""
        self._ask(partial(self._revising.bookmark, self._attempt_id, at_ms))

    @Slot(int, str)
    def name_bookmark(self, at_ms: int, text: str) -> None:
        """Name one."""
        self._ask(partial(self._revising.name_bookmark, self._attempt_id, at_ms, text))

    @Slot(int)
    def drop_bookmark(self, at_ms: int) -> None:
        """Take one away."""
        self._ask(partial(self._revising.drop_bookmark, self._attempt_id, at_ms))

    def _ask(self, wish: Callable[[], None]) -> None:
        if not self._attempt_id:
            return
        try:
            wish()
        except Problem as problem:
            self.problem_met.emit(problem)
        else:
            self.changed.emit()
