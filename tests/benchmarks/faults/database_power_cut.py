"""The power goes while answers are kept: the file is whole, and what was acknowledged is there.

The real store works through an evening of answers, and every statement it gives to SQLite is written down as SQLite's own trace
tells it. The same statements then run on SQLite over a file system of ours (apsw lets Python be one) that logs each write, sync,
truncation, creation and deletion. Each try cuts that log at a random place and makes the disk that a power cut may leave there:
what was synced is there; of what was not, each sector of 512 bytes is there or not by chance; names come and go in order, from
the last synced one to any later. Then the real store opens what is left.

    python -m tests.benchmarks.faults.database_power_cut [--n 500]

Limits: the log is that of apsw's SQLite, not of the one Python brings; a sync is believed, though real disks may lie; sectors are
not torn within 512 bytes. A real power cut on real disks was not tried.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import apsw

from mockinterview.core.attempt import Attempt, WaitingJob
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.question import Question
from mockinterview.core.transcript import from_sentences
from mockinterview.history import History
from tests.benchmarks.faults.outcome import Outcome, alone, progress

BAR = "file whole, 0 acknowledged rows lost"
ANSWERS = 24
SECTOR = 512
NAME = "history.sqlite"


# ---------------------------------------------------------------- what the store says to SQLite


@dataclass
class Evening:
    """The store's statements; how many there were when each row was acknowledged."""

    statements: list[str] = field(default_factory=list)
    acknowledged: list[tuple[int, str, str]] = field(default_factory=list)


def an_evening(seed: int) -> Evening:
    """Keep some answers, and write down what is said to SQLite on the one connection."""
    evening, chance = Evening(), random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="mi-evening-"))
    real = sqlite3.connect

    def listening(*given: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*given, **named)
        if str(given[0]) == str(folder / NAME):
            connection.set_trace_callback(evening.statements.append)
        return connection

    sqlite3.connect = listening  # type: ignore[assignment]
    try:
        history = History(folder / NAME)
        for take in range(1, ANSWERS + 1):
            attempt = Attempt(
                str(UUID(int=chance.getrandbits(128))), Question("q", "How?"), take, datetime.now(UTC), 61_000
            )

            def kept(kind: str, deed: Callable[[], object], of: str = attempt.id) -> None:
                deed()
                evening.acknowledged.append((len(evening.statements), kind, of))

            words = from_sentences(["I lit the spare lamp and wrote it into the log."] * chance.randint(1, 120))
            kept("attempts", lambda one=attempt: history.add_attempt(one))
            history.put_job(WaitingJob(attempt.id, "recognise"))
            kept("transcripts", lambda one=attempt, said=words: history.save_transcript(one.id, said))
            history.drop_job(WaitingJob(attempt.id, "recognise"))
            kept("verdicts", lambda one=attempt: history.save_opinion(one.id, Opinion({"spare": State.PARTLY})))
        history.close()
    finally:
        sqlite3.connect = real
        shutil.rmtree(folder)
    return evening


# ---------------------------------------------------------------- a disk that forgets


@dataclass
class Log:
    """Everything that was done to the disk, in order; `reached[i]` operations had been done when statement i was over."""

    operations: list[tuple[Any, ...]] = field(default_factory=list)
    reached: list[int] = field(default_factory=list)


