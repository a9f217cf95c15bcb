"""The pace along the answer: what the window sees, and what it must not do."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.delivery import measure
from mockinterview.core.pace import STEP_MS, WINDOW_MS, pace_curve
from mockinterview.core.transcript import Transcript, Word


def steady(count, step, start=0):
    return [Word("word", start + index * step, start + index * step + step) for index in range(count)]


def test_a_steady_pace_is_a_level_line():
    curve = pace_curve(steady(300, 400, 1_000), 1_000, 121_000)
    assert {point.words_per_minute for point in curve} == {150.0}
    assert (curve[0].at_ms, curve[-1].at_ms) == (1_000, 121_000)
    assert {after.at_ms - before.at_ms for before, after in pairwise(curve)} == {STEP_MS}


def test_a_change_of_pace_shows_where_it_is():
    words = steady(120, 500) + steady(240, 250, 60_000)
    by_time = {point.at_ms: point.words_per_minute for point in pace_curve(words, 0, 120_000)}
    assert by_time[40_000] == 120
    assert by_time[60_000] == 180
    assert by_time[80_000] == 240


def test_a_pause_lowers_the_pace_around_it_and_nothing_else():
    words = steady(100, 400) + steady(100, 400, 50_000)
    by_time = {point.at_ms: point.words_per_minute for point in pace_curve(words, 0, 90_000)}
    assert by_time[44_000] == by_time[46_000] == 75
    assert by_time[20_000] == by_time[70_000] == 150


def test_fillers_take_time_and_are_no_words():
    tokens = ["um" if index % 2 else "so" for index in range(120)]
    words = tuple(Word(token, index * 500, index * 500 + 500) for index, token in enumerate(tokens))
    delivery = measure(Transcript("t", "", "en", 60_000, words), (), 60_000)
    assert delivery.words_per_minute == pytest.approx(60, abs=1)
    assert {point.words_per_minute for point in delivery.pace_curve} == {60.0}


@pytest.mark.parametrize("length_ms", [0, 5_000, WINDOW_MS])
def test_too_short_for_a_window_is_no_curve(length_ms):
    assert pace_curve(steady(length_ms // 400, 400), 0, length_ms) == ()


def test_words_without_times_have_no_curve():
    words = tuple(Word("word", 0, 0) for _ in range(100))
    assert measure(Transcript("text", "", "en", 0, words), (), 0).pace_curve == ()


@given(
    st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 3_000)), max_size=80), st.integers(0, 60_000),
    st.integers(0, 200_000),
)  # fmt: skip
def test_points_are_sorted_inside_the_answer_and_never_below_nought(times, start, length):
    words = [Word("w", at, at + long) for at, long in sorted(times)]
    curve = pace_curve(words, start, start + length)
    assert [point.at_ms for point in curve] == sorted({point.at_ms for point in curve})
    assert all(start <= point.at_ms <= start + length for point in curve)
    assert all(0 <= point.words_per_minute <= len(words) * 60_000 / WINDOW_MS for point in curve)
    assert bool(curve) == (length > WINDOW_MS)


@given(st.integers(100, 900), st.integers(80, 400))
def test_of_a_steady_speaker_every_point_is_near_the_pace_of_the_whole(step, count):
    words = steady(count, step)
    for point in pace_curve(words, 0, count * step):
        assert point.words_per_minute == pytest.approx(60_000 / step, abs=60_000 / WINDOW_MS)
