"""Microphones on the command line: their names, and what happened to their sound."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from mockinterview.core.attempt import MarkKind
from tests.cli.test_command_line import RECORD, run, story
from tests.flow.conftest import Story

__all__ = ["run", "story"]


def test_a_wrong_name_lists_the_right_ones(
    run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story.microphone.devices = ("Desk microphone", "Headset")
    assert run(*RECORD, "--device", "Hedset") == 1
    assert capsys.readouterr().err == (
        "mockinterview: There is no microphone “Hedset”. There is: “Desk microphone”, “Headset”. "
        "Give one of these names to --device.\n"
    )
    assert story.microphone.takes == []


def test_a_name_where_there_is_no_microphone_at_all(
    run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story.microphone.devices = ()
    assert run(*RECORD, "--device", "Headset") == 1
    assert "There is none at all. Plug one in" in capsys.readouterr().err


def test_what_happened_to_the_sound_is_told_by_record_and_review(
    run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story.microphone.hears_at_once = 2_000
    story.microphone.mishaps = ((MarkKind.GAP, "Nothing came for 0.8 s.", 800),)
    assert run(*RECORD) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[1:] == ["sound: 0:02 0.8 s missing. Nothing came for 0.8 s."]
    attempt_id = told[0].split()[0]
    story.keeper.closed = False  # the next command opens it again
    assert run("review", attempt_id) == 0
    assert "sound: 0:02 0.8 s missing. Nothing came for 0.8 s." in capsys.readouterr().out
    story.keeper.closed = False
    assert run("review", attempt_id, "--json") == 0
    assert json.loads(capsys.readouterr().out)["marks"] == [
        {"kind": "gap", "at_ms": 2_000, "text": "Nothing came for 0.8 s.", "lost_ms": 800}
    ]


def test_the_doctor_tells_mute_and_volume(
    run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story.microphone.devices = ("Desk microphone", "Headset")
    story.microphone.muted = {"Headset"}
    assert run("doctor") == 0
    assert "Desk microphone (default, volume 100 %), Headset (muted)" in capsys.readouterr().out
