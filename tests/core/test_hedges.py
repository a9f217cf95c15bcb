"""Listed wordings, and the places where the same words are plain speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.delivery import bare, measure
from mockinterview.core.hedges import HedgeKind, find_hedges, listed_hedges
from mockinterview.core.transcript import Transcript, Word


def hedges(text):
    words = tuple(Word(token, index * 400, index * 400 + 350) for index, token in enumerate(text.split()))
    return find_hedges(words, [bare(word.text).replace("’", "'") for word in words])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We sort of finished it.", ["sort of"]),
        ("It was, kind of, a mess", ["kind of"]),
        ("The team kind of stopped", ["kind of"]),
        ("I kind of liked that", ["kind of"]),
        ("What can I say? Kind of tired.", ["kind of"]),
        ("I think we finished", ["i think"]),
        ("Well, I think. About forty came.", ["i think"]),
        ("I believe it went well, maybe", ["i believe", "maybe"]),
        ("It was a bit of a surprise and a bit late", ["a bit of a", "a bit"]),
        ("That might be mine; I might ask", ["might"]),
        ("As far as I know, yes", ["as far as i know"]),
        ("if I’m not mistaken", ["if i'm not mistaken"]),
        ("I feel like we won", ["i feel like"]),
        ("Possibly he had gone", ["possibly"]),
    ],
)
def test_listed_wordings_are_found(text, found):
    assert [hedge.phrase for hedge in hedges(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "This kind of work is what I do",
        "A kind of press and every sort of mould",
        "the same kind of question",
        "an unusual sort of day",
        "Two kinds of work",
        "That is what I think",
        "I think about safety first",
        "I think of the customer, I think through the plan",
        "I believe in fairness",
        "a bit of rope, quite a bit later",
        "I waited for a bit",
        "You can't possibly lift it, as soon as possibly",
        "what might go wrong",
        "I don't think so",
        "I feel like a member of the team",
        "I thought it was late",
        "He was of the sort. Of course he came",
        "roughly forty people, about ten",
    ],
)
def test_the_same_words_in_plain_speech_are_not(text):
    assert hedges(text) == ()


def test_a_hedge_says_where_it_stands_and_of_which_kind_it_is():
    [hedge] = hedges("We were, um, more or less done")
    assert (hedge.first_word, hedge.last_word, hedge.kind) == (3, 5, HedgeKind.APPROXIMATOR)


@pytest.mark.parametrize(("phrase", "kind"), [entry for entry in listed_hedges() if entry[0] != "might"])
def test_every_listed_wording_is_found_by_itself(phrase, kind):
    [hedge] = hedges(f"Then, {phrase}.")
    assert (hedge.phrase, hedge.kind) == (phrase, kind)


def test_no_other_language_is_searched():
    words = tuple(Word(token, index * 400, index * 400 + 350) for index, token in enumerate(["maybe", "maybe", "um"]))
    german = measure(Transcript("t", "", "de-CH", 2_000, words), (), 2_000)
    assert (german.listed, german.hedges, german.repeats, german.fillers) == (False, (), (), ())
    assert german.words == 3
    for language in ("en", "en-GB", "EN_us", ""):
        assert measure(Transcript("t", "", language, 2_000, words), (), 2_000).hedges, language


_TOKENS = (
    "sort",
    "kind",
    "of",
    "a",
    "the",
    "I",
    "think,",
    "think.",
    "maybe",
    "might",
    "it",
    "more",
    "or",
    "less",
    "um",
    "…",
)
_SPOKEN = st.lists(st.sampled_from(_TOKENS), max_size=60)


@given(_SPOKEN)
def test_hedges_are_sorted_apart_inside_and_what_they_say_they_are(tokens):
    found = hedges(" ".join(tokens))
    places = [place for hedge in found for place in (hedge.first_word, hedge.last_word + 0.5)]
    assert places == sorted(places)
    assert all(0 <= hedge.first_word <= hedge.last_word < len(tokens) for hedge in found)
    for hedge in found:
        said = [bare(token) for token in tokens[hedge.first_word : hedge.last_word + 1]]
        assert " ".join(said) == hedge.phrase
    assert {hedge.phrase for hedge in found} <= {phrase for phrase, _ in listed_hedges()}
