"""Which stretch of a take is on the screen, and how large: zoom and scroll as numbers. Pure.

Places are counted in pixels from the beginning of the take, at the scale that holds; what is seen begins at the place `left`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

CLOSEST = 20 / 3
"""Milliseconds of one pixel, at the closest: there one bar of the wave is one value of the loudness curve (20 ms). A window is then
some six seconds wide, which is one phrase: closer, nobody reviews an answer."""

_STEPS_MS = (
    *(500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000),
    *(60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000),
)
"""Distances of the ruler's times, as a clock is divided."""

_SNAP = 1.02
"""So near to the whole take, it is the whole take."""

EDGE = 0.9
"""A playhead that goes past this part of the window turns the page."""


@dataclass(frozen=True)
class Stretch:
    """duration_ms of a take on `width` pixels, `scale` milliseconds a pixel, beginning at the place `left`."""

    duration_ms: int
    width: int
    scale: float
    left: int = 0

    @property
    def whole(self) -> bool:
        """Whether all of the take is seen."""
        return self.scale >= self._widest

    @property
    def length(self) -> int:
        """Width of the whole take in pixels."""
        return round(self.duration_ms / self.scale)

    @property
    def most_left(self) -> int:
        """The furthest place the window can begin at."""
        return max(0, self.length - self.width)

    @property
    def _widest(self) -> float:
        return max(1, self.duration_ms) / max(1, self.width)

    def x(self, at_ms: float) -> float:
        """Where in the window a time stands; outside of it for times that are not seen."""
        return at_ms / self.scale - self.left

    def time(self, x: float) -> int:
        """The time at a place of the window, inside the take."""
        return round(min(max(0.0, (x + self.left) * self.scale), float(self.duration_ms)))

    def zoomed(self, factor: float, x: float) -> Stretch:
        """Closer by a factor (further away below 1), the time under `x` staying where it is as far as the ends allow."""
        widest = self._widest
        scale = min(max(self.scale / factor, min(CLOSEST, widest)), widest)
        if scale * _SNAP >= widest:
            return self.fitted()
        left = (x + self.left) * self.scale / scale - x
        return replace(self, scale=scale).scrolled(round(left))

    def fitted(self) -> Stretch:
        """All of the take."""
        return replace(self, scale=self._widest, left=0)

    def scrolled(self, left: int) -> Stretch:
        """The same from another place, as far as there is something to see."""
        return replace(self, left=min(max(0, left), self.most_left))

    def resized(self, width: int) -> Stretch:
        """In another width: all of the take if it was all, else the same scale from the same time."""
        if self.whole:
            return replace(self, width=width).fitted()
        wider = replace(self, width=width)
        return wider.fitted() if wider.scale >= wider._widest else wider.scrolled(self.left)

    def following(self, at_ms: int) -> Stretch:
        """With a time in it: the same while that is seen well, else a page on, or around it."""
        x = self.x(at_ms)
        if self.whole or 0 <= x < self.width * EDGE or (self.left == self.most_left and 0 <= x <= self.width):
            return self
        return self.scrolled(round(at_ms / self.scale - self.width * (1 - EDGE)))

    def showing(self, start_ms: int, end_ms: int) -> Stretch:
        """With a span in it: the same if all of it is seen, else with the span in its middle, or its beginning if it is long."""
        if self.x(start_ms) >= 0 and self.x(end_ms) <= self.width:
            return self
        length = (end_ms - start_ms) / self.scale
        before = (self.width - length) / 2 if length < self.width * EDGE else self.width * (1 - EDGE)
        return self.scrolled(round(start_ms / self.scale - before))

    def step(self, least: float) -> int:
        """The distance of the ruler's times, in milliseconds, so that they stand at least `least` pixels apart."""
        return next((step for step in _STEPS_MS if step / self.scale >= least), _STEPS_MS[-1])


def all_of(duration_ms: int, width: int) -> Stretch:
    """A whole take on so many pixels."""
    return Stretch(duration_ms, max(1, width), 1.0).fitted()
