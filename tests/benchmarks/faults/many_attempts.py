"""A store of 10,000 attempts beside one of 100: what it adds to the start, to the lists, and to a search.

    python -m tests.benchmarks.faults.many_attempts [--n 1]

Answers of 150 words drawn with Zipf's frequencies from a vocabulary of 8,000, transcripts with times as a recogniser gives them,
questions from the shipped banks. Each n builds both stores anew with another seed. Times are the best of several for what happens
once (a start), so that what else the computer does counts less, and percentiles for what is typed again and again.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from mockinterview.bank import Banks
from mockinterview.core.attempt import Attempt
from mockinterview.core.question import Question
from mockinterview.core.transcript import Segment, Transcript, Word
from mockinterview.history import History
from mockinterview.system.places import resources
from tests.benchmarks.faults.outcome import Outcome, alone, progress

NAME = "many_attempts"
MANY, FEW = 10_000, 100
START_ADDS_MS, SEARCH_MS = 100.0, 50.0
BAR = f"start adds <= {START_ADDS_MS:.0f} ms, search <= {SEARCH_MS:.0f} ms at {MANY:,}"

_WORDS = 150
_SYLLABLES = [a + b for a in "bdfgklmnprstvwz" for b in "aeio"]
_COMMON = ("i", "the", "and", "to", "a", "we", "of", "in", "was", "it", "that", "my", "with", "for", "had", "team")
STARTED = datetime(2020, 1, 1, tzinfo=UTC)


def vocabulary(chance: random.Random, size: int = 8_000) -> list[str]:
    """Words that can be said, the commonest first."""
    made = dict.fromkeys(_COMMON)
    while len(made) < size:
        made["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4)))] = None
    return list(made)


def answer(chance: random.Random, words: Sequence[str], weights: Sequence[float]) -> Transcript:
    """Words of an answer with their times, in segments of ten."""
    said = chance.choices(words, cum_weights=weights, k=_WORDS)
    times = [(number * 400, number * 400 + 380) for number in range(_WORDS)]
    spoken = tuple(
        Word(text, start, end, round(chance.random(), 3)) for text, (start, end) in zip(said, times, strict=True)
    )
    segments = tuple(Segment(times[first][0], times[first + 9][1], first, first + 9) for first in range(0, _WORDS, 10))
    return Transcript("whisper", "base.en", "en", 60_000, spoken, segments)


def fill(file: Path, count: int, seed: int) -> list[str]:
    """A store with so many attempts; the words that were used, the commonest first."""
    chance = random.Random(seed)
    words = vocabulary(chance)
    weights: list[float] = []
    for rank in range(1, len(words) + 1):
        weights.append((weights[-1] if weights else 0.0) + 1 / rank)
    with tempfile.TemporaryDirectory() as empty:
        asked: Sequence[Question] = Banks(resources() / "banks", Path(empty)).load()[0]
    history = History(file)
    try:
        # One transaction for all: a benchmark need not wait for 20,000 disk writes.
        history._store.write(lambda connection: connection.execute("PRAGMA synchronous"))
        history._store.read(lambda connection: connection.execute("PRAGMA synchronous = OFF"))
        for number in range(count):
            begun = STARTED + timedelta(hours=number)
            attempt = Attempt(
                str(UUID(int=chance.getrandbits(128), version=4)), asked[number % len(asked)], 1, begun, 60_000
            )
            history.add_attempt(attempt)
            history.save_transcript(attempt.id, answer(chance, words, weights))
            if number % 500 == 499:
                progress(NAME, number + 1, count, "attempts kept")
    finally:
        history.close()
    return words


def typed(chance: random.Random, words: Sequence[str]) -> Iterator[str]:
    """What a person types, letter by letter, into the field: one word, two, a quotation; common words and rare ones."""
    for _ in range(12):
        one, other = chance.choice(words[:300]), chance.choice(words[:3_000])
        for whole in (other, f"{one} {other}", f'"{one} {other}"', "tell me about"):
            for length in range(1, len(whole) + 1):
                yield whole[:length]


def milliseconds(work: Callable[[], object], times: int = 1) -> float:
    """The shortest of several runs."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best * 1_000


class Measured:
    """One store's figures, in milliseconds."""

    def __init__(self, file: Path, words: Sequence[str], seed: int) -> None:
        self.first_list = milliseconds(lambda: _opened(file, lambda history: history.tallies()), 5)
        self.list = milliseconds(lambda: _opened(file, lambda history: history.attempts()), 3)
        self.check = milliseconds(lambda: _opened(file, lambda history: history.notes), 3)
        self.megabytes = file.stat().st_size / 1e6
        history = History(file)
        try:
            history.notes  # noqa: B018 - waits until everything is open
            searches = sorted(
                milliseconds(lambda w=what: history.search(w)) for what in typed(random.Random(seed), words)
            )
        finally:
            history.close()
        self.searches = len(searches)
        self.search_p50 = searches[len(searches) // 2]
        self.search_p95 = searches[int(len(searches) * 0.95)]
        self.search_worst = searches[-1]


def _opened(file: Path, ask: Callable[[History], object]) -> None:
    history = History(file)
    try:
        ask(history)
    finally:
        history.close()


def trial(n: int, seed: int = 0) -> Outcome:
    """Both stores, n times. A failure: the start or the 95th percentile of searching misses its bar."""
    failures, notes, worst = 0, [], (0.0, 0.0)
    for number in range(n):
        with tempfile.TemporaryDirectory() as folder:
            found = {}
            for count in (FEW, MANY):
                file = Path(folder) / f"{count}.sqlite"
                found[count] = Measured(file, fill(file, count, seed + number), seed + number)
        few, many = found[FEW], found[MANY]
        added = many.first_list - few.first_list
        worst = max(worst[0], added), max(worst[1], many.search_p95)
        failures += added > START_ADDS_MS or many.search_p95 > SEARCH_MS
        notes += [
            f"first list {few.first_list:.0f} -> {many.first_list:.0f} ms; all attempts {few.list:.0f} -> {many.list:.0f} ms; "
            f"checked {few.check:.0f} -> {many.check:.0f} ms; file {few.megabytes:.1f} -> {many.megabytes:.0f} MB",
            f"{many.searches} searches: p50 {few.search_p50:.1f} -> {many.search_p50:.1f} ms, p95 {few.search_p95:.1f} -> "
            f"{many.search_p95:.1f} ms ({many.search_p95 / few.search_p95:.1f} times), worst {many.search_worst:.0f} ms",
        ]
    said = f"start +{worst[0]:.0f} ms, search p95 {worst[1]:.0f} ms"
    return Outcome(NAME, n, failures, said, BAR, tuple(notes[:10]))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 1))
