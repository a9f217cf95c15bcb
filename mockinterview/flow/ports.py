"""The neighbours of the story, as it needs them. Rooms fulfil these Protocols without knowing them; `app` joins the two.

Threads: unless a method says otherwise it is called in the main thread and returns at once. Callbacks may come in any thread.
Times are integer milliseconds, sound is 16 kHz mono int16. Every method may raise `Problem`; nothing else is expected.
Three ports have modules of their own: `banks`, `keeper` and `models`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from mockinterview.core.attempt import Attempt, TakeMark
from mockinterview.core.coverage import Coverage
from mockinterview.core.delivery import Levels
from mockinterview.core.problems import Problem
from mockinterview.core.question import Question
from mockinterview.core.recognition import Recogniser, RecogniserWish
from mockinterview.core.recovery import StuckTake
from mockinterview.core.review import Review
from mockinterview.core.take import DeviceWish, DiskRoom, FinishedTake, InputDevice, Level, TakeLabel
from mockinterview.core.transcript import Transcript
from mockinterview.core.written import Written

# ---------------------------------------------------------------- sound


class Take(Protocol):
    """A recording in progress. All of it is on disk but the last moment."""

    @property
    def elapsed_ms(self) -> int:
        """Recorded sound so far, pauses left out."""
        ...

    @property
    def level(self) -> Level:
        """Loudness now."""
        ...

    @property
    def hint(self) -> str:
        """What the person should know about the sound right now, e.g. that the microphone hears nothing; "" if all is well."""
        ...

    @property
    def marks(self) -> Sequence[TakeMark]:
        """What has happened to the sound so far, in the order of time."""
        ...

    @property
    def ended(self) -> bool:
        """The sound has come to its end by itself (a file does); `stop` closes the take."""
        ...

    def pause(self) -> None:
        """Keep the microphone open and write nothing until `resume`."""
        ...

    def resume(self) -> None: ...

    def stop(self) -> FinishedTake:
        """Close microphone and file (at most 2 s) and say what is there. Later calls return the same.

        SlowDisk if the file is not closed by then: call again.
        """
        ...


class Microphone(Protocol):
    """Something that can be recorded."""

    def inputs(self) -> Sequence[InputDevice]:
        """The microphones there are, the default first; empty if none. Blocks as `record` does."""
        ...

    def record(
        self, label: TakeLabel, device: DeviceWish, began: Callable[[], None], failed: Callable[[Problem], None]
    ) -> Take:
        """Start a take with the microphone that is wished for. MicrophoneProblem if it cannot start.

        Blocks, up to some seconds where the sound service does not answer: call it in a job.
        began: the first sound has arrived; now, and not before, the red lamp may light. failed: the take cannot go on (device
        gone, disk full); what was recorded is on disk and `stop` closes it. Both come in any thread but the sound callback's.
        """
        ...


class TakeShelf(Protocol):
    """The folder of takes."""

    def audio(self, attempt_id: str) -> Path:
        """The take's WAV file; TakeProblem if it is missing."""
        ...

    def levels(self, attempt_id: str) -> Levels:
        """Loudness every 20 ms, from the whole file. Slow on long takes: call it in a job."""
        ...

    def unfinished(self) -> Sequence[FinishedTake]:
        """Takes that were never closed (crash, power cut), as they would be after `recover`. Changes nothing."""
        ...

    def recover(self, attempt_id: str) -> FinishedTake:
        """Close an unfinished take; doing it again changes nothing."""
        ...

    def tidy(self) -> None:
        """What falls due at start: interrupted deletions are finished, some room is put by for a full disk. Not while recording."""
        ...

    def relieve(self) -> None:
        """Let that room go if the disk is full: a store needs some even to forget."""
        ...

    def room(self) -> DiskRoom:
        """How much the takes take, and how much more fits. Looks at every take: call it in a job."""
        ...

    def finished(self, but: Collection[str] = ()) -> Sequence[FinishedTake]:
        """Every closed take on the shelf, oldest first. but: ids that are not wanted, of which nothing is read."""
        ...

    def discard(self, attempt_id: str) -> None:
        """Delete a take's folder and all in it; nothing happens if there is none."""
        ...

    def adopt(self, label: TakeLabel, source: Path, fill: Callable[[Path], None]) -> FinishedTake:
        """Put a sound from elsewhere on the shelf as a finished take, whole or not at all.

        fill: writes it to the path it is given, as 16 kHz mono WAV; what it raises is raised. source: gives the date and a name.
        """
        ...


