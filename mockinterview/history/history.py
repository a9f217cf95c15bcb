"""Attempts and all that is known of them: questions as they were asked, words, states, the user's verdicts, promised work.

The sound lies in the folders of the takes and can rebuild the list of attempts; here is what it cannot.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mockinterview.core import shapes
from mockinterview.core.attempt import Attempt, Tally, WaitingJob
from mockinterview.core.coverage import Coverage, State
from mockinterview.core.problems import HistoryProblem
from mockinterview.core.question import Question
from mockinterview.core.transcript import Transcript
from mockinterview.history.migrations import MIGRATIONS, Migration, version_of
from mockinterview.history.store import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

log = logging.getLogger(__name__)

R = TypeVar("R")
Row = tuple[Any, ...]

# What is said of an attempt that was deleted meanwhile goes nowhere.
_KEEP_FORMER = """INSERT INTO former_transcripts
    SELECT attempt_id, transcript, :now FROM transcripts WHERE attempt_id = :id AND transcript <> :packed"""
_NOT_FORMER = "DELETE FROM former_transcripts WHERE attempt_id = :id AND transcript = :packed"
_IF_KEPT = "WHERE EXISTS (SELECT 1 FROM attempts WHERE id = :id)"


class History:
    """Keeps everything in one SQLite file. Safe from any thread; each call waits for its result, the first for the opening too.

    Every method may raise HistoryProblem. A row that damage made unreadable counts as not there.
    """

    def __init__(self, file: Path, steps: Sequence[Migration] = MIGRATIONS) -> None:
        self._store = Store(file, steps)

    @property
    def notes(self) -> tuple[HistoryProblem, ...]:
        """What happened while the store was opened that the person should know."""
        return self._store.notes

    def close(self) -> None:
        """Finish, close the file, end the thread."""
        self._store.close()

    # ------------------------------------------------------------ attempts

    def add_attempt(self, attempt: Attempt) -> None:
        """Keep a new attempt; adding the same id again changes nothing."""
        plain = shapes.attempt_to(attempt)
        values = {
            **{key: plain[key] for key in ("id", "take", "duration_ms", "rate", "device")},
            "question_id": attempt.question.id,
            "question": _packed(plain["question"]),
            "started_at": attempt.started_at.astimezone(UTC).isoformat(),
            "marks": _packed(plain["marks"]),
        }

        def work(connection: Connection) -> None:
            if _attempts(_rows(connection, "WHERE id = ?", (attempt.id,))):
                return
            columns = ", ".join(values)
            slots = ", ".join(f":{key}" for key in values)
            renewed = ", ".join(f"{key} = excluded.{key}" for key in values)  # of a row nobody can read any more
            connection.execute(
                f"INSERT INTO attempts ({columns}) VALUES ({slots}) ON CONFLICT (id) DO UPDATE SET {renewed}", values
            )

        self._store.write(work)

    def attempt(self, attempt_id: str) -> Attempt | None:
        """The attempt of that id."""
        found = _attempts(self._store.read(lambda connection: _rows(connection, "WHERE id = ?", (attempt_id,))))
        return found[0] if found else None

    def attempts(self, question_id: str | None = None) -> Sequence[Attempt]:
        """Attempts newest first: of one question, or all."""
        where, values = ("", ()) if question_id is None else ("WHERE question_id = ?", (question_id,))
        newest_first = f"{where} ORDER BY started_at DESC, rowid DESC"
        return tuple(_attempts(self._store.read(lambda connection: _rows(connection, newest_first, values))))

    def tallies(self) -> Mapping[str, Tally]:
        """How many attempts each question has, and the last one's time, by question id."""
        query = "SELECT question_id, count(*), max(started_at) FROM attempts GROUP BY question_id"
        rows = self._store.read(lambda connection: connection.execute(query).fetchall())
        return dict(_readable(rows, lambda row: (row[0], Tally(row[1], datetime.fromisoformat(row[2])))))

    def next_take(self, question_id: str) -> int:
        """The number the next attempt at a question gets, from 1."""
        query = "SELECT coalesce(max(take), 0) + 1 FROM attempts WHERE question_id = ?"
        return int(self._store.read(lambda connection: connection.execute(query, (question_id,)).fetchone()[0]))

    def remove_attempt(self, attempt_id: str) -> None:
        """Truly delete an attempt and all that is known of it, copies made before a migration included."""
        self._store.write(lambda connection: connection.execute("DELETE FROM attempts WHERE id = ?", (attempt_id,)))
        for copy in self._store.file.parent.glob(f"{self._store.file.name}.before-*"):
            copy.unlink(missing_ok=True)

    # ------------------------------------------------------------ what is known of one

    def save_transcript(self, attempt_id: str, transcript: Transcript, *, keep_former: bool = False) -> None:
        """Keep the words of an attempt. States that rest on other words are dropped with them.

        keep_former: the words they take the place of can still be asked for. Words that hold again are no former ones.
        """
        now = datetime.now(UTC).isoformat()
        values = {"id": attempt_id, "packed": _packed(shapes.transcript_to(transcript)), "now": now}

        def work(connection: Connection) -> None:
            if keep_former:
                connection.execute(_KEEP_FORMER, values)
            connection.execute(_NOT_FORMER, values)
            connection.execute("DELETE FROM coverages WHERE attempt_id = :id", values)
            connection.execute(f"INSERT OR REPLACE INTO transcripts SELECT :id, :packed {_IF_KEPT}", values)

        self._store.write(work)

    def transcript(self, attempt_id: str) -> Transcript | None:
        """The words of an attempt, if they are known."""
        query = "SELECT transcript FROM transcripts WHERE attempt_id = ?"
        rows = self._store.read(lambda connection: connection.execute(query, (attempt_id,)).fetchall())
        return next(_readable(rows, lambda row: shapes.transcript_from(json.loads(row[0]))), None)

    def former_transcripts(self, attempt_id: str) -> tuple[Transcript, ...]:
        """Words of an attempt that others took the place of, the latest first."""
        query = "SELECT transcript FROM former_transcripts WHERE attempt_id = ? ORDER BY replaced_at DESC, rowid DESC"
        rows = self._store.read(lambda connection: connection.execute(query, (attempt_id,)).fetchall())
        return tuple(_readable(rows, lambda row: shapes.transcript_from(json.loads(row[0]))))

    def save_coverage(self, attempt_id: str, coverage: Coverage) -> None:
        """Keep the program's states of an attempt."""
        values = {"id": attempt_id, "packed": _packed(shapes.coverage_to(coverage))}
        statement = f"INSERT OR REPLACE INTO coverages SELECT :id, :packed {_IF_KEPT}"
        self._store.write(lambda connection: connection.execute(statement, values))

    def coverage(self, attempt_id: str) -> Coverage | None:
        """The program's states of an attempt, if it was lined up."""
        query = (
            "SELECT coverage, question FROM coverages JOIN attempts ON attempts.id = attempt_id WHERE attempt_id = ?"
        )
        rows = self._store.read(lambda connection: connection.execute(query, (attempt_id,)).fetchall())
        return next(_readable(rows, _coverage), None)

    def save_verdict(self, attempt_id: str, item_id: str, state: State | None) -> None:
        """Keep the user's verdict on an item; None takes it back."""
        values = {"id": attempt_id, "item": item_id, "state": None if state is None else state.value}
        statement = (
            "DELETE FROM verdicts WHERE attempt_id = :id AND item_id = :item"
            if state is None
            else f"INSERT OR REPLACE INTO verdicts SELECT :id, :item, :state {_IF_KEPT}"
        )
        self._store.write(lambda connection: connection.execute(statement, values))

    def verdicts(self, attempt_id: str) -> Mapping[str, State]:
        """The user's verdicts on an attempt, by item id."""
        query = "SELECT item_id, state FROM verdicts WHERE attempt_id = ?"
        rows = self._store.read(lambda connection: connection.execute(query, (attempt_id,)).fetchall())
        return dict(_readable(rows, lambda row: (row[0], State(row[1]))))

    # ------------------------------------------------------------ promised work

    def put_job(self, job: WaitingJob) -> None:
        """Write down work that was promised; again changes nothing."""
        values = {"id": job.attempt_id, "kind": job.kind}
        statement = f"INSERT OR IGNORE INTO jobs SELECT :id, :kind {_IF_KEPT}"
        self._store.write(lambda connection: connection.execute(statement, values))

    def drop_job(self, job: WaitingJob) -> None:
        """Cross work off."""
        values = (job.attempt_id, job.kind)
        statement = "DELETE FROM jobs WHERE attempt_id = ? AND kind = ?"
        self._store.write(lambda connection: connection.execute(statement, values))

    def waiting_jobs(self) -> Sequence[WaitingJob]:
        """Work that is not done, in the order it was promised."""
        query = "SELECT attempt_id, kind FROM jobs ORDER BY rowid"
        rows = self._store.read(lambda connection: connection.execute(query).fetchall())
        return tuple(WaitingJob(*row) for row in rows)

    # ------------------------------------------------------------ for `doctor`

    def facts(self) -> Mapping[str, object]:
        """file, version, attempts, size_bytes, sqlite; and files that were damaged and put aside."""
        import sqlite3

        def work(connection: Connection) -> tuple[int, int]:
            return version_of(connection), int(connection.execute("SELECT count(*) FROM attempts").fetchone()[0])

        version, attempts = self._store.read(work)
        file = self._store.file
        return {
            "file": str(file),
            "version": version,
            "attempts": attempts,
            "size_bytes": file.stat().st_size,
            "sqlite": sqlite3.sqlite_version,
            "put_aside": sorted(str(aside) for aside in file.parent.glob(f"{file.name}.corrupt-*")),
        }


