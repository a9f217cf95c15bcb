"""Sound against time: what is lost is marked where and how much, and lateness of every kind is not taken for loss."""

from __future__ import annotations

import random

import pytest

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.sound.frame_clock import FrameClock

RATE = 48_000
BLOCK_S = 0.025


class Stream:
    """Blocks as they arrive at a frame clock. jitter_s: how late a block may be, however little was lost."""

    def __init__(self, jitter_s: float = 0.01, seed: int = 0, true_rate: float = RATE) -> None:
        self.clock = FrameClock(RATE)
        self.marks: list[TakeMark] = []
        self._random = random.Random(seed)
        self._jitter_s = jitter_s
        self._true_rate = true_rate
        self._captured_s = 100.0
        self._arrived_s = 0.0
        self.written_ms = 0.0

    def run(self, seconds: float) -> None:
        """So much real time of sound."""
        for _ in range(round(seconds / BLOCK_S)):
            self._captured_s += BLOCK_S
            self._arrived_s = max(self._arrived_s, self._captured_s + self._random.uniform(0, self._jitter_s))
            self._give(self._arrived_s)

    def lose(self, seconds: float) -> None:
        """Time in which no sound comes, nor later."""
        self._captured_s += seconds

    def hold_up(self, seconds: float) -> None:
        """Time in which no sound comes; all of it comes at once afterwards."""
        blocks = round(seconds / BLOCK_S)
        self._captured_s += blocks * BLOCK_S
        for _ in range(blocks):
            self._give(self._captured_s)

    def _give(self, at: float) -> None:
        frames = round(BLOCK_S * self._true_rate)
        self.marks += self.clock.heard(at, frames, round(self.written_ms))
        self.written_ms += 1000 * frames / RATE


def test_an_hour_of_sound_is_no_news() -> None:
    stream = Stream(jitter_s=0.15)
    stream.run(3600)
    assert stream.marks == []


@pytest.mark.parametrize("seed", range(20))
def test_a_hole_is_marked_where_it_is_with_what_is_missing(seed: int) -> None:
    lost_s = random.Random(seed).uniform(0.32, 8.0)
    stream = Stream(seed=seed)
    stream.run(7)
    place_ms = stream.written_ms
    stream.lose(lost_s)
    stream.run(1.1)
    (mark,) = stream.marks
    assert (mark.kind, mark.at_ms) == (MarkKind.GAP, pytest.approx(place_ms, abs=30))
    assert mark.lost_ms == pytest.approx(1000 * lost_s, abs=30)
    stream.run(600)
    assert len(stream.marks) == 1


def test_every_hole_has_a_mark_of_its_own() -> None:
    stream = Stream()
    for _ in range(5):
        stream.run(5)
        stream.lose(0.5)
    stream.run(5)
    assert [mark.lost_ms for mark in stream.marks] == [pytest.approx(500, abs=30)] * 5


@pytest.mark.parametrize("held_up_s", [0.3, 1.0, 10.0, 60.0])
def test_sound_that_comes_late_is_not_lost(held_up_s: float) -> None:
    stream = Stream()
    stream.run(5)
    stream.hold_up(held_up_s)
    stream.run(60)
    assert stream.marks == []


def test_what_part_of_a_hole_came_late_is_not_lost() -> None:
    stream = Stream()
    stream.run(5)
    stream.lose(1.0)
    stream.hold_up(2.0)
    stream.run(10)
    assert [mark.lost_ms for mark in stream.marks] == [pytest.approx(1000, abs=30)]


def test_a_hole_that_the_person_was_told_of_is_marked_whatever_came_of_it() -> None:
    stream = Stream()
    stream.run(5)
    stream.clock.dumb()
    stream.hold_up(3.0)
    stream.run(2)
    (mark,) = stream.marks
    assert (mark.kind, mark.lost_ms) == (MarkKind.GAP, 0)
    assert "3.0 s" in mark.text


def test_a_hole_just_before_the_end_is_not_forgotten() -> None:
    stream = Stream()
    stream.run(5)
    stream.lose(0.6)
    stream.run(0.2)
    assert stream.marks == []
    assert [mark.lost_ms for mark in stream.clock.end()] == [pytest.approx(600, abs=30)]
    assert stream.clock.end() == []


def test_a_start_that_hesitates_is_no_loss() -> None:
    stream = Stream()
    stream.run(0.1)
    stream.lose(0.4)  # buffers fill
    stream.run(0.2)
    stream.hold_up(0.5)
    stream.run(120)
    assert stream.marks == []


def test_many_small_losses_add_up_to_one_mark() -> None:
    stream = Stream(jitter_s=0.005)
    stream.run(5)
    for number in range(30):
        stream.clock.overflowed()
        stream.lose(BLOCK_S)
        stream.run(1.5 if number % 3 else 0.5)
    assert all(mark.kind is MarkKind.GAP for mark in stream.marks)
    assert 0 < sum(mark.lost_ms for mark in stream.marks) <= 750
    assert len(stream.marks) <= 3


@pytest.mark.parametrize(
    ("true_rate", "words"), [(44_100, "8 % less"), (48_000 * 1.0884, "9 % more"), (47_000, "2 % less")]
)
def test_a_rate_that_was_not_promised_is_told_once(true_rate: float, words: str) -> None:
    stream = Stream(true_rate=true_rate)
    stream.run(20)
    (mark,) = stream.marks
    assert mark.lost_ms == 0
    assert words in mark.text
    stream.run(600)
    assert stream.marks == [mark]


def test_with_the_true_rate_found_a_hole_is_still_seen() -> None:
    stream = Stream(true_rate=44_100)
    stream.run(30)
    stream.lose(0.8)
    stream.run(5)
    assert stream.marks[-1].lost_ms == pytest.approx(800, abs=60)


@pytest.mark.parametrize("parts_per_million", [-1000, -100, 100, 1000])
def test_a_cheap_sound_card_is_no_fault(parts_per_million: int) -> None:
    stream = Stream(true_rate=RATE * (1 + parts_per_million / 1e6))
    stream.run(1800)
    assert stream.marks == []
