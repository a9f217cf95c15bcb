"""What happened to the sound, in words."""

from __future__ import annotations

import pytest

from mockinterview.core import sound_notes
from mockinterview.core.attempt import MarkKind, TakeMark


@pytest.mark.parametrize("kind", MarkKind)
def test_every_kind_has_words_of_its_own(kind: MarkKind) -> None:
    words = sound_notes.WORDS[kind]
    assert words
    assert [other for other, its in sound_notes.WORDS.items() if its == words] == [kind]
    assert sound_notes.title(TakeMark(kind, 0)) == words


def test_how_much_is_missing_is_told() -> None:
    assert sound_notes.title(TakeMark(MarkKind.GAP, 72_000, lost_ms=800)) == "0.8 s missing"
    assert sound_notes.title(TakeMark(MarkKind.SLEPT, 0, lost_ms=125_000)) == "The computer slept, 2:05 missing"
    assert sound_notes.title(TakeMark(MarkKind.OVERFLOW, 0, lost_ms=20)) == "0.1 s missing", "not 0.0"


def test_the_takes_own_words_win_and_what_is_missing_stands_beside_them() -> None:
    assert sound_notes.sentence(TakeMark(MarkKind.CLIPPED, 0)) == "Too loud, cut off"
    assert sound_notes.sentence(TakeMark(MarkKind.PAUSED, 0, "Paused.")) == "Paused."
    assert sound_notes.sentence(TakeMark(MarkKind.GAP, 0, "Nothing came for 0.4 s.", 400)) == (
        "0.4 s missing. Nothing came for 0.4 s."
    )
    assert sound_notes.sentence(TakeMark(MarkKind.MICROPHONE_CHANGED, 0, "Microphone changed to “X”", 700)) == (
        "Microphone changed to “X”. 0.7 s missing."
    )
    assert sound_notes.sentence(TakeMark(MarkKind.OTHER, 0, "one\nline")) == "one line"


def test_a_row_of_the_same_is_one_note_with_all_that_it_misses() -> None:
    row = [TakeMark(MarkKind.OVERFLOW, at_ms, "Busy.", 10) for at_ms in (1_000, 2_000, 4_500, 9_000)]
    later = TakeMark(MarkKind.GAP, 9_100, lost_ms=300)
    found = sound_notes.gathered([*row, later])
    assert [(mark.kind, mark.at_ms, mark.lost_ms) for mark in found] == [
        (MarkKind.OVERFLOW, 1_000, 30),
        (MarkKind.OVERFLOW, 9_000, 10),
        (MarkKind.GAP, 9_100, 300),
    ]
    assert sound_notes.gathered([]) == ()


def test_what_the_person_did_is_no_news() -> None:
    marks = (TakeMark(MarkKind.PAUSED, 1), TakeMark(MarkKind.GAP, 2, lost_ms=300), TakeMark(MarkKind.CLIPPED, 3))
    assert [mark.kind for mark in sound_notes.news(marks)] == [MarkKind.GAP, MarkKind.CLIPPED]
    assert sound_notes.lost_ms(marks) == 300


def test_counts_are_plain() -> None:
    mark = TakeMark(MarkKind.GAP, 0)
    assert [sound_notes.count([mark] * number) for number in range(3)] == [
        "",
        "1 note on the sound",
        "2 notes on the sound",
    ]
