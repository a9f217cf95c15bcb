"""The child process: takes jobs from its standard input, one a line, and answers on its standard output.

It may die at any time, of memory or of a library, and nothing but this one transcript waits for it. It never imports Qt. It ends
when the program ends, when its input closes, or after some idle minutes, which gives a loaded model's memory back.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from mockinterview.core.problems import Problem, SpeechProblem
from mockinterview.speech.messages import (
    LARGEST,
    Alignment,
    Done,
    Failed,
    Finish,
    Job,
    Message,
    MessageError,
    Part,
    Progress,
    Task,
    decode,
    encode,
    heard_to,
)
from mockinterview.speech.pieces import behind, cut, whole_rules

if TYPE_CHECKING:
    from mockinterview.speech.engines import Engine

IDLE_S = 300.0
"""After so long without a job the process ends."""
NICENESS = 10
BROKEN = 70
"""Exit status after an error of ours; what is known of it stands on standard error."""
_NO_ROOM = ("failed to map segment", "Cannot allocate memory")
"""What glibc's loader and the system say when a library does not fit into memory any more."""
_DEATH_SIGNAL = 1
_KILLED = 9


def main() -> int:
    """Serve jobs until the program is gone or has none for a while."""
    answers = private_output()
    be_modest()
    inbox = Inbox()
    threading.Thread(target=_listen, args=(os.fdopen(0, "rb"), inbox), name="jobs", daemon=True).start()
    try:
        serve(inbox, answers, IDLE_S)
    except Exception as error:  # noqa: BLE001 - whatever it is, the program must learn that this child is of no use
        _confess(error)
        os._exit(BROKEN)
    os._exit(0)  # at once: torch's threads do not survive an orderly exit


