"""Throwing answers away in two steps: into the bin, from which they come back whole, and then for good.

A deletion for good takes the sound, its notes, the words and all that rests on them, the copies the program made by itself, and the
database's own pages. It is written down first (`Keeper.begin_deletions`) and crossed off with the last row, so that a crash on the
way only delays it: the next start goes on. Nothing is deleted unasked: only where the person set a rule do old answers go to the
bin by themselves, and only where they set the second half of it does the bin empty itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol

from mockinterview.core.problems import Problem, TakeProblem, UsageProblem
from mockinterview.core.removal import Binned, DeletionReport, RetentionRule
from mockinterview.flow.jobs import JobKind, Jobs
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.ports import Listener, TakeShelf
from mockinterview.flow.reviewing import Reviewing

log = logging.getLogger(__name__)

_PATIENCE_S = 3.0
"""How long a deletion waits for work on the answer to end; it was told to, and ends within a second."""


class Copies(Protocol):
    """What a deletion asks of the copies of the store (see `backups`)."""

    def scrub(self, attempt_ids: Collection[str]) -> None:
        """Take attempts out of every copy the program made by itself, as far as can be."""
        ...

    def holding(self, attempt_ids: Collection[str]) -> Sequence[str]:
        """Names of the copies, and of what was put aside, that hold one of these attempts."""
        ...


def _no_rule() -> RetentionRule:
    return RetentionRule()


def _now() -> datetime:
    return datetime.now(UTC)


class Removing:
    """The bin. rule: as the settings stand. Safe from any thread."""

    def __init__(
        self,
        keeper: Keeper,
        shelf: TakeShelf,
        reviewing: Reviewing,
        jobs: Jobs,
        listener: Listener,
        copies: Copies,
        rule: Callable[[], RetentionRule] = _no_rule,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._keeper = keeper
        self._shelf = shelf
        self._reviewing = reviewing
        self._jobs = jobs
        self._listener = listener
        self._copies = copies
        self._rule = rule
        self._now = now
        self._deleting = Lock()

    # ------------------------------------------------------------ the bin

    def bin(self) -> Sequence[Binned]:
        """What was thrown away, the last first."""
        return self._keeper.bin()

    def remove(self, attempt_id: str) -> None:
        """Throw an attempt away: it is in no list any more, and whole in the bin."""
        self._shelf.relieve()
        self._keeper.put_in_bin(attempt_id, self._now())

    def bring_back(self, attempt_ids: Collection[str]) -> None:
        """Take attempts out of the bin. The rule for old answers leaves them alone from now on; promised work is taken up."""
        for attempt_id in attempt_ids:
            self._keeper.take_out_of_bin(attempt_id)
        self._reviewing.resume()

    # ------------------------------------------------------------ for good

    def delete_for_good(self, attempt_ids: Collection[str]) -> DeletionReport:
        """Delete attempts and everything that was made of them; what still holds them is named. Slow: call it in a job.

        UsageProblem if one of them is not there; then nothing is deleted.
        """
        unknown = set(attempt_ids) - set(self._keeper.known())
        if unknown:
            raise UsageProblem(
                f"There is no attempt with the id “{min(unknown)}”.",
                "",
                "The list of what is in the bin shows the ids.",
            )
        self._shelf.relieve()
        self._keeper.begin_deletions(attempt_ids)
        return self.finish(attempt_ids)

    def finish(self, attempt_ids: Collection[str] | None = None) -> DeletionReport:
        """Finish deletions that were begun, these or all; what a crash or a full disk interrupted, too."""
        with self._deleting:  # two at once would take each other's files away
            begun = [one for one in self._keeper.begun_deletions() if attempt_ids is None or one in attempt_ids]
            gone: list[str] = []
            problems: list[Problem] = []
            for attempt_id in begun:
                try:
                    self._let_go(attempt_id)
                except Problem as problem:
                    problems.append(problem)
                else:
                    gone.append(attempt_id)
            still_in: tuple[str, ...] = ()
            try:
                still_in = self._remove_rows(gone) if gone else ()
            except Problem as problem:
                problems.append(problem)
                gone = []
            return DeletionReport(tuple(gone), tuple(problems), still_in)

    def put_aside(self) -> Sequence[str]:
        """Names of damaged files that were put aside and may hold what was deleted since."""
        return self._keeper.put_aside()

    def drop_put_aside(self) -> None:
        """Delete those files."""
        self._keeper.drop_put_aside()

    # ------------------------------------------------------------ by the person's rule

    def apply_rule(self) -> None:
        """What the settings ask for: answers that are too old go to the bin, and from there, in its own time, for good."""
        rule, now = self._rule(), self._now()
        expired: list[str] = []
        if rule.bin_days:  # first: what goes to the bin now has all its days there
            too_long = now - timedelta(days=rule.bin_days)
            expired = [binned.attempt.id for binned in self._keeper.bin() if binned.since < too_long]
        report = self.delete_for_good(expired) if expired else DeletionReport()
        binned = self._keeper.put_old_in_bin(now - timedelta(days=rule.keep_days), now) if rule.keep_days else 0
        for problem in report.problems:
            self._listener.problem_arose(problem)
        if binned or report.deleted:
            self._listener.answers_expired(binned, len(report.deleted))

    # ------------------------------------------------------------ inside

    def _let_go(self, attempt_id: str) -> None:
        """The sound, once nobody works on it. The rows stay: they say that it is not finished."""
        self._reviewing.cancel(attempt_id)
        self._reviewing.revising.forget(attempt_id)
        for kind in (JobKind.RECOGNISE, JobKind.LINE_UP, JobKind.ALIGN, JobKind.MEASURE):
            self._jobs.wait(kind, attempt_id, _PATIENCE_S)
        try:
            self._shelf.discard(attempt_id)
        except TakeProblem:
            if self._sounds(attempt_id):
                self._keeper.withdraw_deletion(attempt_id)
            raise

    def _remove_rows(self, attempt_ids: Collection[str]) -> tuple[str, ...]:
        """The last of attempts whose sound is gone; names of what still holds them."""
        self._copies.scrub(attempt_ids)
        self._keeper.remove_attempts(attempt_ids)
        log.info("%d attempts were deleted", len(attempt_ids))
        if self._copies.holding(attempt_ids):  # a copy that was being made meanwhile
            self._copies.scrub(attempt_ids)
        return tuple(dict.fromkeys((*self._copies.holding(attempt_ids), *self._keeper.holding(attempt_ids))))

    def _sounds(self, attempt_id: str) -> bool:
        try:
            self._shelf.audio(attempt_id)
        except TakeProblem:
            return False
        return True
