"""Looking for words in everything that was said, in the questions, and in the notes to them."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mockinterview.core.attempt import Attempt
from mockinterview.history.words import Phrase, fold

if TYPE_CHECKING:
    from sqlite3 import Connection

log = logging.getLogger(__name__)

_COLUMNS = ("words", "question", "notes")


def prepare(connection: Connection) -> None:
    """Fold what is not folded yet: everything in a file of an earlier version, else nothing. Runs when the store is opened.

    What fails here is only missed by a search; it must keep nobody from their answers, and is tried again at the next opening.
    """
    import sqlite3

    try:
        _fill(connection)
    except sqlite3.DatabaseError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        log.warning("the search is not complete: %s", error)


def _fill(connection: Connection) -> None:
    query = """SELECT attempts.id, started_at, question, transcript FROM attempts
        LEFT JOIN transcripts ON transcripts.attempt_id = attempts.id
        WHERE NOT EXISTS (SELECT 1 FROM spoken WHERE spoken.attempt_id = attempts.id)"""
    missing = connection.execute(query).fetchall()
    if not missing:
        return
    connection.execute("BEGIN IMMEDIATE")
    for attempt_id, started_at, question, transcript in missing:
        asked, heard = _plain(question), _plain(transcript)
        said = " ".join(str(word.get("text", "")) for word in _list(heard, "words") if isinstance(word, dict))
        _note(connection, attempt_id, started_at, said, str(asked.get("text", "")), str(asked.get("notes", "")))
    connection.execute("COMMIT")
    log.info("%d answers were made ready to be searched", len(missing))


def _note(connection: Connection, attempt_id: str, started_at: str, *texts: str) -> None:
    # An attempt that its own index does not know, which damage can do, would break the rule of foreign keys.
    statement = """INSERT INTO spoken (attempt_id, started_at, words, question, notes)
        SELECT id, ?, ?, ?, ? FROM attempts WHERE id = ?
        ON CONFLICT (attempt_id) DO UPDATE
        SET started_at = excluded.started_at, question = excluded.question, notes = excluded.notes"""
    connection.execute(statement, (started_at, *map(fold, texts), attempt_id))


def note_attempt(connection: Connection, attempt: Attempt, started_at: str) -> None:
    """Make an attempt's question and notes ready to be searched. started_at: as the store writes it."""
    question = attempt.question
    _note(connection, attempt.id, started_at, "", question.text, question.notes)


def note_words(connection: Connection, attempt_id: str, text: str) -> None:
    """Make what was said ready to be searched."""
    connection.execute("UPDATE spoken SET words = ? WHERE attempt_id = ?", (fold(text), attempt_id))


def find(connection: Connection, wanted: Sequence[Phrase], limit: int) -> list[str]:
    """Ids of the attempts outside the bin in which every phrase stands, the newest first."""
    anywhere = " OR ".join(f"instr(' ' || {column} || ' ', ?)" for column in _COLUMNS)
    conditions = " AND ".join(f"({anywhere})" for _ in wanted)
    values: list[Any] = []
    for phrase in wanted:
        values += [f" {phrase.text}{'' if phrase.begun else ' '}"] * len(_COLUMNS)
    query = f"""SELECT attempt_id FROM spoken WHERE {conditions}
        AND NOT EXISTS (SELECT 1 FROM bin WHERE bin.attempt_id = spoken.attempt_id)
        ORDER BY started_at DESC, number DESC LIMIT ?"""
    return [row[0] for row in connection.execute(query, (*values, limit))]


def _plain(packed: str | None) -> dict[str, Any]:
    """What was packed as JSON; empty where there is none, or damage made it unreadable."""
    try:
        plain = json.loads(packed or "{}")
    except (ValueError, RecursionError):
        return {}
    return plain if isinstance(plain, dict) else {}


def _list(plain: dict[str, Any], key: str) -> list[Any]:
    value = plain.get(key)
    return value if isinstance(value, list) else []
