"""From a kept attempt to its review: transcript -> delivery and coverage -> one time line, and back into the store.

What is promised is written down before it is begun (`Keeper.put_job`), so that a crash or a closed lid only delays it.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from mockinterview.core.attempt import Attempt, WaitingJob
from mockinterview.core.delivery import Levels, Pause, find_pauses, measure
from mockinterview.core.problems import Cancelled, Problem, SpeechProblem, UsageProblem
from mockinterview.core.question import Question
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript
from mockinterview.core.vocabulary import vocabulary_of
from mockinterview.flow.former_words import FormerWords
from mockinterview.flow.jobs import Job, JobKind, Jobs
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.lining_up import LiningUp
from mockinterview.flow.ports import JobReport, Listener, Matcher, TakeShelf, Transcriber
from mockinterview.flow.revising import Revising
from mockinterview.flow.writing import Writing

log = logging.getLogger(__name__)

_SOUNDS_KEPT = 8
"""Measured sounds held in memory: the reviews a person goes back and forth between."""


@dataclass(frozen=True)
class _Sound:
    """What the sound alone tells; measured once, since it takes a while on long takes."""

    levels: Levels
    pauses: tuple[Pause, ...]


_UNMEASURED = _Sound(Levels(20), ())


def _never() -> bool:
    return False


def _all_well(_wish: RecogniserWish) -> Problem | None:
    return None


class Reviewing:
    """Makes reviews and keeps what the user says of them. matcher: loads it when first needed. wish: as the settings stand, with
    the person's own vocabulary. caution: what to tell before a recognition begins, if anything. lining_up: what can be asked of the
    line-up alone.
    """

    def __init__(
        self,
        keeper: Keeper,
        shelf: TakeShelf,
        transcriber: Transcriber,
        matcher: Callable[[], Matcher],
        jobs: Jobs,
        listener: Listener,
        wish: Callable[[], RecogniserWish],
        caution: Callable[[RecogniserWish], Problem | None] = _all_well,
    ) -> None:
        self._keeper = keeper
        self._shelf = shelf
        self._transcriber = transcriber
        self._jobs = jobs
        self._listener = listener
        self._wish = wish
        self._caution = caution
        self.lining_up = LiningUp(keeper, matcher, jobs, listener)
        self.writing = Writing(
            keeper, shelf, transcriber, self.lining_up, jobs, listener, self.cancel, lambda: wish().language
        )
        self.former_words = FormerWords(keeper, self.lining_up, listener, self.cancel)
        self._arriving: dict[str, Transcript] = {}
        self._followed: dict[str, Path] = {}
        self._sounds: OrderedDict[str, _Sound] = OrderedDict()
        self._measuring = threading.Lock()
        self.revising = Revising(keeper, self.lining_up, self.writing, jobs, listener, measure)

    # ------------------------------------------------------------ what there is

    def review(self, attempt_id: str) -> Review:
        """All that is known now, from the store; pauses and wave follow (`review_changed`) if the sound was not measured yet.

        Waits for the store: a window calls it in a thread of its own. UsageProblem if there is no such attempt.
        """
        attempt = self._attempt(attempt_id)
        sound = self._sound(attempt_id)
        if sound is None:
            self._jobs.start(JobKind.MEASURE, attempt_id, self._measure)
        return self._assemble(attempt, sound or _UNMEASURED)

    def full_review(self, attempt_id: str) -> Review:
        """The same, measured here and now. Slow on long takes: for commands and jobs."""
        attempt = self._attempt(attempt_id)
        return self._assemble(attempt, self._measured(attempt_id))

    def levels(self, attempt_id: str) -> Levels | None:
        """The loudness curve for drawing; None until it is measured."""
        sound = self._sound(attempt_id)
        return sound.levels if sound is not None else None

    def working(self, attempt_id: str) -> JobReport | None:
        """Where the recognition of an attempt stands; None if there is none going on."""
        return self._jobs.report(JobKind.RECOGNISE, attempt_id)

    def failure(self, attempt_id: str) -> Problem | None:
        """Why the last recognition of an attempt failed, while the program runs; None if it did not."""
        return self._jobs.failure(JobKind.RECOGNISE, attempt_id)

    def arriving(self, attempt_id: str) -> Transcript | None:
        """The words so far of an attempt that is being recognised; None where there are none, or all are kept already."""
        return self._arriving.get(attempt_id)

    # ------------------------------------------------------------ while it is recorded

    def follow(self, attempt_id: str, question: Question) -> None:
        """Recognise an answer while it is being given, so that little is left when it ends. In any thread; returns at once."""
        try:
            audio = self._followed[attempt_id] = self._shelf.audio(attempt_id)
            self._transcriber.follow(audio, self._wish_for(question), partial(self._hear, attempt_id))
        except Problem as problem:
            log.info("attempt %s is not followed: %s", attempt_id, type(problem).__name__)

    def forget(self, attempt_id: str) -> None:
        """The answer that was followed is not kept."""
        audio = self._followed.pop(attempt_id, None)
        if audio is not None:
            self._transcriber.forget(audio)
        self._arriving.pop(attempt_id, None)

    # ------------------------------------------------------------ wishes

    def promise(self, attempt_id: str) -> None:
        """Write down that an attempt is to be recognised, and do it at the next start or `begin`."""
        self._keeper.put_job(WaitingJob(attempt_id, JobKind.RECOGNISE))

    def begin(self, attempt_id: str) -> None:
        """Recognise and line up an attempt, now or after the ones before it."""
        self.promise(attempt_id)
        self._jobs.start(JobKind.RECOGNISE, attempt_id, self._recognise)

    def recognise_again(self, attempt_id: str, wish: RecogniserWish) -> None:
        """Recognise an attempt with another recogniser or model, now or after the ones before it; the words there are stay known.

        They hold until the new ones are there, and if those never come; `former_words` leads back to them. The vocabulary is the
        person's own if the wish has none. UsageProblem if there is no such attempt, or it is being recognised.
        """
        self._attempt(attempt_id)
        self.check_at_rest(attempt_id)
        self._jobs.start(JobKind.RECOGNISE, attempt_id, partial(self._recognise_otherwise, wish))

    def check_at_rest(self, attempt_id: str) -> None:
        """UsageProblem while an attempt is being recognised."""
        if self.working(attempt_id) is not None:
            raise UsageProblem("This take is being recognised now.", "", "Wait until it is done, or cancel it first.")

    def recognise(self, sound: Path, wish: RecogniserWish, progress: Callable[[int, int], None]) -> Transcript:
        """The words of any sound file, here and now; nothing is kept. SpeechProblem if it fails."""
        return self._transcriber.transcribe(sound, wish, progress, _never)

    def resume(self) -> None:
        """Take up what an earlier run of the program left undone."""
        for waiting in self._keeper.waiting_jobs():
            if waiting.kind == JobKind.LINE_UP:
                self.lining_up.take_up(waiting.attempt_id)
            elif waiting.kind == JobKind.ALIGN:
                self.writing.take_up(waiting.attempt_id)
            else:
                self._jobs.start(JobKind.RECOGNISE, waiting.attempt_id, self._recognise)

    def cancel(self, attempt_id: str) -> None:
        """Stop recognising an attempt and lining it up; both can be begun again."""
        self._jobs.cancel(JobKind.RECOGNISE, attempt_id)
        self._keeper.drop_job(WaitingJob(attempt_id, JobKind.RECOGNISE))
        self.lining_up.cancel(attempt_id)
        self.writing.cancel(attempt_id)

    def wait(self, attempt_id: str, timeout_s: float | None = None) -> bool:
        """Block until recognition and line-up of an attempt have ended; False if the time was up first.

        timeout_s: for each of the two.
        """
        return all(self._jobs.wait(kind, attempt_id, timeout_s) for kind in (JobKind.RECOGNISE, JobKind.LINE_UP))

    # ------------------------------------------------------------ what the person changes

    def shown(self, review: Review) -> Review:
        """A review with all that was changed since (`revising`), whether it is in the store yet or not. Asks nobody."""
        return self.revising.shown(review)

    # ------------------------------------------------------------ inside

    def _attempt(self, attempt_id: str) -> Attempt:
        attempt = self._keeper.attempt(attempt_id)
        if attempt is None:
            raise UsageProblem("There is no such attempt.", "It may have been deleted.", "Choose one from the history.")
        return attempt

    def _assemble(self, attempt: Attempt, sound: _Sound) -> Review:
        version = self.revising.version(attempt.id)
        with self.lining_up.together:
            transcript = self._keeper.transcript(attempt.id)
            coverage = self._keeper.coverage(attempt.id) if transcript is not None else None
            corrected = transcript is not None and transcript.edited
            former = self._keeper.former_transcripts(attempt.id) if corrected else ()
        opinion = self._keeper.opinion(attempt.id)
        words, opinion = self.revising.found(version, attempt, transcript, coverage, opinion, former)
        delivery = self.revising.measured(attempt, words.transcript, sound.pauses)
        return Review(attempt, delivery, words.transcript, words.coverage, opinion)

    def _sound(self, attempt_id: str) -> _Sound | None:
        """What was measured of a sound, if it was. In any thread."""
        with self._measuring:
            sound = self._sounds.get(attempt_id)
            if sound is not None:
                self._sounds.move_to_end(attempt_id)
            return sound

    def _measured(self, attempt_id: str) -> _Sound:
        sound = self._sound(attempt_id)
        if sound is None:
            try:
                levels = self._shelf.levels(attempt_id)
                sound = _Sound(levels, find_pauses(levels))
            except Problem:
                if self._keeper.attempt(attempt_id) is not None:  # else it was deleted meanwhile
                    log.warning("the sound of attempt %s could not be measured", attempt_id)
                sound = _UNMEASURED
            with self._measuring:
                self._sounds[attempt_id] = sound
                while len(self._sounds) > _SOUNDS_KEPT:
                    self._sounds.popitem(last=False)
        return sound

    def _measure(self, job: Job) -> None:
        self._measured(job.attempt_id)
        self._listener.review_changed(job.attempt_id)

    def _recognise(self, job: Job) -> None:
        """Words, kept as soon as they are there; their line-up is a job of its own. Runs in the background."""
        attempt_id = job.attempt_id
        waiting = WaitingJob(attempt_id, JobKind.RECOGNISE)
        attempt = self._keeper.attempt(attempt_id)
        if attempt is None:
            self._keeper.drop_job(waiting)
            return
        try:
            self._recognise_now(attempt, job)
        except Cancelled:
            raise  # the job stays written down unless `cancel` took it off: quitting only delays it
        except Exception:  # a bug too: what breaks the program must not be taken up again at every start
            if not job.cancelled():
                self._keeper.drop_job(waiting)
            raise
        finally:
            self._followed.pop(attempt_id, None)
            self._arriving.pop(attempt_id, None)
        self._keeper.drop_job(waiting)
        self._measured(attempt_id)
        self._listener.review_changed(attempt_id)

    def _recognise_otherwise(self, wish: RecogniserWish, job: Job) -> None:
        """Other words beside those there are. Not written down: a crash leaves everything as it was. Runs in the background."""
        attempt = self._keeper.attempt(job.attempt_id)
        if attempt is None:
            return
        try:
            self._recognise_now(attempt, job, wish)
        finally:
            self._arriving.pop(job.attempt_id, None)
        self._listener.review_changed(job.attempt_id)

    def _recognise_now(self, attempt: Attempt, job: Job, other: RecogniserWish | None = None) -> None:
        """Words, kept; of a recogniser that fails on the way those it gave, unless there are any already."""
        audio, wish = self._shelf.audio(attempt.id), self._wish_for(attempt.question, other)
        warning = self._caution(wish)
        if warning is not None:
            self._listener.problem_arose(warning)
        heard = partial(self._hear, attempt.id)
        try:
            transcript = self._transcriber.transcribe(audio, wish, job.progress, job.cancelled, heard)
        except SpeechProblem as problem:
            part = problem.partial
            if part is not None and part.words and self.lining_up.keep_part(attempt.id, part):
                self._listener.review_changed(attempt.id)
            raise
        self.lining_up.keep_words(attempt.id, transcript, keep_former=other is not None, cancelled=job.cancelled)

    def _wish_for(self, question: Question, other: RecogniserWish | None = None) -> RecogniserWish:
        own = self._wish()
        wish = other or own
        return replace(wish, vocabulary=vocabulary_of(question, wish.vocabulary or own.vocabulary))

    def _hear(self, attempt_id: str, transcript: Transcript) -> None:
        self._arriving[attempt_id] = transcript
        self._listener.words_heard(attempt_id, transcript)
