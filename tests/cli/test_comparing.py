"""Two attempts beside each other, without a window."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from tests.cli.test_command_line import run, story
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.fakes.fake_matcher import FakeMatcher
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

__all__ = ["run", "story"]  # its fixtures


@pytest.fixture
def takes(story: Story) -> list[str]:
    story.microphone.hears_at_once = 20_000
    story.answering.ask(LIGHTHOUSE)
    made = [story.record() for _ in range(2)]
    words = spoken("I lit the lamp and I wrote it into the log and went on with the evening watch")
    for attempt_id in made:
        story.keeper.save_transcript(attempt_id, words)
        story.keeper.save_coverage(attempt_id, FakeMatcher().line_up(words, LIGHTHOUSE))
    items = [item for item in LIGHTHOUSE.items if not item.is_minefield]
    story.keeper.save_opinion(made[0], Opinion({items[0].id: State.NOT_FOUND, items[1].id: State.COVERED}))
    story.keeper.save_opinion(made[1], Opinion({items[0].id: State.COVERED, items[1].id: State.PARTLY}))
    return made


def test_what_was_gained_and_lost(
    run: Callable[..., int], story: Story, takes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("compare", *takes, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["first"]["attempt"], told["second"]["attempt"]) == tuple(takes)
    assert (told["first"]["take"], told["second"]["take"]) == (1, 2)
    assert told["same_checklist"] is told["same_matcher"] is True
    items = [item for item in LIGHTHOUSE.items if not item.is_minefield]
    came = {one["item"]: one for one in told["items"]}
    assert list(came) == [item.id for item in LIGHTHOUSE.items]
    assert came[items[0].id]["outcome"] == "gained"
    assert came[items[0].id]["first"]["user"] == came[items[0].id]["first"]["standing"] == "not_found"
    assert came[items[1].id]["outcome"] == "lost"
    assert told["counts"]["gained"] == told["counts"]["lost"] == 1
    length = next(fact for fact in told["delivery"] if fact["fact"] == "duration_ms")
    assert length["delta"] == length["second"] - length["first"]


def test_evidence_says_when_to_play_it(
    run: Callable[..., int], story: Story, takes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("compare", *takes, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    spans = [span for one in told["items"] for span in one["second"]["evidence"]]
    assert spans
    assert all(0 <= span["play_ms"][0] < span["play_ms"][1] for span in spans)


def test_in_words(run: Callable[..., int], story: Story, takes: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("compare", *takes) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == LIGHTHOUSE.text
    assert "gained: 1" in lines
    item = next(item for item in LIGHTHOUSE.items if not item.is_minefield)
    assert any(line.split() == ["not", "found", "->", "covered", *item.name.split()] for line in lines)
    assert lines[lines.index("delivery:") + 1].startswith("  length")


def test_two_questions_cannot_be_compared(
    run: Callable[..., int], story: Story, takes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    story.answering.ask(FERRY)
    assert run("compare", takes[0], story.record()) == 1
    assert "two different questions" in capsys.readouterr().err


def test_an_attempt_that_is_not_there(
    run: Callable[..., int], takes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("compare", takes[0], "nowhere") == 1
    assert "no such attempt" in capsys.readouterr().err
