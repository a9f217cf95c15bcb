"""What was brought back at this start, as long as the program runs: the history marks and lists it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.attempt import Attempt
from mockinterview.core.recovery import StuckTake
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState


class Recovered(QObject):
    """ids: the attempts that were brought back. stuck: the takes that could not be, as the last try found them."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ids: frozenset[str] = frozenset()
        self.stuck: Sequence[StuckTake] = ()
        self._told = False

    @Slot(object, object)
    def add(self, attempts: Sequence[Attempt], stuck: Sequence[StuckTake]) -> None:
        """What a try brought back, and what it could not."""
        self._told = True
        self.ids |= {attempt.id for attempt in attempts}
        self.stuck = tuple(stuck)
        self.changed.emit()

    @Slot(object)
    def follow(self, report: JobReport) -> None:
        """A try that ends and has told nothing found nothing left to bring back."""
        if report.kind != JobKind.TIDY or report.attempt_id:
            return
        if report.state is JobState.RUNNING:
            self._told = False
        elif report.state is JobState.DONE and self.stuck and not self._told:
            self.stuck = ()
            self.changed.emit()
