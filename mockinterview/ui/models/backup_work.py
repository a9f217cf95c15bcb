"""What is being done about backups from the window: one thing at a time, in the background, with its progress."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.backup import Contents
from mockinterview.core.problems import Problem
from mockinterview.flow.backups import Backups
from mockinterview.ui.models.background import Asking, Errand
from mockinterview.ui.models.model_work import Pace


class Deed(StrEnum):
    """What can be done, in the words that say it goes on."""

    SAVE = "Backing up"
    LOOK = "Looking into the backup"
    STAGE = "Unpacking and checking"
    FORGET = "Throwing the unpacked backup away"


class BackupWork(QObject):
    """looked: what is here (Holdings). saved, examined: what was put into a file, what is in one (Contents, Path).

    changed: work began or ended. progressed: see `pace`. problem_met: a Problem of what was asked for here.
    """

    changed = Signal()
    progressed = Signal()
    looked = Signal(object)
    saved = Signal(object, object)
    examined = Signal(object, object)
    problem_met = Signal(object)

    def __init__(self, backups: Backups, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backups = backups
        self._looking = Asking(self)
        self._errand = Errand(self)
        self._file = Path()
        self.deed: Deed | None = None
        """What goes on; None if nothing does."""
        self.pace = Pace()
        self._looking.answered.connect(self._on_looked)
        self._looking.failed.connect(self._on_not_looked)
        self._errand.progressed.connect(self._on_progress)
        self._errand.done.connect(self._on_done)
        self._errand.failed.connect(self._on_failed)
        self._errand.stopped.connect(self._on_stopped)

    def look(self) -> None:
        """Ask what is here now."""
        self._looking.ask("holdings", self._backups.here)

    def save(self, file: Path, *, with_sound: bool) -> None:
        """Write everything into one file."""
        self._start(
            Deed.SAVE,
            file,
            lambda errand: self._backups.write(file, errand.progress, errand.cancelled, with_sound=with_sound),
        )

    def examine(self, file: Path) -> None:
        """Ask what a backup holds."""
        self._start(Deed.LOOK, file, lambda _errand: self._backups.examine(file))

    def stage(self, file: Path) -> None:
        """Unpack and check a backup, to be brought back at the next start."""
        self._start(Deed.STAGE, file, lambda errand: self._backups.stage(file, errand.progress, errand.cancelled))

    def forget(self) -> None:
        """Bring nothing back after all."""
        self._start(Deed.FORGET, Path(), lambda _errand: self._backups.unstage())

    def cancel(self) -> None:
        """Stop what goes on; nothing of it stays."""
        self._errand.cancel()

    def close_down(self) -> None:
        """End what still goes on."""
        self._errand.finish()
        self._looking.finish()

    # ------------------------------------------------------------ inside

    def _start(self, deed: Deed, file: Path, work: Callable[[Errand], object]) -> None:
        if self.deed is not None:
            return
        self.deed, self._file, self.pace = deed, file, Pace()
        self._errand.start(work, "backup")
        self.changed.emit()

    @Slot(str, object)
    def _on_looked(self, _name: str, holdings: object) -> None:
        self.looked.emit(holdings)

    @Slot(str, object)
    def _on_not_looked(self, _name: str, problem: Problem) -> None:
        self.problem_met.emit(problem)

    @Slot(object, object)
    def _on_progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        began = (self.pace.began, self.pace.began_s) if self.pace.total else (done, now)
        self.pace = Pace(done, total, *began, now)
        self.progressed.emit()

    @Slot(object)
    def _on_done(self, contents: object) -> None:
        deed, self.deed = self.deed, None
        self.changed.emit()
        if isinstance(contents, Contents):
            match deed:
                case Deed.SAVE:
                    self.saved.emit(contents, self._file)
                case Deed.LOOK:
                    self.examined.emit(contents, self._file)
        self.look()

    @Slot(object)
    def _on_failed(self, problem: object) -> None:
        self._on_stopped()
        self.problem_met.emit(problem)

    @Slot()
    def _on_stopped(self) -> None:
        self.deed = None
        self.changed.emit()
        self.look()
