"""The power fails at a random moment of a take: what was spoken more than 1.5 s before must be there, and the take listed.

    python -m tests.benchmarks.faults.power_cut [--n N] [--seed S]

A take is made (blocks of many sizes, slow and stalling sources, pauses, marks, then Stop, an import, a deletion), every call to the
system is written down with the time by a clock that the trial turns, and the disk is rebuilt as a cut at a random moment leaves it
(tests/faults/disk_that_forgets.py). Then the program starts and recovers. What it promised before the cut must hold: sound within
1.5 s, all of it once Stop or the import had returned, nothing once a deletion had. The database begins empty: its own power cuts
are another trial. A simulated disk proves what the program asks for, not what a real disk does with it.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no thread may be there when a child is forked

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.take import TakeLabel
from mockinterview.sound import open_take, take_file
from mockinterview.sound.recording import TEND_S
from mockinterview.sound.take_file import HEADER_BYTES, header
from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.outcome import Outcome, alone, progress
from tests.faults import life
from tests.faults.counted_system import Call, CountedSystem
from tests.faults.disk_that_forgets import ForgetfulDisk
from tests.faults.forked import forked

NAME = "power_cut"
MOST_LOST_MS = 1_500
BAR = "<= 1.5 s lost, 0 takes lost, deleted stays deleted"
CUTS_A_RUN = 50
MS_BYTES = 32


class Clock:
    """Stands where the modules of takes look for the time."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@dataclass
