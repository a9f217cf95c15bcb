"""Into the bin, back, and for good: never half of an attempt in a list, and what was begun is finished."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mockinterview.core.attempt import WaitingJob
from mockinterview.core.problems import HistoryProblem, TakeProblem, UsageProblem
from mockinterview.core.removal import DeletionReport, RetentionRule
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.flow.jobs import JobKind
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.flow.conftest import Story

STUCK = TakeProblem("The recording could not be deleted.")


def ids(story: Story) -> list[str]:
    return [attempt.id for attempt in story.library.attempts()]


def in_bin(story: Story) -> list[str]:
    return [binned.attempt.id for binned in story.library.bin()]


@pytest.fixture
def takes(story: Story) -> list[str]:
    """Three answers, recognised."""
    story.answering.ask(LIGHTHOUSE)
    made = [story.record() for _ in range(3)]
    assert all(story.reviewing.wait(attempt_id, 5) for attempt_id in made)
    return made


def test_what_is_thrown_away_is_whole_in_the_bin(story: Story, takes: list[str]) -> None:
    first, second, third = takes
    story.library.remove(second)
    story.now += timedelta(seconds=1)
    story.library.remove(first)
    assert ids(story) == [third]
    assert in_bin(story) == [first, second]
    assert story.library.bin()[0].since == story.now
    assert story.shelf.relieved == 2, "on a full disk there must be room to forget"
    assert story.shelf.discarded == []
    assert story.keeper.transcript(first) is not None
    assert story.keeper.next_take(LIGHTHOUSE.id) == 4


def test_ending_the_program_deletes_nothing(story: Story, takes: list[str]) -> None:
    story.library.remove(takes[0])
    story.house().close()
    assert story.shelf.discarded == []
    assert takes[0] in story.keeper._bin


def test_for_good_takes_sound_rows_and_our_copies(story: Story, takes: list[str]) -> None:
    story.backups.held = {taken: ["before-restoring"] for taken in takes}
    story.keeper.aside = ("history.sqlite.corrupt-1",)
    story.library.remove(takes[0])
    report = story.library.delete_for_good(takes[:2])  # also what was never in the bin
    assert report == DeletionReport(tuple(takes[:2]), (), ("before-restoring", "history.sqlite.corrupt-1"))
    assert story.shelf.discarded == takes[:2]
    assert set(story.backups.scrubbed) == set(takes[:2])
    assert story.keeper.known() == {takes[2]}
    assert story.library.bin() == ()
    story.library.removing.drop_put_aside()
    assert story.library.removing.put_aside() == ()


def test_an_id_that_is_not_there_deletes_nothing(story: Story, takes: list[str]) -> None:
    with pytest.raises(UsageProblem, match="no attempt with the id “nobody”"):
        story.library.delete_for_good([takes[0], "nobody"])
    assert story.keeper.begun_deletions() == ()


def test_what_cannot_be_deleted_is_in_the_bin_again_and_stands_in_no_others_way(story: Story, takes: list[str]) -> None:
    story.shelf.stuck[takes[0]] = STUCK
    report = story.library.delete_for_good(takes[:2])
    assert report == DeletionReport((takes[1],), (STUCK,))
    assert in_bin(story) == [takes[0]]
    assert story.keeper.transcript(takes[0]) is not None
    del story.shelf.stuck[takes[0]]
    assert story.library.delete_for_good([takes[0]]).deleted == (takes[0],)


def test_half_deleted_sound_is_in_no_list_and_finished_at_the_next_start(story: Story, takes: list[str]) -> None:
    story.shelf.stuck[takes[0]] = STUCK
    story.shelf.lose_sound(takes[0])
    assert story.library.delete_for_good([takes[0]]).problems == (STUCK,)
    assert takes[0] not in [*ids(story), *in_bin(story)]
    assert story.keeper.attempt(takes[0]) is None
    # still stuck: the next start says so, and brings nothing back
    story.library.tidy()
    story.listener.wait_for(lambda: STUCK in story.listener.problems)
    story.jobs.wait_all(JobKind.TIDY)
    assert story.listener.recovered == []
    # no more
    del story.shelf.stuck[takes[0]]
    story.library.tidy()
    story.jobs.wait_all(JobKind.TIDY)
    assert takes[0] not in story.keeper.known()


def test_a_deletion_that_a_crash_cut_short_is_finished_and_not_recovered(story: Story, takes: list[str]) -> None:
    story.keeper.begin_deletions([takes[0]])  # and here the program was killed
    assert story.library.recover() == []
    story.library.tidy()
    story.jobs.wait_all(JobKind.TIDY)
    assert story.shelf.discarded == [takes[0]]
    assert story.keeper.known() == set(takes[1:])
    assert story.listener.recovered == []


def test_a_copy_that_cannot_be_cleaned_leaves_the_deletion_begun(story: Story, takes: list[str]) -> None:
    problem = HistoryProblem("A copy could not be changed.")

    def refuse(attempt_ids: Collection[str]) -> None:
        raise problem

    story.backups.scrub, scrub = refuse, story.backups.scrub  # type: ignore[method-assign]
    assert story.library.delete_for_good([takes[0]]) == DeletionReport((), (problem,))
    assert story.keeper.begun_deletions() == (takes[0],)
    story.backups.scrub = scrub  # type: ignore[method-assign]
    assert story.library.removing.finish().deleted == (takes[0],)


def test_a_deletion_while_it_is_being_recognised_cancels_that_first(story: Story) -> None:
    story.transcriber.hold.clear()
    story.answering.ask(LIGHTHOUSE)
    attempt_id = story.record()
    assert story.transcriber.began.wait(5)
    story.library.delete_for_good([attempt_id])
    assert story.keeper.known() == set()
    assert story.keeper.waiting_jobs() == ()


def test_promised_work_waits_while_in_the_bin(story: Story, takes: list[str]) -> None:
    story.library.remove(takes[0])
    story.keeper._jobs[takes[0], "recognise"] = WaitingJob(takes[0], "recognise")
    asked = len(story.transcriber.asked)
    story.reviewing.resume()
    assert story.reviewing.wait(takes[0], 5)
    assert len(story.transcriber.asked) == asked
    story.library.bring_back_from_bin([takes[0]])
    assert story.reviewing.wait(takes[0], 5)
    assert len(story.transcriber.asked) == asked + 1


def test_a_take_in_the_bin_is_not_brought_back_as_new(story: Story, takes: list[str]) -> None:
    story.library.remove(takes[0])
    unfinished = FinishedTake(TakeLabel(takes[0], LIGHTHOUSE, 1), datetime(2026, 1, 2, tzinfo=UTC), 4000)
    for closed in (True, False):
        story.shelf.put(unfinished, closed=closed)
        assert story.library.recover() == []
    assert in_bin(story) == [takes[0]]


# ---------------------------------------------------------------- the rule for old answers


def aged(story: Story, attempt_id: str, days: int) -> None:
    attempt = story.keeper.attempt(attempt_id)
    assert attempt is not None
    story.keeper._attempts[attempt_id] = replace(attempt, started_at=story.now - timedelta(days=days))


def test_nothing_is_deleted_unasked(story: Story, takes: list[str]) -> None:
    aged(story, takes[0], 5_000)
    story.library.remove(takes[1])
    story.now += timedelta(days=5_000)
    story.library.removing.apply_rule()
    assert set(ids(story)) == {takes[0], takes[2]}
    assert in_bin(story) == [takes[1]]
    assert story.listener.expired == []


def test_old_answers_go_to_the_bin_and_stay_there(story: Story, takes: list[str]) -> None:
    for attempt_id, days in zip(takes, (31, 30, 1), strict=True):
        aged(story, attempt_id, days)
    story.rule = RetentionRule(keep_days=30)
    story.library.removing.apply_rule()
    assert in_bin(story) == [takes[0]]
    assert story.listener.expired == [(1, 0)]
    story.now += timedelta(days=3_650)
    story.library.removing.apply_rule()
    assert len(in_bin(story)) == 3
    assert story.shelf.discarded == []


def test_what_the_rule_bins_has_all_its_days_there(story: Story, takes: list[str]) -> None:
    aged(story, takes[0], 900)
    story.rule = RetentionRule(keep_days=30, bin_days=30)
    story.library.removing.apply_rule()
    story.library.removing.apply_rule()
    assert in_bin(story) == [takes[0]]
    story.now += timedelta(days=31)
    story.library.remove(takes[1])
    story.library.removing.apply_rule()
    assert story.shelf.discarded == [takes[0]]
    assert takes[1] in in_bin(story)
    assert story.listener.expired[-1] == (1, 1)


def test_what_was_taken_out_of_the_bin_is_left_alone(story: Story, takes: list[str]) -> None:
    aged(story, takes[0], 900)
    story.rule = RetentionRule(keep_days=30)
    story.library.removing.apply_rule()
    story.library.bring_back_from_bin([takes[0]])
    story.library.removing.apply_rule()
    assert takes[0] in ids(story)
    story.library.remove(takes[0])
    assert in_bin(story) == [takes[0]]


def test_what_cannot_be_deleted_by_the_rule_is_said(story: Story, takes: list[str]) -> None:
    story.library.remove(takes[0])
    story.now += timedelta(days=31)
    story.rule = RetentionRule(bin_days=30)
    story.shelf.stuck[takes[0]] = STUCK
    story.library.removing.apply_rule()
    assert story.listener.problems == [STUCK]
    assert story.listener.expired == []
