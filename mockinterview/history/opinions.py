"""What the person says of an attempt, in the store: verdicts, notes, words marked or taken away as evidence, bookmarks.

It is kept whole: whatever was said before gives way. All of this runs on the store's connection, inside its transactions.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Bookmark, Opinion, Passage

if TYPE_CHECKING:
    from sqlite3 import Connection

log = logging.getLogger(__name__)

T = TypeVar("T")
Row = tuple[Any, ...]

TABLES = ("verdicts", "item_notes", "passages", "bookmarks")
"""Where it is kept."""

# What is said of an attempt that was deleted meanwhile goes nowhere.
_IF_KEPT = "WHERE EXISTS (SELECT 1 FROM attempts WHERE id = ?)"


def save(connection: Connection, attempt_id: str, opinion: Opinion) -> bool:
    """Keep all the person says of an attempt. True if what they wrote, which is searched, is other than before."""
    before = written(connection, [attempt_id])
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE attempt_id = ?", (attempt_id,))
    _insert(connection, "verdicts", attempt_id, [(item, state.value) for item, state in opinion.verdicts.items()])
    _insert(connection, "item_notes", attempt_id, list(opinion.notes.items()))
    passages = [(one.item_id, 1, one.start_ms, one.end_ms) for one in opinion.added]
    passages += [(one.item_id, 0, one.start_ms, one.end_ms) for one in opinion.removed]
    _insert(connection, "passages", attempt_id, passages)
    _insert(connection, "bookmarks", attempt_id, [(one.at_ms, one.text) for one in opinion.bookmarks])
    return written(connection, [attempt_id]) != before


def _insert(connection: Connection, table: str, attempt_id: str, rows: Sequence[Row]) -> None:
    for row in rows:
        slots = ", ".join("?" * len(row))
        values = (attempt_id, *row, attempt_id)
        connection.execute(f"INSERT OR REPLACE INTO {table} SELECT ?, {slots} {_IF_KEPT}", values)


def read(connection: Connection, attempt_id: str) -> Opinion:
    """All the person said of an attempt. A row that damage made unreadable is left out."""

    def rows(query: str) -> list[Row]:
        return connection.execute(f"{query} WHERE attempt_id = ? ORDER BY rowid", (attempt_id,)).fetchall()

    passages = [
        (bool(added), passage)
        for added, passage in _readable(
            rows("SELECT start_ms, end_ms, item_id, added FROM passages"), lambda row: (row[3], _passage(*row[:3]))
        )
    ]
    return Opinion(
        dict(_readable(rows("SELECT item_id, state FROM verdicts"), lambda row: (str(row[0]), State(row[1])))),
        dict(_readable(rows("SELECT item_id, note FROM item_notes"), lambda row: (str(row[0]), str(row[1])))),
        tuple(sorted({passage for added, passage in passages if added})),
        tuple(sorted({passage for added, passage in passages if not added})),
        tuple(sorted(_readable(rows("SELECT at_ms, text FROM bookmarks"), lambda row: Bookmark(row[0], str(row[1]))))),
    )


def written(connection: Connection, attempt_ids: Sequence[str]) -> dict[str, str]:
    """What the person wrote of attempts, notes and names of bookmarks, as plain text; only those of which they wrote any."""
    among = f"attempt_id IN ({', '.join('?' * len(attempt_ids))})"
    query = f"""SELECT attempt_id, note FROM item_notes WHERE {among}
        UNION ALL SELECT attempt_id, text FROM bookmarks WHERE {among} AND text <> ''"""
    texts: dict[str, list[str]] = {}
    for attempt_id, text in connection.execute(query, (*attempt_ids, *attempt_ids)):
        texts.setdefault(attempt_id, []).append(str(text))
    return {attempt_id: "\n".join(found) for attempt_id, found in texts.items()}


def _passage(start_ms: int, end_ms: int, item_id: str) -> Passage:
    if not 0 <= start_ms < end_ms:
        raise ValueError("a passage that holds nothing")
    return Passage(start_ms, end_ms, item_id)


def _readable(rows: Iterable[Row], make: Callable[[Row], T]) -> Iterable[T]:
    for row in rows:
        try:
            yield make(row)
        except (ValueError, TypeError) as error:
            log.warning("a row of the history is damaged: %s", type(error).__name__)
