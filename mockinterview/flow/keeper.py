"""What the story asks of the store of attempts; the room that keeps them fulfils it (see `ports`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from mockinterview.core.attempt import Attempt, Tally, WaitingJob
from mockinterview.core.coverage import Coverage, State
from mockinterview.core.problems import Problem
from mockinterview.core.transcript import Transcript


class Keeper(Protocol):
    """Keeps attempts and all that is known of them. Every write is one short transaction; safe from any thread."""

    @property
    def notes(self) -> Sequence[Problem]:
        """What happened to the store when it was opened and should be said once, e.g. that a damaged file was put aside."""
        ...

    def add_attempt(self, attempt: Attempt) -> None:
        """Keep a new attempt; adding the same id again changes nothing."""
        ...

    def attempt(self, attempt_id: str) -> Attempt | None: ...

    def attempts(self, question_id: str | None = None) -> Sequence[Attempt]:
        """Attempts newest first: of one question, or all."""
        ...

    def tallies(self) -> Mapping[str, Tally]:
        """How many attempts each question has, and the last one's time, by question id."""
        ...

    def next_take(self, question_id: str) -> int:
        """The number the next attempt at a question gets, from 1."""
        ...

    def save_transcript(self, attempt_id: str, transcript: Transcript, *, keep_former: bool = False) -> None:
        """Keep the words of an attempt. keep_former: those they take the place of can still be asked for.

        Words that hold again are no former ones.
        """
        ...

    def former_transcripts(self, attempt_id: str) -> Sequence[Transcript]:
        """Words of an attempt that others took the place of, the latest first."""
        ...

    def transcript(self, attempt_id: str) -> Transcript | None: ...

    def save_coverage(self, attempt_id: str, coverage: Coverage) -> None: ...

    def coverage(self, attempt_id: str) -> Coverage | None: ...

    def save_verdict(self, attempt_id: str, item_id: str, state: State | None) -> None:
        """Keep the user's verdict on an item; None takes it back."""
        ...

    def verdicts(self, attempt_id: str) -> Mapping[str, State]: ...

    def put_job(self, job: WaitingJob) -> None: ...

    def drop_job(self, job: WaitingJob) -> None: ...

    def waiting_jobs(self) -> Sequence[WaitingJob]: ...

    def remove_attempt(self, attempt_id: str) -> None:
        """Truly delete an attempt and all that is known of it."""
        ...

    def facts(self) -> Mapping[str, object]:
        """For `doctor`: file, version, attempts, size_bytes, sqlite."""
        ...

    def close(self) -> None: ...
