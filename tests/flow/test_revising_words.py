"""Corrected words: shown at once with the states of before, lined up behind that, undone with their states, never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest

from mockinterview.core.attempt import WaitingJob
from mockinterview.core.coverage import State
from mockinterview.core.editing import Edit
from mockinterview.core.problems import LineUpProblem, UsageProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.review import Review
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.revising import Revising
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story
from tests.flow.revised import LOCKED, SAID, fails, settle, state_of


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
    assert revising.original(attempt_id) == SAID
    settle(story)
    corrected = story.keeper.transcript(attempt_id)
    assert story.keeper.former_transcripts(attempt_id) == (SAID,)
    revising.bring_back_original(attempt_id)
    shown = story.reviewing.shown(review)
    assert shown.transcript == SAID
    assert revising.original(attempt_id) is None
    settle(story)
    assert story.keeper.former_transcripts(attempt_id) == (corrected,), "nothing is lost by it"
    assert story.reviewing.review(attempt_id).coverage == review.coverage
    revising.undo(attempt_id)
    assert story.reviewing.shown(review).transcript == corrected
    assert revising.original(attempt_id) == SAID
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


def test_what_was_chosen_in_words_that_gave_way_before_others_were_shown_is_not_done_to_these(
    story: Story, attempt_id: str, review: Review, revising: Revising
) -> None:
    other = spoken("calm was all I said there and it was no answer to the question at all")
    story.reviewing.lining_up.keep_words(attempt_id, other)
    story.reviewing.review(attempt_id)  # read behind the window, which still shows the words of before
    for verb in (
        lambda: revising.edit(attempt_id, [Edit(4, 5, ("spar",))], review.transcript),
        lambda: revising.mark(attempt_id, "calm", 4, 5, review.transcript),
    ):
        with pytest.raises(UsageProblem, match="cannot be changed"):
            verb()
    assert story.reviewing.review(attempt_id).transcript == other
    revising.mark(attempt_id, "calm", 4, 5, other)
    revising.edit(attempt_id, [Edit(0, 1, ())], other)
    settle(story)


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
