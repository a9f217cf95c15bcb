"""Attempts and all that is known of them: questions as they were asked, words, states, what the user says of them, promised work.

The sound lies in the folders of the takes and can rebuild the list of attempts; here is what it cannot.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mockinterview.core import shapes
from mockinterview.core.attempt import Attempt, Tally, WaitingJob
from mockinterview.core.coverage import Coverage, State
from mockinterview.core.finding import Hit
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import HistoryProblem
from mockinterview.core.question import Question
from mockinterview.core.removal import Binned
from mockinterview.core.transcript import Transcript
from mockinterview.history import bin, opinions, search
from mockinterview.history.migrations import MIGRATIONS, Migration, version_of
from mockinterview.history.store import Store
from mockinterview.history.words import excerpt, phrases

if TYPE_CHECKING:
    from sqlite3 import Connection

log = logging.getLogger(__name__)

R = TypeVar("R")
Row = tuple[Any, ...]

_COLUMNS = "id, question, take, started_at, duration_ms, rate, device, marks"
_ROWS_AT_ONCE = 500

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
        self._store = Store(file, steps, search.prepare)

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
            search.note_attempt(connection, attempt, values["started_at"])

        self._write_searched(work)

    def attempt(self, attempt_id: str) -> Attempt | None:
        """The attempt of that id, also one in the bin; None for one that is being deleted."""
        where = f"WHERE id = ? AND {bin.NOT_LEAVING}"
        found = _attempts(self._store.read(lambda connection: _rows(connection, where, (attempt_id,))))
        return found[0] if found else None

    def attempts(self, question_id: str | None = None) -> Sequence[Attempt]:
        """Attempts newest first: of one question, or all. None that is in the bin."""
        of_question, values = ("", ()) if question_id is None else ("AND question_id = ?", (question_id,))
        newest_first = f"WHERE {bin.LISTED} {of_question} ORDER BY started_at DESC, rowid DESC"
        return tuple(_attempts(self._store.read(lambda connection: _rows(connection, newest_first, values))))

    def known(self) -> Collection[str]:
        """The id of everything in the store, also of what is in the bin or being deleted. Not of rows nobody can read any more.

        Piece by piece, so that the window's own questions do not wait behind it.
        """
        ids: set[str] = set()
        behind = 0
        while rows := self._store.read(partial(_some_rows, behind)):
            ids |= {attempt.id for attempt in _attempts(row[1:] for row in rows)}
            behind = rows[-1][0]
        return ids

    def tallies(self) -> Mapping[str, Tally]:
        """How many attempts each question has outside the bin, and the last one's time, by question id."""
        query = f"SELECT question_id, count(*), max(started_at) FROM attempts WHERE {bin.LISTED} GROUP BY question_id"
        rows = self._store.read(lambda connection: connection.execute(query).fetchall())
        return dict(_readable(rows, lambda row: (row[0], Tally(row[1], datetime.fromisoformat(row[2])))))

    def next_take(self, question_id: str) -> int:
        """The number the next attempt at a question gets, from 1; those in the bin count."""
        query = "SELECT coalesce(max(take), 0) + 1 FROM attempts WHERE question_id = ?"
        return int(self._store.read(lambda connection: connection.execute(query, (question_id,)).fetchone()[0]))

    def search(self, words: str, limit: int = 50) -> Sequence[Hit]:
        """Attempts in which all these words occur: said, in the question, or in notes. The best first, then the newest."""
        wanted = phrases(words)
        if not wanted:
            return ()

        def work(connection: Connection) -> tuple[list[Row], dict[str, str], dict[str, str]]:
            found = search.find(connection, wanted, limit)
            rows = _rows(connection, f"WHERE id IN ({', '.join('?' * len(found))})", found)
            ordered = sorted(rows, key=lambda row: found.index(row[0]))
            return ordered, search.said(connection, found), opinions.written(connection, found)

        rows, said, written = self._store.read(work)
        hits = []
        for attempt in _attempts(rows):
            own = written.get(attempt.id, "")
            texts = (said.get(attempt.id, ""), attempt.question.text, own, attempt.question.notes)
            hits.append(Hit(attempt, *excerpt(texts, wanted)))
        return tuple(hits)

    # ------------------------------------------------------------ the bin

    def put_in_bin(self, attempt_id: str, when: datetime) -> None:
        """Take an attempt out of every list; it stays whole. One that is there already keeps its time."""
        self._store.write(lambda connection: bin.put(connection, attempt_id, when))

    def put_old_in_bin(self, begun_before: datetime, when: datetime) -> int:
        """Do so with every attempt that was begun before a time, but for those that were taken out of the bin; how many."""
        return self._store.write(lambda connection: bin.put_old(connection, begun_before, when))

    def take_out_of_bin(self, attempt_id: str) -> None:
        """Put an attempt back where it was; nothing happens if it is not in the bin, or is being deleted."""
        self._store.write(lambda connection: bin.take_out(connection, attempt_id))

    def bin(self) -> Sequence[Binned]:
        """What is in the bin, thrown away last first."""
        where = "WHERE id IN (SELECT attempt_id FROM bin WHERE NOT leaving)"
        since, rows = self._store.read(lambda connection: (bin.since(connection), _rows(connection, where, ())))
        attempts = {attempt.id: attempt for attempt in _attempts(rows)}
        return tuple(Binned(attempts[one], when) for one, when in since.items() if one in attempts)

    def begin_deletions(self, attempt_ids: Collection[str]) -> None:
        """Write down that attempts are to be deleted for good: from now on they are in no list, the bin included."""
        self._store.write(lambda connection: bin.begin_leaving(connection, attempt_ids))

    def withdraw_deletion(self, attempt_id: str) -> None:
        """The deletion could not be done, and nothing is lost yet: the attempt is in the bin again."""
        self._store.write(lambda connection: bin.stay(connection, attempt_id))

    def begun_deletions(self) -> Sequence[str]:
        """Ids whose deletion was begun and is not finished, the first begun first."""
        return tuple(self._store.read(bin.leaving))

    def remove_attempts(self, attempt_ids: Collection[str]) -> None:
        """Truly delete attempts and all that is known of them, all at once; copies of the store are others' (`SafeKeeping`)."""
        self._write_searched(lambda connection: bin.remove(connection, attempt_ids))

    def put_aside(self) -> Sequence[str]:
        """Names of files that were damaged and put aside; they are never deleted unasked."""
        return tuple(file.name for file in bin.put_aside(self._store.file))

    def holding(self, attempt_ids: Collection[str]) -> Sequence[str]:
        """Names of those of them that still hold one of these attempts."""
        return tuple(file.name for file in bin.put_aside(self._store.file) if bin.holds(file, attempt_ids))

    def drop_put_aside(self) -> None:
        """Delete the files that were put aside."""
        for file in bin.put_aside(self._store.file):
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise HistoryProblem(
                    f"{file.name} could not be deleted.",
                    f"The system says: {error.strerror}.",
                    f"Delete it yourself; it lies in {file.parent}.",
                ) from error

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
            search.note_words(connection, attempt_id, transcript.text)

        self._write_searched(work)

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

    def save_opinion(self, attempt_id: str, opinion: Opinion) -> None:
        """Keep all the person says of an attempt, in the place of what they said before."""

        def work(connection: Connection) -> None:
            if opinions.save(connection, attempt_id, opinion):
                search.note_notes(connection, attempt_id)

        self._write_searched(work)

    def opinion(self, attempt_id: str) -> Opinion:
        """All the person says of an attempt; empty if that is nothing."""
        return self._store.read(lambda connection: opinions.read(connection, attempt_id))

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
        """Work that is not done, in the order it was promised; none of what is in the bin."""
        query = "SELECT attempt_id, kind FROM jobs WHERE attempt_id NOT IN (SELECT attempt_id FROM bin) ORDER BY rowid"
        rows = self._store.read(lambda connection: connection.execute(query).fetchall())
        return tuple(WaitingJob(*row) for row in rows)

    def _write_searched(self, work: Callable[[Connection], None]) -> None:
        """A change that the index of words follows; damage in the index keeps nobody from it."""
        try:
            self._store.write(work)
        except HistoryProblem as problem:
            if not search.broken(problem.__cause__):
                raise
            self._store.write(search.abandon)
            self._store.write(work)
            self._store.read(search.prepare)

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
            "put_aside": [str(aside) for aside in bin.put_aside(file)],
        }


def _packed(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _rows(connection: Connection, where: str, values: Sequence[str]) -> list[Row]:
    return connection.execute(f"SELECT {_COLUMNS} FROM attempts {where}", values).fetchall()


def _some_rows(behind: int, connection: Connection) -> list[Row]:
    """The next rows in the order in which they were kept, their number first."""
    query = f"SELECT rowid, {_COLUMNS} FROM attempts WHERE rowid > ? ORDER BY rowid LIMIT {_ROWS_AT_ONCE}"
    return connection.execute(query, (behind,)).fetchall()


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
