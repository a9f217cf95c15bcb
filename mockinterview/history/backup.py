"""Copies of the store, one a day for seven days, in a folder beside it: made by SQLite itself, checked before they count.

They are for the day on which the store is damaged. An attempt that is deleted for good leaves them too (`scrub`).
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Collection, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.history import bin
from mockinterview.history.files import connect, copy_whole, damaged, in_transaction, known_of, look_into, whole
from mockinterview.history.migrations import MIGRATIONS, Migration

if TYPE_CHECKING:
    from sqlite3 import Connection

log = logging.getLogger(__name__)

KEPT = 7
"""Days of which a copy is kept."""

CHEAP_BYTES = 16_000_000
"""A store no larger is copied and checked in a fraction of a second: worth it even while the program ends."""

_MOMENT_MS = 500

_DAILY = re.compile(r"history-(\d{4}-\d{2}-\d{2})\.sqlite")


def folder_of(file: Path) -> Path:
    """Where the daily copies of a store lie."""
    return file.with_name("backups")


def backup_file(file: Path, version: int) -> Path:
    """Where the copy lies that was made before a file of that version was migrated."""
    return file.with_name(f"{file.name}.before-{version + 1}")


def day_of(copy: Path) -> str:
    """The day of a copy, in words: "3 March 2025"."""
    named = _DAILY.fullmatch(copy.name)
    day = date.fromisoformat(named[1]) if named else date.fromtimestamp(copy.stat().st_mtime)
    return f"{day.day} {day:%B %Y}"


class DailyCopies:
    """The copies of one store. Each call blocks for the time the disk needs: call it in a job. One bad copy harms no other."""

    def __init__(self, file: Path, steps: Sequence[Migration] = MIGRATIONS) -> None:
        self._file = file
        self._steps = steps
        self._folder = folder_of(file)

    def files(self) -> list[Path]:
        """The daily copies, the newest first. One dated after today counts as the oldest: the clock was wrong."""
        today = date.today().isoformat()
        named = [(entry, found[1]) for entry in self._entries() if (found := _DAILY.fullmatch(entry.name))]
        return [
            entry for entry, day in sorted(named, key=lambda pair: "" if pair[1] > today else pair[1], reverse=True)
        ]

    def for_mending(self) -> list[Path]:
        """Every copy a damaged store can be rebuilt from, the newest first: the daily ones, then those made before a migration."""
        return [*self.files(), *self._before()]

    def make(self, *, again: bool = False, patience_ms: int | None = None) -> Path | None:
        """Copy the store, if today has no copy and something was changed since the last; None if there was nothing to do.

        again: also where today has one, which gives way. patience_ms: as `look_into` has it. sqlite3.DatabaseError or OSError if it
        cannot be; what there was stays.
        """
        newest = next(iter(self.files()), None)
        today = self._folder / f"history-{date.today().isoformat()}.sqlite"
        if not self._file.exists() or not self._file.stat().st_size or (newest == today and not again):
            return None
        changed_ns = self._file.stat().st_mtime_ns
        if newest is not None and newest.stat().st_mtime_ns == changed_ns:
            return None
        self._folder.mkdir(mode=0o700, exist_ok=True)
        with closing(look_into(self._file, patience_ms=patience_ms)) as source:
            copy_whole(source, today, self._steps)
        os.utime(today, ns=(changed_ns, changed_ns))  # by this the next call knows whether anything was changed
        for old in self.files()[KEPT:]:
            old.unlink(missing_ok=True)
        return today

    def make_if_cheap(self) -> Path | None:
        """The same while the program ends: also where today has a copy, but only of a store that is free and copied in a moment."""
        cheap = self._file.exists() and self._file.stat().st_size <= CHEAP_BYTES
        return self.make(again=True, patience_ms=_MOMENT_MS) if cheap else None

    def holding(self, attempt_ids: Collection[str]) -> list[str]:
        """The names of the copies in which one of these still is, or may be: one that cannot be read may hold anything."""
        return [copy.name for copy in self.for_mending() if self._holds(copy, attempt_ids)]

    def scrub(self, attempt_ids: Collection[str]) -> None:
        """Truly remove attempts from every copy; `holding` names those where that could not be done.

        A copy made before a migration has done its duty by then, and goes as a whole.
        """
        import sqlite3

        for copy in self._before():
            try:
                copy.unlink(missing_ok=True)
            except OSError as error:
                log.warning("a copy could not be deleted: %s", error)
        for copy in self.files():
            try:
                changed_ns = copy.stat().st_mtime_ns
                with closing(connect(copy)) as connection:
                    in_transaction(connection, partial(_erase, attempt_ids))
                os.utime(copy, ns=(changed_ns, changed_ns))
            except (sqlite3.DatabaseError, UnicodeError) as error:
                if damaged(error):  # as a copy it is worth nothing
                    copy.unlink(missing_ok=True)
                else:
                    log.warning("a copy could not be changed: %s", error)
            except OSError as error:
                log.warning("a copy could not be changed: %s", error)

    # ------------------------------------------------------------ inside

    def _entries(self) -> list[Path]:
        try:
            return [entry for entry in self._folder.iterdir() if entry.is_file() and not entry.is_symlink()]
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _before(self) -> list[Path]:
        return sorted(self._file.parent.glob(f"{self._file.name}.before-*"), reverse=True)

    def _holds(self, copy: Path, attempt_ids: Collection[str]) -> bool:
        import sqlite3

        if not whole(copy, self._steps):
            return True
        try:
            with closing(look_into(copy, alone=True)) as connection:
                query = "SELECT 1 FROM attempts WHERE id = ?"
                return any(connection.execute(query, (attempt_id,)).fetchone() for attempt_id in attempt_ids)
        except sqlite3.DatabaseError:
            return True


def _erase(attempt_ids: Collection[str], connection: Connection) -> None:
    """Delete attempts with all that is known of them; SQLite overwrites what it frees (`secure_delete`)."""
    for table in known_of(connection):  # what a damaged store left without its attempt, too
        statement = f"DELETE FROM {table} WHERE attempt_id = ?"
        connection.executemany(statement, [(attempt_id,) for attempt_id in attempt_ids])
    bin.remove(connection, attempt_ids)
