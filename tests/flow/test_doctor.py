"""What works here, in one report, with a sentence for what does not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mockinterview.core.problems import HistoryProblem, LineUpProblem, MicrophoneProblem
from mockinterview.core.recognition import Recogniser
from mockinterview.core.take import DiskRoom, InputDevice
from tests.flow.conftest import Story


def test_when_all_is_well_nothing_is_said(story: Story) -> None:
    report = story.doctor.examine()
    assert [device["name"] for device in report["microphones"]] == ["Desk microphone"]
    assert report["voices"] == ["Fake voice"]
    assert report["recognisers"][0]["ready"] is True
    assert report["matcher"] == "fake 1"
    assert report["problems"] == []


def test_a_muted_default_microphone_is_told_another_is_only_listed(story: Story) -> None:
    story.microphone.devices = ("Desk microphone", "Headset")
    story.microphone.muted = {"Headset"}
    report = story.doctor.examine()
    assert [one["muted"] for one in report["microphones"]] == [False, True]
    assert report["problems"] == []
    story.microphone.muted = {"Desk microphone"}
    (problem,) = story.doctor.examine()["problems"]
    assert "“Desk microphone”, the default microphone, is muted" in problem


def test_a_disk_with_little_room_is_told(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    assert story.doctor.examine()["takes"] == {"used_bytes": 0, "free_bytes": 1_000_000_000, "minutes": 520}
    monkeypatch.setattr(story.shelf, "room", lambda: DiskRoom(5, 9, 4))
    assert story.doctor.examine()["problems"] == [
        "The disk is nearly full: 4 minutes of recording fit. Free some space."
    ]


def test_a_matcher_that_stands_in_is_named_and_says_why(story: Story) -> None:
    story.matcher.name = "lexical 1"
    story.matcher.problem = LineUpProblem("Only words are compared.", "The model is missing.", "Install it again.")
    report = story.doctor.examine()
    assert report["matcher"] == "lexical 1"
    assert report["problems"] == [story.matcher.problem.sentence]


def test_everything_that_is_missing_is_a_sentence(story: Story) -> None:
    story.microphone.devices = ()
    story.voice.names = ()
    story.transcriber.known = (Recogniser("pocketsphinx", True, draft=True),)
    problems = story.doctor.examine()["problems"]
    assert len(problems) == 3
    assert "No microphone" in problems[0]
    assert "No voice" in problems[1]
    assert "draft recogniser" in problems[2]


def test_a_neighbour_that_fails_does_not_hide_the_others(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    class Deaf:
        """A microphone without a sound library under it."""

        def inputs(self) -> Sequence[InputDevice]:
            raise MicrophoneProblem("No microphone can be used.", "PortAudio is missing.", "Install libportaudio2.")

    monkeypatch.setattr(story.doctor, "_microphone", Deaf())
    story.keeper.problem = HistoryProblem("The history cannot be read.", "It is locked.", "Close other programs.")
    report = story.doctor.examine()
    assert report["microphones"] == []
    assert report["store"] == {}
    assert len(report["problems"]) == 2
    assert report["voices"] == ["Fake voice"]
