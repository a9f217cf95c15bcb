"""Looking for words in everything that was said, in the questions, and in the notes to them and to the answers.

The table `spoken` holds the folded texts of each attempt (see `words`); over it lies an index, SQLite's FTS5, which triggers keep
right in whatever transaction changes `spoken`, deletions by foreign key included. The index is of the "external content" kind: the
texts are kept once, can be searched plainly where SQLite was built without FTS5, and the index can be thrown away and made anew at
any time. So it is no part of the numbered schema: `prepare` looks after it at every opening, and damage in it is nobody's loss.

The tokenizer splits at spaces and nothing more, since the folding is ours. FTS5 keeps the words of a deleted row in its segments
until they are merged; `forget` merges them all at once. (Its own option for that, secure-delete, makes files that SQLite before
3.42 cannot read any more, and Debian 12 has 3.40.)
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mockinterview.core.attempt import Attempt
from mockinterview.history import opinions
from mockinterview.history.words import Phrase, fold

if TYPE_CHECKING:
    from sqlite3 import Connection

log = logging.getLogger(__name__)

_COLUMNS = ("words", "question", "notes")
_NEW, _OLD = (", ".join(f"{which}.{column}" for column in _COLUMNS) for which in ("new", "old"))
_ADD = f"INSERT INTO found (rowid, {', '.join(_COLUMNS)}) VALUES (new.number, {_NEW});"
_REMOVE = f"INSERT INTO found (found, rowid, {', '.join(_COLUMNS)}) VALUES ('delete', old.number, {_OLD});"
_INDEX = {
    "found": f"""CREATE VIRTUAL TABLE found USING fts5(
        {", ".join(_COLUMNS)}, content = 'spoken', content_rowid = 'number', tokenize = 'ascii', prefix = '1 2')""",
    "spoken_added": f"CREATE TRIGGER spoken_added AFTER INSERT ON spoken BEGIN {_ADD} END",
    "spoken_removed": f"CREATE TRIGGER spoken_removed AFTER DELETE ON spoken BEGIN {_REMOVE} END",
    "spoken_changed": f"""CREATE TRIGGER spoken_changed AFTER UPDATE OF {", ".join(_COLUMNS)} ON spoken
        BEGIN {_REMOVE} {_ADD} END""",
}
"""What the index consists of: names and the statements that make them."""


def prepare(connection: Connection) -> None:
    """Fold what is not folded yet and make the index if it is not as it should be. Runs each time the store was opened.

    What fails here is only missed by a search; it must keep nobody from their answers, and is tried again at the next opening.
    """
    import sqlite3

    try:
        missing = [row[0] for row in connection.execute(_NOT_FOLDED)]
        in_order = _indexed(connection) if has_fts5(connection) else not _triggers(connection)
        if not missing and in_order:
            return
        connection.execute("BEGIN IMMEDIATE")
        if not has_fts5(connection):
            _drop_triggers(connection)
        elif not in_order:
            _make_index(connection)
        _fill(connection, missing)
        connection.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        log.warning("the search is not complete: %s", error)


def has_fts5(connection: Connection) -> bool:
    """Whether this SQLite can keep an index of words."""
    return connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone() is not None


def broken(error: BaseException | None) -> bool:
    """Whether damage in the index made a change fail."""
    import sqlite3

    if not isinstance(error, sqlite3.DatabaseError):
        return False
    return error.sqlite_errorcode == sqlite3.SQLITE_CORRUPT_VTAB or "vtable" in str(error)


def abandon(connection: Connection) -> None:
    """Let changes pass by a damaged index from now on; `prepare` makes a new one."""
    log.warning("the index of words is damaged and will be made anew")
    _drop_triggers(connection)


def note_attempt(connection: Connection, attempt: Attempt, started_at: str) -> None:
    """Make an attempt's question and notes ready to be searched. started_at: as the store writes it."""
    question = attempt.question
    _note(connection, attempt.id, started_at, question.text, question.notes)


def note_words(connection: Connection, attempt_id: str, text: str) -> None:
    """Make what was said ready to be searched."""
    connection.execute("UPDATE spoken SET said = ?, words = ? WHERE attempt_id = ?", (text, fold(text), attempt_id))


def note_notes(connection: Connection, attempt_id: str) -> None:
    """Make what the person wrote, to the question and of the attempt, ready to be searched."""
    row = connection.execute("SELECT question FROM attempts WHERE id = ?", (attempt_id,)).fetchone()
    asked = str(_plain(row[0]).get("notes", "")) if row is not None else ""
    own = opinions.written(connection, [attempt_id]).get(attempt_id, "")
    connection.execute("UPDATE spoken SET notes = ? WHERE attempt_id = ?", (fold(f"{asked} {own}"), attempt_id))


def said(connection: Connection, attempt_ids: Sequence[str]) -> dict[str, str]:
    """What was said in attempts, as plain text."""
    query = f"SELECT attempt_id, said FROM spoken WHERE attempt_id IN ({', '.join('?' * len(attempt_ids))})"
    return dict(connection.execute(query, attempt_ids))


def forget(connection: Connection) -> None:
    """Leave nothing of deleted words in the index: SQLite overwrites what the merging frees (`secure_delete`)."""
    if _indexed(connection):
        connection.execute("INSERT INTO found (found) VALUES ('optimize')")
    else:  # out of date, and made anew where it can be
        _empty_index(connection)


