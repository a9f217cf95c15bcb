"""Words and checklist -> states, in the background: after recognition, after every edit of the words, and when the person asks.

The matcher is loaded once, by whoever needs it first in a thread that may wait. A newer run takes the place of an older one of the
same attempt. What is promised is written down first, so that a crash between words and states only delays them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from mockinterview.core.attempt import WaitingJob
from mockinterview.core.coverage import Coverage
from mockinterview.core.problems import Cancelled, LineUpProblem, UsageProblem
from mockinterview.core.relining import Relining
from mockinterview.core.transcript import Transcript
from mockinterview.flow.jobs import Job, JobKind, Jobs
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.ports import JobReport, Listener, Matcher

log = logging.getLogger(__name__)


def _never() -> bool:
    return False


class LiningUp:
    """Lines attempts up and keeps the result. load: makes the matcher, slowly perhaps."""

    def __init__(self, keeper: Keeper, load: Callable[[], Matcher], jobs: Jobs, listener: Listener) -> None:
        self._keeper = keeper
        self._load = load
        self._jobs = jobs
        self._listener = listener
        self._loading = threading.Lock()
        self._loaded: Matcher | None = None
        self._former: dict[str, Coverage] = {}
        self.together = threading.RLock()
        """Held while words and the states that rest on them are read or written: neither must be seen without the other."""

    # ------------------------------------------------------------ the matcher

    def matcher(self) -> Matcher:
        """The matcher, loaded if nobody needed it before: up to a second, so not in the main thread of a window.

        Why a lesser one stands in is told once.
        """
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
                if self._loaded.problem is not None:
                    self._listener.problem_arose(self._loaded.problem)
            return self._loaded

    def outdated(self, attempt_id: str, coverage: Coverage | None) -> bool:
        """Whether another version than the one here made these states, or of other words. Returns at once: False until it is known.

        The matcher is loaded in the background then, and `review_changed` follows. One that only stands in makes nothing outdated.
        """
        if coverage is None:
            return False
        if coverage.carried and self.working(attempt_id) is None:
            return True
        if self._loaded is None:
            self._jobs.start(JobKind.LOAD, attempt_id, self._look)
            return False
        return self._loaded.problem is None and self._loaded.name != coverage.matcher

    def holds(self, coverage: Coverage | None) -> bool:
        """Whether states that were made of certain words can be shown with them again without another run."""
        if coverage is None or coverage.carried:
            return False
        return self._loaded is None or self._loaded.name == coverage.matcher

    # ------------------------------------------------------------ wishes

    def begin(self, attempt_id: str) -> None:
        """Line up the words as they are now. A run that goes on already stops."""
        with self.together:
            self._supersede(attempt_id)
        self.take_up(attempt_id)

    def keep_words(
        self,
        attempt_id: str,
        transcript: Transcript,
        *,
        keep_former: bool = False,
        states: Coverage | None = None,
        cancelled: Callable[[], bool] = _never,
    ) -> None:
        """Keep other words and line them up; the states that rest on the old ones are gone, and cannot come back.

        keep_former: the old words themselves can be asked for. states: stand until the run is over, or for good if they were made
        of these very words (`holds`). cancelled: whether they are wanted no more, as others are being kept; then Cancelled.
        """
        with self.together:
            if cancelled():
                raise Cancelled
            self._supersede(attempt_id)
            self._former.pop(attempt_id, None)
            self._keeper.save_transcript(attempt_id, transcript, keep_former=keep_former)
            if states is not None:
                self._keeper.save_coverage(attempt_id, states)
            if self.holds(states):
                self._keeper.drop_job(WaitingJob(attempt_id, JobKind.LINE_UP))
                return
        self.take_up(attempt_id)

    def keep_part(self, attempt_id: str, transcript: Transcript) -> bool:
        """Keep words that are not all, unless there are any already; whether they were kept.

        Not lined up by themselves: what was said later would be called not found.
        """
        with self.together:
            if self._keeper.transcript(attempt_id) is not None:
                return False
            self._keeper.save_transcript(attempt_id, transcript)
            return True

    def again(self, attempt_id: str) -> None:
        """The same on the person's wish; `undo` brings the states of before back."""
        with self.together:
            coverage = self._keeper.coverage(attempt_id)
            if coverage is not None and not coverage.carried:
                self._former[attempt_id] = coverage
            self._supersede(attempt_id)
        self.take_up(attempt_id)

    def undo(self, attempt_id: str) -> bool:
        """Bring back the states `again` replaced; False if there are none, or the words are others since."""
        with self.together:
            former = self._former.pop(attempt_id, None)
            if former is None:
                return False
            self.cancel(attempt_id)
            self._keeper.save_coverage(attempt_id, former)
        self._listener.review_changed(attempt_id)
        return True

    def last(self, attempt_id: str) -> Relining | None:
        """What `again` changed, while it can be undone."""
        former, coverage = self._former.get(attempt_id), self._keeper.coverage(attempt_id)
        return Relining(attempt_id, former, coverage) if former is not None and coverage is not None else None

    def reline(self, attempt_id: str) -> Relining:
        """Line an attempt up again, here and now, and keep it. UsageProblem if there are no words yet.

        The person's verdicts stay as they are.
        """
        attempt, transcript = self._keeper.attempt(attempt_id), self._keeper.transcript(attempt_id)
        if attempt is None:
            raise UsageProblem("There is no such attempt.", "It may have been deleted.", "Choose one from the history.")
        if transcript is None:
            what = f"The attempt {attempt_id} cannot be lined up."
            raise UsageProblem(
                what, "Its words were not recognised yet.", f"First run: mockinterview review {attempt_id}"
            )
        before = self._keeper.coverage(attempt_id)
        after = self.matcher().line_up(transcript, attempt.question, _never)
        with self.together:
            if self._keeper.transcript(attempt_id) == transcript:
                self._keeper.save_coverage(attempt_id, after)
                self._keeper.drop_job(WaitingJob(attempt_id, JobKind.LINE_UP))
                return Relining(attempt_id, before, after)
        return self.reline(attempt_id)  # they were corrected meanwhile, here or by a window on the same history

    def reline_all(self) -> list[Relining]:
        """Line up again whatever has words and was lined up by another version. LineUpProblem if only a stand-in is here."""
        matcher = self.matcher()
        if matcher.problem is not None:
            raise LineUpProblem("Nothing was lined up again.", matcher.problem.sentence)
        made = []
        for attempt in self._keeper.attempts():
            coverage = self._keeper.coverage(attempt.id)
            if self._keeper.transcript(attempt.id) is not None and (
                coverage is None or coverage.carried or coverage.matcher != matcher.name
            ):
                made.append(self.reline(attempt.id))
        return made

    def cancel(self, attempt_id: str) -> None:
        """Stop lining an attempt up; its words stay."""
        self._jobs.cancel(JobKind.LINE_UP, attempt_id)
        self._keeper.drop_job(WaitingJob(attempt_id, JobKind.LINE_UP))

    def working(self, attempt_id: str) -> JobReport | None:
        """Where the line-up of an attempt stands; None if there is none going on."""
        return self._jobs.report(JobKind.LINE_UP, attempt_id)

    # ------------------------------------------------------------ in the background

    def take_up(self, attempt_id: str) -> None:
        """Do what was promised, now or after the ones before it."""
        self._jobs.start(JobKind.LINE_UP, attempt_id, self._line_up)

    def _supersede(self, attempt_id: str) -> None:
        """Promise a run, and stop the one that goes on: it may rest on older words."""
        self._keeper.put_job(WaitingJob(attempt_id, JobKind.LINE_UP))
        self._jobs.cancel(JobKind.LINE_UP, attempt_id)

    def _look(self, job: Job) -> None:
        self.matcher()
        self._listener.review_changed(job.attempt_id)

    def _line_up(self, job: Job) -> None:
        attempt_id = job.attempt_id
        waiting = WaitingJob(attempt_id, JobKind.LINE_UP)
        attempt, transcript = self._keeper.attempt(attempt_id), self._keeper.transcript(attempt_id)
        if attempt is None or transcript is None:
            self._keeper.drop_job(waiting)
            return
        try:
            coverage = self.matcher().line_up(transcript, attempt.question, job.cancelled)
        except Cancelled:
            raise  # the promise stays: a newer run keeps it, or the next start
        except Exception:  # a bug too: what breaks the program must not be taken up again at every start
            if not job.cancelled():
                self._keeper.drop_job(waiting)
            raise
        with self.together:
            if job.cancelled():
                raise Cancelled
            self._keeper.save_coverage(attempt_id, coverage)
            self._keeper.drop_job(waiting)
        self._listener.review_changed(attempt_id)
