"""The one crossing point between the story's threads and the windows.

`flow` tells a Listener what happens, in whichever thread it happens. Here each telling becomes a Qt signal. Connect only methods of
QObjects: Qt then delivers in the receiver's own thread; a lambda or a plain object's method would run in the teller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from mockinterview.core.attempt import Attempt
    from mockinterview.core.problems import Problem
    from mockinterview.core.recovery import StuckTake
    from mockinterview.core.transcript import Transcript
    from mockinterview.flow.ports import JobReport


class Bridge(QObject):
    """The signals the pages live by. `listener` is what `flow` is given.

    words_heard carries a Transcript too, job_changed a JobReport, problem_arose a Problem; the texts are attempt ids.
    """

    answering_changed = Signal()
    devices_changed = Signal()
    attempt_kept = Signal(str)
    takes_recovered = Signal(object, object)
    """The attempts that were brought back, and the takes that could not be, as tuples."""
    answers_expired = Signal(int, int)
    """How many answers went to the bin by the person's rule for old ones, and how many from there for good."""
    review_changed = Signal(str)
    words_heard = Signal(str, object)
    job_changed = Signal(object)
    problem_arose = Signal(object)
    crash_met = Signal(str, str)
    """The text of a crash report, and the file it was kept in, "" if it could not be."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listener = BridgeListener(self)

    def crashed(self, text: str, file: Path | None) -> None:
        """For `CrashWatch`, in any thread: a bug was met."""
        self.crash_met.emit(text, str(file or ""))


class BridgeListener:
    """flow's Listener; its methods may be called in any thread. (Apart from Bridge since a signal cannot be called.)"""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def answering_changed(self) -> None:
        """The sitting's state is another now."""
        self._bridge.answering_changed.emit()

    def devices_changed(self) -> None:
        """A microphone came, went or was muted."""
        self._bridge.devices_changed.emit()

    def attempt_kept(self, attempt_id: str) -> None:
        """An attempt is on disk and in the store."""
        self._bridge.attempt_kept.emit(attempt_id)

    def takes_recovered(self, attempts: Sequence[Attempt], stuck: Sequence[StuckTake]) -> None:
        """Takes a crash left behind were brought back, or could not be."""
        self._bridge.takes_recovered.emit(tuple(attempts), tuple(stuck))

    def answers_expired(self, binned: int, deleted: int) -> None:
        """The person's rule for old answers was applied."""
        self._bridge.answers_expired.emit(binned, deleted)

    def review_changed(self, attempt_id: str) -> None:
        """Transcript, delivery, coverage or a verdict arrived or changed."""
        self._bridge.review_changed.emit(attempt_id)

    def words_heard(self, attempt_id: str, transcript: Transcript) -> None:
        """The words so far of an attempt that is being recognised."""
        self._bridge.words_heard.emit(attempt_id, transcript)

    def job_changed(self, report: JobReport) -> None:
        """Background work went on or ended."""
        self._bridge.job_changed.emit(report)

    def problem_arose(self, problem: Problem) -> None:
        """Something a person should read that belongs to no page."""
        self._bridge.problem_arose.emit(problem)
