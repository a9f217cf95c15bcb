"""The child's own loop, run inside the test."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mockinterview.core.problems import SpeechProblem
from mockinterview.speech.engines import Engine
from mockinterview.speech.messages import Done, Failed, Finish, Job, Message, Progress, decode
from mockinterview.speech.pieces import Heard, Piece
from mockinterview.speech.worker import Engines, Inbox, answer, serve
from tests.data.whisper.spoken import RATE, Speaker

Write = Callable[..., Path]
DEADLINE_S = 20.0


class ScriptedEngine:
    """Hears everything at once, or fails."""

    def __init__(self, failure: BaseException | None = None) -> None:
        self.failure = failure

    longest_ms = 20_000
    gap_ms = 1_000

    def hear(
        self, samples: NDArray[np.float32], pieces: Sequence[Piece], language: str, vocabulary: Sequence[str]
    ) -> Iterator[Heard]:
        if self.failure:
            raise self.failure
        for piece in pieces:
            yield Heard(piece, language=language)


def no_engine(_job: Job) -> Engine:
    pytest.fail("an engine was loaded")


def no_end(_wait_s: float) -> Finish | None:
    pytest.fail("the sound was whole")


def test_silence_has_no_words_and_loads_no_engine(wav: Write) -> None:
    told: list[Message] = []
    job = Job(7, str(wav(np.zeros(3 * RATE, np.float32))), "whisper", "base.en", "/nowhere")
    result = answer(job, no_engine, told.append, no_end)
    assert isinstance(result, Done)
    assert result.duration_ms == 3000
    assert told == [Progress(7, 0, 3000), Progress(7, 3000, 3000)]


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (SpeechProblem("It is broken.", "So it is.", "Mend it."), "It is broken."),
        (MemoryError(), "There is too little memory"),
    ],
)
def test_what_stands_in_the_way_is_an_answer(wav: Write, speaker: Speaker, failure: Exception, sentence: str) -> None:
    job = Job(1, str(wav(speaker.say("I made a plan.", "gmw/en").sound)), "scripted")
    result = answer(job, lambda _job: ScriptedEngine(failure), lambda _message: None, no_end)
    assert isinstance(result, Failed)
    assert result.what.startswith(sentence)
    assert result.next_step


def test_a_library_that_does_not_fit_into_memory_is_not_called_broken(
    wav: Write, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room() -> None:
        raise ImportError("libtorch_cpu.so: failed to map segment from shared object", name="torch._C")

    monkeypatch.setattr("mockinterview.speech.engines.whisper_import.import_whisper", no_room)
    job = Job(1, str(wav(speaker.say("I made a plan.", "gmw/en").sound)), "whisper", "base.en", "base.en.pt")
    result = answer(job, Engines().of, lambda _message: None, no_end)
    assert isinstance(result, Failed)
    assert "too little memory" in result.what


def test_a_file_that_cannot_be_read_is_an_answer(tmp_path: Path) -> None:
    result = answer(Job(1, str(tmp_path / "gone.wav"), "whisper"), no_engine, lambda _message: None, no_end)
    assert isinstance(result, Failed)
    assert "gone.wav" in result.what


def test_an_engine_nobody_knows_is_a_sentence() -> None:
    with pytest.raises(SpeechProblem, match="no recogniser called oracle"):
        Engines().of(Job(1, "a.wav", "oracle"))


def test_after_idle_time_the_worker_ends_having_answered_every_job(wav: Write) -> None:
    inbox = Inbox()
    file = str(wav(np.zeros(RATE, np.float32)))
    for number in (1, 2):
        inbox.put(Job(number, file, "pocketsphinx"))
        inbox.put(Finish(number))
    pipe = io.BytesIO()
    serve(inbox, pipe, idle_s=0.05)
    answers = [decode(line) for line in pipe.getvalue().splitlines(keepends=True)]
    assert [one.number for one in answers if isinstance(one, Done)] == [1, 2]


class HurriedEngine(ScriptedEngine):
    """The answer ends while it hears the first piece, and it goes on only when told to hurry."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__()
        self._listener = threading.Thread(target=inbox.put, args=[Finish(1)])  # as what the pipe brings
        self._hurried = threading.Event()
        self.wishes: list[bool] = []

    def hear(
        self, samples: NDArray[np.float32], pieces: Sequence[Piece], language: str, vocabulary: Sequence[str]
    ) -> Iterator[Heard]:
        self._listener.start()
        assert self._hurried.wait(DEADLINE_S)
        self._listener.join()
        yield from super().hear(samples, pieces, language, vocabulary)

    def hurry(self, on: bool) -> None:
        self.wishes.append(on)
        if on:
            self._hurried.set()


def test_who_hears_a_piece_is_told_at_once_that_the_answer_has_ended(
    wav: Write, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = Inbox()
    engine = HurriedEngine(inbox)
    monkeypatch.setattr("mockinterview.speech.worker._load", lambda _job: engine)
    said = speaker.say(
        "I made a plan, wrote to everybody who had to know of it, and then we all went home.", "gmw/en"
    ).sound
    pause = np.zeros(2 * RATE, np.float32)
    inbox.put(Job(1, str(wav(np.concatenate([pause, said, pause]))), "scripted", growing=True))
    pipe = io.BytesIO()
    serve(inbox, pipe, idle_s=0.05)
    assert isinstance(decode(pipe.getvalue().splitlines(keepends=True)[-1]), Done)
    assert engine.wishes == [True]


def test_an_answer_that_ended_too_soon_does_not_hurry_the_next(
    wav: Write, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes: list[bool] = []
    engine = ScriptedEngine()
    engine.hurry = wishes.append  # type: ignore[attr-defined]
    monkeypatch.setattr("mockinterview.speech.worker._load", lambda _job: engine)
    file = str(wav(speaker.say("I made a plan.", "gmw/en").sound))
    inbox = Inbox()
    for number in (1, 2):
        inbox.put(Job(number, file, "scripted"))
    serve(inbox, io.BytesIO(), idle_s=0.05)
    assert wishes == [False]  # before the second; before the first there was no engine
    inbox.put(Finish(2))
    assert wishes == [False, True]
