"""What a trial found, in one line of a table; and the command line that every trial has when it is run alone.

A trial is a module here with `trial(n: int, seed: int = 0) -> Outcome`: n tries, and what came of them. It cleans up after itself,
tells how far it is on stderr, and counts as a failure every try that misses the bar.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

REASONS_SHOWN = 5
"""A trial's first few reasons are enough to look for the cause."""

_HEADS = ("trial", "n", "failures", "worst", "bar", "seconds")
_WIDTHS = (20, 6, 9, 34, 52, 8)


@dataclass(frozen=True)
class Outcome:
    """n tries, so many of which missed the bar.

    worst: the worst that was seen, in words ("0.11 s lost"), "" if there is nothing to measure. bar: what was promised. notes: the
    first few reasons of failures, and what else a reader must know of the figures.
    """

    name: str
    n: int
    failures: int
    worst: str
    bar: str
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the bar was met by every try, and there was one."""
        return self.n > 0 and self.failures == 0


def heading() -> str:
    """The table's head."""
    return _line(_HEADS) + "\n" + _line(tuple("-" * width for width in _WIDTHS))


def row(found: Outcome, seconds: float) -> str:
    """One trial in the table, its notes below it."""
    failures = f"{found.failures}" if found.passed else f"{found.failures} !"
    cells = (found.name, str(found.n), failures, found.worst or "-", found.bar, f"{seconds:.0f}")
    return "\n".join((_line(cells), *(f"    {note}" for note in found.notes)))


def _line(cells: tuple[str, ...]) -> str:
    return " | ".join(cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip()


def progress(name: str, done: int, n: int, said: str = "") -> None:
    """How far a trial is, on stderr: a line that replaces itself on a screen, a line now and then in a file."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{name}: {done} of {n} {said}" + ("\n" if done == n else ""))
    elif done == n or done % max(1, n // 10) == 0:
        sys.stderr.write(f"{name}: {done} of {n} {said}".rstrip() + "\n")
    sys.stderr.flush()


def alone(trial: Callable[[int, int], Outcome], about: str | None, n: int) -> int:
    """Run one trial from the command line: `sys.exit(alone(trial, __doc__, 200))`. n: tries where none are named."""
    given = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--n", type=int, default=n)
    given.add_argument("--seed", type=int, default=0)
    wish = given.parse_args()
    started = time.perf_counter()
    found = trial(wish.n, wish.seed)
    print(heading())
    print(row(found, time.perf_counter() - started))
    return 0 if found.passed else 1
