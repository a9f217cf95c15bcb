"""Words that were written down instead of heard: by hand, or by another program, with bounds in time where it gave any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mockinterview.core.transcript import Segment, Transcript, Word

ENGINE = "typed"
"""The engine of a transcript that a person wrote."""


@dataclass(frozen=True)
class Cue:
    """Words that belong together, a sentence or a line. Bounds in ms on the sound's own clock, None where nobody gave one."""

    words: tuple[str, ...]
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True)
class Written:
    """What was written, in its order; no cue is empty."""

    cues: tuple[Cue, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All words."""
        return tuple(word for cue in self.cues for word in cue.words)

    @property
    def text(self) -> str:
        """A line for each cue."""
        return "\n".join(" ".join(cue.words) for cue in self.cues)


def written_of(transcript: Transcript) -> Written:
    """The words of a transcript, one cue a segment, to be written again; its times are left out."""
    if not transcript.segments:
        return Written((Cue(tuple(word.text for word in transcript.words)),) if transcript.words else ())
    texts = (transcript.words[one.first_word : one.last_word + 1] for one in transcript.segments)
    return Written(tuple(Cue(tuple(word.text for word in words)) for words in texts if words))


def provisional(written: Written, duration_ms: int, language: str) -> Transcript:
    """A transcript whose times are shared out by length in letters: every cue has its bounds, or shares with its neighbours."""
    words: list[Word] = []
    segments: list[Segment] = []
    for cue, (start, end) in zip(written.cues, bounds(written.cues, duration_ms), strict=True):
        first = len(words)
        words += [Word(text, *times) for text, times in zip(cue.words, shared(cue.words, start, end), strict=True)]
        segments.append(Segment(words[first].start_ms, words[-1].end_ms, first, len(words) - 1))
    return Transcript(ENGINE, "", language, duration_ms, tuple(words), tuple(segments))


def bounds(cues: Sequence[Cue], duration_ms: int) -> list[tuple[int, int]]:
    """Where each cue lies: in order, inside the sound, one after the other; those without bounds share what lies between."""
    found: list[tuple[int, int]] = []
    waiting: list[Cue] = []
    at_ms = 0
    for cue in cues:
        if cue.start_ms is not None:
            start = min(max(cue.start_ms, at_ms), duration_ms)
            found += _spread(waiting, at_ms, start)
            waiting, at_ms = [], start
        waiting.append(cue)
        if cue.end_ms is not None:
            end = min(max(cue.end_ms, at_ms), duration_ms)
            found += _spread(waiting, at_ms, end)
            waiting, at_ms = [], end
    return found + _spread(waiting, at_ms, duration_ms)


def _spread(cues: Sequence[Cue], start_ms: int, end_ms: int) -> list[tuple[int, int]]:
    return shared([" ".join(cue.words) for cue in cues], start_ms, end_ms)


def shared(texts: Sequence[str], start_ms: int, end_ms: int) -> list[tuple[int, int]]:
    """A stretch of time cut up by length in letters: (start, end) for each text."""
    sizes = [max(1, len(text)) for text in texts]
    whole, length, before, found = sum(sizes), max(0, end_ms - start_ms), 0, []
    for size in sizes:
        found.append((start_ms + length * before // whole, start_ms + length * (before + size) // whole))
        before += size
    return found
