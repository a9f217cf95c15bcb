"""Which microphone is in use, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockinterview.sound.inputs import Source
from mockinterview.sound.used_microphone import UsedMicrophone

HEADSET = Source("USB Headset", "usb", 48_000, False, False, 80)
BUILT_IN = Source("Built-in", "pci", 48_000, True, False, 80)
LOUDSPEAKER = Source("Monitor of Speakers", "pci.monitor", 48_000, True, False, 100)


@pytest.fixture
def used() -> UsedMicrophone:
    return UsedMicrophone("USB Headset", "usb")


def test_the_one_that_was_opened_is_no_news(used: UsedMicrophone) -> None:
    assert used.is_now(HEADSET) == used.hint == used.volume_hint == ""


def test_another_one_is_told_once_and_hinted_at_as_long(used: UsedMicrophone) -> None:
    assert used.is_now(BUILT_IN) == "Microphone changed to “Built-in”."
    assert used.is_now(BUILT_IN) == ""
    assert "“Built-in”" in used.moved_hint
    assert "“USB Headset”" in used.moved_hint
    assert used.hint == ""
    assert used.is_now(HEADSET) == "Microphone changed to “USB Headset”."
    assert used.moved_hint == ""


def test_a_loudspeaker_is_no_microphone(used: UsedMicrophone) -> None:
    used.is_now(LOUDSPEAKER)
    assert "what the computer plays" in used.hint


def test_mute_is_hinted_at_and_no_change(used: UsedMicrophone) -> None:
    assert used.is_now(replace(HEADSET, muted=True)) == ""
    assert "muted" in used.hint
    used.is_now(HEADSET)
    assert used.hint == ""


@pytest.mark.parametrize(("percent", "told"), [(0, True), (19, True), (20, False), (None, False)])
def test_a_very_low_volume_is_a_reason(used: UsedMicrophone, percent: int | None, told: bool) -> None:
    used.is_now(replace(HEADSET, volume_percent=percent))
    assert bool(used.volume_hint) is told
    assert used.hint == ""
