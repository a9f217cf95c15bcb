"""Sound files of every kind and quality become samples or a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mockinterview.core.problems import SpeechProblem
from mockinterview.speech import sound
from mockinterview.speech.sound import RATE, read_sound

Write = Callable[..., Path]


def tone(rate: int, seconds: float = 1.0, hertz: float = 440.0) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)


def pitch(samples: np.ndarray) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples)))) * RATE / len(samples)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000, 192_000])
def test_every_rate_becomes_sixteen_kilohertz_without_changing_length_pitch_or_level(wav: Write, rate: int) -> None:
    samples = read_sound(wav(tone(rate), rate=rate))
    assert samples.dtype == np.float32
    assert abs(len(samples) - RATE) <= 2
    assert pitch(samples) == pytest.approx(440, abs=1.5)
    assert np.abs(samples).max() == pytest.approx(0.5, abs=0.03)


def test_stereo_is_mixed(wav: Write) -> None:
    both = np.stack([tone(RATE), np.zeros(RATE)], axis=1)
    assert np.abs(read_sound(wav(both))).max() == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize("kind", ["flac", "ogg", "aiff"])
def test_other_kinds_of_file_can_be_read(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"Réponse 面接.{kind}"
    soundfile.write(file, tone(RATE), RATE)
    assert pitch(read_sound(file)) == pytest.approx(440, abs=1.5)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
def test_a_name_that_is_no_text_can_be_read(wav: Write, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"answer \xff.wav")
    wav(tone(RATE)).rename(odd)
    assert len(read_sound(odd)) == RATE


def test_broken_samples_become_silence(tmp_path: Path) -> None:
    file = tmp_path / "odd.wav"
    soundfile.write(file, np.array([np.nan, np.inf, -np.inf, 7.0, 0.25] * 100, np.float32), RATE, subtype="FLOAT")
    samples = read_sound(file)
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 1


def test_a_file_cut_in_the_middle_gives_what_is_there(wav: Write) -> None:
    file = wav(tone(RATE, 2))
    os.truncate(file, 44 + 2 * RATE)
    assert len(read_sound(file)) == RATE


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"not a sound at all" * 100, bytes(5000), b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff"]
)
def test_what_is_no_sound_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "answer.wav"
    file.write_bytes(data)
    with pytest.raises(SpeechProblem, match=r"answer\.wav cannot be read"):
        read_sound(file)


def test_what_is_no_file_is_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.wav", tmp_path):
        with pytest.raises(SpeechProblem, match="There is no sound file"):
            read_sound(path)


def test_the_limits_hold_whatever_the_header_says(wav: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    file = wav(tone(RATE, 12))
    monkeypatch.setattr(sound, "LONGEST_S", 11)
    with pytest.raises(SpeechProblem, match="too long"):
        read_sound(file)
    monkeypatch.setattr(sound, "LARGEST_BYTES", 1000)
    with pytest.raises(SpeechProblem, match="too long"):
        read_sound(file)


def test_an_absurd_rate_is_refused(wav: Write) -> None:
    with pytest.raises(SpeechProblem, match="2000 samples a second"):
        read_sound(wav(tone(RATE), name="slow.wav", rate=2000))


def test_a_name_no_system_can_look_at_is_a_sentence() -> None:
    with pytest.raises(SpeechProblem, match="There is no sound file"):
        read_sound(Path("a" * 300 + ".wav"))
