"""Which delivery facts stand beside a minefield of manner."""

from __future__ import annotations

import pytest

from mockinterview.core.manner import Aspect, bearing
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind


def beside(name: str, text: str = "") -> frozenset[Aspect]:
    return bearing(ChecklistItem("trap", ItemKind.MINEFIELD, name, text, MinefieldKind.MANNER))


@pytest.mark.parametrize(
    ("wording", "there", "not_there"),
    [
        ("Sounds rushed and scattered", Aspect.PACE, Aspect.FILLERS),
        ("Hurries past the bad part", Aspect.PACE, Aspect.HEDGES),
        ("Hesitates before each sentence", Aspect.PAUSES, Aspect.LENGTH),
        ("Struggles to put it into words", Aspect.FILLERS, Aspect.LENGTH),
        ("Rambles without an end", Aspect.LENGTH, Aspect.FILLERS),
        ("Goes on too long", Aspect.LENGTH, Aspect.PACE),
        ("Uses many filler words", Aspect.FILLERS, Aspect.LENGTH),
        ("Sounds unsure of the rules", Aspect.HEDGES, Aspect.LENGTH),
        ("Says um at every turn", Aspect.FILLERS, Aspect.PAUSES),
        ("Speaks slowly, in a monotone", Aspect.PACE, Aspect.FILLERS),
        ("Repeats the same thing", Aspect.REPEATS, Aspect.FIRST_WORD),
    ],
)
def test_the_words_of_an_item_point_to_what_is_measured(wording: str, there: Aspect, not_there: Aspect) -> None:
    assert there in beside(wording)
    assert not_there not in beside(wording)


def test_the_description_counts_as_well_as_the_name() -> None:
    assert beside("Delivery", "Tends to ramble.") == beside("Tends to ramble")


def test_what_points_twice_gets_both() -> None:
    assert beside("Rushed, with many filler words") == beside("Rushed") | beside("Filler words")


@pytest.mark.parametrize(
    "wording", ["Sounds bored", "Comes across as arrogant", "Talks of confidential matters", "Sums"]
)
def test_words_that_point_nowhere_get_everything(wording: str) -> None:
    assert beside(wording) == frozenset(Aspect)
