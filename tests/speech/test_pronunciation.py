"""How written words are spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.speech.pronunciation import LONGEST_WORD, phones, pronounced, spoken

BOOK = {
    "the": "DH AH",
    "well": "W EH L",
    "don't": "D OW N T",
    "phone": "F OW N",
    "state": "S T EY T",
    "of": "AH V",
    "art": "AA R T",
}
KNOWN = "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("“Well,”", "well"),
        ("don't", "don't"),
        ("don’t", "don't"),
        ("state-of-the-art", "state of the art"),
        ("2024", "twenty twenty four"),
        ("1905", "nineteen oh five"),
        ("1990s", "nineteen nineties"),
        ("2000", "two thousand"),
        ("50%", "fifty percent"),
        ("3.5", "three point five"),
        ("$1,250", "one thousand two hundred and fifty dollars"),
        ("21st", "twenty first"),
        ("30th", "thirtieth"),
        ("007", "zero zero seven"),
        ("10k", "ten k."),
        ("AWS", "a. w. s."),
        ("APIs", "a. p. i. s."),
        ("R&D", "r. and d."),
        ("GitLab", "git lab"),
        ("naïve", "naive"),
        ("Zürich", "zurich"),
        ("你好", ""),
        ("—", ""),
        ("١٢", ""),
    ],
)
def test_what_one_says_for_it(token: str, words: str) -> None:
    assert " ".join(spoken(token, BOOK.get)) == words


def test_the_dictionary_comes_first_then_its_stem_then_the_rules() -> None:
    assert pronounced("phone", BOOK.get) == "F OW N"
    assert pronounced("phone's", BOOK.get) == "F OW N Z"
    assert pronounced("state's", BOOK.get) == "S T EY T S"
    assert pronounced("backlog", BOOK.get) == "B AE K L AO G"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("make", "M EY K"),
        ("hopping", "HH AA P IH NG"),
        ("phrase", "F R EY Z"),
        ("nation", "N EY SH AH N"),
        ("knight", "N AY T"),
        ("quickly", "K W IH K L IY"),
        ("matches", "M AE CH IH Z"),
    ],
)
def test_the_rules_know_english_spelling(word: str, said: str) -> None:
    assert phones(word) == said


@given(st.text(max_size=80))
def test_anything_is_spoken_in_the_phones_there_are(token: str) -> None:
    for word in spoken(token, BOOK.get):
        assert word == word.strip()
        assert word
        assert set(phones(word).split()) <= set(KNOWN.split())
        assert len(phones(word).split()) <= 3 * LONGEST_WORD
