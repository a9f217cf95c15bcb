"""The rules of playing back: silences left out, loops, speeds, places to go to."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.delivery import Levels, Pause, find_pauses, find_speech
from mockinterview.core.playback import (
    BREATH_MS,
    LEAST_LOOP_MS,
    RATES,
    Loop,
    Skip,
    following,
    landing,
    loop,
    preceding,
    resumed_at,
    saved_ms,
    skips,
    stepped,
    stops,
)
from mockinterview.core.review import LEAD_IN_MS, Lane, ReviewMark

TIMES = st.integers(0, 7_200_000)


def pause(ends: tuple[int, int]) -> Pause:
    return Pause(min(ends), max(ends))


PAUSES = st.lists(st.tuples(TIMES, TIMES).map(pause), max_size=30)
LOUDNESS = st.lists(st.sampled_from((-60.0, -58.0, -25.0, -22.0)), min_size=10, max_size=600)


# ---------------------------------------------------------------- silences


def test_a_breath_stays_at_either_side() -> None:
    assert skips([Pause(10_000, 12_000)]) == (Skip(10_000 + BREATH_MS, 12_000 - BREATH_MS),)


def test_a_pause_that_is_hardly_longer_than_a_breath_stays() -> None:
    assert skips([Pause(1_000, 1_000 + 2 * BREATH_MS + 299)]) == ()
    assert len(skips([Pause(1_000, 1_000 + 2 * BREATH_MS + 300)])) == 1


@given(PAUSES)
def test_only_what_is_silent_is_left_out(pauses: list[Pause]) -> None:
    found = skips(pauses)
    for skip in found:
        assert any(
            pause.start_ms + BREATH_MS <= skip.start_ms < skip.end_ms <= pause.end_ms - BREATH_MS for pause in pauses
        )
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(found))


@given(LOUDNESS)
def test_speech_is_never_left_out(dbfs: list[float]) -> None:
    """From the loudness to the skip: no frame that counts as speech lies in a part left out, nor within a breath of it."""
    levels = Levels(20, tuple(frame for value in dbfs for frame in [value] * 10))
    left_out = skips(find_pauses(levels))
    for start, end in find_speech(levels):
        for skip in left_out:
            assert skip.end_ms + BREATH_MS <= start or end <= skip.start_ms - BREATH_MS


@given(PAUSES, st.integers(1, 40))
def test_what_is_saved_is_what_is_not_played(pauses: list[Pause], tick: int) -> None:
    """Going through the sound tick by tick, jumping where it says so, leaves out just what it says is saved."""
    near = [Pause(pause.start_ms // 500, pause.end_ms // 500) for pause in pauses]
    left_out = skips(near)
    at = jumped = 0
    while at < 15_000:
        to = landing(left_out, at)
        if to is not None:
            assert to > at
            jumped += to - at
            at = to
        else:
            at = min([at + tick, *(skip.start_ms for skip in left_out if skip.start_ms > at)])
    assert jumped == saved_ms(left_out) == sum(skip.end_ms - skip.start_ms for skip in left_out)


@given(PAUSES, TIMES)
def test_landing_is_outside_of_what_is_left_out(pauses: list[Pause], at: int) -> None:
    left_out = skips(pauses)
    inside = [skip for skip in left_out if skip.start_ms <= at < skip.end_ms]
    assert landing(left_out, at) == (inside[0].end_ms if inside else None)
    assert landing(left_out, landing(left_out, at) or at) in (None, *(skip.end_ms for skip in left_out))


# ---------------------------------------------------------------- loops, speeds, going on


@given(st.integers(-10_000, 40_000), st.integers(-10_000, 40_000), st.integers(0, 30_000))
def test_a_loop_lies_in_the_sound(one: int, other: int, duration: int) -> None:
    made = loop(one, other, duration)
    assert made == loop(other, one, duration)
    if made is not None:
        assert 0 <= made.start_ms <= made.end_ms - LEAST_LOOP_MS < made.end_ms <= duration


def test_a_slip_of_the_hand_is_no_loop() -> None:
    assert loop(5_000, 5_000 + LEAST_LOOP_MS - 1, 10_000) is None
    assert loop(5_000, 5_000 + LEAST_LOOP_MS, 10_000) == Loop(5_000, 5_300)


@pytest.mark.parametrize(
    ("rate", "by", "to"),
    [(1.0, 1, 1.1), (1.0, -1, 0.9), (1.0, 0, 1.0), (1.3, 1, 1.5), (1.3, -1, 1.25), (2.0, 1, 2.0), (0.5, -3, 0.5)],
)
def test_the_speed_goes_by_steps(rate: float, by: int, to: float) -> None:
    assert stepped(rate, by) == to


@given(st.sampled_from(RATES), st.integers(-12, 12))
def test_steps_lead_there_and_back(rate: float, by: int) -> None:
    there = stepped(rate, by)
    assert there in RATES
    if 0 <= RATES.index(rate) + by < len(RATES):
        assert stepped(there, -by) == rate


@pytest.mark.parametrize(
    ("at", "rewind", "held", "to"),
    [
        (5_000, 700, None, 4_300),
        (5_000, 0, None, 5_000),
        (300, 700, None, 0),
        (5_000, 700, Loop(4_800, 6_000), 4_800),
        (3_000, 700, Loop(4_800, 6_000), 2_300),
        (5_000, -5, None, 5_000),
    ],
)
def test_a_little_is_heard_again(at: int, rewind: int, held: Loop | None, to: int) -> None:
    assert resumed_at(at, rewind, held) == to


# ---------------------------------------------------------------- places


def mark(start: int, end: int = 0, lane: Lane = Lane.EVIDENCE, item_id: str = "a", sure: bool = True) -> ReviewMark:
    return ReviewMark(lane, start, end or start + 500, "", item_id, sure)


def test_places_of_one_lane_with_their_lead_in() -> None:
    marks = [mark(9_000), mark(100), mark(2_000, lane=Lane.FILLER), mark(3_000, lane=Lane.BOOKMARK)]
    assert [stop.from_ms for stop in stops(marks, Lane.EVIDENCE)] == [0, 9_000 - LEAD_IN_MS]
    assert [stop.from_ms for stop in stops(marks, Lane.FILLER)] == [1_700]
    assert [stop.from_ms for stop in stops(marks, Lane.BOOKMARK)] == [3_000]


def test_what_is_only_offered_is_no_place() -> None:
    assert stops([mark(1_000, lane=Lane.FILLER, sure=False)], Lane.FILLER) == ()


def test_of_evidence_that_begins_together_the_longest() -> None:
    (stop,) = stops([mark(1_000, 2_000, item_id="a"), mark(1_000, 5_000, item_id="b")], Lane.EVIDENCE)
    assert stop.mark.item_id == "b"


def test_one_inside_another_is_not_passed_over() -> None:
    places = stops([mark(1_000, 9_000), mark(4_000, 5_000), mark(20_000)], Lane.EVIDENCE)
    first = following(places, 0)
    assert first is places[0]
    assert following(places, first.mark.end_ms, first) is places[1]
    assert following(places, 12_000, first) is places[2]  # went elsewhere meanwhile
    assert preceding(places, 20_000, places[2]) is places[1]
    assert preceding(places, 19_800, places[2], playing=True) is places[1]


def test_while_it_plays_one_that_has_just_begun_is_not_meant() -> None:
    places = stops([mark(1_000), mark(5_000)], Lane.EVIDENCE)
    assert preceding(places, 5_400, playing=True) is places[0]
    assert preceding(places, 5_400) is places[1]
    assert preceding(places, 6_100, playing=True) is places[1]


@given(st.lists(st.integers(0, 60_000), max_size=20))
def test_going_on_and_on_meets_every_place_once(starts: list[int]) -> None:
    places = stops([mark(start, start + 2_000) for start in starts], Lane.EVIDENCE)
    met = []
    at, last = -1, None
    while (stop := following(places, at, last)) is not None:
        met.append(stop)
        at, last = stop.mark.end_ms, stop
    assert met == list(places)
    back = []
    while (stop := preceding(places, at, last)) is not None:
        back.append(stop)
        at, last = stop.mark.end_ms, stop
    assert back == list(reversed(met))[1:]
