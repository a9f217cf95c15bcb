"""Answers followed while they are given: what was heard is taken over, and nothing that goes wrong loses a word or a turn."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.transcript import NoteKind, Transcript
from mockinterview.speech.models import ModelShelf
from mockinterview.speech.process import ChildTranscriber
from tests.guards.leftovers import children
from tests.speech.conftest import CHECKPOINT

Make = Callable[..., ChildTranscriber]
Expect = Callable[[str], None]
WISH = RecogniserWish("pocketsphinx")
TAKE, OTHER = Path("take.wav"), Path("other.wav")
DEADLINE_S = 20.0


class Ear:
    """Hears the transcripts so far; waits for a number of pieces (two words each)."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.transcripts: list[Transcript] = []

    def __call__(self, transcript: Transcript) -> None:
        with self._changed:
            self.transcripts.append(transcript)
            self._changed.notify_all()

    def wait(self, pieces: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.pieces >= pieces, DEADLINE_S)

    @property
    def pieces(self) -> int:
        return len(self.transcripts[-1].words) // 2 if self.transcripts else 0


@pytest.fixture
def ear() -> Ear:
    return Ear()


def ignore(_done: int, _all: int) -> None:
    """For jobs whose progress does not matter."""


def never() -> bool:
    return False


def ask(transcriber: ChildTranscriber, audio: Path = TAKE, wish: RecogniserWish = WISH) -> Transcript:
    return transcriber.transcribe(audio, wish, ignore, never)


def numbers(transcript: Transcript) -> list[str]:
    """The words that say which piece was heard."""
    return [word.text for word in transcript.words[::2]]


def processes(transcript: Transcript) -> list[str]:
    return [word.text for word in transcript.words[1::2]]


def test_what_was_heard_ahead_is_taken_over_with_its_child(scripted: Make, ear: Ear) -> None:
    transcriber = scripted("follow", "well,live")
    transcriber.follow(TAKE, WISH, ear)
    ear.wait(2)
    assert [len(one.words) for one in ear.transcripts] == [2, 4]
    rest = Ear()
    transcript = transcriber.transcribe(TAKE, WISH, ignore, never, rest)
    assert numbers(transcript) == ["0", "1", "2", "3"]
    assert len(set(processes(transcript))) == 1
    assert transcript.duration_ms == 4000
    assert transcript.notes == ()
    assert [len(one.words) for one in rest.transcripts] == [4, 6, 8]
    assert ear.pieces == 2  # the first listener hears nothing of the rest


def test_the_next_answer_is_followed_by_the_same_child(scripted: Make, ear: Ear) -> None:
    transcriber = scripted("follow", "well,live")
    found = []
    for audio in (TAKE, OTHER):
        heard = Ear()
        transcriber.follow(audio, WISH, heard)
        heard.wait(2)
        found.append(ask(transcriber, audio))
    assert processes(found[0]) == processes(found[1])


@pytest.mark.parametrize("habit", ["kill", "memory", "fail", "hang", "garbage"])
@pytest.mark.parametrize("when", ["live", "live-once"])
def test_what_goes_wrong_while_it_is_given_is_never_shown(
    scripted: Make, expect_log: Expect, ear: Ear, tmp_path: Path, habit: str, when: str
) -> None:
    expect_log("recogniser")
    marker = tmp_path / "died"
    transcriber = scripted("follow", f"{habit},{when},{marker}", patience_s=0.6)
    transcriber.follow(TAKE, WISH, ear)
    ear.wait(1 if habit == "fail" else 2)
    transcript = ask(transcriber)  # a job that does not grow: `live` habits leave it alone
    assert numbers(transcript) == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("habit", "sentence"),
    [
        ("kill", "Most likely memory ran out"),
        ("memory", "Most likely memory ran out"),
        ("fail", "There is too little memory"),
        ("hang", "stopped making progress"),
        ("garbage", "stopped working, twice"),
    ],
)
def test_what_goes_wrong_at_the_end_keeps_what_was_heard(
    scripted: Make, expect_log: Expect, ear: Ear, habit: str, sentence: str
) -> None:
    expect_log("recogniser")
    transcriber = scripted("follow", f"{habit},tail", patience_s=0.6)
    transcriber.follow(TAKE, WISH, ear)
    ear.wait(2)
    with pytest.raises(SpeechProblem, match=sentence) as caught:
        ask(transcriber)
    partial = caught.value.partial
    assert partial is not None
    assert numbers(partial) == ["0", "1", "2"]
    assert [(note.kind, note.start_ms, note.end_ms) for note in partial.notes] == [
        (NoteKind.NOT_UNDERSTOOD, 3000, 4000)
    ]


