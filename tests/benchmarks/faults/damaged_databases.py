"""The history's file is damaged in every way a disk, a copy cut short or a stray journal can do it; then the program starts.

Each try takes a data folder of 60 answers with their words, verdicts and recordings, every other time with a copy of a day before
(which lacks the last three), damages the file, and starts: the real store, the real shelf of takes, and the story's own recovery.
It must start; all answers must be listed again; SQLite must find nothing wrong; a new answer must be kept. How many transcripts
and verdicts came back is told beside it: without a copy they are nowhere else.

    python -m tests.benchmarks.faults.damaged_databases [--n 200]
"""

from __future__ import annotations

import logging
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import Problem
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.core.transcript import from_sentences
from mockinterview.history import History
from mockinterview.history.backup import DailyCopies, folder_of
from mockinterview.history.files import connect
from mockinterview.sound import sidecar
from mockinterview.sound.sidecar import Sidecar
from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.outcome import Outcome, alone, progress
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.flow.conftest import Story

BAR = "always starts, >= 99 % of takes back"
ANSWERS = 60
AFTER_THE_COPY = 3
NAME = "history.sqlite"
WORDS = "I lit the spare lamp and wrote it into the log before the ferry came."
SECOND_OF_SILENCE = bytes(32_000)

Damage = Callable[[Path, random.Random], None]


# ---------------------------------------------------------------- the folder before


def an_attempt(chance: random.Random, take: int) -> Attempt:
    started = datetime(2025, 3, 1, 9, 0, tzinfo=UTC) + timedelta(minutes=5 * take)
    return Attempt(str(UUID(int=chance.getrandbits(128))), LIGHTHOUSE, take, started, 1_000)


def keep(history: History, attempt: Attempt, sentences: int) -> None:
    history.add_attempt(attempt)
    history.save_transcript(attempt.id, from_sentences([WORDS] * sentences))
    history.save_opinion(attempt.id, Opinion({"spare": State.PARTLY}))


def record(takes: Path, attempt: Attempt) -> None:
    """A closed take: one second of silence."""
    folder = takes / attempt.id
    folder.mkdir(parents=True)
    sizes = (36 + len(SECOND_OF_SILENCE)).to_bytes(4, "little"), len(SECOND_OF_SILENCE).to_bytes(4, "little")
    form = bytes.fromhex("100000000100010080 3e0000007d000002001000".replace(" ", ""))
    (folder / "audio.wav").write_bytes(b"RIFF" + sizes[0] + b"WAVEfmt " + form + b"data" + sizes[1] + SECOND_OF_SILENCE)
    label = TakeLabel(attempt.id, attempt.question, attempt.take)
    sidecar.write(folder, Sidecar(FinishedTake(label, attempt.started_at, 1_000), closed=True))


def fill(folder: Path, seed: int) -> list[Attempt]:
    """Answers, their recordings, and yesterday's copy without the last few."""
    chance = random.Random(seed)
    attempts = [an_attempt(chance, take) for take in range(1, ANSWERS + 1)]
    history = History(folder / NAME)
    for number, attempt in enumerate(attempts):
        if number == ANSWERS - AFTER_THE_COPY:
            made = DailyCopies(folder / NAME).make()
            assert made is not None
            made.rename(made.with_name("history-2025-03-01.sqlite"))
        keep(history, attempt, chance.randint(1, 40))
        record(folder / "takes", attempt)
    history.close()
    return attempts


# ---------------------------------------------------------------- what happens to the file


def flip_bits(file: Path, chance: random.Random) -> None:
    raw = bytearray(file.read_bytes())
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    file.write_bytes(raw)


def overwrite_pages(file: Path, chance: random.Random) -> None:
    raw = bytearray(file.read_bytes())
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(raw) // 4096) * 4096
        raw[start : start + 4096] = chance.choice((bytes(4096), chance.randbytes(4096), b"\xff" * 4096))
    file.write_bytes(raw)


def cut_off(file: Path, chance: random.Random) -> None:
    os.truncate(file, chance.randrange(1, file.stat().st_size))


def empty(file: Path, chance: random.Random) -> None:
    os.truncate(file, 0)


def remove(file: Path, chance: random.Random) -> None:
    file.unlink()


def wrong_header(file: Path, chance: random.Random) -> None:
    raw = bytearray(file.read_bytes())
    start = chance.randrange(100)
    end = chance.randrange(start + 1, 101)
    raw[start:end] = chance.randbytes(end - start)
    file.write_bytes(raw)


