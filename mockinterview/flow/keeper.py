"""What the story asks of the store of attempts; the room that keeps them fulfils it (see `ports`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from mockinterview.core.attempt import Attempt, Tally, WaitingJob
from mockinterview.core.coverage import Coverage, State
from mockinterview.core.finding import Hit
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import Problem
from mockinterview.core.removal import Binned
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

    def attempt(self, attempt_id: str) -> Attempt | None:
        """The attempt of that id, also one in the bin; None for one that is being deleted."""
        ...

    def attempts(self, question_id: str | None = None) -> Sequence[Attempt]:
        """Attempts newest first: of one question, or all. None that is in the bin."""
        ...

    def known(self) -> Collection[str]:
        """The id of everything in the store, also of what is in the bin or being deleted."""
        ...

    def tallies(self) -> Mapping[str, Tally]:
        """How many attempts each question has outside the bin, and the last one's time, by question id."""
        ...

    def next_take(self, question_id: str) -> int:
        """The number the next attempt at a question gets, from 1; those in the bin count."""
        ...

    def search(self, words: str, limit: int = 50) -> Sequence[Hit]:
        """Attempts in which all these words occur: said, in the question, or in notes. The best first, then the newest.

        The last word may be only begun; words "in quotes" stand together; accents and case do not matter, nor does any sign.
        Nothing to look for finds nothing. What is in the bin is not found.
        """
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

    def save_opinion(self, attempt_id: str, opinion: Opinion) -> None:
        """Keep all the person says of an attempt, in the place of what they said before."""
        ...

    def opinion(self, attempt_id: str) -> Opinion:
        """All the person says of an attempt; empty if that is nothing."""
        ...

    def verdicts(self, attempt_id: str) -> Mapping[str, State]:
        """The verdicts alone."""
        ...

    def put_job(self, job: WaitingJob) -> None: ...

    def drop_job(self, job: WaitingJob) -> None: ...

    def waiting_jobs(self) -> Sequence[WaitingJob]:
        """Work that is not done, in the order it was promised; none of what is in the bin."""
        ...

    def put_in_bin(self, attempt_id: str, when: datetime) -> None:
        """Take an attempt out of every list; it stays whole. One that is there already keeps its time."""
        ...

    def put_old_in_bin(self, begun_before: datetime, when: datetime) -> int:
        """Do so with every attempt that was begun before a time, but for those that were taken out of the bin; how many."""
        ...

    def take_out_of_bin(self, attempt_id: str) -> None:
        """Put an attempt back where it was; nothing happens if it is not in the bin, or is being deleted.

        `put_old_in_bin` leaves it alone from now on.
        """
        ...

    def bin(self) -> Sequence[Binned]:
        """What is in the bin, thrown away last first."""
        ...

    def begin_deletions(self, attempt_ids: Collection[str]) -> None:
        """Write down that attempts are to be deleted for good: from now on they are in no list, the bin included."""
        ...

    def withdraw_deletion(self, attempt_id: str) -> None:
        """The deletion could not be done, and nothing is lost yet: the attempt is in the bin again."""
        ...

    def begun_deletions(self) -> Sequence[str]:
        """Ids whose deletion was begun and is not finished, the first begun first."""
        ...

    def remove_attempts(self, attempt_ids: Collection[str]) -> None:
        """Truly delete attempts and all that is known of them, all at once; their deletion is finished by that."""
        ...

    def put_aside(self) -> Sequence[str]:
        """Names of files that were damaged and put aside; they are never deleted unasked."""
        ...

    def holding(self, attempt_ids: Collection[str]) -> Sequence[str]:
        """Names of those of them that still hold one of these attempts."""
        ...

    def drop_put_aside(self) -> None:
        """Delete the files that were put aside."""
        ...

    def facts(self) -> Mapping[str, object]:
        """For `doctor`: file, version, attempts, size_bytes, sqlite."""
        ...

    def close(self) -> None: ...
