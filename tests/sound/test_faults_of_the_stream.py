"""Everything that can happen to a stream during a take, through the real microphone on a PortAudio that follows a script.

Time is simulated: what is told is told at the same moment in every run.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import MicrophoneProblem
from mockinterview.sound import microphone_stream, open_take, recording
from mockinterview.sound.open_take import OpenTake
from mockinterview.sound.takes import TakeShelf
from tests.sound.fake_portaudio import BAD_CHANNELS
from tests.sound.material import DEADLINE_S, until
from tests.sound.scripted_take import BUILT_IN, HEADSET, ScriptedTake


@pytest.fixture(autouse=True)
def no_tail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is on its way through a fake."""
    monkeypatch.setattr(microphone_stream, "TAIL_S", 0.0)


@pytest.fixture
def sitting(shelf: TakeShelf) -> ScriptedTake:
    return ScriptedTake(shelf)


def test_a_minute_of_sound_is_no_news(sitting: ScriptedTake) -> None:
    sitting.script.sound(60)
    assert sitting.take.hint == ""
    finished = sitting.stop()
    assert finished.marks == ()
    assert finished.duration_ms == pytest.approx(60_000, abs=2)
    assert sitting.problems == []
    assert sitting.server.closed


def test_two_channels_are_heard_as_one(shelf: TakeShelf) -> None:
    sitting = ScriptedTake(shelf, BAD_CHANNELS)
    sitting.script.sound(5)
    sitting.script.lose(0.5)
    sitting.script.sound(2)
    finished = sitting.stop()
    assert finished.duration_ms == pytest.approx(7_000, abs=2)
    assert [mark.kind for mark in finished.marks] == [MarkKind.GAP]


def test_a_hole_is_marked_while_the_take_goes_on(sitting: ScriptedTake) -> None:
    sitting.script.sound(4)
    sitting.script.lose(0.7)
    sitting.script.sound(1.1)
    (mark,) = sitting.take.marks
    assert (mark.kind, mark.at_ms) == (MarkKind.GAP, pytest.approx(4_000, abs=30))
    assert mark.lost_ms == pytest.approx(700, abs=30)
    assert sitting.stop().marks == (mark,)


def test_a_hole_just_before_stop_is_marked_too(sitting: ScriptedTake) -> None:
    sitting.script.sound(4)
    sitting.script.lose(0.7)
    sitting.script.sound(0.2)
    assert [mark.lost_ms for mark in sitting.stop().marks] == [pytest.approx(700, abs=30)]


def test_a_hole_in_a_pause_loses_nothing(sitting: ScriptedTake) -> None:
    sitting.script.sound(4)
    sitting.take.pause()
    sitting.script.lose(0.7)
    sitting.script.sound(3)
    sitting.take.resume()
    sitting.script.sound(3)
    finished = sitting.stop()
    assert [mark.kind for mark in finished.marks] == [MarkKind.PAUSED]
    assert finished.duration_ms == pytest.approx(7_000, abs=2)


def test_a_pause_is_no_hole(sitting: ScriptedTake) -> None:
    for _ in range(3):
        sitting.script.sound(3)
        sitting.take.pause()
        sitting.script.sound(20)
        sitting.take.resume()
    sitting.script.sound(3)
    assert [mark.kind for mark in sitting.stop().marks] == [MarkKind.PAUSED] * 3


def test_another_rate_than_promised_is_told(sitting: ScriptedTake) -> None:
    sitting.script.sound(8, rate_factor=44_100 / 48_000)
    (mark,) = sitting.take.marks
    assert "8 % less" in mark.text
    sitting.stop()


@pytest.mark.parametrize("seconds", [0.5, 5.0, 60.0])
def test_a_program_that_was_frozen_loses_and_marks_nothing(sitting: ScriptedTake, seconds: float) -> None:
    sitting.script.sound(3)
    sitting.script.freeze_program(seconds)
    sitting.script.sound(3)
    finished = sitting.stop()
    assert finished.marks == ()
    assert finished.duration_ms == pytest.approx(1000 * (6 + seconds), abs=2)
    assert sitting.problems == []


def test_a_dumb_source_is_told_at_once_and_waited_for(sitting: ScriptedTake) -> None:
    sitting.script.sound(3)
    sitting.script.lose(1.0)
    assert sitting.take.hint == ""
    sitting.script.lose(0.6)
    assert "sends nothing" in sitting.take.hint
    sitting.script.lose(1.9)
    sitting.script.sound(1.5)
    assert sitting.take.hint == ""
    (mark,) = sitting.take.marks
    assert (mark.kind, mark.lost_ms) == (MarkKind.GAP, pytest.approx(3_500, abs=60))
    assert sitting.problems == []
    assert sitting.stop().duration_ms == pytest.approx(4_500, abs=2)


