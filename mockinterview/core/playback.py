"""How an answer is played back: which silences are left out, where a loop begins and ends, which place comes next.

Rules only, in whole milliseconds of the sound: the windows ask them and drive a player.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mockinterview.core.delivery import Pause
from mockinterview.core.review import LEAD_IN_MS, Lane, ReviewMark

RATES = (0.5, 0.6, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""The steps of the speed. Small ones around 1, where a small difference is heard."""

JUMP_MS, LONG_JUMP_MS = 2_000, 5_000
"""How far back and forward go: about one phrase, and about one sentence, at 150 words a minute."""

REWIND_MS = 700
"""So much is heard again after a pause: the time a hand takes to the key, some 300 ms, and a word (400 ms at 150 words a minute) to
find one's way back into the sentence. Our choice, and a setting."""

BREATH_MS = 200
"""So much of a silence stays at either side of what is left out. Both together are an ordinary pause between phrases
(Goldman-Eisler 1968 counts from 250 ms); and measured ends of speech are right to within 40 ms (see `delivery`): no word is cut."""

_LEAST_SKIP_MS = 300
"""Going on elsewhere costs the player some 60 ms, more at other speeds: less than this is not worth it."""

LEAST_LOOP_MS = 300
"""What is shorter is no loop but a slip of the hand: a short word takes as long."""

_AGAIN_MS = 1_000
"""While it plays, whoever asks for the place before within this time means the one before that, as on every player."""


@dataclass(frozen=True, order=True)
class Skip:
    """A part of the sound that is left out: start_ms < end_ms."""

    start_ms: int
    end_ms: int


def skips(pauses: Iterable[Pause]) -> tuple[Skip, ...]:
    """What may be left out of these pauses, in time order, never overlapping; a breath of each stays."""
    found: list[Skip] = []
    for pause in sorted(pauses, key=lambda pause: (pause.start_ms, pause.end_ms)):
        start = max(pause.start_ms + BREATH_MS, found[-1].end_ms if found else 0)
        end = pause.end_ms - BREATH_MS
        if end - start >= _LEAST_SKIP_MS:
            found.append(Skip(start, end))
    return tuple(found)


def saved_ms(left_out: Iterable[Skip]) -> int:
    """How much shorter the sound is without these parts."""
    return sum(skip.end_ms - skip.start_ms for skip in left_out)


def landing(left_out: Sequence[Skip], at_ms: int) -> int | None:
    """Where playing goes on when it has come to a time: the end of the part left out there; None: just on."""
    return next((skip.end_ms for skip in left_out if skip.start_ms <= at_ms < skip.end_ms), None)


@dataclass(frozen=True)
class Loop:
    """A stretch that is played again and again: end_ms - start_ms >= `LEAST_LOOP_MS`."""

    start_ms: int
    end_ms: int


def loop(one_ms: int, other_ms: int, duration_ms: int) -> Loop | None:
    """The loop between two times, in either order, kept inside the sound; None if they are too near to each other."""
    start, end = (min(max(at, 0), duration_ms) for at in sorted((one_ms, other_ms)))
    return Loop(start, end) if end - start >= LEAST_LOOP_MS else None


def stepped(rate: float, by: int) -> float:
    """The speed so many steps faster (slower, where by < 0), from any speed; the last one if there are no more."""
    if not by:
        return rate
    place = bisect_right(RATES, rate) - 1 if by > 0 else bisect_left(RATES, rate)
    return RATES[min(max(place + by, 0), len(RATES) - 1)]


def resumed_at(at_ms: int, rewind_ms: int, held: Loop | None = None) -> int:
    """Where it goes on after a pause: a little before, but not before the beginning, of the loop if it stands in one."""
    least = held.start_ms if held is not None and held.start_ms <= at_ms <= held.end_ms else 0
    return max(least, at_ms - max(0, rewind_ms))


# ---------------------------------------------------------------- places to go to


@dataclass(frozen=True)
class Stop:
    """A place one can go to: from when it is played, and what it is. mark.end_ms: where evidence ends."""

    from_ms: int
    mark: ReviewMark


def stops(marks: Iterable[ReviewMark], lane: Lane) -> tuple[Stop, ...]:
    """The places of a lane in time order, one for each time: of evidence that begins together, the longest.

    Evidence and fillers are heard from a little before (`LEAD_IN_MS`), bookmarks from where they stand.
    """
    lead = 0 if lane is Lane.BOOKMARK else LEAD_IN_MS
    found: dict[int, ReviewMark] = {}
    for mark in marks:
        if mark.lane is lane and mark.sure:
            known = found.get(mark.start_ms)
            if known is None or mark.end_ms > known.end_ms:
                found[mark.start_ms] = mark
    return tuple(Stop(max(0, start - lead), found[start]) for start in sorted(found))


def following(places: Sequence[Stop], at_ms: int, last: Stop | None = None) -> Stop | None:
    """The place after a time. last: the one gone to before; while its sound lasts, the next is the one that begins after it."""
    here = _here(at_ms, last)
    return next((stop for stop in places if stop.mark.start_ms > here), None)


def preceding(places: Sequence[Stop], at_ms: int, last: Stop | None = None, *, playing: bool = False) -> Stop | None:
    """The place before a time; see `following`. While it plays, one that has just begun is not meant."""
    here = _here(at_ms, last)
    if playing and here == at_ms:
        here -= _AGAIN_MS
    return next((stop for stop in reversed(places) if stop.mark.start_ms < here), None)


def _here(at_ms: int, last: Stop | None) -> int:
    """Where one is among the places: at the last one, as long as its sound lasts."""
    if last is not None and last.from_ms <= at_ms <= max(last.mark.end_ms, last.mark.start_ms + _AGAIN_MS):
        return last.mark.start_ms
    return at_ms
