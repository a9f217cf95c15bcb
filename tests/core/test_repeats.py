"""Words said again at once, and words that stand twice for a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.delivery import FILLERS, bare
from mockinterview.core.repeats import MOST_WORDS, find_repeats
from mockinterview.core.transcript import Word


def repeats(text):
    words = tuple(Word(token, index * 400, index * 400 + 350) for index, token in enumerate(text.split()))
    said = [bare(word.text) for word in words]
    return find_repeats(words, said, {index for index, text in enumerate(said) if text in FILLERS})


def told(text):
    return [(found.first_word, found.last_word, found.phrase, found.times) for found in repeats(text)]


def test_a_word_said_again():
    assert told("I went to the the office") == [(3, 4, "the", 2)]


def test_a_filler_may_stand_between():
    assert told("I, um, I wouldn't") == [(0, 2, "i", 2)]
    assert told("we uh er we left") == [(0, 3, "we", 2)]


def test_several_words_said_again():
    assert told("Then I was I was going") == [(1, 4, "i was", 2)]
    assert told("and so we had and so we had to stop") == [(0, 7, "and so we had", 2)]


def test_more_than_twice_is_one_place():
    assert told("the the the the end") == [(0, 3, "the", 4)]


def test_one_after_the_other():
    assert told("to um to the the desk") == [(0, 2, "to", 2), (3, 4, "the", 2)]


def test_cut_off_by_dots_or_a_dash_is_not_the_end_of_a_sentence():
    assert told("I... I left") == [(0, 1, "i", 2)]
    assert told("We— we left") == [(0, 1, "we", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "It was very, very late",
        "No, no, that is right",
        "I did. I did it myself.",
        "room 20 20 and two two four",
        "the B B C",
        "those who had had one",
        "what it is is that we left",
        "I gave her her coat",
        "many many people, far far away",
        "we left, and then they left",
        "",
    ],
)
def test_what_stands_twice_for_a_reason_is_none(text):
    assert told(text) == []


def test_what_can_stand_twice_counts_where_the_speaker_broke_off():
    assert told("and it, it was late") == [(1, 2, "it", 2)]


_SPOKEN = st.lists(
    st.sampled_from(["I", "was", "the", "the,", "um,", "very.", "a", "it", "—", "7", "left…", "no"]), max_size=50
)


@given(_SPOKEN)
def test_repeats_are_sorted_apart_inside_and_what_they_say_they_are(tokens):
    found = repeats(" ".join(tokens))
    places = [place for repeat in found for place in (repeat.first_word, repeat.last_word + 0.5)]
    assert places == sorted(places)
    for repeat in found:
        said = [bare(token) for token in tokens[repeat.first_word : repeat.last_word + 1]]
        said = [word for word in said if word and word not in FILLERS]
        assert said == repeat.phrase.split() * repeat.times
        assert repeat.times >= 2
        assert 1 <= len(repeat.phrase.split()) <= MOST_WORDS


@given(st.lists(st.sampled_from(["one", "two", "three", "four", "five", "six", "seven"]), max_size=40, unique=True))
def test_where_no_word_is_said_twice_nothing_is_found(tokens):
    assert repeats(" ".join(tokens)) == ()
