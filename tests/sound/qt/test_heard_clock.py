"""Where the sound that is heard stands, from positions that come now and then and run ahead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.sound.qt.backend import Backend
from mockinterview.sound.qt.heard_clock import HeardClock, lead_ms

RATES = st.sampled_from((0.5, 0.6, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0))


def told(rate: float, heard_ms: float, jitter_ms: float = 0.0) -> int:
    """What Qt tells while this is heard."""
    return round(heard_ms + (lead_ms(rate) + jitter_ms) * rate)


def test_nothing_is_known_before_the_first_position() -> None:
    clock = HeardClock()
    clock.restart(1.0)
    assert not clock.running
    clock.tick(100, 5.0)
    assert clock.running
    clock.restart(1.0)
    assert not clock.running


@given(RATES, st.lists(st.floats(-22, 22), min_size=8, max_size=60))
def test_jitter_is_evened_out(rate: float, jitter: list[float]) -> None:
    """However each position lies around the truth, what is said of the sound is no further off than the furthest of them."""
    clock = HeardClock()
    clock.restart(rate)
    for place, off in enumerate(jitter):
        clock.tick(told(rate, 1_000 + place * 50 * rate, off), 7.0 + place * 0.05)
    now = 7.0 + len(jitter) * 0.05
    assert abs(clock.at(now) - (1_000 + len(jitter) * 50 * rate)) <= 22 * rate + 2


def test_an_even_saw_is_found_out() -> None:
    clock = HeardClock()
    clock.restart(2.0)
    for place, off in enumerate((22, 7, -8, -22, 15, 0, -15) * 3):
        clock.tick(told(2.0, place * 100, off), place * 0.05)
    assert clock.at(1.05) == pytest.approx(2_100, abs=5)


def test_positions_that_came_late_do_not_hold_it_back() -> None:
    """The window was busy for 300 ms: what Qt told meanwhile comes late, and says too little."""
    clock = HeardClock()
    clock.restart(1.0)
    for place in range(12):
        late = 0.3 if place in (4, 8) else 0.0
        clock.tick(told(1.0, place * 50), place * 0.05 + late)
    assert clock.at(0.6) == pytest.approx(600, abs=2)


def test_a_sound_that_was_held_up_is_followed() -> None:
    clock = HeardClock()
    clock.restart(1.0)
    for place in range(10):
        clock.tick(told(1.0, place * 50), place * 0.05)
    for place in range(10, 30):
        clock.tick(told(1.0, place * 50), place * 0.05 + 0.2)
    assert clock.at(1.7) == pytest.approx(1_500, abs=2)


@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0])
def test_where_nothing_is_heard_it_stands_still(rate: float) -> None:
    """The loudspeaker was pulled out: no position comes any more."""
    clock = HeardClock()
    clock.restart(rate)
    for place in range(20):
        clock.tick(told(rate, place * 50 * rate), place * 0.05)
    assert clock.at(1.1) == pytest.approx(1_100 * rate, abs=2)  # one position is late
    assert clock.at(2.0) == clock.at(60.0) <= 1_400 * rate


@given(st.floats(0.3, 2.5))
def test_the_lead_is_larger_where_the_pitch_is_kept(rate: float) -> None:
    assert lead_ms(1.0) == 48
    assert rate == 1.0 or 150 <= lead_ms(rate) <= 180


@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0])
def test_on_pipewire_less_sound_waits(rate: float) -> None:
    """The same positions are heard sooner: measured there, a mark by PulseAudio's lead trails by 30 ms more."""
    clock, elsewhere = HeardClock(Backend.PIPEWIRE), HeardClock(Backend.PULSEAUDIO)
    for one in (clock, elsewhere):
        one.restart(rate)
        for place in range(12):
            one.tick(round(place * 50 * rate), place * 0.05)
    assert clock.at(0.6) - elsewhere.at(0.6) == pytest.approx(30 * rate, abs=2)
