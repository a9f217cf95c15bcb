"""One SQLite file, one connection, one thread that owns it; and what is done when the file is damaged.

Opening happens in that thread, so that the window need not wait for it. To check the whole file takes longer (0.13 s for 10,000
answers, seconds from a slow disk), so it happens in a thread of its own: what is only read does not wait for it; the first write
does, since writing into a damaged file would damage it further. A rollback journal, and each commit on disk before it returns: the
load is tiny, and write-ahead logging has a corruption bug in the SQLite versions of current distributions.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mockinterview.core.problems import HistoryProblem
from mockinterview.history import files, mending
from mockinterview.history.backup import DailyCopies, backup_file
from mockinterview.history.files import (
    companions,
    connect,
    copy_whole,
    damaged,
    identity,
    in_transaction,
    look_into,
    newer,
    sound,
)
from mockinterview.history.migrations import MIGRATIONS, Migration, in_order, migrate, version_of

if TYPE_CHECKING:
    from sqlite3 import Connection

log = logging.getLogger(__name__)

R = TypeVar("R")

_LOOK_UP_MS = 200
"""How often a query that waits for another program looks whether this one goes on."""


class Store:
    """Runs work on the connection, in its thread, and waits for the result. Every failure is a HistoryProblem.

    prepare: gets the connection each time the file was opened, once it is of today's version and known to be whole.
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
        self._copies = DailyCopies(file, steps)
        self._notes: list[HistoryProblem] = []
        self._connection: Connection | None = None
        self._opened: tuple[int, int] | None = None
        self._checking: Future[bool] | None = None
        self._looking: Connection | None = None
        self._ending = self._closed = False
        self._thread = ThreadPoolExecutor(1, "history")
        # What stands in its way is met again, and told, by the first call.
        self._opening = self._thread.submit(self._open)

    @property
    def notes(self) -> tuple[HistoryProblem, ...]:
        """What happened to the file that the person should know. Waits until it is open and checked: call it in a job."""
        self._opening.exception()
        with suppress(RuntimeError, HistoryProblem):  # closed already; not open, which the first call tells
            self._thread.submit(self._settle).result()
        return tuple(self._notes)

    def read(self, work: Callable[[Connection], R]) -> R:
        """Run a query. It does not wait until the file is checked; damage it meets before that is mended, and it runs again.

        Nor does it hold up the end of the program: `close` leaves it without an answer.
        """

        def query(connection: Connection) -> R:
            import sqlite3

            try:
                return self._ask(connection, work)
            except (sqlite3.DatabaseError, UnicodeError) as error:
                if self._checking is None or not damaged(error):
                    raise
                self._settle(broken=True)
                return work(self._connection or self._open())

        return self._run(query)

    def write(self, work: Callable[[Connection], R]) -> R:
        """Run statements as one transaction: all of them or none."""

        def transaction(_connection: Connection) -> R:
            self._settle()
            self._leave_what_was_put_aside()
            return in_transaction(self._connection or self._open(), work)

        return self._run(transaction)

    def close(self) -> None:
        """Finish what was to be written, close the file and end the threads. Later calls do nothing."""
        self._ending = True
        try:
            self._thread.submit(self._close)
        except RuntimeError:  # closed already
            return
        self._thread.shutdown(wait=True)

    def _ask(self, connection: Connection, work: Callable[[Connection], R]) -> R:
        """Run a query: where another program holds the file it is asked again, until the program ends or patience does."""
        import sqlite3

        until = time.monotonic() + files.BUSY_TIMEOUT_MS / 1_000
        connection.execute(f"PRAGMA busy_timeout = {min(_LOOK_UP_MS, files.BUSY_TIMEOUT_MS)}")
        try:
            while not self._ending:
                try:
                    return work(connection)
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() >= until:
                        raise
            raise _closed()
        finally:
            connection.execute(f"PRAGMA busy_timeout = {files.BUSY_TIMEOUT_MS}")

    def _run(self, work: Callable[[Connection], R]) -> R:
        import sqlite3  # 20 ms that the window need not wait for

        def on_connection() -> R:
            if self._closed:
                raise _closed()
            self._leave_what_was_put_aside()
            return work(self._connection or self._open())

        try:
            future = self._thread.submit(on_connection)
        except RuntimeError:
            raise _closed() from None
        try:
            return future.result()
        except (sqlite3.DatabaseError, UnicodeError) as error:
            raise told(error, self.file) from error

    def _close(self) -> None:
        self._closed = True
        if self._checking is not None:
            if self._looking is not None:
                self._looking.interrupt()
            self._checking.exception()
            self._checking = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    # ------------------------------------------------------------ opening, in the store's thread

    def _open(self) -> Connection:
        """A connection to a store of today's version; its check has begun, or it needs none."""
        import sqlite3

        try:
            if note := mending.take_up(self.file):
                self._notes.append(note)
            self._opened = identity(self.file)
            if version := newer(self.file, self._steps):
                raise HistoryProblem(
                    "Your history was kept by a newer Mock Interview.",
                    f"Its version is {version}; this program knows versions up to {len(self._steps)}. Nothing was changed.",
                    "Update the program, or choose another folder with --data-dir.",
                )
            connection, checked = self._sound_connection()
            try:
                self._keep_before_migrating(connection)
                migrate(connection, self._steps)
                if checked and self._prepare is not None:
                    self._prepare(connection)
            except BaseException:  # whatever it was: the file must not stay open
                connection.close()
                raise
        except sqlite3.DatabaseError as error:
            raise told(error, self.file) from error
        except OSError as error:
            raise unreachable(error, self.file) from error
        self._connection = connection
        if not checked:
            self._begin_check()
        return connection

    def _sound_connection(self) -> tuple[Connection, bool]:
        """A connection that may be migrated, and whether the whole file was checked; a damaged file is mended first."""
        import sqlite3

        torn = bool(companions(self.file)) and self.file.stat().st_size > 0
        if torn:
            mending.keep_torn(self.file)
        connection = None
        try:
            connection = connect(self.file)
            self._opened = self._opened or identity(self.file)  # it was made just now
            version = version_of(connection)
            if not version:
                healthy, checked = in_order(connection, self._steps) and not self._copies.for_mending(), True
            else:
                checked = torn or version < len(self._steps)
                healthy = in_order(connection, self._steps) and (not checked or sound(connection))
        except (sqlite3.DatabaseError, UnicodeError) as error:
            if connection is not None:
                connection.close()
            if not damaged(error):
                raise
            return self._mended(), True
        if not healthy:
            connection.close()
            return self._mended(), True
        mending.torn_file(self.file).unlink(missing_ok=True)
        return connection, checked

    def _keep_before_migrating(self, connection: Connection) -> None:
        """Copy a file of an earlier version, which was found whole. What fails here says nothing against the file itself."""
        import sqlite3

        version = version_of(connection)
        if not 0 < version < len(self._steps):
            return
        try:
            copy_whole(connection, backup_file(self.file, version), self._steps)
        except (sqlite3.DatabaseError, OSError) as error:
            raise HistoryProblem(
                "The history is of an earlier version, and could not be copied before it is brought up to date.",
                f"The system says: {error}. Nothing was changed.",
                "Check that the disk is sound and has room, then open the program again.",
            ) from error

    def _mended(self) -> Connection:
        """Put a whole file in the place of the damaged one, unless another program has just done so."""
        with mending.one_at_a_time(self.file):
            if identity(self.file) == self._opened:
                self._notes.append(mending.mend(self.file, self._copies.for_mending(), self._steps))
            self._opened = identity(self.file)
        return connect(self.file)

    def _leave_what_was_put_aside(self) -> None:
        """Another program found damage in the file, and a mended one bears its name: what is written must not go into the old."""
        if self._connection is None or self._checking is not None:  # what the check finds is seen to after it
            return
        if identity(self.file) not in (None, self._opened):
            self._connection.close()
            self._connection = None

    # ------------------------------------------------------------ checking

    def _begin_check(self) -> None:
        """Read the whole file, in a thread of its own; whatever comes of it is seen to in the store's thread."""
        self._looking = look_into(self.file)
        checker = ThreadPoolExecutor(1, "history-check")
        self._checking = checker.submit(self._check, self._looking)
        checker.submit(self._ask_to_settle)
        checker.shutdown(wait=False)

    def _check(self, connection: Connection) -> bool:
        """Whether the file is whole; also true where that could not be found out (it is held, or the program ends)."""
        import sqlite3

        try:
            return sound(connection)
        except (sqlite3.DatabaseError, UnicodeError) as error:
            return not damaged(error)
        finally:
            self._looking = None
            connection.close()

    def _ask_to_settle(self) -> None:
        with suppress(RuntimeError):  # closed meanwhile: the next start checks again
            self._thread.submit(self._settle_unasked)

    def _settle_unasked(self) -> None:
        try:
            self._settle()
        except HistoryProblem as problem:
            self._notes.append(problem)

    def _settle(self, *, broken: bool = False) -> None:
        """Wait for the check, and mend what it found. Afterwards the file may be written to. broken: a query met damage already."""
        import sqlite3

        checking, self._checking = self._checking, None
        if checking is None:
            return
        whole = checking.result() and not broken
        try:
            if not whole:
                self._replace_connection()
            connection = self._connection
            assert connection is not None
            if whole and mending.has_orphans(connection):
                in_transaction(connection, mending.sweep)
            if self._prepare is not None:
                self._prepare(connection)
        except (sqlite3.DatabaseError, UnicodeError) as error:
            raise told(error, self.file) from error

    def _replace_connection(self) -> None:
        """Go on with a mended file. If that fails there is no connection, and the next call opens the file anew."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._connection = self._mended()


def _closed() -> HistoryProblem:
    return HistoryProblem("The history is closed.", "The program is ending.", "Open it again.")


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


def unreachable(error: OSError, file: Path) -> HistoryProblem:
    """What the system says, in the person's words."""
    return HistoryProblem(
        f"The history {file.name} could not be used.",
        f"The system says: {error.strerror}.",
        "Check the disk and the folder, then open the program again.",
    )
