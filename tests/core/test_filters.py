"""Which items a filter of the checklist lets through."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import Coverage, ItemCoverage, State
from mockinterview.core.delivery import Delivery
from mockinterview.core.filters import Filter, passing
from mockinterview.core.opinion import Opinion
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.review import Review

POINT = ChecklistItem("item", ItemKind.KEY_POINT, "Spare lamp")
COMMISSION = ChecklistItem("item", ItemKind.MINEFIELD, "Gossip", minefield=MinefieldKind.COMMISSION)
OMISSION = ChecklistItem("item", ItemKind.MINEFIELD, "No measure", minefield=MinefieldKind.OMISSION)
MANNER = ChecklistItem("item", ItemKind.MINEFIELD, "Bored", minefield=MinefieldKind.MANNER)


def lets_through(item: ChecklistItem, program: State | None, user: State | None = None) -> set[Filter]:
    attempt = Attempt("a", Question("q", "Why?", items=(item,)), 1, datetime(2025, 3, 1, tzinfo=UTC), 8_000)
    coverage = Coverage("m", (ItemCoverage(item, program, 0.5),)) if program is not None else None
    verdicts = {"item": user} if user is not None else {}
    found = passing(Review(attempt, Delivery(8_000), None, coverage, Opinion(verdicts)))
    assert set(found) == set(Filter)
    return {wish for wish, ids in found.items() if ids == ("item",)}


@pytest.mark.parametrize(
    ("item", "program", "user", "wanted"),
    [
        (POINT, State.COVERED, None, set()),
        (POINT, State.PARTLY, None, set()),
        (POINT, State.NOT_FOUND, None, {Filter.MISSING}),
        (POINT, State.NOT_SURE, None, {Filter.NOT_SURE}),
        (POINT, State.COVERED, State.NOT_FOUND, {Filter.MISSING, Filter.DISAGREED}),
        (POINT, State.NOT_FOUND, State.COVERED, {Filter.DISAGREED}),
        (POINT, State.NOT_FOUND, State.NOT_FOUND, {Filter.MISSING}),
        (POINT, State.NOT_SURE, State.NOT_FOUND, {Filter.MISSING}),
        (COMMISSION, State.NOT_FOUND, None, set()),
        (COMMISSION, State.TRIPPED, State.NOT_FOUND, {Filter.DISAGREED}),
        (OMISSION, State.NOT_FOUND, None, {Filter.MISSING}),
        (OMISSION, State.NOT_FOUND, State.TRIPPED, {Filter.MISSING}),
        (OMISSION, State.CLEAR, None, set()),
        (OMISSION, State.CLEAR, State.TRIPPED, {Filter.MISSING, Filter.DISAGREED}),
        (MANNER, State.YOUR_CALL, None, set()),
        (MANNER, State.YOUR_CALL, State.TRIPPED, set()),
        (POINT, None, None, set()),
        (POINT, None, State.NOT_FOUND, {Filter.MISSING}),
    ],
)
def test_what_a_filter_lets_through(
    item: ChecklistItem, program: State | None, user: State | None, wanted: set[Filter]
) -> None:
    assert lets_through(item, program, user) == wanted
