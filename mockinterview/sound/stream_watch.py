"""Whether sound still comes, whether the disk keeps up, whether the computer has slept: looked at several times a second.

Sound servers hide faults (a frozen one says nothing at all), so silence of the callback is the only sure sign of a lost microphone.
It is counted in looks, each worth half a second at most, not read off a clock: when this program was frozen itself, the first look
afterwards finds a long time gone by in which nothing can have come. All here is pure: what is seen is handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

LOOK_S = 0.2
"""Time between two looks."""

DUMB_S = 1.2
"""Nothing for so long is told: a busy computer delays sound by half a second at the worst."""

GIVE_UP_S = 6.0
"""And for so long ends the take: frozen servers, and headsets that wake up or change over, come in a few seconds or not soon."""

SLEPT_S = 1.0
"""Sleep longer than this has cut the sound in two; clocks are read to a fiftieth of it at worst (Windows)."""

BEHIND_S = 2.0
"""A disk that much behind is told; a busy one is now and then a second behind."""

CAUGHT_UP_S = 0.5
"""And for no more than this it has caught up."""

_MOST_STEP_S = 0.5
"""What one look counts for at most."""


class Sign(Enum):
    """What a look may find."""

    DUMB = auto()
    LOST = auto()
    SLEPT = auto()
    BEHIND = auto()
    CAUGHT_UP = auto()


@dataclass(frozen=True)
class Sight:
    """What is to be seen at one time. heard: blocks so far; behind_s: how long the block that is being written has waited."""

    now: float
    asleep: float
    heard: int
    behind_s: float = 0.0


class StreamWatch:
    """Looks at one stream."""

    def __init__(self, first: Sight) -> None:
        self._last = first
        self._idle_s = self._behind_s = 0.0
        self._lost = False
        self.dumb = False
        """Whether nothing comes now."""
        self.behind = False
        """Whether the disk does not keep up now."""
        self.most_behind_s = 0.0
        """How far the disk was behind at the worst."""
        self.slept_s = 0.0
        """How long the computer slept when it last did."""

    def look(self, sight: Sight) -> list[Sign]:
        """What is new since the last look."""
        step = min(max(0.0, sight.now - self._last.now), _MOST_STEP_S)
        signs = self._slept(sight) + self._silence(sight, step) + self._disk(sight, step)
        self._last = sight
        return signs

    def has_slept(self, asleep: float) -> bool:
        """Whether the computer has slept since the last look: streams die of it, and may say so before the next."""
        slept = asleep - self._last.asleep
        if slept <= SLEPT_S:
            return False
        self.slept_s = slept
        return True

    def _slept(self, sight: Sight) -> list[Sign]:
        return [Sign.SLEPT] if self.has_slept(sight.asleep) else []

    def _silence(self, sight: Sight, step: float) -> list[Sign]:
        if sight.heard != self._last.heard:
            self._idle_s, self.dumb = 0.0, False
            return []
        self._idle_s += step
        if self._idle_s >= GIVE_UP_S:
            news = [] if self._lost else [Sign.LOST]
            self._lost = True
            return news
        if self._idle_s < DUMB_S or self.dumb:
            return []
        self.dumb = True
        return [Sign.DUMB]

    def _disk(self, sight: Sight, step: float) -> list[Sign]:
        """Behind for two looks on end: at the one after this program was frozen the block in hand looks old."""
        if sight.behind_s <= BEHIND_S:
            self._behind_s = 0.0
            if not self.behind or sight.behind_s > CAUGHT_UP_S:
                return []
            self.behind = False
            return [Sign.CAUGHT_UP]
        self.most_behind_s = max(self.most_behind_s if self.behind else 0.0, sight.behind_s)
        if self.behind or self._behind_s == 0.0:
            self._behind_s += step
            return []
        self.behind = True
        return [Sign.BEHIND]
