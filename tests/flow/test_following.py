"""An answer is recognised while it is given: begun, taken over, forgotten; and what a failing recogniser gave is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mockinterview.core.problems import SpeechProblem, TakeProblem, UsageProblem
from mockinterview.core.question import Question
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.transcript import Note, NoteKind, Transcript
from mockinterview.flow.answering import Answering, Step
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobState
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

Expect = Callable[[str], None]
PART, MORE = spoken("I had a spare"), spoken("I had a spare lamp")


@pytest.fixture
def followed(story: Story) -> Story:
    """The story with a sitting that follows every answer."""
    story.answering = Answering(
        story.voice,
        story.microphone,
        story.shelf,
        story.keeper,
        story.jobs,
        story.listener,
        lambda: story.device,
        story.reviewing.begin,
        story.reviewing.follow,
        story.reviewing.forget,
    )
    return story


def broken(transcript: Transcript | None) -> SpeechProblem:
    problem = SpeechProblem("The recogniser stopped.", "Most likely memory ran out.", "Choose a smaller model.")
    problem.partial = transcript
    return problem


def test_an_answer_is_followed_from_its_first_sound_for_the_wish_it_is_recognised_with(followed: Story) -> None:
    followed.wish = RecogniserWish("whisper", "base.en", vocabulary=("Siobhán",))
    question = replace(LIGHTHOUSE, text="What did you learn at Great Ormond Street?")
    followed.answering.ask(question)
    kept = followed.record()
    assert followed.reviewing.wait(kept, 5)
    assert followed.transcriber.followed == followed.transcriber.asked
    [(audio, wish)] = followed.transcriber.asked
    assert audio == followed.shelf.audio(kept)
    assert wish.vocabulary[:2] == ("Siobhán", "Great Ormond Street")
    assert wish.model == "base.en"


def test_the_words_so_far_are_told_and_end_with_the_whole(followed: Story) -> None:
    followed.transcriber.parts = (PART, MORE)
    followed.transcriber.hold.clear()
    followed.answering.ask(LIGHTHOUSE)
    kept = followed.record()
    assert followed.transcriber.began.wait(5)
    assert followed.reviewing.arriving(kept) is MORE
    assert followed.listener.heard[:2] == [(kept, PART), (kept, MORE)]
    followed.transcriber.hold.set()
    assert followed.reviewing.wait(kept, 5)
    assert followed.reviewing.arriving(kept) is None
    assert followed.keeper.transcript(kept) is followed.transcriber.transcript


def test_an_answer_that_is_not_kept_is_forgotten(followed: Story) -> None:
    followed.transcriber.parts = (PART,)
    followed.answering.ask(LIGHTHOUSE)
    followed.answering.record()
    attempt_id = followed.answering.attempt_id
    followed.microphone.take.hear(100)
    followed.answering.stop()
    followed.listener.wait_for(lambda: followed.answering.step is Step.ASKED)
    assert followed.transcriber.forgotten == [audio for audio, _ in followed.transcriber.followed]
    assert len(followed.transcriber.forgotten) == 1
    assert followed.reviewing.arriving(attempt_id) is None
    followed.reviewing.forget(attempt_id)
    assert len(followed.transcriber.forgotten) == 1


def test_nobody_who_follows_can_stop_a_take(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    def breaks(_attempt_id: str, _question: Question) -> None:
        raise ZeroDivisionError

    story.answering = Answering(
        story.voice,
        story.microphone,
        story.shelf,
        story.keeper,
        story.jobs,
        story.listener,
        lambda: story.device,
        story.reviewing.begin,
        breaks,
    )
    story.answering.ask(FERRY)
    kept = story.record()
    assert story.reviewing.wait(kept, 5)
    assert story.keeper.transcript(kept) is not None
    assert "nobody follows" in caplog.text


def test_a_take_whose_file_is_not_there_is_not_followed(story: Story) -> None:
    with pytest.raises(TakeProblem):
        story.shelf.audio("nowhere")
    story.reviewing.follow("nowhere", FERRY)
    assert story.transcriber.followed == []


def test_what_a_failing_recogniser_gave_is_kept_and_lined_up_only_when_asked(story: Story, expect_log: Expect) -> None:
    expect_log("recognise of attempt")
    partial = replace(MORE, notes=(Note(NoteKind.NOT_UNDERSTOOD, 2000, 9000),))
    story.transcriber.problem = broken(partial)
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    assert story.reviewing.wait(kept, 5)
    assert story.listener.states(JobKind.RECOGNISE)[-1] is JobState.FAILED
    assert story.keeper.transcript(kept) is partial
    assert story.keeper.coverage(kept) is None
    assert story.keeper.waiting_jobs() == ()
    story.reviewing.lining_up.again(kept)
    assert story.reviewing.wait(kept, 5)
    assert story.keeper.coverage(kept) is not None


@pytest.mark.parametrize("partial", [None, replace(PART, words=(), segments=())])
def test_without_a_word_there_is_no_transcript(story: Story, expect_log: Expect, partial: Transcript | None) -> None:
    expect_log("recognise of attempt")
    story.transcriber.problem = broken(partial)
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.reviewing.wait(kept, 5)
    assert story.keeper.transcript(kept) is None


def test_a_part_never_takes_the_place_of_the_whole(story: Story, expect_log: Expect) -> None:
    expect_log("recognise of attempt")
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.reviewing.wait(kept, 5)
    story.transcriber.problem = broken(PART)
    story.reviewing.begin(kept)
    assert story.reviewing.wait(kept, 5)
    assert story.keeper.transcript(kept) is story.transcriber.transcript


def test_recognised_again_the_former_words_stay_known(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.reviewing.wait(kept, 5)
    before, story.transcriber.transcript = story.transcriber.transcript, MORE
    story.reviewing.recognise_again(kept, RecogniserWish("whisper", "small.en", vocabulary=("Siobhán",)))
    assert story.reviewing.wait(kept, 5)
    assert story.transcriber.asked[-1][1].model == "small.en"
    assert story.transcriber.asked[-1][1].vocabulary[0] == "Siobhán"
    assert story.keeper.transcript(kept) is MORE
    assert story.keeper.former_transcripts(kept) == (before,)
    assert story.keeper.coverage(kept) is not None


def test_recognised_again_in_vain_all_stays_as_it_was(story: Story, expect_log: Expect) -> None:
    expect_log("recognise of attempt")
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.reviewing.wait(kept, 5)
    before, coverage = story.keeper.transcript(kept), story.keeper.coverage(kept)
    story.transcriber.problem = broken(PART)
    story.reviewing.recognise_again(kept, RecogniserWish("whisper", "small.en"))
    assert story.reviewing.wait(kept, 5)
    assert story.keeper.transcript(kept) is before
    assert story.keeper.coverage(kept) is coverage
    assert story.keeper.former_transcripts(kept) == ()
    with pytest.raises(UsageProblem):
        story.reviewing.recognise_again("nowhere", RecogniserWish())


def test_recognised_again_the_words_of_before_lead_there_and_back(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.reviewing.wait(kept, 5)
    before, story.transcriber.transcript = story.transcriber.transcript, MORE
    story.reviewing.recognise_again(kept, RecogniserWish("whisper", "small.en"))
    assert story.reviewing.wait(kept, 5)
    for brought in (before, MORE, before):
        assert story.reviewing.former_words.latest(kept) == brought
        assert story.reviewing.former_words.bring_back(kept)
        assert story.reviewing.wait(kept, 5)
        assert story.keeper.transcript(kept) == brought
        assert story.keeper.coverage(kept) is not None
    assert len(story.keeper.former_transcripts(kept)) == 1


def test_what_is_being_recognised_is_not_recognised_again(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.transcriber.hold.clear()
    kept = story.record()
    with pytest.raises(UsageProblem, match="being recognised now"):
        story.reviewing.recognise_again(kept, RecogniserWish("whisper", "small.en"))
    story.transcriber.hold.set()
    assert story.reviewing.wait(kept, 5)


def test_recognised_again_knows_ones_own_names_too(story: Story) -> None:
    story.wish = RecogniserWish(vocabulary=("Siobhán",))
    story.answering.ask(LIGHTHOUSE)
    kept = story.record()
    assert story.reviewing.wait(kept, 5)
    story.reviewing.recognise_again(kept, RecogniserWish("whisper", "small.en"))
    assert story.reviewing.wait(kept, 5)
    assert story.transcriber.asked[-1][1].vocabulary[0] == "Siobhán"
