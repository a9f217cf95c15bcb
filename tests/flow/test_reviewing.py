"""From a kept attempt to its review, and what may go wrong on the way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from mockinterview.core.attempt import WaitingJob
from mockinterview.core.coverage import State
from mockinterview.core.problems import LineUpProblem, SpeechProblem, UsageProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobState
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

DIED = SpeechProblem("The recogniser stopped.", "It ran out of memory.", "Choose a smaller model.")


@pytest.fixture
def attempt_id(story: Story) -> str:
    """A kept attempt whose recognition has ended."""
    story.transcriber.transcript = spoken("um I had a spare lamp and put the log straight before the next ship came")
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    assert story.reviewing.wait(kept, 5)
    return kept


def test_a_review_has_words_delivery_and_states(story: Story, attempt_id: str) -> None:
    review = story.reviewing.full_review(attempt_id)
    assert review.transcript is story.transcriber.transcript
    assert review.delivery.duration_ms == 9000
    assert review.delivery.first_word_ms == 1000
    assert [filler.text for filler in review.delivery.fillers] == ["um"]
    assert review.coverage is not None
    assert review.coverage.of("spare").state is State.COVERED
    assert review.coverage.of("calm").state is State.NOT_FOUND
    assert review.coverage.of("vague").state is State.CLEAR
    assert review.coverage.of("bored").state is State.YOUR_CALL
    assert review.coverage.of("spare").evidence[0].text == "spare"


def test_short_memory_is_said_before_a_recognition_which_goes_on_all_the_same(story: Story) -> None:
    story.models.warning = SpeechProblem("Memory is short.", "", "Close other programs.")
    story.answering.ask(LIGHTHOUSE)
    attempt_id = story.record()
    assert story.reviewing.wait(attempt_id, 5)
    assert story.listener.problems == [story.models.warning]
    assert story.reviewing.full_review(attempt_id).transcript is not None


def test_the_promise_is_written_down_until_it_is_kept(story: Story) -> None:
    story.transcriber.hold.clear()
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.transcriber.began.wait(5)
    assert story.keeper.waiting_jobs() == (WaitingJob(kept, JobKind.RECOGNISE),)
    story.transcriber.hold.set()
    assert story.reviewing.wait(kept, 5)
    assert story.keeper.waiting_jobs() == ()


def test_quitting_only_delays_recognition(story: Story) -> None:
    story.transcriber.hold.clear()
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.transcriber.began.wait(5)
    story.jobs.close()
    assert story.keeper.waiting_jobs() == (WaitingJob(kept, JobKind.RECOGNISE),)

    again = Story(keeper=story.keeper, shelf=story.shelf)
    again.reviewing.resume()
    assert again.reviewing.wait(kept, 5)
    assert story.keeper.transcript(kept) is not None
    again.jobs.close()


def test_cancelling_takes_the_promise_back(story: Story) -> None:
    story.transcriber.hold.clear()
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.transcriber.began.wait(5)
    story.reviewing.cancel(kept)
    assert story.reviewing.wait(kept, 5)
    assert story.keeper.waiting_jobs() == ()
    assert story.keeper.transcript(kept) is None
    story.transcriber.hold.set()
    story.reviewing.begin(kept)
    assert story.reviewing.wait(kept, 5)
    assert story.keeper.transcript(kept) is not None


def test_a_recogniser_that_dies_of_being_stopped_spoils_nothing_that_is_begun_anew(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_die, transcribe = Event(), story.transcriber.transcribe

    def die(*_: object) -> Transcript:
        story.transcriber.began.set()
        assert may_die.wait(5)
        raise DIED

    monkeypatch.setattr(story.transcriber, "transcribe", die)
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.transcriber.began.wait(5)
    # GIVEN a recognition that is stopped and begun again at once
    story.reviewing.cancel(kept)
    story.transcriber.hold.clear()
    story.transcriber.began.clear()
    monkeypatch.setattr(story.transcriber, "transcribe", transcribe)
    story.reviewing.begin(kept)
    # WHEN the first ends THEN the second is still promised, and no failure is told
    may_die.set()
    assert story.transcriber.began.wait(5)
    assert story.keeper.waiting_jobs() == (WaitingJob(kept, JobKind.RECOGNISE),)
    assert story.reviewing.failure(kept) is None
    story.transcriber.hold.set()
    assert story.reviewing.wait(kept, 5)
    assert story.listener.states(JobKind.RECOGNISE)[-1] is JobState.DONE


def test_a_dead_recogniser_is_a_sentence_and_the_take_stays(story: Story, expect_log: Callable[[str], None]) -> None:
    expect_log("recognise of attempt .* failed: SpeechProblem")
    story.transcriber.problem = DIED
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    story.listener.wait_for(lambda: story.listener.states(JobKind.RECOGNISE)[-1:] == [JobState.FAILED])
    assert [report.problem for report in story.listener.jobs if report.problem] == [DIED]
    assert story.keeper.attempt(kept) is not None
    assert story.library.audio(kept)
    assert story.reviewing.review(kept).transcript is None
    story.transcriber.problem = None
    story.reviewing.begin(kept)
    assert story.reviewing.wait(kept, 5)
    assert story.reviewing.review(kept).transcript is not None


def test_words_are_kept_even_if_they_cannot_be_lined_up(story: Story, expect_log: Callable[[str], None]) -> None:
    expect_log("line_up of attempt .* failed: LineUpProblem")
    story.matcher.failure = LineUpProblem("The answer could not be lined up.", "", "Judge it yourself.")
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.reviewing.wait(kept, 5)
    review = story.reviewing.review(kept)
    assert review.transcript is not None
    assert review.coverage is None


def test_sound_that_is_missing_is_a_sentence(story: Story, expect_log: Callable[[str], None]) -> None:
    expect_log("recognise of attempt .* failed: TakeProblem")
    expect_log("could not be measured")
    story.transcriber.hold.clear()
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.transcriber.began.wait(5)
    story.reviewing.cancel(kept)
    assert story.reviewing.wait(kept, 5)
    story.shelf.lose_sound(kept)
    story.reviewing.begin(kept)
    assert story.reviewing.wait(kept, 5)
    assert story.reviewing.full_review(kept).delivery.pauses == ()


def test_progress_is_told_by_media_time(story: Story) -> None:
    story.transcriber.steps = (1000, 2000)
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.reviewing.wait(kept, 5)
    assert [report.done_ms for report in story.listener.jobs if report.kind == JobKind.RECOGNISE and report.total_ms][
        :2
    ] == [1000, 2000]


def test_the_sound_is_measured_in_the_background(story: Story, attempt_id: str) -> None:
    fresh = Story(keeper=story.keeper, shelf=story.shelf)
    assert fresh.reviewing.levels(attempt_id) is None
    assert fresh.reviewing.review(attempt_id).transcript is not None
    fresh.listener.wait_for(lambda: fresh.reviewing.levels(attempt_id) is not None)
    fresh.jobs.close()


def test_the_users_verdict_wins_and_can_be_taken_back(story: Story, attempt_id: str) -> None:
    story.reviewing.review(attempt_id)
    story.reviewing.revising.decide(attempt_id, "spare", State.NOT_FOUND)
    verdict = story.reviewing.review(attempt_id).verdict("spare")
    assert verdict is not None
    assert (verdict.program, verdict.user, verdict.standing) == (State.COVERED, State.NOT_FOUND, State.NOT_FOUND)
    assert verdict.agrees is False
    story.reviewing.revising.decide(attempt_id, "spare", None)
    story.jobs.wait_all(JobKind.JUDGE)
    assert story.keeper.verdicts(attempt_id) == {}
    assert attempt_id in story.listener.reviews


def test_a_verdict_can_be_given_before_there_is_a_transcript(story: Story) -> None:
    story.transcriber.hold.clear()
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    story.reviewing.review(kept)
    story.reviewing.revising.decide(kept, "calm", State.COVERED)
    story.jobs.wait_all(JobKind.JUDGE)
    assert story.keeper.verdicts(kept) == {"calm": State.COVERED}
    story.transcriber.hold.set()
    assert story.reviewing.wait(kept, 5)


def test_an_unknown_attempt_is_a_sentence(story: Story) -> None:
    with pytest.raises(UsageProblem, match="no such attempt"):
        story.reviewing.review("0b54a1f0-0000-4000-8000-000000000099")


def test_recognition_uses_the_wish_as_it_stands_when_it_runs(story: Story) -> None:
    story.wish = RecogniserWish("whisper", "base.en")
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.reviewing.wait(kept, 5)
    assert story.transcriber.asked[-1][1] == story.wish


def test_any_sound_can_be_recognised_without_keeping(story: Story) -> None:
    transcript = story.reviewing.recognise(Path("some.wav"), RecogniserWish(), lambda done, total: None)
    assert transcript is story.transcriber.transcript
    assert story.keeper.attempts() == ()


def test_the_deleted_are_not_recognised(story: Story, attempt_id: str) -> None:
    story.keeper.remove_attempts([attempt_id])
    story.keeper.put_job(WaitingJob(attempt_id, JobKind.RECOGNISE))
    story.reviewing.resume()
    assert story.reviewing.wait(attempt_id, 5)
    assert story.keeper.waiting_jobs() == ()


def test_a_bug_is_not_taken_up_again_at_every_start(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    story.matcher.failure = ZeroDivisionError()
    story.answering.ask(LIGHTHOUSE)
    with caplog.at_level(logging.ERROR):
        kept = story.record()
        assert story.reviewing.wait(kept, 5)
    caplog.clear()
    assert story.keeper.waiting_jobs() == ()
