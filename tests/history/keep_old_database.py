"""Writes tests/data/history/vN.sqlite, N being today's version. Run once before a migration is added, never again for an old N:

python -m tests.history.keep_old_database
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mockinterview.core.attempt import Attempt, MarkKind, TakeMark, WaitingJob
from mockinterview.core.coverage import ItemScore, Span, State, cover
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.transcript import Segment, Transcript, Word
from mockinterview.history import History
from mockinterview.history.migrations import MIGRATIONS
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE

FOLDER = Path(__file__).parent.parent / "data" / "history"

WORDS = Transcript(
    "whisper",
    "base.en",
    "en",
    2_400,
    (
        Word("The", 300, 420, 0.99),
        Word("spare", 420, 800, 0.91),
        Word("lamp…", 800, 1_300),
        Word("“灯”", 1_500, 2_000, 0.4),
    ),
    (Segment(300, 2_000, 0, 3),),
)
_COVERAGE = cover(
    LIGHTHOUSE,
    WORDS,
    {"spare": ItemScore(0.8, 0.9, spans=(Span(1, 2, 0.8),), reason="You said: “spare lamp…”.")},
    "test 1",
)
# The database of version 1 was kept when the probability of an omission still was that of what shows it, and what nobody had scored
# had no reason.
_OF_THEN = {"vague": {"probability": 0.8}, "blame": {"reason": ""}}
LINED_UP = replace(_COVERAGE, items=tuple(replace(line, **_OF_THEN.get(line.item.id, {})) for line in _COVERAGE.items))
FIRST = Attempt(
    "6f1c2a34-0000-4000-8000-000000000001",
    LIGHTHOUSE,
    1,
    datetime(2025, 3, 1, 9, 0, tzinfo=UTC),
    2_400,
    16_000,
    "Mikrofon “Größe”",
    (TakeMark(MarkKind.PAUSED, 1_400), TakeMark(MarkKind.GAP, 2_000, "0.4 s are missing")),
)
SECOND = Attempt("6f1c2a34-0000-4000-8000-000000000002", FERRY, 1, datetime(2025, 3, 2, 9, 0, 0, 5, tzinfo=UTC), 61_000)
THROWN_AWAY = Attempt("6f1c2a34-0000-4000-8000-000000000003", FERRY, 2, datetime(2025, 3, 3, 9, tzinfo=UTC), 9_000)
THROWN_AWAY_AT = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
VERDICTS = {"spare": State.PARTLY, "blame": State.DENIED}
OPINION = Opinion(
    VERDICTS,
    {"spare": "Tell how often. “灯”"},
    (Passage(420, 1_300, "spare"), Passage(1_500, 2_000, "blame")),
    (Passage(300, 800, "log"),),
    (Bookmark(0), Bookmark(1_500, "Größe?")),
)
PROMISED = WaitingJob(SECOND.id, "recognise")


def keep(file: Path) -> None:
    """A store with three attempts: one with all there can be, one that waits, and one in the bin."""
    history = History(file)
    history.add_attempt(FIRST)
    history.save_transcript(FIRST.id, WORDS)
    history.save_coverage(FIRST.id, LINED_UP)
    history.save_opinion(FIRST.id, OPINION)
    history.add_attempt(SECOND)
    history.put_job(PROMISED)
    history.add_attempt(THROWN_AWAY)
    history.put_in_bin(THROWN_AWAY.id, THROWN_AWAY_AT)
    history.close()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    keep(FOLDER / f"v{len(MIGRATIONS)}.sqlite")
