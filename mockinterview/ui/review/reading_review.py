"""What the page shows of an attempt, read in the background: a store that another program holds never freezes the window."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.attempt import Attempt
from mockinterview.core.delivery import Levels, measure
from mockinterview.core.problems import Problem
from mockinterview.core.relining import Relining
from mockinterview.core.review import Review
from mockinterview.flow.house import House
from mockinterview.ui.models.background import Asking


@dataclass(frozen=True)
class Known:
    """All the page shows of one attempt, as it was at one moment.

    levels: None until the sound is measured. attempts: every one at the question. former: whether there are words to go back to.
    relined: what the person's wish to line up again changed, while it can be undone. outdated: whether another version made the
    states. better: whether a recogniser is ready that is no draft.
    """

    review: Review
    levels: Levels | None = None
    attempts: tuple[Attempt, ...] = field(default=())
    former: bool = False
    relined: Relining | None = None
    outdated: bool = False
    better: bool = True


def known_of_take(attempt: Attempt) -> Known:
    """What a take that has just been closed tells by itself, before anybody asked the store."""
    return Known(Review(attempt, measure(None, (), attempt.duration_ms)), attempts=(attempt,))


def read(house: House, attempt_id: str) -> Known:
    """Ask for everything. Slow where the store is; UsageProblem if there is no such attempt."""
    reviewing = house.reviewing
    review = reviewing.review(attempt_id)
    return Known(
        review,
        reviewing.levels(attempt_id),
        tuple(house.library.attempts(review.attempt.question.id)),
        reviewing.former_words.latest(attempt_id) is not None,
        reviewing.lining_up.last(attempt_id),
        reviewing.lining_up.outdated(attempt_id, review.coverage),
        any(one.ready and not one.draft for one in house.transcriber.recognisers()),
    )


class ReviewReader(QObject):
    """Answers with a `Known` and with the file of the sound. Of several attempts asked for, only the last is answered.

    Where more is asked of the one that is being read, that answer still comes, and after it one newer.

    found: a Known. failed: a Problem in place of it. sound_found: the attempt's id, and a Path, or a Problem if there is none.
    """

    found = Signal(object)
    failed = Signal(object)
    sound_found = Signal(str, object)

    def __init__(self, house: House, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._store = Asking(self)
        self._asked = ""
        self._stale = False
        self._shelf = Asking(self)  # apart, so that the sound never waits for the store
        self._store.answered.connect(self._on_found)
        self._store.failed.connect(self._on_failed)
        self._shelf.answered.connect(self._on_sound)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._store.busy or self._shelf.busy

    def ask(self, attempt_id: str) -> None:
        """Read an attempt anew."""
        if self._store.busy and self._asked == attempt_id:
            self._stale = True
            return
        self._asked, self._stale = attempt_id, False
        self._store.ask("review", partial(read, self._house, attempt_id))

    def ask_sound(self, attempt_id: str) -> None:
        """Look for the sound of an attempt."""
        self._shelf.ask("sound", partial(self._sound, attempt_id))

    def finish(self) -> None:
        """Ask nothing more, and wait for what is under way."""
        self._store.finish()
        self._shelf.finish()

    def _sound(self, attempt_id: str) -> tuple[str, Path | Problem]:
        try:
            return attempt_id, self._house.library.audio(attempt_id)
        except Problem as problem:
            return attempt_id, problem

    @Slot(str, object)
    def _on_found(self, _name: str, known: Known) -> None:
        self.found.emit(known)
        self._ask_again()

    @Slot(str, object)
    def _on_failed(self, _name: str, problem: Problem) -> None:
        self.failed.emit(problem)
        self._ask_again()

    def _ask_again(self) -> None:
        if self._stale:
            self.ask(self._asked)

    @Slot(str, object)
    def _on_sound(self, _name: str, found: tuple[str, Path | Problem]) -> None:
        self.sound_found.emit(*found)
