"""Which items of a checklist to look at: what is missing, what is not sure, where person and program differ."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from mockinterview.core.coverage import State
from mockinterview.core.question import ChecklistItem, MinefieldKind
from mockinterview.core.review import Review, Verdict


class Filter(StrEnum):
    """One way to look at a checklist."""

    MISSING = "missing"
    NOT_SURE = "not_sure"
    DISAGREED = "disagreed"


def passing(review: Review) -> Mapping[Filter, tuple[str, ...]]:
    """The ids of the items each filter lets through, in the checklist's order. An item nobody has judged passes none."""
    found: dict[Filter, list[str]] = {wish: [] for wish in Filter}
    for item in review.attempt.question.items:
        verdict = review.verdict(item.id)
        if verdict is not None:
            for wish in Filter:
                if _passes(wish, item, verdict):
                    found[wish].append(item.id)
    return {wish: tuple(ids) for wish, ids in found.items()}


def _passes(wish: Filter, item: ChecklistItem, verdict: Verdict) -> bool:
    if wish is Filter.MISSING:
        return _missing(item, verdict.standing)
    if wish is Filter.NOT_SURE:
        return verdict.standing is State.NOT_SURE
    return verdict.agrees is False


def _missing(item: ChecklistItem, standing: State) -> bool:
    """A hoped-for item that was not found, and an omission: a trap of another kind is not missed by anybody."""
    if not item.is_minefield:
        return standing is State.NOT_FOUND
    return item.minefield is MinefieldKind.OMISSION and standing in (State.NOT_FOUND, State.TRIPPED)
