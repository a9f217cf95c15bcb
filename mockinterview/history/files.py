"""The store's files seen from outside: how one is opened, what its header says, whether it is whole. No row is understood here."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mockinterview.history.migrations import Migration, in_order, version_of

if TYPE_CHECKING:
    from sqlite3 import Connection

R = TypeVar("R")

BUSY_TIMEOUT_MS = 30_000
"""How long to wait, and try again, for another program that holds the file, a backup for one."""

MAGIC = b"SQLite format 3\0"
HEADER_BYTES = 100
"""The header of a database (sqlite.org/fileformat.html, 1.3): the magic, ..., at 60 the number of the last step done to it."""

_NO_COMPANIONS = "mode=ro&immutable=1"


def connect(file: Path) -> Connection:
    """A connection set up as the store wants it. sqlite3.DatabaseError if it cannot be."""
    import sqlite3

    connection = sqlite3.connect(private(file), timeout=BUSY_TIMEOUT_MS / 1_000, isolation_level=None)
    connection.text_factory = _text
    try:
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "journal_mode = DELETE", "synchronous = EXTRA"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except (sqlite3.DatabaseError, UnicodeError):
        connection.close()
        raise
    return connection


def look_into(file: Path, *, alone: bool = False, patience_ms: int | None = None) -> Connection:
    """A connection that changes nothing; it may be used and interrupted from any thread.

    alone: the file as it lies there, whatever journal or lock is beside it; for files that nobody uses. patience_ms: how long it
    waits for another program, if not as long as any.
    """
    import sqlite3

    how = _NO_COMPANIONS if alone else "mode=ro"
    return sqlite3.connect(
        f"{file.absolute().as_uri()}?{how}",
        uri=True,
        timeout=(BUSY_TIMEOUT_MS if patience_ms is None else patience_ms) / 1_000,
        isolation_level=None,
        check_same_thread=False,
    )


def sound(connection: Connection) -> bool:
    """Whether SQLite finds nothing wrong with the whole file, indexes included. sqlite3.DatabaseError where it cannot even look.

    quick_check would leave the indexes out, and save a tenth of the time.
    """
    return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")


def whole(file: Path, steps: Sequence[Migration]) -> bool:
    """Whether a file that nobody uses is a store of ours, undamaged, and not newer than the program."""
    import sqlite3

    try:
        with closing(look_into(file, alone=True)) as connection:
            return 0 < version_of(connection) <= len(steps) and sound(connection) and in_order(connection, steps)
    except (sqlite3.DatabaseError, UnicodeError):
        return False


def newer(file: Path, steps: Sequence[Migration]) -> int:
    """The version of a file that a newer program kept, 0 if it is none. The file is only read, not as a database is opened.

    A number too high in a file whose record says otherwise is damage; where a journal beside it must be played back first, nobody
    but the newer program may judge.
    """
    import sqlite3

    try:
        with file.open("rb") as opened:
            head = opened.read(HEADER_BYTES)
    except OSError:  # SQLite will say what it is
        return 0
    version = int.from_bytes(head[60:64], "big")
    if len(head) < HEADER_BYTES or not head.startswith(MAGIC) or version <= len(steps):
        return 0
    if companions(file):
        return version
    try:
        with closing(look_into(file, alone=True)) as connection:
            return version if in_order(connection, steps) else 0
    except (sqlite3.DatabaseError, UnicodeError):
        return 0


def in_transaction(connection: Connection, work: Callable[[Connection], R]) -> R:
    """Run statements, all of them or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:  # whatever it was: no half of it may stay
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def known_of(connection: Connection) -> list[str]:
    """The tables that say something of an attempt."""
    query = """SELECT name FROM sqlite_master WHERE type = 'table'
        AND EXISTS (SELECT 1 FROM pragma_table_info(sqlite_master.name) AS columns WHERE columns.name = 'attempt_id')"""
    return [row[0] for row in connection.execute(query)]


def companions(file: Path) -> list[Path]:
    """What a program that was ended left beside a database, to be played back: it is not empty."""
    beside = (file.with_name(f"{file.name}{ending}") for ending in ("-journal", "-wal"))
    return [one for one in beside if one.is_file() and one.stat().st_size]


def damaged(error: BaseException | None) -> bool:
    """Whether an error means that the file itself is broken; false for a lock, a full disk, a missing right."""
    import sqlite3

    # sqlite3 quotes damaged bytes of the schema in its messages, and fails to decode them.
    return isinstance(error, UnicodeError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
    )


def copy_whole(source: Connection, target: Path, steps: Sequence[Migration]) -> None:
    """Copy an open database by SQLite's own means; under its name stands a whole, checked file or what stood there before.

    sqlite3.DatabaseError if it cannot be, or if what was copied is damaged; OSError.
    """
    import sqlite3

    coming = target.with_name(f"{target.name}.coming")
    coming.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(private(coming))) as copy:
            source.backup(copy, progress=_give_up_where_held)
        if not whole(coming, steps):
            damage = sqlite3.DatabaseError("database disk image is malformed")
            damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise damage
        sync(coming)
        coming.replace(target)
        sync(target.parent)
    finally:
        coming.unlink(missing_ok=True)


def _give_up_where_held(status: int, _left: int, _total: int) -> None:
    """`Connection.backup` would try for ever; by now the source's own patience is at its end."""
    import sqlite3

    if status & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise sqlite3.OperationalError("database is locked")


def identity(file: Path) -> tuple[int, int] | None:
    """Which file bears that name now: it is another once a mended store took its place. None if there is none."""
    try:
        found = file.stat()
    except OSError:  # whatever is wrong with it, SQLite will say
        return None
    return found.st_dev, found.st_ino


def private(file: Path) -> Path:
    """The same file, for its owner alone if it is made now; SQLite gives its journal the same rights."""
    with suppress(OSError):  # it is there already, or cannot be made, which SQLite will say itself
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return file


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, safe against a power cut. Windows opens no folder, and does that itself."""
    if os.name == "nt" and path.is_dir():
        return
    fd = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _text(raw: bytes) -> str:
    """Text as stored. A damaged byte must not hide a whole list, so it becomes a replacement character."""
    return raw.decode("utf-8", "replace")
