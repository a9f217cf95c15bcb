"""The loudness curve as columns of a picture. Pure."""

from __future__ import annotations

from mockinterview.core.delivery import Levels

QUIETEST_DBFS = -60.0
"""Drawn as nothing: a quiet room."""

LOUDEST_DBFS = -10.0
"""Drawn at full height: speech close to the microphone."""


def columns(levels: Levels, duration_ms: int, number: int) -> list[float]:
    """The loudest moment of each of `number` equal parts of the take, as heights in 0..1."""
    if number <= 0 or duration_ms <= 0 or not levels.dbfs:
        return []
    frames = duration_ms / levels.frame_ms
    reach = LOUDEST_DBFS - QUIETEST_DBFS
    heights = []
    for column in range(number):
        first = int(column * frames / number)
        past = max(first + 1, int((column + 1) * frames / number))
        loudest = max(levels.dbfs[first:past], default=QUIETEST_DBFS)
        heights.append(min(1.0, max(0.0, (loudest - QUIETEST_DBFS) / reach)))
    return heights
