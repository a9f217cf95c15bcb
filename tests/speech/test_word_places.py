"""Whisper's word times are put where somebody speaks, in order, and words far from any speech are dropped."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.transcript import Word
from mockinterview.speech.engines.placing import STRAY_MS, placed
from mockinterview.speech.gate import Stretch

SPEECH = [Stretch(1000, 3000), Stretch(6000, 9000)]
END = 12_000


def times(*raw: tuple[int, int]) -> list[tuple[int, int]]:
    return [(word.start_ms, word.end_ms) for word in placed([Word("word", *one) for one in raw], SPEECH, 0, END)]


def test_words_inside_speech_stay_where_they_are() -> None:
    assert times((1300, 1600), (1600, 2500), (6500, 7000)) == [(1300, 1600), (1600, 2500), (6500, 7000)]


def test_a_word_that_swallowed_the_pause_before_it_begins_behind_the_pause() -> None:
    assert times((2400, 2700), (3100, 6600), (6600, 7000)) == [(2400, 2700), (6150, 6600), (6600, 7000)]


def test_a_word_that_swallowed_the_pause_after_it_ends_before_the_pause() -> None:
    assert times((2400, 6100), (6500, 7000)) == [(2400, 2850), (6500, 7000)]


def test_words_without_length_at_the_end_of_one_sentence_move_to_the_next() -> None:
    assert times((2800, 2800), (2800, 2800), (6700, 7000)) == [(6150, 6150), (6150, 6150), (6700, 7000)]


def test_the_last_word_does_not_move_to_a_sentence_it_is_not_part_of() -> None:
    assert times((2000, 2700), (3000, 3300)) == [(2000, 2700), (2850, 2850)]


def test_words_far_from_any_speech_were_invented() -> None:
    assert times((4000, 4400), (6500, 7000), (9000 + STRAY_MS + 10, 11_000)) == [(6500, 7000)]


@given(st.lists(st.tuples(st.integers(0, END), st.integers(0, 3000)), max_size=12), st.integers(0, 5000))
def test_whatever_comes_in_what_goes_out_is_in_order_and_inside(raw: list[tuple[int, int]], earliest: int) -> None:
    words = [Word("word", start, start + length) for start, length in raw]
    found = placed(words, SPEECH, earliest, END)
    assert len(found) <= len(words)
    starts = [word.start_ms for word in found]
    assert starts == sorted(starts)
    assert all(earliest <= word.start_ms <= word.end_ms <= END for word in found)
