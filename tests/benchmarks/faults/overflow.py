"""Every word of PortAudio that it dropped something is stored with its time, and shown during the take.

    python -m tests.benchmarks.faults.overflow [--n 50]

Each try is a take in simulated time with up to 200 flags at random places, some on end, some in a pause (where nothing is lost).
Every mark must be there right after its flag, stand within a block of its place, and be in the notes on disk in the end; pauses
have none.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path

from mockinterview.core.attempt import MarkKind
from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.sound_server import Missed
from tests.sound.scripted_take import ScriptedTake

NAME = "overflow"
BAR = "every flag stored with its time, shown at once"
MOST_OFF_MS = 50
"""A block of 25 ms, and what the resampler holds back."""


def one_try(shelf: TakeShelf, dice: random.Random) -> tuple[int, float]:
    """One take; how many flags there were, and how far off the worst of their marks is."""
    scripted = ScriptedTake(shelf)
    places: list[int] = []
    try:
        for _ in range(dice.randrange(20, 200)):
            scripted.script.sound(dice.choice([0.0, 0.05, dice.uniform(0, 2)]))
            if paused := dice.random() < 0.1:
                scripted.take.pause()
            else:
                places.append(scripted.take.elapsed_ms)
            scripted.script.overflow()
            if paused:
                scripted.take.resume()
            if scripted.kinds.count(MarkKind.OVERFLOW) != len(places):
                raise Missed(f"flag {len(places)} is not shown at once")
    finally:
        scripted.stop()
    note = json.loads((Path(shelf.audio(scripted.label.attempt_id)).parent / "meta.json").read_text("utf-8"))
    kept = [mark["at_ms"] for mark in note["marks"] if mark["kind"] == MarkKind.OVERFLOW]
    if len(kept) != len(places):
        raise Missed(f"{len(kept)} of {len(places)} flags are stored")
    off_ms = max(abs(mark - place) for mark, place in zip(kept, places, strict=True))
    if off_ms > MOST_OFF_MS:
        raise Missed(f"a mark is {off_ms} ms off")
    return len(places), off_ms


def trial(n: int, seed: int = 0) -> Outcome:
    """n takes."""
    failures, worst_ms, flags, notes = 0, 0.0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        shelf = TakeShelf(Path(folder))
        for number in range(n):
            try:
                found, off_ms = one_try(shelf, random.Random(seed + number))
                flags, worst_ms = flags + found, max(worst_ms, off_ms)
            except Missed as missed:
                failures += 1
                notes += [str(missed)] if len(notes) < REASONS_SHOWN else []
            progress(NAME, number + 1, n)
    notes.append(f"{flags} flags in all")
    return Outcome(NAME, n, failures, f"mark {worst_ms:.0f} ms off", BAR, tuple(notes))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 50))
