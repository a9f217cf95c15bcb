"""One time line: marks sorted and inside the attempt whatever is thrown at it; the user's verdict wins."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.attempt import Attempt, MarkKind, TakeMark
from mockinterview.core.coverage import Coverage, ItemScore, Span, State, cover
from mockinterview.core.delivery import Delivery, Filler, Pause
from mockinterview.core.opinion import Opinion
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.review import LEAD_IN_MS, Lane, Review, ReviewMark, Verdict, marks, possible_fillers
from mockinterview.core.sound_notes import gathered
from mockinterview.core.transcript import Note, NoteKind, Transcript, Word, from_sentences

ITEMS = (
    ChecklistItem("lamp", ItemKind.KEY_POINT, "Spare lamp"),
    ChecklistItem("log", ItemKind.KEY_POINT, "Log entry"),
    ChecklistItem("tone", ItemKind.MINEFIELD, "Bored tone", minefield=MinefieldKind.MANNER),
)
QUESTION = Question("q", "Why?", items=ITEMS)
WORDS = Transcript("t", "", "en", 8000, tuple(Word(f"w{i}", 500 * i + 200, 500 * i + 600) for i in range(14)))


def lined_up(**spans):
    scores = {name: ItemScore(0.9, 0.9, spans=(Span(*span, 0.9),)) for name, span in spans.items()}
    return cover(QUESTION, WORDS, scores, "m")


def a_review(coverage=None, verdicts=None, duration_ms=8000, delivery=None, take_marks=(), transcript=WORDS):
    attempt = Attempt("a", QUESTION, 1, datetime(2025, 3, 1, tzinfo=UTC), duration_ms, marks=tuple(take_marks))
    return Review(attempt, delivery or Delivery(duration_ms), transcript, coverage, Opinion(verdicts or {}))


def test_before_the_line_up_there_is_no_verdict():
    review = a_review()
    assert review.line("lamp") is None
    assert review.verdict("lamp") is None
    assert review.evidence_range("lamp") is None
    assert review.evidence("lamp") == ()
    assert review.counts() == {}


def test_a_verdict_given_before_the_line_up_stands():
    review = a_review(verdicts={"lamp": State.COVERED})
    assert review.verdict("lamp") == Verdict(State.NOT_SURE, State.COVERED)
    assert review.counts() == {State.COVERED: 1}


def test_the_users_verdict_wins_and_the_programs_stays_beside_it():
    review = a_review(lined_up(lamp=(1, 3)), {"lamp": State.PARTLY})
    verdict = review.verdict("lamp")
    assert verdict.program is State.COVERED
    assert verdict.standing is State.PARTLY
    assert review.counts() == {State.PARTLY: 1, State.NOT_FOUND: 1, State.YOUR_CALL: 1}


@pytest.mark.parametrize(
    ("program", "user", "agrees"),
    [
        (State.COVERED, None, None),
        (State.COVERED, State.COVERED, True),
        (State.COVERED, State.PARTLY, False),
        (State.YOUR_CALL, State.CLEAR, None),
        (State.NOT_SURE, State.COVERED, None),
    ],
)
def test_agreement_counts_only_where_both_decided(program, user, agrees):
    assert Verdict(program, user).agrees is agrees


def test_evidence_plays_from_a_little_before():
    review = a_review(lined_up(lamp=(2, 4)))
    assert review.evidence_range("lamp") == (1200 - LEAD_IN_MS, 2600)
    assert review.evidence_range("lamp", 1) is None
    assert review.evidence_range("log") is None


def test_evidence_at_the_very_start_and_past_the_end():
    assert a_review(lined_up(lamp=(0, 0))).evidence_range("lamp") == (0, 600)
    assert a_review(lined_up(lamp=(12, 13)), duration_ms=7000).evidence_range("lamp")[1] == 7000


def test_words_without_times_cannot_be_played():
    spoken = from_sentences(["I had a spare lamp ready."])
    coverage = cover(QUESTION, spoken, {"lamp": ItemScore(0.9, 0.9, spans=(Span(0, 2, 0.9),))}, "m")
    assert a_review(coverage, transcript=spoken).evidence_range("lamp") is None


def test_what_was_heard_but_not_written_stands_there_too_and_is_not_counted():
    notes = (Note(NoteKind.POSSIBLE_FILLER, 2000, 2400), Note(NoteKind.NOT_UNDERSTOOD, 5000, 9000))
    review = a_review(transcript=replace(WORDS, notes=notes))
    assert marks(review) == (
        ReviewMark(Lane.FILLER, 2000, 2400, "Possibly an um", sure=False),
        ReviewMark(Lane.UNCLEAR, 5000, 8000, "Something was heard here but not understood"),
    )
    assert possible_fillers(review) == 1
    assert review.delivery.fillers == ()


def test_everything_stands_on_one_time_line():
    delivery = Delivery(8000, pauses=(Pause(3000, 4500),), fillers=(Filler(2, "um", 1200),))
    take_marks = (TakeMark(MarkKind.GAP, 6000, lost_ms=400), TakeMark(MarkKind.PAUSED, 7000))
    review = a_review(lined_up(lamp=(1, 2)), delivery=delivery, take_marks=take_marks)
    assert marks(review) == (
        ReviewMark(Lane.EVIDENCE, 700, 1600, "Spare lamp", "lamp", state=State.COVERED),
        ReviewMark(Lane.FILLER, 1200, 1600, "um"),
        ReviewMark(Lane.PAUSE, 3000, 4500, "pause"),
        ReviewMark(Lane.TAKE, 6000, 6000, "0.4 s missing", take=MarkKind.GAP),
        ReviewMark(Lane.TAKE, 7000, 7000, "Paused", take=MarkKind.PAUSED),
    )


def test_without_words_only_sound_marks_stand():
    review = a_review(transcript=None, delivery=Delivery(8000, pauses=(Pause(1, 2000),)))
    assert [mark.lane for mark in marks(review)] == [Lane.PAUSE]


moments = st.integers(-5_000, 30_000)


@given(
    duration_ms=st.integers(0, 20_000),
    times=st.lists(st.tuples(moments, moments), min_size=3, max_size=12),
    data=st.data(),
)
def test_marks_are_sorted_and_never_leave_the_attempt(duration_ms, times, data):
    spoken = Transcript("t", "", "en", duration_ms, tuple(Word("w", start, end) for start, end in times))
    index = st.integers(0, len(times) - 1)
    spans = data.draw(st.lists(st.tuples(index, index), max_size=4))
    scores = {"lamp": ItemScore(0.9, 0.9, spans=tuple(Span(*sorted(span), 0.9) for span in spans))}
    delivery = Delivery(
        duration_ms,
        pauses=tuple(Pause(start, end) for start, end in times),
        fillers=tuple(Filler(at, "um", spoken.words[at].start_ms) for at in data.draw(st.lists(index, max_size=3))),
    )
    take_marks = [TakeMark(MarkKind.GAP, start) for start, _ in times]
    review = a_review(cover(QUESTION, spoken, scores, "m"), None, duration_ms, delivery, take_marks, spoken)
    found = marks(review)
    assert all(0 <= mark.start_ms <= mark.end_ms <= duration_ms for mark in found)
    assert list(found) == sorted(found, key=lambda mark: (mark.start_ms, mark.end_ms))
    assert sum(mark.lane is Lane.TAKE for mark in found) == len(gathered(take_marks))


def test_an_item_the_line_up_does_not_know_is_an_error():
    review = replace(a_review(), coverage=Coverage("m"))
    with pytest.raises(KeyError):
        review.line("lamp")