def test_a_server_that_stood_still_is_marked_even_if_it_makes_up_for_it(sitting: ScriptedTake) -> None:
    sitting.script.sound(3)
    sitting.script.hold_up(4)
    sitting.script.sound(2)
    (mark,) = sitting.take.marks
    assert (mark.kind, mark.lost_ms) == (MarkKind.GAP, 0)
    assert sitting.stop().duration_ms == pytest.approx(9_000, abs=2)


def test_a_source_that_stays_dumb_ends_the_take_and_keeps_all_before(sitting: ScriptedTake) -> None:
    sitting.script.sound(3)
    sitting.script.lose(6.5)
    assert sitting.failed.wait(DEADLINE_S)
    assert isinstance(sitting.problems[0], MicrophoneProblem)
    finished = sitting.stop()
    assert finished.duration_ms == pytest.approx(3_000, abs=2)
    assert [mark.kind for mark in finished.marks] == [MarkKind.DEVICE_LOST]
    sitting.begin()
    sitting.script.sound(1)
    assert sitting.stop().marks == ()


def test_a_stream_that_dies_ends_the_take_at_once(sitting: ScriptedTake) -> None:
    sitting.script.sound(3)
    sitting.script.die()
    assert sitting.failed.wait(DEADLINE_S)
    assert [mark.kind for mark in sitting.stop().marks] == [MarkKind.DEVICE_LOST]


def test_a_stream_that_was_moved_is_marked_where_and_goes_on(sitting: ScriptedTake) -> None:
    sitting.server.tell(HEADSET)
    sitting.script.sound(3)
    sitting.server.tell(BUILT_IN)
    sitting.script.sound(3)
    (mark,) = sitting.take.marks
    assert (mark.kind, mark.at_ms) == (MarkKind.MICROPHONE_CHANGED, pytest.approx(3_000, abs=60))
    assert "“Built-in”" in mark.text
    assert "“Built-in”" in sitting.take.hint
    finished = sitting.stop()
    assert finished.duration_ms == pytest.approx(6_000, abs=2)
    assert finished.device == "USB Headset"
    assert sitting.problems == []


def test_that_the_new_microphone_hears_nothing_is_told_before_that_it_is_another(sitting: ScriptedTake) -> None:
    sitting.server.tell(HEADSET)
    sitting.script.sound(3)
    sitting.server.tell(BUILT_IN)
    sitting.script.sound(3, peak=0)
    assert "hears nothing" in sitting.take.hint
    sitting.script.sound(1)
    assert "“Built-in”" in sitting.take.hint
    sitting.stop()


def test_mute_and_volume_are_named_as_the_reason(sitting: ScriptedTake) -> None:
    sitting.script.sound(1)
    sitting.server.tell(replace(HEADSET, volume_percent=3))
    assert sitting.take.hint == ""
    sitting.script.sound(2.5, peak=0)
    assert "3 %" in sitting.take.hint
    sitting.server.tell(replace(HEADSET, muted=True))
    assert "muted" in sitting.take.hint
    sitting.server.tell(HEADSET)
    assert "hears nothing" in sitting.take.hint
    sitting.script.sound(0.5)
    assert sitting.take.hint == ""
    assert [mark.kind for mark in sitting.stop().marks] == [MarkKind.SILENT_INPUT]


def test_every_overflow_has_its_time(sitting: ScriptedTake) -> None:
    chance = random.Random(5)
    places = []
    for _ in range(50):
        sitting.script.sound(chance.uniform(0.1, 0.5))
        places.append(sitting.take.elapsed_ms)
        sitting.script.overflow()
        assert sitting.kinds[-1] is MarkKind.OVERFLOW  # during the take, at once
    finished = sitting.stop()
    overflows = [mark.at_ms for mark in finished.marks if mark.kind is MarkKind.OVERFLOW]
    assert overflows == [pytest.approx(place, abs=30) for place in places]