@pytest.mark.parametrize("habit", ["kill", "memory", "hang", "garbage"])
@pytest.mark.parametrize("followed", [True, False])
def test_a_second_child_goes_on_where_the_first_came_to(
    scripted: Make, expect_log: Expect, ear: Ear, tmp_path: Path, habit: str, followed: bool
) -> None:
    expect_log("recogniser")
    transcriber = scripted("follow", f"{habit},tail-once,{tmp_path / 'died'}", patience_s=0.6)
    if followed:
        transcriber.follow(TAKE, WISH, ear)
        ear.wait(2)
    transcript = ask(transcriber)
    assert numbers(transcript) == ["0", "1", "2", "3"]
    by = processes(transcript)
    assert by[0] == by[1] == by[2] != by[3]
    assert transcript.notes == ()


def test_another_wish_begins_anew(scripted: Make, ear: Ear) -> None:
    transcriber = scripted("follow", "well,live")
    transcriber.follow(TAKE, WISH, ear)
    ear.wait(2)
    transcript = ask(transcriber, wish=RecogniserWish("pocketsphinx", vocabulary=("other",)))
    assert numbers(transcript) == ["0", "1", "2", "3"]


def test_who_waits_for_words_goes_before_who_is_followed(scripted: Make, ear: Ear) -> None:
    transcriber = scripted("follow", "well,live")
    transcriber.follow(TAKE, WISH, ear)
    ear.wait(2)
    other = ask(transcriber, OTHER)
    assert numbers(other) == ["0", "1", "2", "3"]
    transcript = ask(transcriber)
    assert numbers(transcript) == ["0", "1", "2", "3"]
    assert set(processes(transcript)) == set(processes(other))  # nobody had to die for it


def test_a_new_answer_is_followed_while_the_one_before_waits_for_its_turn(scripted: Make, ear: Ear) -> None:
    transcriber = scripted("follow", "well,live")
    transcriber.follow(TAKE, WISH, ear)
    ear.wait(2)
    second = Ear()
    transcriber.follow(OTHER, WISH, second)
    second.wait(2)
    assert [numbers(ask(transcriber, audio)) for audio in (TAKE, OTHER)] == [["0", "1", "2", "3"]] * 2
    assert second.pieces == 2


@pytest.mark.parametrize("habit", ["well,live", "hang,live"])
def test_forgetting_leaves_the_turn_to_the_next(scripted: Make, ear: Ear, habit: str, expect_log: Expect) -> None:
    expect_log("recogniser")
    transcriber = scripted("follow", habit)
    transcriber.follow(TAKE, WISH, ear)
    ear.wait(1)
    transcriber.forget(TAKE)
    transcriber.forget(OTHER)
    began = time.monotonic()
    assert numbers(ask(transcriber, OTHER)) == ["0", "1", "2", "3"]
    assert time.monotonic() - began < DEADLINE_S


@pytest.mark.parametrize("habit", ["well,live", "hang,live", "hang,tail"])
def test_closing_while_following_leaves_nothing(scripted: Make, ear: Ear, habit: str) -> None:
    before, threads = children(), threading.active_count()
    transcriber = scripted("follow", habit)
    transcriber.follow(TAKE, WISH, ear)
    ear.wait(1)
    transcriber.close()
    assert children() <= before
    assert not [one for one in threading.enumerate() if one.name == "following"]
    assert threading.active_count() <= threads
    transcriber.follow(TAKE, WISH, ear)
    with pytest.raises(Cancelled):
        ask(transcriber)


