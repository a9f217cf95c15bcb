"""Stems and what they tell."""

import pytest

from mockinterview.lineup.words import content, stem, stems, telling


@pytest.mark.parametrize(
    "family",
    [
        ("lock", "locks", "locked", "locking"),
        ("report", "reports", "reported", "reporting"),
        ("address", "addresses", "addressed"),
        ("stop", "stopped", "stopping"),
        ("encrypt", "encrypted", "encrypting", "encryption"),
        ("secure", "securely", "security"),
        ("file", "files", "filing", "filed"),
    ],
)
def test_a_family_has_one_stem(family):
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("client", "clinic"), ("letter", "let"), ("safe", "save"), ("plan", "plant")]
)
def test_different_words_stay_apart(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["", "…", "I", "um", "don't", "The", "really", "I’ve", "a"])
def test_some_words_say_nothing(word):
    assert content(word) == ""


def test_hyphens_and_slashes_divide():
    assert stems(["need-to-know", "password/lock"]) == stems(["password", "lock"])


def test_what_stands_everywhere_tells_less():
    weights = telling([frozenset({"client", "lock"}), frozenset({"client", "shred"}), frozenset({"client"})])
    assert weights["lock"] == weights["shred"] == 1.0
    assert 0 < weights["client"] < 0.6
