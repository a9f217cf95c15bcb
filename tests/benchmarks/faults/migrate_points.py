"""The program is killed, or the disk fails, at every statement of every migration and of the copy that is made before it.

Kept databases of each earlier version are opened by a forked child of this small interpreter that dies (SIGKILL) before or after
its k-th statement or change of the disk, or meets "disk I/O error" there; k goes through all there are. What is left must be
wholly of one version, with its record and all its rows; the copy, if it is there, must be whole; and the next start must bring
everything to today's version and say nothing.

    python -m tests.benchmarks.faults.migrate_points [--n 100]

n points are tried, spread evenly over all there are; with n as large as these, each is tried.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from mockinterview.core.problems import Problem
from mockinterview.history import History
from mockinterview.history.backup import backup_file
from mockinterview.history.files import whole
from mockinterview.history.migrations import MIGRATIONS
from tests.benchmarks.faults.outcome import Outcome, alone, progress
from tests.history import keep_old_database as old

BAR = "old or new, never between; nothing lost"
NAME = "history.sqlite"


class End(StrEnum):
    """What happens at a point."""

    KILLED_BEFORE = "killed before"
    KILLED_AFTER = "killed after"
    FAILED = "failed"


class Point(NamedTuple):
    """One try."""

    version: int
    step: int
    end: End


class Steps:
    """Counts what the opening does, and ends it at one step. step -1: only count."""

    def __init__(self, step: int, end: End) -> None:
        self.done = 0
        self._step, self._end = step, end

    def take(self, deed: Callable[[], Any], error: Exception) -> Any:
        """One step."""
        mine = self.done == self._step
        self.done += 1
        if mine and self._end is End.KILLED_BEFORE:
            os.kill(os.getpid(), signal.SIGKILL)
        if mine and self._end is End.FAILED:
            raise error
        result = deed()
        if mine:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def _broken() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return error


def rig(steps: Steps) -> None:
    """From now on every statement, copy, rename, deletion and sync of this process is a step. For a child that ends afterwards."""

    class Counting(sqlite3.Connection):
        def execute(self, *given: Any) -> Any:
            return steps.take(lambda: super(Counting, self).execute(*given), _broken())

        def backup(self, *given: Any, **named: Any) -> Any:
            return steps.take(lambda: super(Counting, self).backup(*given, **named), _broken())

    real = sqlite3.connect
    sqlite3.connect = lambda *given, **named: real(*given, **named, factory=Counting)  # type: ignore[assignment]
    for name in ("rename", "replace", "unlink", "mkdir", "rmdir", "fsync"):
        setattr(os, name, _step(steps, getattr(os, name)))


def _step(steps: Steps, deed: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*given: Any, **named: Any) -> Any:
        return steps.take(lambda: deed(*given, **named), OSError(5, "Input/output error"))

    return counted


def in_a_child(deed: Callable[[], object], step: int, end: End) -> int:
    """Do something in a child that ends as told; how many steps it took if it came to its end, else -1."""
    listen, said = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(listen)
        status = 3
        try:
            steps = Steps(step, end)
            rig(steps)
            with contextlib.suppress(Problem):  # a failing disk is told in a sentence
                deed()
            os.write(said, str(steps.done).encode())
            status = 0
        finally:  # the child must never come back into the trial
            os._exit(status)
    os.close(said)
    _, status = os.waitpid(pid, 0)
    with os.fdopen(listen) as heard:
        words = heard.read()
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status):
        raise RuntimeError("the child met what it should not have met")
    return int(words) if words else -1


def child(file: Path, step: int, end: End) -> int:
    """Open a history in a child that ends as told."""

    def opening() -> None:
        history = History(file)
        try:
            history.known()
        finally:
            history.close()

    return in_a_child(opening, step, end)


def keep(folder: Path, version: int) -> Path:
    """A kept database of that version, in a folder of its own."""
    folder.mkdir()
    shutil.copyfile(old.FOLDER / f"v{version}.sqlite", folder / NAME)
    return folder / NAME


def all_points(root: Path) -> list[Point]:
    """Every point there is."""
    points = []
    for version in range(1, len(MIGRATIONS)):
        steps = child(keep(root / f"count-{version}", version), -1, End.FAILED)
        points += [Point(version, step, end) for step in range(steps) for end in End]
    return points


def wrong(file: Path, version: int) -> str:
    """What is not as promised after a point; "" if all is well."""
    with closing(sqlite3.connect(file)) as connection:
        here = connection.execute("PRAGMA user_version").fetchone()[0]
        rows = connection.execute("SELECT count(*) FROM attempts").fetchone()[0]
    if not version <= here <= len(MIGRATIONS) or not whole(file, MIGRATIONS) or rows != (3 if version >= 3 else 2):
        return f"between versions: {here}, {rows} rows"
    copy = backup_file(file, version)
    if copy.exists() and not whole(copy, MIGRATIONS):
        return "the copy is not whole"
    if here > version and not copy.exists():
        return "migrated without a copy"
    history = History(file)
    try:
        if history.notes:
            return history.notes[0].sentence
        if (
            history.facts()["version"] != len(MIGRATIONS)
            or history.attempts() != (old.SECOND, old.FIRST)
            or history.transcript(old.FIRST.id) != old.WORDS
            or history.verdicts(old.FIRST.id) != old.VERDICTS
        ):
            return "something is missing after the next start"
    finally:
        history.close()
    left = [one.name for one in file.parent.iterdir() if one.name.endswith((".coming", "-journal", ".torn"))]
    return f"left behind: {left}" if left else ""


def trial(n: int, seed: int = 0) -> Outcome:
    """n points, spread over all. seed: where to begin."""
    failures, reasons = 0, []
    root = Path(tempfile.mkdtemp(prefix="mi-migrate-"))
    try:
        points = all_points(root)
        tried = [points[(one * len(points) // n + seed) % len(points)] for one in range(min(n, len(points)))]
        for one, point in enumerate(tried):
            file = keep(root / f"try-{one}", point.version)
            child(file, point.step, point.end)
            if said := wrong(file, point.version):
                failures += 1
                reasons.append(f"version {point.version}, {point.end} step {point.step}: {said}")
            shutil.rmtree(file.parent)
            progress("migrate_points", one + 1, len(tried))
    finally:
        shutil.rmtree(root)
    note = f"{len(tried)} of {len(points)} points of {len(MIGRATIONS) - 1} old versions"
    return Outcome("migrate_points", len(tried), failures, f"{failures} between", BAR, (note, *reasons[:5]))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 100))
