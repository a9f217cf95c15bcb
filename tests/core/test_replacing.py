"""Find and replace: which words are found, and what becomes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.editing import edited_all
from mockinterview.core.replacing import find, replacing
from mockinterview.core.transcript import Transcript, from_sentences

SAID = from_sentences(["Um, the matter is closed.", "That's what matters: the matter, and um the Matter's file."])


def after(found: str, text: str, said: Transcript = SAID, **how: bool) -> str:
    spans = find(said, found, **how)
    return edited_all(said, replacing(said, spans, text, found, how.get("match_case", False))).text


@pytest.mark.parametrize(
    ("text", "how", "expected"),
    [
        ("matter", {}, [(2, 2), (7, 7), (9, 9), (13, 13)]),
        ("matter", {"whole_words": True}, [(2, 2), (9, 9)]),
        ("Matter", {"match_case": True}, [(13, 13)]),
        ("the matter", {}, [(1, 2), (8, 9), (12, 13)]),
        ("the matter", {"whole_words": True}, [(1, 2), (8, 9)]),
        ("UM", {"whole_words": True}, [(0, 0), (11, 11)]),
        ("um", {"whole_words": True, "match_case": True}, [(11, 11)]),
        ("that’s", {}, [(5, 5)]),
        ("s: the", {}, [(7, 8)]),
        ("  ", {}, []),
        (".", {}, [(4, 4), (14, 14)]),
        ("...", {"whole_words": True}, []),
        ("absent", {}, []),
    ],
)
def test_what_is_found(text: str, how: dict[str, bool], expected: list[tuple[int, int]]) -> None:
    assert list(find(SAID, text, **how)) == expected


def test_nothing_is_found_in_no_words() -> None:
    assert find(from_sentences([]), "a") == ()


def test_replacing_keeps_what_stands_around_and_a_capital() -> None:
    assert after("matter", "case") == "Um, the case is closed. That's what cases: the case, and um the Case's file."


def test_replacing_with_cases_told_apart_writes_what_was_typed() -> None:
    assert after("Matter", "case", match_case=True).endswith("and um the case's file.")


def test_replacing_several_words_by_one_and_by_none() -> None:
    assert after("the matter", "it", whole_words=True).startswith("Um, it is closed. That's what matters: it, and")
    assert after("um", "", whole_words=True).startswith("the matter is closed.")


def test_replaced_words_keep_their_times() -> None:
    said = from_sentences(["banana"])
    assert after("an", "o", said) == "booa"
    assert edited_all(said, replacing(said, [(0, 0)], "apple")).words[0].text == "apple"


def test_without_what_was_looked_for_the_words_are_replaced_but_not_their_punctuation() -> None:
    assert edited_all(SAID, replacing(SAID, [(9, 9)], "case")).words[9].text == "case,"


short = st.text("abAB ,’", max_size=5)


@given(st.lists(st.text("abAB,’", min_size=1, max_size=4), max_size=9), short, st.booleans(), st.booleans())
def test_what_is_found_is_there_sorted_and_apart(words: list[str], text: str, whole: bool, cases: bool) -> None:
    said = from_sentences([" ".join(words)])
    spans = find(said, text, whole, cases)
    last = -1
    for first, past in spans:
        assert last < first <= past < len(said.words)
        last = past
        if not whole and cases:
            assert " ".join(text.split()).replace("’", "'") in said.span_text(first, past).replace("’", "'")
    replaced = edited_all(said, replacing(said, spans, "", text, cases))
    assert len(replaced.words) <= len(said.words)
    if whole:
        assert find(replaced, text, whole, cases) == () or len(text.split()) > 1
