"""Words of any sound, and of an attempt once more: what is asked for, what is printed, and the way back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.transcript import Note, NoteKind, Transcript
from tests.cli.test_command_line import run, story
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

__all__ = ["run", "story"]  # its fixtures
Run = Callable[..., int]
Capture = pytest.CaptureFixture[str]
BETTER = replace(spoken("I had a spare lamp"), engine="whisper", model="base.en")


@pytest.fixture
def attempt_id(story: Story) -> str:
    """An attempt with the draft recogniser's words."""
    story.transcriber.transcript = spoken("I had a spare lamb", draft=True)
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    story.reviewing.begin(kept)
    assert story.reviewing.wait(kept, 5)
    story.transcriber.transcript = BETTER
    return kept


def words(story: Story, attempt_id: str) -> Transcript | None:
    story.keeper.closed = False  # the command has closed it
    return story.keeper.transcript(attempt_id)


def test_a_sound_is_recognised_as_asked_and_its_notes_are_printed(story: Story, run: Run, capsys: Capture) -> None:
    story.transcriber.transcript = replace(BETTER, notes=(Note(NoteKind.NOT_UNDERSTOOD, 100, 900),))
    asked = ("--engine", "whisper", "--model", "base.en", "--language", "en-GB", "--exact", "--json")
    assert run("transcribe", "talk.wav", *asked) == 0
    wish = RecogniserWish("whisper", "base.en", "en-GB", exact=True)
    assert story.transcriber.asked == [(Path("talk.wav"), wish)]
    plain = json.loads(capsys.readouterr().out)
    assert (plain["engine"], plain["model"], plain["words"][1]["text"]) == ("whisper", "base.en", "had")
    assert plain["notes"] == [{"kind": "not_understood", "start_ms": 100, "end_ms": 900}]


def test_the_language_can_be_left_to_the_model(story: Story, run: Run) -> None:
    assert run("transcribe", "talk.wav", "--language", "auto") == 0
    assert story.transcriber.asked[0][1] == RecogniserWish(language="")


def test_exact_alone_means_openai_whisper(story: Story, run: Run) -> None:
    assert run("transcribe", "talk.wav", "--exact") == 0
    assert story.transcriber.asked[0][1] == RecogniserWish("whisper", exact=True)


def test_a_draft_says_that_it_is_one_but_not_to_programs(story: Story, run: Run, capsys: Capture) -> None:
    story.transcriber.transcript = spoken("I had a spare lamb", draft=True)
    assert run("transcribe", "talk.wav", "--engine", "pocketsphinx") == 0
    told = capsys.readouterr()
    assert told.out == "I had a spare lamb\n"
    assert told.err.startswith("Draft recogniser: many words will be wrong.")
    assert run("transcribe", "talk.wav", "--engine", "pocketsphinx", "--json") == 0
    assert capsys.readouterr().err == ""


def test_an_attempt_is_recognised_again_and_lined_up(story: Story, run: Run, attempt_id: str, capsys: Capture) -> None:
    before = words(story, attempt_id)
    assert run("transcribe", "--attempt", attempt_id, "--engine", "whisper-light", "--model", "base.en", "--json") == 0
    assert json.loads(capsys.readouterr().out)["engine"] == "whisper"
    wish = story.transcriber.asked[-1][1]
    assert (wish.engine, wish.model) == ("whisper-light", "base.en")
    assert words(story, attempt_id) == BETTER
    assert story.keeper.coverage(attempt_id) is not None
    assert story.keeper.former_transcripts(attempt_id) == (before,)


def test_the_words_of_before_come_back(story: Story, run: Run, attempt_id: str, capsys: Capture) -> None:
    before = words(story, attempt_id)
    story.reviewing.recognise_again(attempt_id, RecogniserWish())
    assert story.reviewing.wait(attempt_id, 5)
    assert run("words", attempt_id, "--undo") == 0
    assert capsys.readouterr().out == "I had a spare lamb\n"
    assert words(story, attempt_id) == before


def test_what_fails_is_a_sentence_and_the_words_stay(
    story: Story, run: Run, attempt_id: str, capsys: Capture, expect_log: Callable[[str], None]
) -> None:
    expect_log("recognise of attempt .* failed: SpeechProblem")
    before = words(story, attempt_id)
    story.transcriber.problem = SpeechProblem("The recogniser stopped.", "", "Choose a smaller model.")
    assert run("transcribe", "--attempt", attempt_id) == 1
    assert "The recogniser stopped. Choose a smaller model." in capsys.readouterr().err
    assert words(story, attempt_id) == before


def test_an_attempt_that_is_not_there_is_a_sentence(run: Run, capsys: Capture) -> None:
    assert run("transcribe", "--attempt", "nowhere") == 1
    assert "no such attempt" in capsys.readouterr().err


def test_without_words_of_before_there_is_nothing_to_undo(run: Run, attempt_id: str, capsys: Capture) -> None:
    assert run("words", attempt_id, "--undo") == 1
    assert "no words of before" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("transcribe",), "either a sound file or --attempt"),
        (("transcribe", "talk.wav", "--attempt", "x"), "either a sound file or --attempt"),
        (("transcribe", "--attempt", "x", "--words", "said.txt"), "mockinterview words x said.txt"),
        (("transcribe", "talk.wav", "--engine", "oracle"), "invalid choice: 'oracle'"),
        (("transcribe", "talk.wav", "--engine", "pocketsphinx", "--exact"), "--exact is for the recogniser whisper"),
        (("words", "x"), "either a file or --undo"),
        (("words", "x", "said.txt", "--undo"), "either a file or --undo"),
    ],
)
def test_what_does_not_go_together_is_said(
    run: Run, capsys: Capture, arguments: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err
