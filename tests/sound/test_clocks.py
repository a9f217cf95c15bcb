"""This computer's clocks."""

from __future__ import annotations

import threading

from mockinterview.sound.clocks import SystemClocks


def test_time_goes_forward_and_nobody_sleeps() -> None:
    clocks = SystemClocks()
    before, asleep = clocks.monotonic(), clocks.asleep()
    assert asleep > -0.1
    assert not clocks.wait(threading.Event(), 0.01)
    assert clocks.monotonic() > before
    assert abs(clocks.asleep() - asleep) < 0.5


def test_waiting_ends_when_it_is_over() -> None:
    over = threading.Event()
    over.set()
    assert SystemClocks().wait(over, 60)
