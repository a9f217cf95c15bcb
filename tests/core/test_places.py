"""Where a measure found what it counts, as it is shown and heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.attempt import Attempt
from mockinterview.core.delivery import Pause, measure
from mockinterview.core.manner import Aspect
from mockinterview.core.places import places
from mockinterview.core.question import Question
from mockinterview.core.review import Review
from mockinterview.core.transcript import Note, NoteKind, Transcript, Word


def spoken(*texts: str, step: int = 500, pauses: tuple[Pause, ...] = (), notes: tuple[Note, ...] = ()) -> Review:
    words = tuple(
        Word(text, 1_000 + index * step, 1_000 + index * step + step - 100) for index, text in enumerate(texts)
    )
    end = words[-1].end_ms + 500
    transcript = Transcript("t", "", "en", end, words, notes=notes)
    attempt = Attempt("a", Question("q", "Why?"), 1, datetime(2026, 1, 1, tzinfo=UTC), end)
    return Review(attempt, measure(transcript, pauses, end), transcript)


def test_a_hedge_stands_among_its_neighbours():
    [place] = places(
        spoken(*["We", "had", "not", "quite", "sort", "of", "finished", "it", "by", "then"]), Aspect.HEDGES
    )
    assert (place.before, place.text, place.after) == ("had not quite", "sort of", "finished it by")
    assert (place.word, place.start_ms, place.end_ms, place.hear_from_ms) == (4, 3_000, 3_900, 2_700)


def test_the_first_word_has_nothing_before_it():
    [place] = places(spoken("Um,", "we", "left"), Aspect.FILLERS)
    assert (place.before, place.text, place.after, place.hear_from_ms) == ("", "Um,", "we left", 700)
    [first] = places(spoken("Um,", "we", "left"), Aspect.FIRST_WORD)
    assert (first.text, first.start_ms) == ("Um,", 1_000)


def test_a_repetition_is_all_its_words():
    [place] = places(spoken(*["then", "I", "was", "um", "I", "was", "going"]), Aspect.REPEATS)
    assert (place.text, place.word) == ("I was um I was", 1)


def test_places_that_may_be_a_filler_are_among_them_and_say_so():
    found = places(spoken("so", "um", "we", notes=(Note(NoteKind.POSSIBLE_FILLER, 400, 800),)), Aspect.FILLERS)
    assert [(place.text, place.spoken) for place in found] == [("Possibly an um", False), ("um", True)]


def test_a_pause_is_heard_from_the_words_before_it():
    [place] = places(spoken("one", "two", "three", "four", step=3_000, pauses=(Pause(5_000, 6_800),)), Aspect.PAUSES)
    assert (place.text, place.before, place.after) == ("1.8 s", "one two", "three four")
    assert place.hear_from_ms == 4_400


def test_of_the_pace_the_quickest_and_the_slowest_stretch():
    quick, slow = ["word"] * 120, ["word"] * 60
    words = [Word(text, at * 300, at * 300 + 300) for at, text in enumerate(quick)]
    words += [Word(text, 36_000 + at * 600, 36_000 + at * 600 + 600) for at, text in enumerate(slow)]
    transcript = Transcript("t", "", "en", 72_000, tuple(words))
    review = replace(spoken("word"), transcript=transcript, delivery=measure(transcript, (), 72_000))
    first, second = places(review, Aspect.PACE)
    assert (first.start_ms, first.end_ms) == (0, 20_000)
    assert first.text.startswith("Quickest: 20")
    assert second.text.startswith("Slowest: ")
    assert 36_000 <= second.start_ms < second.end_ms <= 72_000


def test_an_even_pace_has_no_such_places():
    assert places(spoken(*["word"] * 20), Aspect.PACE) == ()


def test_words_without_times_cannot_be_heard_and_length_has_no_place():
    transcript = Transcript("text", "", "en", 0, (Word("maybe", 0, 0),))
    review = replace(spoken("maybe"), transcript=transcript, delivery=measure(transcript, (), 0))
    assert places(review, Aspect.HEDGES) == ()
    assert places(spoken("maybe"), Aspect.LENGTH) == ()


_TEXTS = st.lists(st.sampled_from(["I", "think", "um", "the", "left.", "…"]), min_size=1, max_size=60)


@given(_TEXTS, st.integers(1, 2_000), st.lists(st.tuples(st.integers(0, 50_000), st.integers(0, 9_000)), max_size=4))
def test_places_are_sorted_inside_the_answer_and_never_heard_too_late(texts, step, silences):
    pauses = tuple(Pause(start, start + length) for start, length in sorted(silences))
    review = spoken(*texts, step=step + 100, pauses=pauses)
    for aspect in Aspect:
        found = places(review, aspect)
        assert [place.start_ms for place in found] == sorted(place.start_ms for place in found)
        assert all(0 <= place.hear_from_ms <= place.start_ms <= place.end_ms for place in found)
        assert all(place.word is None or place.word < len(texts) for place in found)
        assert all(place.text for place in found)
