"""What may be asked of the shelves: questions, attempts, deletion with a second thought, recovery, export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mockinterview.core.attempt import Tally
from mockinterview.core.problems import HistoryProblem, TakeProblem, UsageProblem
from mockinterview.core.take import MICROPHONE_TRIAL, FinishedTake, TakeLabel
from mockinterview.flow.answering import SHORTEST_TAKE_MS
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.library import Filter
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.fakes.fake_shelf import STARTED
from tests.flow.conftest import Story

LEFT_BEHIND = FinishedTake(TakeLabel("0b54a1f0-0000-4000-8000-000000000001", LIGHTHOUSE, 1), STARTED, 4000)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), [LIGHTHOUSE, FERRY]),
        (Filter(search="LAMP"), [LIGHTHOUSE]),
        (Filter(search="night lamp"), [LIGHTHOUSE]),
        (Filter(search="lamp ferry"), []),
        (Filter(search="spare"), [LIGHTHOUSE]),
        (Filter(search="lighthouse"), [LIGHTHOUSE]),
        (Filter(role="Ferry pilot"), [FERRY]),
        (Filter(theme="Reliability"), [LIGHTHOUSE]),
        (Filter(role="Ferry pilot", theme="Reliability"), []),
    ],
)
def test_questions_are_filtered(story: Story, wanted: Filter, found: list[object]) -> None:
    assert story.library.questions(wanted) == found


def test_roles_and_themes_are_listed_once(story: Story) -> None:
    assert story.library.roles() == ["Ferry pilot", "Lighthouse keeper"]
    assert story.library.themes() == ["Motivation", "Reliability"]
    assert story.library.themes("Ferry pilot") == ["Motivation"]


def test_an_unknown_question_is_a_sentence(story: Story) -> None:
    assert story.library.question("ferry") is FERRY
    with pytest.raises(UsageProblem, match="no question with the id “boat”"):
        story.library.question("boat")


def test_a_removed_attempt_is_gone_at_once_and_comes_back_when_wished(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    attempt_id = story.record()
    story.library.remove(attempt_id)
    assert story.library.attempts() == []
    assert story.keeper.attempt(attempt_id) is not None
    story.library.bring_back_from_bin([attempt_id])
    assert [attempt.id for attempt in story.library.attempts()] == [attempt_id]


def test_a_take_that_a_crash_left_is_brought_back_and_recognised(story: Story) -> None:
    story.shelf.put(LEFT_BEHIND, closed=False)
    recovered = story.library.recover()
    assert [attempt.duration_ms for attempt in recovered] == [4000]
    assert story.transcriber.asked == []
    story.reviewing.resume()
    assert story.reviewing.wait(LEFT_BEHIND.label.attempt_id, 5)
    assert story.keeper.transcript(LEFT_BEHIND.label.attempt_id) is not None
    assert story.library.recover() == []


def test_a_take_the_store_never_heard_of_is_brought_back(story: Story) -> None:
    story.shelf.put(LEFT_BEHIND)
    assert [attempt.id for attempt in story.library.recover()] == [LEFT_BEHIND.label.attempt_id]
    assert story.library.recover() == []


def test_one_take_that_cannot_be_brought_back_stands_in_no_others_way(story: Story) -> None:
    other = replace(LEFT_BEHIND, label=replace(LEFT_BEHIND.label, attempt_id="0b54a1f0-0000-4000-8000-000000000002"))
    story.shelf.put(LEFT_BEHIND, closed=False)
    story.shelf.put(other, closed=False)
    story.shelf.stuck[LEFT_BEHIND.label.attempt_id] = TakeProblem("A recording could not be recovered yet.")
    story.library.tidy()
    story.listener.wait_for(lambda: story.listener.recovered == [other.label.attempt_id])
    [stuck] = story.listener.stuck
    assert stuck.take.label == LEFT_BEHIND.label
    assert stuck.problem == story.shelf.stuck[LEFT_BEHIND.label.attempt_id]
    assert story.reviewing.wait(other.label.attempt_id, 5)


TOO_SHORT = replace(LEFT_BEHIND, duration_ms=SHORTEST_TAKE_MS - 1)
TRIAL = replace(LEFT_BEHIND, label=replace(LEFT_BEHIND.label, question=MICROPHONE_TRIAL))


@pytest.mark.parametrize(
    ("useless", "closed"),
    [
        (replace(LEFT_BEHIND, duration_ms=0), True),
        (replace(LEFT_BEHIND, duration_ms=0), False),
        (TOO_SHORT, True),
        (TRIAL, True),
        (TRIAL, False),
    ],
)
def test_what_holds_no_answer_is_not_brought_back(story: Story, useless: FinishedTake, closed: bool) -> None:
    story.shelf.put(useless, closed=closed)
    assert story.library.recover() == []
    assert story.keeper.attempts() == ()
    assert story.shelf.discarded == [LEFT_BEHIND.label.attempt_id]


@pytest.mark.parametrize("crashes", [1, 2])
def test_what_a_crash_cut_short_is_kept_however_short(story: Story, crashes: int) -> None:
    story.shelf.put(TOO_SHORT, closed=False)
    if crashes == 2:  # the second one came before the store knew of the take
        story.shelf.recover(TOO_SHORT.label.attempt_id)
    assert [attempt.duration_ms for attempt in story.library.recover()] == [SHORTEST_TAKE_MS - 1]
    assert story.library.recover() == []


def test_what_was_removed_is_not_counted(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    first, second = story.record(), story.record()
    story.library.remove(first)
    assert story.library.tallies()[LIGHTHOUSE.id].attempts == 1
    story.library.remove(second)
    assert story.library.tallies().get(LIGHTHOUSE.id, Tally()) == Tally()


def test_tidying_happens_in_the_background(story: Story) -> None:
    story.shelf.put(LEFT_BEHIND, closed=False)
    story.library.tidy()
    story.listener.wait_for(lambda: story.listener.recovered == [LEFT_BEHIND.label.attempt_id])
    assert story.shelf.tidied == 1


def test_export_hands_over_the_whole_review(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    attempt_id = story.record()
    story.library.export(attempt_id, "md", Path("out.md"))
    assert story.exporter.written == [(attempt_id, "md", Path("out.md"))]
    assert story.library.export_formats() == ["md", "json"]


def test_a_change_of_questions_is_brought_back(story: Story) -> None:
    library = story.library
    # GIVEN a question of one's own, and a change to it, to a new one and to the program's
    library.change_questions([replace(FERRY, id="mine", text="Mine?")])
    former = library.former(["mine", "new", LIGHTHOUSE.id])
    library.change_questions([replace(FERRY, id="new"), replace(FERRY, id="mine", text="Other?")])
    # WHEN it is brought back
    library.bring_back(former)
    # THEN only what was there is
    assert [(question.id, question.text) for question in library.own_questions()] == [("mine", "Mine?")]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(kind="Behavioural"), ["lighthouse"]),
        (Filter(tag="WATER"), ["ferry"]),
        (Filter(favourite=True), ["ferry"]),
        (Filter("water"), ["ferry"]),
        (Filter(tag="water", kind="behavioural"), []),
    ],
)
def test_questions_by_kind_tag_and_star(story: Story, wanted: Filter, found: list[str]) -> None:
    library = story.library
    library.change_questions([replace(FERRY, tags=("water",), favourite=True)])
    assert [question.id for question in library.questions(wanted)] == found
    assert library.tags() == ["water"]
    assert library.kinds() == ["behavioural"]


def test_what_happened_to_the_store_is_told_in_the_background(story: Story) -> None:
    note = HistoryProblem("The history was damaged. It was rebuilt.", "All of it could be read.", "Nothing is lost.")
    story.keeper.notes = (note,)
    story.library.tidy()
    story.jobs.wait_all(JobKind.TIDY)
    assert story.listener.problems == [note]


def test_copies_are_made_after_the_start_and_at_the_end(story: Story) -> None:
    house = story.house()
    house.keep_copies()
    story.jobs.wait_all(JobKind.TIDY)
    assert story.backups.daily == 1
    house.close()
    assert story.backups.closed
