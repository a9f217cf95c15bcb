"""Marks whatever is thrown at them: sorted, inside the attempt, never crossing, through every edit and every opinion."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.attempt import Attempt, MarkKind, TakeMark
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.delivery import Pause, measure
from mockinterview.core.editing import Edit, carried, edited
from mockinterview.core.lanes import (
    MOST_LEVELS,
    Row,
    beginning_at,
    place_after,
    place_before,
    rows,
)
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.review import Lane, Review, ReviewMark, marks, possible_fillers
from mockinterview.core.transcript import Note, NoteKind, Segment, Transcript, Word

ITEMS = tuple(ChecklistItem(f"i{n}", ItemKind.KEY_POINT, f"Item {n}") for n in range(4))
LENGTH = 20_000

moments = st.integers(-2_000, LENGTH + 5_000)
item_ids = st.sampled_from([item.id for item in ITEMS])
said = st.sampled_from(("um", "lamp", "uh", "light", "the", "Er,", "two words", ""))


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Words in time order, with gaps, some without length, perhaps past the end of the attempt."""
    at, words = draw(st.integers(0, 800)), []
    for text in draw(st.lists(said.filter(lambda text: text and " " not in text), min_size=1, max_size=24)):
        length = draw(st.sampled_from((0, 120, 300, 900)))
        words.append(Word(text, at, at + length, 0.9))
        at += length + draw(st.sampled_from((0, 40, 700)))
    cut = draw(st.integers(0, len(words) - 1))
    spans = [(0, cut), (cut + 1, len(words) - 1)]
    segments = tuple(Segment(words[a].start_ms, words[b].end_ms, a, b) for a, b in spans if a <= b)
    noted = draw(st.lists(st.tuples(st.sampled_from(NoteKind), st.integers(0, at), st.integers(0, 900)), max_size=3))
    notes = tuple(Note(kind, start, start + length) for kind, start, length in sorted(noted, key=lambda one: one[1]))
    return Transcript("fake", "", "en", max(at, 1), tuple(words), segments, notes=notes)


@st.composite
def opinions(draw: st.DrawFn) -> Opinion:
    """Any passages, overlapping or not, and bookmarks anywhere, also beyond the end."""
    passage = st.builds(
        lambda start, length, item_id: Passage(start, start + length, item_id),
        st.integers(0, LENGTH),
        st.integers(1, 6_000),
        item_ids,
    )
    return Opinion(
        draw(st.dictionaries(item_ids, st.sampled_from(State), max_size=4)),
        {},
        tuple(sorted(set(draw(st.lists(passage, max_size=5))))),
        tuple(sorted(set(draw(st.lists(passage, max_size=5))))),
        tuple(sorted(set(draw(st.lists(st.builds(Bookmark, moments, st.sampled_from(("", "here"))), max_size=4))))),
    )


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """An attempt with words, proposals of the program, an opinion, pauses and notes on its sound."""
    words = draw(transcripts())
    index = st.integers(0, len(words.words) - 1)
    lines = []
    for item in ITEMS:
        spans = [sorted(span) for span in draw(st.lists(st.tuples(index, index), max_size=3))]
        evidence = tuple(Evidence(a, b, words.span_text(a, b)) for a, b in spans)
        lines.append(ItemCoverage(item, draw(st.sampled_from(State)), 0.5, evidence))
    length = draw(st.integers(1, LENGTH))
    pauses = draw(st.lists(st.tuples(moments, moments).map(sorted), max_size=4))
    told = draw(st.lists(st.builds(TakeMark, st.sampled_from(MarkKind), moments), max_size=4))
    attempt = Attempt(
        "a", Question("q", "Why?", items=ITEMS), 1, datetime(2026, 3, 1, tzinfo=UTC), length, marks=tuple(told)
    )
    delivery = measure(words, tuple(Pause(*pause) for pause in pauses), length)
    return Review(attempt, delivery, words, Coverage("fake", tuple(lines)), draw(opinions()))


def edited_review(review: Review, edit: Edit) -> Review:
    """The review as it is shown after an edit."""
    assert review.transcript is not None
    assert review.coverage is not None
    words = edited(review.transcript, edit)
    return replace(
        review,
        transcript=words,
        coverage=carried(review.coverage, review.transcript, edit),
        delivery=measure(words, review.delivery.pauses, review.attempt.duration_ms),
    )


def assert_in_order(review: Review) -> None:
    """What holds of the marks of any review."""
    found, end = marks(review), review.attempt.duration_ms
    assert all(0 <= mark.start_ms <= mark.end_ms <= end for mark in found)
    assert [mark.start_ms for mark in found] == sorted(mark.start_ms for mark in found)
    by_row: dict[tuple[Lane, str], list[ReviewMark]] = {}
    for mark in found:
        by_row.setdefault((mark.lane, mark.item_id), []).append(mark)
    for row in by_row.values():
        assert all(before.end_ms <= after.start_ms for before, after in pairwise(row))
    assert {mark.item_id for mark in found if mark.lane is Lane.EVIDENCE} <= {item.id for item in ITEMS}
    bookmarked = sorted(mark.bookmark for mark in found if mark.bookmark is not None)
    assert bookmarked == sorted(review.opinion.bookmarks)


@given(reviews())
def test_marks_are_in_order_for_any_review(review: Review) -> None:
    assert_in_order(review)


