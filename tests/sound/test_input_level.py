"""What loudness says about a microphone: silence, speech far too quiet, cut-off peaks; and all that must not be taken for them."""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.sound.input_level import CLIPPED_WORDS, QUIET_WORDS, SILENT_WORDS, InputLevel

RATE = 16_000
TEXT = (
    "When I joined, the releases were late every month. So I wrote a list of what went wrong, and asked everybody to add to it. "
    "After a quarter we had halved the delays. What I learned is that people help as soon as they see that it is used. "
    "Um, today I would begin with the two worst ones, and talk to the people who suffer from them."
)


class Listening:
    """A stream that is listened to, and what was found."""

    def __init__(self, rate: int = RATE, channels: int = 1) -> None:
        self.input = InputLevel(rate, channels)
        self.marks: list[TakeMark] = []
        self._samples_a_ms = rate * channels / 1000
        self._heard_ms = 0.0

    def hear(self, sound: NDArray[np.float64], block: int = 800) -> Listening:
        samples = np.clip(np.rint(sound), -32_768, 32_767).astype(np.int16)
        for start in range(0, samples.size, block):
            part = samples[start : start + block]
            self._heard_ms += part.size / self._samples_a_ms
            self.marks += self.input.hear(part, round(self._heard_ms))
        return self

    @property
    def kinds(self) -> list[MarkKind]:
        return [mark.kind for mark in self.marks]


def noise(dbfs: float, seconds: float, seed: int = 1) -> NDArray[np.float64]:
    return np.random.default_rng(seed).normal(0, 32_768 * 10 ** (dbfs / 20), round(RATE * seconds))


@lru_cache
def _spoken() -> NDArray[np.float64]:
    if shutil.which("espeak-ng") is None:
        pytest.skip("no espeak-ng to speak with")
    wav = subprocess.run(["espeak-ng", "-v", "en-gb", "--stdout", TEXT], capture_output=True, check=True).stdout
    rate = int.from_bytes(wav[24:28], "little")
    sound = np.frombuffer(wav[44 : len(wav) // 2 * 2], "<i2").astype(float)
    size = int(sound.size * RATE / rate)
    return np.interp(np.arange(size) * rate / RATE, np.arange(sound.size), sound)


def speech(peak_dbfs: float, room_dbfs: float = -75.0) -> NDArray[np.float64]:
    """Speech with that peak, in a room with that much noise."""
    sound = _spoken()
    return (
        sound / np.abs(sound).max() * 32_768 * 10 ** (peak_dbfs / 20)
        + noise(room_dbfs, sound.size / RATE)[: sound.size]
    )


# ---------------------------------------------------------------- silence


@pytest.mark.parametrize("block", [160, 800, 4096])
def test_silence_is_told_after_two_seconds(block: int) -> None:
    heard = Listening().hear(noise(-40, 1.0), block).hear(np.zeros(round(1.9 * RATE)), block)
    assert heard.input.hint == ""
    heard.hear(np.zeros(RATE), block)
    assert heard.input.hint == SILENT_WORDS
    assert heard.kinds == [MarkKind.SILENT_INPUT]
    assert heard.marks[0].at_ms == pytest.approx(1000, abs=256)
    heard.hear(noise(-40, 0.5), block)
    assert heard.input.hint == ""


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("dbfs", [-65.0, -60.0, -50.0])
def test_a_minute_of_a_quiet_room_is_no_fault(dbfs: float, seed: int) -> None:
    heard = Listening().hear(noise(dbfs, 60, seed))
    assert heard.marks == []
    assert heard.input.hint == ""


# ---------------------------------------------------------------- quiet


@pytest.mark.parametrize(("peak_dbfs", "room_dbfs"), [(-43, -75), (-45, -65), (-50, -75), (-55, -75)])
def test_speech_that_is_far_too_quiet_is_told(peak_dbfs: float, room_dbfs: float) -> None:
    heard = Listening().hear(speech(peak_dbfs, room_dbfs))
    assert heard.kinds == [MarkKind.QUIET_INPUT]
    assert heard.input.hint == QUIET_WORDS
    heard.hear(speech(-20))
    assert heard.input.hint == ""


@pytest.mark.parametrize(("peak_dbfs", "room_dbfs"), [(-6, -60), (-20, -60), (-30, -75), (-38, -65)])
def test_speech_that_can_be_heard_is_no_fault(peak_dbfs: float, room_dbfs: float) -> None:
    assert Listening().hear(speech(peak_dbfs, room_dbfs)).marks == []


def test_somebody_who_thinks_after_speaking_is_not_too_quiet() -> None:
    rustle = speech(-50)[: 25 * RATE]
    heard = Listening().hear(speech(-20)[: 15 * RATE]).hear(rustle)
    assert heard.marks == []


# ---------------------------------------------------------------- clipping


def loud(seconds: float, gain: float, hertz: float = 220.0, rate: int = RATE) -> NDArray[np.float64]:
    times = np.arange(round(rate * seconds)) / rate
    return gain * 32_768 * np.sin(2 * np.pi * hertz * times)


def test_a_cut_off_stretch_has_one_mark_and_a_hint_while_it_lasts() -> None:
    heard = Listening().hear(loud(1, 0.5)).hear(loud(6, 1.5))
    assert heard.kinds == [MarkKind.CLIPPED]
    assert heard.marks[0].at_ms == pytest.approx(1000, abs=60)
    assert heard.input.hint == CLIPPED_WORDS
    heard.hear(loud(5, 0.5))
    assert heard.input.hint == ""
    heard.hear(loud(1, 1.5))
    assert heard.kinds == [MarkKind.CLIPPED] * 2


def test_a_cut_off_voice_is_told() -> None:
    assert Listening().hear(speech(9)[: 5 * RATE]).kinds == [MarkKind.CLIPPED]


def test_loud_is_not_cut_off() -> None:
    assert Listening().hear(loud(5, 0.999, hertz=1000)).hear(speech(-0.1)).marks == []


def test_a_knock_at_the_table_is_no_episode() -> None:
    sound = noise(-50, 5)
    sound[RATE : RATE + 6] = 40_000
    assert Listening().hear(sound).marks == []


def test_one_of_two_channels_is_enough() -> None:
    both = np.stack([noise(-50, 2), loud(2, 1.5)], axis=1).reshape(-1)
    assert Listening(channels=2).hear(both).kinds == [MarkKind.CLIPPED]


def test_runs_are_not_made_of_two_channels() -> None:
    one = noise(-50, 1)
    one[::100] = 40_000  # single samples: in both channels they would stand side by side
    both = np.stack([one, one], axis=1).reshape(-1)
    assert Listening(channels=2).hear(both).marks == []


def test_a_pause_begins_anew() -> None:
    heard = Listening().hear(np.zeros(3 * RATE))
    heard.input.forget()
    assert heard.input.hint == ""
    assert heard.hear(np.zeros(RATE)).input.hint == ""
