"""A take while it runs, fed by hand: what is written, marked, hinted at, and what happens when things go wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import MicrophoneProblem, Problem, TakeProblem
from mockinterview.core.take import FinishedTake, Level, TakeLabel
from mockinterview.sound import input_level, recording
from mockinterview.sound.recording import RunningTake
from mockinterview.sound.takes import TakeShelf
from tests.fakes.fake_shelf import FakeOpenTake, FakeShelf
from tests.sound.fake_clocks import FakeClocks
from tests.sound.material import DEADLINE_S, tone, until

BLOCK = tone(50)
QUIET = bytes(1600)


class Rig:
    """A running take, its source played by the test."""

    def __init__(
        self,
        shelf: TakeShelf | FakeShelf,
        label: TakeLabel,
        rate: int = 16_000,
        channels: int = 1,
        clocks: FakeClocks | None = None,
    ) -> None:
        self.shelf = shelf
        self.label = label
        self.began = threading.Event()
        self.failed = threading.Event()
        self.began_in: list[threading.Thread] = []
        self.problems: list[Problem] = []
        self.closed = 0
        self.take = RunningTake(
            shelf.begin(label, "Desk"),  # type: ignore[arg-type]
            rate,
            channels,
            self._on_began,
            self._on_failed,
            self._on_close,
            clocks=clocks,
        )

    def _on_began(self) -> None:
        self.began_in.append(threading.current_thread())
        self.began.set()

    def _on_failed(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.failed.set()

    def _on_close(self) -> None:
        self.closed += 1

    def hear(self, block: bytes, times: int = 1) -> None:
        for _ in range(times):
            self.take.hear(block)

    def stop(self) -> FinishedTake:
        return self.take.stop()

    def sound(self) -> bytes:
        return self.shelf.audio(self.label.attempt_id).read_bytes()[44:]


@pytest.fixture
def rig(shelf: TakeShelf, label: TakeLabel) -> Rig:
    return Rig(shelf, label)


def kinds(take: FinishedTake) -> list[MarkKind]:
    return [mark.kind for mark in take.marks]


def test_everything_heard_before_stop_is_kept(rig: Rig) -> None:
    rig.hear(BLOCK, 40)
    finished = rig.stop()
    assert finished.duration_ms == 2000
    assert rig.sound() == BLOCK * 40
    assert rig.closed == 1


def test_the_take_begins_with_the_first_sound_in_a_thread_of_its_own(rig: Rig) -> None:
    assert not rig.began.is_set()
    rig.hear(BLOCK, 2)
    assert rig.began.wait(DEADLINE_S)
    assert rig.began_in[0] is not threading.current_thread()
    rig.stop()
    assert len(rig.began_in) == 1


def test_stopping_before_any_sound_is_a_clean_empty_take(rig: Rig) -> None:
    assert rig.stop().duration_ms == 0
    assert rig.problems == []


def test_stopping_twice_says_the_same(rig: Rig) -> None:
    rig.hear(BLOCK)
    assert rig.stop() is rig.stop()
    assert rig.closed == 1


def test_what_comes_after_stop_is_not_kept(rig: Rig) -> None:
    rig.hear(BLOCK)
    rig.stop()
    rig.hear(BLOCK)
    rig.take.lost()
    assert rig.sound() == BLOCK
    assert rig.problems == []


def test_level_and_time_follow_the_sound(rig: Rig) -> None:
    assert rig.take.level == Level()
    rig.hear(BLOCK, 4)
    until(lambda: rig.take.elapsed_ms == 200)
    assert rig.take.level.rms_dbfs == pytest.approx(-15.3, abs=0.3)
    rig.stop()


def test_a_pause_leaves_no_sound_and_a_mark(rig: Rig) -> None:
    rig.hear(BLOCK, 10)
    rig.take.pause()
    rig.take.pause()
    rig.hear(tone(50, 880), 10)
    rig.take.overflowed()
    until(lambda: rig.take.waiting_blocks == 0 and rig.take.level == Level())
    rig.take.resume()
    rig.hear(BLOCK, 10)
    finished = rig.stop()
    assert finished.duration_ms == 1000
    assert rig.sound() == BLOCK * 20
    assert [(mark.kind, mark.at_ms) for mark in finished.marks] == [(MarkKind.PAUSED, 500)]


def test_stopping_while_paused(shelf: TakeShelf, label: TakeLabel) -> None:
    rig = Rig(shelf, label, rate=48_000)
    rig.hear(tone(500, rate=48_000))
    rig.take.pause()
    rig.hear(tone(500, rate=48_000))
    assert abs(rig.stop().duration_ms - 500) <= 1


def test_another_rate_and_two_channels_are_converted(shelf: TakeShelf, label: TakeLabel) -> None:
    rig = Rig(shelf, label, rate=48_000, channels=2)
    mono = np.frombuffer(tone(1000, rate=48_000), np.int16)
    stereo = np.repeat(mono, 2).tobytes()
    for start in range(0, len(stereo), 4800):
        rig.hear(stereo[start : start + 4800])
    assert rig.stop().duration_ms == pytest.approx(1000, abs=1)
    heard = np.frombuffer(rig.sound(), np.int16)
    wanted = np.frombuffer(tone(1000), np.int16)
    size = min(heard.size, wanted.size)
    assert np.corrcoef(heard[:size], wanted[:size])[0, 1] > 0.999


def test_every_overflow_is_marked_where_it_happened(rig: Rig) -> None:
    for _ in range(3):
        rig.hear(BLOCK, 2)
        rig.take.overflowed()
    finished = rig.stop()
    assert [(mark.kind, mark.at_ms) for mark in finished.marks] == [(MarkKind.OVERFLOW, at) for at in (100, 200, 300)]


def test_silence_is_marked_once_a_stretch_and_hinted_at_while_it_lasts(rig: Rig) -> None:
    rig.hear(BLOCK, 10)
    rig.hear(QUIET, 39)
    until(lambda: rig.take.elapsed_ms == 2450)
    assert rig.take.hint == ""
    rig.hear(QUIET, 60)
    until(lambda: "hears nothing" in rig.take.hint)
    rig.hear(BLOCK)
    until(lambda: rig.take.hint == "")
    rig.hear(QUIET, 50)
    finished = rig.stop()
    assert kinds(finished) == [MarkKind.SILENT_INPUT] * 2
    assert finished.marks[0].at_ms == pytest.approx(500, abs=60)


def test_a_quiet_room_is_not_silence(rig: Rig) -> None:
    noise = np.random.default_rng(1).normal(0, 32.768, 16_000 * 60).astype("<i2").tobytes()  # -60 dBFS for a minute
    for start in range(0, len(noise), 1600):
        rig.hear(noise[start : start + 1600])
    finished = rig.stop()
    assert finished.duration_ms == 60_000
    assert finished.marks == ()


def test_a_source_that_says_it_is_lost(rig: Rig) -> None:
    rig.hear(BLOCK, 4)
    rig.take.lost()
    assert rig.failed.wait(DEADLINE_S)
    rig.hear(BLOCK, 4)
    rig.take.lost()
    finished = rig.stop()
    assert [(mark.kind, mark.at_ms) for mark in finished.marks] == [(MarkKind.DEVICE_LOST, 200)]
    assert finished.duration_ms == 200
    assert len(rig.problems) == 1
    assert isinstance(rig.problems[0], MicrophoneProblem)


@pytest.mark.parametrize("blocks", [0, 1])
def test_a_source_that_falls_dumb_is_told_waited_for_and_then_lost(
    shelf: TakeShelf, label: TakeLabel, blocks: int
) -> None:
    clocks = FakeClocks()
    rig = Rig(shelf, label, clocks=clocks)
    rig.hear(BLOCK, blocks)
    until(lambda: rig.take.elapsed_ms == 50 * blocks and rig.take.waiting_blocks == 0)
    clocks.pass_time(1.6)
    assert "Waiting for" in rig.take.hint
    assert rig.problems == []
    clocks.pass_time(5.0)
    assert rig.failed.wait(DEADLINE_S)
    assert kinds(rig.stop()) == [MarkKind.DEVICE_LOST]


def test_a_sound_that_ends_by_itself_is_not_lost(shelf: TakeShelf, label: TakeLabel) -> None:
    clocks = FakeClocks()
    rig = Rig(shelf, label, clocks=clocks)
    rig.hear(BLOCK, 2)
    rig.take.over()
    until(lambda: rig.take.ended)
    clocks.pass_time(20)
    assert rig.take.elapsed_ms == 100
    assert rig.take.hint == ""
    assert rig.stop().marks == ()
    assert rig.problems == []


def test_a_full_disk_ends_the_take_and_is_marked(label: TakeLabel) -> None:
    shelf = FakeShelf()
    rig = Rig(shelf, label)
    rig.hear(BLOCK, 4)
    until(lambda: rig.take.elapsed_ms == 200)
    shelf.full = TakeProblem("The recording stopped.", "The disk is full.", "Free some space.")
    rig.hear(BLOCK, 4)
    assert rig.failed.wait(DEADLINE_S)
    finished = rig.stop()
    assert finished.duration_ms == 200
    assert kinds(finished) == [MarkKind.DISK_LOW]
    assert rig.problems == [shelf.full]


class SlowTake(FakeOpenTake):
    """A disk that takes nothing until it is let go."""

    gate = threading.Event()

    def write(self, pcm: bytes) -> None:
        self.gate.wait(DEADLINE_S)
        super().write(pcm)


class SlowShelf(FakeShelf):
    def begin(self, label: TakeLabel, device: str) -> FakeOpenTake:
        return SlowTake(self, label, device)


def test_a_stalled_disk_loses_nothing_and_stop_says_so(label: TakeLabel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "STOP_S", 0.05)
    SlowTake.gate.clear()
    rig = Rig(SlowShelf(), label)
    rig.hear(BLOCK, 600)
    with pytest.raises(TakeProblem, match="still being written"):
        rig.stop()
    SlowTake.gate.set()
    monkeypatch.setattr(recording, "STOP_S", DEADLINE_S)
    assert rig.stop().duration_ms == 30_000
    assert rig.problems == []


def test_a_listener_that_breaks_costs_no_sound(
    shelf: TakeShelf, label: TakeLabel, expect_log: Callable[[str], None]
) -> None:
    expect_log("the listener broke")

    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    take = RunningTake(shelf.begin(label, ""), 16_000, 1, break_down, break_down, int)  # type: ignore[arg-type]
    take.hear(BLOCK)
    take.lost()
    until(lambda: take.waiting_blocks == 0)
    assert take.stop().duration_ms == 50


def test_a_fault_of_ours_is_told_and_the_take_is_closed(
    rig: Rig, expect_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_log("the take's writer broke")
    rig.hear(BLOCK, 2)
    until(lambda: rig.take.elapsed_ms == 100)

    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(input_level, "level_of", break_down)
    rig.hear(BLOCK)
    assert rig.failed.wait(DEADLINE_S)
    assert isinstance(rig.problems[0], TakeProblem)
    assert rig.stop().duration_ms == 150  # sound is written before it is measured
