"""One answered question in every condition the review page can meet, on a house of stand-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest

from mockinterview.core.attempt import Attempt, MarkKind, TakeMark
from mockinterview.core.coverage import Coverage, ItemScore, Span, cover
from mockinterview.core.delivery import Levels, bare
from mockinterview.core.problems import ExportProblem
from mockinterview.core.question import ChecklistItem, ItemKind, Level, MinefieldKind, Question, SampleAnswer
from mockinterview.core.review import Review
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.core.transcript import Segment, Transcript, Word
from mockinterview.flow.library import Library
from mockinterview.settings import Settings
from mockinterview.ui.review import ReviewPage
from tests.fakes.fake_banks import FakeBanks
from tests.fakes.fake_player import FakePlayer
from tests.ui.stand_ins import Model

ANSWER = """
Um, in my last place I kept client files under lock and only people who worked on a matter could open them. On the computer
each matter had its own folder, and I asked for access to be taken away when somebody moved to another team.
I never talk about clients outside the office, not even with names left out, and uh I do not gossip about them with colleagues.
When an e-mail went to the wrong person I rang them within ten minutes, asked them to delete it, and told my supervisor the
same day. We wrote it into the incident log. Uh, every spring I ran a short course for the new people about what may be said
on the telephone and in the lift. I care about this because people tell us things they have told nobody else.
"""

KEY, TRAP = ItemKind.KEY_POINT, ItemKind.MINEFIELD

CONFIDENTIAL = Question(
    id="confidential",
    text="How do you keep clients' matters confidential, and what do you do when something goes wrong?",
    role="Paralegal",
    theme="Ethics",
    kind="ethics",
    items=(
        ChecklistItem(
            "access", KEY, "Limiting access", "Says who may see a file, and how the others are kept out of it."
        ),
        ChecklistItem(
            "breach", KEY, "Dealing with a slip", "Tells what was done at once when something went to the wrong person."
        ),
        ChecklistItem("training", KEY, "Teaching others", "Helps colleagues to know what may be said, and where."),
        ChecklistItem("digital", KEY, "Care with files on the computer", "Names passwords, rights or encryption."),
        ChecklistItem("shred", KEY, "Destroying papers", "Says how paper is got rid of."),
        ChecklistItem("judgement", ItemKind.COMPETENCY, "Judgement", "Weighs what matters when time is short."),
        ChecklistItem("trust", ItemKind.MOTIVATION, "Sense of trust", "Cares that people have confided in the firm."),
        ChecklistItem("gossip", TRAP, "Gossip", "Tends to tell stories about clients.", MinefieldKind.COMMISSION),
        ChecklistItem(
            "vague",
            TRAP,
            "No specific measures",
            "Fails to mention specific measures.",
            MinefieldKind.OMISSION,
            ("shred",),
        ),
        ChecklistItem(
            "halting", TRAP, "Struggles to put it into words", "Sounds unsure of the rules.", MinefieldKind.MANNER
        ),
    ),
    sample_answers=(
        SampleAnswer(Level.BASIC, "I keep files locked away and do not talk about clients."),
        SampleAnswer(
            Level.SOLID,
            "Only those on a matter can open its folder. When an e-mail went astray I rang the person and told my supervisor.",
            "It names a measure and a real case.",
        ),
        SampleAnswer(
            Level.EXCEPTIONAL,
            "I asked for rights to be reviewed every quarter, ran a course for the new people, and wrote up the one slip we had.",
            "It shows that the person prevents as well as repairs, and teaches others.",
        ),
    ),
    tips=("Tell one real case from beginning to end.", "Name the measure, not the principle.", "Never name a client."),
)

SAID = {
    "access": (("only people who worked on a matter", 0.9), ("access to be taken away", 0.7)),
    "breach": (("I rang them within ten minutes, asked them to delete it, and told my supervisor the same day", 0.9),),
    "training": (("I ran a short course for the new people", 0.8),),
    "digital": (("each matter had its own folder, and I asked for access to be taken away", 0.6),),
    "judgement": (("told my supervisor the same day. We wrote it into the incident log", 0.6),),
    "trust": (("I care about this", 0.5),),
    "gossip": (("I never talk about clients outside the office", 0.9), ("I do not gossip about them", 0.8)),
}
"""Words an item rests on."""


def spoken(text: str = ANSWER, *, draft: bool = False, confidence: float = 0.92) -> Transcript:
    """The text at about 150 words a minute, one segment a sentence, some words hard to hear."""
    words: list[Word] = []
    segments: list[Segment] = []
    at, first = 900, 0
    for index, token in enumerate(text.split()):
        length = 160 + 30 * min(len(token), 9)
        words.append(Word(token, at, at + length, 0.2 if index % 29 == 17 else confidence))
        at += length + (1_700 if token in ("log.", "team.") else 260 if token.endswith((".", ",")) else 30)
        if token.endswith("."):
            segments.append(Segment(words[first].start_ms, words[-1].end_ms, first, len(words) - 1))
            first = len(words)
    return Transcript("whisper", "base.en", "en", at + 800, tuple(words), tuple(segments), draft)


def found(transcript: Transcript, phrase: str) -> Span | None:
    """Where a phrase is said."""
    wanted = [bare(word) for word in phrase.split()]
    said = [bare(word.text) for word in transcript.words]
    for start in range(len(said) - len(wanted) + 1):
        if said[start : start + len(wanted)] == wanted:
            return Span(start, start + len(wanted) - 1, 0.9)
    return None


def lined_up(transcript: Transcript, question: Question = CONFIDENTIAL) -> Coverage:
    """What a good matcher would say of the answer."""
    scores = {}
    for item_id, phrases in SAID.items():
        spans = [
            replace(span, score=score) for phrase, score in phrases if (span := found(transcript, phrase)) is not None
        ]
        made = 0.3 if item_id in ("digital", "judgement") else 0.9
        scores[item_id] = ItemScore(
            made,
            0.9,
            0.9 if item_id == "gossip" else 0.0,
            tuple(spans),
            "You told what you did and when." if item_id == "breach" else "",
            item_id == "trust",
        )
    return cover(question, transcript, scores, "fake 1")


def loudness(transcript: Transcript, duration_ms: int) -> Levels:
    """Loud where words are, a quiet room elsewhere."""
    values = [-57.0 + (index * 7 % 5) for index in range(duration_ms // 20)]
    for number, word in enumerate(transcript.words):
        for frame in range(word.start_ms // 20, min(word.end_ms // 20, len(values))):
            values[frame] = -34.0 + (number * 31 + frame * 17) % 18
    return Levels(20, tuple(values))


def settle(page: ReviewPage) -> ReviewPage:
    """Let events run until the page shows what was asked for last, or tells why it cannot."""
    deadline = QDeadlineTimer(10_000)
    while not page.settled:
        assert not deadline.hasExpired(), "the page still waits for an answer"
        QTest.qWait(1)
    return page


def open_attempt(page: ReviewPage, attempt_id: str) -> ReviewPage:
    """Ask for an attempt, and wait until it is there."""
    page.show_attempt(attempt_id)
    return settle(page)


class FakeExporter:
    """Remembers what it was asked to write. problem: raised instead, once set."""

    def __init__(self) -> None:
        self.written: list[tuple[str, str, Path]] = []
        self.problem: ExportProblem | None = None

    def formats(self) -> Sequence[str]:
        return ("md", "html", "csv")

    def export(self, review: Review, format: str, target: Path) -> None:
        if self.problem is not None:
            raise self.problem
        self.written.append((review.attempt.id, format, target))


class Scene(Model):
    """A house in which a question was answered; the verbs below put it into one condition."""

    def __init__(self, settings: Settings, question: Question = CONFIDENTIAL, takes: int = 3) -> None:
        super().__init__(settings, (question,))
        self.question = question
        self.length_ms = spoken().duration_ms
        self.exporter = FakeExporter()
        self.players = 0
        self.player.duration_ms = self.length_ms
        house = self.house
        library = Library(
            FakeBanks(self.questions),
            self.keeper,
            self.shelf,
            self.exporter,
            house.reviewing,
            house.jobs,
            self.bridge.listener,
            house.library.removing,
        )
        library.load_questions()
        self.house = replace(house, library=library)
        for take in range(1, takes + 1):
            self.add_take(take)

    def add_take(self, take: int, words: Transcript | None = None) -> str:
        """An attempt made on the third, fourth, fifth … of March; its id is "take-1" and so on."""
        day = datetime(2026, 3, 2 + take, 16, 2, tzinfo=UTC)
        marks = (TakeMark(MarkKind.GAP, 31_000, "The sound stopped for 0.4 s."),) if take == 3 else ()
        attempt_id = f"take-{take}"
        self.keeper.add_attempt(Attempt(attempt_id, self.question, take, day, self.length_ms, marks=marks))
        finished = FinishedTake(TakeLabel(attempt_id, self.question, take), day, self.length_ms)
        self.shelf.put(finished, levels=loudness(words or spoken(), self.length_ms))
        return attempt_id

    def write_down(self, attempt_id: str, transcript: Transcript | None = None, *, line_up: bool = True) -> None:
        """Put words, and what the matcher says of them, into the store."""
        words = transcript or spoken()
        self.keeper.save_transcript(attempt_id, words)
        if line_up:
            self.keeper.save_coverage(attempt_id, lined_up(words, self.question))

    def measure(self, attempt_id: str) -> None:
        """Have the loudness curve at hand."""
        self.house.reviewing.full_review(attempt_id)

    def make_player(self) -> FakePlayer:
        self.players += 1
        return self.player
