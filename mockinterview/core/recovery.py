"""What came of bringing back the takes that a crash left behind."""

from __future__ import annotations

from dataclasses import dataclass

from mockinterview.core.problems import Problem
from mockinterview.core.take import FinishedTake


@dataclass(frozen=True)
class StuckTake:
    """A take that could not be brought back. It lies where it was, untouched; take: as it was found. problem: why."""

    take: FinishedTake
    problem: Problem