def _packed(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _rows(connection: Connection, where: str, values: tuple[str, ...]) -> list[Row]:
    columns = "id, question, take, started_at, duration_ms, rate, device, marks"
    return connection.execute(f"SELECT {columns} FROM attempts {where}", values).fetchall()


def _attempts(rows: Iterable[Row]) -> list[Attempt]:
    """The attempts of rows of `_rows`. Questions asked again and again are read once and shared."""
    questions: dict[str, Question] = {}

    def made(row: Row) -> Attempt:
        attempt_id, packed, take, started_at, duration_ms, rate, device, marks = row
        if packed not in questions:
            questions[packed] = shapes.question_from(json.loads(packed))
        asked = questions[packed]
        told = tuple(shapes.mark_from(mark) for mark in json.loads(marks))
        return Attempt(attempt_id, asked, take, datetime.fromisoformat(started_at), duration_ms, rate, device, told)

    return list(_readable(rows, made))


def _coverage(row: Row) -> Coverage:
    coverage, question = (json.loads(packed) for packed in row)
    return shapes.coverage_from(coverage, shapes.question_from(question))


def _readable(rows: Iterable[Row], make: Callable[[Row], R]) -> Iterator[R]:
    """What can be made of the rows; one that cannot be understood is left out."""
    for row in rows:
        try:
            yield make(row)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("a row of the history is damaged: %s", type(error).__name__)
