"""The program's side against children that die, hang, babble and multiply."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.speech.child import recogniser_command
from mockinterview.speech.process import ChildTranscriber
from tests.guards.leftovers import children
from tests.speech.conftest import gone

Make = Callable[..., ChildTranscriber]
Expect = Callable[[str], None]
WISH = RecogniserWish("pocketsphinx")
SOUND = Path("Réponse à 面接.wav")


def ignore(_done: int, _all: int) -> None:
    """For jobs whose progress does not matter."""


def never() -> bool:
    return False


def ask(transcriber: ChildTranscriber, wish: RecogniserWish = WISH) -> Transcript:
    return transcriber.transcribe(SOUND, wish, ignore, never)


def process_of(transcript: Transcript) -> str:
    """The id of the child that answered: its third word."""
    return transcript.words[2].text


def test_a_job_goes_over_and_words_and_progress_come_back(scripted: Make) -> None:
    steps: list[tuple[int, int]] = []
    wish = RecogniserWish("pocketsphinx", vocabulary=("naïve", "面接", "new\nline"))
    transcript = scripted("echo").transcribe(SOUND, wish, lambda done, all_: steps.append((done, all_)), never)
    said = [word.text for word in transcript.words]
    assert said == [SOUND.name, "pocketsphinx", process_of(transcript), "naïve", "面接", "new\nline"]
    assert steps == [(500, 1000)]


def test_the_child_stays_between_jobs_even_if_the_thread_that_asked_first_is_gone(scripted: Make) -> None:
    transcriber = scripted("echo")
    answers: list[Transcript] = []
    for _ in range(3):
        thread = threading.Thread(target=lambda: answers.append(ask(transcriber)))
        thread.start()
        thread.join()
    assert len({process_of(answer) for answer in answers}) == 1


def test_jobs_of_many_threads_take_turns(scripted: Make) -> None:
    transcriber = scripted("echo")
    answers: list[Transcript] = []
    threads = [threading.Thread(target=lambda: answers.append(ask(transcriber))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len({process_of(answer) for answer in answers}) == 1


def test_what_the_child_cannot_do_is_said_in_its_own_words_and_it_lives_on(scripted: Make) -> None:
    transcriber = scripted("fail")
    before = children()
    with pytest.raises(SpeechProblem, match=r"It did not work. Try another one."):
        ask(transcriber)
    alive = children() - before
    assert len(alive) == 1
    with pytest.raises(SpeechProblem, match="did not work"):
        ask(transcriber)
    assert children() - before == alive


def test_a_child_that_dies_is_tried_once_more(scripted: Make, tmp_path: Path, expect_log: Expect) -> None:
    expect_log("recogniser")
    assert ask(scripted("once", str(tmp_path / "lived"))).words


@pytest.mark.parametrize(
    ("habit", "more", "sentence"),
    [
        ("exit", "1", "stopped working, twice"),
        ("exit", "0", "stopped working, twice"),
        ("exit", "137", "memory ran out"),
        ("signal", "SIGKILL", "memory ran out"),
        ("signal", "SIGSEGV", "It crashed"),
        ("signal", "SIGABRT", "It crashed"),
        ("signal", "SIGILL", "processor"),
        ("garbage", "this is no message", "stopped working, twice"),
        ("garbage", '{"v":1,"kind":"done"}', "stopped working, twice"),
        ("endless", "", "stopped working, twice"),
        ("nonsense", "", "stopped working, twice"),
    ],
)
def test_how_a_child_dies_decides_what_a_person_reads(
    scripted: Make, expect_log: Expect, habit: str, more: str, sentence: str
) -> None:
    expect_log("recogniser")
    with pytest.raises(SpeechProblem, match=sentence) as caught:
        ask(scripted(habit, more))
    assert "Your recording is safe" in caught.value.sentence


def test_the_childs_last_words_are_in_the_log(scripted: Make, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SpeechProblem):
        ask(scripted("exit", "3"))
    assert "status 3" in caplog.text
    assert "the last words" in caplog.text


@pytest.mark.parametrize("habit", ["hang", "deaf"])
def test_a_child_that_stands_still_is_ended(scripted: Make, expect_log: Expect, habit: str) -> None:
    expect_log("no progress|recogniser died")
    before = children()
    with pytest.raises(SpeechProblem, match="stopped making progress"):
        ask(scripted(habit, patience_s=0.3))
    assert children() <= before


@pytest.mark.parametrize("habit", ["hang", "deaf", "work"])
def test_cancelling_takes_less_than_a_second_and_leaves_no_process(scripted: Make, habit: str) -> None:
    transcriber, before = scripted(habit), children()
    asked = time.monotonic()
    with pytest.raises(Cancelled):
        transcriber.transcribe(SOUND, WISH, ignore, lambda: time.monotonic() - asked > 0.3)
    assert time.monotonic() - asked < 1.3
    assert children() <= before


def test_after_cancelling_the_next_job_gets_a_new_child(scripted: Make, tmp_path: Path) -> None:
    transcriber = scripted("echo")
    first = process_of(ask(transcriber))
    with pytest.raises(Cancelled):
        transcriber.transcribe(SOUND, WISH, ignore, lambda: True)
    assert process_of(ask(transcriber)) == first  # nothing had begun
    os.kill(int(first), signal.SIGKILL)
    assert gone(int(first), 5)
    assert process_of(ask(transcriber)) != first


def test_who_waits_for_a_turn_can_be_cancelled(scripted: Make) -> None:
    transcriber = scripted("hang")
    stop, began = threading.Event(), threading.Event()

    def first() -> None:
        with pytest.raises(Cancelled):
            transcriber.transcribe(SOUND, WISH, lambda *_: began.set(), stop.is_set)

    thread = threading.Thread(target=first)
    thread.start()
    assert began.wait(20)
    with pytest.raises(Cancelled):
        transcriber.transcribe(SOUND, WISH, ignore, lambda: True)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_what_the_child_started_is_ended_with_it(scripted: Make) -> None:
    grandchild: list[int] = []
    with pytest.raises(Cancelled):
        scripted("family").transcribe(SOUND, WISH, lambda pid, _: grandchild.append(pid), lambda: bool(grandchild))
    assert gone(grandchild[0], 5)


def test_closing_ends_a_running_job_and_every_later_one(scripted: Make) -> None:
    transcriber, began, before = scripted("hang"), threading.Event(), children()
    ended: list[BaseException] = []

    def job() -> None:
        try:
            transcriber.transcribe(SOUND, WISH, lambda *_: began.set(), never)
        except Cancelled as cancelled:
            ended.append(cancelled)

    thread = threading.Thread(target=job)
    thread.start()
    assert began.wait(20)
    transcriber.close()
    thread.join(5)
    assert len(ended) == 1
    assert children() <= before
    with pytest.raises(Cancelled):
        ask(transcriber)
    transcriber.close()


def test_a_job_whose_listener_fails_leaves_no_child_at_work(scripted: Make) -> None:
    before = children()

    def broken(_done: int, _all: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        scripted("work").transcribe(SOUND, WISH, broken, never)
    assert children() <= before


def test_a_command_that_cannot_start_is_a_sentence(tmp_path: Path) -> None:
    transcriber = ChildTranscriber(tmp_path, [str(tmp_path / "nothing here")])
    with pytest.raises(SpeechProblem, match="could not be started"):
        ask(transcriber)
    transcriber.close()


def test_without_a_job_there_is_no_child(tmp_path: Path) -> None:
    before = children()
    transcriber = ChildTranscriber(tmp_path)
    transcriber.recognisers()
    assert children() == before
    transcriber.close()


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert recogniser_command() == [sys.executable, "-m", "mockinterview", "--recogniser"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert recogniser_command() == [sys.executable, "--recogniser"]


PARENT = """
import sys, threading
from pathlib import Path
from mockinterview.core.recognition import RecogniserWish
from mockinterview.speech.models import Model
from mockinterview.speech.process import ChildTranscriber
transcriber = ChildTranscriber(Path(sys.argv[2]))
transcriber.recognisers()
job = threading.Thread(target=transcriber.transcribe, args=(
    Path(sys.argv[1]), RecogniserWish("pocketsphinx"), lambda done, all_: None, lambda: False))
job.start()
job.join()
heavy = {"torch", "whisper", "numpy", "soundfile", "soxr", "pocketsphinx", "PySide6", "sqlite3"} & set(sys.modules)
print(transcriber._desk._child.pid, *sorted(heavy), flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_a_program_that_is_killed_takes_its_recogniser_along_and_never_loaded_what_it_loads(
    wav: Callable[..., Path], tmp_path: Path
) -> None:
    silence = wav(np.zeros(16_000, np.float32))
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, silence, tmp_path], stdin=pipe, stdout=pipe, text=True
    ) as program:
        assert program.stdout is not None
        pid, *heavy = program.stdout.readline().split()
        assert heavy == []
        assert Path(f"/proc/{pid}/stat").read_text().split()[4] == pid  # leads a process group of its own
        assert os.getpriority(os.PRIO_PROCESS, int(pid)) == min(19, os.nice(0) + 10)
        assert not gone(int(pid), 0)
        program.kill()
        assert gone(int(pid), 5)


def test_the_log_never_gets_a_word_of_an_answer(scripted: Make, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask(scripted("echo"), RecogniserWish("pocketsphinx", vocabulary=("confidential",)))
    assert "confidential" not in caplog.text
