"""Words are lined up after recognition, after every edit and on request; what may come between, and what is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event, Thread

import pytest

from mockinterview.core.attempt import WaitingJob
from mockinterview.core.coverage import Coverage, State
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import LineUpProblem, Problem, UsageProblem
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobState
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

WITH_LAMP = spoken("um I had a spare lamp and put the log straight before the next ship came")
WITHOUT = spoken("um I had a second lamp and put the log straight before the next ship came")
NO_MODEL = Problem("The meaning of words is not looked at.", "The model is missing.", "Install the program again.")


def promises(story: Story) -> set[str]:
    return {waiting.kind for waiting in story.keeper.waiting_jobs()}


def state(story: Story, attempt_id: str, item_id: str = "spare") -> State | None:
    line = story.reviewing.full_review(attempt_id).line(item_id)
    return line.state if line is not None else None


@pytest.fixture
def attempt_id(story: Story) -> str:
    """A kept attempt that is lined up."""
    story.transcriber.transcript = WITH_LAMP
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    assert story.reviewing.wait(kept, 5)
    story.matcher.began.clear()
    return kept


def test_words_that_changed_while_they_were_lined_up_are_lined_up_as_they_are_now(
    story: Story, attempt_id: str
) -> None:
    story.matcher.hold.clear()
    relining = Thread(target=story.reviewing.lining_up.reline, args=(attempt_id,))
    relining.start()
    assert story.matcher.began.wait(5)
    story.keeper.save_transcript(attempt_id, WITHOUT)
    story.matcher.hold.set()
    relining.join(5)
    assert state(story, attempt_id) is State.NOT_FOUND


def test_the_words_are_there_before_the_states(story: Story) -> None:
    story.matcher.hold.clear()
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.matcher.began.wait(5)
    story.listener.wait_for(lambda: story.listener.states(JobKind.RECOGNISE)[-1:] == [JobState.DONE])
    review = story.reviewing.review(kept)
    assert review.transcript is not None
    assert review.coverage is None
    assert promises(story) == {JobKind.LINE_UP}
    working = story.reviewing.lining_up.working(kept)
    assert working is not None
    assert working.state is JobState.RUNNING
    story.matcher.hold.set()
    assert story.reviewing.wait(kept, 5)
    assert story.reviewing.review(kept).coverage is not None
    assert promises(story) == set()


def test_a_crash_between_words_and_states_only_delays_them(story: Story) -> None:
    story.matcher.hold.clear()
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.matcher.began.wait(5)
    story.jobs.close()
    assert promises(story) == {JobKind.LINE_UP}
    again = Story(keeper=story.keeper, shelf=story.shelf)
    again.reviewing.resume()
    assert again.reviewing.wait(kept, 5)
    assert again.transcriber.asked == []
    assert story.keeper.coverage(kept) is not None
    assert promises(story) == set()
    again.jobs.close()


def test_edited_words_are_kept_and_lined_up_anew_and_verdicts_stay(story: Story, attempt_id: str) -> None:
    story.keeper.save_opinion(attempt_id, Opinion({"calm": State.COVERED}))
    story.reviewing.lining_up.keep_words(attempt_id, WITHOUT)
    assert story.reviewing.wait(attempt_id, 5)
    assert story.keeper.transcript(attempt_id) == WITHOUT
    assert state(story, attempt_id) is State.NOT_FOUND
    assert story.keeper.verdicts(attempt_id) == {"calm": State.COVERED}


def test_a_newer_edit_takes_the_place_of_an_older_run(story: Story, attempt_id: str) -> None:
    story.matcher.hold.clear()
    story.reviewing.lining_up.keep_words(attempt_id, WITHOUT)
    assert story.matcher.began.wait(5)
    assert state(story, attempt_id) is None
    story.reviewing.lining_up.keep_words(attempt_id, WITH_LAMP)
    story.listener.wait_for(lambda: JobState.CANCELLED in story.listener.states(JobKind.LINE_UP))
    assert promises(story) == {JobKind.LINE_UP}
    story.matcher.hold.set()
    assert story.reviewing.wait(attempt_id, 5)
    assert story.matcher.asked[-1][0] is WITH_LAMP
    assert state(story, attempt_id) is State.COVERED
    assert promises(story) == set()


def test_a_run_that_does_not_listen_cannot_overwrite_a_newer_one(story: Story, attempt_id: str) -> None:
    """Its words are gone: its states would point into others."""
    deaf = story.matcher.line_up

    def line_up(transcript: object, question: object, cancelled: object) -> object:
        if transcript is WITHOUT:
            story.reviewing.lining_up.keep_words(attempt_id, WITH_LAMP)
        return deaf(transcript, question)  # type: ignore[arg-type]

    story.matcher.line_up = line_up  # type: ignore[assignment, method-assign]
    story.reviewing.lining_up.keep_words(attempt_id, WITHOUT)
    story.listener.wait_for(lambda: JobState.CANCELLED in story.listener.states(JobKind.LINE_UP))
    assert story.reviewing.wait(attempt_id, 5)
    assert state(story, attempt_id) is State.COVERED


def test_a_line_up_that_fails_leaves_the_words_and_a_sentence(
    story: Story, attempt_id: str, expect_log: Callable[[str], None]
) -> None:
    expect_log("line_up of attempt .* failed: LineUpProblem")
    story.matcher.failure = LineUpProblem("The answer could not be lined up.", "", "Judge it yourself.")
    story.reviewing.lining_up.keep_words(attempt_id, WITHOUT)
    assert story.reviewing.wait(attempt_id, 5)
    assert story.listener.jobs[-1].problem is story.matcher.failure
    assert story.keeper.transcript(attempt_id) == WITHOUT
    assert promises(story) == set()
    story.matcher.failure = None
    story.reviewing.lining_up.again(attempt_id)
    assert story.reviewing.wait(attempt_id, 5)
    assert state(story, attempt_id) is State.NOT_FOUND


def test_a_line_up_can_be_stopped(story: Story, attempt_id: str) -> None:
    story.matcher.hold.clear()
    story.reviewing.lining_up.keep_words(attempt_id, WITHOUT)
    assert story.matcher.began.wait(5)
    story.reviewing.cancel(attempt_id)
    assert story.reviewing.wait(attempt_id, 5)
    assert promises(story) == set()
    assert story.keeper.transcript(attempt_id) == WITHOUT


def test_what_is_gone_is_not_lined_up(story: Story) -> None:
    story.reviewing.lining_up.take_up("nobody")
    assert story.reviewing.wait("nobody", 5)
    assert story.matcher.asked == []


# ---------------------------------------------------------------- versions


def test_states_of_another_version_are_outdated_once_the_matcher_is_known(story: Story, attempt_id: str) -> None:
    fresh = Story(keeper=story.keeper, shelf=story.shelf)
    fresh.matcher.name = "fake 2"
    coverage = story.keeper.coverage(attempt_id)
    assert coverage is not None
    lining_up = fresh.reviewing.lining_up
    assert not lining_up.outdated(attempt_id, None)
    assert not lining_up.outdated(attempt_id, coverage)
    fresh.listener.wait_for(lambda: attempt_id in fresh.listener.reviews)
    assert lining_up.outdated(attempt_id, coverage)
    assert not lining_up.outdated(attempt_id, replace(coverage, matcher="fake 2"))
    fresh.matcher.problem = NO_MODEL
    assert not lining_up.outdated(attempt_id, coverage)
    fresh.jobs.close()


def test_again_says_what_changed_and_can_be_undone(story: Story, attempt_id: str) -> None:
    before = story.keeper.coverage(attempt_id)
    assert before is not None
    older = replace(before, matcher="fake 0", items=tuple(replace(line, state=State.PARTLY) for line in before.items))
    story.keeper.save_coverage(attempt_id, older)
    lining_up = story.reviewing.lining_up
    lining_up.again(attempt_id)
    assert story.reviewing.wait(attempt_id, 5)
    last = lining_up.last(attempt_id)
    assert last is not None
    assert len(last.changes) == len(LIGHTHOUSE.items)
    assert lining_up.undo(attempt_id)
    assert story.keeper.coverage(attempt_id) == older
    assert not lining_up.undo(attempt_id)
    assert lining_up.last(attempt_id) is None


def test_words_that_change_while_it_is_asked_for_again_end_the_undoing(
    story: Story, attempt_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN the wish to line up again, which has just read the states there are
    lining_up, coverage = story.reviewing.lining_up, story.keeper.coverage
    read, go_on = Event(), Event()

    def slow(attempt_id: str) -> Coverage | None:
        found = coverage(attempt_id)
        read.set()
        assert go_on.wait(5)
        return found

    monkeypatch.setattr(story.keeper, "coverage", slow)
    again = Thread(target=lining_up.again, args=(attempt_id,))
    again.start()
    assert read.wait(5)
    monkeypatch.setattr(story.keeper, "coverage", coverage)
    # WHEN the words become others meanwhile
    edit = Thread(target=lining_up.keep_words, args=(attempt_id, WITHOUT))
    edit.start()
    edit.join(0.2)  # it waits for the other; it would be over long before
    go_on.set()
    again.join(5)
    edit.join(5)
    # THEN nothing leads back to the states of the old ones
    assert story.reviewing.wait(attempt_id, 5)
    assert not lining_up.undo(attempt_id)
    assert state(story, attempt_id) is State.NOT_FOUND


def test_an_edit_ends_the_undoing(story: Story, attempt_id: str) -> None:
    story.reviewing.lining_up.again(attempt_id)
    story.reviewing.lining_up.keep_words(attempt_id, WITHOUT)
    assert story.reviewing.wait(attempt_id, 5)
    assert not story.reviewing.lining_up.undo(attempt_id)
    assert state(story, attempt_id) is State.NOT_FOUND


def test_old_attempts_are_lined_up_again_only_on_request(story: Story, attempt_id: str) -> None:
    story.matcher.name = "fake 2"
    story.keeper.save_opinion(attempt_id, Opinion({"spare": State.PARTLY}))
    assert story.reviewing.full_review(attempt_id).coverage.matcher == "fake 1"  # type: ignore[union-attr]
    [relined] = story.reviewing.lining_up.reline_all()
    assert (relined.attempt_id, relined.changes) == (attempt_id, ())
    assert (relined.before.matcher, relined.after.matcher) == ("fake 1", "fake 2")  # type: ignore[union-attr]
    assert story.keeper.verdicts(attempt_id) == {"spare": State.PARTLY}
    assert story.reviewing.lining_up.reline_all() == []
    assert story.reviewing.lining_up.reline(attempt_id).before == relined.after


def test_what_has_no_words_cannot_be_lined_up_again(story: Story, attempt_id: str) -> None:
    story.transcriber.hold.clear()
    wordless = story.record()
    with pytest.raises(UsageProblem, match="cannot be lined up"):
        story.reviewing.lining_up.reline(wordless)
    with pytest.raises(UsageProblem, match="no such attempt"):
        story.reviewing.lining_up.reline("nobody")
    story.matcher.name = "fake 2"
    assert [one.attempt_id for one in story.reviewing.lining_up.reline_all()] == [attempt_id]
    story.transcriber.hold.set()
    assert story.reviewing.wait(wordless, 5)


# ---------------------------------------------------------------- a matcher that stands in


def test_why_another_matcher_stands_in_is_told_once(story: Story) -> None:
    story.matcher.problem = NO_MODEL
    story.answering.ask(LIGHTHOUSE)
    for _ in range(2):
        assert story.reviewing.wait(story.record(), 5)
    assert story.listener.problems == [NO_MODEL]


def test_a_matcher_that_stands_in_replaces_no_better_states(story: Story, attempt_id: str) -> None:
    fresh = Story(keeper=story.keeper, shelf=story.shelf)
    fresh.matcher.problem = NO_MODEL
    fresh.matcher.name = "lesser 1"
    with pytest.raises(LineUpProblem, match="The model is missing"):
        fresh.reviewing.lining_up.reline_all()
    assert story.keeper.coverage(attempt_id).matcher == "fake 1"  # type: ignore[union-attr]
    fresh.jobs.close()


def test_a_promise_is_kept_in_its_own_words() -> None:
    assert WaitingJob("a", JobKind.LINE_UP).kind == "line_up"
