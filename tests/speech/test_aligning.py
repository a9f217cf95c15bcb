"""Known words through the real child: times, progress, cancel, and what stands in the way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.core.transcript import Segment
from mockinterview.core.written import Cue, Written
from mockinterview.speech.messages import Alignment, decode, encode, written_from, written_to
from mockinterview.speech.process import ChildTranscriber
from tests.data.whisper.spoken import RATE, Speaker
from tests.guards.leftovers import children

Write = Callable[..., Path]
SAID = "We lost four people last winter, but nobody was surprised."
WRITTEN = Written((Cue(tuple(SAID.split()[:6])), Cue(tuple(SAID.split()[6:]), None, 60_000)))


def ignore(_done: int, _all: int) -> None:
    """For jobs whose progress does not matter."""


def never() -> bool:
    return False


def test_what_was_written_crosses_the_pipe_whole() -> None:
    odd = Written((Cue(("naïve", "面接", '"'), None, 5), Cue(("x",), 7)))
    message = decode(encode(Alignment(3, "a.wav", written_to(odd))))
    assert isinstance(message, Alignment)
    assert written_from(message.written) == odd


def test_the_child_puts_words_to_their_sound(real: ChildTranscriber, speaker: Speaker, wav: Write) -> None:
    said = speaker.say(SAID, "en-US", 160)
    audio = wav(np.concatenate([np.zeros(RATE, np.float32), said.sound, np.zeros(RATE, np.float32)]))
    steps: list[tuple[int, int]] = []
    found = real.align(audio, WRITTEN, "en", lambda done, whole: steps.append((done, whole)), never)
    assert (found.engine, found.model, found.language, found.draft) == ("typed", "", "en", False)
    assert found.text == SAID
    assert all(word.confidence is None for word in found.words)
    assert found.segments[0] == Segment(found.words[0].start_ms, found.words[5].end_ms, 0, 5)
    off = [
        abs(word.start_ms - 1000 - start * 1000) for word, (_, start, _) in zip(found.words, said.words, strict=True)
    ]
    assert np.median(off) <= 60
    assert steps[0][0] == 0
    assert steps[-1] == (found.duration_ms, found.duration_ms)


def test_silence_shares_its_time(real: ChildTranscriber, wav: Write) -> None:
    found = real.align(wav(np.zeros(4 * RATE, np.float32)), WRITTEN, "de", ignore, never)
    assert found.text == SAID
    assert found.language == "de"
    assert found.words[-1].end_ms == 4000


def test_a_sound_that_is_gone_is_a_sentence(real: ChildTranscriber, tmp_path: Path) -> None:
    with pytest.raises(SpeechProblem, match=r"gone\.wav"):
        real.align(tmp_path / "gone.wav", WRITTEN, "en", ignore, never)


def test_it_can_be_cancelled(speaker: Speaker, wav: Write, tmp_path: Path) -> None:
    transcriber, before = ChildTranscriber(tmp_path), children()
    said = speaker.say(SAID, "en-US", 160)
    stop = threading.Event()
    lots = Written((Cue(tuple(SAID.split()) * 60),))

    def progress(_done: int, _all: int) -> None:
        stop.set()

    with pytest.raises(Cancelled):
        transcriber.align(wav(np.concatenate([said.sound] * 60)), lots, "en", progress, stop.is_set)
    assert children() <= before
    transcriber.close()
