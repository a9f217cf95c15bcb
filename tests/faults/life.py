"""A day of the program without a window, and the next morning: what the trials of faults interrupt.

The rooms are the real ones (takes, notes, history, flow); the microphone is a file; voice, recogniser and matcher are the tests'
fakes, since none of them touches the data folder. Everything is waited for, so that a day makes the same calls each time.
"""

from __future__ import annotations

import logging
import os
import random
import threading
import uuid
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mockinterview.core.problems import Problem
from mockinterview.core.question import Question
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.take import DeviceWish
from mockinterview.flow.answering import Answering
from mockinterview.flow.importing import Importing
from mockinterview.flow.jobs import JobKind, Jobs
from mockinterview.flow.library import Library
from mockinterview.flow.removing import Removing
from mockinterview.flow.reviewing import Reviewing
from mockinterview.history import History
from mockinterview.sound import room, take_file, takes
from mockinterview.sound.file_microphone import FileMicrophone
from mockinterview.sound.take_file import HEADER_BYTES, header
from mockinterview.sound.takes import TakeShelf
from tests.fakes.fake_backups import FakeBackups
from tests.fakes.fake_banks import FakeBanks
from tests.fakes.fake_listener import FakeListener
from tests.fakes.fake_matcher import FakeMatcher
from tests.fakes.fake_transcriber import FakeTranscriber
from tests.fakes.fake_voice import FakeVoice

QUESTION = Question("tell-the-truth", "When did the truth cost you something?")
ANSWER_MS = 500
TAKES = "takes"
STORE = "history.sqlite"

Tell = Callable[[Any], None]
_PAUSE = threading.Event()


