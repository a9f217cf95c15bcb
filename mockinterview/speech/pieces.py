"""The sound in pieces: cut at pauses, recognised one by one, and joined to one transcript again.

A piece is what a recogniser hears in one go, at most as long as Whisper's window. Nobody speaks at its edges, so no word is cut in
two and none is heard twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mockinterview.core.transcript import Note, Segment, Transcript, Word
from mockinterview.speech.gate import Stretch


@dataclass(frozen=True)
class Piece:
    """A part of the sound, in milliseconds of the sound's own clock, and where somebody speaks in it: at least one stretch."""

    start_ms: int
    end_ms: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Heard:
    """What was heard in a piece: sentences of words on the sound's own clock, and what is no word.

    language: as found, or as asked for.
    """

    piece: Piece
    sentences: tuple[tuple[Word, ...], ...] = ()
    notes: tuple[Note, ...] = ()
    language: str = "en"


def cut(stretches: Sequence[Stretch], gap_ms: int, longest_ms: int) -> list[Piece]:
    """Pieces of whole stretches: a pause of `gap_ms` always ends one, a shorter one only where it would grow past `longest_ms`.

    A single stretch that is longer makes a longer piece.
    """
    groups: list[list[Stretch]] = []
    for one in stretches:
        last = groups[-1] if groups else None
        if last and one.start_ms - last[-1].end_ms < gap_ms and one.end_ms - last[0].start_ms <= longest_ms:
            last.append(one)
        else:
            groups.append([one])
    return [Piece(group[0].start_ms, group[-1].end_ms, tuple(group)) for group in groups]


def joined(
    heard: Sequence[Heard], engine: str, model: str, language: str, duration_ms: int, *, draft: bool = False
) -> Transcript:
    """One transcript of all pieces, in their order. Times never run backwards across a seam, and stay inside the sound."""
    words: list[Word] = []
    segments: list[Segment] = []
    for one in heard:
        for sentence in one.sentences:
            if sentence:
                first = len(words)
                words += _in_order(sentence, words[-1].start_ms if words else 0, duration_ms)
                segments.append(Segment(words[first].start_ms, words[-1].end_ms, first, len(words) - 1))
    notes = tuple(note for one in heard for note in one.notes)
    found = heard[0].language if heard else language
    return Transcript(engine, model, found, duration_ms, tuple(words), tuple(segments), draft, notes)


def _in_order(words: Sequence[Word], earliest_ms: int, latest_ms: int) -> list[Word]:
    placed: list[Word] = []
    for word in words:
        start = min(max(word.start_ms, earliest_ms), latest_ms)
        placed.append(Word(word.text, start, min(max(word.end_ms, start), latest_ms), word.confidence))
        earliest_ms = start
    return placed
