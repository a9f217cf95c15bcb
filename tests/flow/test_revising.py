"""What a person changes in a review is seen at once, kept in order, put back where it cannot be kept, and undone step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event, Thread

import pytest

from mockinterview.core.attempt import WaitingJob
from mockinterview.core.coverage import State
from mockinterview.core.editing import Edit
from mockinterview.core.opinion import Bookmark, Opinion
from mockinterview.core.problems import HistoryProblem, LineUpProblem, UsageProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.review import Review
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.revising import Revising
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

SAID = spoken("um I had a spare lamp and put the log straight before the next ship came")
LOCKED = HistoryProblem("The history is locked.")


@pytest.fixture
def attempt_id(story: Story) -> str:
    """A kept attempt whose words are there and lined up."""
    story.transcriber.transcript = SAID
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    assert story.reviewing.wait(kept, 5)
    return kept


@pytest.fixture
def review(story: Story, attempt_id: str) -> Review:
    return story.reviewing.review(attempt_id)


@pytest.fixture
def revising(story: Story, review: Review) -> Revising:
    return story.reviewing.revising


@pytest.fixture
def held(story: Story, attempt_id: str) -> Event:
    """The store is slow: nothing is kept before this is set."""
    free = Event()
    story.jobs.start(JobKind.JUDGE, "another", lambda job: free.wait(10))
    return free


def settle(story: Story) -> None:
    story.jobs.wait_all(JobKind.JUDGE)
    story.jobs.wait_all(JobKind.LINE_UP)


def fails(story: Story, attempt_id: str) -> None:
    """Wait until something could not be kept; the store works again."""
    story.listener.wait_for(lambda: story.jobs.failure(JobKind.JUDGE, attempt_id) is not None)
    story.jobs.wait_all(JobKind.JUDGE)
    story.keeper.problem = None


def state_of(review: Review, item_id: str = "spare") -> State | None:
    return review.coverage.of(item_id).state if review.coverage is not None else None


# ---------------------------------------------------------------- the opinion


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
    with pytest.raises(UsageProblem, match="still being opened"):
        story.reviewing.revising.decide(attempt_id, "spare", State.PARTLY)


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


# ---------------------------------------------------------------- the words


def test_corrected_words_show_the_states_of_before_until_they_are_lined_up(
    story: Story, attempt_id: str, review: Review, revising: Revising
) -> None:
    story.matcher.hold.clear()
    story.matcher.began.clear()
    revising.edit(attempt_id, [Edit(0, 1, ()), Edit(3, 4, ("spar",))])
    shown = story.reviewing.shown(review)
    assert shown.transcript is not None
    assert shown.transcript.text == "I had a spar lamp and put the log straight before the next ship came"
    assert [span.text for span in shown.evidence("spare")] == ["spar"]
    assert [filler.text for filler in shown.delivery.fillers] == []
    assert shown.coverage is not None
    assert shown.coverage.carried
    assert story.matcher.began.wait(5)
    assert state_of(story.reviewing.review(attempt_id)) is State.COVERED, "still the states of before"
    assert story.keeper.waiting_jobs() == (WaitingJob(attempt_id, JobKind.LINE_UP),)
    story.matcher.hold.set()
    settle(story)
    after = story.reviewing.review(attempt_id)
    assert state_of(after) is State.NOT_FOUND
    assert after.coverage is not None
    assert not after.coverage.carried
    assert story.keeper.waiting_jobs() == ()


def test_undoing_a_correction_brings_words_and_states_back_without_another_line_up(
    story: Story, attempt_id: str, review: Review, revising: Revising
) -> None:
    revising.edit(attempt_id, [Edit(4, 5, ("spar",))])
    settle(story)
    changed = story.reviewing.review(attempt_id)
    runs = len(story.matcher.asked)
    assert revising.undo(attempt_id) == "“spare” corrected to “spar”"
    assert story.reviewing.shown(changed) == review
    settle(story)
    assert story.keeper.coverage(attempt_id) == review.coverage
    assert story.keeper.transcript(attempt_id) == SAID
    assert story.keeper.former_transcripts(attempt_id) == ()
    revising.redo(attempt_id)
    settle(story)
    assert story.reviewing.review(attempt_id) == changed
    assert story.keeper.former_transcripts(attempt_id) == (SAID,)
    assert len(story.matcher.asked) == runs
    assert story.keeper.waiting_jobs() == ()


def test_another_correction_while_the_first_is_lined_up(
    story: Story, attempt_id: str, review: Review, revising: Revising
) -> None:
    story.matcher.hold.clear()
    story.matcher.began.clear()
    revising.edit(attempt_id, [Edit(4, 5, ("spar",))])
    assert story.matcher.began.wait(5)
    revising.edit(attempt_id, [Edit(0, 1, ("calm",))])
    revising.undo(attempt_id)
    revising.redo(attempt_id)
    story.matcher.hold.set()
    settle(story)
    after = story.reviewing.review(attempt_id)
    assert (state_of(after), state_of(after, "calm")) == (State.NOT_FOUND, State.COVERED)
    assert after.coverage is not None
    assert not after.coverage.carried
    while revising.undo(attempt_id):
        pass
    settle(story)
    back = story.reviewing.review(attempt_id)
    assert (back.transcript, back.coverage) == (review.transcript, review.coverage)


def test_a_line_up_that_is_cancelled_leaves_states_that_say_they_are_old(
    story: Story, attempt_id: str, revising: Revising
) -> None:
    story.matcher.hold.clear()
    story.matcher.began.clear()
    revising.edit(attempt_id, [Edit(4, 5, ("spar",))])
    assert story.matcher.began.wait(5)
    story.reviewing.cancel(attempt_id)
    story.matcher.hold.set()
    settle(story)
    after = story.reviewing.review(attempt_id)
    assert state_of(after) is State.COVERED
    assert story.reviewing.lining_up.outdated(attempt_id, after.coverage)
    story.reviewing.lining_up.begin(attempt_id)
    settle(story)
    assert state_of(story.reviewing.review(attempt_id)) is State.NOT_FOUND


def test_a_line_up_that_fails_leaves_words_and_states(
    story: Story, attempt_id: str, revising: Revising, expect_log: Callable[[str], None]
) -> None:
    expect_log("line_up of attempt .* failed")
    story.matcher.failure = LineUpProblem("The answer could not be lined up.", "", "Judge it yourself.")
    revising.edit(attempt_id, [Edit(4, 5, ("spar",))])
    settle(story)
    after = story.reviewing.review(attempt_id)
    assert after.transcript is not None
    assert after.transcript.words[4].text == "spar"
    assert state_of(after) is State.COVERED
    assert revising.undo(attempt_id)


def test_a_crash_between_loses_nothing(story: Story, attempt_id: str, revising: Revising) -> None:
    story.matcher.hold.clear()
    revising.edit(attempt_id, [Edit(4, 5, ("spar",))])
    story.jobs.wait_all(JobKind.JUDGE)
    story.jobs.close()
    story.matcher.hold.set()
    again = Story(keeper=story.keeper, shelf=story.shelf)
    found = again.reviewing.review(attempt_id)
    assert found.coverage is not None
    assert found.coverage.carried
    again.reviewing.resume()
    again.jobs.wait_all(JobKind.LINE_UP)
    after = again.reviewing.review(attempt_id)
    assert state_of(after) is State.NOT_FOUND
    assert again.reviewing.revising.original(attempt_id) == SAID, "also in another run of the program"
    again.jobs.close()


def test_words_that_cannot_be_kept_are_put_back(
    story: Story, attempt_id: str, review: Review, revising: Revising, expect_log: Callable[[str], None]
) -> None:
    expect_log("HistoryProblem")
    story.keeper.problem = LOCKED
    revising.edit(attempt_id, [Edit(4, 5, ("spar",))])
    fails(story, attempt_id)
    assert story.reviewing.shown(review) == review
    assert story.reviewing.review(attempt_id) == review


def test_the_original_can_be_asked_for_and_brought_back_once(
    story: Story, attempt_id: str, review: Review, revising: Revising
) -> None:
    assert revising.original(attempt_id) is None
    revising.bring_back_original(attempt_id)
    assert revising.undoable(attempt_id) == ""
    revising.edit(attempt_id, [Edit(4, 5, ("spar",))])
    revising.edit(attempt_id, [Edit(0, 1, ())])
    assert revising.original(attempt_id) is SAID
    settle(story)
    corrected = story.keeper.transcript(attempt_id)
    assert story.keeper.former_transcripts(attempt_id) == (SAID,)
    revising.bring_back_original(attempt_id)
    shown = story.reviewing.shown(review)
    assert shown.transcript is SAID
    assert revising.original(attempt_id) is None
    settle(story)
    assert story.keeper.former_transcripts(attempt_id) == (corrected,), "nothing is lost by it"
    assert story.reviewing.review(attempt_id).coverage == review.coverage
    revising.undo(attempt_id)
    assert story.reviewing.shown(review).transcript == corrected
    assert revising.original(attempt_id) is SAID
    settle(story)
    assert story.keeper.transcript(attempt_id) == corrected
    assert story.keeper.former_transcripts(attempt_id) == (SAID,)


def test_recognised_anew_the_steps_over_the_old_words_are_gone_and_the_others_stay(
    story: Story, attempt_id: str, revising: Revising
) -> None:
    revising.decide(attempt_id, "calm", State.PARTLY)
    revising.edit(attempt_id, [Edit(4, 5, ("spar",))])
    revising.note(attempt_id, "calm", "Later.")
    settle(story)
    corrected = story.reviewing.review(attempt_id).transcript
    story.transcriber.transcript = spoken("calm was all I said there and it was no answer to the question at all")
    story.reviewing.recognise_again(attempt_id, RecogniserWish())
    assert story.reviewing.wait(attempt_id, 5)
    settle(story)
    after = story.reviewing.review(attempt_id)
    assert after.transcript == story.transcriber.transcript
    assert revising.original(attempt_id) is None
    names = []
    while name := revising.undo(attempt_id):
        names.append(name.split(" on ")[0])
    assert names == ["your note", "your verdict"]
    settle(story)
    assert story.keeper.opinion(attempt_id).empty
    assert story.keeper.transcript(attempt_id) == story.transcriber.transcript
    assert story.reviewing.former_words.bring_back(attempt_id)
    settle(story)
    assert story.reviewing.review(attempt_id).transcript == corrected
    assert revising.original(attempt_id) == SAID


def test_a_correction_of_words_that_gave_way_meanwhile_is_put_back_and_told(
    story: Story, attempt_id: str, revising: Revising, held: Event, expect_log: Callable[[str], None]
) -> None:
    expect_log("UsageProblem")
    other = spoken("calm was all I said there and it was no answer to the question at all")
    revising.edit(attempt_id, [Edit(4, 5, ("spar",))])
    story.reviewing.lining_up.keep_words(attempt_id, other)
    held.set()
    fails(story, attempt_id)
    settle(story)
    assert story.reviewing.review(attempt_id).transcript == other
    assert revising.undoable(attempt_id) == ""


def test_the_times_of_written_words_that_are_corrected_are_looked_for_anew(
    story: Story, attempt_id: str, revising: Revising
) -> None:
    story.transcriber.hold.clear()
    story.transcriber.began.clear()
    story.reviewing.writing.write(attempt_id, "I had a spare lamp there and lit it before the ship came by at night")
    assert story.transcriber.began.wait(5)
    review = story.reviewing.review(attempt_id)
    with pytest.raises(UsageProblem):
        revising.mark(attempt_id, "calm", 0, 1)
    revising.edit(attempt_id, [Edit(4, 5, ("light",))])
    story.jobs.wait_all(JobKind.JUDGE)
    story.transcriber.hold.set()
    assert story.reviewing.writing.wait(attempt_id, 5)
    after = story.reviewing.review(attempt_id).transcript
    assert review.transcript is not None
    assert after is not None
    assert after.text == review.transcript.text.replace("lamp", "light")
    assert [word.start_ms for word in after.words] == [index * 10 for index in range(len(after.words))]
    assert revising.undoable(attempt_id) == "", "the words of before had no times"
    revising.mark(attempt_id, "calm", 0, 1)


def test_words_arrive_while_the_person_judges(story: Story) -> None:
    story.transcriber.transcript = SAID
    story.transcriber.hold.clear()
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    review = story.reviewing.review(kept)
    revising = story.reviewing.revising
    revising.decide(kept, "calm", State.PARTLY)
    with pytest.raises(UsageProblem):
        revising.edit(kept, [Edit(0, 0, ("well",))])
    story.transcriber.hold.set()
    assert story.reviewing.wait(kept, 5)
    settle(story)
    assert review.transcript is None
    after = story.reviewing.review(kept)
    assert after.transcript == SAID
    assert after.opinion.verdicts == {"calm": State.PARTLY}
    assert story.reviewing.shown(review) == replace(after, delivery=story.reviewing.shown(review).delivery)
    assert revising.undoable(kept)


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
