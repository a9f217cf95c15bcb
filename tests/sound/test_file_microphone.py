"""A sound file in the microphone's place."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mockinterview.core.problems import MicrophoneProblem, Problem, TakeProblem
from mockinterview.core.take import DeviceWish, InputDevice, TakeLabel
from mockinterview.sound.file_microphone import FileMicrophone
from mockinterview.sound.takes import TakeShelf
from tests.sound.material import tone, until, write_wav


def nobody(*_: object) -> None:
    """Somebody who does not listen."""


def test_the_file_is_the_one_microphone(shelf: TakeShelf) -> None:
    assert FileMicrophone(shelf, Path("/a/answer.wav")).inputs() == [InputDevice("answer.wav", "file", True)]


def test_what_is_in_the_file_is_what_is_kept(shelf: TakeShelf, label: TakeLabel, tmp_path: Path) -> None:
    pcm = tone(3000)
    began = threading.Event()
    take = FileMicrophone(shelf, write_wav(tmp_path / "a.wav", pcm), "fast").record(
        label, DeviceWish(), began.set, nobody
    )
    until(lambda: take.ended)
    assert began.is_set()
    finished = take.stop()
    assert finished.duration_ms == 3000
    assert finished.device == "a.wav"
    assert finished.marks == ()
    assert shelf.audio(label.attempt_id).read_bytes()[44:] == pcm


@pytest.mark.parametrize(("suffix", "subtype"), [(".flac", "PCM_24"), (".ogg", "VORBIS"), (".wav", "FLOAT")])
def test_other_kinds_rates_and_channels(
    shelf: TakeShelf, label: TakeLabel, tmp_path: Path, suffix: str, subtype: str
) -> None:
    file = tmp_path / f"été 录音{suffix}"
    mono = np.frombuffer(tone(2000, rate=44_100), np.int16) / 32_768
    soundfile.write(file, np.stack([mono, mono], axis=1), 44_100, subtype=subtype)
    take = FileMicrophone(shelf, file, "fast").record(label, DeviceWish(), nobody, nobody)
    until(lambda: take.ended)
    assert take.stop().duration_ms == pytest.approx(2000, abs=1)
    kept = np.frombuffer(shelf.audio(label.attempt_id).read_bytes()[44:], np.int16)
    wanted = np.frombuffer(tone(2000), np.int16)
    size = min(kept.size, wanted.size)
    assert np.corrcoef(kept[:size], wanted[:size])[0, 1] > 0.99


def test_at_its_real_pace_it_takes_as_long_as_it_lasts(shelf: TakeShelf, label: TakeLabel, tmp_path: Path) -> None:
    started = time.monotonic()
    take = FileMicrophone(shelf, write_wav(tmp_path / "a.wav", tone(400)), "real").record(
        label, DeviceWish(), nobody, nobody
    )
    until(lambda: take.ended)
    assert time.monotonic() - started >= 0.35
    take.stop()


def test_it_can_be_stopped_in_the_middle(shelf: TakeShelf, label: TakeLabel, tmp_path: Path) -> None:
    take = FileMicrophone(shelf, write_wav(tmp_path / "a.wav", tone(20_000))).record(
        label, DeviceWish(), nobody, nobody
    )
    until(lambda: take.elapsed_ms >= 100)
    finished = take.stop()
    assert 100 <= finished.duration_ms < 10_000
    assert not take.ended


@pytest.mark.parametrize("content", [None, b"", b"RIFF", b"not a sound at all" * 20])
def test_a_file_that_is_no_sound_is_a_sentence(
    shelf: TakeShelf, label: TakeLabel, tmp_path: Path, content: bytes | None, expect_log: Callable[[str], None]
) -> None:
    expect_log("could not be opened")
    file = tmp_path / "a.wav"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(MicrophoneProblem, match="could not be read"):
        FileMicrophone(shelf, file).record(label, DeviceWish(), nobody, nobody)
    assert shelf.unfinished() == []


def test_a_shelf_that_refuses_is_a_sentence(
    label: TakeLabel, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("did not start")
    (tmp_path / "takes").write_text("in the way")
    problems: list[Problem] = []
    with pytest.raises(TakeProblem):
        FileMicrophone(TakeShelf(tmp_path / "takes"), write_wav(tmp_path / "a.wav", tone(100))).record(
            label, DeviceWish(), nobody, problems.append
        )


def test_what_libsndfile_does_not_read_is_decoded_first(shelf: TakeShelf, label: TakeLabel, tmp_path: Path) -> None:
    file = tmp_path / "answer.m4a"
    file.write_bytes(b"something from a phone")

    def decode(source: Path, target: Path) -> None:
        assert source == file
        soundfile.write(target, np.zeros(8_000), 16_000)

    microphone = FileMicrophone(shelf, file, "fast", decode)
    take = microphone.record(label, DeviceWish(), nobody, nobody)
    until(lambda: take.ended)
    assert take.stop().duration_ms == 500
