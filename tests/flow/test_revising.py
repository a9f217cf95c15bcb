"""What a person says in a review is seen at once, kept in order, put back where it cannot be kept, and undone step by step."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import pytest

from mockinterview.core.attempt import WaitingJob
from mockinterview.core.coverage import State
from mockinterview.core.editing import Edit
from mockinterview.core.opinion import Bookmark, Opinion
from mockinterview.core.problems import UsageProblem
from mockinterview.core.review import Review
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.revising import Revising
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.flow.conftest import Story
from tests.flow.revised import LOCKED, SAID, fails, settle


def test_it_is_seen_before_it_is_kept_and_the_last_one_counts(
    story: Story, attempt_id: str, review: Review, revising: Revising, held: Event
) -> None:
    for state in (State.PARTLY, None, State.NOT_FOUND):
        revising.decide(attempt_id, "spare", state)
    assert story.keeper.opinion(attempt_id).empty
    for shown in (story.reviewing.shown(review), story.reviewing.review(attempt_id)):
        assert shown.opinion.verdicts == {"spare": State.NOT_FOUND}
    revising.note(attempt_id, "calm", "  Breathe first.  ")
    held.set()
    settle(story)
    assert story.keeper.opinion(attempt_id) == Opinion({"spare": State.NOT_FOUND}, {"calm": "Breathe first."})
    assert story.reviewing.shown(review).opinion == story.keeper.opinion(attempt_id)
    assert story.listener.reviews[-1] == attempt_id


def test_what_cannot_be_kept_is_told_and_gone_with_what_was_done_on_top_of_it(
    story: Story, attempt_id: str, review: Review, revising: Revising, held: Event, expect_log: Callable[[str], None]
) -> None:
    expect_log("HistoryProblem")
    story.keeper.problem = LOCKED
    revising.decide(attempt_id, "spare", State.PARTLY)
    revising.bookmark(attempt_id, 500)
    held.set()
    fails(story, attempt_id)
    assert story.reviewing.shown(review).opinion.empty
    assert revising.undoable(attempt_id) == ""
    assert story.listener.reviews[-1] == attempt_id
    revising.decide(attempt_id, "calm", State.COVERED)
    settle(story)
    assert story.keeper.opinion(attempt_id) == Opinion({"calm": State.COVERED})


def test_an_undoing_that_cannot_be_kept_is_put_back_too(
    story: Story, attempt_id: str, review: Review, revising: Revising, expect_log: Callable[[str], None]
) -> None:
    expect_log("HistoryProblem")
    revising.decide(attempt_id, "spare", State.PARTLY)
    settle(story)
    story.keeper.problem = LOCKED
    assert revising.undo(attempt_id)
    assert story.reviewing.shown(review).opinion.empty
    fails(story, attempt_id)
    assert story.reviewing.shown(review).opinion.verdicts == {"spare": State.PARTLY}
    assert revising.undoable(attempt_id)
    assert revising.redoable(attempt_id) == ""


def test_nothing_is_lost_when_the_program_closes(
    story: Story, attempt_id: str, revising: Revising, held: Event
) -> None:
    story.matcher.hold.clear()
    revising.decide(attempt_id, "spare", State.PARTLY)
    revising.edit(attempt_id, [Edit(0, 1, ())])
    closing = Thread(target=story.jobs.close)
    closing.start()
    held.set()
    closing.join()
    assert story.keeper.verdicts(attempt_id) == {"spare": State.PARTLY}
    kept = story.keeper.transcript(attempt_id)
    assert kept is not None
    assert kept.words == SAID.words[1:]
    assert story.keeper.waiting_jobs() == (WaitingJob(attempt_id, JobKind.LINE_UP),)


def test_an_answer_that_was_not_opened_is_a_sentence(story: Story, attempt_id: str) -> None:
    revising, told = story.reviewing.revising, len(story.listener.reviews)
    for verb in (
        lambda: revising.decide(attempt_id, "spare", State.PARTLY),
        lambda: revising.bookmark(attempt_id, 5),
        lambda: revising.edit(attempt_id, [Edit(0, 1, ())]),
    ):
        with pytest.raises(UsageProblem, match="still being opened"):
            verb()
    assert story.listener.reviews[told:] == [attempt_id] * 3, "whoever shows it reads it again"


def test_what_was_measured_of_the_same_words_is_not_measured_again(
    story: Story, attempt_id: str, review: Review, revising: Revising
) -> None:
    before = story.reviewing.review(attempt_id)
    revising.decide(attempt_id, "spare", State.PARTLY)
    settle(story)
    assert story.reviewing.review(attempt_id).delivery is before.delivery
    revising.edit(attempt_id, [Edit(0, 1, ())])
    shown = story.reviewing.shown(before)
    assert shown.delivery.words == before.delivery.words
    assert shown.delivery != before.delivery
    assert story.reviewing.review(attempt_id).delivery is shown.delivery


def test_words_become_evidence_with_the_verdict_they_speak_for(
    story: Story, attempt_id: str, review: Review, revising: Revising
) -> None:
    revising.mark(attempt_id, "calm", 7, 9)
    shown = story.reviewing.shown(review)
    assert [(span.text, span.own) for span in shown.evidence("calm")] == [("put the log", True)]
    assert shown.opinion.verdicts == {"calm": State.COVERED}
    revising.decide(attempt_id, "calm", State.PARTLY)
    revising.mark(attempt_id, "calm", 0, 1)
    assert story.reviewing.shown(review).opinion.verdicts == {"calm": State.PARTLY}
    for which in (1, 0):
        revising.unmark(attempt_id, "calm", which)
    assert story.reviewing.shown(review).evidence("calm") == ()
    assert story.reviewing.shown(review).opinion.verdicts == {"calm": State.PARTLY}
    settle(story)
    assert story.keeper.opinion(attempt_id) == Opinion({"calm": State.PARTLY})


def test_the_programs_last_evidence_taken_away_is_not_found(
    story: Story, attempt_id: str, review: Review, revising: Revising
) -> None:
    assert [span.text for span in review.evidence("spare")] == ["spare"]
    revising.unmark(attempt_id, "spare", 0)
    shown = story.reviewing.shown(review)
    assert shown.evidence("spare") == ()
    assert shown.opinion.verdicts == {"spare": State.NOT_FOUND}
    revising.mark(attempt_id, "spare", 4, 4)
    assert [span.own for span in story.reviewing.shown(review).evidence("spare")] == [True]


def test_evidence_that_is_not_there_is_a_sentence_and_changes_nothing(
    story: Story, attempt_id: str, review: Review, revising: Revising
) -> None:
    for verb in (
        lambda: revising.mark(attempt_id, "calm", 3, 99),
        lambda: revising.mark(attempt_id, "nothing", 0, 1),
        lambda: revising.unmark(attempt_id, "calm", 0),
        lambda: revising.edit(attempt_id, [Edit(90, 91, ("x",))]),
    ):
        with pytest.raises(UsageProblem, match="cannot be changed"):
            verb()
    assert revising.undoable(attempt_id) == ""
    assert story.reviewing.shown(review) is review


def test_bookmarks_are_set_named_and_dropped(story: Story, attempt_id: str, review: Review, revising: Revising) -> None:
    def bookmarks() -> tuple[Bookmark, ...]:
        return story.reviewing.shown(review).opinion.bookmarks

    revising.bookmark(attempt_id, 99_000)
    revising.bookmark(attempt_id, 65, "good")
    revising.bookmark(attempt_id, 65)
    assert bookmarks() == (Bookmark(65, "good"), Bookmark(9000))
    revising.name_bookmark(attempt_id, 9000, "end")
    revising.name_bookmark(attempt_id, 5, "nobody's")
    revising.drop_bookmark(attempt_id, 65)
    revising.drop_bookmark(attempt_id, 6)
    assert bookmarks() == (Bookmark(9000, "end"),)
    names = []
    while name := revising.undo(attempt_id):
        names.append(name)
    assert names == [
        "the removed bookmark at 0:00",
        "the name of the bookmark at 0:09",
        "the bookmark at 0:00",
        "the bookmark at 1:39",
    ]
    assert bookmarks() == ()


def test_steps_have_names_and_go_both_ways(story: Story, attempt_id: str, review: Review, revising: Revising) -> None:
    assert (revising.undo(attempt_id), revising.redo(attempt_id), revising.undo("nobody")) == ("", "", "")
    revising.decide(attempt_id, "spare", State.PARTLY)
    revising.decide(attempt_id, "spare", State.PARTLY)
    revising.note(attempt_id, "spare", "Say more.")
    spare = LIGHTHOUSE.item("spare").name
    assert revising.undoable(attempt_id) == f"your note on “{spare}”"
    assert revising.undo(attempt_id) == f"your note on “{spare}”"
    assert revising.redoable(attempt_id) == f"your note on “{spare}”"
    assert revising.undoable(attempt_id) == f"your verdict on “{spare}”"
    assert revising.redo(attempt_id) == f"your note on “{spare}”"
    revising.undo(attempt_id)
    revising.bookmark(attempt_id, 5)
    assert revising.redoable(attempt_id) == "", "another way was taken"
    settle(story)
    assert story.keeper.opinion(attempt_id) == story.reviewing.shown(review).opinion
    again = story.reviewing.review(attempt_id)
    assert again.opinion == story.reviewing.shown(review).opinion
    assert revising.undoable(attempt_id) == "the bookmark at 0:00", "reading it anew forgets no step"


def test_what_the_store_said_before_a_change_does_not_hide_it(
    story: Story, attempt_id: str, revising: Revising
) -> None:
    """A review is read in the background: what was read before a verdict was kept arrives after it."""
    ask = story.keeper.opinion

    def slowly(asked: str) -> Opinion:
        said = ask(asked)
        story.keeper.opinion = ask  # type: ignore[method-assign]
        revising.decide(asked, "calm", State.PARTLY)
        story.jobs.wait_all(JobKind.JUDGE)
        return said

    story.keeper.opinion = slowly  # type: ignore[method-assign]
    assert story.reviewing.review(attempt_id).opinion.verdicts == {"calm": State.PARTLY}
    assert revising.undoable(attempt_id)


def test_many_answers_may_be_looked_through_and_steps_stay(story: Story) -> None:
    story.transcriber.transcript = SAID
    story.answering.ask(LIGHTHOUSE)
    attempts = [story.record(9000) for _ in range(12)]
    for attempt_id in attempts:
        assert story.reviewing.wait(attempt_id, 5)
    story.reviewing.review(attempts[0])
    story.reviewing.revising.decide(attempts[0], "calm", State.PARTLY)
    settle(story)
    for attempt_id in attempts[1:]:
        story.reviewing.review(attempt_id)
    assert story.reviewing.revising.undoable(attempts[0])
    with pytest.raises(UsageProblem):
        story.reviewing.revising.decide(attempts[1], "calm", State.PARTLY)


def test_a_review_can_be_read_from_many_threads_at_once(story: Story, attempt_id: str, revising: Revising) -> None:
    failures: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(30):
                assert story.reviewing.review(attempt_id).transcript is not None
        except Exception as error:  # noqa: BLE001 - collected for the main thread
            failures.append(error)

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(30):
        revising.bookmark(attempt_id, number)
    for thread in threads:
        thread.join()
    settle(story)
    assert failures == []
    assert len(story.keeper.opinion(attempt_id).bookmarks) == 30
    assert len(story.reviewing.review(attempt_id).opinion.bookmarks) == 30


def test_nothing_is_remembered_of_what_was_deleted_for_good(
    story: Story, attempt_id: str, review: Review, revising: Revising
) -> None:
    revising.decide(attempt_id, "spare", State.PARTLY)
    settle(story)
    story.library.delete_for_good([attempt_id])
    assert revising.undoable(attempt_id) == ""
    assert story.reviewing.shown(review) is review
