"""The microphones as the story knows them: listed, told anew, unmuted; and one wished for a single take."""

from __future__ import annotations

import pytest

from mockinterview.core.problems import MicrophoneProblem
from mockinterview.core.take import DeviceWish, InputDevice
from mockinterview.flow.microphones import Microphones
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.flow.conftest import Story


def test_nobody_watches_before_a_page_wants_to_know(story: Story) -> None:
    assert story.news.changed is None
    story.microphones.watch()
    story.microphones.watch()
    assert story.news.changed is not None


def test_a_change_is_told_to_the_listener(story: Story) -> None:
    story.microphones.watch()
    story.news.change()
    assert story.listener.device_changes == 1


def test_after_closing_nobody_is_told(story: Story) -> None:
    story.microphones.watch()
    story.microphones.close()
    assert story.news.closed
    story.microphones.watch()
    story.news.change()
    assert story.listener.device_changes == 0


def test_a_muted_microphone_can_be_unmuted(story: Story) -> None:
    story.microphone.muted.add("Desk microphone")
    (device,) = story.microphones.all()
    assert device.muted
    story.microphones.unmute(device)
    assert not story.microphones.all()[0].muted


def test_where_nothing_can_unmute_the_sentence_says_where_to_do_it(story: Story) -> None:
    microphones = Microphones(story.microphone, story.listener)
    microphones.watch()
    with pytest.raises(MicrophoneProblem, match=r"Headset.*sound settings"):
        microphones.unmute(InputDevice("Headset", "fake"))


def test_another_microphone_for_one_take_is_forgotten_with_it(story: Story) -> None:
    story.device = DeviceWish("Headset", "fake")
    story.answering.ask(LIGHTHOUSE)
    story.answering.record(instead=DeviceWish())
    story.microphone.take.hear(2_000)
    story.answering.stop()
    story.listener.wait_for(lambda: bool(story.listener.kept) and not story.answering.busy)
    story.answering.record()
    assert story.microphone.wishes == [DeviceWish(), DeviceWish("Headset", "fake")]
