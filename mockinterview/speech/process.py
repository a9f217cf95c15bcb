"""Our side of the recogniser: start the child when there is a job, ask it, watch it, and let it die without harm.

The child stays between jobs, with its model loaded, until it has been idle for some minutes. Cancelling ends it: that is the only
way to stop a library in the middle, and gives all memory back.
"""

from __future__ import annotations

import logging
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.core.recognition import Recogniser, RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.speech.child import Child, recogniser_command
from mockinterview.speech.choice import POCKETSPHINX, Choice, choose, recognisers
from mockinterview.speech.messages import Done, Failed, Job, Part, Progress, heard_from
from mockinterview.speech.models import CATALOGUE, Model, ModelShelf
from mockinterview.speech.pieces import Heard, joined

_log = logging.getLogger(__name__)

_LOOK_S = 0.05
"""How often a wish to cancel is looked for."""
PATIENCE_S = 120.0
"""A child that shows no progress for so long hangs, unless its steps are known to take longer."""
_STEPS = 10
"""It hangs after so many times the expected length of a step."""
_STEP_S = 30.0
"""A step is one of Whisper's windows; until the first is done, half its length is expected."""
_KILLED = (-9, 137)
_ILLEGAL = (-4, 132)
"""Statuses of SIGKILL, which the system sends when memory runs out, and of SIGILL; as Python and as a shell report them."""


