"""One SQLite file, one connection, one thread that owns it; and what is done when the file is damaged.

Opening happens in that thread, so that the window need not wait for it. Rollback journal and full synchronisation: the load is
tiny, and write-ahead logging has a corruption bug in the SQLite versions of current distributions.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mockinterview.core.problems import HistoryProblem
from mockinterview.history.migrations import MIGRATIONS, Migration, in_order, migrate, version_of

if TYPE_CHECKING:
    from sqlite3 import Connection

log = logging.getLogger(__name__)

R = TypeVar("R")

BUSY_TIMEOUT_MS = 5_000
"""How long to wait for another program that holds the file, a backup for one."""


class Store:
    """Runs work on the connection, in its thread, and waits for the result. Every failure is a HistoryProblem.

    prepare: gets the connection each time the file was opened, once it is of today's version.
    """

    def __init__(
        self,
        file: Path,
        steps: Sequence[Migration] = MIGRATIONS,
        prepare: Callable[[Connection], None] | None = None,
    ) -> None:
        self.file = file
        self._steps = steps
        self._prepare = prepare
        self._notes: list[HistoryProblem] = []
        self._connection: Connection | None = None
        self._closed = False
        self._thread = ThreadPoolExecutor(1, "history")
        self._opening = self._thread.submit(
            self._open
        )  # what stands in its way is met again, and told, by the first call

    @property
    def notes(self) -> tuple[HistoryProblem, ...]:
        """What happened while the file was opened that the person should know. Waits until it is open."""
        self._opening.exception()
        return tuple(self._notes)

    def read(self, work: Callable[[Connection], R]) -> R:
        """Run a query."""
        return self._run(work)

    def write(self, work: Callable[[Connection], R]) -> R:
        """Run statements as one transaction: all of them or none."""

        def transaction(connection: Connection) -> R:
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException:  # whatever it was: no half of it may stay
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return result

        return self._run(transaction)

    def close(self) -> None:
        """Finish what was asked, close the file and end the thread. Later calls do nothing."""
        try:
            self._thread.submit(self._close)
        except RuntimeError:  # closed already
            return
        self._thread.shutdown(wait=True)

    def _run(self, work: Callable[[Connection], R]) -> R:
        import sqlite3  # 20 ms that the window need not wait for

        closed = HistoryProblem("The history is closed.", "The program is ending.", "Open it again.")

        def on_connection() -> R:
            if self._closed:
                raise closed
            return work(self._connection or self._open())

        try:
            future = self._thread.submit(on_connection)
        except RuntimeError:
            raise closed from None
        try:
            return future.result()
        except (sqlite3.DatabaseError, UnicodeError) as error:
            raise told(error, self.file) from error

    def _close(self) -> None:
        self._closed = True
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    # ------------------------------------------------------------ opening, in the store's thread

    def _open(self) -> Connection:
        import sqlite3

        try:
            connection = self._sound_connection()
            version = version_of(connection)
            try:
                if version > len(self._steps):
                    raise HistoryProblem(
                        "Your history was kept by a newer Mock Interview.",
                        f"Its version is {version}; this program knows versions up to {len(self._steps)}. Nothing was changed.",
                        "Update the program, or choose another folder with --data-dir.",
                    )
                if 0 < version < len(self._steps):
                    self._back_up(connection, version)
                migrate(connection, self._steps)
                if self._prepare is not None:
                    self._prepare(connection)
            except BaseException:  # whatever it was: the file must not stay open
                connection.close()
                raise
            self._connection = connection
            return connection
        except sqlite3.DatabaseError as error:
            raise told(error, self.file) from error

    def _sound_connection(self) -> Connection:
        """A connection to a file that passed its check; a damaged one is put aside for a new one."""
        import sqlite3

        connection = None
        try:
            connection = connect(self.file)
            checked = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            healthy = checked == "ok" and in_order(connection, self._steps)
        except (sqlite3.DatabaseError, UnicodeError) as error:
            if connection is not None:
                connection.close()
            if not damaged(error):
                raise
            return self._anew()
        if healthy:
            return connection
        connection.close()
        return self._anew()

    def _anew(self) -> Connection:
        """Put the damaged file aside, with its journal, and begin a new one."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = self.file.with_name(f"{self.file.name}.corrupt-{stamp}")
        try:
            self.file.rename(aside)
            journal = self.file.with_name(f"{self.file.name}-journal")
            if journal.exists():
                journal.rename(aside.with_name(f"{aside.name}-journal"))
        except OSError as error:
            raise HistoryProblem(
                "The history is damaged, and it could not be put aside.",
                f"The system says: {error.strerror}.",
                f"Move the file {self.file} away and open the program again.",
            ) from error
        log.warning("the history was damaged and put aside as %s", aside)
        self._notes.append(
            HistoryProblem(
                "The history was damaged and a new one was begun.",
                f"The old file was kept as {aside.name}. Your recordings are safe; they are listed again from their own folders.",
                "Their words are recognised again, one answer after the other; your verdicts are in the old file only.",
            )
        )
        return connect(self.file)

    def _back_up(self, connection: Connection, version: int) -> None:
        import sqlite3

        copy = sqlite3.connect(_private(backup_file(self.file, version)))
        try:
            connection.backup(copy)
        finally:
            copy.close()


def backup_file(file: Path, version: int) -> Path:
    """Where the copy lies that was made before a file of that version was migrated."""
    return file.with_name(f"{file.name}.before-{version + 1}")


def connect(file: Path) -> Connection:
    """A connection set up as the store wants it. sqlite3.DatabaseError if it cannot be."""
    import sqlite3

    connection = sqlite3.connect(_private(file), timeout=BUSY_TIMEOUT_MS / 1_000, isolation_level=None)
    connection.text_factory = _text
    try:
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "journal_mode = DELETE", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except (sqlite3.DatabaseError, UnicodeError):
        connection.close()
        raise
    return connection


def _private(file: Path) -> Path:
    """The same file, for its owner alone if it is made now; SQLite gives its journal the same rights."""
    with suppress(OSError):  # it is there already, or cannot be made, which SQLite will say itself
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return file


def damaged(error: Exception) -> bool:
    """Whether an error means that the file itself is broken; false for a lock, a full disk, a missing right."""
    import sqlite3

    # sqlite3 quotes damaged bytes of the schema in its messages, and fails to decode them.
    return isinstance(error, UnicodeError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
    )


def _text(raw: bytes) -> str:
    """Text as stored. A damaged byte must not hide a whole list, so it becomes a replacement character."""
    return raw.decode("utf-8", "replace")


def told(error: Exception, file: Path) -> HistoryProblem:
    """What SQLite says, in the person's words."""
    said = str(error)
    if "locked" in said:
        why, next_step = "Another program is using it.", "Close that program and try again."
    elif "readonly" in said:
        why, next_step = (
            "The file or its folder is read-only.",
            "Make it writable, or choose another folder with --data-dir.",
        )
    elif "full" in said:
        why, next_step = "The disk is full.", "Free some space and try again. Your recordings are safe."
    elif damaged(error) or "malformed" in said:
        why, next_step = "It is damaged.", "Close the program and open it again; it will put the damaged file aside."
    else:
        why, next_step = f"The store says: {said}.", "Check the disk and the folder, then open the program again."
    return HistoryProblem(f"The history {file.name} could not be used.", why, next_step)
