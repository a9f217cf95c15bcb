"""The real PortAudio on a real sound server: what is played is what is kept. And what a killed program leaves."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import MicrophoneProblem, Problem
from mockinterview.core.take import DeviceWish, FinishedTake, TakeLabel
from mockinterview.sound.microphone import PortAudioMicrophone
from mockinterview.sound.takes import TakeShelf
from tests.guards import leftovers
from tests.journeys.soundcard import MICROPHONE, VirtualSoundCard
from tests.journeys.usb_microphone import UsbMicrophone
from tests.sound.material import DEADLINE_S, new_label, until, write_wav

ROOT = Path(__file__).parents[2]


def babble(seconds: float, rate: int = 16_000) -> np.ndarray:
    """Noise with the rise and fall of speech: every stretch of it is like no other."""
    random_numbers = np.random.default_rng(7)
    size = int(seconds * rate)
    swell = np.repeat(random_numbers.uniform(0.05, 1, size // 1600 + 1), 1600)[:size]
    rough = np.convolve(random_numbers.normal(0, 1, size), np.ones(8) / 8, "same")
    return (rough * swell * 6000).clip(-32_000, 32_000).astype("<i2")


def likeness(kept: np.ndarray, wanted: np.ndarray) -> float:
    """Correlation of two sounds where they fit best."""
    size = 1 << (kept.size + wanted.size).bit_length()
    match = np.fft.irfft(np.fft.rfft(kept, size) * np.conj(np.fft.rfft(wanted, size)))
    start = int(match[: kept.size].argmax())
    part = kept[start : start + wanted.size]
    if part.size < wanted.size * 0.98:
        return 0.0
    return float(np.corrcoef(part, wanted[: part.size])[0, 1])


class Sitting:
    """One take on the real thing."""

    def __init__(self, shelf: TakeShelf) -> None:
        self.shelf = shelf
        self.microphone = PortAudioMicrophone(shelf)
        self.began = threading.Event()
        self.failed = threading.Event()
        self.problems: list[Problem] = []

    def record(self, label: TakeLabel, device: str = "") -> None:
        self.began.clear()
        self.failed.clear()
        self.problems.clear()
        self.take = self.microphone.record(label, DeviceWish(device), self.began.set, self._on_failed)
        assert self.began.wait(DEADLINE_S)

    def _on_failed(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.failed.set()


@pytest.fixture
def sitting(shelf: TakeShelf, sound_card: VirtualSoundCard) -> Sitting:
    return Sitting(shelf)


@pytest.fixture
def own_card(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualSoundCard]:
    """A card to break."""
    with VirtualSoundCard() as card:
        for name, value in card.env.items():
            monkeypatch.setenv(name, value)
        yield card


@pytest.mark.journey
def test_what_is_played_is_what_is_kept(
    sitting: Sitting, sound_card: VirtualSoundCard, label: TakeLabel, tmp_path: Path
) -> None:
    spoken = babble(3.0, 44_100)
    file = write_wav(tmp_path / "spoken.wav", spoken.tobytes(), 44_100)
    sitting.record(label)
    assert sound_card.play(file).wait(DEADLINE_S) == 0
    finished = sitting.take.stop()
    kept = np.frombuffer(sitting.shelf.audio(label.attempt_id).read_bytes()[44:], "<i2")
    # Not made with the resampler that is on trial.
    wanted = np.interp(np.arange(48_000) / 16_000, np.arange(spoken.size) / 44_100, spoken)
    assert likeness(kept, wanted) > 0.95
    sounding = np.nonzero(kept)[0]
    assert (sounding[-1] - sounding[0]) / 16 == pytest.approx(3000, abs=100)
    assert finished.duration_ms == kept.size // 16
    assert [mark.kind for mark in finished.marks] in ([], [MarkKind.SILENT_INPUT])
    assert sitting.problems == []


@pytest.mark.journey
def test_a_take_is_as_long_as_it_was_recorded(sitting: Sitting, label: TakeLabel) -> None:
    sitting.record(label)
    started = time.monotonic()
    until(lambda: sitting.take.elapsed_ms >= 2000)
    finished = sitting.take.stop()
    assert finished.duration_ms == pytest.approx((time.monotonic() - started) * 1000, abs=100)


@pytest.mark.journey
def test_the_desktops_microphones_are_listed_and_can_be_chosen(
    sitting: Sitting, sound_card: VirtualSoundCard, label: TakeLabel, tmp_path: Path
) -> None:
    module = sound_card.pactl(
        "load-module",
        "module-remap-source",
        f"master={MICROPHONE}.monitor",
        "source_name=usb",
        "source_properties=device.description='USB\\ Headset'",
    )
    try:
        names = [each.name for each in sitting.microphone.inputs()]
        assert len(names) == 2
        usb = next(name for name in names if name.startswith("USB"))
        sitting.record(label, usb)
        sources = {name: number for number, name, *_ in _listed(sound_card, "sources")}
        assert [source for _, source, *_ in _listed(sound_card, "source-outputs")].count(sources["usb"]) == 1
        assert sitting.take.stop().device == usb
    finally:
        sound_card.pactl("unload-module", module)


def _listed(card: VirtualSoundCard, what: str) -> list[list[str]]:
    """The lines of `pactl list short`, each as its columns."""
    return [line.split("\t") for line in card.pactl("list", "short", what).splitlines()]


@pytest.mark.journey
def test_a_sound_server_that_dies_is_noticed_and_nothing_before_it_is_lost(
    shelf: TakeShelf, own_card: VirtualSoundCard, label: TakeLabel, expect_log: Callable[[str], None]
) -> None:
    expect_log("the microphone did not")
    sitting = Sitting(shelf)
    sitting.record(label)
    until(lambda: sitting.take.elapsed_ms >= 500)
    own_card.kill_daemon()
    died = time.monotonic()
    assert sitting.failed.wait(DEADLINE_S)
    assert time.monotonic() - died <= 2.0
    assert isinstance(sitting.problems[0], MicrophoneProblem)
    stopping = time.monotonic()
    finished = sitting.take.stop()
    assert time.monotonic() - stopping <= 2.0
    assert finished.duration_ms >= 500
    assert finished.marks[-1].kind is MarkKind.DEVICE_LOST
    with pytest.raises(MicrophoneProblem):
        sitting.record(new_label())
    own_card.start_daemon()
    sitting.record(new_label())
    assert sitting.take.stop().marks == ()


def noticed(sitting: Sitting) -> float:
    """Seconds until the person was told of anything: a hint, a mark or a problem."""
    started = time.monotonic()
    until(lambda: sitting.take.hint or sitting.take.marks or sitting.problems)
    return time.monotonic() - started


def stopped(sitting: Sitting) -> tuple[FinishedTake, float]:
    """The take, and the seconds that closing it took."""
    started = time.monotonic()
    return sitting.take.stop(), time.monotonic() - started


@pytest.fixture
def speaking(shelf: TakeShelf, own_card: VirtualSoundCard, label: TakeLabel) -> Iterator[tuple[Sitting, UsbMicrophone]]:
    """A take that runs on a microphone of its own, apart from the desktop's default."""
    with UsbMicrophone(own_card) as usb:
        own_card.keep_sounding()
        sitting = Sitting(shelf)
        sitting.record(label, usb.name)
        until(lambda: sitting.take.elapsed_ms >= 500)
        assert sitting.take.hint == ""
        yield sitting, usb
        sitting.take.stop()


