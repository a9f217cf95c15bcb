"""The one child and whose turn it is, and one job's conversation with it.

The child stays between jobs, with its model loaded, until it has been idle for some minutes. Cancelling ends it: that is the only
way to stop a library in the middle, and gives all memory back.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.transcript import Note, NoteKind, Transcript
from mockinterview.speech.child import Child
from mockinterview.speech.choice import POCKETSPHINX, Choice
from mockinterview.speech.deaths import GARBAGE, HUNG, SAFE, Died, Watch
from mockinterview.speech.messages import Done, Failed, Finish, Job, Part, Progress, Task, heard_from
from mockinterview.speech.pieces import Heard, joined, language_of

_log = logging.getLogger(__name__)

LOOK_S = 0.05
"""How often a wish to cancel is looked for."""


class Work:
    """What is asked of one sound, and what is known of it so far: it outlives the child that found it out."""

    def __init__(self, audio: Path, wish: RecogniserWish, choice: Choice, tell: Callable[[Transcript], None]) -> None:
        self.audio = audio
        self.wish = wish
        self.choice = choice
        self.tell = tell
        self.heard: list[Heard] = []
        self.total_ms = 0

    @property
    def done_ms(self) -> int:
        """Up to here the sound is recognised: where a new child goes on."""
        return self.heard[-1].piece.end_ms if self.heard else 0

    def keep(self, heard: Heard) -> None:
        """One more piece is known."""
        self.heard.append(heard)
        self.tell(self.so_far())

    def so_far(self, *, broken_off: bool = False) -> Transcript:
        """All words so far, of as much sound as is known of. broken_off: see `transcript`."""
        return self.transcript(max(self.total_ms, self.done_ms), broken_off=broken_off)

    def transcript(self, duration_ms: int, *, broken_off: bool = False) -> Transcript:
        """All words so far. broken_off: no more will come, and the rest of the sound was not understood."""
        draft = self.choice.engine == POCKETSPHINX
        heard = list(self.heard)
        if broken_off and self.done_ms < duration_ms and heard:
            last = heard[-1]
            rest = Note(NoteKind.NOT_UNDERSTOOD, self.done_ms, duration_ms)
            heard[-1] = Heard(last.piece, last.sentences, (*last.notes, rest), last.language)
        return joined(heard, self.choice.engine, self.choice.model, self.wish.language, duration_ms, draft=draft)

    def job(self, number: int, *, growing: bool) -> Task:
        """What to send to the child for the rest of it."""
        file = "" if self.choice.file is None else str(self.choice.file.absolute())
        return Job(
            number,
            str(self.audio.absolute()),
            self.choice.engine,
            self.choice.model,
            file,
            language_of(self.heard, self.wish.language),
            tuple(self.wish.vocabulary),
            self.wish.exact,
            self.done_ms,
            growing,
        )


class Session:
    """One job's conversation with a living child."""

    def __init__(self, child: Child, number: int, work: Work, patience_s: float, *, growing: bool) -> None:
        self._child = child
        self._number = number
        self._work = work
        self._watch = Watch(patience_s, lively=growing)
        child.send(work.job(number, growing=growing))

    def finish(self, *, whole: bool) -> None:
        """Bring a growing job to its end; see `Finish`."""
        self._watch.calm_down()
        self._child.send(Finish(self._number, whole))

    def step(self, progress: Callable[[int, int], None]) -> Done | Failed | None:
        """Take in one message, if one comes soon; the last one is returned. Died when there will be none."""
        try:
            message = self._child.next(LOOK_S)
        except queue.Empty:
            if self._watch.too_long():
                _log.warning("The recogniser shows no progress and is ended.")
                raise Died(HUNG) from None
            return None
        if message is None:
            status = self._child.end()
            _log.warning("The recogniser ended with status %s:\n%s", status, self._child.last_words)
            raise Died(GARBAGE if self._child.spoke_garbage else status, self._child.last_words)
        if isinstance(message, Progress):
            self._watch.saw(message)
            self._work.total_ms = max(self._work.total_ms, message.total_ms)
            progress(message.done_ms, message.total_ms)
        elif isinstance(message, Part):
            try:
                heard = heard_from(message.heard)
            except (KeyError, TypeError, ValueError, AttributeError) as error:  # a part that is none: as good as dead
                raise Died(GARBAGE) from error
            self._work.keep(heard)
        elif isinstance(message, Done | Failed):
            return message
        return None


class Desk:
    """The one child, for one job at a time. Safe from any thread.

    Who was asked for words now (`turn`) goes before who only works ahead (`spare_turn`), which gives way as soon as it can.
    """

    def __init__(self, command: Sequence[str], patience_s: float) -> None:
        self._command = list(command)
        self._patience_s = patience_s
        self._turn = threading.Lock()
        self._counting = threading.Lock()
        self._callers = 0
        self._child: Child | None = None
        self._number = 0
        self._model = ""
        self.closed = threading.Event()

    @property
    def wanted(self) -> bool:
        """Whether somebody waits for words now."""
        return self._callers > 0

    @property
    def loaded(self) -> str:
        """The model of the last job: what the child holds, or is about to; "" if there is no child."""
        return self._model if self._child is not None else ""

    @contextmanager
    def turn(self, stopped: Callable[[], bool], *, held: bool = False) -> Iterator[None]:
        """Have the child to oneself; Cancelled if that is no longer wished for. held: taken over from a spare turn."""
        self._count(+1)
        try:
            while not held and not self._turn.acquire(timeout=LOOK_S):
                if stopped():
                    raise Cancelled
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._count(-1)

    def spare_turn(self) -> bool:
        """Take the turn if nobody waits for it; False after a moment if not. `give_back` it, or hand it to a `turn`."""
        if self.wanted:
            self.closed.wait(LOOK_S)
            return False
        return self._turn.acquire(timeout=LOOK_S)

    def give_back(self) -> None:
        """The spare turn is over."""
        self._turn.release()

    def begin(self, work: Work, *, growing: bool = False) -> Session:
        """Give the child a job; only in one's turn. SpeechProblem if no child can be started."""
        if self._child is not None and not self._child.alive:
            self.end_child()
        if self._child is None:
            try:
                self._child = Child(self._command)
            except OSError as error:
                raise SpeechProblem(
                    "The recogniser could not be started.",
                    f"{error.strerror}.",
                    f"{SAFE} Install the program again, then recognise it again.",
                ) from error
        self._number += 1
        self._model = work.choice.model
        return Session(self._child, self._number, work, self._patience_s, growing=growing)

    def end_child(self) -> None:
        """End the child and all it started; only in one's turn."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def end_idle_child(self) -> bool:
        """End the child, unless it is somebody's turn; whether it was ended."""
        if not self._turn.acquire(blocking=False):
            return False
        try:
            self.end_child()
        finally:
            self._turn.release()
        return True

    def close(self) -> None:
        """End the child for good; whoever has the turn, or waits for it, must look at `closed`."""
        self.closed.set()
        with self._turn:
            self.end_child()

    def _count(self, one: int) -> None:
        with self._counting:
            self._callers += one
