"""The computer's two clocks."""

from datetime import timedelta

from mockinterview.system.clock import SystemClock


def test_the_wall_clock_is_aware_and_in_utc():
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_the_other_clock_never_runs_backwards():
    clock = SystemClock()
    readings = [clock.monotonic_ms() for _ in range(100)]
    assert readings == sorted(readings)
    assert all(isinstance(reading, int) for reading in readings)