def other_contents(file: Path, chance: random.Random) -> None:
    size = file.stat().st_size
    file.write_bytes(chance.choice((bytes(size), chance.randbytes(size), b"<html>Not found</html>\n" * (size // 23))))


def lost_journal(file: Path, chance: random.Random) -> None:
    """The program was killed while it wrote, and somebody tidied the journal away."""
    torn = _torn(file)
    shutil.copyfile(torn[0], file)


def foreign_journal(file: Path, chance: random.Random) -> None:
    """The journal of another history lies beside this one."""
    with tempfile.TemporaryDirectory() as elsewhere:
        other = Path(elsewhere) / NAME
        history, numbers = History(other), random.Random(chance.random())
        for take in range(1, 12):
            keep(history, an_attempt(numbers, take), numbers.randint(1, 40))
        history.close()
        shutil.copyfile(_torn(other)[1], file.with_name(f"{NAME}-journal"))


def _torn(file: Path) -> tuple[Path, Path]:
    """The file and its journal in the middle of a large transaction, as copies."""
    file_copy, journal_copy = file.with_name("torn"), file.with_name("torn-journal")
    with closing(connect(file)) as connection:
        connection.execute("PRAGMA cache_size = 5")  # pages are written before the end
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE attempts SET device = device || 'x'")
        connection.execute("UPDATE transcripts SET transcript = transcript || '      '")
        shutil.copyfile(file, file_copy)
        shutil.copyfile(file.with_name(f"{file.name}-journal"), journal_copy)
        connection.execute("ROLLBACK")
    return file_copy, journal_copy


DAMAGES: tuple[Damage, ...] = (
    flip_bits,
    overwrite_pages,
    cut_off,
    flip_bits,
    wrong_header,
    lost_journal,
    flip_bits,
    foreign_journal,
    other_contents,
    overwrite_pages,
    empty,
    cut_off,
    wrong_header,
    remove,
)


# ---------------------------------------------------------------- the start after


@dataclass
class Found:
    """What a start brought back."""

    takes: int = 0
    transcripts: int = 0
    verdicts: int = 0
    wrong: str = ""


def start(folder: Path, attempts: list[Attempt]) -> Found:
    """The program starts: the store is opened and asked, then recovery runs as it does in the background."""
    history = History(folder / NAME)
    story = Story(keeper=history, shelf=TakeShelf(folder / "takes"))  # type: ignore[arg-type]
    try:
        history.tallies()
        history.attempts()
        _ = history.notes
        story.library.recover()
        there = {attempt.id for attempt in history.attempts()}
        found = Found(
            sum(attempt.id in there for attempt in attempts),
            sum(history.transcript(attempt.id) is not None for attempt in attempts),
            sum(history.verdicts(attempt.id) == {"spare": State.PARTLY} for attempt in attempts),
        )
        fresh = an_attempt(random.Random(len(there)), 99)
        keep(history, fresh, 3)
        if history.attempt(fresh.id) != fresh:
            found.wrong = "a new answer was not kept"
    except Problem as problem:
        return Found(wrong=problem.sentence)
    finally:
        story.jobs.close()
        history.close()
    with closing(sqlite3.connect(folder / NAME)) as connection:
        checked = connection.execute("PRAGMA integrity_check").fetchone()[0]
    found.wrong = found.wrong or ("" if checked == "ok" else checked)
    return found


def trial(n: int, seed: int = 0) -> Outcome:
    """n damaged files, every other one with a copy."""
    logging.getLogger("mockinterview").setLevel(logging.CRITICAL)
    failures, reasons, fewest = 0, [], 1.0
    sums = {False: Found(), True: Found()}
    root = Path(tempfile.mkdtemp(prefix="mi-damage-"))
    try:
        pristine = root / "pristine"
        pristine.mkdir()
        attempts = fill(pristine, seed)
        for one in range(n):
            chance, damage, has_copy = random.Random(f"{seed} {one}"), DAMAGES[one // 2 % len(DAMAGES)], one % 2 == 1
            folder = root / f"try-{one}"
            shutil.copytree(pristine, folder)
            if not has_copy:
                shutil.rmtree(folder_of(folder / NAME))
            damage(folder / NAME, chance)
            found = start(folder, attempts)
            back = found.takes / ANSWERS
            fewest = min(fewest, back)
            if found.wrong or back < 0.99:
                failures += 1
                reasons.append(f"{damage.__name__} (try {one}): {found.wrong or f'{found.takes} of {ANSWERS} back'}")
            sums[has_copy].transcripts += found.transcripts
            sums[has_copy].verdicts += found.verdicts
            shutil.rmtree(folder)
            progress("damaged_databases", one + 1, n)
    finally:
        shutil.rmtree(root)
    notes = tuple(
        f"{words} a copy: {100 * found.transcripts / (ANSWERS * tries):.1f} % of transcripts, "
        f"{100 * found.verdicts / (ANSWERS * tries):.1f} % of verdicts back (n = {tries})"
        for words, found, tries in (("without", sums[False], (n + 1) // 2), ("with", sums[True], n // 2))
        if tries
    )
    return Outcome("damaged_databases", n, failures, f"{100 * fewest:.1f} % of takes back", BAR, (*notes, *reasons[:5]))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 200))
