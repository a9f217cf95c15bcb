"""The one door to the background: long work runs here, tells how far it is, can be cancelled, and never ends in silence.

Every kind of work has a thread of its own, so that closing a take never waits behind a recognition; work of one kind runs in the
order it came. What must survive a crash is kept by whoever starts the job (`Keeper.put_job`), not here.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from enum import StrEnum

from mockinterview.core.problems import Cancelled, Problem
from mockinterview.flow.ports import JobReport, JobState

log = logging.getLogger(__name__)


class JobKind(StrEnum):
    """What the background does."""

    BEGIN = "begin"
    KEEP = "keep"
    JUDGE = "judge"
    IMPORT = "import"
    RECOGNISE = "recognise"
    LINE_UP = "line_up"
    ALIGN = "align"
    LOAD = "load"
    MEASURE = "measure"
    TIDY = "tidy"


_FINISHED = {JobKind.KEEP: 5.0, JobKind.JUDGE: 35.0}
"""Work that is done to its end while the program closes, and for how many seconds it is waited for. A take that is not done by then
comes back at the next start; a verdict would not, so it gets as long as the store waits for another program that holds its file.
"""


class Job:
    """One piece of work: what it is for, how far it is, and whether it should stop."""

    def __init__(
        self, kind: JobKind, attempt_id: str, work: Callable[[Job], None], tell: Callable[[JobReport], None]
    ) -> None:
        self.kind = kind
        self.attempt_id = attempt_id
        self.report = JobReport(attempt_id, kind, JobState.QUEUED)
        self._work = work
        self._tell = tell
        self._cancel = threading.Event()
        self._announced = threading.Event()

    def cancelled(self) -> bool:
        """Whether the work should stop soon."""
        return self._cancel.is_set()

    @property
    def over(self) -> bool:
        """Whether it has ended, though its thread may still be telling so."""
        return self.report.state not in (JobState.QUEUED, JobState.RUNNING)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancel.set()

    def progress(self, done_ms: int, total_ms: int, words: str = "") -> None:
        """Say how far the work is, in milliseconds of sound; words: what it is doing, if that is worth saying."""
        self._say(JobReport(self.attempt_id, self.kind, JobState.RUNNING, done_ms, total_ms, words))

    def announce(self) -> None:
        """Say that it is queued; whoever is to run it waits for that, so that reports come in their order."""
        try:
            self._tell(self.report)
        finally:
            self._announced.set()

    def give_up(self) -> None:
        """Report the end of work that will never be begun."""
        self._announced.wait()
        self._say(JobReport(self.attempt_id, self.kind, JobState.CANCELLED))

    def run(self) -> None:
        """Do the work in this thread and report its end whatever happens."""
        self._announced.wait()
        self._say(JobReport(self.attempt_id, self.kind, JobState.RUNNING))
        try:
            self._work(self)
        except Cancelled:
            self._say(JobReport(self.attempt_id, self.kind, JobState.CANCELLED))
        except Problem as problem:
            if self.cancelled():  # it failed of that, or nobody wants to know: the next may be under way
                self._say(JobReport(self.attempt_id, self.kind, JobState.CANCELLED))
                return
            log.warning("%s of attempt %s failed: %s", self.kind, self.attempt_id, type(problem).__name__)
            self._say(JobReport(self.attempt_id, self.kind, JobState.FAILED, problem=problem))
        except Exception:  # a bug in one job must neither end the thread nor pass unseen
            log.exception("a bug ended %s of attempt %s", self.kind, self.attempt_id)
            bug = Problem(
                "Something in this program broke.", "That is our mistake.", "Your recording is safe; please try again."
            )
            self._say(JobReport(self.attempt_id, self.kind, JobState.FAILED, problem=bug))
        else:
            self._say(JobReport(self.attempt_id, self.kind, JobState.DONE))

    def _say(self, report: JobReport) -> None:
        self.report = report
        self._tell(report)


class Jobs:
    """All background work of the program. `tell` is called in the job's thread."""

    def __init__(self, tell: Callable[[JobReport], None]) -> None:
        self._tell = tell
        self._changed = threading.Condition()
        self._waiting: dict[JobKind, deque[Job]] = {}
        self._running: dict[JobKind, Job] = {}
        self._threads: dict[JobKind, threading.Thread] = {}
        self._failures: dict[tuple[JobKind, str], Problem] = {}
        self._closed = False

    def start(self, kind: JobKind, attempt_id: str, work: Callable[[Job], None], *, each: bool = False) -> None:
        """Queue work. The same work for the same attempt is not queued twice, unless the first has ended or was told to.

        each: it is not the same: it comes behind what is queued already.
        """
        with self._changed:
            there = None if each else self._find(kind, attempt_id)
            if self._closed or (there is not None and not there.over and not there.cancelled()):
                return
            self._failures.pop((kind, attempt_id), None)
            job = Job(kind, attempt_id, work, self._tell_of)
            self._waiting.setdefault(kind, deque()).append(job)
            if kind not in self._threads:
                thread = threading.Thread(target=self._serve, args=(kind,), name=f"job-{kind}", daemon=True)
                self._threads[kind] = thread
                thread.start()
            self._changed.notify_all()
        job.announce()

    def cancel(self, kind: JobKind, attempt_id: str) -> None:
        """Ask work to stop; it reports `cancelled` when it has. Work that has not begun never does. A failure is forgotten."""
        with self._changed:
            self._failures.pop((kind, attempt_id), None)
            job = self._find(kind, attempt_id)
            if job is None:
                return
            job.cancel()
            waiting = job in self._waiting[kind]
            if waiting:
                self._waiting[kind].remove(job)
                self._changed.notify_all()
        if waiting:
            job.give_up()

    def report(self, kind: JobKind, attempt_id: str) -> JobReport | None:
        """Where unfinished work stands; None if there is none."""
        with self._changed:
            job = self._find(kind, attempt_id)
            return job.report if job is not None and not job.over else None

    def failure(self, kind: JobKind, attempt_id: str) -> Problem | None:
        """Why the last work of that kind failed; None if it did not, or was begun anew or cancelled since."""
        with self._changed:
            return self._failures.get((kind, attempt_id))

    def wait(self, kind: JobKind, attempt_id: str, timeout_s: float | None = None) -> bool:
        """Block until that work has ended (True) or the time is up (False). For commands without a window, and tests."""
        with self._changed:
            return self._changed.wait_for(lambda: self._find(kind, attempt_id) is None, timeout_s)

    def wait_all(self, kind: JobKind) -> None:
        """Block until nothing of a kind is left to do."""
        with self._changed:
            self._changed.wait_for(lambda: kind not in self._running and not self._waiting.get(kind))

    def close(self, timeout_s: float = 5.0) -> None:
        """Cancel everything but what a person would lose by it, and wait for the threads: so long for all that was cancelled."""
        begun = time.monotonic()
        with self._changed:
            self._closed = True
            for kind, queue in self._waiting.items():
                if kind not in _FINISHED:
                    queue.clear()
            for kind, job in self._running.items():
                if kind not in _FINISHED:
                    job.cancel()
            self._changed.notify_all()
        for kind, thread in self._threads.items():
            thread.join(max(0.0, begun + _FINISHED.get(kind, timeout_s) - time.monotonic()))

    def _tell_of(self, report: JobReport) -> None:
        """A failure is remembered before it is told: who comes to look a moment later must learn of it too."""
        if report.state is JobState.FAILED and report.problem is not None:
            with self._changed:
                self._failures[JobKind(report.kind), report.attempt_id] = report.problem
        self._tell(report)

    def _find(self, kind: JobKind, attempt_id: str) -> Job | None:
        """The job in question, rather the one that waits: where one runs too, that was told to stop."""
        running = self._running.get(kind)
        there = [*self._waiting.get(kind, ()), *((running,) if running is not None else ())]
        return next((job for job in there if job.attempt_id == attempt_id), None)

    def _serve(self, kind: JobKind) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or bool(self._waiting[kind]))
                if not self._waiting[kind]:
                    return
                job = self._running[kind] = self._waiting[kind].popleft()
            try:
                job.run()
            except Exception:  # the listener's mistake; the next job must run all the same
                log.exception("the listener broke when told of %s", kind)
            with self._changed:
                del self._running[kind]
                self._changed.notify_all()
