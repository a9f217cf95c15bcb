"""What is found of a microphone, and the advice for it."""

from __future__ import annotations

import pytest

from mockinterview.core.microphone import Finding, System, advice, finding_of, standing, wished
from mockinterview.core.take import DeviceWish, InputDevice, Level

DESK = InputDevice("Desk microphone", "PulseAudio", is_default=True)
HEADSET = InputDevice("Headset", "PulseAudio")
OTHER_WAY = InputDevice("Headset", "ALSA")


@pytest.mark.parametrize(
    ("duration_ms", "peak", "finding"),
    [
        (0, -120.0, Finding.NOTHING_CAME),
        (3_000, -120.0, Finding.ALL_ZEROS),
        (3_000, -90.3, Finding.VERY_QUIET),
        (3_000, -55.1, Finding.VERY_QUIET),
        (3_000, -55.0, Finding.HEARD),
        (3_000, -3.0, Finding.HEARD),
        (3_000, 0.0, Finding.CLIPPED),
    ],
)
def test_what_a_test_found(duration_ms: int, peak: float, finding: Finding) -> None:
    assert finding_of(duration_ms, Level(peak - 10, peak)) is finding


def test_silence_is_first_a_question_of_permission_where_the_system_gives_zeros_without_it() -> None:
    assert "Privacy & Security, Microphone" in advice(Finding.ALL_ZEROS, System.MACOS).first
    assert "Let desktop apps access your microphone" in advice(Finding.ALL_ZEROS, System.WINDOWS).first
    assert "right to record" in advice(Finding.ALL_ZEROS, System.SNAP).first
    assert "not muted" in advice(Finding.ALL_ZEROS, System.LINUX).first


def test_nobody_is_sent_to_look_for_a_mute_that_is_known_not_to_be_there() -> None:
    told = advice(Finding.ALL_ZEROS, System.LINUX, muted=False)
    assert "not muted" not in told.sentence
    assert "switch" in told.first


def test_a_quiet_microphone_is_a_question_of_volume_not_of_permission() -> None:
    for system in System:
        told = advice(Finding.VERY_QUIET, system)
        assert "volume" in told.first
        assert not any("Allow" in step or "right to" in step for step in told.more)


@pytest.mark.parametrize("finding", Finding)
@pytest.mark.parametrize("system", System)
def test_every_finding_has_words_and_all_but_the_good_one_a_step(finding: Finding, system: System) -> None:
    told = advice(finding, system, "Headset")
    assert told.found.endswith(".")
    assert told.found[0].isupper() or told.found[0] == "“"
    assert bool(told.first) is (finding is not Finding.HEARD)
    assert told.first not in told.more
    assert len(set(told.more)) == len(told.more)


def test_the_microphone_is_named_where_it_has_a_name() -> None:
    assert advice(Finding.MISSING, System.LINUX, "Headset").found == "“Headset” is not there now."
    assert advice(Finding.ALL_ZEROS, System.LINUX).found == "The microphone gives complete silence."


def test_no_wish_means_the_default() -> None:
    assert wished(DeviceWish(), [DESK, HEADSET]) == DESK
    assert wished(DeviceWish(), []) is None


def test_a_wish_is_met_by_name_and_host_api_and_by_the_name_alone_where_that_api_has_gone() -> None:
    assert wished(DeviceWish("Headset", "ALSA"), [DESK, HEADSET, OTHER_WAY]) == OTHER_WAY
    assert wished(DeviceWish("Headset", "JACK"), [DESK, HEADSET]) == HEADSET
    assert wished(DeviceWish("Lectern", "PulseAudio"), [DESK, HEADSET]) is None


def test_a_wish_that_is_not_there_names_the_default_that_can_stand_in() -> None:
    stands = standing(DeviceWish("Headset", "PulseAudio"), [DESK])
    assert (stands.finding, stands.device, stands.default) == (Finding.MISSING, None, DESK)


def test_a_muted_microphone_is_found_before_it_is_tried() -> None:
    muted = InputDevice("Headset", "PulseAudio", muted=True)
    assert standing(DeviceWish("Headset"), [DESK, muted]).finding is Finding.MUTED
    assert standing(DeviceWish(), [DESK, muted]).finding is Finding.HEARD
    assert standing(DeviceWish(), []).finding is Finding.NONE
