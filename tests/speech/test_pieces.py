"""Sound is cut where nobody speaks, and what was heard in the pieces is one transcript with times in order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.transcript import Note, NoteKind, Word
from mockinterview.speech.gate import Stretch
from mockinterview.speech.pieces import Heard, Piece, behind, cut, joined, language_of, live_rules, whole_rules

Steps = list[tuple[int, int]]
"""Pauses and lengths of stretches, one after the other."""

steps_of_speech = st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 9000)), max_size=30)


def speech(steps: Steps) -> list[Stretch]:
    stretches, at = [], 0
    for pause, length in steps:
        stretches.append(Stretch(at + pause, at + pause + length))
        at += pause + length
    return stretches


def so_far(stretches: list[Stretch], now_ms: int) -> list[Stretch]:
    """What is known of growing sound."""
    return [Stretch(one.start_ms, min(one.end_ms, now_ms)) for one in stretches if one.start_ms < now_ms]


def middle(earliest_ms: int, latest_ms: int) -> int:
    """Stands for the quietest moment."""
    return (earliest_ms + latest_ms) // 2


@given(steps_of_speech, st.integers(1, 2000), st.integers(1, 20_000))
def test_cutting_loses_no_speech_and_keeps_the_limits(steps: Steps, gap_ms: int, longest_ms: int) -> None:
    stretches = speech(steps)
    pieces = cut(stretches, whole_rules(gap_ms, longest_ms))
    assert [one for piece in pieces for one in piece.stretches] == stretches
    for one in stretches:
        assert sum(big.start_ms <= one.start_ms and one.end_ms <= big.end_ms for big in pieces) == 1
    for big in pieces:
        inside = [one for one in stretches if big.start_ms <= one.start_ms and one.end_ms <= big.end_ms]
        assert (big.start_ms, big.end_ms) == (inside[0].start_ms, inside[-1].end_ms)
        assert len(inside) == 1 or big.end_ms - big.start_ms <= longest_ms
        assert all(after.start_ms - before.end_ms < gap_ms for before, after in pairwise(inside))


@given(steps_of_speech, st.integers(1, 2000), st.integers(100, 20_000))
def test_what_nobody_pauses_in_is_cut_where_it_is_quietest(steps: Steps, gap_ms: int, longest_ms: int) -> None:
    stretches = speech(steps)
    pieces = cut(stretches, whole_rules(gap_ms, longest_ms), middle)
    assert all(0 < piece.end_ms - piece.start_ms <= longest_ms for piece in pieces)
    assert sum(one.end_ms - one.start_ms for piece in pieces for one in piece.stretches) == sum(
        one.end_ms - one.start_ms for one in stretches
    )
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(pieces))


@given(steps_of_speech, st.lists(st.integers(1, 5000), max_size=60), st.integers(100, 20_000))
def test_growing_sound_is_cut_as_it_would_be_had_it_been_whole(steps: Steps, looks: list[int], longest_ms: int) -> None:
    stretches, rules = speech(steps), live_rules(1_500, longest_ms)
    found: list[Piece] = []
    now_ms = done_ms = 0
    for look in looks:
        now_ms += look
        fresh = cut(behind_exactly(so_far(stretches, now_ms), done_ms), rules, middle, now_ms - 1)
        found += fresh
        done_ms = fresh[-1].end_ms if fresh else done_ms
    found += cut(behind_exactly(stretches, done_ms), rules, middle)
    assert found == cut(stretches, rules, middle)


def behind_exactly(stretches: list[Stretch], from_ms: int) -> list[Stretch]:
    return [Stretch(max(one.start_ms, from_ms), one.end_ms) for one in stretches if one.end_ms > from_ms]


def test_while_it_grows_a_piece_waits_for_a_pause_that_is_long_enough() -> None:
    rules = live_rules(4_000, 28_000)
    assert cut([Stretch(0, 2_000)], rules, middle, 3_400) == []
    assert cut([Stretch(0, 2_500)], rules, middle, 3_499) == []
    assert [piece.end_ms for piece in cut([Stretch(0, 2_500)], rules, middle, 3_500)] == [2_500]
    assert [piece.end_ms for piece in cut([Stretch(0, 7_000)], rules, middle, 7_300)] == [7_000]
    assert [piece.end_ms for piece in cut([Stretch(0, 1_000)], rules, middle, 5_000)] == [1_000]


def test_a_piece_that_grows_too_long_ends_at_its_widest_pause_but_leaves_no_scrap() -> None:
    rules = whole_rules(4_000, 28_000)
    speaking = [Stretch(0, 1_000), Stretch(1_900, 12_000), Stretch(12_300, 20_000), Stretch(20_100, 40_000)]
    assert [piece.end_ms for piece in cut(speaking, rules, middle)] == [12_000, 40_000]
    speaking = [Stretch(0, 1_000), Stretch(1_900, 40_000)]
    assert cut(speaking, rules, lambda low, high: high)[0].end_ms == 28_000


def test_behind_a_cut_only_what_may_be_a_word_is_left() -> None:
    stretches = [Stretch(0, 1_000), Stretch(2_000, 3_000)]
    assert behind(stretches, 0) == stretches
    assert behind(stretches, 500) == [Stretch(500, 1_000), Stretch(2_000, 3_000)]
    assert behind(stretches, 800) == [Stretch(2_000, 3_000)]
    assert behind(stretches, 3_000) == []
    assert behind([Stretch(0, 250)], 0) == [Stretch(0, 250)]


def test_what_was_heard_in_pieces_is_one_transcript() -> None:
    first = Piece(0, 2000, (Stretch(0, 2000),))
    second = Piece(3000, 5000, (Stretch(3000, 5000),))
    note = Note(NoteKind.NOT_UNDERSTOOD, 4000, 5000)
    heard = [
        Heard(first, ((Word("one", 100, 400, 0.5),), (Word("two", 500, 900), Word("three", 900, 1800))), language="fr"),
        Heard(second, ((Word("four", 1700, 3600),),), (note,), language="fr"),
    ]
    transcript = joined(heard, "whisper", "base", "", 5000)
    assert transcript.text == "one two three four"
    assert [(part.first_word, part.last_word) for part in transcript.segments] == [(0, 0), (1, 2), (3, 3)]
    assert transcript.words[3].start_ms == 1700
    assert transcript.notes == (note,)
    assert transcript.language == "fr"


@given(st.lists(st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 3000)), max_size=4), max_size=5))
def test_times_never_run_backwards_and_stay_inside(raw: list[list[tuple[int, int]]]) -> None:
    piece = Piece(0, 1, (Stretch(0, 1),))
    heard = [Heard(piece, (tuple(Word("w", at, at + length) for at, length in sentence),)) for sentence in raw]
    transcript = joined(heard, "whisper", "base", "en", 8000)
    starts = [word.start_ms for word in transcript.words]
    assert starts == sorted(starts)
    assert len(starts) == sum(map(len, raw))
    assert all(0 <= word.start_ms <= word.end_ms <= 8000 for word in transcript.words)


def test_the_first_piece_with_words_settles_the_language() -> None:
    piece = Piece(0, 1000, (Stretch(0, 1000),))
    cough = Heard(piece, language="no")
    said = Heard(piece, ((Word("eins", 100, 400),),), language="de")
    later = Heard(piece, ((Word("deux", 500, 900),),), language="fr")
    assert language_of([cough], "") == ""
    assert language_of([cough, said, later], "") == "de"
    assert language_of([cough], "en-GB") == "en-GB"
    assert joined([cough, said, later], "whisper", "base", "", 1000).language == "de"
