"""The rows of the time line: which marks stand in which row, on which level, and which comes next. Widgets only draw them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from mockinterview.core.coverage import State
from mockinterview.core.review import Lane, Review, ReviewMark, marks

MOST_LEVELS = 3
"""So many marks that overlap lie above each other in one row; what overlaps more shares the last level."""

SOUND_LANES = (Lane.PAUSE, Lane.FILLER, Lane.UNCLEAR, Lane.TAKE, Lane.BOOKMARK)
"""The lanes below the evidence, in their order; each is one row, and none if nothing stands in it."""


@dataclass(frozen=True)
class Row:
    """One row: its marks sorted by start, and the level of each (0 is the upper one).

    Marks of one level do not overlap, but for those on the last of `MOST_LEVELS`. item_id, name, state: set where the row is one
    item's; then there is one level.
    """

    lane: Lane
    marks: tuple[ReviewMark, ...] = ()
    levels: tuple[int, ...] = ()
    item_id: str = ""
    name: str = ""
    state: State | None = None

    @cached_property
    def depth(self) -> int:
        """How many levels it has, at least one."""
        return max(self.levels, default=0) + 1

    def between(self, start_ms: float, end_ms: float) -> Iterator[tuple[ReviewMark, int]]:
        """The marks that touch a stretch of time, with their levels."""
        first = bisect_left(self._reaches, start_ms)
        past = bisect_right(self.marks, end_ms, key=_start)
        for place in range(first, past):
            if self.marks[place].end_ms >= start_ms:
                yield self.marks[place], self.levels[place]

    @cached_property
    def _reaches(self) -> list[int]:
        """For each mark, how far it and those before it reach."""
        return list(accumulate((mark.end_ms for mark in self.marks), max))


def rows(review: Review, wished: Collection[Lane], by_item: bool = False) -> tuple[Row, ...]:
    """The rows to show: evidence first, packed into one row or one for each item that has any, then what the sound says.

    wished: the lanes the person wants to see. The evidence has a row even while there is none.
    """
    lanes: dict[Lane, list[ReviewMark]] = {}
    for mark in marks(review):
        lanes.setdefault(mark.lane, []).append(mark)
    found: list[Row] = []
    if Lane.EVIDENCE in wished:
        evidence = lanes.get(Lane.EVIDENCE, [])
        found.extend(_item_rows(review, evidence) if by_item and evidence else [_packed(evidence)])
    for lane in SOUND_LANES:
        if lane in wished and lane in lanes:
            found.append(Row(lane, tuple(lanes[lane]), (0,) * len(lanes[lane])))
    return tuple(found)


def _item_rows(review: Review, evidence: Sequence[ReviewMark]) -> Iterator[Row]:
    """A row for each item with evidence, in the checklist's order."""
    by_id: dict[str, list[ReviewMark]] = {}
    for mark in evidence:
        by_id.setdefault(mark.item_id, []).append(mark)
    for item in review.attempt.question.items:
        found = by_id.get(item.id)
        if found:
            yield Row(Lane.EVIDENCE, tuple(found), (0,) * len(found), item.id, item.name, found[0].state)


def _packed(evidence: Sequence[ReviewMark]) -> Row:
    """All evidence in one row: every mark on the first level that is free, so that overlapping ones are seen apart."""
    free_from: list[int] = []
    levels: list[int] = []
    for mark in evidence:
        level = next((level for level, free in enumerate(free_from) if free <= mark.start_ms), len(free_from))
        level = min(level, MOST_LEVELS - 1)
        if level == len(free_from):
            free_from.append(0)
        free_from[level] = max(free_from[level], mark.end_ms)
        levels.append(level)
    return Row(Lane.EVIDENCE, tuple(evidence), tuple(levels))


def place_after(found: Sequence[ReviewMark], at_ms: int) -> int | None:
    """Where the next mark begins after a time; None behind the last. found: sorted by start."""
    place = bisect_right(found, at_ms, key=_start)
    return found[place].start_ms if place < len(found) else None


def place_before(found: Sequence[ReviewMark], at_ms: int) -> int | None:
    """Where the last mark begins before a time; None before the first."""
    place = bisect_left(found, at_ms, key=_start)
    return found[place - 1].start_ms if place else None


def beginning_at(found: Sequence[ReviewMark], at_ms: int) -> tuple[ReviewMark, ...]:
    """The marks that begin at a time."""
    return tuple(found[bisect_left(found, at_ms, key=_start) : bisect_right(found, at_ms, key=_start)])


def _start(mark: ReviewMark) -> int:
    return mark.start_ms
