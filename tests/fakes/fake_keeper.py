"""A store of attempts in memory, with the same rules as the one on disk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from threading import Lock

from mockinterview.core.attempt import Attempt, Tally, WaitingJob
from mockinterview.core.coverage import Coverage, State
from mockinterview.core.finding import Hit
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import Problem
from mockinterview.core.removal import Binned
from mockinterview.core.transcript import Transcript


class FakeKeeper:
    """problem: raised by every call while it is set, as a locked or damaged store would.

    aside: names of damaged files; each holds everything. search: letters as they are, case aside; the real one knows more.
    """

    def __init__(self) -> None:
        self.problem: Problem | None = None
        self.notes: tuple[Problem, ...] = ()
        self.closed = False
        self._lock = Lock()
        self._attempts: dict[str, Attempt] = {}
        self._transcripts: dict[str, Transcript] = {}
        self._former: dict[str, list[Transcript]] = {}
        self._coverages: dict[str, Coverage] = {}
        self._opinions: dict[str, Opinion] = {}
        self._jobs: dict[tuple[str, str], WaitingJob] = {}
        self._bin: dict[str, datetime] = {}
        self._leaving: list[str] = []
        self._spared: set[str] = set()
        self.aside: tuple[str, ...] = ()

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
        return None if attempt_id in self._leaving else self._attempts.get(attempt_id)

    def attempts(self, question_id: str | None = None) -> Sequence[Attempt]:
        self._check()
        with self._lock:
            latest_kept = [one for one in list(self._attempts.values())[::-1] if one.id not in self._bin]
        wanted = [attempt for attempt in latest_kept if question_id in (None, attempt.question.id)]
        return tuple(sorted(wanted, key=lambda attempt: attempt.started_at, reverse=True))

    def tallies(self) -> Mapping[str, Tally]:
        tallies: dict[str, Tally] = {}
        for attempt in reversed(self.attempts()):
            before = tallies.get(attempt.question.id, Tally())
            tallies[attempt.question.id] = Tally(before.attempts + 1, attempt.started_at)
        return tallies

    def known(self) -> Collection[str]:
        self._check()
        return set(self._attempts)

    def next_take(self, question_id: str) -> int:
        self._check()
        takes = [attempt.take for attempt in self._attempts.values() if attempt.question.id == question_id]
        return max(takes, default=0) + 1

    def search(self, words: str, limit: int = 50) -> Sequence[Hit]:
        wanted = words.replace('"', " ").casefold().split()
        hits = []
        for attempt in self.attempts() if wanted else ():
            said = self._transcripts.get(attempt.id)
            opinion = self.opinion(attempt.id)
            own = " ".join([*opinion.notes.values(), *(bookmark.text for bookmark in opinion.bookmarks)])
            texts = (said.text if said else "", attempt.question.text, own, attempt.question.notes)
            if all(any(word in text.casefold() for text in texts) for word in wanted):
                line = next(text for text in texts if wanted[0] in text.casefold())
                at = line.casefold().index(wanted[0])
                hits.append(Hit(attempt, line, ((at, at + len(wanted[0])),)))
        return tuple(hits[:limit])

    def put_in_bin(self, attempt_id: str, when: datetime) -> None:
        self._check()
        if attempt_id in self._attempts:
            self._bin.setdefault(attempt_id, when)

    def take_out_of_bin(self, attempt_id: str) -> None:
        self._check()
        if attempt_id not in self._leaving and self._bin.pop(attempt_id, None):
            self._spared.add(attempt_id)

    def put_old_in_bin(self, begun_before: datetime, when: datetime) -> int:
        old = [one for one in self.attempts() if one.started_at < begun_before and one.id not in self._spared]
        for attempt in old[::-1]:
            self.put_in_bin(attempt.id, when)
        return len(old)

    def bin(self) -> Sequence[Binned]:
        self._check()
        last_first = sorted(
            self._bin.items(), key=lambda entry: (entry[1], list(self._bin).index(entry[0])), reverse=True
        )
        return tuple(Binned(self._attempts[one], when) for one, when in last_first if one not in self._leaving)

    def begin_deletions(self, attempt_ids: Collection[str]) -> None:
        for attempt_id in attempt_ids:
            self.put_in_bin(attempt_id, datetime.now(UTC))
            if attempt_id in self._attempts and attempt_id not in self._leaving:
                self._leaving.append(attempt_id)

    def withdraw_deletion(self, attempt_id: str) -> None:
        self._check()
        self._leaving = [one for one in self._leaving if one != attempt_id]

    def begun_deletions(self) -> Sequence[str]:
        self._check()
        return tuple(self._leaving)

    def put_aside(self) -> Sequence[str]:
        return self.aside

    def holding(self, attempt_ids: Collection[str]) -> Sequence[str]:
        return self.aside if attempt_ids else ()

    def drop_put_aside(self) -> None:
        self._check()
        self.aside = ()

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

    def save_opinion(self, attempt_id: str, opinion: Opinion) -> None:
        self._check()
        if attempt_id in self._attempts:
            self._opinions[attempt_id] = opinion

    def opinion(self, attempt_id: str) -> Opinion:
        self._check()
        return self._opinions.get(attempt_id, Opinion())

    def verdicts(self, attempt_id: str) -> Mapping[str, State]:
        return dict(self.opinion(attempt_id).verdicts)

    def put_job(self, job: WaitingJob) -> None:
        self._check()
        if job.attempt_id in self._attempts:
            self._jobs[job.attempt_id, job.kind] = job

    def drop_job(self, job: WaitingJob) -> None:
        self._check()
        self._jobs.pop((job.attempt_id, job.kind), None)

    def waiting_jobs(self) -> Sequence[WaitingJob]:
        self._check()
        return tuple(job for job in self._jobs.values() if job.attempt_id not in self._bin)

    def remove_attempts(self, attempt_ids: Collection[str]) -> None:
        self._check()
        for attempt_id in attempt_ids:
            for shelf in (self._attempts, self._transcripts, self._former, self._coverages, self._opinions, self._bin):
                shelf.pop(attempt_id, None)
            for key in [key for key in self._jobs if key[0] == attempt_id]:
                del self._jobs[key]
            self.withdraw_deletion(attempt_id)

    def facts(self) -> Mapping[str, object]:
        self._check()
        return {"file": "", "version": 1, "attempts": len(self._attempts), "size_bytes": 0, "sqlite": "none"}

    def close(self) -> None:
        self.closed = True
