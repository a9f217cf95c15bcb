"""Where the sound that is heard stands between two words of Qt's player, to a few milliseconds.

What is heard runs evenly (within 1 ms over 30 s, on the loopback), but Qt tells a position only every 50 to 200 ms, and it is the
place of the packet that was decoded last: ahead of the ear by the sound that waits in buffers and in the one that keeps the pitch,
now more, now less, by 45 ms. So each position told is taken back by `lead_ms`, and where the sound stands is the middle of what the
last of them say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from statistics import median

from mockinterview.sound.qt.backend import Backend

_LEADS: tuple[tuple[float, int], ...] = ((0.5, 175), (0.9, 174), (1.1, 165), (1.25, 160), (1.5, 155), (2.0, 152))
_LEAD_AS_SPOKEN_MS = 48
"""How far Qt 6.11's positions run ahead of the ear in the middle, in real milliseconds, for a take (16 kHz, one channel): measured
with tests/benchmarks/replay_sync.py on PulseAudio. At other speeds than 1 Qt keeps the pitch, which holds the sound back some
100 ms more."""

_LESS_ON_PIPEWIRE_MS = 30
"""Where Qt speaks to PipeWire itself, so much less waits in buffers: 25 to 45 ms, at every speed, with 256 and with 1,024 samples
at a time. (Through PipeWire's stand-in for PulseAudio it is as on PulseAudio, or 20 ms more.)"""

_REMEMBERED = 15
"""So many positions are looked at together, about a second: enough for the middle of their jitter, few enough to follow a sound
that was held up."""


def lead_ms(rate: float, way: Backend | None = None) -> float:
    """How far ahead of the ear Qt's positions are at a speed, in real milliseconds; between measured speeds on a straight line.

    way: by which the sound goes to the loudspeaker; one that was never measured is taken for PulseAudio.
    """
    less = _LESS_ON_PIPEWIRE_MS if way is Backend.PIPEWIRE else 0
    if rate == 1.0:
        return _LEAD_AS_SPOKEN_MS - less
    rates = [known for known, _ in _LEADS]
    place = min(max(bisect_left(rates, rate), 1), len(_LEADS) - 1)
    (low, before), (high, after) = _LEADS[place - 1], _LEADS[place]
    share = min(max((rate - low) / (high - low), 0.0), 1.0)
    return before + share * (after - before) - less


_LONGEST_MS = 250
"""Positions come at least so often, in real milliseconds; where none comes, the sound is held up, and nothing more is heard."""


class HeardClock:
    """Fed with Qt's positions (milliseconds of the sound) and when each came (monotonic seconds). way: see `lead_ms`."""

    def __init__(self, way: Backend | None = None) -> None:
        self._way = way
        self._rate = 1.0
        self._lead = 0.0
        self._starts: deque[float] = deque(maxlen=_REMEMBERED)
        self._told = 0

    @property
    def running(self) -> bool:
        """Whether a position has come since `restart`."""
        return bool(self._starts)

    def restart(self, rate: float) -> None:
        """Forget what was told before: the sound begins at another place, or at another speed."""
        self._rate = rate
        self._lead = lead_ms(rate, self._way)
        self._starts.clear()

    def tick(self, position_ms: int, now: float) -> None:
        """Qt has told a position."""
        self._told = position_ms
        self._starts.append(position_ms - (now * 1000 + self._lead) * self._rate)

    def at(self, now: float) -> int:
        """What is heard at a moment, in milliseconds of the sound, perhaps before its beginning. Only while `running`.

        Never far behind the last position: a loudspeaker that is pulled out, or a sound server in trouble, holds the sound up.
        """
        even = int(median(self._starts) + now * 1000 * self._rate)
        return min(even, self._told + int(_LONGEST_MS * self._rate))