def find(connection: Connection, wanted: Sequence[Phrase], limit: int) -> list[str]:
    """Ids of the attempts outside the bin in which every phrase stands: the best first, then the newest."""
    import sqlite3

    if _indexed(connection):
        try:
            return _find_indexed(connection, wanted, limit)
        except sqlite3.DatabaseError as error:  # damage in the index; the texts themselves are searched
            log.warning("the index of words could not be used: %s", error)
    return _find_plainly(connection, wanted, limit)


def _find_indexed(connection: Connection, wanted: Sequence[Phrase], limit: int) -> list[str]:
    # Folded words have no quotes in them, nor anything else that FTS5 would take for its own.
    expression = " ".join(f'"{phrase.text}"{"*" if phrase.begun else ""}' for phrase in wanted)
    # The best are chosen before anything is joined to them: a common word stands in every answer.
    query = """SELECT attempt_id FROM (
            SELECT rowid AS number, bm25(found) AS distance FROM found WHERE found MATCH ?
            AND rowid NOT IN (SELECT number FROM bin JOIN spoken USING (attempt_id))
            ORDER BY distance, rowid DESC LIMIT ?
        ) JOIN spoken USING (number) ORDER BY distance, started_at DESC, number DESC"""
    return [row[0] for row in connection.execute(query, (expression, limit))]


def _find_plainly(connection: Connection, wanted: Sequence[Phrase], limit: int) -> list[str]:
    anywhere = " OR ".join(f"instr(' ' || {column} || ' ', ?)" for column in _COLUMNS)
    values: list[Any] = []
    for phrase in wanted:
        values += [f" {phrase.text}{'' if phrase.begun else ' '}"] * len(_COLUMNS)
    query = f"""SELECT attempt_id FROM spoken WHERE {" AND ".join(f"({anywhere})" for _ in wanted)}
        AND NOT EXISTS (SELECT 1 FROM bin WHERE bin.attempt_id = spoken.attempt_id)
        ORDER BY started_at DESC, number DESC LIMIT ?"""
    return [row[0] for row in connection.execute(query, (*values, limit))]


# ---------------------------------------------------------------- the texts


_NOT_FOLDED = "SELECT id FROM attempts WHERE id NOT IN (SELECT attempt_id FROM spoken)"


def _fill(connection: Connection, missing: Sequence[str]) -> None:
    query = """SELECT started_at, question, transcript FROM attempts
        LEFT JOIN transcripts ON transcripts.attempt_id = attempts.id WHERE attempts.id = ?"""
    for attempt_id in missing:
        for started_at, question, transcript in connection.execute(query, (attempt_id,)).fetchall():
            asked = _plain(question)
            _note(connection, attempt_id, started_at, str(asked.get("text", "")), str(asked.get("notes", "")))
            note_notes(connection, attempt_id)
            note_words(connection, attempt_id, _text_of(_plain(transcript)))
    log.info("%d answers were made ready to be searched", len(missing))


def _text_of(transcript: dict[str, Any]) -> str:
    words = transcript.get("words")
    if not isinstance(words, list):
        return ""
    return " ".join(str(word.get("text", "")) for word in words if isinstance(word, dict))


def _plain(packed: str | None) -> dict[str, Any]:
    try:
        plain = json.loads(packed or "{}")
    except (ValueError, RecursionError):
        return {}
    return plain if isinstance(plain, dict) else {}


def _note(connection: Connection, attempt_id: str, started_at: str, question: str, notes: str) -> None:
    # An attempt that its own index does not know, which damage can do, would break the rule of foreign keys.
    statement = """INSERT INTO spoken (attempt_id, started_at, said, words, question, notes)
        SELECT id, ?, '', '', ?, ? FROM attempts WHERE id = ?
        ON CONFLICT (attempt_id) DO UPDATE
        SET started_at = excluded.started_at, question = excluded.question, notes = excluded.notes"""
    connection.execute(statement, (started_at, fold(question), fold(notes), attempt_id))


# ---------------------------------------------------------------- the index


def _indexed(connection: Connection) -> bool:
    """Whether the index is there and kept right by its triggers."""
    if not has_fts5(connection):
        return False
    here = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE name = 'found' OR type = 'trigger'"))
    return here == _INDEX


def _make_index(connection: Connection) -> None:
    _drop_triggers(connection)
    _empty_index(connection)
    connection.execute("DROP TABLE IF EXISTS found")
    for statement in _INDEX.values():
        connection.execute(statement)
    connection.execute("INSERT INTO found (found) VALUES ('rebuild')")


def _empty_index(connection: Connection) -> None:
    """Take everything out of the index's own tables, also where FTS5 is missing or cannot read them; it can drop them then.

    The two rows are those of an empty index, as FTS5 writes them for a new one.
    """
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'found_data'").fetchone():
        return
    for table in ("found_data", "found_idx", "found_docsize"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO found_data VALUES (1, x''), (10, x'00000000000000')")


def _drop_triggers(connection: Connection) -> None:
    """Without FTS5 they would let every change fail. Where they are missing, the index counts as out of date."""
    for name in _triggers(connection):
        connection.execute(f"DROP TRIGGER {name}")


def _triggers(connection: Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'spoken_*'"
    return [row[0] for row in connection.execute(query)]
