"""A transcriber with no process behind it: says what the test wrote, when the test lets it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from mockinterview.core.problems import Cancelled, Problem
from mockinterview.core.recognition import Recogniser, RecogniserWish
from mockinterview.core.transcript import Segment, Transcript, Word
from mockinterview.core.written import Written

_WORD_MS = 400


def spoken(text: str, duration_ms: int = 0, draft: bool = False) -> Transcript:
    """A transcript of evenly spaced words: one each 400 ms from the first second on, all in one segment."""
    words = tuple(
        Word(word, 1000 + index * _WORD_MS, 1300 + index * _WORD_MS, 0.9) for index, word in enumerate(text.split())
    )
    segments = (Segment(words[0].start_ms, words[-1].end_ms, 0, len(words) - 1),) if words else ()
    return Transcript("fake", "fake-1", "en", duration_ms or 2000 + len(words) * _WORD_MS, words, segments, draft)


def aligned(written: Written, duration_ms: int, language: str = "en") -> Transcript:
    """What the fake makes of known words: each 10 ms after the one before, a cue a segment."""
    words = tuple(Word(text, index * 10, index * 10 + 10) for index, text in enumerate(written.words))
    segments: list[Segment] = []
    first = 0
    for cue in written.cues:
        last = first + len(cue.words) - 1
        segments.append(Segment(words[first].start_ms, words[last].end_ms, first, last))
        first = last + 1
    return Transcript("typed", "", language, duration_ms, words, tuple(segments))


class FakeTranscriber:
    """transcript: what every job answers. steps: progress in ms. parts: the words so far that are told before it.

    problem: raised instead, once set. hold: while clear, jobs wait in front of their last step (and can be cancelled). asked and
    followed: audio and wish of every job, and of every answer that was followed.
    """

    def __init__(self, transcript: Transcript | None = None, steps: Sequence[int] = ()) -> None:
        self.transcript = transcript or spoken("I led a small team of four people")
        self.steps = tuple(steps)
        self.problem: Problem | None = None
        self.hold = threading.Event()
        self.hold.set()
        self.began = threading.Event()
        self.asked: list[tuple[Path, RecogniserWish]] = []
        self.parts: tuple[Transcript, ...] = ()
        self.followed: list[tuple[Path, RecogniserWish]] = []
        self.forgotten: list[Path] = []
        self.written: list[tuple[Path, Written]] = []
        self.closed = False
        self.known: tuple[Recogniser, ...] = (Recogniser("fake", True, models=("fake-1",)),)

    def recognisers(self) -> Sequence[Recogniser]:
        return self.known

    def transcribe(
        self,
        audio: Path,
        wish: RecogniserWish,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        heard: Callable[[Transcript], None] | None = None,
    ) -> Transcript:
        self.asked.append((audio, wish))
        total = self.transcript.duration_ms
        for step in self.steps:
            progress(step, total)
        for part in self.parts if heard is not None else ():
            heard(part)
        self.began.set()
        while not self.hold.wait(0.01):
            if cancelled() or self.closed:
                raise Cancelled
        if cancelled():
            raise Cancelled
        if self.problem is not None:
            raise self.problem
        progress(total, total)
        return self.transcript

    def follow(self, audio: Path, wish: RecogniserWish, heard: Callable[[Transcript], None]) -> None:
        self.followed.append((audio, wish))
        for part in self.parts:
            heard(part)

    def forget(self, audio: Path) -> None:
        self.forgotten.append(audio)

    def align(
        self,
        audio: Path,
        written: Written,
        language: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Transcript:
        self.written.append((audio, written))
        whole = aligned(written, self.transcript.duration_ms, language)
        progress(0, whole.duration_ms)
        self.began.set()
        while not self.hold.wait(0.01):
            if cancelled() or self.closed:
                raise Cancelled
        if self.problem is not None:
            raise self.problem
        return whole

    def close(self) -> None:
        self.closed = True
