"""The computer sleeps in the middle of a take: what was said before is kept, the hole is marked, the next take works.

    python -m tests.benchmarks.faults.sleep [--n 50]

Simulated clocks (one that stands still in sleep, one that does not), a scripted PortAudio, everything else the program's own.
Sleep of a second and a bit up to a day, at a random moment of a take, after which sound may go on or not. Half of the tries are
the counterpart: the clocks part slowly or by less than a second, and nothing may be told.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from mockinterview.core.attempt import MarkKind
from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.sound_server import Missed, wait_for
from tests.sound.scripted_take import ScriptedTake

NAME = "sleep"
BAR = "take closed and marked, all before kept, next take works"
MOST_OFF_MS = 300
"""A look comes every 0.2 s, and blocks of 25 ms may come before it."""


def asleep(scripted: ScriptedTake, dice: random.Random) -> float:
    """One take with sleep in it; how far from its place the mark is, in milliseconds."""
    scripted.script.sound(dice.uniform(0.5, 20))
    before_ms = scripted.take.elapsed_ms
    slept_s = dice.choice([1.1, 10, 600, 30_000]) * dice.uniform(1, 3)
    scripted.clocks.sleep(slept_s)
    if dice.random() < 0.5:
        scripted.script.sound(0.5)
    else:
        scripted.script.lose(0.5)
    wait_for("closed", lambda: scripted.problems)
    if "record again" not in scripted.problems[0].next_step:
        raise Missed(f"not offered to go on: {scripted.problems[0]}")
    finished = scripted.stop()
    kinds = [mark.kind for mark in finished.marks]
    if kinds != [MarkKind.SLEPT]:
        raise Missed(f"marked as {[str(kind) for kind in kinds]} after {slept_s:.1f} s")
    off_ms = abs(finished.marks[0].at_ms - before_ms)
    if off_ms > MOST_OFF_MS or finished.duration_ms < before_ms:
        raise Missed(f"mark at {finished.marks[0].at_ms} of {finished.duration_ms} ms, slept at {before_ms}")
    scripted.begin()
    scripted.script.sound(1)
    if marks := scripted.stop().marks:
        raise Missed(f"the next take has marks: {marks}")
    return off_ms


def awake(scripted: ScriptedTake, dice: random.Random) -> float:
    """One take in which the clocks part, but by no sleep."""
    for _ in range(20):
        scripted.clocks.sleep(dice.uniform(0, 0.15))
        scripted.script.sound(dice.uniform(0.2, 0.6))
    if scripted.take.hint or scripted.take.marks or scripted.problems:
        raise Missed(f"told of sleep where there was none: {scripted.take.marks}")
    return 0.0


def trial(n: int, seed: int = 0) -> Outcome:
    """n takes with sleep, and as many without."""
    failures, worst_ms, notes = 0, 0.0, []
    with tempfile.TemporaryDirectory() as folder:
        shelf = TakeShelf(Path(folder))
        for number in range(n):
            for kind in (asleep, awake):
                scripted = ScriptedTake(shelf)
                try:
                    worst_ms = max(worst_ms, kind(scripted, random.Random(seed + number)))
                except Missed as missed:
                    failures += 1
                    notes += [str(missed)] if len(notes) < REASONS_SHOWN else []
                finally:
                    scripted.stop()
            progress(NAME, number + 1, n)
    return Outcome(NAME, 2 * n, failures, f"mark {worst_ms:.0f} ms off", BAR, tuple(notes))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 50))
