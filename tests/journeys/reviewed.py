"""A kept answer in which every tenth of a second sounds like no other: what is heard says which words are played.

Its words and their states are given, not recognised: how they come about is another journey's story.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.take import TakeLabel
from mockinterview.core.transcript import Segment, Transcript, Word
from mockinterview.history import History
from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.coded_tone import RATE, Ruler, write_tone
from tests.journeys.soundcard import Capture, VirtualSoundCard

SAID = (
    "um I would only open the file in our office and never say a name outside of it. "
    "Last spring I found a letter on the printer and I took it to the partner at once. "
    "We wrote down who may see what and I check that list every month with um the whole team."
)
EACH_MS = 500
"""From one word to the next."""
SPOKEN_MS = 400
PLACES = {"access": (1, 9), "names": (10, 17), "act": (20, 35), "records": (36, 47)}
"""Which words each item rests on; the minefield on none."""
_LOUD = 400

QUESTION = Question(
    "confidential-heard",
    "How do you keep clients' matters confidential?",
    role="Paralegal",
    items=(
        ChecklistItem("access", ItemKind.KEY_POINT, "Limiting access", "Only those who need a file open it."),
        ChecklistItem("act", ItemKind.KEY_POINT, "Acting at once", "What was left lying about is put right."),
        ChecklistItem("records", ItemKind.COMPETENCY, "Keeping records", "Who may see what is written down."),
        ChecklistItem("names", ItemKind.MOTIVATION, "Care for people", "Names are never said."),
        ChecklistItem(
            "gossip", ItemKind.MINEFIELD, "Gossip", "Tells of another client.", minefield=MinefieldKind.COMMISSION
        ),
    ),
    tips=("Say what you did.",),
)


def words() -> Transcript:
    """The words, one every half second."""
    said = SAID.split()
    each = tuple(Word(text, index * EACH_MS, index * EACH_MS + SPOKEN_MS, 0.9) for index, text in enumerate(said))
    ends = [index for index, text in enumerate(said) if text.endswith(".")]
    starts = [0, *(index + 1 for index in ends[:-1])]
    segments = tuple(
        Segment(each[first].start_ms, each[last].end_ms, first, last) for first, last in zip(starts, ends, strict=True)
    )
    return Transcript("whisper", "base.en", "en", len(said) * EACH_MS, each, segments)


def states(transcript: Transcript, question: Question = QUESTION) -> Coverage:
    """Every item with evidence is covered; the rest was not found."""
    lines = []
    for item in question.items:
        place = PLACES.get(item.id)
        spans = (Evidence(*place, transcript.span_text(*place)),) if place else ()
        state = State.COVERED if spans else State.NOT_FOUND
        lines.append(ItemCoverage(item, state, 0.9 if spans else 0.05, spans, "" if spans else "Nothing was found."))
    return Coverage("given", tuple(lines))


def keep_answer(data: Path, attempt_id: str, take: int = 1) -> Attempt:
    """Put the answer on the shelf and into the history, as a program that ran before would have."""
    transcript = words()

    def fill(target: Path) -> None:
        write_tone(target, transcript.duration_ms / 1000, RATE)

    data.mkdir(parents=True, exist_ok=True)
    source = data / "origin.wav"
    source.touch()
    finished = TakeShelf(data / "takes").adopt(TakeLabel(attempt_id, QUESTION, take), source, fill)
    attempt = Attempt(attempt_id, QUESTION, take, finished.started_at, finished.duration_ms, marks=finished.marks)
    history = History(data / "history.sqlite")
    history.add_attempt(attempt)
    history.save_transcript(attempt_id, transcript)
    history.save_coverage(attempt_id, states(transcript))
    history.close()
    return attempt


@dataclass(frozen=True)
class Stretch:
    """From where to where in the take something was heard, in milliseconds."""

    start_ms: int
    end_ms: int

    @property
    def words(self) -> str:
        """The words of which all was heard, but for what an ear does not miss."""
        slack = 30
        return " ".join(
            text
            for index, text in enumerate(SAID.split())
            if self.start_ms - slack <= index * EACH_MS and index * EACH_MS + SPOKEN_MS <= self.end_ms + slack
        )


class Ears:
    """Hears what the program plays, and says which part of the take it was."""

    def __init__(self, card: VirtualSoundCard, qtbot: QtBot) -> None:
        self._card = card
        self._qtbot = qtbot
        self._ruler = Ruler(words().duration_ms / 1000)
        self._capture: Capture | None = None

    def prick(self) -> None:
        """Begin to listen, to nothing of before."""
        self.close()
        self._capture = self._card.capture()

    def begun_at(self) -> int:
        """Where in the take the sound begins that comes now, in milliseconds; 300 ms of it are waited for."""
        assert self._capture is not None
        self._qtbot.waitUntil(lambda: self._loud()[0].size > 0.3 * RATE, timeout=20_000)
        return self._stretch().start_ms

    def again_at(self, at_ms: int, later_ms: int) -> bool:
        """Whether a place of the take is heard once more within so much after its first time."""
        assert self._capture is not None
        needed = self._capture.heard_ms + later_ms
        capture = self._capture
        self._qtbot.waitUntil(lambda: capture.heard_ms >= needed, timeout=60_000)
        sound, step = self._loud()[0], RATE // 10
        places = [self._ruler.place(sound[at : at + 2 * step]) for at in range(0, len(sound) - 2 * step, step)]
        near = [abs(place * 1000 // RATE - at_ms) < 100 for place in places if place is not None]
        return sum(now and not before for before, now in pairwise([False, *near])) > 1

    def stretch(self, quiet_ms: int = 600) -> Stretch:
        """What was heard, once nothing has come for a while."""
        assert self._capture is not None
        self._qtbot.waitUntil(self._is_quiet(quiet_ms), timeout=60_000)
        return self._stretch()

    def silent_for(self, ms: int) -> bool:
        """Whether nothing at all is heard for so long."""
        assert self._capture is not None
        until = self._capture.heard_ms + ms
        capture = self._capture
        self._qtbot.waitUntil(lambda: capture.heard_ms >= until, timeout=20_000)
        return self._loud()[0].size == 0

    def close(self) -> None:
        """Stop listening."""
        if self._capture is not None:
            self._capture.stop()

    # ------------------------------------------------------------ inside

    def _samples(self) -> NDArray[np.int16]:
        assert self._capture is not None
        heard = self._capture.heard
        return np.frombuffer(heard[: len(heard) // 2 * 2], "<i2")

    def _loud(self) -> tuple[NDArray[np.int16], int]:
        """From the first to the last loud sample, and how much silence follows."""
        heard = self._samples()
        loud = np.flatnonzero(np.abs(heard.astype(np.int32)) > _LOUD)
        if not loud.size:
            return heard[:0], heard.size
        return heard[loud[0] : loud[-1] + 1], heard.size - int(loud[-1])

    def _is_quiet(self, quiet_ms: int) -> Callable[[], bool]:
        def ended() -> bool:
            sound, silence = self._loud()
            return sound.size > 0 and silence > quiet_ms * RATE // 1000

        return ended

    def _stretch(self) -> Stretch:
        sound, _ = self._loud()
        edge, piece = RATE // 50, RATE // 5
        begin = self._ruler.place(sound[edge : edge + piece])
        end = self._ruler.place(sound[-piece - edge : -edge])
        assert begin is not None, "what was heard is not of this take"
        assert end is not None, "what was heard last is not of this take"
        return Stretch((begin - edge) * 1000 // RATE, (end + piece + edge) * 1000 // RATE)
