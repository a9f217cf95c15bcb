"""Kill the program at every call it makes to the system, or let that call fail; afterwards nothing may be lost or there twice.

    python -m tests.benchmarks.faults.kill_points [--n N] [--seed S]

A day (tests/faults/life.py) starts the program, answers, imports, answers again, deletes for good, and is cut off in an answer. At
the n-th call it is killed before it, after it, or half-way through a write; or the call fails with a full disk, an error of the
disk, or a disk that stays full. The next morning the program starts, recovers, and is killed at every one of *its* calls, too, from
several states of the evening before. After each, a start that is left alone must find: everything the system had taken over of
every take, each answer once, what was deleted gone or whole, and a second start with nothing left to change, byte for byte.

Fewer tries than points: evenly spread over them. All of them: --n 100000.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no thread may be there when a child is forked

from tests.benchmarks.faults.outcome import Outcome, alone, progress
from tests.faults import evening, life
from tests.faults.counted_system import Call, CountedSystem, Fault
from tests.faults.forked import Ended, forked

NAME = "kill_points"
BAR = "0 takes lost, 0 twice, recovery changes nothing twice"
ERRORS = ("ENOSPC", "EIO", "FULL")
BASES = 6
"""States of the evening from which the morning is killed at every point."""


@dataclass(frozen=True)
class Try:
    """One thing to go wrong: in the day, or in the morning after a day that was killed at `evening`."""

    fault: Fault
    call: Call
    evening: Fault | None = None

    def __str__(self) -> str:
        at = f"{self.fault.how} call {self.fault.at} ({self.call.name} {' '.join(self.call.about.split())})"
        return at if self.evening is None else f"morning {at} after evening {self.evening.how} {self.evening.at}"


class Trial:
    """The day's sounds and folders, and what is done with them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sounds = life.Sounds.made(folder)
        self._data = folder / "José 录音"

    def run(self, n: int, seed: int) -> Outcome:
        tries = self._spread(self._tries(seed), n, seed)
        reasons: list[str] = []
        for number, one in enumerate(tries, 1):
            try:
                found = self._try(one)
            except Exception as error:  # noqa: BLE001 - the trial's own fault is a failure of this try, and told
                found = [f"{type(error).__name__}: {error}"]
            if found:
                reasons.append(f"{one}: {'; '.join(found)[:600]}")
                print(f"\n{reasons[-1]}", file=sys.stderr)
            progress(NAME, number, len(tries), f"{len(reasons)} failed")
        return Outcome(NAME, len(tries), len(reasons), "", BAR, tuple(reasons[:8]))

    # ------------------------------------------------------------ what to try

    def _tries(self, seed: int) -> list[Try]:
        calls = self._calls(life.day)
        tries = [Try(fault, calls[fault.at - 1]) for fault in _kills(calls)]
        tries += [Try(Fault(at, how), call) for how in ERRORS for at, call in enumerate(calls, 1)]
        kills = _kills(calls)
        step = len(kills) / BASES
        for base in (kills[int((number + 0.5) * step)] for number in range(BASES)):
            self._fresh()
            self._child(life.day, base)
            morning = self._calls(life.morning, keep=True)
            tries += [Try(fault, morning[fault.at - 1], base) for fault in _kills(morning)]
        return tries

    def _spread(self, tries: Sequence[Try], n: int, seed: int) -> list[Try]:
        if n >= len(tries):
            return list(tries)
        step = len(tries) / n
        return [
            tries[int(random.Random(seed * 7919 + number).uniform(number, number + 1) * step)] for number in range(n)
        ]

    def _calls(self, work: Callable[..., None], *, keep: bool = False) -> list[Call]:
        """The calls a run makes if nothing goes wrong."""
        if not keep:
            self._fresh()

        def counted(tell: life.Tell) -> None:
            system = CountedSystem(self._data)
            system.install()
            work(self._data, self._sounds, tell)
            tell({"calls": [[call.name, call.about, call.size] for call in system.calls]})

        ended = forked(counted)
        if ended.broke or ended.killed or any("problem" in line for line in ended.lines):
            raise RuntimeError(f"a run with nothing wrong broke: {ended.broke} {ended.lines}")
        return [Call(*call) for line in ended.lines for call in line.get("calls", ())]

    # ------------------------------------------------------------ one try

    def _try(self, one: Try) -> list[str]:
        self._fresh()
        told: list[Any] = []
        found: list[str] = []
        if one.evening is not None:
            told += self._child(life.day, one.evening).lines
        ended = self._child(life.day if one.evening is None else life.morning, one.fault)
        told += ended.lines
        if ended.broke:
            found.append(f"broke: {ended.broke.strip()[-400:]}")
        return found + evening.judge(self._data, self._sounds, told, self._morning)

    def _child(self, work: Callable[..., None], fault: Fault) -> Ended:
        def counted(tell: life.Tell) -> None:
            CountedSystem(self._data, fault, evening.written(tell)).install()
            work(self._data, self._sounds, tell)

        return forked(counted)

    def _morning(self) -> Ended:
        return forked(lambda tell: life.morning(self._data, self._sounds, tell))

    def _fresh(self) -> None:
        shutil.rmtree(self._data, ignore_errors=True)
        (self._data / life.TAKES).mkdir(parents=True)  # as the program finds them (system/places)


def _kills(calls: Sequence[Call]) -> list[Fault]:
    """Every way to be killed; reading changes nothing, so that before it is enough."""
    faults = []
    for at, call in enumerate(calls, 1):
        if call.name == "look":
            continue
        hows = ("before", "half", "after") if call.name == "write" else ("before", "after")
        faults += [Fault(at, how) for how in hows]
    return faults


def trial(n: int, seed: int = 0) -> Outcome:
    """So many points."""
    folder = Path(tempfile.mkdtemp(prefix="mi-"))
    try:
        return Trial(folder).run(n, seed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 400))
