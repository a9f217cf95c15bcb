"""Words a person wrote: there at once, timed later, lined up, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockinterview.core.attempt import WaitingJob
from mockinterview.core.problems import SpeechProblem, TranscriptProblem, UsageProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.core.written import Cue
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobState
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

HEARD = spoken("um I had a spare lamb and put the lock straight", draft=True)
TEXT = "I had a spare lamp.\nI put the log straight."


@pytest.fixture
def attempt_id(story: Story) -> str:
    """A kept attempt with the draft recogniser's words."""
    story.transcriber.transcript = HEARD
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    assert story.reviewing.wait(kept, 5)
    return kept


def words(story: Story, attempt_id: str) -> Transcript:
    transcript = story.reviewing.review(attempt_id).transcript
    assert transcript is not None
    return transcript


def promises(story: Story) -> set[str]:
    return {waiting.kind for waiting in story.keeper.waiting_jobs()}


def test_the_words_are_there_at_once_and_their_times_follow(story: Story, attempt_id: str) -> None:
    story.transcriber.hold.clear()
    story.transcriber.began.clear()
    story.reviewing.writing.write(attempt_id, TEXT)
    first = words(story, attempt_id)
    assert (first.engine, first.model, first.draft, first.language) == ("typed", "", False, "en")
    assert first.text == TEXT.replace("\n", " ")
    assert [(one.first_word, one.last_word) for one in first.segments] == [(0, 4), (5, 9)]
    assert first.words[0].start_ms == 0
    assert first.words[-1].end_ms == 9000
    assert all(word.confidence is None for word in first.words)
    assert JobKind.ALIGN in promises(story)
    assert story.transcriber.began.wait(5)
    assert story.reviewing.writing.working(attempt_id) is not None
    story.transcriber.hold.set()
    assert story.reviewing.writing.wait(attempt_id, 5)
    timed = words(story, attempt_id)
    assert timed.text == first.text
    assert [word.start_ms for word in timed.words] == list(range(0, 100, 10))
    assert promises(story) == set()


def test_new_words_are_lined_up_and_the_states_outlive_the_times(story: Story, attempt_id: str) -> None:
    lined_up = len(story.matcher.asked)
    story.reviewing.writing.write(attempt_id, TEXT)
    assert story.reviewing.writing.wait(attempt_id, 5)
    assert len(story.matcher.asked) == lined_up + 1
    review = story.reviewing.review(attempt_id)
    assert review.coverage is not None


def test_the_words_of_before_come_back_and_the_newer_ones_after_them(story: Story, attempt_id: str) -> None:
    writing, former = story.reviewing.writing, story.reviewing.former_words
    assert former.latest(attempt_id) is None
    assert not former.bring_back(attempt_id)
    writing.write(attempt_id, TEXT)
    assert writing.wait(attempt_id, 5)
    assert former.latest(attempt_id) == HEARD
    assert former.bring_back(attempt_id)
    assert words(story, attempt_id) == HEARD
    assert writing.wait(attempt_id, 5)
    assert story.reviewing.review(attempt_id).coverage is not None
    assert former.bring_back(attempt_id)
    assert words(story, attempt_id).text == TEXT.replace("\n", " ")
    assert former.latest(attempt_id) == HEARD


def test_undo_while_the_times_are_looked_for_wins(story: Story, attempt_id: str) -> None:
    story.transcriber.hold.clear()
    story.transcriber.began.clear()
    story.reviewing.writing.write(attempt_id, TEXT)
    assert story.transcriber.began.wait(5)
    assert story.reviewing.former_words.bring_back(attempt_id)
    story.transcriber.hold.set()
    assert story.reviewing.writing.wait(attempt_id, 5)
    assert words(story, attempt_id) == HEARD
    assert JobKind.ALIGN not in promises(story)


def test_writing_again_times_the_newer_words(story: Story, attempt_id: str) -> None:
    story.transcriber.hold.clear()
    story.transcriber.began.clear()
    story.reviewing.writing.write(attempt_id, TEXT)
    assert story.transcriber.began.wait(5)
    story.reviewing.writing.write(attempt_id, "Quite different.")
    story.transcriber.hold.set()
    assert story.reviewing.writing.wait(attempt_id, 5)
    assert words(story, attempt_id).text == "Quite different."
    assert words(story, attempt_id).words[1].start_ms == 10


def test_a_recognition_that_goes_on_does_not_come_over_the_words(story: Story, attempt_id: str) -> None:
    story.transcriber.hold.clear()
    story.transcriber.began.clear()
    story.reviewing.begin(attempt_id)
    assert story.transcriber.began.wait(5)
    story.reviewing.writing.write(attempt_id, TEXT)
    story.transcriber.hold.set()
    assert story.reviewing.wait(attempt_id, 5)
    assert story.reviewing.writing.wait(attempt_id, 5)
    assert words(story, attempt_id).engine == "typed"


