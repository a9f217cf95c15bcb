"""How the pace went over the answer: words a minute in a window that slides along it.

The window counts as the pace of the whole answer does: words that are no fillers, pauses included. It is 20 seconds long.
Spontaneous speech alternates between hesitant and fluent stretches in cycles of 13 seconds on average, half of them under 9
(Merlo & Barbosa 2010): a shorter window would draw these, which every speaker has, instead of how the pace changed over the answer.
And at an ordinary pace it holds some 50 words, so that a word more or less is 2 in a hundred, and long and short words even out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from mockinterview.core.transcript import Word

WINDOW_MS = 20_000
"""The length of the window; an answer that is no longer has no curve."""

STEP_MS = 2_000
"""A tenth of the window, so that from one point to the next at most a tenth of its words are others."""


@dataclass(frozen=True)
class PacePoint:
    """The pace around one time. words_per_minute is never below 0."""

    at_ms: int
    words_per_minute: float


def pace_curve(spoken: Sequence[Word], start_ms: int, end_ms: int) -> tuple[PacePoint, ...]:
    """The pace every two seconds from the first word to the last, in time order; empty where there is too little for one window.

    spoken: the words that count. start_ms, end_ms: from the first word's start to the last word's end, fillers too. A word belongs
    where its middle is. Each point stands for the whole window around it; in the first and the last ten seconds the window stays
    inside the answer, so that silence before and after it is no slow speech.
    """
    if end_ms - start_ms <= WINDOW_MS:
        return ()
    middles = sorted((word.start_ms + word.end_ms) / 2 for word in spoken)
    steps = (end_ms - start_ms) // STEP_MS
    times = [*(start_ms + step * STEP_MS for step in range(steps + 1))]
    if times[-1] != end_ms:
        times.append(end_ms)
    points = []
    for at_ms in times:
        left = min(max(at_ms - WINDOW_MS // 2, start_ms), end_ms - WINDOW_MS)
        words = bisect_left(middles, left + WINDOW_MS) - bisect_left(middles, left)
        points.append(PacePoint(at_ms, words * 60_000 / WINDOW_MS))
    return tuple(points)
