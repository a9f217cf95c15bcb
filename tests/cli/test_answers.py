"""Finding answers and throwing them away, without a window."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from mockinterview.core.problems import TakeProblem
from tests.cli.test_command_line import run, story
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

__all__ = ["run", "story"]  # its fixtures


@pytest.fixture
def takes(story: Story) -> list[str]:
    story.answering.ask(LIGHTHOUSE)
    made = [story.record() for _ in range(3)]
    for attempt_id in made:
        story.keeper.save_transcript(attempt_id, spoken("I led a small team"))
    return made


@pytest.fixture
def told(run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """What a command prints as JSON."""

    def ask(*arguments: str) -> Any:
        capsys.readouterr()
        assert run(*arguments, "--json") == 0
        story.keeper.closed = False  # the next command opens it again
        return json.loads(capsys.readouterr().out)

    return ask


def test_answers_are_found(told: Callable[..., Any], takes: list[str]) -> None:
    hits = told("search", "small", "team")["hits"]
    assert {hit["attempt"] for hit in hits} == set(takes)
    assert hits[0]["question"] == LIGHTHOUSE.id
    [[begin, end]] = hits[0]["marked"]
    assert hits[0]["excerpt"][begin:end] == "small"
    assert len(told("search", "team", "--limit", "1")["hits"]) == 1
    assert told("search", "xylophone")["hits"] == []


def test_from_the_bin_and_back(told: Callable[..., Any], story: Story, takes: list[str]) -> None:
    story.library.remove(takes[0])
    [binned] = told("bin", "list")["bin"]
    assert binned["attempt"] == takes[0]
    assert binned["since"] == story.now.isoformat()
    assert told("bin", "restore", takes[0]) == {"restored": [takes[0]]}
    assert told("bin", "list") == {"bin": []}


def test_for_good(told: Callable[..., Any], story: Story, takes: list[str]) -> None:
    story.backups.held = {taken: ["before-restoring"] for taken in takes}
    for attempt_id in takes:
        story.library.remove(attempt_id)
    assert told("bin", "delete", takes[0]) == {"deleted": [takes[0]], "problems": [], "still_in": ["before-restoring"]}
    assert set(told("bin", "empty")["deleted"]) == set(takes[1:])
    assert told("bin", "empty")["deleted"] == []
    assert story.keeper.known() == set()


def test_only_what_is_in_the_bin(run: Callable[..., int], takes: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bin", "delete", takes[0]) == 1
    assert "is not in the bin" in capsys.readouterr().err


def test_what_cannot_be_deleted_is_said(
    run: Callable[..., int], story: Story, takes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for attempt_id in takes[:2]:
        story.library.remove(attempt_id)
    story.shelf.stuck[takes[0]] = TakeProblem("The recording could not be deleted.")
    assert run("bin", "empty") == 0
    printed = capsys.readouterr()
    assert printed.out.strip() == "deleted for good: 1"
    assert "could not be deleted" in printed.err
    story.keeper.closed = False
    assert run("bin", "empty") == 1
    story.keeper.closed = False
    assert [binned.attempt.id for binned in story.library.bin()] == [takes[0]]


def test_in_words(run: Callable[..., int], story: Story, takes: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    story.library.remove(takes[0])
    assert run("bin", "list") == 0
    story.keeper.closed = False
    assert "thrown away 2026-01-02" in capsys.readouterr().out
    assert run("search", "small team") == 0
    assert "I led a small team" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [("bin", "delete"), ("bin", "empty", "x"), ("bin", "burn"), ("search",)])
def test_half_a_command_is_refused(run: Callable[..., int], wrong: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*wrong)
    assert ended.value.code == 2
