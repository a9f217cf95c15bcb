"""What the words of a stretch are like: counted as a person would."""

from __future__ import annotations

import pytest

from mockinterview.lineup.telling import echo, hedges, specifics


@pytest.mark.parametrize(
    ("said", "numbers", "names", "own_past"),
    [
        ("I rang Dana on Tuesday at 4 and she asked for twelve keys", 3, 2, 2),
        ("She locked it and I left", 0, 0, 1),  # only what comes after "I" is one's own
        ("Security is key. It matters.", 0, 0, 0),  # a capital after a full stop is no name
        ("we We’ve I'm", 0, 0, 0),
        ("I need the red bed", 0, 0, 0),  # "need" and "red" are no past
        ("", 0, 0, 0),
    ],
)
def test_figures_names_and_deeds_of_ones_own(said, numbers, names, own_past):
    assert specifics(said.split()) == {"numbers": numbers, "names": names, "own_past": own_past}


def words(said):
    return said.split()


def test_words_that_promise_or_soften():
    assert hedges(words("I always try, and I value privacy: it is important.")) == 4
    assert hedges(words("I locked the drawer.")) == 0


def test_the_share_of_an_items_telling_words_that_was_said():
    assert echo(words("we locked every drawer"), "Locking drawers and cabinets") == pytest.approx(2 / 3)
    assert echo(words("nothing of it"), "Locking drawers") == 0
    assert echo(words("I did it all"), "What did you do") == 0  # an item without a telling word
