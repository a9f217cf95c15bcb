"""Noise of every kind is no speech, and no spoken word is lost at the gate."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from mockinterview.speech.gate import spoken_stretches
from mockinterview.speech.sound import RATE
from tests.data.whisper.spoken import SENTENCES, Speaker

Samples = NDArray[np.float32]
SECONDS = 12


def noise(seed: int, level_dbfs: float, seconds: float = SECONDS) -> Samples:
    return (np.random.default_rng(seed).standard_normal(int(seconds * RATE)) * 10 ** (level_dbfs / 20)).astype(
        np.float32
    )


def hum() -> Samples:
    at = np.arange(SECONDS * RATE) / RATE
    return (0.05 * sum(np.sin(2 * np.pi * 50 * n * at) / n for n in range(1, 8)) + noise(1, -60)).astype(np.float32)


def fan() -> Samples:
    rough = np.convolve(noise(2, -20), np.ones(40) / 40, "same")
    return (rough * (1 + 0.2 * np.sin(np.arange(len(rough)) / RATE * 9))).astype(np.float32)


def typing() -> Samples:
    sound, random = noise(3, -65), np.random.default_rng(3)
    for start in (random.uniform(0.1, SECONDS - 0.2, 60) * RATE).astype(int):
        length = int(random.uniform(0.004, 0.02) * RATE)
        sound[start : start + length] += random.standard_normal(length) * np.exp(-np.arange(length) / length * 4) * 0.3
    return sound.astype(np.float32)


def breathing() -> Samples:
    loudness = np.clip(np.sin(np.arange(SECONDS * RATE) / RATE * 2), 0, 1) ** 2
    return (noise(4, -30) * loudness + noise(5, -70)).astype(np.float32)


def growing_noise() -> Samples:
    return (noise(6, -25) * np.linspace(0, 1, SECONDS * RATE) ** 2).astype(np.float32)


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(SECONDS * RATE, np.float32),
        np.full(SECONDS * RATE, 0.3, np.float32),
        noise(7, -70),
        noise(8, -40),
        noise(9, -12),
        hum(),
        fan(),
        typing(),
        breathing(),
        growing_noise(),
        np.zeros(0, np.float32),
        np.ones(100, np.float32),
    ],
    ids=[
        "silence",
        "offset",
        "faint",
        "noise",
        "loud noise",
        "hum",
        "fan",
        "typing",
        "breath",
        "growing",
        "nothing",
        "a click",
    ],
)
def test_where_nobody_speaks_nothing_is_heard(sound: Samples) -> None:
    assert spoken_stretches(sound) == []


@pytest.mark.parametrize("voice", ["gmw/en", "gmw/en-US+f3", "gmw/en-GB-scotland+m7", "gmw/en-029+f1"])
@pytest.mark.parametrize(
    ("gain_db", "room_dbfs", "slack_ms"), [(0, -120, 60), (0, -60, 60), (-30, -75, 60), (-20, -55, 150)]
)
def test_every_word_spoken_lies_inside_what_is_heard(
    speaker: Speaker, voice: str, gain_db: float, room_dbfs: float, slack_ms: int
) -> None:
    parts, spoken, at = [np.zeros(int(1.5 * RATE), np.float32)], [], 1.5
    for text in SENTENCES[:4]:
        one = speaker.say(text, voice, 160)
        spoken.append((at, at + one.seconds))
        parts += [one.sound, np.zeros(int(1.2 * RATE), np.float32)]
        at += one.seconds + 1.2
    sound = np.concatenate(parts) * np.float32(10 ** (gain_db / 20))
    heard = spoken_stretches(sound + noise(11, room_dbfs, len(sound) / RATE + 1)[: len(sound)])
    for start, end in spoken:
        inside = [one for one in heard if one.start_ms < end * 1000 and one.end_ms > start * 1000]
        assert inside, (start, end)
        assert inside[0].start_ms <= start * 1000 + slack_ms
        assert inside[-1].end_ms >= end * 1000 - slack_ms
        assert all(after.start_ms - before.end_ms < 250 for before, after in pairwise(inside))
    quiet = sum(one.end_ms - one.start_ms for one in heard) - sum(end - start for start, end in spoken) * 1000
    assert quiet < 4 * 600
