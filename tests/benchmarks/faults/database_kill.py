"""A process that keeps answers is killed at a random moment: what it was told is kept is kept, and the file is whole.

Each try forks a child from this small interpreter, which has imported nothing but the history. The child opens the store and
writes: attempts, words, verdicts; after each call that returned it says so through a pipe. It gets SIGKILL at a random moment, some
while they still open the file. Then everything that was acknowledged, in this try and in those before on the same file, must be
there, and SQLite must find nothing wrong. A new file is begun every 25 tries.

    python -m tests.benchmarks.faults.database_kill [--n 500]

Limits: a kill loses nothing that the system already has; what a power cut loses is another trial (database_power_cut).
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import sqlite3
import sys
import tempfile
import uuid
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.question import Question
from mockinterview.core.transcript import from_sentences
from mockinterview.history import History
from tests.benchmarks.faults.outcome import Outcome, alone, progress

BAR = "0 acknowledged rows lost, the file whole"
LONGEST_S = 0.12
"""A child lives up to so long: some dozen writes."""
A_FILE = 25
QUESTION = Question("lighthouse", "How did you keep the lamp burning?")
WORDS = from_sentences(["I lit the spare lamp and wrote it into the log."] * 12)


def _write(file: Path, said: int) -> None:
    """The child's life: write and say what was written, for ever."""
    history = History(file)
    while True:
        attempt = Attempt(str(uuid.uuid4()), QUESTION, 1, datetime.now(UTC), 61_000)
        history.add_attempt(attempt)
        os.write(said, f"a {attempt.id}\n".encode())
        history.save_transcript(attempt.id, WORDS)
        os.write(said, f"t {attempt.id}\n".encode())
        history.save_opinion(attempt.id, Opinion({"spare": State.PARTLY}))
        os.write(said, f"v {attempt.id}\n".encode())


def _one_life(file: Path, lives_s: float) -> set[tuple[str, str]]:
    """Let a child write for so long; what it said it wrote."""
    listen, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        try:
            _write(file, said)
        finally:  # whatever it was: the child must never come back into the trial
            os._exit(3)
    os.close(said)
    select.select([], [], [], lives_s)  # a random moment of its life
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(listen) as heard:
        lines = heard.read().splitlines()
    if not os.WIFSIGNALED(status):
        raise RuntimeError(f"the child ended by itself, with status {os.waitstatus_to_exitcode(status)}")
    return {(line[0], line[2:]) for line in lines if len(line) == 38}


def _lost(file: Path, told: set[tuple[str, str]]) -> list[str]:
    """What is wrong after a kill; and every row that was acknowledged and is not there."""
    history = History(file)
    try:
        there = {("a", one) for one in history.known()}
        if notes := history.notes:
            return [notes[0].sentence]
    finally:
        history.close()
    with closing(sqlite3.connect(file)) as connection:
        there |= {("t", row[0]) for row in connection.execute("SELECT attempt_id FROM transcripts")}
        there |= {("v", row[0]) for row in connection.execute("SELECT attempt_id FROM verdicts")}
        checked = connection.execute("PRAGMA integrity_check").fetchone()[0]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    wrong = [] if checked == "ok" and not orphans else [f"{checked}, {len(orphans)} rows without an attempt"]
    return wrong + [f"row lost: {kind} {one}" for kind, one in told - there]


def trial(n: int, seed: int = 0) -> Outcome:
    """n children killed; each within LONGEST_S of its birth."""
    chance, failures, worst, reasons, rows = random.Random(seed), 0, 0, [], 0
    folder = Path(tempfile.mkdtemp(prefix="mi-kill-"))
    try:
        told: set[tuple[str, str]] = set()
        for one in range(n):
            file = folder / f"history-{one // A_FILE}.sqlite"
            if one % A_FILE == 0:
                told = set()
            new = _one_life(file, chance.uniform(0, LONGEST_S))
            told |= new
            rows += len(new)
            wrong = _lost(file, told)
            failures += bool(wrong)
            worst = max(worst, len(wrong))
            reasons += wrong[:1]
            progress("database_kill", one + 1, n)
    finally:
        shutil.rmtree(folder)
    note = f"{rows} rows were acknowledged before the kills"
    return Outcome("database_kill", n, failures, f"{worst} rows lost", BAR, (note, *reasons[:5]))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 500))