class ChildTranscriber:
    """Sound to words in a process of its own. Safe from any thread; one job at a time, the others wait.

    models_folder: where models lie; made when one is fetched. command: what to start instead of this program's own recogniser.
    """

    def __init__(
        self,
        models_folder: Path,
        command: Sequence[str] | None = None,
        patience_s: float = PATIENCE_S,
        catalogue: Sequence[Model] = CATALOGUE,
    ) -> None:
        self._shelf = ModelShelf(models_folder, catalogue)
        self._command = list(command) if command is not None else recogniser_command()
        self._patience_s = patience_s
        self._turn = threading.Lock()
        self._closed = threading.Event()
        self._child: Child | None = None
        self._number = 0

    def recognisers(self) -> Sequence[Recogniser]:
        """Every recogniser, the best first; a few milliseconds."""
        return recognisers(self._shelf)

    def models(self) -> Sequence[Mapping[str, object]]:
        """Every model there is or could be: name, file, size_bytes, present, memory_bytes, languages, suggested."""
        return self._shelf.rows()

    def fetch(self, name: str, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        """Download a model; blocks. progress gets bytes. What a cut left is taken up by the next call."""
        from mockinterview.speech.fetch import Download  # urllib: the window starts without it

        Download(self._shelf, name, progress, self._or_closed(cancelled)).run()

    def verify(self, name: str) -> None:
        """Read a model (all that are here for "") and compare its published checksum; SpeechProblem if one differs."""
        if name and name not in self._shelf.stored():
            self._shelf.pick(name, "")  # says how to get it
        for one in (name,) if name else self._shelf.stored():
            self._shelf.verify(one, again=True)

    def transcribe(
        self,
        audio: Path,
        wish: RecogniserWish,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Transcript:
        """The words of a sound file; blocks. progress gets (recognised ms, all ms). Cancelled comes within a second.

        A child that dies is tried once more; SpeechProblem says what was the matter.
        """
        stopped = self._or_closed(cancelled)
        choice = choose(wish, self._shelf)
        if choice.file is not None:
            self._shelf.verify(choice.model, heard=_raise_when(stopped))
        with self._my_turn(stopped):
            try:
                return self._ask(audio, choice, wish, progress, stopped)
            except _Died as death:
                _log.warning("The recogniser died (%s), trying once more.", death.status)
            try:
                return self._ask(audio, choice, wish, progress, stopped)
            except _Died as death:
                raise _what_it_died_of(death.status) from death

    def close(self) -> None:
        """End the child and all it started; whoever waits for a transcript gets Cancelled."""
        self._closed.set()
        with self._turn:
            self._end_child()

    def _or_closed(self, cancelled: Callable[[], bool]) -> Callable[[], bool]:
        return lambda: self._closed.is_set() or cancelled()

    @contextmanager
    def _my_turn(self, stopped: Callable[[], bool]) -> Iterator[None]:
        while not self._turn.acquire(timeout=_LOOK_S):
            _raise_when(stopped)(0)
        try:
            yield
        finally:
            self._turn.release()

    def _ask(
        self,
        audio: Path,
        choice: Choice,
        wish: RecogniserWish,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> Transcript:
        """One job for a living child. However it ends other than by an answer, the child is ended too. _Died if it died."""
        _raise_when(stopped)(0)
        child = self._living_child()
        self._number += 1
        file = "" if choice.file is None else str(choice.file.absolute())
        child.send(
            Job(
                self._number,
                str(audio.absolute()),
                choice.engine,
                choice.model,
                file,
                wish.language,
                tuple(wish.vocabulary),
                wish.exact,
            )
        )
        answer: Done | Failed | None = None
        heard: list[Heard] = []
        try:
            answer = self._answer(child, heard, progress, stopped)
            if isinstance(answer, Failed):
                raise SpeechProblem(answer.what, answer.why, answer.next_step)
            draft = choice.engine == POCKETSPHINX
            return joined(heard, choice.engine, choice.model, wish.language, answer.duration_ms, draft=draft)
        except (KeyError, TypeError, ValueError, AttributeError) as error:  # a part that is none: as good as dead
            answer = None
            raise _Died("garbage") from error
        finally:
            if answer is None:
                self._end_child()

    def _answer(
        self, child: Child, heard: list[Heard], progress: Callable[[int, int], None], stopped: Callable[[], bool]
    ) -> Done | Failed:
        watch = _Watch(self._patience_s)
        while True:
            _raise_when(stopped)(0)
            try:
                message = child.next(_LOOK_S)
            except queue.Empty:
                if watch.too_long():
                    _log.warning("The recogniser shows no progress and is ended.")
                    raise _hangs() from None
                continue
            if message is None:
                status = child.end()
                _log.warning("The recogniser ended with status %s:\n%s", status, child.last_words)
                raise _Died("garbage" if child.spoke_garbage else status)
            if isinstance(message, Progress):
                watch.saw(message)
                progress(message.done_ms, message.total_ms)
            elif isinstance(message, Part):
                heard.append(heard_from(message.heard))
            elif isinstance(message, Done | Failed):
                return message

    def _living_child(self) -> Child:
        if self._child is not None and not self._child.alive:
            self._end_child()
        if self._child is None:
            try:
                self._child = Child(self._command)
            except OSError as error:
                raise SpeechProblem(
                    "The recogniser could not be started.",
                    f"{error.strerror}.",
                    "Your recording is safe. Install the program again, then recognise it again.",
                ) from error
        return self._child

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _Died(Exception):
    """The child is gone in the middle of a job. status: its exit status, or "garbage" for one that made no sense."""

    def __init__(self, status: int | str) -> None:
        super().__init__(status)
        self.status = status


class _Watch:
    """Notices a child that stands still: no step for the patience, or for ten times as long as a step may be expected to take."""

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._seen = time.monotonic()
        self._slowest_s = 0.0
        self._best = Progress(0, -1, 0)

    def saw(self, step: Progress) -> None:
        """Something came; only what goes on counts as a step."""
        if step.done_ms > self._best.done_ms:
            now = time.monotonic()
            self._slowest_s = max(self._slowest_s, now - self._seen) if self._best.done_ms >= 0 else 0.0
            self._seen, self._best = now, step

    def too_long(self) -> bool:
        expected_s = self._slowest_s or min(self._best.total_ms / 1000, _STEP_S) / 2
        limit_s = max(self._patience_s, min(_STEPS * expected_s, 10 * self._patience_s))
        return time.monotonic() - self._seen > limit_s


def _raise_when(stopped: Callable[[], bool]) -> Callable[[int], None]:
    def look(_done: int) -> None:
        if stopped():
            raise Cancelled

    return look


def _hangs() -> SpeechProblem:
    return SpeechProblem(
        "The recogniser stopped making progress and was ended.",
        next_step="Your recording is safe. Recognise it again, or choose a smaller model in Settings.",
    )


def _what_it_died_of(status: int | str) -> SpeechProblem:
    if status in _KILLED:
        return SpeechProblem(
            "The recogniser was ended by the system.",
            "Most likely memory ran out.",
            "Your recording is safe. Choose a smaller model in Settings, or close other programs, and recognise it again.",
        )
    if status in _ILLEGAL:
        return SpeechProblem(
            "This recogniser does not run on this computer's processor.",
            next_step="Your recording is safe. Choose another recogniser in Settings.",
        )
    name = ""
    if isinstance(status, int) and status < 0:
        name = f"It crashed ({signal.Signals(-status).name})."
    return SpeechProblem(
        "The recogniser stopped working, twice.",
        name,
        "Your recording is safe. Recognise it again, or choose another model or recogniser in Settings.",
    )
