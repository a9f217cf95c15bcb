"""What a recogniser may not claim is cut, what it passed over is noted, and honest speech is left alone."""

from __future__ import annotations

import numpy as np
import pytest

from mockinterview.core.transcript import Note, NoteKind, Word
from mockinterview.speech.gate import Stretch
from mockinterview.speech.guards import guarded, looped, not_understood, strays, wordless
from mockinterview.speech.pieces import Heard, Piece

SILENCE = np.zeros(16_000 * 60, np.float32)


def said(text: str, start_ms: int = 200, each_ms: int = 300) -> list[Word]:
    """Words one after the other."""
    return [
        Word(word, start_ms + n * each_ms, start_ms + (n + 1) * each_ms, 0.9) for n, word in enumerate(text.split())
    ]


def heard(words: list[Word], end_ms: int | None = None) -> Heard:
    end = end_ms if end_ms is not None else words[-1].end_ms + 200
    return guarded(Piece(0, end, (Stretch(0, end),)), [words], SILENCE)


def texts(one: Heard) -> str:
    return " ".join(word.text for sentence in one.sentences for word in sentence)


@pytest.mark.parametrize(
    "text",
    [
        "no no no",
        "No, no, no, no!",
        "it was very very very very very hard",
        "words words words words words words words words",
        "I don't know I don't know I don't know I don't know I don't know",
        "we tried and we tried and we tried and we tried until it worked",
        "one two three four five six seven",
    ],
)
def test_people_may_repeat_themselves(text: str) -> None:
    one = heard(said(text))
    assert texts(one) == text
    assert one.notes == ()


@pytest.mark.parametrize(("phrase", "times"), [("you", 30), ("thank you", 12), ("I want to go to the", 8), ("the", 7)])
def test_words_repeated_faster_than_anybody_speaks_are_cut(phrase: str, times: int) -> None:
    words = said("we had a plan") + said(" ".join([phrase] * times), 1_400, each_ms=90)
    assert texts(heard(words)) == f"we had a plan {phrase}"


def test_words_of_no_length_are_a_loop() -> None:
    words = [*said("we had a plan"), *(Word("so", 1_400, 1_400) for _ in range(5))]
    assert texts(heard(words)) == "we had a plan so"


def test_a_loop_over_silence_is_cut_and_leaves_no_note() -> None:
    words = said("thank you " * 8, 1_000, 400)
    one = guarded(Piece(0, 1_900, (Stretch(0, 1_900),)), [words], SILENCE)
    assert texts(one) == "thank you"
    assert one.notes == (Note(NoteKind.NOT_UNDERSTOOD, 200, 1_000),)


def test_the_same_sentence_again_and_again_at_any_speed_is_a_loop() -> None:
    one = heard(said("and then we went home " * 7, each_ms=350))
    assert texts(one) == "and then we went home"
    assert [note.kind for note in one.notes] == [NoteKind.NOT_UNDERSTOOD]
    assert one.notes[0].start_ms == one.sentences[0][-1].end_ms


def test_a_loop_across_sentences_is_cut_and_sentences_stay_apart() -> None:
    sentences = [
        said("we had a plan"),
        *([said("thank you", 1_400 + n * 100, 50) for n in range(6)]),
        said("good", 3_000),
    ]
    one = guarded(Piece(0, 3_500, (Stretch(0, 3_500),)), sentences, SILENCE)
    assert [" ".join(word.text for word in part) for part in one.sentences] == ["we had a plan", "thank you", "good"]


def test_words_far_from_speech_were_invented() -> None:
    stretches = [Stretch(1_000, 2_000)]
    words = [Word("before", 0, 299), Word("near", 100, 400), Word("in", 1_200, 1_500), Word("after", 2_701, 3_000)]
    assert strays(words, stretches) == {0, 3}
    assert strays(words, []) == {0, 1, 2, 3}
    assert looped([], stretches) == set()


def test_speech_without_a_word_is_noted_from_two_syllables_on() -> None:
    words = [Word("we", 200, 500), Word("had", 1_199, 1_400), Word("plans", 2_200, 2_600)]
    assert heard(words).notes == (Note(NoteKind.NOT_UNDERSTOOD, 1_400, 2_200),)


def test_speech_with_no_word_at_all_is_noted() -> None:
    one = guarded(Piece(0, 3_000, (Stretch(0, 1_400), Stretch(2_000, 3_000))), [[]], SILENCE)
    assert one.sentences == ()
    assert one.notes == (Note(NoteKind.NOT_UNDERSTOOD, 200, 1_200),)


def test_the_wordless_parts_are_in_order_and_inside_the_speech() -> None:
    stretches = [Stretch(0, 3_000), Stretch(4_000, 5_000)]
    words = [Word("a", 100, 400), Word("b", 300, 350), Word("c", 1_000, 1_500), Word("d", 4_100, 4_900)]
    assert wordless(stretches, words) == [Stretch(400, 1_000), Stretch(1_500, 2_800)]
    assert wordless([Stretch(0, 300)], []) == []


def test_what_a_hesitation_explains_is_not_noted_twice() -> None:
    span = [Stretch(0, 900)]
    assert not_understood(span, [], [Note(NoteKind.POSSIBLE_FILLER, 100, 500)]) == []
    assert not_understood(span, [], []) == [Note(NoteKind.NOT_UNDERSTOOD, 0, 900)]
    assert not_understood([Stretch(0, 300)], [Word("x", 100, 200)], []) == [Note(NoteKind.NOT_UNDERSTOOD, 0, 300)]
