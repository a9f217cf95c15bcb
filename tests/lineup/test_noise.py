"""Recognition errors are as many as asked for, made of known words, and the same from the same seed."""

from __future__ import annotations

import pytest

from mockinterview.lineup.training.noise import Vocabulary, distance, sound, with_errors, word_error_rate
from tests.benchmarks.lineup.cases import answers_to, corpus_sentences, dev_questions

ANSWERS = [list(answer.sentences) for question in dev_questions()[:4] for answer in answers_to(question)]


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary(corpus_sentences())


@pytest.mark.parametrize("rate", [0.05, 0.1, 0.2, 0.3])
def test_as_many_words_are_wrong_as_asked_for(vocabulary, rate):
    rates = [word_error_rate(spoken, with_errors(spoken, rate, 1, vocabulary)) for spoken in ANSWERS]
    assert sum(rates) / len(rates) == pytest.approx(rate, rel=0.05)
    assert all(found == pytest.approx(rate, abs=0.05) for found in rates)


def test_no_errors_change_nothing(vocabulary):
    assert with_errors(ANSWERS[0], 0, 1, vocabulary) == ANSWERS[0]


def test_the_same_seed_makes_the_same_errors_and_another_makes_others(vocabulary):
    again = Vocabulary(reversed(corpus_sentences()))
    assert with_errors(ANSWERS[0], 0.2, 1, vocabulary) == with_errors(ANSWERS[0], 0.2, 1, again)
    assert with_errors(ANSWERS[0], 0.2, 1, vocabulary) != with_errors(ANSWERS[0], 0.2, 2, vocabulary)


def test_every_sentence_stays_with_words_in_it(vocabulary):
    for spoken in ANSWERS:
        heard = with_errors(spoken, 0.9, 1, vocabulary)
        assert len(heard) == len(spoken)
        assert all(heard)


def test_some_answers_lose_every_mark_and_capital(vocabulary):
    heard = [" ".join(with_errors(spoken, 0.05, 1, vocabulary)) for spoken in ANSWERS]
    bare = [text == text.lower() and not set(text) & set(".,?!;:") for text in heard]
    assert 0.2 < sum(bare) / len(bare) < 0.8


def test_a_word_turns_into_one_that_sounds_like_it(vocabulary):
    assert sound("knight") == sound("night")
    assert sound("phone") == sound("fone")
    assert vocabulary.like("weight")[0] in ("wait", "eight", "weights", "height")
    assert "weight" not in vocabulary.like("weight")


def test_figures_turn_into_other_figures(vocabulary):
    heard = with_errors(["540"] * 50, 1.0, 3, vocabulary)
    changed = [figure for figure in heard if figure.isdigit() and figure != "540"]
    assert changed
    assert all(distance(figure, "540") == 1 for figure in changed)


@pytest.mark.parametrize("spoken", [[], ["…"], ["Hm."], ["日本語です。"], ["👍 👍"]])
def test_odd_sentences_do_not_fail(vocabulary, spoken):
    assert len(with_errors(spoken, 0.5, 1, vocabulary)) == len(spoken)
    assert len(with_errors(spoken, 0.5, 1, Vocabulary([]))) == len(spoken)


def test_word_error_rate_counts_words_not_marks():
    assert word_error_rate(["The lamp was out."], ["the lamp was out"]) == 0
    assert word_error_rate(["The lamp was out."], ["a lamp out now"]) == 3 / 4
    assert word_error_rate([], ["anything"]) == 0
    assert distance("kitten", "sitting") == 3
