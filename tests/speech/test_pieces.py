"""Sound is cut where nobody speaks, and what was heard in the pieces is one transcript with times in order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.transcript import Note, NoteKind, Word
from mockinterview.speech.gate import Stretch
from mockinterview.speech.pieces import Heard, Piece, cut, joined


@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 9000)), max_size=30),
    st.integers(1, 2000),
    st.integers(1, 20_000),
)
def test_cutting_loses_no_speech_and_keeps_the_limits(
    steps: list[tuple[int, int]], gap_ms: int, longest_ms: int
) -> None:
    stretches, at = [], 0
    for pause, length in steps:
        stretches.append(Stretch(at + pause, at + pause + length))
        at += pause + length
    pieces = cut(stretches, gap_ms, longest_ms)
    assert [one for piece in pieces for one in piece.stretches] == stretches
    for one in stretches:
        assert sum(big.start_ms <= one.start_ms and one.end_ms <= big.end_ms for big in pieces) == 1
    for big in pieces:
        inside = [one for one in stretches if big.start_ms <= one.start_ms and one.end_ms <= big.end_ms]
        assert (big.start_ms, big.end_ms) == (inside[0].start_ms, inside[-1].end_ms)
        assert len(inside) == 1 or big.end_ms - big.start_ms <= longest_ms
        assert all(after.start_ms - before.end_ms < gap_ms for before, after in pairwise(inside))


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