@given(reviews(), st.data())
def test_marks_are_in_order_after_any_edits(review: Review, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 5))):
        assert review.transcript is not None
        number = len(review.transcript.words)
        first, past = sorted(data.draw(st.tuples(st.integers(0, number), st.integers(0, number))))
        review = edited_review(review, Edit(first, past, tuple(data.draw(st.lists(said, max_size=4)))))
        assert_in_order(review)


@given(reviews())
def test_evidence_stands_wherever_words_of_it_are_said(review: Review) -> None:
    assert review.transcript is not None
    words, end = review.transcript.words, review.attempt.duration_ms
    found = [mark for mark in marks(review) if mark.lane is Lane.EVIDENCE]
    timed = words[-1].end_ms > 0
    for item in ITEMS:
        for span in review.evidence(item.id):
            for word in words[span.first_word : span.last_word + 1]:
                middle = min((word.start_ms + word.end_ms) // 2, end)
                there = [mark for mark in found if mark.item_id == item.id and mark.start_ms <= middle <= mark.end_ms]
                assert bool(there) == timed


@given(reviews(), st.booleans())
def test_every_mark_is_in_one_row(review: Review, by_item: bool) -> None:
    found = rows(review, tuple(Lane), by_item)
    assert sorted(map(repr, (mark for row in found for mark in row.marks))) == sorted(map(repr, marks(review)))
    for row in found:
        assert len(row.levels) == len(row.marks)
        assert row.depth <= MOST_LEVELS
        for level in range(MOST_LEVELS - 1):
            on_it = [mark for mark, at in zip(row.marks, row.levels, strict=True) if at == level]
            assert all(before.end_ms <= after.start_ms for before, after in pairwise(on_it))
    if by_item:
        order = [row.item_id for row in found if row.item_id]
        assert order == [item.id for item in ITEMS if item.id in order]


@given(reviews(), moments, moments)
def test_what_touches_a_stretch_is_found(review: Review, one: int, other: int) -> None:
    start, end = sorted((one, other))
    for row in rows(review, tuple(Lane)):
        touching = [mark for mark in row.marks if mark.start_ms <= end and mark.end_ms >= start]
        assert [mark for mark, _ in row.between(start, end)] == touching


@given(reviews(), moments)
def test_walking_from_mark_to_mark_meets_every_one(review: Review, at: int) -> None:
    found = marks(review)
    onwards, back = place_after(found, at), place_before(found, at)
    assert onwards == min((mark.start_ms for mark in found if mark.start_ms > at), default=None)
    assert back == max((mark.start_ms for mark in found if mark.start_ms < at), default=None)
    met: list[ReviewMark] = []
    place = place_after(found, -1)
    while place is not None:
        met += beginning_at(found, place)
        place = place_after(found, place)
    assert tuple(met) == found


def test_lanes_that_are_not_wished_and_lanes_without_marks_have_no_row() -> None:
    words = Transcript("t", "", "en", 2_000, (Word("um", 100, 300), Word("so", 400, 600)))
    attempt = Attempt("a", Question("q", "Why?", items=ITEMS), 1, datetime(2026, 3, 1, tzinfo=UTC), 2_000)
    review = Review(attempt, measure(words, (Pause(600, 1_700),), 2_000), words)
    assert [row.lane for row in rows(review, tuple(Lane))] == [Lane.EVIDENCE, Lane.PAUSE, Lane.FILLER]
    assert [row.lane for row in rows(review, (Lane.FILLER, Lane.TAKE))] == [Lane.FILLER]
    assert rows(review, (Lane.EVIDENCE,), by_item=True) == (Row(Lane.EVIDENCE),)


def test_a_possible_um_is_none_where_an_um_is_written() -> None:
    notes = (Note(NoteKind.POSSIBLE_FILLER, 100, 250), Note(NoteKind.POSSIBLE_FILLER, 900, 1_100))
    words = Transcript("t", "", "en", 2_000, (Word("um", 120, 300), Word("so", 400, 600)), notes=notes)
    attempt = Attempt("a", Question("q", "Why?", items=ITEMS), 1, datetime(2026, 3, 1, tzinfo=UTC), 2_000)
    review = Review(attempt, measure(words, (), 2_000), words)
    assert [(mark.start_ms, mark.sure) for mark in marks(review)] == [(120, True), (900, False)]
    assert possible_fillers(review) == 1


def test_the_persons_own_words_and_the_programs_over_each_other_are_one_bar() -> None:
    words = Transcript("t", "", "en", 4_000, tuple(Word("w", n * 500, n * 500 + 400) for n in range(8)))
    attempt = Attempt("a", Question("q", "Why?", items=ITEMS), 1, datetime(2026, 3, 1, tzinfo=UTC), 4_000)
    line = ItemCoverage(ITEMS[0], State.PARTLY, 0.5, (Evidence(1, 3, ""),))
    opinion = Opinion(added=(Passage(1_400, 2_500, "i0"), Passage(3_000, 3_400, "i0")))
    review = Review(attempt, measure(words, (), 4_000), words, Coverage("m", (line,)), opinion)
    assert marks(review) == (
        ReviewMark(Lane.EVIDENCE, 500, 2_400, "Item 0", "i0", state=State.PARTLY),
        ReviewMark(Lane.EVIDENCE, 3_000, 3_400, "Item 0", "i0", state=State.PARTLY, own=True),
    )
