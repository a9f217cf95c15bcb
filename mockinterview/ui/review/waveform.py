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

    def loudest(self, first: int, past: int) -> float:
        """The loudest of the frames first..past-1, in dBFS; the quietest that is drawn where there are none.

        Looks at no more than about eight values of each floor it needs: long ranges are read on high floors, their ends below.
        """
        first, past = max(0, first), min(past, len(self.floors[0]))
        found = QUIETEST_DBFS
        for floor in self.floors:
            if first >= past:
                break
            if past - first <= 2 * FACTOR:
                return max(found, *floor[first:past])
            head, tail = -(-first // FACTOR), past // FACTOR
            found = max(found, *floor[first : head * FACTOR], *floor[tail * FACTOR : past], QUIETEST_DBFS)
            first, past = head, tail
        return found

    def heights(self, first_bar: int, past_bar: int, bar_ms: float) -> list[float]:
        """Heights in 0..1 of the bars first_bar..past_bar-1, each `bar_ms` long and the first of all at time 0."""
        frames, reach = bar_ms / self.frame_ms, LOUDEST_DBFS - QUIETEST_DBFS
        found = []
        for bar in range(first_bar, past_bar):
            first = int(bar * frames)
            loudest = self.loudest(first, max(first + 1, int((bar + 1) * frames)))
            found.append(min(1.0, max(0.0, (loudest - QUIETEST_DBFS) / reach)))
        return found
