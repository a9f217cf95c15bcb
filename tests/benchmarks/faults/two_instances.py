"""The program started twice at once with one data folder: exactly one window, and the other start brings it to the front.

    python -m tests.benchmarks.faults.two_instances [--n 100]

Real windows in processes of their own, drawn into memory, which say themselves when a window is shown or called. Two thirds of the
pairs are let go at the same moment; in one third the second comes at a random moment of the first one's start. Each window is
killed, so that the next pair finds the lock of a dead program.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.puppet import Puppet

NAME = "two_instances"
BAR = "exactly one window; the other start raises it and ends"
START_S = 1.5
"""About how long a start takes: the second comes within it."""


def trial(n: int, seed: int = 0) -> Outcome:
    """n pairs."""
    dice = random.Random(seed)
    reasons: list[str] = []
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(n):
            reason, seconds = pair(Path(folder) / "data", 0.0 if number % 3 else dice.uniform(0, START_S))
            slowest = max(slowest, seconds)
            if reason:
                reasons.append(f"pair {number}: {reason}")
            progress(NAME, number + 1, n, f"{len(reasons)} failures")
    worst = f"the other start ended after {slowest:.1f} s"
    return Outcome(NAME, n, len(reasons), worst, BAR, tuple(reasons[:REASONS_SHOWN]))


def pair(data: Path, apart_s: float) -> tuple[str, float]:
    """Start two; what is wrong, and seconds until the one that steps aside had ended."""
    with Puppet(data, held=True) as one, Puppet(data, held=True) as other:
        started = time.monotonic()
        one.tell("go")
        threading.Event().wait(apart_s)
        other.tell("go")
        ended = threading.Event()
        waiting = [threading.Thread(target=_wait_for, args=(each, ended)) for each in (one, other)]
        for thread in waiting:
            thread.start()
        ended.wait(60)
        seconds = time.monotonic() - started
        aside = next((each for each in (one, other) if each.process.poll() is not None), None)
        stays = other if aside is one else one
        reason = "nobody stepped aside" if aside is None else _verdict(stays, aside)
        for each in (one, other):
            each.kill()
        for thread in waiting:
            thread.join(10)
    return reason, seconds


def _wait_for(each: Puppet, ended: threading.Event) -> None:
    each.process.wait()
    ended.set()


def _verdict(stays: Puppet, aside: Puppet) -> str:
    try:
        stays.hear("furnished")
        stays.hear("front")
    except TimeoutError as error:
        return str(error)
    status = aside.wait()
    if status != 0 or not any("already open" in line for line in aside.complaints):
        return f"the other start ended with {status}: {aside.complaints[-2:]}"
    windows = len(stays.told("shown")) + len(aside.told("shown"))
    if windows != 1:
        return f"{windows} windows"
    return "" if stays.process.poll() is None else "the first window is gone"


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 100))