class Decoder(Protocol):
    """Reads sound files of any kind, in a process of its own: they come from outside."""

    def decode(
        self, audio: Path, target: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> None:
        """Write `target` as 16 kHz mono int16 WAV; blocks. progress gets (done ms, all ms as far as the file says).

        SpeechProblem if it cannot be read, is longer than four hours, or takes too long. Cancelled within a second.
        """
        ...


class Voice(Protocol):
    """Reads text aloud."""

    def voices(self) -> Sequence[str]:
        """Names of the voices there are; may take seconds; empty if none."""
        ...

    def say(self, text: str, done: Callable[[Problem | None], None]) -> None:
        """Start speaking; `done` comes once, when the voice has fallen silent, was stopped, or could not speak."""
        ...

    def stop(self) -> None:
        """Fall silent; does nothing if already silent."""
        ...

    def close(self) -> None:
        """Fall silent for good."""
        ...


class Player(Protocol):
    """Plays a take back."""

    def listen(
        self,
        position_changed: Callable[[int], None],
        playing_changed: Callable[[bool], None],
        failed: Callable[[Problem], None],
    ) -> None:
        """Whom to tell from now on, in the main thread; one listener at a time. Position comes about every 16 ms while playing."""
        ...

    def load(self, audio: Path) -> None:
        """Make a sound file ready; what is asked before it is ready happens as soon as it is."""
        ...

    def unload(self) -> None: ...

    def play(self, from_ms: int | None = None, until_ms: int | None = None) -> None:
        """Play from a time (None: where it stands) and stop by itself at `until_ms` (None: the end)."""
        ...

    def pause(self) -> None: ...

    def seek(self, to_ms: int) -> None:
        """Go to a time; what plays goes on from there, to the end."""
        ...

    def set_rate(self, rate: float) -> None:
        """Speed from 0.5 to 2.0 with the pitch kept."""
        ...

    @property
    def position_ms(self) -> int: ...

    @property
    def playing(self) -> bool: ...


# ---------------------------------------------------------------- words


class Transcriber(Protocol):
    """Sound to words, in a process of its own. `transcribe` blocks: call it in a job."""

    def recognisers(self) -> Sequence[Recogniser]:
        """Every recogniser the program knows, best first. Never loads one."""
        ...

    def transcribe(
        self,
        audio: Path,
        wish: RecogniserWish,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        heard: Callable[[Transcript], None] | None = None,
    ) -> Transcript:
        """The words of a sound file. progress gets (recognised ms, all ms). Cancelled within 1 s of `cancelled()` being true.

        heard: gets the transcript so far, after each piece; in this thread. An answer that was followed for the same wish is only
        brought to its end. SpeechProblem says how the recogniser failed, and carries the words that came before; the sound file is
        never touched.
        """
        ...

    def follow(self, audio: Path, wish: RecogniserWish, heard: Callable[[Transcript], None]) -> None:
        """Begin to recognise an answer that is still being recorded; returns at once, in any thread.

        audio: a WAV file that grows, 16 kHz mono int16 behind a header of 44 bytes. heard: gets the transcript so far, after each
        piece, in a thread of its own. Whoever waits in `transcribe` for another sound goes first. What fails here is told to
        nobody: `transcribe` meets it again.
        """
        ...

    def forget(self, audio: Path) -> None:
        """Stop following an answer whose words nobody wants; returns at once. Nothing happens if it is not followed."""
        ...

    def align(
        self,
        audio: Path,
        written: Written,
        language: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Transcript:
        """Known words with the times at which they are heard in a sound; words that are not share the gaps. A cue is a segment.

        progress gets (done ms, all ms). Cancelled within 1 s of `cancelled()` being true; SpeechProblem as for `transcribe`.
        """
        ...

    def close(self) -> None:
        """End the child process and everything it started."""
        ...


class Matcher(Protocol):
    """Lines a transcript up with a checklist. Takes up to a second: call it in a job."""

    @property
    def name(self) -> str:
        """Name and version, kept with its results."""
        ...

    @property
    def problem(self) -> Problem | None:
        """Why this one stands in for a better one, whose model is missing or damaged; None where it is the one meant to serve."""
        ...

    def line_up(self, transcript: Transcript, question: Question, cancelled: Callable[[], bool] = ...) -> Coverage:
        """The state of every item. Cancelled soon after `cancelled()` has become true; LineUpProblem if it cannot be done."""
        ...


# ---------------------------------------------------------------- away


class Exporter(Protocol):
    """Writes a review into a file."""

    def formats(self) -> Sequence[str]:
        """The formats there are, as file name endings."""
        ...

    def export(self, review: Review, format: str, target: Path) -> None:
        """Write the file whole or not at all; ExportProblem if it cannot be."""
        ...


# ---------------------------------------------------------------- the windows


class JobState(StrEnum):
    """Where background work can stand."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class JobReport:
    """Where one piece of background work stands. total_ms 0: not known. problem: why it failed."""

    attempt_id: str
    kind: str
    state: JobState
    done_ms: int = 0
    total_ms: int = 0
    words: str = ""
    problem: Problem | None = None


class Listener(Protocol):
    """Told what happens in the story, in any thread. The window's bridge is one; a command may be another."""

    def answering_changed(self) -> None:
        """The sitting's state is another now."""
        ...

    def devices_changed(self) -> None:
        """A microphone came, went or was muted."""
        ...

    def attempt_kept(self, attempt_id: str) -> None:
        """An attempt is on disk and in the store."""
        ...

    def takes_recovered(self, attempts: Sequence[Attempt], stuck: Sequence[StuckTake]) -> None:
        """Takes a crash left behind are in the store again, which `attempt_kept` does not tell, or could not be brought back."""
        ...

    def answers_expired(self, binned: int, deleted: int) -> None:
        """By the person's own rule so many answers went to the bin because they are old, and so many from there for good."""
        ...

    def review_changed(self, attempt_id: str) -> None:
        """Transcript, delivery, coverage or a verdict arrived or changed."""
        ...

    def words_heard(self, attempt_id: str, transcript: Transcript) -> None:
        """The words so far of an attempt that is being recognised, perhaps still recorded; nothing of it is kept yet."""
        ...

    def job_changed(self, report: JobReport) -> None: ...

    def problem_arose(self, problem: Problem) -> None:
        """Something a person should read that belongs to no page."""
        ...
