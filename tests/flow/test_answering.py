"""A sitting: ask, read aloud, record, pause, stop; and everything that may stand in its way."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import HistoryProblem, MicrophoneProblem, Problem, SlowDisk, TakeProblem, VoiceProblem
from mockinterview.core.take import DeviceWish
from mockinterview.flow.answering import Step
from mockinterview.flow.jobs import JobKind
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.flow.conftest import Story

GONE = MicrophoneProblem("The microphone went away.", "It was unplugged.", "Plug it in and record again.")


def test_a_question_is_asked_and_can_be_read_aloud(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    assert story.answering.step is Step.ASKED
    assert story.voice.said == []
    story.voice.at_once = False
    story.answering.hear()
    assert story.answering.step is Step.READING
    story.voice.finish()
    assert story.answering.step is Step.ASKED
    assert story.voice.said == [LIGHTHOUSE.text]


def test_a_question_can_be_read_as_soon_as_it_is_asked(story: Story) -> None:
    story.answering.ask(FERRY, aloud=True)
    assert story.voice.said == [FERRY.text]
    assert story.answering.step is Step.ASKED


def test_without_a_voice_the_sitting_goes_on_with_a_sentence(story: Story) -> None:
    story.voice.problem = VoiceProblem("The question was not read aloud.", "There is no voice.", "Read it yourself.")
    story.answering.ask(LIGHTHOUSE, aloud=True)
    assert story.answering.step is Step.ASKED
    assert story.answering.problem is story.voice.problem
    story.answering.record()
    story.microphone.take.hear(1000)
    assert story.answering.step is Step.RECORDING
    assert story.answering.problem is None


def test_the_lamp_lights_with_the_first_sound_not_before(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    assert story.answering.step is Step.STARTING
    story.microphone.take.hear(20)
    assert story.answering.step is Step.RECORDING


def test_a_take_is_kept_with_its_question_and_handed_to_recognition(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    attempt_id = story.record(2000)
    attempt = story.keeper.attempt(attempt_id)
    assert attempt is not None
    assert (attempt.question, attempt.take, attempt.duration_ms) == (LIGHTHOUSE, 1, 2000)
    assert story.answering.step is Step.ASKED
    assert story.reviewing.wait(attempt_id, 5)
    assert story.keeper.transcript(attempt_id) is not None


def test_a_retake_keeps_the_earlier_take(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    first, second = story.record(), story.record()
    assert [attempt.take for attempt in story.keeper.attempts(LIGHTHOUSE.id)] in ([2, 1], [1, 2])
    assert first != second


def test_pausing_writes_nothing_and_is_marked(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    story.microphone.take.hear(1000)
    story.answering.pause()
    assert story.answering.step is Step.PAUSED
    story.microphone.take.hear(5000)
    story.answering.resume()
    story.microphone.take.hear(500)
    assert story.answering.elapsed_ms == 1500
    attempt_id = story.answering.attempt_id
    story.answering.stop()
    story.listener.wait_for(lambda: attempt_id in story.listener.kept)
    attempt = story.keeper.attempt(attempt_id)
    assert attempt is not None
    assert attempt.duration_ms == 1500
    assert [(mark.kind, mark.at_ms) for mark in attempt.marks] == [(MarkKind.PAUSED, 1000)]


def test_stopping_while_paused_keeps_the_take(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    story.microphone.take.hear(1000)
    story.answering.pause()
    attempt_id = story.answering.attempt_id
    story.answering.stop()
    story.listener.wait_for(lambda: attempt_id in story.listener.kept)


def test_no_microphone_is_a_sentence_and_recording_can_be_tried_again(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.microphone.refusal = MicrophoneProblem("No microphone was found.", "", "Plug one in.")
    story.answering.record()
    assert story.answering.step is Step.ASKED
    assert story.answering.problem is story.microphone.refusal
    story.microphone.refusal = None
    assert story.record()


def test_a_microphone_that_goes_away_leaves_what_was_said(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    story.microphone.take.hear(3000)
    attempt_id = story.answering.attempt_id
    story.microphone.take.fail(GONE)
    story.listener.wait_for(lambda: attempt_id in story.listener.kept)
    attempt = story.keeper.attempt(attempt_id)
    assert attempt is not None
    assert attempt.duration_ms == 3000
    assert [mark.kind for mark in attempt.marks] == [MarkKind.DEVICE_LOST]
    assert story.answering.problem is GONE


@pytest.mark.parametrize("heard_ms", [0, 100, 299])
def test_a_take_shorter_than_a_word_is_not_kept(story: Story, heard_ms: int) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    if heard_ms:
        story.microphone.take.hear(heard_ms)
    attempt_id = story.answering.attempt_id
    story.answering.stop()
    assert story.jobs.wait(JobKind.KEEP, attempt_id, 5)
    assert story.keeper.attempts() == ()
    assert story.shelf.discarded == [attempt_id]
    assert story.answering.problem is not None
    assert story.answering.problem.what == "Nothing was kept."


FULL = TakeProblem("The recording stopped: the disk is full.", "", "Free some space, then record again.")


@pytest.mark.parametrize("failure", [GONE, FULL], ids=["device", "disk"])
@pytest.mark.parametrize("heard_ms", [0, 299, 300])
def test_a_take_that_failed_is_kept_from_the_first_word_on_and_the_failure_is_what_is_told(
    story: Story, heard_ms: int, failure: Problem
) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    if heard_ms:
        story.microphone.take.hear(heard_ms)
    attempt_id = story.answering.attempt_id
    story.microphone.take.fail(failure)
    assert story.jobs.wait(JobKind.KEEP, attempt_id, 5)
    kept = [attempt.id for attempt in story.keeper.attempts()]
    assert (kept, story.shelf.discarded) == (([attempt_id], []) if heard_ms == 300 else ([], [attempt_id]))
    assert story.answering.problem is failure


def test_a_broken_store_stops_no_take(story: Story, expect_log: Callable[[str], None]) -> None:
    expect_log("the store did not answer")
    expect_log("keep of attempt .* failed")
    story.answering.ask(LIGHTHOUSE)
    story.keeper.problem = HistoryProblem("The history could not be written.", "It is locked.", "Close other programs.")
    story.answering.record()
    story.microphone.take.hear(1000)
    attempt_id = story.answering.attempt_id
    story.answering.stop()
    assert story.jobs.wait(JobKind.KEEP, attempt_id, 5)
    assert story.answering.problem is not None
    assert story.answering.problem.sentence == (
        "Your answer is recorded, but it is not in the history yet. The history could not be written. It is locked. "
        "It is safe in its own folder, and is listed when the program is opened again."
    )
    assert [take.label.attempt_id for take in story.shelf.finished()] == [attempt_id]
    story.keeper.problem = None
    assert [attempt.id for attempt in story.library.recover()] == [attempt_id]


def test_a_take_that_cannot_be_closed_is_a_sentence(story: Story, expect_log: Callable[[str], None]) -> None:
    expect_log("keep of attempt .* failed")
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    story.microphone.take.hear(1000)
    story.microphone.take.stop_problem = TakeProblem(
        "The recording could not be closed.", "The disk is full.", "Make room."
    )
    attempt_id = story.answering.attempt_id
    story.answering.stop()
    assert story.jobs.wait(JobKind.KEEP, attempt_id, 5)
    assert story.answering.problem is story.microphone.take.stop_problem
    assert story.answering.step is Step.ASKED


def test_leaving_keeps_a_running_take(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    story.microphone.take.hear(1000)
    attempt_id = story.answering.attempt_id
    story.answering.leave()
    story.listener.wait_for(lambda: attempt_id in story.listener.kept)


def test_another_question_cannot_interrupt_a_take(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    story.microphone.take.hear(1000)
    story.answering.ask(FERRY)
    assert story.answering.question is LIGHTHOUSE
    story.answering.record()
    assert len(story.microphone.takes) == 1


def test_what_does_not_fit_the_step_does_nothing(story: Story) -> None:
    story.answering.record()
    story.answering.hear()
    story.answering.pause()
    story.answering.resume()
    story.answering.stop()
    assert story.answering.step is Step.IDLE
    assert story.microphone.takes == []
    assert (story.answering.elapsed_ms, story.answering.hint, story.answering.ended) == (0, "", False)


def test_a_microphone_that_takes_its_time_does_not_hold_the_caller_up(story: Story) -> None:
    story.microphone.opens.clear()
    story.jobs.prompt = False
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    assert story.answering.step is Step.STARTING
    story.microphone.opens.set()
    story.listener.wait_for(lambda: len(story.microphone.takes) == 1)


@pytest.mark.parametrize("deed", ["stop", "leave"])
def test_what_is_stopped_while_it_starts_does_not_go_on(story: Story, deed: str) -> None:
    story.microphone.opens.clear()
    story.jobs.prompt = False
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    attempt_id = story.answering.attempt_id
    getattr(story.answering, deed)()
    story.microphone.opens.set()
    story.listener.wait_for(lambda: not story.answering.busy)
    assert story.microphone.take.stops == 1
    assert story.shelf.discarded == [attempt_id]
    assert story.answering.step is (Step.ASKED if deed == "stop" else Step.IDLE)


def test_a_bug_while_starting_does_not_lock_the_sitting(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    story.microphone.bug = ZeroDivisionError()
    story.answering.ask(LIGHTHOUSE)
    with caplog.at_level(logging.ERROR):
        story.answering.record()
    caplog.clear()
    assert story.answering.step is Step.ASKED
    assert story.answering.problem is not None
    story.microphone.bug = None
    assert story.record()


def test_a_slow_disk_is_waited_for(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    take = story.microphone.take
    take.hear(1000)
    take.stop_problem = SlowDisk("The recording is still being written.", "The disk is slow.", "Wait a moment.")
    attempt_id = story.answering.attempt_id
    story.answering.stop()
    story.listener.wait_for(lambda: story.answering.problem is take.stop_problem)
    assert story.answering.step is Step.KEEPING
    take.stop_problem = None
    story.listener.wait_for(lambda: attempt_id in story.listener.kept)
    assert story.answering.problem is None


def test_what_fails_at_the_very_end_is_told(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    story.microphone.take.hear(1000)
    story.microphone.take.fails_at_stop = GONE
    attempt_id = story.answering.attempt_id
    story.answering.stop()
    story.listener.wait_for(lambda: attempt_id in story.listener.kept)
    assert story.answering.problem is GONE


def test_leaving_does_not_swallow_what_went_wrong(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.microphone.refusal = GONE
    story.answering.record()
    story.answering.leave()
    assert story.answering.step is Step.IDLE
    assert story.answering.problem is GONE


def test_the_chosen_device_is_recorded(story: Story) -> None:
    story.device = DeviceWish("Headset")
    story.answering.ask(LIGHTHOUSE)
    attempt = story.keeper.attempt(story.record())
    assert attempt is not None
    assert attempt.device == "Headset"
