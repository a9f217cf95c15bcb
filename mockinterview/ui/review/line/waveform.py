"""The loudness curve as bars of a picture; how long that takes depends on the picture's width alone. Pure.

What is drawn is the loudness that was measured once (one RMS value for 20 ms), not the peaks of the sound: that is what an ear
hears, and at the closest zoom one value is one bar.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from mockinterview.core.delivery import Levels

QUIETEST_DBFS = -60.0
"""Drawn as nothing: a quiet room."""

LOUDEST_DBFS = -10.0
"""Drawn at full height: speech close to the microphone."""

FACTOR = 4
"""So many values of one floor of the pyramid are one value of the next."""


class Peaks:
    """The loudest value of every 1, 4, 16, 64 … frames; two hours are 360,000 frames and ten floors."""

    def __init__(self, levels: Levels) -> None:
        self.frame_ms = levels.frame_ms
        self.floors: list[Sequence[float]] = [levels.dbfs]
        while len(self.floors[-1]) > FACTOR:
            below = array("d", self.floors[-1])
            below.extend([QUIETEST_DBFS] * (-len(below) % FACTOR))
            parts = (below[part::FACTOR] for part in range(FACTOR))
            self.floors.append(array("d", map(max, *parts)))

    def heights(self, first_bar: int, past_bar: int, bar_ms: float) -> list[float]:
        """Heights in 0..1 of the bars first_bar..past_bar-1, each `bar_ms` long and the first of all at time 0.

        Each is the loudest moment of its part of the take; no frame counts in two bars, and none is left out. Read from the highest
        floor that has four values a bar: a border between bars may lie a quarter of a bar to the left.
        """
        frames, reach = bar_ms / self.frame_ms, LOUDEST_DBFS - QUIETEST_DBFS
        floor, width = 0, 1
        while floor + 1 < len(self.floors) and width * FACTOR * FACTOR <= frames:
            floor, width = floor + 1, width * FACTOR
        values, step = self.floors[floor], frames / width
        found = []
        for bar in range(first_bar, past_bar):
            first = int(bar * step)
            loudest = max(values[first : max(first + 1, int((bar + 1) * step))], default=QUIETEST_DBFS)
            found.append(min(1.0, max(0.0, (loudest - QUIETEST_DBFS) / reach)))
        return found