class LoggedFile(apsw.VFSFile):
    """A file whose changes are logged. Each open of a name that was not there is another file on the disk."""

    def __init__(self, log: Log, number: int, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._log, self._number = log, number

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._log.operations.append(("write", self._number, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self._log.operations.append(("truncate", self._number, size))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._log.operations.append(("sync", self._number))


class LoggingDisk(apsw.VFS):
    """SQLite's own file system with a log."""

    def __init__(self, name: str, log: Log) -> None:
        super().__init__(name, "")
        self._log = log
        self._numbers: dict[str, int] = {}
        self._made = 0

    def xOpen(self, name: Any, flags: list[int]) -> LoggedFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        short = Path(path).name
        if short not in self._numbers:
            self._made += 1
            self._numbers[short] = self._made
            self._log.operations.append(("link", short, self._made))
        return LoggedFile(self._log, self._numbers[short], name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        short = Path(filename).name
        self._numbers.pop(short, None)
        self._log.operations.append(("unlink", short, syncdir))


def logged(evening: Evening, folder: Path) -> Log:
    """Run the statements again over the logging disk."""
    log = Log()
    disk = LoggingDisk("forgetful", log)
    connection = apsw.Connection(str(folder / NAME), vfs="forgetful")
    try:
        for statement in evening.statements:
            connection.execute(statement).fetchall()
            log.reached.append(len(log.operations))
    finally:
        connection.close()
    assert disk is not None
    return log


@dataclass
class Disk:
    """What a power cut may leave of the operations so far."""

    synced: dict[int, bytearray] = field(default_factory=dict)
    waiting: dict[int, list[tuple[Any, ...]]] = field(default_factory=dict)
    names: list[tuple[str, str, int]] = field(default_factory=list)
    sure_names: int = 0

    def do(self, operation: tuple[Any, ...]) -> None:
        """One more operation."""
        match operation:
            case ("link", name, number):
                self.names.append(("link", name, number))
                self.synced[number], self.waiting[number] = bytearray(), []
            case ("unlink", name, folder_too):
                self.names.append(("unlink", name, 0))
                if folder_too:
                    self.sure_names = len(self.names)
            case ("sync", number):
                for change in self.waiting[number]:
                    _apply(self.synced[number], change)
                self.waiting[number] = []
                # SQLite syncs the folder with the first sync of a journal (unixSync, UNIXFILE_DIRSYNC).
                mine = [place for place, (_, _, of) in enumerate(self.names, start=1) if of == number]
                self.sure_names = max(self.sure_names, *mine)
            case (_, number, *_):
                self.waiting[number].append(operation)

    def after_the_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files there are then."""
        there: dict[str, int] = {}
        for deed, name, number in self.names[: chance.randint(self.sure_names, len(self.names))]:
            if deed == "link":
                there[name] = number
            else:
                there.pop(name, None)
        files = {}
        for name, number in there.items():
            content = bytearray(self.synced[number])
            luck = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
            for change in self.waiting[number]:
                _apply_partly(content, change, luck, chance)
            files[name] = bytes(content)
        return files


def _apply(content: bytearray, change: tuple[Any, ...]) -> None:
    if change[0] == "truncate":
        del content[change[2] :]
        return
    _, _, offset, data = change
    content.extend(bytes(max(0, offset + len(data) - len(content))))
    content[offset : offset + len(data)] = data


def _apply_partly(content: bytearray, change: tuple[Any, ...], luck: float, chance: random.Random) -> None:
    """Each sector of a write, and each truncation, happened or not."""
    if change[0] == "truncate":
        if chance.random() < luck:
            _apply(content, change)
        return
    _, number, offset, data = change
    start = 0
    while start < len(data):
        end = min(len(data), start + SECTOR - (offset + start) % SECTOR)
        if chance.random() < luck:
            _apply(content, ("write", number, offset + start, data[start:end]))
        start = end


# ---------------------------------------------------------------- the trial


def _wrong(folder: Path, evening: Evening, statements: int) -> list[str]:
    """Open what is left as the program does; what is not as promised."""
    history = History(folder / NAME)
    try:
        history.attempts()
        if notes := history.notes:
            return [notes[0].sentence]
    finally:
        history.close()
    with closing(sqlite3.connect(folder / NAME)) as connection:
        checked = connection.execute("PRAGMA integrity_check").fetchone()[0]
        there = {
            (table, row[0])
            for table, column in (("attempts", "id"), ("transcripts", "attempt_id"), ("verdicts", "attempt_id"))
            for row in connection.execute(f"SELECT {column} FROM {table}")
        }
    lost = {(table, of) for after, table, of in evening.acknowledged if after <= statements} - there
    return [*([] if checked == "ok" else [checked]), *(f"row lost: {table} of {of}" for table, of in sorted(lost))]


def trial(n: int, seed: int = 0) -> Outcome:
    """n cuts through the log of one evening."""
    chance, failures, worst, reasons = random.Random(seed), 0, 0, []
    evening = an_evening(seed)
    folder = Path(tempfile.mkdtemp(prefix="mi-cut-"))
    try:
        (folder / "run").mkdir()
        log = logged(evening, folder / "run")
        cuts = sorted(chance.randint(0, len(log.operations)) for _ in range(n))
        disk, done = Disk(), 0
        for one, cut in enumerate(cuts):
            for operation in log.operations[done:cut]:
                disk.do(operation)
            done = cut
            left = folder / f"cut-{one}"
            left.mkdir()
            for name, content in disk.after_the_cut(chance).items():
                (left / name).write_bytes(content)
            statements = sum(reached <= cut for reached in log.reached)
            wrong = _wrong(left, evening, statements)
            failures += bool(wrong)
            worst = max(worst, len(wrong))
            reasons += wrong[:1]
            shutil.rmtree(left)
            progress("database_power_cut", one + 1, n)
    finally:
        shutil.rmtree(folder)
    note = (
        f"{len(log.operations)} operations of {len(evening.statements)} statements, SQLite {apsw.sqlite_lib_version()}"
    )
    return Outcome("database_power_cut", n, failures, f"{worst} rows lost", BAR, (note, *reasons[:5]))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 500))