class Inbox:
    """What the program sent and nobody has looked at yet. hasten: called in any thread when the rest of an answer is waited for."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Task | Finish] = queue.SimpleQueue()
        self.hasten: Callable[[], None] | None = None

    def put(self, message: Task | Finish) -> None:
        """Take in a message, in any thread."""
        self._queue.put(message)
        if isinstance(message, Finish) and message.whole and self.hasten is not None:
            self.hasten()

    def job(self, wait_s: float) -> Task | None:
        """The next job, or None if none comes in time. The end of a job that has ended already is passed over."""
        with suppress(queue.Empty):
            while isinstance(message := self._queue.get(timeout=wait_s), Finish):
                pass
            return message
        return None

    def end(self, number: int, wait_s: float) -> Finish | None:
        """The end of that job, if it is told in time."""
        with suppress(queue.Empty):
            while True:
                message = self._queue.get(timeout=wait_s) if wait_s else self._queue.get_nowait()
                if not isinstance(message, Finish):
                    raise MessageError("a job before the end of another")
                if message.number == number:
                    return message
        return None


def serve(inbox: Inbox, answers: IO[bytes], idle_s: float) -> None:
    """Answer every job; returns when none came for `idle_s`."""
    engines = Engines()
    inbox.hasten = partial(engines.hurry, True)

    def tell(message: Message) -> None:
        answers.write(encode(message))
        answers.flush()

    while (job := inbox.job(idle_s)) is not None:
        engines.hurry(False)  # the answer before may have ended too soon to see to that
        tell(answer(job, engines.of, tell, partial(inbox.end, job.number)))


def answer(
    job: Task,
    engine_of: Callable[[Job], Engine],
    tell: Callable[[Message], None],
    end: Callable[[float], Finish | None],
) -> Done | Failed:
    """Do one job, telling each piece. end: waits so many seconds for the end of a growing one."""
    try:
        if isinstance(job, Alignment):
            from mockinterview.speech.aligning import align

            return Done(job.number, align(job, tell))
        if job.growing:
            from mockinterview.speech.live import LiveAnswer

            return LiveAnswer(job, engine_of, tell).run(end)
        return _whole(job, engine_of, tell)
    except Problem as problem:
        return Failed(job.number, problem.what, problem.why, problem.next_step)
    except MemoryError:
        return Failed(
            job.number,
            "There is too little memory to recognise this recording.",
            "",
            "Your recording is safe. Close other programs, or choose a smaller model in Settings, and recognise it again.",
        )


def _whole(job: Job, engine_of: Callable[[Job], Engine], tell: Callable[[Message], None]) -> Done:
    """Read, look for speech, recognise piece by piece. Sound without speech loads no engine and has no words."""
    from mockinterview.speech.gate import spoken_stretches
    from mockinterview.speech.growing import quietest_moment
    from mockinterview.speech.sound import RATE, read_sound

    samples = read_sound(Path(job.audio))
    total_ms = round(len(samples) * 1000 / RATE)
    tell(Progress(job.number, min(job.from_ms, total_ms), total_ms))
    stretches = behind(spoken_stretches(samples), job.from_ms)
    if stretches:
        engine = engine_of(job)
        rules = whole_rules(engine.gap_ms, engine.longest_ms)
        pieces = cut(stretches, rules, partial(quietest_moment, samples))
        for heard in engine.hear(samples, pieces, job.language, job.vocabulary):
            tell(Part(job.number, heard_to(heard)))
            tell(Progress(job.number, min(heard.piece.end_ms, total_ms), total_ms))
    tell(Progress(job.number, total_ms, total_ms))
    return Done(job.number, total_ms)


class Engines:
    """The recogniser in use; another one takes its place."""

    def __init__(self) -> None:
        self._key: tuple[str, str, bool] | None = None
        self._engine: Engine | None = None

    def of(self, job: Job) -> Engine:
        """The engine a job asks for, loaded if it is not yet."""
        if self._engine is None or self._key != (job.engine, job.model_file, job.exact):
            self._engine = None  # two models at once could be too much
            self._engine = _load(job)
            self._key = (job.engine, job.model_file, job.exact)
        return self._engine

    def hurry(self, on: bool) -> None:
        """Tell the engine, if there is one that can; see `Hurrying`. Safe from any thread, also while it works."""
        from mockinterview.speech.engines import Hurrying

        engine = self._engine
        if engine is not None and isinstance(engine, Hurrying):
            engine.hurry(on)


def _load(job: Job) -> Engine:
    """Import and load one engine; the imports stand in the branches, so that torch is loaded only for Whisper."""
    try:
        if job.engine == "whisper":
            from mockinterview.speech.engines.whisper_import import import_whisper

            import_whisper()
            from mockinterview.speech.engines.whisper import WhisperEngine

            return WhisperEngine(Path(job.model_file), job.model, exact=job.exact)
        if job.engine == "whisper-light":
            from mockinterview.speech.engines.whisper_light import LightEngine

            return LightEngine(Path(job.model_file), job.model)
        if job.engine == "pocketsphinx":
            from mockinterview.speech.engines.pocketsphinx import PocketSphinxEngine

            return PocketSphinxEngine()
    except (ImportError, OSError) as error:
        if any(words in str(error) for words in _NO_ROOM):
            raise MemoryError from error
        raise SpeechProblem(
            f"The recogniser {job.engine} cannot be loaded.",
            f"{type(error).__name__} in {getattr(error, 'name', None) or job.engine}.",
            "Install the program again, or choose another recogniser in Settings.",
        ) from error
    raise SpeechProblem(f"There is no recogniser called {job.engine}.", next_step="Choose another one in Settings.")


def _listen(source: IO[bytes], inbox: Inbox) -> None:
    """Take in jobs; when the input ends the program is gone, whatever the main thread is at."""
    while line := source.readline(LARGEST + 1):
        try:
            message = decode(line)
        except MessageError:
            os._exit(BROKEN)
        if isinstance(message, Task | Finish):
            inbox.put(message)
    os._exit(0)


def private_output() -> IO[bytes]:
    """The answers' own pipe; whatever a library prints goes to standard error, where it cannot break a message."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def be_modest() -> None:
    """Let the recording and the window go first, die with the program, and be the first to go when memory runs out."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, _KILLED)
        try:
            Path("/proc/self/oom_score_adj").write_text("800", "ascii")
        except OSError as error:
            sys.stderr.write(f"oom_score_adj: {error.strerror}\n")


def _confess(error: BaseException) -> None:
    """Kind and place of an error, without its text: that could hold words of an answer."""
    places = "".join(traceback.format_tb(error.__traceback__)[-6:])
    sys.stderr.write(f"{places}{type(error).__name__}\n")
    sys.stderr.flush()
