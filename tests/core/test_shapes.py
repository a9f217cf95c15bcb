"""What is written can be read back as it was, for anything that can be said."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core import shapes
from mockinterview.core.attempt import Attempt, MarkKind, TakeMark
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.delivery import Delivery, Filler, Pause
from mockinterview.core.hedges import Hedge, HedgeKind
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.pace import PacePoint
from mockinterview.core.question import ChecklistItem, ItemKind, Level, MinefieldKind, Question, SampleAnswer
from mockinterview.core.repeats import Repeat
from mockinterview.core.review import Review
from mockinterview.core.transcript import Segment, Transcript, Word

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
names = st.text(min_size=1, max_size=8)
times = st.integers(0, 10**7)
items = st.builds(
    ChecklistItem,
    id=names,
    kind=st.sampled_from(ItemKind),
    name=texts,
    text=texts,
    minefield=st.none() | st.sampled_from(MinefieldKind),
    shown_by=st.lists(texts, max_size=2).map(tuple),
)
answers = st.builds(SampleAnswer, level=st.sampled_from(Level), text=texts, why=texts)
questions = st.builds(
    Question,
    id=names,
    text=texts,
    role=texts,
    theme=texts,
    function=texts,
    about_role=texts,
    kind=texts,
    items=st.lists(items, max_size=3, unique_by=lambda item: item.id).map(tuple),
    sample_answers=st.lists(answers, max_size=2).map(tuple),
    tips=st.lists(texts, max_size=2).map(tuple),
    related=st.lists(texts, max_size=2).map(tuple),
    source=texts,
    licence=texts,
)
take_marks = st.builds(TakeMark, kind=st.sampled_from(MarkKind), at_ms=times, text=texts)
attempts = st.builds(
    Attempt,
    id=names,
    question=questions,
    take=st.integers(1, 99),
    started_at=st.datetimes(timezones=st.just(UTC)),
    duration_ms=times,
    rate=st.just(16_000),
    device=texts,
    marks=st.lists(take_marks, max_size=2).map(tuple),
)
words = st.builds(Word, text=texts, start_ms=times, end_ms=times, confidence=st.none() | st.floats(0, 1))
segments = st.builds(Segment, start_ms=times, end_ms=times, first_word=times, last_word=times)
transcripts = st.builds(
    Transcript,
    engine=texts,
    model=texts,
    language=texts,
    duration_ms=times,
    words=st.lists(words, max_size=4).map(tuple),
    segments=st.lists(segments, max_size=2).map(tuple),
    draft=st.booleans(),
    edited=st.booleans(),
)


def through_json(plain):
    return json.loads(json.dumps(plain))


@given(questions)
def test_questions(question):
    assert shapes.question_from(through_json(shapes.question_to(question))) == question


@given(attempts)
def test_attempts(attempt):
    assert shapes.attempt_from(through_json(shapes.attempt_to(attempt))) == attempt


@given(transcripts)
def test_transcripts(transcript):
    assert shapes.transcript_from(through_json(shapes.transcript_to(transcript))) == transcript


@given(questions, st.data())
def test_coverages(question, data):
    spans = st.builds(Evidence, first_word=times, last_word=times, text=texts, sentence=times)
    coverage = Coverage(
        "m 1",
        tuple(
            ItemCoverage(
                item,
                data.draw(st.sampled_from(State)),
                data.draw(st.integers(0, 10_000)) / 10_000,
                tuple(data.draw(st.lists(spans, max_size=2))),
                data.draw(texts),
            )
            for item in question.items
        ),
        data.draw(st.booleans()),
    )
    assert shapes.coverage_from(through_json(shapes.coverage_to(coverage)), question) == coverage


def test_a_question_needs_only_an_id_and_a_text():
    assert shapes.question_from({"id": "q", "text": "Why?"}) == Question("q", "Why?")


def test_an_item_says_only_what_it_has():
    assert shapes.item_to(ChecklistItem("a", ItemKind.KEY_POINT, "A")) == {
        "id": "a",
        "kind": "key_point",
        "name": "A",
        "text": "",
    }


def test_times_keep_their_zone():
    at = datetime(2025, 3, 1, 9, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    plain = shapes.attempt_to(Attempt("a", Question("q", "Why?"), 1, at, 0))
    assert plain["started_at"] == "2025-03-01T09:00:00+05:30"
    assert shapes.attempt_from(plain).started_at == at


def test_a_mark_that_only_a_newer_version_knows_keeps_its_words() -> None:
    mark = shapes.mark_from({"kind": "hiccup", "at_ms": 40, "text": "The fan was loud.", "cause": "fan"})
    assert mark == TakeMark(MarkKind.OTHER, 40, "The fan was loud.")


@pytest.mark.parametrize("read", [shapes.question_from, shapes.attempt_from, shapes.transcript_from, shapes.item_from])
def test_what_nobody_wrote_is_an_error(read):
    with pytest.raises((KeyError, TypeError, ValueError)):
        read({"kind": "nonsense", "id": "x", "name": "y"})


def test_delivery_as_other_tools_read_it():
    delivery = Delivery(
        9000,
        300,
        141.26,
        20,
        (Pause(1000, 2500),),
        (Filler(2, "um", 700),),
        (Hedge(3, 4, "sort of", HedgeKind.APPROXIMATOR),),
        (Repeat(5, 6, "the", 2),),
        (PacePoint(300, 141.26),),
    )
    assert shapes.delivery_to(delivery) == {
        "duration_ms": 9000,
        "first_word_ms": 300,
        "words_per_minute": 141.3,
        "words": 20,
        "pauses": [{"start_ms": 1000, "end_ms": 2500}],
        "fillers": [{"word": "um", "start_ms": 700}],
        "listed": True,
        "hedges": [{"phrase": "sort of", "kind": "approximator", "first_word": 3, "last_word": 4}],
        "repeats": [{"phrase": "the", "times": 2, "first_word": 5, "last_word": 6}],
        "pace_curve": [{"at_ms": 300, "words_per_minute": 141.3}],
    }
    assert shapes.delivery_to(Delivery(9000))["words_per_minute"] is None


def test_a_review_as_other_tools_read_it():
    item = ChecklistItem("lamp", ItemKind.KEY_POINT, "Spare lamp")
    attempt = Attempt("a", Question("q", "Why?", items=(item,)), 2, datetime(2025, 3, 1, tzinfo=UTC), 9000)
    waiting = shapes.review_to(Review(attempt, Delivery(9000)))
    assert waiting["transcript"] is None
    assert waiting["coverage"] is None
    assert waiting["verdicts"] == {}
    line = ItemCoverage(item, State.COVERED, 0.9, (Evidence(0, 0, "Yes.", 0),), "You said: “Yes”.")
    spoken = Transcript("t", "", "en", 9000, (Word("Yes.", 0, 400),))
    plain = shapes.review_to(
        Review(attempt, Delivery(9000), spoken, Coverage("m", (line,)), Opinion({"lamp": State.PARTLY}))
    )
    assert plain["verdicts"] == {"lamp": {"program": "covered", "user": "partly"}}
    assert plain["coverage"]["items"][0]["evidence"] == [
        {"sentence": 0, "first_word": 0, "last_word": 0, "text": "Yes."}
    ]
    assert plain["coverage"]["items"][0]["level"] == 2
    assert plain["attempt"] == "a"
    assert plain["evidence"] == {"lamp": [{"first_word": 0, "last_word": 0, "text": "Yes.", "own": False}]}
    assert (plain["notes"], plain["bookmarks"]) == ({}, [])
    json.dumps(plain)


def test_a_review_tells_what_the_person_says_of_it():
    item = ChecklistItem("lamp", ItemKind.KEY_POINT, "Lamp")
    attempt = Attempt("a", Question("q", "Why?", items=(item,)), 1, datetime(2025, 3, 1, tzinfo=UTC), 9000)
    line = ItemCoverage(item, State.COVERED, 0.9, (Evidence(0, 0, "Yes.", 0),))
    spoken = Transcript("t", "", "en", 9000, (Word("Yes.", 0, 400), Word("Lamp.", 400, 800)), edited=True)
    opinion = Opinion(
        {}, {"lamp": "More."}, (Passage(410, 790, "lamp"),), (Passage(0, 400, "lamp"),), (Bookmark(5), Bookmark(9, "b"))
    )
    plain = shapes.review_to(Review(attempt, Delivery(9000), spoken, Coverage("m", (line,)), opinion))
    assert plain["transcript"]["edited"] is True
    assert plain["evidence"] == {"lamp": [{"first_word": 1, "last_word": 1, "text": "Lamp.", "own": True}]}
    assert len(plain["coverage"]["items"][0]["evidence"]) == 1, "what the program proposed stays what it was"
    assert plain["notes"] == {"lamp": "More."}
    assert plain["bookmarks"] == [{"at_ms": 5, "text": ""}, {"at_ms": 9, "text": "b"}]


def test_words_nobody_corrected_are_written_as_ever():
    """The store knows former words again by how they are written."""
    assert "edited" not in shapes.transcript_to(Transcript("t", "", "en", 9))
    assert "carried" not in shapes.coverage_to(Coverage("m"))
