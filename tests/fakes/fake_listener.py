"""A listener that remembers what it was told, and can be waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from mockinterview.core.attempt import Attempt
from mockinterview.core.problems import Problem
from mockinterview.core.recovery import StuckTake
from mockinterview.core.transcript import Transcript
from mockinterview.flow.ports import JobReport, JobState

_DEADLINE_S = 10.0


class FakeListener:
    """Everything told, in order; `wait_for` blocks until a condition on it holds, at most ten seconds."""

    def __init__(self) -> None:
        self._told = threading.Condition()
        self.changes = self.device_changes = 0
        self.kept: list[str] = []
        self.recovered: list[str] = []
        self.stuck: list[StuckTake] = []
        self.expired: list[tuple[int, int]] = []
        self.reviews: list[str] = []
        self.heard: list[tuple[str, Transcript]] = []
        self.jobs: list[JobReport] = []
        self.problems: list[Problem] = []

    def answering_changed(self) -> None:
        with self._told:
            self.changes += 1
            self._told.notify_all()

    def devices_changed(self) -> None:
        with self._told:
            self.device_changes += 1
            self._told.notify_all()

    def attempt_kept(self, attempt_id: str) -> None:
        self._note(self.kept, attempt_id)

    def takes_recovered(self, attempts: Sequence[Attempt], stuck: Sequence[StuckTake]) -> None:
        with self._told:
            self.recovered += [attempt.id for attempt in attempts]
            self.stuck += stuck
            self._told.notify_all()

    def answers_expired(self, binned: int, deleted: int) -> None:
        self._note(self.expired, (binned, deleted))

    def review_changed(self, attempt_id: str) -> None:
        self._note(self.reviews, attempt_id)

    def words_heard(self, attempt_id: str, transcript: Transcript) -> None:
        self._note(self.heard, (attempt_id, transcript))

    def job_changed(self, report: JobReport) -> None:
        self._note(self.jobs, report)

    def problem_arose(self, problem: Problem) -> None:
        self._note(self.problems, problem)

    def states(self, kind: str) -> list[JobState]:
        """The states one kind of work went through."""
        with self._told:
            return [report.state for report in self.jobs if report.kind == kind]

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Return once the condition holds; AssertionError if it does not within the deadline."""
        with self._told:
            assert self._told.wait_for(condition, _DEADLINE_S), "what was waited for did not happen"

    def _note(self, where: list[Any], what: object) -> None:
        with self._told:
            where.append(what)
            self._told.notify_all()
