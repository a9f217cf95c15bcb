"""What the page of two takes shows, read in the background: which takes there are, and all that is known of two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mockinterview.core.attempt import Attempt
from mockinterview.core.comparison import Comparison, compare
from mockinterview.core.problems import Problem
from mockinterview.core.rating import shown
from mockinterview.core.review import Review
from mockinterview.flow.house import House


@dataclass(frozen=True)
class Wish:
    """Which two takes to read; the second "" for whichever suits. in_time: the earlier of the two stands first.

    rate_first: hide what the program says of an answer until all of it is judged, but for those that were revealed.
    """

    first: str
    second: str = ""
    in_time: bool = False
    rate_first: bool = False
    revealed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Take:
    """One of the two. audio: None where the sound is missing, which no_sound says. measured: whether the pauses are known."""

    review: Review
    audio: Path | None
    no_sound: str = ""
    measured: bool = False


@dataclass(frozen=True)
class Pair:
    """Both, and every take of the question, oldest first. second and comparison: None while there is only one."""

    attempts: tuple[Attempt, ...]
    first: Take
    second: Take | None = None
    comparison: Comparison | None = None


def read_pair(house: House, wish: Wish) -> Pair:
    """Ask for everything; one that was deleted meanwhile gives way to another. UsageProblem if the first was."""
    first = _take(house, wish.first, wish)
    attempts = tuple(
        sorted(house.library.attempts(first.review.attempt.question.id), key=lambda one: (one.take, one.started_at))
    )
    there = {attempt.id for attempt in attempts} - {wish.first}
    other = wish.second if wish.second in there else suiting(attempts, wish.first)
    if not other:
        return Pair(attempts, first)
    second = _take(house, other, wish)
    if wish.in_time and _place(second) < _place(first):
        first, second = second, first
    comparison = compare(first.review, second.review, measured=(first.measured, second.measured))
    return Pair(attempts, first, second, comparison)


def suiting(attempts: Sequence[Attempt], attempt_id: str) -> str:
    """The take to put beside one, of all in order: the one before it, else the one after it; "" if there is no other."""
    ids = [attempt.id for attempt in attempts]
    if attempt_id not in ids:
        return ids[-1] if ids else ""
    place = ids.index(attempt_id)
    others = [*reversed(ids[:place]), *ids[place + 1 :]]
    return others[0] if others else ""


def _place(take: Take) -> tuple[int, float]:
    attempt = take.review.attempt
    return attempt.take, attempt.started_at.timestamp()


def _take(house: House, attempt_id: str, wish: Wish) -> Take:
    review = shown(house.reviewing.review(attempt_id), wish.rate_first and attempt_id not in wish.revealed)
    levels = house.reviewing.levels(attempt_id)
    measured = levels is not None and bool(levels.dbfs)
    try:
        return Take(review, house.library.audio(attempt_id), measured=measured)
    except Problem as problem:
        return Take(review, None, problem.sentence, measured)
