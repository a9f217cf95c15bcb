"""The disk takes nothing for half a minute: not one frame is lost, and the person is told.

    python -m tests.benchmarks.faults.slow_disk [--n 20]

Each try is a take in simulated time through the program's own microphone, queue, writer and shelf. At a random moment the disk
stands still in the middle of a write while 30 s of sound come; then it goes on, perhaps to stall again. Every frame has a number
(its value), so the file on the real disk is compared with what was given, frame by frame. The hint must come within 3 s of the
stall, the mark be in the take, and the log have a line.
"""

from __future__ import annotations

import logging
import random
import sys
import tempfile
import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mockinterview.core.attempt import MarkKind
from mockinterview.sound.open_take import OpenTake
from mockinterview.sound.take_file import HEADER_BYTES, RATE
from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.sound_server import Missed, wait_for
from tests.sound.scripted_take import ScriptedTake

NAME = "slow_disk"
STALL_S = 30.0
MOST_S = 3.0
BAR = f"0 frames lost in a stall of {STALL_S:.0f} s; told <= {MOST_S:.0f} s, marked, logged"
_DEADLINE_S = 30.0
_STEP_S = 0.1


class Disk:
    """Takes sound or does not."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self._write = OpenTake.write

    def write(self, take: OpenTake, pcm: bytes) -> None:
        """As `OpenTake.write`, once the disk goes."""
        if not self.open.wait(_DEADLINE_S):
            raise OSError("the trial never let the disk go on")
        self._write(take, pcm)


class Lines(logging.Handler):
    """What is written to the log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class Speaker:
    """Numbered frames: no two within a second are alike, and none is silent or cut off."""

    def __init__(self, scripted: ScriptedTake) -> None:
        self._scripted = scripted
        self._said = 0
        self.given: list[NDArray[np.int16]] = []

    def say(self, seconds: float) -> None:
        size = round(RATE * seconds) // 400 * 400  # whole blocks
        numbers = np.arange(self._said, self._said + size)
        self._said += size
        samples = ((numbers * 7919) % 40_009 - 20_004).astype(np.int16)
        self.given.append(samples)
        self._scripted.script.play(samples)


def one_try(shelf: TakeShelf, disk: Disk, lines: Lines, dice: random.Random) -> float:
    """One take with a stall or two; seconds until it was told."""
    scripted = ScriptedTake(shelf, rate=RATE)
    speaker, settled, worst_s = Speaker(scripted), scripted.script.settled, 0.0
    try:
        for _ in range(dice.choice([1, 1, 2])):
            speaker.say(dice.uniform(0.5, 5))
            disk.open.clear()
            scripted.script.settled = lambda: True
            told_s = 0.0
            while not scripted.take.hint and told_s <= MOST_S:
                speaker.say(_STEP_S)
                told_s += _STEP_S
            worst_s = max(worst_s, told_s)
            speaker.say(STALL_S - told_s)
            disk.open.set()
            scripted.script.settled = settled
            wait_for("caught up", settled)
            speaker.say(1.0)
            if scripted.take.hint:
                raise Missed(f"still told when it was over: {scripted.take.hint}")
    finally:
        disk.open.set()
        finished = scripted.stop()
    kept = np.frombuffer(shelf.audio(scripted.label.attempt_id).read_bytes()[HEADER_BYTES:], "<i2")
    given = np.concatenate(speaker.given)
    if not np.array_equal(kept, given):
        raise Missed(f"{given.size - kept.size} of {given.size} frames lost, or others than were given")
    if worst_s > MOST_S or not any(mark.kind is MarkKind.DISK_SLOW for mark in finished.marks):
        raise Missed(f"told after {worst_s:.1f} s, marks {finished.marks}")
    if not any("behind" in line for line in lines.lines):
        raise Missed("the log says nothing of it")
    lines.lines.clear()
    return worst_s


def trial(n: int, seed: int = 0) -> Outcome:
    """n takes."""
    failures, worst_s, notes = 0, 0.0, []
    disk, lines, log = Disk(), Lines(), logging.getLogger("mockinterview.sound.recording")
    log.addHandler(lines)
    try:
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
            patched.setattr(OpenTake, "write", _through(disk))
            for number in range(n):
                try:
                    worst_s = max(worst_s, one_try(TakeShelf(Path(folder)), disk, lines, random.Random(seed + number)))
                except Missed as missed:
                    failures += 1
                    notes += [str(missed)] if len(notes) < REASONS_SHOWN else []
                progress(NAME, number + 1, n)
    finally:
        log.removeHandler(lines)
    return Outcome(NAME, n, failures, f"told after {worst_s:.1f} s", BAR, tuple(notes))


def _through(disk: Disk) -> object:
    def write(take: OpenTake, pcm: bytes) -> None:
        disk.write(take, pcm)

    return write


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 20))
