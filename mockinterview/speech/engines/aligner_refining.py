"""Whisper's word times made exact: the words it heard are put to their sound once more, by the aligner.

Whisper reads its times off its attention, which swallows pauses and follows the words loosely. A word takes the aligner's time only
where the two agree roughly; where they do not, one of them is wrong about the words, and Whisper's time stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mockinterview.core.transcript import Word
from mockinterview.core.written import Cue
from mockinterview.speech.pieces import Heard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mockinterview.speech.engines.aligner import Aligner, Timed

AGREE_MS = 1_000
"""Whisper's own times were off by up to so much on the tests' checkpoint; a word further away was found in another place."""
AT_ONCE = 0.95
"""The part of the words that must agree when each of them is held to have been said; else words that were not are allowed for."""
TRUSTED = 0.8
"""The part of a piece's words that must be found and agree; below it the words do not fit the sound, and nothing is moved."""


class Refiner:
    """Loads the aligner (0.1 s) when the first piece comes. For one thread."""

    def __init__(self) -> None:
        self._aligner: Aligner | None = None

    def refined(self, samples: NDArray[np.float32], heard: Heard) -> Heard:
        """The same words at better times, in order and inside the piece; unchanged where they are not English.

        samples: float32 mono at 16 kHz, as the recogniser was given them.
        """
        words = [word for sentence in heard.sentences for word in sentence]
        if not words or not heard.language.lower().startswith("en"):
            return heard
        if self._aligner is None:
            from mockinterview.speech.engines.aligner import Aligner

            self._aligner = Aligner()
        piece = heard.piece
        text = tuple(word.text for word in words)
        times = self._aligner.forced(samples, piece, text)
        agreed = _agreed(words, times)
        if sum(agreed) < AT_ONCE * len(words):  # a word too many or too few: look for that
            times = self._aligner.times(samples, piece.stretches, [Cue(text, piece.start_ms, piece.end_ms)])[0]
            agreed = _agreed(words, times)
        if sum(agreed) < TRUSTED * len(words):
            return heard
        moved = iter(_moved(words, times, agreed, piece.end_ms))
        return replace(heard, sentences=tuple(tuple(next(moved) for _ in sentence) for sentence in heard.sentences))


def _agreed(words: Sequence[Word], times: Sequence[Timed]) -> list[bool]:
    """Whose time to take from the aligner: words that agree, and a single one between them that swallowed the pause before."""
    alike = [
        one.found and abs(one.start_ms - word.start_ms) <= AGREE_MS for one, word in zip(times, words, strict=False)
    ]
    around = [True, *alike, True]
    return [
        good or (one.found and before and after and one.start_ms > word.start_ms)
        for good, one, word, before, after in zip(alike, times, words, around, around[2:], strict=False)
    ]


def _moved(words: Sequence[Word], times: Sequence[Timed], agreed: Sequence[bool], latest_ms: int) -> list[Word]:
    """A word that did not agree keeps its time as far as its neighbours leave it room."""
    nexts: list[int] = [latest_ms] * len(words)
    for index in range(len(words) - 2, -1, -1):
        nexts[index] = times[index + 1].start_ms if agreed[index + 1] else nexts[index + 1]
    found: list[Word] = []
    at_ms = 0
    for word, time, good, until_ms in zip(words, times, agreed, nexts, strict=True):
        start, end = (time.start_ms, time.end_ms) if good else (word.start_ms, word.end_ms)
        start = max(at_ms, min(start, until_ms))
        end = max(start, min(end, until_ms))
        found.append(replace(word, start_ms=start, end_ms=end))
        at_ms = end if good else start
    return found
