"""Whisper's times made exact, and left alone where the aligner cannot know better."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from mockinterview.core.transcript import Note, NoteKind, Word
from mockinterview.speech.engines.aligner_refining import Refiner
from mockinterview.speech.gate import spoken_stretches
from mockinterview.speech.pieces import Heard, Piece
from tests.data.whisper.spoken import RATE, Speaker, Utterance

SAID = "We lost four people last winter, but nobody was surprised."


@pytest.fixture(scope="module")
def refiner() -> Refiner:
    return Refiner()


@pytest.fixture(scope="module")
def said(speaker: Speaker) -> Utterance:
    return speaker.say(SAID, "en-US", 160)


@pytest.fixture(scope="module")
def sound(said: Utterance) -> NDArray[np.float32]:
    whole = np.concatenate([np.zeros(RATE, np.float32), said.sound, np.zeros(RATE, np.float32)])
    return (whole + np.random.default_rng(1).normal(0, 1e-3, len(whole))).astype(np.float32)


def heard(sound: NDArray[np.float32], said: Utterance, language: str = "en", lag_ms: int = 0) -> Heard:
    """The true words with times that are off by turns, as Whisper's are."""
    stretches = tuple(spoken_stretches(sound))
    words = [
        Word(text, round(1000 + start * 1000) + lag_ms + 120 * (index % 2), round(1000 + end * 1000) + lag_ms, 0.9)
        for index, (text, start, end) in enumerate(said.words)
    ]
    note = Note(NoteKind.POSSIBLE_FILLER, 10, 20)
    piece = Piece(stretches[0].start_ms, stretches[-1].end_ms, stretches)
    return Heard(piece, (tuple(words[:6]), tuple(words[6:])), (note,), language)


def flat(one: Heard) -> list[Word]:
    return [word for sentence in one.sentences for word in sentence]


def off_ms(one: Heard, said: Utterance) -> list[float]:
    return [abs(word.start_ms - 1000 - start * 1000) for word, (_, start, _) in zip(flat(one), said.words, strict=True)]


def test_times_become_better_and_nothing_else_changes(
    refiner: Refiner, sound: NDArray[np.float32], said: Utterance
) -> None:
    before = heard(sound, said, lag_ms=150)
    after = refiner.refined(sound, before)
    assert np.median(off_ms(before, said)) > 100
    assert np.median(off_ms(after, said)) <= 40
    assert [(word.text, word.confidence) for word in flat(after)] == [
        (word.text, word.confidence) for word in flat(before)
    ]
    assert [len(one) for one in after.sentences] == [len(one) for one in before.sentences]
    assert (after.piece, after.notes, after.language) == (before.piece, before.notes, before.language)


def test_a_word_that_was_made_up_does_not_move_the_others(
    refiner: Refiner, sound: NDArray[np.float32], said: Utterance
) -> None:
    before = heard(sound, said)
    first, second = before.sentences
    made_up = Word("Thanks.", first[2].end_ms, first[2].end_ms + 10, 0.3)
    after = flat(refiner.refined(sound, replace(before, sentences=((*first[:3], made_up, *first[3:]), second))))
    true = [1000 + start * 1000 for _, start, _ in said.words]
    errors = [abs(word.start_ms - at) for word, at in zip([*after[:3], *after[4:]], true, strict=True)]
    assert np.median(errors) <= 40
    assert [word.start_ms for word in after] == sorted(word.start_ms for word in after)


@pytest.mark.parametrize("language", ["de", "fr", "zh"])
def test_other_languages_are_left_alone(
    refiner: Refiner, sound: NDArray[np.float32], said: Utterance, language: str
) -> None:
    before = heard(sound, said, language)
    assert refiner.refined(sound, before) is before


def test_words_of_another_sound_are_left_alone(refiner: Refiner, sound: NDArray[np.float32], speaker: Speaker) -> None:
    other = speaker.say("Completely different matters require patience from everybody in charge.", "en-US", 160)
    before = heard(sound, other)
    assert refiner.refined(sound, before) is before


def test_no_words_no_work(sound: NDArray[np.float32]) -> None:
    before = Heard(Piece(0, 1000, ()))
    assert Refiner().refined(sound, before) is before


def test_no_word_leaves_its_piece(refiner: Refiner, sound: NDArray[np.float32], said: Utterance) -> None:
    after = refiner.refined(sound, heard(sound, said))
    assert all(after.piece.start_ms <= word.start_ms <= word.end_ms <= after.piece.end_ms for word in flat(after))
