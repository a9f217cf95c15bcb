"""Transcripts divide into clauses, with punctuation and without."""

from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.transcript import Segment, Transcript, Word, from_sentences
from mockinterview.lineup.clauses import LONGEST_WORDS, Clause, clauses


def texts(transcript):
    return [transcript.span_text(part.first_word, part.last_word) for part in clauses(transcript)]


def test_sentences_are_clauses():
    said = from_sentences(["I had a lamp. Did it work? “It did!” Then I slept."])
    assert texts(said) == ["I had a lamp.", "Did it work?", "“It did!”", "Then I slept."]


def test_a_long_sentence_is_cut_at_a_comma():
    said = from_sentences(
        ["When the lamp went out in the middle of the night in March, I took the spare one, and it worked."]
    )
    assert texts(said) == [
        "When the lamp went out in the middle of the night in March,",
        "I took the spare one, and it worked.",
    ]


def test_without_punctuation_pauses_and_length_divide():
    words = []
    at = 0
    for index in range(40):
        words.append(Word(f"w{index}", at, at + 200))
        at += 900 if index in (1, 6) else 250
    said = Transcript("t", "", "en", at, tuple(words), (Segment(0, at, 0, 39),))
    found = clauses(said)
    assert found[0] == Clause(0, 6)  # the pause after two words is a hesitation, the one after seven ends a clause
    assert found[1] == Clause(7, 6 + LONGEST_WORDS)
    assert found[-1].last_word == 39


def test_nothing_said_nothing_found():
    assert clauses(from_sentences([])) == []


@given(st.lists(st.sampled_from(["word", "end.", "why?", "well,", "so:", "“yes”"]), max_size=80))
def test_every_word_is_in_exactly_one_clause(words):
    said = from_sentences([" ".join(words)])
    found = clauses(said)
    covered = [index for part in found for index in range(part.first_word, part.last_word + 1)]
    assert covered == list(range(len(words)))
    assert all(part.last_word - part.first_word < LONGEST_WORDS for part in found)
