"""A steady voice without a word may be an "um"; words, noise and music are not offered as one."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from mockinterview.core.transcript import NoteKind
from mockinterview.speech.gate import Stretch
from mockinterview.speech.hesitation import hesitations
from tests.data.whisper.spoken import RATE, SENTENCES, Speaker

Samples = NDArray[np.float32]


def vowel(seconds: float, pitch: float = 120.0, glide: float = 0.0) -> Samples:
    """A buzz through two formants, as a held "uh"."""
    at = np.arange(int(seconds * RATE)) / RATE
    phase = 2 * np.pi * np.cumsum(pitch * 2 ** (glide * at / seconds / 12)) / RATE
    buzz = sum(np.sin(n * phase) * (1 / n + 2 * np.exp(-(((n * pitch - 600) / 150) ** 2))) for n in range(1, 25))
    fade = np.minimum(1, np.minimum(np.arange(len(at)), np.arange(len(at))[::-1]) / 400)
    return (0.05 * buzz * fade).astype(np.float32)


def inside(sound: Samples, before: float = 0.3, after: float = 0.3) -> Samples:
    return np.concatenate([np.zeros(int(before * RATE)), sound, np.zeros(int(after * RATE))]).astype(np.float32)


@pytest.mark.parametrize("pitch", [90.0, 120.0, 210.0])
@pytest.mark.parametrize("seconds", [0.3, 0.6])
def test_a_held_vowel_is_offered_at_its_place(pitch: float, seconds: float) -> None:
    sound = inside(vowel(seconds, pitch, glide=-1.0))
    [note] = hesitations(sound, Stretch(0, len(sound) * 1000 // RATE))
    assert note.kind is NoteKind.POSSIBLE_FILLER
    assert note.start_ms == pytest.approx(300, abs=60)
    assert note.end_ms == pytest.approx(300 + seconds * 1000, abs=60)


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(RATE, np.float32),
        np.random.default_rng(1).standard_normal(RATE).astype(np.float32) * 0.1,
        inside(vowel(0.1)),
        inside(vowel(0.6, glide=12.0)),
        inside(vowel(2.5)),
        np.zeros(100, np.float32),
    ],
    ids=["silence", "noise", "too short", "a glide", "a machine", "nothing"],
)
def test_other_sound_is_not(sound: Samples) -> None:
    assert hesitations(sound, Stretch(0, len(sound) * 1000 // RATE)) == []


def test_only_the_part_without_words_is_looked_at() -> None:
    sound = inside(vowel(0.4))
    assert hesitations(sound, Stretch(0, 290)) == []


def test_spoken_sentences_are_mostly_no_hesitation(speaker: Speaker) -> None:
    found = seconds = 0.0
    for text in SENTENCES[:6]:
        one = speaker.say(text, "gmw/en")
        found += len(hesitations(one.sound, Stretch(0, len(one.sound) * 1000 // RATE)))
        seconds += one.seconds
    assert found < seconds / 2