@pytest.mark.journey
def test_a_microphone_pulled_out_is_told_though_the_server_moves_the_stream_silently(
    speaking: tuple[Sitting, UsbMicrophone],
) -> None:
    sitting, usb = speaking
    usb.pull_out()
    assert noticed(sitting) <= 2.0
    before = sitting.take.elapsed_ms
    until(lambda: sitting.take.elapsed_ms >= before + 500)  # it goes on
    until(lambda: sitting.take.marks)
    finished, took = stopped(sitting)
    assert took <= 2.0
    assert finished.marks[0].kind is MarkKind.MICROPHONE_CHANGED
    assert finished.marks[0].at_ms == pytest.approx(before, abs=1500)
    assert sitting.problems == []
    sitting.record(new_label())
    assert sitting.take.stop().marks == ()


@pytest.mark.journey
def test_with_the_last_microphone_the_take_ends_and_the_next_one_works(
    speaking: tuple[Sitting, UsbMicrophone], own_card: VirtualSoundCard, expect_log: Callable[[str], None]
) -> None:
    expect_log("the microphone did not")
    sitting, _usb = speaking
    own_card.lose_all_sources()
    assert noticed(sitting) <= 2.0
    assert sitting.failed.wait(DEADLINE_S)
    finished, took = stopped(sitting)
    assert took <= 2.0
    assert finished.duration_ms >= 500
    assert finished.marks[-1].kind is MarkKind.DEVICE_LOST
    own_card.kill_daemon()
    own_card.start_daemon()
    sitting.record(new_label())
    assert sitting.take.stop().marks == ()