class Run:
    """What was called, when, and what was promised after it. Lists of the same length as `calls`."""

    calls: list[tuple[Call, bytes, int]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    promises: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    spoken: list[tuple[float, int]] = field(default_factory=list)


def make(folder: Path, seed: int) -> Run:
    """Record, stop, import and delete in a child, by the trial's clock."""

    def work(tell: life.Tell) -> None:
        clock, run = Clock(), Run()
        life.small_ballast()
        take_file.time = open_take.time = clock  # type: ignore[assignment, attr-defined]
        system = CountedSystem(folder, told=lambda call, data, at: _note(run, clock, call, data, at))
        system.install()
        _live(folder, seed, clock, run)
        tell(
            {
                "calls": [[call.name, call.about, call.size, data.hex(), at] for call, data, at in run.calls],
                "times": run.times,
                "promises": run.promises,
                "spoken": run.spoken,
            }
        )

    folder.mkdir(mode=0o700)
    ended = forked(work)
    if ended.broke or ended.killed:
        raise RuntimeError(f"a run with nothing wrong broke: {ended.broke}")
    told = ended.lines[-1]
    calls = [(Call(name, about, size), bytes.fromhex(data), at) for name, about, size, data, at in told["calls"]]
    return Run(calls, told["times"], told["promises"], told["spoken"])


def _note(run: Run, clock: Clock, call: Call, data: bytes, at: int) -> None:
    clock.now += 1e-6  # no two calls at the same moment
    run.calls.append((call, data, at))
    run.times.append(clock.now)


def _live(folder: Path, seed: int, clock: Clock, run: Run) -> None:
    source, names = random.Random(seed), life.ids(seed)
    shelf = TakeShelf(folder / life.TAKES)
    label, other = (TakeLabel(str(next(names)), life.QUESTION, 1) for _ in range(2))
    pcm = _pcm(seed)
    take = shelf.begin(label, "Desk")
    run.promises.append((clock.now, {"begun": label.attempt_id}))
    take.begin_now()
    at = 0
    while at < len(pcm):
        match source.choices(("block", "stall", "pause", "mark"), (90, 4, 3, 3))[0]:
            case "block":
                length = source.choice((10, 20, 50, 100, 200)) * MS_BYTES
                block = pcm[at : at + length]
                clock.now += len(block) / MS_BYTES / 1000
                at += len(block)
                run.spoken.append((clock.now, at))
                take.write(block)
            case "mark":
                take.add_mark(TakeMark(MarkKind.OVERFLOW, take.elapsed_ms, "The computer was too busy."))
            case "stall" | "pause" as kind:
                for _ in range(source.randint(1, 8 if kind == "stall" else 40)):
                    clock.now += TEND_S
                    take.tend()
    take.close()
    run.promises.append((clock.now, {"closed": label.attempt_id}))
    clock.now += 1

    def fill(target: Path) -> None:
        life.FileDecoder().decode(source_file, target, lambda *_: None, lambda: False)

    source_file = folder.parent / f"source {seed}.wav"
    source_file.write_bytes(header(len(pcm)) + pcm)
    shelf.adopt(other, source_file, fill)
    run.promises.append((clock.now, {"closed": other.attempt_id}))
    clock.now += 1
    run.promises.append((clock.now, {"deleting": label.attempt_id}))
    shelf.discard(label.attempt_id)
    run.promises.append((clock.now, {"deleted": label.attempt_id}))
    clock.now += 1
    run.times.append(clock.now)


def _pcm(seed: int) -> bytes:
    source = random.Random(f"sound {seed}")
    return source.randbytes(source.randint(6_000, 20_000) * MS_BYTES)


def judge(run: Run, seed: int, data: Path, sounds: life.Sounds, moment: float) -> tuple[list[str], int]:
    """Start the program on what the cut at that moment left; what is wrong, and milliseconds lost."""
    ended = forked(lambda tell: life.morning(data, sounds, tell))
    wrong = [f"start broke: {ended.broke[-500:]}"] if ended.broke or ended.killed else []
    wrong += [f"{key}: {line[key]}" for line in ended.lines for key in ("bug", "problem") if key in line]
    listing: dict[str, Any] = next((line for line in ended.lines if "listed" in line), {"listed": []})
    wrong += [f"{key}: {listing[key]}" for key in ("stuck", "problems", "notes") if listing.get(key)]
    here = {attempt_id: question for attempt_id, _, question in listing["listed"]}
    promised: dict[str, str] = {}
    for when, promise in run.promises:
        if when <= moment:
            promised.update((attempt_id, what) for what, attempt_id in promise.items())
    worst, pcm = 0, _pcm(seed)
    spoken = max((much for when, much in run.spoken if when <= moment), default=0)
    for attempt_id, what in promised.items():
        if what == "deleted":
            wrong += [f"{attempt_id} was deleted and is there"] if attempt_id in here else []
            continue
        if what == "deleting":
            continue
        due = len(pcm) if what == "closed" else spoken
        sound = _sound(data, attempt_id)
        same = _same(sound, pcm[:due])
        lost = (due - same) // MS_BYTES
        worst = max(worst, lost)
        if attempt_id not in here and due // MS_BYTES > MOST_LOST_MS:
            wrong.append(f"{attempt_id} is not listed, {due // MS_BYTES} ms were spoken")
        elif attempt_id in here and here[attempt_id] != life.QUESTION.text:
            wrong.append(f"{attempt_id} lost its question")
        if lost > (0 if what == "closed" else MOST_LOST_MS):
            wrong.append(f"{lost} ms of {due // MS_BYTES} lost ({what})")
    return wrong, worst


def _sound(data: Path, attempt_id: str) -> bytes:
    try:
        return (data / life.TAKES / attempt_id / "audio.wav").read_bytes()[HEADER_BYTES:]
    except OSError:
        return b""


def _same(one: bytes, other: bytes) -> int:
    """Bytes from the beginning that are alike."""
    if one[: len(other)] == other:
        return len(other)
    return next(at for at in range(len(other)) if one[at : at + 1] != other[at : at + 1])


def trial(n: int, seed: int = 0) -> Outcome:
    """So many cuts, over several takes."""
    folder, reasons, worst, failed = Path(tempfile.mkdtemp(prefix="mi-")), [], 0, 0
    try:
        sounds = life.Sounds.made(folder, 1)
        run, number = Run(), 0
        for done in range(1, n + 1):
            source = random.Random(seed * 1_000_003 + done)
            if (done - 1) % min(CUTS_A_RUN, max(1, n // 4)) == 0:
                number = seed * 1_000_003 + done
                run = make(folder / f"run {done}", number)
            # Half of them between two calls that follow each other at once, where time alone would hardly ever cut.
            moment = source.uniform(run.times[0], run.times[-1]) if done % 2 else source.choice(run.times)
            disk = ForgetfulDisk()
            for call in run.calls[: bisect_right(run.times, moment)]:
                disk.follow(*call)
            data = folder / f"cut {done}"
            disk.cut(data, source)
            wrong, lost = judge(run, number, data, sounds, moment)
            shutil.rmtree(data)
            worst, failed = max(worst, lost), failed + bool(wrong)
            reasons += [f"cut {done}: {'; '.join(wrong)[:500]}"] if wrong else []
            progress(NAME, done, n, f"{failed} failed, {worst} ms lost at most")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Outcome(NAME, n, failed, f"{worst / 1000:.2f} s lost", BAR, tuple(reasons[:5]))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 500))
