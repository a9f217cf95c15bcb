"""The delivery in words: every measure has a value, a definition and what it cannot tell, and is silent where it knows nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.attempt import Attempt
from mockinterview.core.delivery import Delivery, Filler, Pause, measure
from mockinterview.core.hedges import Hedge, HedgeKind
from mockinterview.core.manner import Aspect
from mockinterview.core.measures import (
    ABOUT,
    DRAFT_CAVEAT,
    Shown,
    clock,
    facts,
    facts_line,
    kinds_of,
    seconds,
)
from mockinterview.core.question import Question
from mockinterview.core.repeats import Repeat
from mockinterview.core.review import Review
from mockinterview.core.transcript import Note, NoteKind, Transcript, Word

DELIVERY = Delivery(
    151_000,
    1_200,
    132.4,
    300,
    (Pause(5_000, 7_300), Pause(9_000, 10_000)),
    (Filler(0, "um", 0),),
    (Hedge(3, 4, "i think", HedgeKind.SHIELD), Hedge(9, 10, "i think", HedgeKind.SHIELD)),
    (Repeat(5, 6, "the", 2),),
)


def of(delivery: Delivery, *notes: Note, draft: bool = False) -> Review:
    attempt = Attempt("a", Question("q", "Why?"), 1, datetime(2026, 1, 1, tzinfo=UTC), delivery.duration_ms)
    transcript = Transcript("fake", "", "en", delivery.duration_ms, notes=notes, draft=draft)
    return Review(attempt, delivery, transcript)


def named(delivery: Delivery, shown: Shown | None = None, measured: bool = True) -> dict[str, str]:
    return {fact.name: fact.value for fact in facts(of(delivery), shown or Shown(), measured)}


def test_every_fact_has_a_value_and_a_definition():
    assert named(DELIVERY) == {
        "Length": "2:31, target 2:00",
        "First word": "after 1.2 s",
        "Pace": "132 words a minute, target 120 to 180",
        "Pauses": "2, longest 2.3 s",
        "Fillers": "at least 1",
        "Hedges": "2, most often “I think”",
        "Repeated words": "at least 1",
    }
    found = facts(of(DELIVERY), Shown())
    assert all(ABOUT[fact.aspect].definition in fact.definition for fact in found)
    assert all(ABOUT[fact.aspect].cannot_tell in fact.definition for fact in found)
    assert [fact.aspect for fact in found] == list(Aspect)


def test_where_there_is_little_room_the_value_alone_is_told():
    short = {fact.name: fact.short for fact in facts(of(DELIVERY), Shown())}
    assert (short["Pace"], short["Hedges"], short["Fillers"]) == ("132 a minute", "2", "at least 1")


def test_possible_fillers_are_told_apart_from_those_that_were_written():
    notes = [Note(NoteKind.POSSIBLE_FILLER, at, at + 300) for at in (2_000, 4_000)]
    found = {fact.name: fact for fact in facts(of(replace(DELIVERY, fillers=()), *notes), Shown())}
    assert found["Fillers"].value == "at least 0, possibly 2 more"


@pytest.mark.parametrize("aspect", list(Aspect))
def test_every_measure_can_be_switched_off(aspect):
    shown = replace(Shown(), **{aspect.value: False})
    assert ABOUT[aspect].name not in named(DELIVERY, shown)
    assert len(named(DELIVERY, shown)) == len(Aspect) - 1


def test_no_target_and_nothing_recognised():
    assert named(Delivery(61_000), Shown(target_ms=0)) == {"Length": "1:01", "Pauses": "none"}


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        (Shown(pace_from=0, pace_to=0), "132 words a minute"),
        (Shown(pace_from=100, pace_to=0), "132 words a minute, target 100 or more"),
        (Shown(pace_from=0, pace_to=140), "132 words a minute, target at most 140"),
        (Shown(pace_from=160, pace_to=140), "132 words a minute, target 140 to 160"),
    ],
)
def test_the_pace_aimed_for(shown, value):
    assert named(DELIVERY, shown)["Pace"] == value


def test_pauses_are_not_told_before_the_sound_is_measured():
    assert "Pauses" not in named(Delivery(61_000), measured=False)


def test_in_another_language_the_lists_say_nothing():
    names = named(replace(DELIVERY, listed=False, fillers=(), hedges=(), repeats=()))
    assert list(names) == ["Length", "First word", "Pace", "Pauses"]


def test_of_a_draft_it_is_said_where_wrong_words_make_it_wrong():
    found = {fact.aspect: fact.caveat for fact in facts(of(DELIVERY, draft=True), Shown())}
    assert {aspect for aspect, caveat in found.items() if caveat == DRAFT_CAVEAT} == set(Aspect) - {
        Aspect.LENGTH,
        Aspect.PAUSES,
    }
    assert not any(fact.caveat for fact in facts(of(DELIVERY), Shown()))


def test_none_found_is_said_as_such():
    names = named(Delivery(61_000, 500, 130.0, 120))
    assert names["Hedges"] == names["Repeated words"] == "none found"


def test_what_was_counted_is_told_by_kind():
    assert kinds_of(DELIVERY, Aspect.HEDGES) == (("I think", 2),)
    assert kinds_of(DELIVERY, Aspect.REPEATS) == (("the", 1),)
    assert kinds_of(DELIVERY, Aspect.FILLERS) == (("um", 1),)
    assert kinds_of(DELIVERY, Aspect.PACE) == ()


def test_one_line_of_all():
    assert facts_line(facts(of(Delivery(61_000)), Shown(target_ms=0))) == "Length: 1:01 · Pauses: none"


def test_lengths_in_words():
    assert [clock(ms) for ms in (0, 61_999, 3_600_000, 3_725_000)] == ["0:00", "1:01", "1:00:00", "1:02:05"]
    assert seconds(1_250) == "1.2 s"


_SCOLDING = ("too ", "bad", "poor", "should", "must", "avoid", "wrong way", "mistake", "error", "fail", "!")


def test_no_word_scolds():
    for about in ABOUT.values():
        told = f"{about.name} {about.definition} {about.cannot_tell}".lower()
        assert not [word for word in _SCOLDING if word in told]


_WORDS = st.lists(
    st.tuples(st.sampled_from(["I", "think", "um", "the", "the,", "7", "…"]), st.integers(0, 900)), max_size=80
)


@given(_WORDS, st.booleans(), st.sampled_from(["en", "de", ""]))
def test_whatever_was_said_every_fact_can_be_told(spoken, draft, language):
    at, words = 0, []
    for text, length in spoken:
        words.append(Word(text, at, at + length))
        at += length
    transcript = Transcript("t", "", language, at, tuple(words), draft=draft)
    review = replace(of(measure(transcript, (), at)), transcript=transcript)
    for fact in facts(review, Shown()):
        assert fact.name
        assert fact.short.split()[0] in fact.value
        assert fact.told
