"""An answer as long as nobody gives: an hour, ten thousand words, sixty items, four hundred pieces of evidence over each other."""

from __future__ import annotations

import random
from dataclasses import replace

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.opinion import Bookmark, Opinion
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.transcript import Segment, Transcript, Word
from tests.ui.review.scenes import ANSWER, Scene, loudness

WORDS, SPANS, ITEMS, HOUR_MS = 10_000, 400, 60, 3_600_000
ATTEMPT = "take-1"

_SPAN_WORDS = 12
_PAUSE_EVERY = 97
_STATES = (State.COVERED, State.PARTLY, State.NOT_SURE, State.NOT_FOUND)


def long_words() -> Transcript:
    """An hour of words, a pause after every hundred or so, some hard to hear, some fillers."""
    said = (ANSWER.split() * (WORDS // len(ANSWER.split()) + 1))[:WORDS]
    each = HOUR_MS // WORDS
    words = tuple(
        Word(
            text,
            at := index * each,
            at + each - (240 if index % _PAUSE_EVERY == 0 else 40),
            0.2 if index % 61 == 7 else 0.9,
        )
        for index, text in enumerate(said)
    )
    segments = tuple(
        Segment(words[first].start_ms, words[min(first + 19, WORDS - 1)].end_ms, first, min(first + 19, WORDS - 1))
        for first in range(0, WORDS, 20)
    )
    return Transcript("whisper", "base.en", "en", HOUR_MS, words, segments)


def long_question() -> Question:
    """Sixty items of every kind."""
    kinds = list(ItemKind)
    items = tuple(
        ChecklistItem(
            f"i{number}",
            kinds[number % 4],
            f"Item {number} that is listened for",
            "What it is about, in a sentence that is long enough to need the room of two lines.",
            MinefieldKind.COMMISSION if kinds[number % 4] is ItemKind.MINEFIELD else None,
        )
        for number in range(ITEMS)
    )
    return Question(
        "long", "Tell me everything you have ever done, from the beginning, and leave nothing out.", items=items
    )


def long_states(question: Question, transcript: Transcript) -> Coverage:
    """Spans everywhere, some over others; every item has some."""
    dice = random.Random(7)
    firsts: dict[str, list[int]] = {item.id: [] for item in question.items}
    for number in range(SPANS):
        firsts[question.items[number % ITEMS].id].append(dice.randrange(WORDS - _SPAN_WORDS))
    lines = []
    for item in question.items:
        spans = tuple(
            Evidence(first, first + _SPAN_WORDS - 1, transcript.span_text(first, first + _SPAN_WORDS - 1))
            for first in sorted(firsts[item.id])
        )
        state = State.TRIPPED if item.kind is ItemKind.MINEFIELD else dice.choice(_STATES[:3])
        lines.append(ItemCoverage(item, state, 0.8, spans, "You told what you did and when."))
    return Coverage("fake 1", tuple(lines))


def put_long_answer(scene: Scene) -> Attempt:
    """Have it in a scene's store and on its shelf, measured; a few bookmarks and verdicts are the person's. The attempt."""
    question, transcript = scene.question, long_words()
    scene.length_ms = HOUR_MS
    scene.player.duration_ms = HOUR_MS
    scene.add_take(1, transcript)
    scene.shelf._levels[ATTEMPT] = loudness(transcript, HOUR_MS)
    scene.keeper.save_transcript(ATTEMPT, transcript)
    scene.keeper.save_coverage(ATTEMPT, long_states(question, transcript))
    verdicts = {item.id: State.COVERED for item in question.items[:10] if item.kind is not ItemKind.MINEFIELD}
    bookmarks = tuple(Bookmark(minute * 60_000, f"Minute {minute}") for minute in range(5, 60, 9))
    scene.keeper.save_opinion(ATTEMPT, replace(Opinion(), verdicts=verdicts, bookmarks=bookmarks))
    scene.measure(ATTEMPT)
    attempt = scene.keeper.attempt(ATTEMPT)
    assert attempt is not None
    return attempt