@pytest.mark.parametrize("again", [False, True])
def test_a_recognition_that_ends_while_words_are_being_kept_does_not_come_over_them(
    story: Story, attempt_id: str, again: bool
) -> None:
    # GIVEN a recogniser that has said its last, and a store that is busy with the person's own words
    wish = RecogniserWish("fake", "fake-1")
    with story.reviewing.lining_up.together:
        story.listener.jobs.clear()
        if again:
            story.reviewing.recognise_again(attempt_id, wish)
        else:
            story.reviewing.begin(attempt_id)
        whole = HEARD.duration_ms
        story.listener.wait_for(
            lambda: any(one.kind == JobKind.RECOGNISE and one.done_ms == whole for one in story.listener.jobs)
        )
        story.reviewing.writing.write(attempt_id, TEXT)
    # WHEN it comes to keep its own THEN they are wanted no more
    assert story.reviewing.wait(attempt_id, 5)
    assert story.reviewing.writing.wait(attempt_id, 5)
    assert words(story, attempt_id).engine == "typed"


def test_without_times_the_words_stay(story: Story, attempt_id: str, expect_log: Callable[[str], None]) -> None:
    expect_log("align of attempt .* failed: SpeechProblem")
    story.transcriber.problem = SpeechProblem("PocketSphinx is gone.", "", "Install it.")
    story.reviewing.writing.write(attempt_id, TEXT)
    assert story.reviewing.writing.wait(attempt_id, 5)
    assert words(story, attempt_id).text == TEXT.replace("\n", " ")
    assert story.listener.states(JobKind.ALIGN)[-1] is JobState.FAILED
    assert promises(story) == set()


def test_what_was_promised_is_taken_up_at_the_next_start(story: Story, attempt_id: str) -> None:
    story.transcriber.hold.clear()
    story.transcriber.began.clear()
    story.reviewing.writing.write(attempt_id, TEXT)
    assert story.transcriber.began.wait(5)
    story.reviewing.writing.cancel(attempt_id)
    story.transcriber.hold.set()
    assert story.reviewing.writing.wait(attempt_id, 5)
    assert words(story, attempt_id).words[-1].end_ms == 9000
    story.keeper.put_job(WaitingJob(attempt_id, JobKind.ALIGN))
    story.reviewing.resume()
    assert story.reviewing.writing.wait(attempt_id, 5)
    assert words(story, attempt_id).words[1].start_ms == 10
    assert [cue.words for cue in story.transcriber.written[-1][1].cues] == [
        tuple(line.split()) for line in TEXT.split("\n")
    ]


def test_subtitles_keep_their_bounds_for_the_search(story: Story, attempt_id: str, tmp_path: Path) -> None:
    file = tmp_path / "talk.srt"
    file.write_text("1\n00:00:01,000 --> 00:00:02,000\nI had a lamp.\n", "utf-8")
    story.reviewing.writing.import_file(attempt_id, file)
    assert story.reviewing.writing.wait(attempt_id, 5)
    assert story.transcriber.written[-1][1].cues == (Cue(("I", "had", "a", "lamp."), 1000, 2000),)


@pytest.mark.parametrize(
    "deed",
    [
        lambda story, attempt_id: story.reviewing.writing.write(attempt_id, " … "),
        lambda story, attempt_id: story.reviewing.writing.import_file(attempt_id, Path("nowhere.txt")),
        lambda story, attempt_id: story.reviewing.writing.import_file(attempt_id, Path("no\0where.txt")),
    ],
)
def test_no_words_change_nothing(story: Story, attempt_id: str, deed: Callable[[Story, str], None]) -> None:
    with pytest.raises(TranscriptProblem):
        deed(story, attempt_id)
    assert words(story, attempt_id) == HEARD


def test_no_such_attempt(story: Story) -> None:
    with pytest.raises(UsageProblem):
        story.reviewing.writing.write("gone", TEXT)


def test_an_attempt_without_words_gets_them(story: Story, expect_log: Callable[[str], None]) -> None:
    expect_log("recognise of attempt .* failed: SpeechProblem")
    story.transcriber.problem = SpeechProblem("It died.", "", "Try again.")
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    assert story.reviewing.wait(kept, 5)
    story.transcriber.problem = None
    story.reviewing.writing.write(kept, TEXT)
    assert story.reviewing.writing.wait(kept, 5)
    assert words(story, kept).engine == "typed"
    assert story.reviewing.former_words.latest(kept) is None


def test_json_of_ours_is_read_and_other_json_is_not(story: Story, attempt_id: str, tmp_path: Path) -> None:
    file = tmp_path / "words.json"
    file.write_text('\ufeff{"sentences": ["I had a lamp.", "It burned."]}', "utf-8")
    story.reviewing.writing.import_file(attempt_id, file)
    assert words(story, attempt_id).text == "I had a lamp. It burned."
    for broken in ("{", "{}", '{"sentences":' + "[" * 100_000):
        file.write_text(broken, "utf-8")
        with pytest.raises(TranscriptProblem, match="words"):
            story.reviewing.writing.import_file(attempt_id, file)
    assert story.reviewing.writing.wait(attempt_id, 5)
