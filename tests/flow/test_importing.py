"""A recording from elsewhere becomes an attempt like any other, or leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import HistoryProblem, SpeechProblem, TakeProblem
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobState
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.flow.conftest import Story

FILE = Path("answers") / "my answer.m4a"


def ended(story: Story, attempt_id: str) -> JobState:
    assert story.importing.wait(attempt_id, 10)
    return [one.state for one in story.listener.jobs if one.kind == JobKind.IMPORT][-1]


def test_a_recording_is_kept_recognised_and_told_of(story: Story) -> None:
    attempt_id = story.importing.begin(LIGHTHOUSE, FILE)
    assert ended(story, attempt_id) is JobState.DONE
    story.listener.wait_for(lambda: attempt_id in story.listener.kept)
    attempt = story.keeper.attempt(attempt_id)
    assert attempt is not None
    assert (attempt.question, attempt.take, attempt.duration_ms) == (LIGHTHOUSE, 1, 4_000)
    assert [(mark.kind, mark.text) for mark in attempt.marks] == [(MarkKind.IMPORTED, "Imported from my answer.m4a")]
    assert story.reviewing.wait(attempt_id, 10)
    assert story.keeper.transcript(attempt_id) is not None
    told = [one.done_ms for one in story.listener.jobs if one.kind == JobKind.IMPORT and one.total_ms]
    assert told == [2_000, 4_000]


def test_a_cancelled_import_leaves_nothing(story: Story) -> None:
    story.decoder.hold.clear()
    attempt_id = story.importing.begin(LIGHTHOUSE, FILE)
    assert story.decoder.began.wait(10)
    assert story.importing.working(attempt_id) is not None
    story.importing.cancel(attempt_id)
    assert ended(story, attempt_id) is JobState.CANCELLED
    assert not story.keeper.attempts()
    assert story.shelf.finished() == []


@pytest.mark.parametrize("problem", [SpeechProblem("It cannot be read."), TakeProblem("The disk is full.")])
def test_what_stands_in_the_way_is_told_and_nothing_is_kept(
    story: Story, problem: SpeechProblem, expect_log: Callable[[str], None]
) -> None:
    expect_log("import of attempt")
    story.decoder.problem = problem
    attempt_id = story.importing.begin(LIGHTHOUSE, FILE)
    assert ended(story, attempt_id) is JobState.FAILED
    assert story.listener.jobs[-1].problem is problem
    assert not story.keeper.attempts()
    assert story.shelf.finished() == []


def test_a_file_without_room_for_a_word_is_not_kept(story: Story, expect_log: Callable[[str], None]) -> None:
    expect_log("import of attempt")
    story.decoder.duration_ms = 200
    attempt_id = story.importing.begin(LIGHTHOUSE, FILE)
    assert ended(story, attempt_id) is JobState.FAILED
    problem = story.listener.jobs[-1].problem
    assert problem is not None
    assert "shorter than a word" in problem.sentence
    assert story.shelf.finished() == []


def test_where_the_store_is_in_trouble_the_sound_stays(
    story: Story, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("import of attempt")

    def refuse(_attempt: object) -> None:
        raise HistoryProblem("The history cannot be written.")

    monkeypatch.setattr(story.keeper, "add_attempt", refuse)
    attempt_id = story.importing.begin(LIGHTHOUSE, FILE)
    assert ended(story, attempt_id) is JobState.FAILED
    assert [take.label.attempt_id for take in story.shelf.finished()] == [attempt_id]
    problem = story.listener.jobs[-1].problem
    assert problem is not None
    assert "safe in its own folder" in problem.sentence
