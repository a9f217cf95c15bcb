"""A damaged store becomes a whole one: the newest good copy, and over it whatever the damaged file still says, row by row.

Done beside the damaged file, which is only read and then put aside; a crash at any step is taken up again at the next start.
Attempts that are in neither come back from the folders of their takes (`flow.library`), and find their words here if those could be
read.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockinterview.core import shapes
from mockinterview.core.coverage import State
from mockinterview.core.problems import HistoryProblem
from mockinterview.history import opinions, search
from mockinterview.history.backup import day_of
from mockinterview.history.files import (
    BUSY_TIMEOUT_MS,
    HEADER_BYTES,
    connect,
    copy_whole,
    damaged,
    known_of,
    look_into,
    private,
    sync,
    whole,
)
from mockinterview.history.migrations import Migration, migrate

if TYPE_CHECKING:
    from sqlite3 import Connection

log = logging.getLogger(__name__)

RECOGNISE = "recognise"
"""The work that finds the words of an attempt, as the story calls it: promised for attempts whose words were lost."""

READ_BACK = ("attempts", "transcripts", "former_transcripts", "coverages", *opinions.TABLES, "jobs", "bin", "spared")
"""The tables whose rows are read back, in an order in which each comes after what it refers to. What is searched is made anew."""

_MOST_LOOKUPS = 50_000
"""Rows looked for one by one between those that could be read from both ends."""


@dataclass(frozen=True)
class Account:
    """What came back. read: rows of the damaged file; copy: the day of the copy that helped; complete: nothing was unreadable."""

    attempts: int = 0
    transcripts: int = 0
    verdicts: int = 0
    read: int = 0
    copy: str = ""
    complete: bool = False


def mended_file(file: Path) -> Path:
    """Where the new store is made; under this name it is finished."""
    return file.with_name(f"{file.name}.mended")


def torn_file(file: Path) -> Path:
    """Where the store is kept as it was found, while a journal is played back into it."""
    return file.with_name(f"{file.name}.torn")


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Two programs that meet the same damage must not mend it both: the second waits, and looks again.

    The lock is SQLite's, on an empty file that stays; a program that is killed loses it. sqlite3.DatabaseError after a long wait.
    """
    import sqlite3

    lock = private(file.with_name(f"{file.name}.mending"))
    with closing(sqlite3.connect(lock, timeout=BUSY_TIMEOUT_MS / 1_000, isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")
        yield


def keep_torn(file: Path) -> None:
    """Before a journal is played back: it may be another file's, and would overwrite this one."""
    try:
        shutil.copyfile(file, private(torn_file(file)))
    except OSError as error:  # no room; it is only for a case that hardly ever is
        log.warning("the history could not be kept as it was found: %s", error)


def take_up(file: Path) -> HistoryProblem | None:
    """Finish a mending that was cut short between its last two steps; the sentence if there was one. OSError."""
    mended = mended_file(file)
    if not mended.exists():
        return None
    with one_at_a_time(file):
        if not mended.exists():  # it was not cut short: another program has just finished it
            return None
        if file.exists() and file.stat().st_size:
            mended.unlink()  # cut short a step earlier: it is made again
            return None
        mended.replace(file)
        sync(file.parent)
    return HistoryProblem(
        "The history was damaged. It was rebuilt.",
        "The old file was kept beside it, with “corrupt” in its name.",
        "Look through your latest answers: what could not be read in it is missing.",
    )


def mend(file: Path, copies: Sequence[Path], steps: Sequence[Migration]) -> HistoryProblem:
    """Put a whole store in the place of a damaged one, which is put aside; the sentence says what came back. `one_at_a_time`.

    copies: good or not, the newest first. HistoryProblem or sqlite3.DatabaseError where it cannot be; then nothing is changed.
    """
    sources = [one for one in (torn_file(file), file) if one.exists() and one.stat().st_size]
    mended = mended_file(file)
    try:
        account = _build(mended, sources, copies, steps)
        aside = _put_aside(file)
        mended.replace(file)
        sync(file.parent)
    except OSError as error:
        raise HistoryProblem(
            "The history is damaged, and it could not be rebuilt.",
            f"The system says: {error.strerror}.",
            "Free some space on the disk, check that its folder can be written to, and open the program again.",
        ) from error
    log.warning("the history was damaged and put aside as %s; %d rows were read from it", aside, account.read)
    return told(account, aside)


def told(account: Account, aside: Path | None) -> HistoryProblem:
    """What came back and what did not, for the person."""
    kept = f"The old file was kept as {aside.name}. " if aside else ""
    what = "The history was damaged." if aside else "The history was gone."
    if not account.attempts:
        return HistoryProblem(
            f"{what} A new one was begun.",
            f"{kept}Nothing in it could be read. Your recordings are safe; they are listed again from their own folders.",
            "Their words are recognised again, one answer after the other; your verdicts and notes have to be written again.",
        )
    back = (
        f"back are {_count(account.attempts, 'answer')}, {_count(account.transcripts, 'transcript')} and "
        f"{_count(account.verdicts, 'verdict')}"
    )
    if account.complete:
        return HistoryProblem(
            f"{what} It was rebuilt.",
            f"{kept}All of it could be read: {back}.",
            "As far as can be told, nothing is lost.",
        )
    if account.copy and account.read:
        origin = f"from the copy of {account.copy} and what could still be read"
    else:
        origin = f"from the copy of {account.copy}" if account.copy else "from what could still be read"
    return HistoryProblem(
        f"{what} It was rebuilt.",
        f"{kept}{back[0].upper()}{back[1:]}, {origin}.",
        "Answers that are missing are listed again from their recordings, and missing words are recognised again. "
        "Verdicts, notes and changes that are in neither are lost.",
    )


def sweep(connection: Connection) -> None:
    """Drop what was read back for attempts that did not come back, from the store nor from their takes. In a transaction."""
    for table in known_of(connection):
        connection.execute(f"DELETE FROM {table} WHERE attempt_id NOT IN (SELECT id FROM attempts)")


def has_orphans(connection: Connection) -> bool:
    """Whether there is something to sweep."""
    query = "SELECT EXISTS (SELECT 1 FROM {} WHERE attempt_id NOT IN (SELECT id FROM attempts))"
    return any(connection.execute(query.format(table)).fetchone()[0] for table in known_of(connection))


# ---------------------------------------------------------------- the new store


def _build(mended: Path, sources: Sequence[Path], copies: Sequence[Path], steps: Sequence[Migration]) -> Account:
    coming = mended.with_name(f"{mended.name}.coming")
    for old in (mended, coming, coming.with_name(f"{coming.name}-journal")):
        old.unlink(missing_ok=True)
    base = next((copy for copy in copies if whole(copy, steps)), None)
    if base is not None:
        with closing(look_into(base, alone=True)) as copy:
            copy_whole(copy, coming, steps)
    with closing(connect(coming)) as connection:
        migrate(connection, steps)
        search.prepare(connection)  # so that rows may be changed where this SQLite has no index of words
        connection.execute("PRAGMA foreign_keys = OFF")  # the attempt of a row may come back from its take
        connection.execute("BEGIN")
        results = [_read_back(connection, source, coming) for source in sources]
        connection.execute("DELETE FROM spoken")  # made anew from what is there now
        promise = (
            "INSERT OR IGNORE INTO jobs SELECT id, ? FROM attempts WHERE id NOT IN (SELECT attempt_id FROM transcripts)"
        )
        connection.execute(promise, (RECOGNISE,))
        connection.execute("COMMIT")
        attempts, transcripts, verdicts = (
            int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("attempts", "transcripts", "verdicts")
        )
    sync(coming)
    coming.replace(mended)
    return Account(
        attempts,
        transcripts,
        verdicts,
        read=sum(rows for rows, _ in results),
        copy=day_of(base) if base is not None else "",
        complete=bool(results) and all(complete for _, complete in results),
    )


def _put_aside(file: Path) -> Path | None:
    """Move the damaged file away, with what lies beside it; None if there was nothing in it."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = file.with_name(f"{file.name}.corrupt-{stamp}")
    for ending in ("-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            file.with_name(f"{file.name}{ending}").rename(aside.with_name(f"{aside.name}{ending}"))
    with suppress(FileNotFoundError):
        torn_file(file).rename(aside.with_name(f"{aside.name}-torn"))
    if not file.exists() or not file.stat().st_size:
        return None
    file.rename(aside)
    return aside


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


# ---------------------------------------------------------------- reading what is left


def _read_back(connection: Connection, source: Path, fresh: Path) -> tuple[int, bool]:
    """Bring over every row that can be read and understood; how many, and whether that was all there was. fresh: a whole store."""
    rows, complete = _read_tables(connection, source)
    if rows:
        return rows, complete
    copy = _with_header_of(fresh, source)
    try:
        return _read_tables(connection, copy)[0], False
    finally:
        copy.unlink(missing_ok=True)


def _read_tables(connection: Connection, source: Path) -> tuple[int, bool]:
    import sqlite3

    try:
        with closing(look_into(source, alone=True)) as damaged_one:
            damaged_one.text_factory = bytes
            # The tables it can still tell of are not lost with those it cannot.
            damaged_one.execute("PRAGMA writable_schema = ON")
            taken = [_take_over(connection, damaged_one, table) for table in READ_BACK]
    except (sqlite3.DatabaseError, UnicodeError) as error:
        log.warning("a damaged history could not be read: %s", type(error).__name__)
        return 0, False
    return sum(rows for rows, _ in taken), all(complete for _, complete in taken)


def _with_header_of(fresh: Path, source: Path) -> Path:
    """A copy of a file whose first 100 bytes are broken, with such as ours have: what comes behind them may be whole."""
    copy = fresh.with_name(f"{fresh.name}.header")
    shutil.copyfile(source, copy)
    head = bytearray(fresh.read_bytes()[:HEADER_BYTES])
    pages = copy.stat().st_size // int.from_bytes(head[16:18], "big")
    head[28:32] = pages.to_bytes(4, "big")
    with copy.open("r+b") as opened:
        opened.write(head)
    return copy


def _take_over(connection: Connection, source: Connection, table: str) -> tuple[int, bool]:
    import sqlite3

    ours = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    theirs = {row[1].decode("utf-8", "replace") for row in source.execute(f"PRAGMA table_info({table})")}
    columns = [name for name in ours if name in theirs]
    if not columns or (
        "attempt_id" in ours and "attempt_id" not in columns
    ):  # of whom it is said stands under a damaged name
        return 0, False
    statement = f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    taken, reading = 0, _Reading(source, table, columns)
    for raw in reading:
        row = _decoded(columns, raw)
        try:
            if row is None or not _understood(table, row):
                reading.complete = False
                continue
            if table == "transcripts":
                # States that rest on other words go with them; those that rest on these come after.
                connection.execute("DELETE FROM coverages WHERE attempt_id = ?", (row["attempt_id"],))
            if table == "former_transcripts":
                connection.execute(
                    f"DELETE FROM {table} WHERE attempt_id = ? AND replaced_at = ?",
                    (row["attempt_id"], row["replaced_at"]),
                )
            connection.execute(statement, tuple(row.values()))
        except sqlite3.IntegrityError:
            reading.complete = False
        else:
            taken += 1
    return taken, reading.complete


class _Reading:
    """The rows of a damaged table: from the front until it breaks, from the back until it breaks, and one by one in between."""

    def __init__(self, source: Connection, table: str, columns: Iterable[str]) -> None:
        self._source = source
        self._query = f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED"
        self.complete = True
        """Whether nothing stood in the way so far."""

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        first = last = None
        for row in self._until_it_breaks("ORDER BY rowid", ()):
            first = row[0]
            yield row[1:]
        if self.complete:
            return
        behind = -1 if first is None else first
        for row in self._until_it_breaks("WHERE rowid > ? ORDER BY rowid DESC", (behind,)):
            last = row[0]
            yield row[1:]
        end = behind + 1 + _MOST_LOOKUPS if last is None else min(last, behind + 1 + _MOST_LOOKUPS)
        missed = 0
        for rowid in range(behind + 1, end):
            found = list(self._until_it_breaks("WHERE rowid = ?", (rowid,)))
            yield from (row[1:] for row in found)
            missed = 0 if found else missed + 1
            if last is None and missed > 2_000:  # nobody knows where the table ends
                return

    def _until_it_breaks(self, where: str, values: tuple[int, ...]) -> Iterator[tuple[Any, ...]]:
        import sqlite3

        try:
            yield from self._source.execute(f"{self._query} {where}", values)
        except (sqlite3.DatabaseError, UnicodeError) as error:
            if not damaged(error):
                raise
            self.complete = False


def _decoded(columns: Sequence[str], raw: tuple[Any, ...]) -> dict[str, Any] | None:
    try:
        return {
            name: value.decode() if isinstance(value, bytes) else value
            for name, value in zip(columns, raw, strict=True)
        }
    except UnicodeError:
        return None


def _understood(table: str, row: Mapping[str, Any]) -> bool:
    """Whether a row says what a row of that table can say; what does not would only stand in the way of a better one."""
    try:
        match table:
            case "attempts":
                shapes.question_from(json.loads(row["question"]))
                for mark in json.loads(row["marks"]):
                    shapes.mark_from(mark)
                datetime.fromisoformat(row["started_at"])
            case "transcripts" | "former_transcripts":
                shapes.transcript_from(json.loads(row["transcript"]))
            case "coverages":
                json.loads(row["coverage"])["items"]
            case "verdicts":
                State(row["state"])
            case "passages" if not 0 <= row["start_ms"] < row["end_ms"]:
                return False
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    return True