@dataclass(frozen=True)
class Sounds:
    """The sound files a day uses, outside the data folder: each its own noise."""

    folder: Path
    files: tuple[Path, ...] = field(default=())

    @classmethod
    def made(cls, folder: Path, count: int = 3, ms: int = ANSWER_MS) -> Sounds:
        """Write them."""
        files = []
        for number in range(count):
            path = folder / f"answer {number}.wav"
            with wave.open(str(path), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(take_file.RATE)
                file.writeframes(random.Random(number).randbytes(take_file.RATE * ms // 1000 * 2))
            files.append(path)
        return cls(folder, tuple(files))

    def pcm(self, number: int) -> bytes:
        """What one of them holds."""
        return self.files[number].read_bytes()[HEADER_BYTES:]


class FileDecoder:
    """Decodes by copying, in two writes that are counted."""

    def decode(
        self, audio: Path, target: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> None:
        pcm = audio.read_bytes()[HEADER_BYTES:]
        fd = os.open(target, os.O_WRONLY | os.O_TRUNC)
        try:
            for piece in (header(len(pcm)), pcm):
                if os.write(fd, piece) != len(piece):
                    raise OSError(28, "short write")
        finally:
            os.close(fd)


class House:
    """The rooms a day needs."""

    def __init__(self, data: Path, sound: Path, pace: Literal["fast", "real"] = "fast") -> None:
        self.listener = FakeListener()
        self.shelf = TakeShelf(data / TAKES)
        self.keeper = History(data / STORE)
        _ = self.keeper.notes  # opened, before anything else is called
        self.jobs = Jobs(self.listener.job_changed)
        transcriber, matcher = FakeTranscriber(), FakeMatcher()
        self.reviewing = Reviewing(
            self.keeper, self.shelf, transcriber, lambda: matcher, self.jobs, self.listener, RecogniserWish
        )
        self.answering = Answering(
            FakeVoice(),
            FileMicrophone(self.shelf, sound, pace),
            self.shelf,
            self.keeper,
            self.jobs,
            self.listener,
            _any_device,
            self.reviewing.promise,
        )
        self.importing = Importing(
            FileDecoder(), self.shelf, self.keeper, self.jobs, self.listener, self.reviewing.promise
        )
        removing = Removing(self.keeper, self.shelf, self.reviewing, self.jobs, self.listener, FakeBackups())
        self.library = Library(
            FakeBanks(),
            self.keeper,
            self.shelf,
            None,  # nothing is exported
            self.reviewing,
            self.jobs,
            self.listener,
            removing,
        )

    def close(self) -> None:
        self.answering.leave()
        self.jobs.close()
        self.keeper.close()


def _any_device() -> DeviceWish:
    return DeviceWish()


def small_steps() -> None:
    """Every block is made safe at once, and the room put by is small: what a day does no longer hangs on the clock."""
    take_file.SYNC_S = 0.0
    take_file.HEADER_S = 0.0
    small_ballast()


def small_ballast() -> None:
    """The room put by is small, in two pieces all the same: it is not what takes time here."""
    room.BALLAST_BYTES, room._PIECE = 65_536, 32_768


class _Bugs(logging.Handler):
    """Tells of every error in the log: a fault of the system is a warning, an error is ours."""

    def __init__(self, tell: Tell) -> None:
        super().__init__(logging.ERROR)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell({"bug": logging.Formatter().format(record)})


def _listen_for_bugs(tell: Tell) -> None:
    logging.getLogger().addHandler(_Bugs(tell))
    logging.getLogger().setLevel(logging.ERROR)
    logging.lastResort = None


def ids(seed: int = 0) -> Iterator[uuid.UUID]:
    """Ids that are the same each day."""
    source = random.Random(seed)
    while True:
        yield uuid.UUID(int=source.getrandbits(128), version=4)


def day(data: Path, sounds: Sounds, tell: Tell) -> None:
    """Answer, import, answer again, delete for good, and be cut off in the middle of an answer.

    Told: {"sound": id, "number"} whose sound it will be; {"kept": id}, {"deleting": id}, {"deleted": id}; {"said": id, "problem"}
    of a take that the person was told about.
    """
    small_steps()
    _listen_for_bugs(tell)
    given = ids()
    uuid.uuid4 = lambda: next(given)  # type: ignore[assignment]
    with _problems_told(tell):
        house = House(data, sounds.files[0])
        house.library.tidy()
        house.jobs.wait_all(JobKind.TIDY)
        first = answer(house, tell, 0)
        imported = house.importing.begin(QUESTION, sounds.files[1])
        tell({"sound": imported, "number": 1, "whole": True})
        house.importing.wait(imported)
        _tell_kept(house, imported, tell)
        answer(house, tell, 0)
        with _problems_told(tell):
            house.library.remove(first)
            tell({"deleting": first})
            if first in house.library.delete_for_good([first]).deleted:
                tell({"deleted": first})
        answer(house, tell, 0, stop=False)


def morning(data: Path, sounds: Sounds, tell: Tell) -> None:
    """The program starts again: it recovers what there is, lists it and ends.

    Told: {"listed": [[id, duration_ms, question], …]}, {"stuck": […]}, {"notes": […]}.
    """
    small_steps()
    takes.YOUNG_S = 0.0  # in the morning nobody is still at work on what was begun the evening before
    _listen_for_bugs(tell)
    with _problems_told(tell):
        house = House(data, sounds.files[0])
        house.library.tidy()
        house.jobs.wait_all(JobKind.TIDY)
        house.jobs.wait_all(JobKind.RECOGNISE)
        house.jobs.wait_all(JobKind.LINE_UP)
        listed = [[one.id, one.duration_ms, one.question.text] for one in house.library.attempts()]
        binned = [one.attempt.id for one in house.library.bin()]
        stuck = [one.problem.sentence for one in house.listener.stuck]
        house.close()
        problems = [problem.sentence for problem in house.listener.problems]
        tell(
            {
                "listed": listed,
                "bin": binned,
                "stuck": stuck,
                "problems": problems,
                "notes": [str(one) for one in house.keeper.notes],
            }
        )


def answer(house: House, tell: Tell, number: int, *, stop: bool = True) -> str:
    """Answer the question with a sound file; without `stop` the take is left running, its sound all written."""
    sitting = house.answering
    with _problems_told(tell):
        sitting.ask(QUESTION)
        sitting.record()
        attempt_id = sitting.attempt_id
        tell({"sound": attempt_id, "number": number})
        house.jobs.wait_all(JobKind.BEGIN)
        while sitting.busy and not sitting.ended and sitting.problem is None:
            _PAUSE.wait(0.001)
        if stop:
            sitting.leave()
            house.jobs.wait_all(JobKind.KEEP)
            if sitting.problem is not None:
                tell({"said": attempt_id, "problem": sitting.problem.sentence})
            _tell_kept(house, attempt_id, tell)
    return attempt_id


def _tell_kept(house: House, attempt_id: str, tell: Tell) -> None:
    with _problems_told(tell):
        if house.keeper.attempt(attempt_id) is not None:
            tell({"kept": attempt_id})


@contextmanager
def _problems_told(tell: Tell) -> Iterator[None]:
    """A Problem is the world's, and expected here; everything else breaks the day."""
    try:
        yield
    except Problem as problem:
        tell({"problem": problem.sentence})
