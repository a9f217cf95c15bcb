"""The numbers behind the time line: zoom, scroll, ruler, and the wave at any zoom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.delivery import Levels
from mockinterview.ui.review.line.stretch import CLOSEST, EDGE, Stretch, all_of
from mockinterview.ui.review.line.waveform import FACTOR, LOUDEST_DBFS, QUIETEST_DBFS, Peaks

lengths = st.integers(1, 7_200_000)
widths = st.integers(1, 3_000)
steps = st.lists(st.tuples(st.floats(0.1, 10), st.floats(0, 1), st.integers(-5_000, 5_000)), max_size=6)


def walked(duration_ms: int, width: int, way: list[tuple[float, float, int]]) -> Stretch:
    """A stretch after some zooming and scrolling."""
    stretch = all_of(duration_ms, width)
    for factor, place, by in way:
        stretch = stretch.zoomed(factor, place * width).scrolled(stretch.left + by)
    return stretch


@given(lengths, widths, steps)
def test_a_stretch_never_leaves_the_take(duration_ms: int, width: int, way: list[tuple[float, float, int]]) -> None:
    stretch = walked(duration_ms, width, way)
    assert 0 <= stretch.left <= stretch.most_left
    assert min(CLOSEST, duration_ms / width) <= stretch.scale <= duration_ms / width
    assert 0 <= stretch.time(-100) <= stretch.time(width + 100) <= duration_ms
    if stretch.whole:
        assert (stretch.left, stretch.time(0), stretch.time(width)) == (0, 0, duration_ms)


@given(lengths, widths, steps, st.floats(0, 1))
def test_a_place_and_its_time_lead_to_each_other(
    duration_ms: int, width: int, way: list[tuple[float, float, int]], part: float
) -> None:
    stretch = walked(duration_ms, width, way)
    x = part * min(width, stretch.length - stretch.left)
    assert stretch.x(stretch.time(x)) == pytest.approx(x, abs=max(1.0, 1 / stretch.scale))


@given(st.integers(60_000, 7_200_000), st.integers(200, 3_000), steps, st.floats(0.2, 5), st.floats(0, 1))
def test_what_is_under_the_pointer_stays_there(
    duration_ms: int, width: int, way: list[tuple[float, float, int]], factor: float, part: float
) -> None:
    before = walked(duration_ms, width, way)
    after = before.zoomed(factor, part * width)
    if 0 < after.left < after.most_left:
        at_ms = (part * width + before.left) * before.scale
        assert after.x(at_ms) == pytest.approx(part * width, abs=1)


@given(lengths, widths, steps, st.integers(0, 7_200_000))
def test_following_brings_the_playhead_into_sight(
    duration_ms: int, width: int, way: list[tuple[float, float, int]], at_ms: int
) -> None:
    at_ms = min(at_ms, duration_ms)
    stretch = walked(duration_ms, width, way).following(at_ms)
    assert -1 <= stretch.x(at_ms) <= width + 1
    assert stretch.following(at_ms) in (stretch, stretch.scrolled(stretch.left))


def test_the_page_is_turned_before_the_edge_and_not_at_every_pixel() -> None:
    stretch = all_of(600_000, 1_000).zoomed(10, 0)
    turned = 0
    for at_ms in range(0, 300_000, 16):
        after = stretch.following(at_ms)
        turned += after != stretch
        assert after.x(at_ms) <= 1_000 * EDGE + 1
        stretch = after
    assert turned == 6


@given(lengths, widths)
def test_the_clock_times_stand_apart_and_are_divided_as_a_clock_is(duration_ms: int, width: int) -> None:
    stretch = all_of(duration_ms, width)
    step = stretch.step(76)
    assert step / stretch.scale >= 76 or step == 3_600_000
    assert 3_600_000 % step == 0


def test_a_span_is_brought_into_sight_whole() -> None:
    stretch = all_of(600_000, 1_000).zoomed(10, 0)
    shown = stretch.showing(300_000, 310_000)
    assert shown.x(300_000) >= 0
    assert shown.x(310_000) <= 1_000
    assert shown.showing(301_000, 302_000) is shown
    assert stretch.showing(100_000, 500_000).x(100_000) == pytest.approx(100, abs=1)


# ------------------------------------------------------------ wave


loudness = st.lists(st.floats(-120, LOUDEST_DBFS - 1), min_size=1, max_size=400)


def test_the_wave_shows_the_loudest_moment_of_each_part() -> None:
    peaks = Peaks(Levels(20, (-60.0, -35.0, -10.0, -80.0)))
    assert peaks.heights(0, 2, 40) == [0.5, 1.0]
    assert peaks.heights(0, 4, 20) == [0.0, 0.5, 1.0, 0.0]
    assert peaks.heights(2, 6, 40) == [0.0, 0.0, 0.0, 0.0]


@given(loudness, st.floats(20, 3_000), st.integers(1, 60))
def test_no_loud_moment_is_lost_and_none_is_drawn_twice(values: list[float], bar_ms: float, extra: int) -> None:
    bars = int(len(values) * 20 / bar_ms) + extra
    heights = Peaks(Levels(20, tuple(values))).heights(0, bars, bar_ms)
    loudest = min(LOUDEST_DBFS, max(QUIETEST_DBFS, *values, QUIETEST_DBFS))
    assert max(heights) * (LOUDEST_DBFS - QUIETEST_DBFS) + QUIETEST_DBFS == pytest.approx(loudest)
    at = values.index(max(values))
    if values.count(values[at]) == 1 and loudest > QUIETEST_DBFS:
        there = [bar for bar, height in enumerate(heights) if height == max(heights)]
        assert abs(min(there) - int(at * 20 / bar_ms)) <= 1


@given(st.floats(20, 100_000))
def test_a_bar_reads_few_values_however_much_it_stands_for(bar_ms: float) -> None:
    read: list[int] = []

    class Counted(tuple[float, ...]):
        def __getitem__(self, place: object) -> tuple[float, ...]:
            found = tuple.__getitem__(self, place)  # type: ignore[call-overload]
            read.append(len(found))
            return tuple(found)

    peaks = Peaks(Levels(20, [-30.0] * 20_000))
    peaks.floors = [Counted(floor) for floor in peaks.floors]
    peaks.heights(0, 10, bar_ms)
    assert max(read) <= FACTOR * FACTOR + 1
    assert len(read) == 10
