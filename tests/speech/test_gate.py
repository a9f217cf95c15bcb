"""Noise of every kind is no speech, and no spoken word is lost at the gate."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from mockinterview.speech.gate import spoken_stretches
from mockinterview.speech.sound import RATE
from tests.benchmarks.speech.noises import KINDS
from tests.benchmarks.speech.noises import noise as made_up
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


@pytest.mark.parametrize("kind", KINDS)
def test_no_machine_no_desk_no_weather_and_no_music_is_taken_for_a_voice(kind: str) -> None:
    for peak_dbfs in (-1, -25):
        assert spoken_stretches(made_up(kind, peak_dbfs)) == []


@pytest.mark.parametrize("kind", ["white", "pink noise", "wavering fan", "rain"])
def test_speech_is_heard_in_noise_ten_decibels_under_it(speaker: Speaker, kind: str) -> None:
    spoken = [speaker.say(text, "gmw/en", 160) for text in SENTENCES[:4]]
    sound = np.concatenate([part for one in spoken for part in (np.zeros(RATE, np.float32), one.sound)])
    room = noise(12, -20, len(sound) / RATE + 1) if kind == "white" else made_up(kind, -1)
    room = np.resize(room, len(sound))
    loud = np.sqrt(np.mean(np.square(np.concatenate([one.sound for one in spoken]))))
    heard = spoken_stretches(sound + room * np.float32(loud / np.sqrt(np.mean(np.square(room))) * 10**-0.5))
    at = 0.0
    for one in spoken:
        middle_ms = (at + 1 + one.seconds / 2) * 1000
        assert any(part.start_ms <= middle_ms <= part.end_ms for part in heard)
        at += 1 + one.seconds


def test_a_word_alone_is_heard(speaker: Speaker) -> None:
    for text in ("Yes.", "No.", "Maybe.", "Absolutely not."):
        word = np.concatenate([noise(13, -65, 1), speaker.say(text, "gmw/en-US", 160).sound, noise(14, -65, 1)])
        [one] = spoken_stretches(word)
        assert one.start_ms <= 1_060


def test_a_hesitation_beside_speech_is_kept(speaker: Speaker) -> None:
    said = speaker.say(SENTENCES[0], "gmw/en", 160).sound
    at = np.arange(int(0.4 * RATE)) / RATE
    um = 0.1 * sum(np.sin(2 * np.pi * 120 * n * at) / n for n in range(1, 12))
    alone = np.concatenate([noise(15, -65, 1), um, noise(16, -65, 1)]).astype(np.float32)
    assert spoken_stretches(alone) == []
    assert len(spoken_stretches(np.concatenate([alone, said]))) == 2


def test_growing_sound_is_judged_as_it_will_be(speaker: Speaker) -> None:
    parts = [part for text in SENTENCES[:3] for part in (noise(17, -65, 1.5), speaker.say(text, "gmw/en", 160).sound)]
    sound = np.concatenate(parts)
    whole = spoken_stretches(sound)
    for seconds in np.arange(3.0, len(sound) / RATE, 1.0):
        so_far = spoken_stretches(sound[: int(seconds * RATE)])
        settled = [one for one in so_far if one.end_ms < seconds * 1000 - 1_000]
        assert settled == whole[: len(settled)]


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