def test_cancelling_the_end_of_an_answer_takes_less_than_a_second(scripted: Make, ear: Ear) -> None:
    before = children()
    transcriber = scripted("follow", "hang,tail")
    transcriber.follow(TAKE, WISH, ear)
    ear.wait(2)
    asked = time.monotonic()
    with pytest.raises(Cancelled):
        transcriber.transcribe(TAKE, WISH, ignore, lambda: time.monotonic() - asked > 0.3)
    assert time.monotonic() - asked < 1.3
    assert children() <= before


def test_cancelling_before_it_is_taken_over_leaves_the_turn_free(scripted: Make, ear: Ear) -> None:
    transcriber = scripted("follow", "well,live")
    transcriber.follow(TAKE, WISH, ear)
    ear.wait(2)
    with pytest.raises(Cancelled):
        transcriber.transcribe(TAKE, WISH, ignore, lambda: True)
    assert numbers(ask(transcriber, OTHER)) == ["0", "1", "2", "3"]


def test_what_cannot_be_followed_is_said_when_the_words_are_asked_for(scripted: Make, tmp_path: Path, ear: Ear) -> None:
    transcriber = scripted("follow", "well,live")
    transcriber.follow(TAKE, RecogniserWish("oracle"), ear)
    with pytest.raises(SpeechProblem, match="no recogniser called oracle"):
        ask(transcriber, wish=RecogniserWish("oracle"))
    gone = ChildTranscriber(tmp_path, [str(tmp_path / "nothing here")])
    gone.follow(TAKE, WISH, ear)
    with pytest.raises(SpeechProblem, match="could not be started"):
        ask(gone)
    gone.close()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model file that a person said yes to."""
    folder = tmp_path / "models"
    folder.mkdir()
    shutil.copy(CHECKPOINT, folder)
    ModelShelf(folder).trust(CHECKPOINT.stem)
    return folder / CHECKPOINT.name


def test_a_model_that_is_removed_meanwhile_finishes_what_it_began(scripted: Make, ear: Ear, model: Path) -> None:
    wish = RecogniserWish("whisper")
    transcriber = scripted("follow", "well,live")
    transcriber.follow(TAKE, wish, ear)
    ear.wait(2)
    model.unlink()
    assert numbers(ask(transcriber, wish=wish)) == ["0", "1", "2", "3"]
    with pytest.raises(SpeechProblem, match="no Whisper model") as caught:
        ask(transcriber, wish=wish)
    assert caught.value.partial is None


def test_a_child_and_its_model_are_gone_and_what_was_heard_stays(
    scripted: Make, ear: Ear, model: Path, expect_log: Expect
) -> None:
    expect_log("recogniser")
    wish = RecogniserWish("whisper")
    transcriber = scripted("follow", "kill,live")
    transcriber.follow(TAKE, wish, ear)
    ear.wait(2)
    transcriber._followed[TAKE]._thread.join(DEADLINE_S)  # both its children are dead
    model.unlink()
    with pytest.raises(SpeechProblem, match="no Whisper model") as caught:
        ask(transcriber, wish=wish)
    assert caught.value.partial is not None
    assert numbers(caught.value.partial) == ["0", "1"]
    assert ask(transcriber) is not None  # the turn is free


def test_only_a_few_answers_nobody_asks_for_are_remembered(scripted: Make) -> None:
    transcriber = scripted("follow", "well,live")
    for n in range(9):
        heard = Ear()
        transcriber.follow(Path(f"{n}.wav"), WISH, heard)
        heard.wait(2)
    assert len(transcriber._followed) == 4
    assert numbers(ask(transcriber, Path("0.wav"))) == ["0", "1", "2", "3"]
