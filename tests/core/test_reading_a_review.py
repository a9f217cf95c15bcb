"""What the review page shows of a transcript: runs of evidence, paragraphs, words that were hard to hear, counts by kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.delivery import Delivery
from mockinterview.core.opinion import Opinion, Passage
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.review import Lane, Review, Run, evidence_runs, hard_to_hear, marks, paragraphs
from mockinterview.core.transcript import Segment, Transcript, Word

WORDS = 40


def transcript_of(words: int, gap_after: int = -1) -> Transcript:
    spoken, at = [], 0
    for index in range(words):
        spoken.append(Word(f"w{index}", at, at + 200))
        at += 250 if index != gap_after else 2_500
    return Transcript("fake", "", "en", at, tuple(spoken))


def review_of(*spans: tuple[int, int], states: tuple[State, ...] = ()) -> Review:
    items = tuple(ChecklistItem(f"i{index}", ItemKind.KEY_POINT, f"Item {index}") for index in range(len(spans)))
    attempt = Attempt("a", Question("q", "Why?", items=items), 1, datetime(2025, 3, 1, tzinfo=UTC), 10_000)
    lines = tuple(
        ItemCoverage(item, states[index] if states else State.COVERED, 0.9, (Evidence(*span, ""),))
        for index, (item, span) in enumerate(zip(items, spans, strict=True))
    )
    return Review(attempt, Delivery(10_000), transcript_of(WORDS), Coverage("fake", lines))


def test_overlapping_evidence_is_cut_where_the_items_change() -> None:
    assert evidence_runs(review_of((2, 6), (5, 9))) == (
        Run(2, 4, ("i0",)),
        Run(5, 6, ("i0", "i1")),
        Run(7, 9, ("i1",)),
    )


def test_neighbouring_evidence_stays_apart() -> None:
    assert evidence_runs(review_of((2, 3), (4, 5))) == (Run(2, 3, ("i0",)), Run(4, 5, ("i1",)))


def test_no_runs_before_the_line_up() -> None:
    review = review_of((1, 2))
    assert evidence_runs(Review(review.attempt, review.delivery, review.transcript)) == ()


@given(st.lists(st.tuples(st.integers(0, WORDS + 5), st.integers(0, WORDS + 5)).map(lambda p: (min(p), max(p)))))
def test_runs_agree_with_every_word_asked_alone(spans: list[tuple[int, int]]) -> None:
    review = review_of(*spans)
    runs = evidence_runs(review)
    assert all(run.first_word <= run.last_word < WORDS for run in runs)
    assert all(before.last_word < after.first_word for before, after in pairwise(runs))
    by_word = {word: run.item_ids for run in runs for word in range(run.first_word, run.last_word + 1)}
    for word in range(WORDS):
        assert by_word.get(word, ()) == tuple(
            item.id
            for item in review.attempt.question.items
            if any(span.first_word <= word <= span.last_word for span in review.evidence(item.id))
        )


def test_states_of_other_words_show_no_evidence_that_is_not_there() -> None:
    review = review_of((2, WORDS), (WORDS - 1, WORDS - 1), (WORDS + 3, WORDS + 9))
    assert [len(review.evidence(item_id)) for item_id in ("i0", "i1", "i2")] == [0, 1, 0]
    assert review.evidence_range("i0") is None
    assert {mark.item_id for mark in marks(review) if mark.lane is Lane.EVIDENCE} == {"i1"}
    taken = replace(review, opinion=Opinion(removed=(Passage(0, 99_999, "i0"), Passage(0, 99_999, "i1"))))
    assert [len(taken.taken_away(item_id)) for item_id in ("i0", "i1")] == [0, 1]


def test_words_behind_the_end_of_the_sound_are_not_played() -> None:
    review = review_of((WORDS - 1, WORDS - 1))
    assert review.evidence_range("i0") is not None
    attempt = replace(review.attempt, duration_ms=500)
    assert replace(review, attempt=attempt).evidence_range("i0") is None


def test_a_long_gap_begins_a_paragraph() -> None:
    assert paragraphs(transcript_of(20, gap_after=7)) == (0, 8)


def test_a_long_paragraph_ends_with_the_next_segment_or_anywhere() -> None:
    bare = transcript_of(300)
    assert paragraphs(bare) == (0, 135, 270)
    cut = Transcript("fake", "", "en", 0, bare.words, (Segment(0, 0, 0, 99), Segment(0, 0, 100, 299)))
    assert paragraphs(cut)[:2] == (0, 100)


def test_nothing_said_has_no_paragraph() -> None:
    assert paragraphs(transcript_of(0)) == ()


@pytest.mark.parametrize(("confidence", "unsure"), [(None, False), (0.2, True), (0.9, False)])
def test_words_that_were_hard_to_hear(confidence: float | None, unsure: bool) -> None:
    assert hard_to_hear(Word("w", 0, 1, confidence)) is unsure


def test_counts_of_some_kinds_only() -> None:
    trap = ChecklistItem("m", ItemKind.MINEFIELD, "Gossip")
    point = ChecklistItem("k", ItemKind.KEY_POINT, "Access")
    attempt = Attempt("a", Question("q", "Why?", items=(point, trap)), 1, datetime(2025, 3, 1, tzinfo=UTC), 1)
    lines = (ItemCoverage(point, State.COVERED, 1.0), ItemCoverage(trap, State.NOT_FOUND, 0.0))
    review = Review(attempt, Delivery(1), None, Coverage("fake", lines))
    assert review.counts() == {State.COVERED: 1, State.NOT_FOUND: 1}
    assert review.counts([ItemKind.MINEFIELD]) == {State.NOT_FOUND: 1}
