"""A sitting: ask, read aloud, record, pause, stop; and everything that may stand in its way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import HistoryProblem, MicrophoneProblem, TakeProblem, VoiceProblem
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
    assert story.answering.problem is story.keeper.problem
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


def test_recording_while_the_voice_reads_waits_until_it_is_silent(story: Story) -> None:
    story.voice.at_once = False
    story.answering.ask(LIGHTHOUSE, aloud=True)
    story.answering.record()
    assert not story.voice.speaking
    assert story.answering.step is Step.ASKED
    story.listener.wait_for(lambda: story.answering.step is Step.STARTING)
    assert len(story.microphone.takes) == 1


def test_leaving_before_the_room_is_silent_records_nothing(story: Story) -> None:
    story.voice.at_once = False
    story.answering.ask(LIGHTHOUSE, aloud=True)
    story.answering.record()
    story.answering.leave()
    assert story.answering.step is Step.IDLE
    assert story.microphone.takes == []


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


def test_the_chosen_device_is_recorded(story: Story) -> None:
    story.device = "Headset"
    story.answering.ask(LIGHTHOUSE)
    attempt = story.keeper.attempt(story.record())
    assert attempt is not None
    assert attempt.device == "Headset"
