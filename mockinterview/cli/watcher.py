"""Who a command lets listen to the story: remembers what went wrong, shows how far work is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from mockinterview.core.attempt import Attempt
from mockinterview.core.measures import clock
from mockinterview.core.problems import Problem
from mockinterview.core.recovery import StuckTake
from mockinterview.core.transcript import Transcript
from mockinterview.flow.ports import JobReport, JobState


@dataclass
class Watcher:
    """The flow's listener for a command: remembers what went wrong, shows how far work is."""

    quiet: bool
    problem: Problem | None = None
    status: int = 0
    """How the command ends: 1 where it was done, but something is missing."""

    def answering_changed(self) -> None: ...
    def devices_changed(self) -> None: ...
    def attempt_kept(self, attempt_id: str) -> None: ...

    def takes_recovered(self, attempts: Sequence[Attempt], stuck: Sequence[StuckTake]) -> None:
        """Say what could not be brought back; the command prints the rest."""
        for one in stuck:
            self.problem_arose(one.problem)

    def answers_expired(self, binned: int, deleted: int) -> None: ...
    def review_changed(self, attempt_id: str) -> None: ...
    def words_heard(self, attempt_id: str, transcript: Transcript) -> None: ...

    def job_changed(self, report: JobReport) -> None:
        """Keep a failure, show progress."""
        if report.state is JobState.FAILED:
            self.problem = report.problem
        elif report.state is JobState.RUNNING and report.total_ms:
            self.progress(report.done_ms, report.total_ms)

    def problem_arose(self, problem: Problem) -> None:
        """Say it and go on."""
        print(problem.sentence, file=sys.stderr)

    def fall_short(self, problem: Problem) -> None:
        """Say what is missing in what was done; the command goes on, and its status says so too."""
        self.problem_arose(problem)
        self.status = 1

    def progress(self, done_ms: int, total_ms: int) -> None:
        """One line on a terminal, nothing in a pipe."""
        if not self.quiet and sys.stderr.isatty():
            end = "\n" if done_ms >= total_ms else ""
            print(f"\rrecognised {clock(done_ms)} of {clock(total_ms)}", end=end, file=sys.stderr, flush=True)

    def progress_bytes(self, done: int, total: int) -> None:
        """The same for a download."""
        self._bytes("fetched", done, total)

    def checked_bytes(self, done: int, total: int) -> None:
        """The same for reading models."""
        self._bytes("checked", done, total)

    def copied_bytes(self, done: int, total: int) -> None:
        """The same for copying a file."""
        self._bytes("copied", done, total)

    def saved_bytes(self, done: int, total: int) -> None:
        """The same for making a backup."""
        self._bytes("saved", done, total)

    def unpacked_bytes(self, done: int, total: int) -> None:
        """The same for bringing one back."""
        self._bytes("unpacked", done, total)

    def _bytes(self, deed: str, done: int, total: int) -> None:
        if not self.quiet and sys.stderr.isatty():
            end = "\n" if done >= total else ""
            print(f"\r{deed} {done / 1e6:.0f} of {total / 1e6:.0f} MB", end=end, file=sys.stderr, flush=True)

    def check(self) -> None:
        """Raise what went wrong in the background."""
        if self.problem is not None:
            raise self.problem
