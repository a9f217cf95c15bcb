"""Which characters belong to which word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.transcript import Transcript, Word
from mockinterview.ui.review.words.reading import lay_out

words = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=6), max_size=60)


def transcript_of(texts: list[str], gap_after: int = -1) -> Transcript:
    at, spoken = 0, []
    for index, text in enumerate(texts):
        spoken.append(Word(text, at, at + 100))
        at += 3_000 if index == gap_after else 150
    return Transcript("fake", "", "en", at, tuple(spoken))


@given(words)
def test_every_word_is_found_at_each_of_its_characters(texts: list[str]) -> None:
    reading = lay_out(transcript_of(texts))
    raw = reading.text.encode("utf-16-le")
    assert len(reading.starts) == len(reading.ends) == len(texts)
    for word, (start, end) in enumerate(zip(reading.starts, reading.ends, strict=True)):
        assert start < end
        assert raw[2 * start : 2 * end].decode("utf-16-le").strip() != ""
        assert all(reading.word_at(position) == word for position in range(start, end + 1) if position < end)
    if texts:
        assert reading.ends[-1] * 2 == len(raw)


def test_white_space_in_a_word_does_not_shift_the_others() -> None:
    reading = lay_out(transcript_of([" twenty one", "", "years\n"]))
    assert reading.text == "twentyone … years"


def test_a_letter_outside_the_first_plane_counts_twice() -> None:
    reading = lay_out(transcript_of(["𝔞b", "c"]))
    assert reading.span(0, 0) == (0, 3)
    assert reading.span(0, 1) == (0, 5)


def test_paragraphs_end_with_a_line_break() -> None:
    assert lay_out(transcript_of(["one", "two", "three"], gap_after=1)).text == "one two\nthree"


def test_an_empty_transcript_has_no_word_anywhere() -> None:
    reading = lay_out(transcript_of([]))
    assert reading.text == ""
    assert reading.word_at(0) is None