def test_a_computer_that_is_hopelessly_busy_does_not_fill_the_notes(
    sitting: ScriptedTake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MOST_OVERFLOWS", 10)
    for _ in range(200):
        sitting.script.overflow()
    sitting.stop()
    assert 10 + 3 <= sitting.kinds.count(MarkKind.OVERFLOW) <= 10 + 6


@pytest.mark.parametrize("seed", range(10))
def test_sleep_closes_the_take_and_says_how_long_it_was(sitting: ScriptedTake, seed: int) -> None:
    slept_s = random.Random(seed).uniform(1.1, 9 * 3600)
    sitting.script.sound(3 + seed / 7)
    written = sitting.take.elapsed_ms
    sitting.clocks.sleep(slept_s)
    sitting.script.lose(0.3)
    assert sitting.failed.wait(DEADLINE_S)
    assert "slept" in sitting.problems[0].what
    assert "record again" in sitting.problems[0].next_step
    finished = sitting.stop()
    (mark,) = finished.marks
    assert (mark.kind, mark.at_ms) == (MarkKind.SLEPT, pytest.approx(written, abs=50))
    assert finished.duration_ms == pytest.approx(written, abs=50)  # the resampler's last milliseconds are new


def test_a_stream_that_died_of_sleep_says_so(sitting: ScriptedTake) -> None:
    sitting.script.sound(3)
    sitting.clocks.sleep(600)
    sitting.script.die()  # before anybody has looked
    assert sitting.failed.wait(DEADLINE_S)
    (mark,) = sitting.stop().marks
    assert mark.kind is MarkKind.SLEPT
    assert "10:00" in mark.text


# ---------------------------------------------------------------- the disk


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """While it is shut the disk takes nothing."""
    gate = threading.Event()
    gate.set()
    write = OpenTake.write

    def slow(self: OpenTake, pcm: bytes) -> None:
        assert gate.wait(DEADLINE_S)
        write(self, pcm)

    monkeypatch.setattr(OpenTake, "write", slow)
    return gate


def test_a_disk_that_stalls_for_half_a_minute_loses_nothing(
    sitting: ScriptedTake, gate: threading.Event, expect_log: Callable[[str], None]
) -> None:
    expect_log("the disk is .* s behind")
    sitting.script.sound(3)
    gate.clear()
    sitting.script.settled = lambda: True  # it cannot be
    sitting.script.sound(2.8)
    assert "does not keep up" in sitting.take.hint
    sitting.script.sound(27.2)
    gate.set()
    until(lambda: sitting.take.waiting_blocks == 0)
    sitting.script.sound(1)
    assert sitting.take.hint == ""
    finished = sitting.stop()
    assert finished.duration_ms == pytest.approx(34_000, abs=2)
    assert [mark.kind for mark in finished.marks] == [MarkKind.DISK_SLOW]
    assert finished.marks[0].at_ms == pytest.approx(3_000, abs=60)


def test_past_ten_minutes_the_loss_is_counted_and_the_program_goes_on(
    shelf: TakeShelf, gate: threading.Event, expect_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from mockinterview.sound import backlog

    expect_log("the disk is .* s behind")
    monkeypatch.setattr(backlog, "MOST_S", 10)
    monkeypatch.setattr(backlog, "_ROOM_S", 2)
    sitting = ScriptedTake(shelf)
    sitting.script.sound(3)
    gate.clear()
    sitting.script.settled = lambda: True
    sitting.script.sound(15)
    assert "is lost" in sitting.take.hint
    gate.set()
    until(lambda: sitting.take.waiting_blocks == 0)
    sitting.script.sound(2)
    finished = sitting.stop()
    gaps = [mark for mark in finished.marks if mark.kind is MarkKind.GAP]
    assert sum(mark.lost_ms for mark in gaps) == pytest.approx(5_000, abs=60)
    assert finished.duration_ms + sum(mark.lost_ms for mark in gaps) == pytest.approx(20_000, abs=60)


# ---------------------------------------------------------------- the wall clock


def test_a_wall_clock_that_jumps_changes_no_length_and_no_order(
    sitting: ScriptedTake, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(9)
    jumps = 0

    class Jumping(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            nonlocal jumps
            jumps += 1
            return datetime(2026, 3, 29, 1, tzinfo=UTC) + timedelta(seconds=chance.uniform(-4e7, 4e7))

    monkeypatch.setattr(open_take, "datetime", Jumping)
    monkeypatch.setattr("time.time", lambda: chance.uniform(0, 2e9))
    for _ in range(100):
        sitting.script.sound(0.2)
        sitting.script.overflow()
    finished = sitting.stop()
    assert jumps
    assert finished.duration_ms == pytest.approx(22_500, abs=2)
    places = [mark.at_ms for mark in finished.marks if mark.kind is MarkKind.OVERFLOW]
    assert places == sorted(places)
    assert places[0] > 0
