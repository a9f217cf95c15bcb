"""Sound against time: a second of sound must come every second, or some is missing.

Every block is stamped when it arrives. Arrival time less the length of all sound so far jumps about, as blocks come late when the
computer is busy, but only upwards; its lowest value in a while stands still as long as nothing is lost, and rises by what is. So
sound that comes late, after a start that hesitates or while this program was frozen, is told from sound that never comes. All here
is pure: times are handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.sound_notes import length

LOST_S = 0.3
"""Less than this missing at one place is not worth a mark of its own: it is the shortest syllable or two."""

DRIFT = 0.005
"""Sound and clock may part by this share of the time: a sound card's own clock is wrong by a tenth of it at most."""

SUSPECT_S = 0.2
"""Nothing for so long (beyond the block's own length) may be a hole; blocks come every 10 to 100 ms."""

JUDGE_S = 1.0
"""Sound that was only held up comes in a burst: so long after a hole it is clear what is missing."""

SETTLE_S = 1.0
"""A stream's first second: buffers fill, blocks come as they like, and only a silence the person was told of counts as a hole."""

_WINDOW_S = 1.0
_STEADY = 0.25
"""A drift whose points stay this close to a line (as a share of it) is a wrong rate; a step in it is a loss."""

_LEAST_DRIFT_S = 4.0
_SETTLED_S = 10.0


@dataclass
class _Hole:
    """A moment without sound: where, since when, and how late the sound was before and at best since."""

    place_ms: int
    silent_s: float
    late_before: float
    late_since: float
    judged_at: float
    told: bool


class FrameClock:
    """Watches the blocks of one stream that promised `rate` frames a second. Marks what is missing, and a rate that is not true."""

    def __init__(self, rate: int) -> None:
        self._rate = float(rate)
        self._sound_s = 0.0
        self._first_at: float | None = None
        self._last_at = 0.0
        self._hole: _Hole | None = None
        self._points: list[tuple[float, float]] = []
        self._window_at, self._low, self._low_before = 0.0, inf, inf
        self._dumb = self._overflowed = self._rate_told = False

    def dumb(self) -> None:
        """The person has been told that nothing comes: whatever comes of it, there is a mark."""
        self._dumb = True

    def overflowed(self) -> None:
        """The system says that it dropped something here."""
        self._overflowed = True

    def heard(self, at: float, frames: int, place_ms: int) -> list[TakeMark]:
        """A block of that many frames came at that time; place_ms: where in the take it begins."""
        self._sound_s += frames / self._rate
        late = at - self._sound_s
        if self._first_at is None:
            self._first_at = self._last_at = at
        silent_s, self._last_at = at - self._last_at, at
        if at - self._first_at < SETTLE_S and not self._dumb and self._hole is None:
            self._go_on(at, late)
            return []
        if self._dumb or silent_s - frames / self._rate >= SUSPECT_S:
            self._suspect(at, silent_s, place_ms)
        if self._hole is not None:
            self._hole.late_since = min(self._hole.late_since, late)
            return self._judge(at) if at >= self._hole.judged_at else []
        self._low = min(self._low, late)
        return self._close_window(at, place_ms) if at - self._window_at >= _WINDOW_S else []

    def end(self) -> list[TakeMark]:
        """No more blocks come: what is there of a hole that was not judged yet."""
        return self._judge(self._last_at) if self._hole is not None else []

    # ------------------------------------------------------------ holes

    def _suspect(self, at: float, silent_s: float, place_ms: int) -> None:
        if self._hole is None:
            before = min(self._low, self._low_before)
            self._hole = _Hole(place_ms, silent_s, before, inf, at + JUDGE_S, self._dumb)
        else:
            self._hole.judged_at = at + JUDGE_S
            self._hole.silent_s += silent_s
            self._hole.told |= self._dumb
        self._dumb = False

    def _judge(self, at: float) -> list[TakeMark]:
        """What became of the sound of a hole: it came late, or it is lost."""
        hole, self._hole = self._hole, None
        if hole is None:
            return []
        lost = hole.late_since - hole.late_before
        if lost < LOST_S:
            self._go_on(at, hole.late_since)
            return [_held_up(hole)] if hole.told else []
        self._points = [(time, late + lost) for time, late in self._points]
        self._go_on(at, hole.late_since)
        silent = length(round(1000 * hole.silent_s))
        return [TakeMark(MarkKind.GAP, hole.place_ms, f"Nothing came for {silent}.", round(1000 * lost))]

    def _go_on(self, at: float, late: float) -> None:
        self._window_at, self._low_before, self._low = at, late, late

    # ------------------------------------------------------------ drift

    def _close_window(self, at: float, place_ms: int) -> list[TakeMark]:
        self._points.append((at, self._low))
        self._window_at, self._low_before, self._low = at, self._low, inf
        (first_at, first), (last_at, last) = self._points[0], self._points[-1]
        passed, missing = last_at - first_at, last - first
        if passed < _LEAST_DRIFT_S or abs(missing) <= max(LOST_S, DRIFT * passed):
            return []
        steady = self._is_steady()
        self._points = self._points[-1:]
        if steady and not self._overflowed:
            return self._adopt(1 - missing / passed, place_ms)
        self._overflowed = False
        if missing > 0:
            words = "Sound is missing in several places before this one."
            return [TakeMark(MarkKind.GAP, place_ms, words, round(1000 * missing))]
        if at - first_at < _SETTLED_S:
            return []  # a start that hesitated and has caught up
        words = f"{length(round(-1000 * missing))} more sound came than time went by; times after this one are late."
        return [TakeMark(MarkKind.GAP, place_ms, words)]

    def _is_steady(self) -> bool:
        (first_at, first), (last_at, last) = self._points[0], self._points[-1]
        slope = (last - first) / (last_at - first_at)
        return all(
            abs(late - first - slope * (at - first_at)) <= _STEADY * abs(last - first) for at, late in self._points
        )

    def _adopt(self, factor: float, place_ms: int) -> list[TakeMark]:
        """The device's true rate is another: measure against that one from here on, and say so once."""
        self._rate *= factor
        told, self._rate_told = self._rate_told, True
        if told:
            return []
        percent, direction = max(1, round(100 * abs(1 - factor))), "less" if factor < 1 else "more"
        words = f"The microphone sends about {percent} % {direction} sound than it promised; pitch and length are off."
        return [TakeMark(MarkKind.GAP, place_ms, words)]


def _held_up(hole: _Hole) -> TakeMark:
    silent = length(round(1000 * hole.silent_s))
    return TakeMark(MarkKind.GAP, hole.place_ms, f"Nothing came for {silent}; as much sound came after it.")