@pytest.mark.journey
def test_a_frozen_server_is_told_waited_for_and_then_given_up(
    speaking: tuple[Sitting, UsbMicrophone], own_card: VirtualSoundCard, expect_log: Callable[[str], None]
) -> None:
    expect_log("the microphone did not")
    sitting, _usb = speaking
    with own_card.frozen():
        assert noticed(sitting) <= 2.0
        assert "sends nothing" in sitting.take.hint
        assert sitting.failed.wait(DEADLINE_S)
        finished, took = stopped(sitting)
        assert took <= 2.0
    assert finished.duration_ms >= 500
    assert finished.marks[-1].kind is MarkKind.DEVICE_LOST
    sitting.record(new_label())
    assert sitting.take.stop().marks == ()


@pytest.mark.journey
def test_a_server_that_wakes_up_in_time_costs_a_mark_only(
    speaking: tuple[Sitting, UsbMicrophone], own_card: VirtualSoundCard
) -> None:
    sitting, _usb = speaking
    with own_card.frozen():
        until(lambda: "sends nothing" in sitting.take.hint)
    until(lambda: sitting.take.marks)
    until(lambda: sitting.take.hint == "")
    assert [mark.kind for mark in sitting.take.stop().marks] == [MarkKind.GAP]
    assert sitting.problems == []


@pytest.mark.journey
def test_a_muted_microphone_is_named(speaking: tuple[Sitting, UsbMicrophone]) -> None:
    sitting, usb = speaking
    usb.mute()
    until(lambda: "muted" in sitting.take.hint)
    usb.mute(muted=False)
    until(lambda: sitting.take.hint == "")


_RECORDING = """
import sys, threading
from pathlib import Path
from mockinterview.core.question import Question
from mockinterview.core.take import DeviceWish, TakeLabel
from mockinterview.sound.microphone import PortAudioMicrophone
from mockinterview.sound.takes import TakeShelf
began = threading.Event()
label = TakeLabel(sys.argv[2], Question("q", "Why?"), 1)
take = PortAudioMicrophone(TakeShelf(Path(sys.argv[1]))).record(label, DeviceWish(), began.set, print)
began.wait()
while not any(thread.name == "server-watch" for thread in threading.enumerate()):
    pass
threading.Event().wait(1.0)
print("began", flush=True)
threading.Event().wait()
"""


@pytest.mark.journey
def test_a_killed_program_leaves_no_tool_behind(sound_card: VirtualSoundCard, tmp_path: Path, label: TakeLabel) -> None:
    before = leftovers.children()
    child = subprocess.Popen(
        [sys.executable, "-c", _RECORDING, str(tmp_path / "takes"), label.attempt_id],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
    )  # fmt: skip
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "began\n"
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
    until(lambda: leftovers.children() <= before)  # our stream's end is the first thing it has to say to nobody


_KILLED = """
import sys, threading
from pathlib import Path
from mockinterview.core.question import Question
from mockinterview.core.take import DeviceWish, TakeLabel
from mockinterview.sound.file_microphone import FileMicrophone
from mockinterview.sound.takes import TakeShelf

root, sound, attempt_id = sys.argv[1:]
label = TakeLabel(attempt_id, Question("q", "Why?"), 1)
began = threading.Event()
take = FileMicrophone(TakeShelf(Path(root)), Path(sound)).record(label, DeviceWish(), began.set, began.set)
began.wait()
print("began", flush=True)
threading.Event().wait()
"""


@pytest.mark.parametrize("trial", range(4))
def test_a_killed_program_loses_a_quarter_of_a_second_at_most(shelf: TakeShelf, tmp_path: Path, trial: int) -> None:
    spoken = babble(6.0)
    label = new_label()
    child = subprocess.Popen(
        [
            sys.executable, "-c", _KILLED,
            str(tmp_path / "José 录音 takes"), str(write_wav(tmp_path / "a.wav", spoken.tobytes())), label.attempt_id,
        ],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "began\n"
        began = time.monotonic()
        audio = shelf.audio(label.attempt_id)
        wait_ms = random.Random(trial).uniform(300, 1200)
        until(lambda: (time.monotonic() - began) * 1000 >= wait_ms)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
    spoken_ms = (time.monotonic() - began) * 1000
    recovered = shelf.recover(label.attempt_id)
    assert recovered.duration_ms >= spoken_ms - 250
    kept = np.frombuffer(audio.read_bytes()[44:], "<i2")
    assert np.array_equal(kept, spoken[: kept.size])
    assert shelf.finished() == [recovered]
