"""Backups in memory: what was asked, and what is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mockinterview.core.backup import Contents, Holdings, Restored
from mockinterview.core.problems import BackupProblem, Cancelled

NOW = datetime(2025, 3, 3, 18, 5, tzinfo=UTC)
HERE = Contents(NOW, "0.1.0", 131, 131, 412, 131, 34, True, True, 1_330_000_000)
SAVED = Contents(NOW, "0.1.0", 120, 118, 398, 120, 31, True, True, 1_190_000_000)


class FakeBackups:
    """problem: raised by every call while it is set. saved: the backups there are, by file."""

    def __init__(self) -> None:
        self.problem: BackupProblem | None = None
        self.saved: dict[Path, Contents] = {}
        self.holdings = Holdings(
            "/home/someone/.local/share/mockinterview",
            HERE,
            1_310_000_000,
            18_000_000,
            290_000_000,
            ("2025-03-03", "2025-03-02", "2025-02-27"),
            54_000_000,
        )
        self.daily = 0
        self.scrubbed: list[str] = []
        self.held: dict[str, list[str]] = {}
        self.steps = 4
        """How often progress is told; `cancelled` is asked each time."""
        self.closed = False

    def make_daily(self) -> None:
        self._check()
        self.daily += 1

    def scrub(self, attempt_ids: Collection[str]) -> None:
        self.scrubbed += attempt_ids

    def holding(self, attempt_ids: Collection[str]) -> Sequence[str]:
        return [name for attempt_id in attempt_ids for name in self.held.get(attempt_id, [])]

    def here(self) -> Holdings:
        self._check()
        return self.holdings

    def write(
        self,
        target: Path,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        *,
        with_sound: bool = True,
    ) -> Contents:
        self._work(progress, cancelled)
        takes = self.holdings.contents.takes if with_sound else 0
        self.saved[target] = replace(self.holdings.contents, takes=takes, with_sound=with_sound)
        return self.saved[target]

    def examine(self, file: Path) -> Contents:
        self._check()
        if file not in self.saved:
            raise BackupProblem(f"{file.name} is not a backup of Mock Interview.", "", "Choose another file.")
        return self.saved[file]

    def check(self, file: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Contents:
        self._work(progress, cancelled)
        return self.examine(file)

    def stage(self, file: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Contents:
        contents = self.check(file, progress, cancelled)
        self.holdings = replace(self.holdings, waiting=contents)
        return contents

    def unstage(self) -> None:
        self._check()
        self.holdings = replace(self.holdings, waiting=None)

    @property
    def interrupted(self) -> bool:
        return False

    def finish_restore(self) -> Restored | None:
        self._check()
        waiting, self.holdings = self.holdings.waiting, replace(self.holdings, waiting=None)
        return None if waiting is None else Restored(waiting, "before-restore-2025-03-03-190000")

    def close(self) -> None:
        self.closed = True

    def _check(self) -> None:
        if self.problem is not None:
            raise self.problem

    def _work(self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        self._check()
        size = self.holdings.contents.size_bytes
        for step in range(1, self.steps + 1):
            if cancelled():
                raise Cancelled
            progress(size * step // self.steps, size)
