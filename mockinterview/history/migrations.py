"""The schema's history: numbered steps, each done in one transaction together with its record.

A released step is never changed; a change of the schema is a new step, tested on a kept database of the version before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True)
class Migration:
    """One step. Its number is its place in the list, from 1."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "first",
        (
            """CREATE TABLE migrations (
                number INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                applied_at TEXT NOT NULL
            ) STRICT""",
            # question and marks are JSON as core.shapes writes it; started_at is ISO 8601 in UTC.
            """CREATE TABLE attempts (
                id TEXT NOT NULL UNIQUE,
                question_id TEXT NOT NULL,
                question TEXT NOT NULL,
                take INTEGER NOT NULL,
                started_at TEXT NOT NULL,
                duration_ms INTEGER NOT NULL,
                rate INTEGER NOT NULL,
                device TEXT NOT NULL,
                marks TEXT NOT NULL
            ) STRICT""",
            "CREATE INDEX attempts_by_question ON attempts (question_id, started_at)",
            "CREATE INDEX attempts_by_time ON attempts (started_at)",
            """CREATE TABLE transcripts (
                attempt_id TEXT NOT NULL PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
                transcript TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE coverages (
                attempt_id TEXT NOT NULL PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
                coverage TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE verdicts (
                attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
                item_id TEXT NOT NULL,
                state TEXT NOT NULL,
                PRIMARY KEY (attempt_id, item_id)
            ) STRICT""",
            """CREATE TABLE jobs (
                attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
                kind TEXT NOT NULL,
                PRIMARY KEY (attempt_id, kind)
            ) STRICT""",
        ),
    ),
    Migration(
        "former transcripts",
        (
            # Words that others took the place of, recognised again with another model. replaced_at is ISO 8601 in UTC.
            """CREATE TABLE former_transcripts (
                attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
                transcript TEXT NOT NULL,
                replaced_at TEXT NOT NULL
            ) STRICT""",
            "CREATE INDEX former_transcripts_by_attempt ON former_transcripts (attempt_id, replaced_at)",
        ),
    ),
    Migration(
        "bin and search",
        (
            # since is ISO 8601 in UTC. leaving: 1 once the deletion for good was begun; the row goes with the attempt's.
            """CREATE TABLE bin (
                attempt_id TEXT NOT NULL PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
                since TEXT NOT NULL,
                leaving INTEGER NOT NULL DEFAULT 0
            ) STRICT""",
            # Attempts that were taken out of the bin: no rule for old ones puts them there again.
            """CREATE TABLE spared (
                attempt_id TEXT NOT NULL PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE
            ) STRICT""",
            # What is searched, folded by history.search, which fills it in; said: the words as they are, to show the place. The
            # index knows rows by their number, which must therefore outlive a VACUUM.
            """CREATE TABLE spoken (
                number INTEGER PRIMARY KEY,
                attempt_id TEXT NOT NULL UNIQUE REFERENCES attempts (id) ON DELETE CASCADE,
                started_at TEXT NOT NULL,
                said TEXT NOT NULL,
                words TEXT NOT NULL,
                question TEXT NOT NULL,
                notes TEXT NOT NULL
            ) STRICT""",
        ),
    ),
    Migration(
        "opinions",
        (
            # What the person says of an attempt beside their verdicts. Passages and bookmarks are times, not words: they stay where
            # they are when the words are corrected. added: 1 for words marked as evidence, 0 for words that are none.
            """CREATE TABLE item_notes (
                attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
                item_id TEXT NOT NULL,
                note TEXT NOT NULL,
                PRIMARY KEY (attempt_id, item_id)
            ) STRICT""",
            """CREATE TABLE passages (
                attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
                item_id TEXT NOT NULL,
                added INTEGER NOT NULL,
                start_ms INTEGER NOT NULL,
                end_ms INTEGER NOT NULL,
                PRIMARY KEY (attempt_id, item_id, added, start_ms, end_ms)
            ) STRICT""",
            """CREATE TABLE bookmarks (
                attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
                at_ms INTEGER NOT NULL,
                text TEXT NOT NULL,
                PRIMARY KEY (attempt_id, at_ms)
            ) STRICT""",
        ),
    ),
)


def version_of(connection: Connection) -> int:
    """The number of the last step done to this file; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: Connection, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Do every step the file lacks. A step that fails leaves the file as it was before it."""
    for number in range(version_of(connection) + 1, len(steps) + 1):
        step = steps[number - 1]
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in step.statements:
                connection.execute(statement)
            applied_at = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute("INSERT INTO migrations VALUES (?, ?, ?)", (number, step.name, applied_at))
            connection.execute(f"PRAGMA user_version = {number}")
        except BaseException:  # whatever it was: nothing of this step may stay
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def in_order(connection: Connection, steps: Sequence[Migration] = MIGRATIONS) -> bool:
    """Whether the schema is the one its version's steps make, and their record agrees.

    It always is, unless the file is damaged or not ours: SQLite's own check passes a damaged name of a column. Of a newer file only
    the record can be judged.
    """
    import sqlite3

    version = version_of(connection)
    schema = _schema(connection)
    if version <= len(steps):
        fresh = sqlite3.connect(":memory:", isolation_level=None)
        migrate(fresh, steps[:version])
        expected = _schema(fresh)
        fresh.close()
        if schema != expected:
            return False
    if version == 0:
        return True
    return bool(connection.execute("SELECT max(number), count(*) FROM migrations").fetchone() == (version, version))


def _schema(connection: Connection) -> set[tuple[str, ...]]:
    """Everything but the index of words, which comes and goes with what this computer's SQLite can do (see `search`)."""
    query = """SELECT type, name, tbl_name, sql FROM sqlite_master
        WHERE type <> 'trigger' AND tbl_name NOT IN ('found', 'found_data', 'found_idx', 'found_docsize', 'found_config')"""
    return set(connection.execute(query))
