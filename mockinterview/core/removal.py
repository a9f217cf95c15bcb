"""What was thrown away: attempts in the bin, and what became of those that were deleted for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mockinterview.core.attempt import Attempt
from mockinterview.core.problems import Problem


@dataclass(frozen=True)
class Binned:
    """An attempt in the bin: in no list and in no search, but whole. since: aware datetime in UTC."""

    attempt: Attempt
    since: datetime


@dataclass(frozen=True)
class DeletionReport:
    """What came of a deletion for good.

    deleted: ids of what is gone. problems: why something is not; what is whole is in the bin again, anything else is finished at
    the next start. still_in: names of what in the data folder holds some of it all the same and is not ours to delete unasked:
    files that were put aside as damaged, folders from before a backup was restored. Backups the person made may hold it too;
    nobody knows where they are.
    """

    deleted: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    still_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class RetentionRule:
    """What the person wants to happen to old answers, in days; 0 for never, which is the default of both.

    keep_days: after so many an answer goes to the bin by itself. bin_days: after so many in the bin it is deleted for good.
    """

    keep_days: int = 0
    bin_days: int = 0
