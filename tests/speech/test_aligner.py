"""Known words put to their sound, and everything a person may write that was never said."""

from __future__ import annotations

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from mockinterview.core.written import Cue
from mockinterview.speech.engines.aligner import Aligner, Timed
from mockinterview.speech.gate import Stretch, spoken_stretches
from tests.data.whisper.spoken import RATE, Speaker, Utterance

SAID = (
    "Last winter our biggest client left, and I had to tell the team that evening. "
    "We lost four people, but nobody was surprised."
)
UNSAID = "I would like to add that the weather had been terrible for weeks."


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner()


@pytest.fixture(scope="module")
def said(speaker: Speaker) -> Utterance:
    return speaker.say(SAID, "en-US", 160)


def in_quiet(said: Utterance, before_s: float = 1.0, after_s: float = 1.0) -> NDArray[np.float32]:
    sound = np.concatenate(
        [np.zeros(int(before_s * RATE), np.float32), said.sound, np.zeros(int(after_s * RATE), np.float32)]
    )
    return (sound + np.random.default_rng(1).normal(0, 1e-3, len(sound))).astype(np.float32)


def timed(aligner: Aligner, sound: NDArray[np.float32], *cues: Cue) -> list[Timed]:
    """The times of all words, which must be in order and inside the sound, whatever was asked."""
    found = aligner.times(sound, spoken_stretches(sound), cues)
    assert [len(one) for one in found] == [len(cue.words) for cue in cues]
    flat = [one for times in found for one in times]
    ends = [0, *(one.end_ms for one in flat)]
    assert all(before <= one.start_ms <= one.end_ms for before, one in zip(ends, flat, strict=False))
    assert ends[-1] <= len(sound) * 1000 // RATE
    return flat


def off_ms(times: list[Timed], said: Utterance, which: list[int] | None = None, before_ms: int = 1000) -> list[float]:
    indices = which if which is not None else list(range(len(said.words)))
    return [
        abs(one.start_ms - before_ms - said.words[i][1] * 1000)
        for one, i in zip(times, indices, strict=True)
        if i is not None and i >= 0
    ]


def test_words_begin_where_they_are_said(aligner: Aligner, said: Utterance) -> None:
    times = timed(aligner, in_quiet(said), Cue(tuple(SAID.split())))
    assert all(one.found for one in times)
    assert np.median(off_ms(times, said)) <= 60
    assert np.percentile(off_ms(times, said), 95) <= 200


def test_words_not_said_and_words_not_written_leave_the_others_alone(aligner: Aligner, said: Utterance) -> None:
    words, which = SAID.split(), list(range(len(SAID.split())))
    for place in (15, 3):  # two not written
        del words[place], which[place]
    words[8:8], which[8:8] = ["basically", "everybody"], [-1, -1]  # two not said
    times = timed(aligner, in_quiet(said), Cue(tuple(words)))
    assert np.median(off_ms(times, said, which)) <= 60
    assert np.percentile(off_ms(times, said, which), 90) <= 200


def test_a_sentence_that_was_not_said_is_passed_over(aligner: Aligner, said: Utterance) -> None:
    words = SAID.split()
    first = next(index for index, word in enumerate(words) if word == "We")
    unsaid = UNSAID.split()
    which = [*range(first), *(-1 for _ in unsaid), *range(first, len(words))]
    times = timed(aligner, in_quiet(said), Cue((*words[:first], *unsaid, *words[first:])))
    assert np.percentile(off_ms(times, said, which), 90) <= 200


def test_a_long_answer_keeps_its_place(aligner: Aligner, speaker: Speaker) -> None:
    parts = [
        speaker.say(SAID, voice, rate) for voice, rate in (("en-US", 160), ("en-GB-x-rp", 150), ("en+f4", 175)) * 3
    ]
    sound = np.concatenate([in_quiet(part, 0.5, 0.5) for part in parts])
    times = timed(aligner, sound, Cue(tuple(SAID.split()) * len(parts)))
    size, at, errors = len(SAID.split()), 0.0, []
    for index, part in enumerate(parts):
        errors += off_ms(
            [Timed(one.start_ms - round(at), 0, True) for one in times[index * size : (index + 1) * size]],
            part,
            None,
            500,
        )
        at += 1000 + part.seconds * 1000
    assert np.percentile(errors, 95) <= 200


def test_bounds_hold(aligner: Aligner, said: Utterance) -> None:
    words = tuple(SAID.split())
    times = timed(aligner, in_quiet(said), Cue(words[:5], 0, 900), Cue(words[5:], 4000, 5000))
    assert all(one.end_ms <= 900 for one in times[:5])
    assert all(4000 <= one.start_ms <= one.end_ms <= 5000 for one in times[5:])


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe damals beschlossen, die Kolleginnen sofort anzurufen und nichts zu verschweigen.",
        "你好 世界 我 叫 小明",
        "— … ???",
        "a " * 60,
        "supercalifragilisticexpialidocious" * 4,
        "3.14159 £1,000,000 2024 50% C++ R&D AWS e-mail o'clock 'tis (sic) # #1 w(2) ?AH <sil> [NOISE] !EXIT",
        "the the the the the the",
    ],
)
def test_text_that_fits_nothing_still_gets_times(aligner: Aligner, said: Utterance, text: str) -> None:
    assert timed(aligner, in_quiet(said), Cue(tuple(text.split())))


def test_no_words_no_times(aligner: Aligner, said: Utterance) -> None:
    assert aligner.times(in_quiet(said), spoken_stretches(in_quiet(said)), []) == []


@pytest.mark.parametrize("samples", [0, 1, 100, 2000, 16_000])
def test_next_to_no_sound(aligner: Aligner, samples: int) -> None:
    sound = np.zeros(samples, np.float32)
    assert len(timed(aligner, sound, Cue(("one", "two", "three")))) == 3
    whole = [Stretch(0, samples * 1000 // RATE)]
    assert len(aligner.times(sound, whole, [Cue(("one", "two", "three"))])[0]) == 3


def test_five_thousand_words_against_ten_seconds(aligner: Aligner, said: Utterance) -> None:
    chance = random.Random(1)
    words = tuple(chance.choice(SAID.split()) for _ in range(5000))
    assert len(timed(aligner, in_quiet(said), Cue(words))) == 5000


def test_loud_and_broken_sound(aligner: Aligner) -> None:
    sound = np.random.default_rng(0).uniform(-1, 1, 3 * RATE).astype(np.float32)
    stretches = [Stretch(0, 3000)]
    assert len(aligner.times(sound, stretches, [Cue(tuple(SAID.split()))])[0]) == len(SAID.split())


def test_progress_goes_forward(aligner: Aligner, said: Utterance) -> None:
    sound = np.concatenate([in_quiet(said)] * 4)
    steps: list[int] = []
    aligner.times(sound, spoken_stretches(sound), [Cue(tuple(SAID.split()) * 4)], steps.append)
    assert steps == sorted(steps)
    assert len(steps) > 1
