"""Words and their times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.transcript import Segment, Transcript, Word, from_sentences


def spoken(*starts):
    return Transcript("t", "", "en", 9000, tuple(Word(f"w{at}", at, at + 100) for at in starts))


@pytest.mark.parametrize(
    ("at_ms", "index"), [(0, None), (299, None), (300, 0), (499, 0), (500, 1), (900, 2), (901, 2), (10**9, 2)]
)
def test_the_word_at_a_time(at_ms, index):
    assert spoken(300, 500, 900).word_at(at_ms) == index


def test_no_word_without_words():
    assert spoken().word_at(5) is None


@given(st.lists(st.integers(0, 2_000), max_size=30).map(sorted), st.integers(-10, 2_500))
def test_the_word_at_a_time_is_the_last_that_began(starts, at_ms):
    begun = [index for index, start in enumerate(starts) if start <= at_ms]
    assert spoken(*starts).word_at(at_ms) == (begun[-1] if begun else None)


def test_text_of_all_and_of_a_span():
    transcript = from_sentences(["I had a lamp.", "", "  Then   I lit it. "])
    assert transcript.text == "I had a lamp. Then I lit it."
    assert transcript.span_text(3, 5) == "lamp. Then I"


def test_a_sentence_is_a_segment_and_empty_ones_are_none():
    transcript = from_sentences(["I had a lamp.", "", "   ", "Then I lit it."])
    assert transcript.segments == (Segment(0, 0, 0, 3), Segment(0, 0, 4, 7))
    assert transcript.words[4] == Word("Then", 0, 0)
    assert from_sentences([]).words == ()
