"""The bin: attempts that are in no list and still whole, and those whose deletion for good was begun.

A deletion is written down before it is begun and crossed off by the same transaction that removes the last of the attempt, so that
a crash in between is only a delay. All of this runs on the store's connection, inside its transactions.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.history import search

if TYPE_CHECKING:
    from sqlite3 import Connection

LISTED = "NOT EXISTS (SELECT 1 FROM bin WHERE bin.attempt_id = attempts.id)"
"""The condition for being in the lists."""

NOT_LEAVING = "NOT EXISTS (SELECT 1 FROM bin WHERE bin.attempt_id = attempts.id AND leaving)"
"""The condition for being there at all."""

_PIECE_BYTES = 1_000_000


def put(connection: Connection, attempt_id: str, when: datetime) -> None:
    """Put an attempt into the bin, unless it is in it."""
    statement = "INSERT OR IGNORE INTO bin (attempt_id, since) SELECT id, ? FROM attempts WHERE id = ?"
    connection.execute(statement, (when.astimezone(UTC).isoformat(), attempt_id))


def take_out(connection: Connection, attempt_id: str) -> None:
    """Take an attempt out of the bin, unless it is being deleted; no rule puts it there again."""
    was_there = connection.execute("DELETE FROM bin WHERE attempt_id = ? AND NOT leaving", (attempt_id,)).rowcount
    if was_there:
        connection.execute("INSERT OR IGNORE INTO spared SELECT id FROM attempts WHERE id = ?", (attempt_id,))


def put_old(connection: Connection, begun_before: datetime, when: datetime) -> int:
    """Put every attempt into the bin that a rule may put there; how many."""
    statement = f"""INSERT INTO bin (attempt_id, since) SELECT id, ? FROM attempts WHERE started_at < ? AND {LISTED}
        AND id NOT IN (SELECT attempt_id FROM spared) ORDER BY started_at"""
    return connection.execute(
        statement, tuple(time.astimezone(UTC).isoformat() for time in (when, begun_before))
    ).rowcount


def since(connection: Connection) -> dict[str, datetime]:
    """When each attempt in the bin was put there, thrown away last first."""
    rows = connection.execute("SELECT attempt_id, since FROM bin WHERE NOT leaving ORDER BY since DESC, rowid DESC")
    return {attempt_id: _time(when) for attempt_id, when in rows}


def begin_leaving(connection: Connection, attempt_ids: Collection[str]) -> None:
    """Write down that attempts are to go."""
    for attempt_id in attempt_ids:
        put(connection, attempt_id, datetime.now(UTC))
        connection.execute("UPDATE bin SET leaving = 1 WHERE attempt_id = ?", (attempt_id,))


def stay(connection: Connection, attempt_id: str) -> None:
    """Cross that off; the attempt is in the bin."""
    connection.execute("UPDATE bin SET leaving = 0 WHERE attempt_id = ?", (attempt_id,))


def leaving(connection: Connection) -> list[str]:
    """What is to go."""
    return [row[0] for row in connection.execute("SELECT attempt_id FROM bin WHERE leaving ORDER BY rowid")]


def remove(connection: Connection, attempt_ids: Collection[str]) -> None:
    """Truly delete the rows of attempts, and their words from the index."""
    connection.executemany("DELETE FROM attempts WHERE id = ?", [(attempt_id,) for attempt_id in attempt_ids])
    search.forget(connection)


def put_aside(file: Path) -> list[Path]:
    """The damaged files that were put aside for this store, with their journals."""
    return sorted(file.parent.glob(f"{file.name}.corrupt-*"))


def holds(file: Path, attempt_ids: Collection[str]) -> bool:
    """Whether one of these ids stands anywhere in a file; a file that cannot be read may hold anything."""
    wanted = [attempt_id.encode() for attempt_id in attempt_ids]
    longest = max(map(len, wanted), default=1)
    try:
        with file.open("rb") as opened:
            before = b""
            while piece := opened.read(_PIECE_BYTES):
                if any(one in before + piece for one in wanted):
                    return True
                before = piece[-longest:]
    except OSError:
        return True
    return False


def _time(text: str) -> datetime:
    """A time as it was written; a damaged one counts as just now, so that nothing is ever too old by mistake."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.now(UTC)
