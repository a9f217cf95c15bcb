"""One sitting at one question: ask, read aloud, think, record, keep.

Recording depends on nothing else: no voice, recogniser or store in trouble can stop a take. The sound is on disk from the first
second; Stop closes the file, the store learns of it, and recognition is queued.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from mockinterview.core.attempt import Attempt, TakeMark
from mockinterview.core.problems import HistoryProblem, Problem, SlowDisk, TakeProblem
from mockinterview.core.question import Question
from mockinterview.core.take import DeviceWish, FinishedTake, Level, TakeLabel
from mockinterview.flow.jobs import Job, JobKind, Jobs
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.ports import Listener, Microphone, Take, TakeShelf, Voice

log = logging.getLogger(__name__)

SETTLE_S = 0.3
"""Quiet between the voice's last word and an open microphone: rooms and loudspeakers ring on."""

SHORTEST_TAKE_MS = 300
"""A shorter take holds no word: Stop was pressed at once, or no sound ever came."""


class Step(StrEnum):
    """Where a sitting stands."""

    IDLE = "idle"
    ASKED = "asked"
    READING = "reading"
    STARTING = "starting"
    RECORDING = "recording"
    PAUSED = "paused"
    KEEPING = "keeping"


class Answering:
    """The sitting. Methods are called in the main thread and return at once; the listener is told of every change.

    device: names the microphone to use. kept: told the id of every attempt that is on disk and in the store.
    began: told the id and question of a take whose first sound has come, in any thread. dropped: told the id of one not kept.
    """

    def __init__(
        self,
        voice: Voice,
        microphone: Microphone,
        shelf: TakeShelf,
        keeper: Keeper,
        jobs: Jobs,
        listener: Listener,
        device: Callable[[], DeviceWish],
        kept: Callable[[str], None],
        began: Callable[[str, Question], None] | None = None,
        dropped: Callable[[str], None] | None = None,
    ) -> None:
        self._voice = voice
        self._microphone = microphone
        self._shelf = shelf
        self._keeper = keeper
        self._jobs = jobs
        self._listener = listener
        self._device = device
        self._kept = kept
        self._began = began
        self._dropped = dropped
        self._lock = threading.RLock()
        self._step = Step.IDLE
        self._question: Question | None = None
        self._take: Take | None = None
        self._label: TakeLabel | None = None
        self._settling: threading.Timer | None = None
        self._record_when_silent = self._stop_wished = False
        self._instead: DeviceWish | None = None
        self.problem: Problem | None = None
        """What last went wrong in this sitting; None once the next step worked."""
        self.closed: Attempt | None = None
        """The attempt whose take was closed last: to be looked at and heard before the store has it. None once the next begins."""

    @property
    def step(self) -> Step:
        """Where the sitting stands."""
        return self._step

    @property
    def question(self) -> Question | None:
        """The question that is asked; None once it was put away."""
        return self._question

    @property
    def attempt_id(self) -> str:
        """The id of the take that runs or ran last, "" before the first."""
        return self._label.attempt_id if self._label else ""

    @property
    def elapsed_ms(self) -> int:
        """Recorded sound so far."""
        take = self._take
        return take.elapsed_ms if take else 0

    @property
    def level(self) -> Level:
        """Loudness of the running take."""
        take = self._take
        return take.level if take else Level()

    @property
    def hint(self) -> str:
        """What the person should know about the sound right now ("" if all is well)."""
        take = self._take
        return take.hint if take else ""

    @property
    def marks(self) -> Sequence[TakeMark]:
        """What has happened to the sound of the running take so far."""
        take = self._take
        return take.marks if take else ()

    @property
    def busy(self) -> bool:
        """Whether a take is being started, made or closed."""
        return self._step in (Step.STARTING, Step.RECORDING, Step.PAUSED, Step.KEEPING)

    @property
    def ended(self) -> bool:
        """Whether the sound of the running take has come to its end by itself (a file does)."""
        take = self._take
        return take.ended if take else False

    # ------------------------------------------------------------ asking

    def ask(self, question: Question, *, aloud: bool = False) -> None:
        """Show a question and, if wished, read it. Nothing while a take runs; one left behind that is being kept goes before it."""
        if self.busy:
            self._question = self._question or question
            return
        self._voice_off()
        self._question = question
        self._label = None
        self._go(Step.ASKED)
        if aloud:
            self.hear()

    def hear(self) -> None:
        """Read the question aloud. Where no voice works the problem says so and the sitting goes on."""
        with self._lock:
            if self._question is None or self.busy:
                return
            self._call_off()
            text = self._question.text
            self._step, self.problem = Step.READING, None
        self._listener.answering_changed()
        self._voice.say(text, self._on_silent)

    def hush(self) -> None:
        """Stop reading."""
        self._voice.stop()

    def leave(self) -> None:
        """Put the question away; a running take is stopped and kept. What last went wrong can still be asked for."""
        self._voice_off()
        with self._lock:
            self._question = None
            if not self.busy:
                self._step = Step.IDLE
        self.stop()
        self._listener.answering_changed()

    # ------------------------------------------------------------ recording

    def record(self, instead: DeviceWish | None = None) -> None:
        """Start a take; while the voice still reads, it is hushed first and the room given a moment.

        instead: the microphone for this take alone, None for the one that is always wished for.
        """
        with self._lock:
            if self._question is None or self.busy:
                return
            self._instead = instead
            reading = self._record_when_silent = self._step is Step.READING
        if reading:
            self._voice.stop()
        else:
            self._begin()

    def pause(self) -> None:
        """Write nothing until `resume`."""
        with self._lock:
            if self._take is None or self._step is not Step.RECORDING:
                return
            self._take.pause()
            self._step = Step.PAUSED
        self._listener.answering_changed()

    def resume(self) -> None:
        """Go on after a pause."""
        with self._lock:
            if self._take is None or self._step is not Step.PAUSED:
                return
            self._take.resume()
            self._step = Step.RECORDING
        self._listener.answering_changed()

    def stop(self) -> None:
        """End the take and keep it; `Listener.attempt_kept` follows. One that is still starting ends as soon as it has."""
        with self._lock:
            if self._step is Step.KEEPING or not self.busy:
                return
            if self._take is None or self._label is None:
                self._stop_wished = True
                return
            self._step = Step.KEEPING
            self._jobs.start(JobKind.KEEP, self._label.attempt_id, self._keep)
        self._listener.answering_changed()

    # ------------------------------------------------------------ inside

    def _voice_off(self) -> None:
        with self._lock:
            self._record_when_silent = False
            self._call_off()
            reading = self._step is Step.READING
        if reading:
            self._voice.stop()

    def _call_off(self) -> None:
        """No take begins by itself any more."""
        if self._settling is not None:
            self._settling.cancel()
            self._settling = None

    def _on_silent(self, problem: Problem | None) -> None:
        """The voice has ended: by itself, by `hush`, or because it could not speak."""
        with self._lock:
            wanted, self._record_when_silent = self._record_when_silent, False
            if self._step is not Step.READING:
                return
            self.problem = problem
            self._step = Step.ASKED
            if wanted:
                self._settling = threading.Timer(SETTLE_S, self._on_settled)
                self._settling.daemon = True
                self._settling.start()
        self._listener.answering_changed()

    def _on_settled(self) -> None:
        """The room is silent. Runs in the timer's thread, which may have been called off a moment ago."""
        self._begin(threading.current_thread())

    def _begin(self, settled: threading.Thread | None = None) -> None:
        """Claim the sitting for a new take; the microphone is opened in the background. settled: the timer that wishes so."""
        with self._lock:
            if self._question is None or self._step is not Step.ASKED:
                return
            if settled is not None and settled is not self._settling:
                return
            self._call_off()
            self._label = TakeLabel(str(uuid.uuid4()), self._question, 0)
            self._stop_wished = False
            self._step, self.problem, self.closed = Step.STARTING, None, None
            attempt_id = self._label.attempt_id
        self._listener.answering_changed()
        self._jobs.start(JobKind.BEGIN, attempt_id, self._open)

    def _open(self, job: Job) -> None:
        """Open the microphone. Runs in the background: the sound service, the disk and the store may each take seconds."""
        assert self._label is not None
        label = self._label = replace(self._label, take=self._next_take(self._label.question.id))
        take: Take | None = None
        refusal = Problem("The recording did not start.", "Something in this program broke.", "Please try again.")
        try:
            take = self._microphone.record(label, self._instead or self._device(), self._on_began, self._on_failed)
        except Problem as problem:
            refusal = problem
        finally:
            with self._lock:
                self._take = take
                if take is None:
                    self._step = self._rest()
                    self.problem = refusal
            self._listener.answering_changed()
        if self._stop_wished:
            self.stop()

    def _rest(self) -> Step:
        return Step.IDLE if self._question is None else Step.ASKED

    def _next_take(self, question_id: str) -> int:
        try:
            return self._keeper.next_take(question_id)
        except Problem:
            log.warning("the store did not answer; the take gets number 0 and is recorded all the same")
            return 0

    def _on_began(self) -> None:
        with self._lock:
            if self._step is Step.STARTING:
                self._step = Step.RECORDING
            label = self._label
        self._listener.answering_changed()
        if self._began is not None and label is not None:
            try:
                self._began(label.attempt_id, label.question)
            except Exception:  # whatever it is: this thread records, and recording depends on nothing else
                log.exception("nobody follows attempt %s", label.attempt_id)

    def _on_failed(self, problem: Problem) -> None:
        with self._lock:
            self.problem = problem
        self.stop()

    def _keep(self, job: Job) -> None:
        """Close the take, tell the store, queue recognition. Runs in the background."""
        take, label, problem = self._take, self._label, self.problem
        assert take is not None
        assert label is not None
        try:
            finished = self._closed(take)
            if not isinstance(self.problem, SlowDisk):
                problem = self.problem  # it may have failed at the very end
            if finished.duration_ms < SHORTEST_TAKE_MS:
                if self._dropped is not None:
                    self._dropped(label.attempt_id)
                self._shelf.discard(label.attempt_id)
                # Whatever ended it: what is on disk holds no word. If that was a failure, its own sentence says so.
                problem = problem or TakeProblem(
                    "Nothing was kept.",
                    "The recording was shorter than a word.",
                    "Press Record when you are ready to speak.",
                )
            else:
                self.closed = attempt_of(finished)
                self._listener.answering_changed()
                remember(self._keeper, finished, "Your answer is recorded")
        except Problem as trouble:
            problem = trouble
            raise
        finally:
            with self._lock:
                self._take = None
                self._step = self._rest()
                self.problem = problem
            self._listener.answering_changed()
        if finished.duration_ms >= SHORTEST_TAKE_MS:
            try:
                self._kept(label.attempt_id)
            finally:
                self._listener.attempt_kept(label.attempt_id)

    def _closed(self, take: Take) -> FinishedTake:
        """The take on disk. A slow disk is waited for as long as it takes, and its sentence shown meanwhile."""
        while True:
            try:
                return take.stop()
            except SlowDisk as problem:
                with self._lock:
                    self.problem = problem
                self._listener.answering_changed()

    def _go(self, step: Step, problem: Problem | None = None) -> None:
        with self._lock:
            self._step = step
            self.problem = problem
        self._listener.answering_changed()


def attempt_of(finished: FinishedTake) -> Attempt:
    """The attempt a finished take is."""
    return Attempt(
        finished.label.attempt_id,
        finished.label.question,
        finished.label.take,
        finished.started_at,
        finished.duration_ms,
        finished.rate,
        finished.device,
        finished.marks,
    )


def remember(keeper: Keeper, finished: FinishedTake, done: str) -> None:
    """Let the store know a take that is on the shelf. HistoryProblem if it cannot be; done: how that begins, "It is recorded"."""
    try:
        keeper.add_attempt(attempt_of(finished))
    except Problem as problem:
        raise HistoryProblem(
            f"{done}, but it is not in the history yet.",
            f"{problem.what} {problem.why}".strip(),
            "It is safe in its own folder, and is listed when the program is opened again.",
        ) from problem
