"""A store of attempts in memory, with the same rules as the one on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

from mockinterview.core.attempt import Attempt, Tally, WaitingJob
from mockinterview.core.coverage import Coverage, State
from mockinterview.core.problems import Problem
from mockinterview.core.transcript import Transcript


class FakeKeeper:
    """problem: raised by every call while it is set, as a locked or damaged store would."""

    def __init__(self) -> None:
        self.problem: Problem | None = None
        self.notes: tuple[Problem, ...] = ()
        self.closed = False
        self._lock = Lock()
        self._attempts: dict[str, Attempt] = {}
        self._transcripts: dict[str, Transcript] = {}
        self._former: dict[str, list[Transcript]] = {}
        self._coverages: dict[str, Coverage] = {}
        self._verdicts: dict[str, dict[str, State]] = {}
        self._jobs: dict[tuple[str, str], WaitingJob] = {}

    def _check(self) -> None:
        assert not self.closed, "the store is closed"
        if self.problem is not None:
            raise self.problem

    def add_attempt(self, attempt: Attempt) -> None:
        self._check()
        with self._lock:
            self._attempts.setdefault(attempt.id, attempt)

    def attempt(self, attempt_id: str) -> Attempt | None:
        self._check()
        return self._attempts.get(attempt_id)

    def attempts(self, question_id: str | None = None) -> Sequence[Attempt]:
        self._check()
        with self._lock:
            latest_kept = list(self._attempts.values())[::-1]
        wanted = [attempt for attempt in latest_kept if question_id in (None, attempt.question.id)]
        return tuple(sorted(wanted, key=lambda attempt: attempt.started_at, reverse=True))

    def tallies(self) -> Mapping[str, Tally]:
        tallies: dict[str, Tally] = {}
        for attempt in reversed(self.attempts()):
            before = tallies.get(attempt.question.id, Tally())
            tallies[attempt.question.id] = Tally(before.attempts + 1, attempt.started_at)
        return tallies

    def next_take(self, question_id: str) -> int:
        return max((attempt.take for attempt in self.attempts(question_id)), default=0) + 1

    def save_transcript(self, attempt_id: str, transcript: Transcript, *, keep_former: bool = False) -> None:
        self._check()
        if attempt_id in self._attempts:
            former = self._transcripts.get(attempt_id)
            if keep_former and former not in (None, transcript):
                self._former.setdefault(attempt_id, []).insert(0, former)
            self._former[attempt_id] = [one for one in self._former.get(attempt_id, ()) if one != transcript]
            self._transcripts[attempt_id] = transcript
            self._coverages.pop(attempt_id, None)

    def transcript(self, attempt_id: str) -> Transcript | None:
        self._check()
        return self._transcripts.get(attempt_id)

    def former_transcripts(self, attempt_id: str) -> Sequence[Transcript]:
        self._check()
        return tuple(self._former.get(attempt_id, ()))

    def save_coverage(self, attempt_id: str, coverage: Coverage) -> None:
        self._check()
        if attempt_id in self._attempts:
            self._coverages[attempt_id] = coverage

    def coverage(self, attempt_id: str) -> Coverage | None:
        self._check()
        return self._coverages.get(attempt_id)

    def save_verdict(self, attempt_id: str, item_id: str, state: State | None) -> None:
        self._check()
        verdicts = self._verdicts.setdefault(attempt_id, {})
        if state is None:
            verdicts.pop(item_id, None)
        elif attempt_id in self._attempts:
            verdicts[item_id] = state

    def verdicts(self, attempt_id: str) -> Mapping[str, State]:
        self._check()
        return dict(self._verdicts.get(attempt_id, {}))

    def put_job(self, job: WaitingJob) -> None:
        self._check()
        if job.attempt_id in self._attempts:
            self._jobs[job.attempt_id, job.kind] = job

    def drop_job(self, job: WaitingJob) -> None:
        self._check()
        self._jobs.pop((job.attempt_id, job.kind), None)

    def waiting_jobs(self) -> Sequence[WaitingJob]:
        self._check()
        return tuple(self._jobs.values())

    def remove_attempt(self, attempt_id: str) -> None:
        self._check()
        for shelf in (self._attempts, self._transcripts, self._former, self._coverages, self._verdicts):
            shelf.pop(attempt_id, None)
        for key in [key for key in self._jobs if key[0] == attempt_id]:
            del self._jobs[key]

    def facts(self) -> Mapping[str, object]:
        self._check()
        return {"file": "", "version": 1, "attempts": len(self._attempts), "size_bytes": 0, "sqlite": "none"}

    def close(self) -> None:
        self.closed = True
