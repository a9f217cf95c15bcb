"""A microphone that hears nothing is told within three seconds; a quiet room is not.

    python -m tests.benchmarks.faults.silence [--n 50]

Each try is one take in simulated time, through the program's own microphone, queue, writer and shelf on a scripted PortAudio:
noise as loud as speech for a while, then the microphone is muted (zeros, or what a dead input still hums, -75 dBFS) and the time
until the hint is taken; then it hears a minute of room noise at -60 dBFS, in which no hint and no mark may come. Simulated time
is honest here: silence is measured in sound, not by the clock. The last try is a real one, on a real PulseAudio whose microphone
is muted, by the clock.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.sound_server import Missed, Studio, heard_by_us, wait_for
from tests.journeys.soundcard import VirtualSoundCard, tools_missing
from tests.sound.scripted_take import ScriptedTake

NAME = "silence"
MOST_S = 3.0
ROOM_DBFS = -60.0
ROOM_S = 60.0
BAR = f"hint <= {MOST_S:.0f} s; no false alarm in {ROOM_S:.0f} s at {ROOM_DBFS:.0f} dBFS"
RATE = 48_000
_STEP_S = 0.1


def noise(dbfs: float, seconds: float, dice: np.random.Generator) -> NDArray[np.int16]:
    """White noise that loud; -inf for digital silence."""
    loudness = 32_768 * 10 ** (dbfs / 20)
    return np.rint(dice.normal(0, 1, round(RATE * seconds)) * loudness).astype(np.int16)


def one_try(shelf: TakeShelf, seed: int) -> float:
    """One simulated take; seconds of silence until the hint."""
    dice, chance = np.random.default_rng(seed), random.Random(seed)
    scripted = ScriptedTake(shelf, rate=RATE)
    try:
        scripted.script.play(noise(-30, chance.uniform(0.5, 6), dice))
        hum = -float("inf") if chance.random() < 0.5 else -75.0
        hint_s = 0.0
        while not scripted.take.hint:
            scripted.script.play(noise(hum, _STEP_S, dice))
            hint_s += _STEP_S
            if hint_s > MOST_S:
                raise Missed(f"no hint after {hint_s:.1f} s of {hum} dBFS")
        marks = scripted.take.marks
        for _ in range(round(ROOM_S)):
            scripted.script.play(noise(ROOM_DBFS, 1.0, dice))
            if scripted.take.hint or scripted.take.marks != marks:
                raise Missed(f"false alarm in a quiet room: {scripted.take.hint or scripted.take.marks}")
        return hint_s
    finally:
        scripted.stop()
        shelf.discard(scripted.label.attempt_id)


def real_try(folder: Path) -> float:
    """One take on a real sound server whose microphone is muted; seconds until the hint."""
    with VirtualSoundCard() as card, heard_by_us(card):
        studio = Studio(folder, card)
        studio.make_ready()
        take = studio.record()
        try:
            wait_for("sound", lambda: take.elapsed_ms >= 500)
            studio.usb.mute()
            muted = time.monotonic()
            wait_for("hint", lambda: take.hint)
            return time.monotonic() - muted
        finally:
            take.stop()


def trial(n: int, seed: int = 0) -> Outcome:
    """n simulated takes, and a real one."""
    worst_s, failures, notes = 0.0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        shelf = TakeShelf(Path(folder) / "simulated")
        for number in range(n):
            try:
                worst_s = max(worst_s, one_try(shelf, seed + number))
            except Missed as missed:
                failures += 1
                notes += [str(missed)] if len(notes) < REASONS_SHOWN else []
            progress(NAME, number + 1, n)
        if tools_missing():
            notes.append("no real try: there is no PulseAudio here")
        else:
            real_s = real_try(Path(folder))
            failures += real_s > MOST_S
            notes.append(f"muted on a real sound server: hint after {real_s:.2f} s")
    return Outcome(NAME, n, failures, f"hint after {worst_s:.1f} s", BAR, tuple(notes))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 50))
