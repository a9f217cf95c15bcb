"""One review with everything in it, hostile texts included, and one with nothing yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from mockinterview.core.attempt import Attempt, MarkKind, TakeMark
from mockinterview.core.coverage import ItemScore, Span, State, cover
from mockinterview.core.delivery import Delivery, Filler, Pause
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.review import Review
from mockinterview.core.transcript import Segment, Transcript, Word

ZONE = timezone(timedelta(hours=1))

QUESTION = Question(
    "lamp",
    "What did you do when the <b>light</b> *failed*?",
    role="Lighthouse keeper & son",
    theme="Reliability",
    items=(
        ChecklistItem("spare", ItemKind.KEY_POINT, "Spare lamp", "A second lamp, filled and tested"),
        ChecklistItem("formula", ItemKind.KEY_POINT, '=HYPERLINK("http://example.org")', "+1, @home"),
        ChecklistItem("calm", ItemKind.COMPETENCY, "Calm"),
        ChecklistItem("care", ItemKind.MOTIVATION, "Care for ships"),
        ChecklistItem("gossip", ItemKind.MINEFIELD, "Gossip", "", MinefieldKind.COMMISSION),
        ChecklistItem("silent", ItemKind.MINEFIELD, "No lamp", "", MinefieldKind.OMISSION, ("spare",)),
    ),
)

SPOKEN = "Um, I took the spare lamp -> and “lit” it. <script>alert(1)</script> -- 灯 & then I told nobody --> ever."


def _words() -> tuple[Word, ...]:
    return tuple(Word(text, 300 + 500 * index, 700 + 500 * index, 0.9) for index, text in enumerate(SPOKEN.split()))


def full_review() -> Review:
    words = _words()
    end = words[-1].end_ms
    transcript = Transcript(
        "pocketsphinx",
        "",
        "en",
        end + 400,
        words,
        (Segment(300, words[9].end_ms, 0, 9), Segment(words[10].start_ms, end, 10, len(words) - 1)),
        draft=True,
    )
    scores = {
        "spare": ItemScore(
            0.8, 0.9, spans=(Span(1, 5, 0.8), Span(8, 9, 0.5)), reason="You said: “I took the spare lamp”."
        ),
        "gossip": ItemScore(0.1, 0.8, denied=0.8, spans=(Span(15, 17, 0.5),), reason="You denied it: “I told nobody”."),
    }
    attempt = Attempt(
        "6f1c2a34-0000-4000-8000-000000000001",
        QUESTION,
        2,
        datetime(2025, 3, 1, 8, 5, tzinfo=UTC),
        end + 400,
        16_000,
        "Mikrofon “Größe”",
        (
            TakeMark(MarkKind.GAP, 3_200, "Nothing came | here.", 400),
            TakeMark(MarkKind.PAUSED, 5_000),
            TakeMark(MarkKind.MICROPHONE_CHANGED, 5_200, "Microphone changed to “<b>Laptop</b>”.", 720),
            TakeMark(MarkKind.CLIPPED, 6_000),
        ),
    )
    delivery = Delivery(end + 400, 300, 120.4, len(words) - 1, (Pause(2_000, 3_500),), (Filler(0, "um", 300),))
    verdicts = {"spare": State.PARTLY, "calm": State.COVERED, "care": State.NOT_FOUND}
    opinion = Opinion(
        verdicts,
        {"formula": "=SUM(1)\nsay <b>how</b> *often*", "calm": "Breathe."},
        (Passage(words[11].start_ms, words[12].end_ms, "calm"),),
        (Passage(words[8].start_ms, words[9].end_ms, "spare"),),
        (Bookmark(2_000), Bookmark(3_000, "# good <i>here</i>")),
    )
    return Review(attempt, delivery, transcript, cover(QUESTION, transcript, scores, "lexical 1"), opinion)


def bare_review() -> Review:
    attempt = Attempt(
        "a", Question("q", "Why?", items=QUESTION.items[:1]), 1, datetime(2025, 3, 1, 8, 5, tzinfo=UTC), 61_000
    )
    return Review(attempt, Delivery(61_000))
