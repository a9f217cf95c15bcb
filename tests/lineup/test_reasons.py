"""Reasons: what was said, quoted and shortened, and what speaks for or against it, in words a person can check."""

from __future__ import annotations

import pytest

from mockinterview.core.coverage import Span
from mockinterview.core.question import ChecklistItem, ItemKind
from mockinterview.core.transcript import from_sentences
from mockinterview.lineup.reasons import MOST_QUOTED, NOTHING_FOUND, of_minefield, of_point

ITEM = ChecklistItem("lock", ItemKind.KEY_POINT, "Locked cabinet", "Files behind lock and key")
LONG = "I " + "carefully " * MOST_QUOTED + "locked it."


def spoken(text, *more):
    """A transcript, and a span a sentence, the first the strongest."""
    said = from_sentences([text, *more])
    return said, [Span(one.first_word, one.last_word, 0.9 / (1 + at)) for at, one in enumerate(said.segments)]


def point(level, *said):
    return of_point(level, *spoken(*said), ITEM)


def trap(level, *said):
    return of_minefield(level, *spoken(*said))


@pytest.mark.parametrize(
    ("said", "ending"),
    [
        ("I locked all 3 drawers.", "; something you did, with a figure or a date."),
        ("I locked the drawer.", "; something you did."),
        ("Every drawer by seven.", "; a figure or a date."),
        ("Only our Dana has the key.", "; a name or a place."),
        ("The drawer stays locked.", "; said in your own words."),
    ],
)
def test_a_point_that_is_made_says_what_makes_it_concrete(said, ending):
    assert point(2, said) == f"You said: “{said.rstrip('.')}”{ending}"


def test_a_point_that_is_touched_says_what_is_missing():
    assert (
        point(1, "A locked cabinet, lock and key.")
        == "You named it without showing it: “A locked cabinet, lock and key”."
    )
    assert point(1, "Privacy is important.") == "You came near it in general words: “Privacy is important”."
    assert point(1, "The room was shut.").startswith("You came near it: “The room was shut”; say")


def test_a_minefield_says_whose_doing_it_was():
    assert trap(2, "I told my friends.") == "You said: “I told my friends”."
    assert "deny it" in trap(1, "I never told my friends.")
    assert trap(1, "Gossip, that happens.") == "You mention it, not as your own doing: “Gossip, that happens”."


@pytest.mark.parametrize("level", [0, 1, 2])
def test_no_words_no_claim(level):
    said = from_sentences(["I locked it."])
    assert of_point(level, said, (), ITEM) == of_minefield(level, said, ()) == NOTHING_FOUND


@pytest.mark.parametrize("reason", [point, trap])
@pytest.mark.parametrize("level", [1, 2])
def test_the_strongest_words_are_quoted_and_shortened(reason, level):
    told = reason(level, LONG, "Dana knew.")
    quoted = told[told.index("“") + 1 : told.index("”")]
    assert quoted == " ".join(LONG.split()[:MOST_QUOTED]) + " …"
    assert "Dana" not in told
    assert told.endswith(".")
    assert "\n" not in told
