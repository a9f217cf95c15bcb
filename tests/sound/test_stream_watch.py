"""Looks at a stream: what is told of silence, sleep and a slow disk, and what must not be mistaken for them."""

from __future__ import annotations

import random

import pytest

from mockinterview.sound.stream_watch import LOOK_S, Sight, Sign, StreamWatch


class Looks:
    """A watch and the time it looks at. comes: whether blocks come."""

    def __init__(self) -> None:
        self.now, self.asleep, self.heard, self.behind_s = 10.0, 3.0, 0, 0.0
        self.comes = True
        self.watch = StreamWatch(self._sight())
        self.signs: list[tuple[Sign, float]] = []
        self._began = self.now

    def _sight(self) -> Sight:
        return Sight(self.now, self.asleep, self.heard, self.behind_s)

    def pass_time(self, seconds: float, step: float = LOOK_S) -> list[Sign]:
        """Time goes by, a look each step. Returns the new signs."""
        before = len(self.signs)
        for _ in range(round(seconds / step)):
            self.now += step
            self.heard += 4 * self.comes
            self.signs += [(sign, self.now - self._began) for sign in self.watch.look(self._sight())]
        return [sign for sign, _ in self.signs[before:]]


@pytest.fixture
def looks() -> Looks:
    looks = Looks()
    looks.pass_time(5)
    return looks


def test_sound_that_comes_is_no_news(looks: Looks) -> None:
    assert looks.pass_time(3600) == []


def test_silence_is_told_within_two_seconds_and_given_up_some_seconds_later(looks: Looks) -> None:
    looks.comes = False
    assert looks.pass_time(1.6) == [Sign.DUMB]
    assert looks.watch.dumb
    assert looks.pass_time(4.2) == []
    assert looks.pass_time(0.6) == [Sign.LOST]
    assert looks.pass_time(60) == []


@pytest.mark.parametrize("slow_look", [0.35, 0.5])
def test_on_a_busy_computer_it_is_told_as_soon(looks: Looks, slow_look: float) -> None:
    looks.comes = False
    assert looks.pass_time(1.8, slow_look) == [Sign.DUMB]


def test_sound_that_comes_back_is_waited_for_anew(looks: Looks) -> None:
    looks.comes = False
    looks.pass_time(4)
    looks.comes = True
    assert looks.pass_time(5) == []
    assert not looks.watch.dumb
    looks.comes = False
    assert looks.pass_time(2) == [Sign.DUMB]


def test_a_program_that_was_frozen_has_lost_nobody(looks: Looks) -> None:
    looks.comes = False
    assert looks.pass_time(3600, 3600) == []
    looks.comes = True
    assert looks.pass_time(10) == []


def test_a_microphone_may_take_its_time_to_wake_up() -> None:
    looks = Looks()
    looks.comes = False
    assert looks.pass_time(5.6) == [Sign.DUMB]
    looks.comes = True
    assert looks.pass_time(5) == []


@pytest.mark.parametrize("seed", range(50))
def test_every_sleep_is_noticed_at_the_next_look(looks: Looks, seed: int) -> None:
    slept = random.Random(seed).choice([1.2, 5, 60, 3_600, 86_400.0]) * random.Random(seed).uniform(1, 2)
    looks.pass_time(seed * LOOK_S)
    looks.asleep += slept
    assert looks.pass_time(LOOK_S) == [Sign.SLEPT]
    assert looks.watch.slept_s == pytest.approx(slept)
    assert looks.pass_time(60) == []


def test_clocks_that_part_slowly_are_no_sleep(looks: Looks) -> None:
    for _ in range(1000):
        looks.asleep += 0.01
        assert looks.pass_time(LOOK_S) == []


def test_a_disk_that_is_behind_is_told_until_it_has_caught_up(looks: Looks) -> None:
    signs = []
    for _ in range(150):
        looks.behind_s += LOOK_S
        signs += looks.pass_time(LOOK_S)
    assert signs == [Sign.BEHIND]
    assert looks.watch.behind
    assert looks.watch.most_behind_s == pytest.approx(30)
    looks.behind_s = 1.0
    assert looks.pass_time(1) == []
    looks.behind_s = 0.0
    assert looks.pass_time(1) == [Sign.CAUGHT_UP]
    assert not looks.watch.behind


def test_the_block_in_hand_while_the_program_was_frozen_is_no_slow_disk(looks: Looks) -> None:
    looks.behind_s = 10.0
    assert looks.pass_time(LOOK_S) == []
    looks.behind_s = 0.0
    assert looks.pass_time(10) == []
