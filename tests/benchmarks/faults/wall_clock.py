"""The wall clock is set while people answer, by a second, an hour or a year, forwards and back: lengths and order stay true.

    python -m tests.benchmarks.faults.wall_clock [--n 10000]

n jumps, twenty to a take, in simulated time through the program's own microphone, queue, writer, shelf and history; before every
take the clock may be anywhere within a year. After each the take must be as long as the sound that came, its marks stand in it,
and nothing be told of sleep or missing sound, since nothing of the kind happened. In the end every answer must be listed once, in
an order that is the same when it is asked for again and after the next start, and their numbers be in the order they were given.
"""

from __future__ import annotations

import random
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from mockinterview.core.attempt import MarkKind
from mockinterview.flow.answering import attempt_of
from mockinterview.history import History
from mockinterview.sound import open_take
from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.sound_server import Missed
from tests.sound.scripted_take import ScriptedTake

NAME = "wall_clock"
BAR = "0 negative durations, 0 false marks, order stable"
JUMPS_A_TAKE = 20
JUMPS = (timedelta(seconds=1), timedelta(minutes=10), timedelta(hours=1), timedelta(days=365))
"""A time server's correction, a computer's drift, summer time, an empty battery; each up to twice that."""
MOST_OFF_MS = 2
"""What the resampler holds back is given out in the end; a rest below a millisecond is cut."""


class WallClock:
    """Stands where the modules of takes look for the date."""

    def __init__(self) -> None:
        self._start = self._now = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)

    def now(self, zone: tzinfo | None = None) -> datetime:
        return self._now.astimezone(zone)

    def jump(self, dice: random.Random) -> None:
        """By some time, to within two years of where it began."""
        by = dice.choice(JUMPS) * dice.uniform(-2, 2)
        if abs(self._now + by - self._start) > 2 * JUMPS[-1]:
            by = self._start - self._now
        self._now += by


def one_take(shelf: TakeShelf, history: History, wall: WallClock, jumps: int, dice: random.Random) -> str:
    """One answer while the clock jumps; its id."""
    wall.jump(dice)
    scripted = ScriptedTake(shelf, rate=16_000)
    try:
        for _ in range(jumps):
            wall.jump(dice)
            before = scripted.take.elapsed_ms
            if paused := dice.random() < 0.1:
                scripted.take.pause()
            scripted.script.sound(0.05)
            scripted.take.resume()
            came = scripted.take.elapsed_ms - before
            if came != (0 if paused else 50):
                raise Missed(f"{came} ms instead of {0 if paused else 50} after a jump")
    finally:
        finished = scripted.stop()
    told = [str(mark.kind) for mark in finished.marks if mark.kind is not MarkKind.PAUSED]
    places = [mark.at_ms for mark in finished.marks]
    if told or scripted.problems or places != sorted(places):
        raise Missed(f"told of what did not happen: {told} {scripted.problems} at {places}")
    size = milliseconds_of(shelf.audio(scripted.label.attempt_id))
    if not 0 <= finished.duration_ms == size or any(not 0 <= at <= size for at in places):
        raise Missed(f"{finished.duration_ms} ms, {size} on disk, marks at {places}")
    number = history.next_take(scripted.label.question.id)
    history.add_attempt(attempt_of(replace(finished, label=replace(scripted.label, take=number))))
    return scripted.label.attempt_id


def milliseconds_of(audio: Path) -> int:
    """The length of a take's sound on disk."""
    return (audio.stat().st_size - 44) // 32


def out_of_order(history: History, again: History, given: list[str]) -> list[str]:
    """What is wrong with the order of all answers, in words."""
    listed = history.attempts()
    wrong = []
    if sorted(one.id for one in listed) != sorted(given):
        wrong.append(f"{len(listed)} of {len(given)} answers are listed")
    if list(listed) != list(history.attempts()) or list(listed) != list(again.attempts()):
        wrong.append("the list is in another order when it is asked for again")
    if [one.id for one in sorted(listed, key=lambda one: one.take)] != given:
        wrong.append("their numbers are not in the order they were given")
    return wrong


def trial(n: int, seed: int = 0) -> Outcome:
    """n jumps."""
    dice, wall, given, notes, failures = random.Random(seed), WallClock(), [], [], 0
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(open_take, "datetime", wall)
        shelf, history = TakeShelf(Path(folder) / "takes"), History(Path(folder) / "history.sqlite")
        for done in range(0, n, JUMPS_A_TAKE):
            jumps = min(JUMPS_A_TAKE, n - done)
            try:
                given.append(one_take(shelf, history, wall, jumps, dice))
            except Missed as missed:
                failures += 1
                notes += [str(missed)] if len(notes) < REASONS_SHOWN else []
            progress(NAME, done + jumps, n)
        again = History(Path(folder) / "history.sqlite")
        wrong = out_of_order(history, again, given)
        history.close()
        again.close()
    return Outcome(NAME, n, failures + len(wrong), f"{len(given)} takes", BAR, (*notes, *wrong))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 10_000))
