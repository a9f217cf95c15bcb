"""Our side of the recogniser: start the child when there is a job, ask it, watch it, and let it die without harm."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.core.recognition import Recogniser, RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.core.written import Written
from mockinterview.speech.alignment_work import AlignmentWork
from mockinterview.speech.child import recogniser_command
from mockinterview.speech.choice import Choice, choose, recognisers
from mockinterview.speech.deaths import PATIENCE_S, Died, what_it_died_of
from mockinterview.speech.desk import Desk, Session, Work
from mockinterview.speech.following import JOIN_S, LIVES, Following
from mockinterview.speech.messages import Done, Failed
from mockinterview.speech.models import CATALOGUE, Model, ModelShelf

_log = logging.getLogger(__name__)

_FOLLOWED_KEPT = 4
"""Answers whose work done ahead is kept until somebody asks for it."""


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
        self._desk = Desk(command if command is not None else recogniser_command(), patience_s)
        self._followed: OrderedDict[Path, Following] = OrderedDict()
        self._together = threading.Lock()

    def recognisers(self) -> Sequence[Recogniser]:
        """Every recogniser, the best first; a few milliseconds."""
        return recognisers(self._shelf)

    def holds(self, model: str) -> bool:
        """Whether the child has that model in its memory."""
        return self._desk.loaded == model

    def let_go(self, model: str) -> None:
        """Close that model's file, if the child has it open; SpeechProblem if a recognition needs it now."""
        if self._desk.loaded == model and not self._desk.end_idle_child():
            raise SpeechProblem(
                f"The model {model} is in use.",
                "An answer is being recognised with it.",
                "Wait until that is done, or cancel it, then try again.",
            )

    def follow(self, audio: Path, wish: RecogniserWish, heard: Callable[[Transcript], None]) -> None:
        """Begin to recognise an answer that is still being recorded; returns at once. See the port."""
        try:
            choice = choose(wish, self._shelf)
        except SpeechProblem:
            return  # said when the words are asked for
        work = Work(audio, wish, choice, heard)
        following = Following(work, self._desk, lambda stopped: self._check(choice, stopped))
        with self._together:
            before = [self._followed.pop(audio)] if audio in self._followed else []
            for other in self._followed.values():
                other.rest()
            self._followed[audio] = following
            while len(self._followed) > _FOLLOWED_KEPT:
                before.append(self._followed.popitem(last=False)[1])
        for one in before:
            one.give_up()

    def forget(self, audio: Path) -> None:
        """Give up following that answer; returns at once, and nothing happens if it is not followed."""
        with self._together:
            following = self._followed.pop(audio, None)
        if following is not None:
            following.give_up()

    def transcribe(
        self,
        audio: Path,
        wish: RecogniserWish,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        heard: Callable[[Transcript], None] | None = None,
    ) -> Transcript:
        """The words of a sound file; blocks. progress gets (recognised ms, all ms), heard the words so far.

        Cancelled comes within a second. A child that dies or hangs is tried once more, from where it came to; SpeechProblem says
        what was the matter, and carries what was recognised.
        """
        stopped = self._or_closed(cancelled)
        work, session = self._begun(audio, wish, stopped)
        work.tell = heard or _ignore
        if work.heard:
            work.tell(work.so_far())
        with self._desk.turn(stopped, held=session is not None):
            try:
                return self._lived(work, session, progress, stopped)
            except SpeechProblem as problem:
                if work.heard:
                    problem.partial = work.so_far(broken_off=True)
                raise

    def align(
        self,
        audio: Path,
        written: Written,
        language: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Transcript:
        """Known words with the times at which they are heard; blocks. See the port."""
        stopped = self._or_closed(cancelled)
        with self._desk.turn(stopped):
            work = AlignmentWork(audio, written, language, self._desk.loaded)
            return self._lived(work, None, progress, stopped)

    def close(self) -> None:
        """End the child and all it started; whoever waits for a transcript gets Cancelled."""
        self._desk.closed.set()
        with self._together:
            followed = list(self._followed.values())
            self._followed.clear()
        for one in followed:
            one.give_up(JOIN_S)
        self._desk.close()

    def _or_closed(self, cancelled: Callable[[], bool]) -> Callable[[], bool]:
        return lambda: self._desk.closed.is_set() or cancelled()

    def _check(self, choice: Choice, stopped: Callable[[], bool]) -> None:
        """Make sure that the model is what it should be; read whole the first time. SpeechProblem if it is damaged."""
        if choice.file is not None:
            self._shelf.verify(choice.model, heard=_raise_when(stopped))

    def _begun(self, audio: Path, wish: RecogniserWish, stopped: Callable[[], bool]) -> tuple[Work, Session | None]:
        """The work to do, with what was done of it ahead.

        SpeechProblem where it cannot be done, unless a child is at it already: it needs no file any more that is gone now.
        """
        try:
            choice = choose(wish, self._shelf)
            self._check(choice, stopped)
        except SpeechProblem as problem:
            with self._together:
                following = self._followed.pop(audio, None)
            if following is None:
                raise
            session = following.hand_over(stopped)
            work = following.work
            if session is not None and work.wish == wish:
                return work, session
            following.give_up(JOIN_S)
            if work.heard:
                problem.partial = work.so_far(broken_off=True)
            raise
        return self._taken_over(audio, wish, choice, stopped)

    def _taken_over(
        self, audio: Path, wish: RecogniserWish, choice: Choice, stopped: Callable[[], bool]
    ) -> tuple[Work, Session | None]:
        """What was done ahead, if it was done for the same wish."""
        with self._together:
            following = self._followed.pop(audio, None)
        if following is not None:
            if (following.work.wish, following.work.choice) == (wish, choice):
                session = following.hand_over(stopped)
                return following.work, session
            following.give_up()
        return Work(audio, wish, choice, _ignore), None

    def _lived(
        self,
        work: Work,
        session: Session | None,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> Transcript:
        """Have the work done, by a second child if the first dies of it."""
        for life in range(1, LIVES + 1):
            try:
                answer = self._asked(work, session, progress, stopped)
            except Died as death:
                if life == LIVES:
                    raise what_it_died_of(death) from death
                _log.warning("The recogniser died (%s), trying once more.", death.status)
            else:
                if isinstance(answer, Done):
                    return work.transcript(answer.duration_ms)
                if session is None or life == LIVES:
                    raise SpeechProblem(answer.what, answer.why, answer.next_step)
                _log.warning("The recogniser failed while an answer was given, trying once more.")
            session = None
        raise AssertionError

    def _asked(
        self,
        work: Work,
        session: Session | None,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> Done | Failed:
        """One job for a living child. However it ends other than by an answer, the child is ended too. Died if it died."""
        answer: Done | Failed | None = None
        try:
            _raise_when(stopped)(0)
            if session is None:
                session = self._desk.begin(work)
            else:
                session.finish(whole=True)
            while answer is None:
                answer = session.step(progress)
                if answer is None:
                    _raise_when(stopped)(0)
        finally:
            if answer is None and session is not None:
                self._desk.end_child()
        return answer


def _ignore(_heard: Transcript) -> None:
    """Nobody reads along."""


def _raise_when(stopped: Callable[[], bool]) -> Callable[[int], None]:
    def look(_done: int) -> None:
        if stopped():
            raise Cancelled

    return look
