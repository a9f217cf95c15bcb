"""What is being done to models, wherever it was asked for: one download, check or copy at a time, and one trial beside it.

It outlives the dialog that began it, so that a download goes on while the person does something else.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.guidance import Guidance, bytes_words, duration_words
from mockinterview.core.problems import Problem
from mockinterview.core.recognition import KnownModel, ModelState, RecogniserWish
from mockinterview.flow.models import ModelStore
from mockinterview.ui.models.background import Errand

_KNOWN_AFTER_S = 1.5
"""Before that a speed says nothing."""


class Deed(StrEnum):
    """What can be done to a model that takes a while, in the word that says it goes on."""

    GET = "Downloading"
    CHECK = "Checking"
    ADD = "Copying"
    TRUST = "Reading"


@dataclass(frozen=True)
class Pace:
    """How far work is, and since when it goes on. Bytes; monotonic seconds."""

    done: int = 0
    total: int = 0
    began: int = 0
    began_s: float = 0.0
    now_s: float = 0.0

    @property
    def words(self) -> str:
        """ "45 MB of 145 MB · 3.2 MB/s · about 35 s left"."""
        if not self.total:
            return ""
        parts = [f"{bytes_words(self.done)} of {bytes_words(self.total)}"]
        took_s = self.now_s - self.began_s
        if took_s >= _KNOWN_AFTER_S and self.done > self.began:
            speed = (self.done - self.began) / took_s
            parts.append(f"{bytes_words(round(speed))}/s" if speed >= 1e6 else f"{speed / 1e3:.0f} kB/s")
            parts.append(f"{duration_words(round(1000 * (self.total - self.done) / speed))} left")
        return " · ".join(parts)


class ModelWork(QObject):
    """changed: ask anew what is here. progressed: see `pace`. trust_asked: a file was added that nobody knows (its KnownModel).

    told: a sentence on what was done. problem_met: a Problem of what was asked for here.
    """

    changed = Signal()
    progressed = Signal()
    trust_asked = Signal(object)
    told = Signal(str)
    problem_met = Signal(object)
    tried = Signal()
    """A trial has ended, however it did."""
    trial_failed = Signal(object)

    def __init__(self, store: ModelStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._errand = Errand(self)
        self._trial = Errand(self)
        self._on_done: Callable[[object], None] = self._ignore
        self.name = ""
        """The model, or file, that work goes on for; "" if none does."""
        self.trying = False
        """Whether a trial goes on."""
        self.deed = Deed.GET
        self.pace = Pace()
        self._errand.progressed.connect(self._on_progress)
        self._errand.done.connect(self._on_work_done)
        self._errand.failed.connect(self._on_failed)
        self._errand.stopped.connect(self._on_stopped)
        self._trial.done.connect(self._on_tried)
        self._trial.failed.connect(self._on_trial_failed)
        self._trial.stopped.connect(self._on_tried)

    # ------------------------------------------------------------ looking

    @property
    def busy(self) -> bool:
        """Whether a download, check or copy goes on."""
        return bool(self.name)

    def models(self) -> Sequence[KnownModel]:
        """Every model that is here or could be."""
        return self._store.models()

    def room(self) -> tuple[int, int]:
        """Bytes all models take, and bytes that are free."""
        return self._store.room()

    def guidance(self, wish: RecogniserWish) -> Guidance:
        """What to know before choosing."""
        return self._store.guidance(wish)

    # ------------------------------------------------------------ doing

    def get(self, name: str) -> None:
        """Download a model, or go on with it."""
        self._start(Deed.GET, name, lambda errand: self._store.fetch(name, errand.progress, errand.cancelled))

    def check(self, name: str) -> None:
        """Read a model and compare its checksum."""
        self._start(
            Deed.CHECK,
            name,
            lambda errand: self._store.verify(name, errand.progress, errand.cancelled),
            lambda _nothing: self.told.emit(
                f"{name} is whole: it is the file that was published, or the one you said yes to."
            ),
        )

    def add(self, file: Path) -> None:
        """Copy a model file into the models folder."""
        self._start(
            Deed.ADD,
            file.name,
            lambda errand: self._store.add(file, errand.progress, errand.cancelled),
            self._on_added,
        )

    def trust(self, name: str) -> None:
        """The person said yes to a model that was put there by hand."""
        self._start(Deed.TRUST, name, lambda _errand: self._store.trust(name))

    def remove(self, name: str) -> None:
        """Delete a model and all that belongs to it."""
        try:
            freed = self._store.remove(name)
        except Problem as problem:
            self.problem_met.emit(problem)
        else:
            self.told.emit(f"{name} was removed. {bytes_words(freed)} are free again.")
        self.changed.emit()

    def try_out(self, wish: RecogniserWish) -> None:
        """Recognise a short clip, to know how fast it is here."""
        if self.trying:
            return
        self.trying = True
        self._trial.start(lambda errand: self._store.try_out(wish, errand.progress, errand.cancelled), "trial")

    def cancel(self) -> None:
        """Stop the download, check or copy; what has arrived of a download is kept."""
        self._errand.cancel()

    def cancel_trial(self) -> None:
        """Stop the trial."""
        self._trial.cancel()

    def close_down(self) -> None:
        """End what still goes on; what has arrived of a download is kept."""
        self._errand.finish()
        self._trial.finish()

    # ------------------------------------------------------------ inside

    def _start(
        self,
        deed: Deed,
        name: str,
        work: Callable[[Errand], object],
        on_done: Callable[[object], None] | None = None,
    ) -> None:
        if self.busy:
            self.problem_met.emit(
                Problem("One thing at a time.", f"{self.deed.value} {self.name} goes on.", "Wait for it, or cancel it.")
            )
            return
        self.name, self.deed, self.pace = name, deed, Pace()
        self._on_done = on_done or self._ignore
        self._errand.start(work, "models")
        self.progressed.emit()

    def _ignore(self, _result: object) -> None:
        """Nothing more to say."""

    def _on_added(self, model: object) -> None:
        assert isinstance(model, KnownModel)
        if model.state is ModelState.UNTRUSTED:
            self.trust_asked.emit(model)
        else:
            self.told.emit(f"{model.name} is here and can be used.")

    @Slot(object, object)
    def _on_progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self.pace.total:
            self.pace = Pace(done, total, done, now, now)
        else:
            self.pace = Pace(done, total, self.pace.began, self.pace.began_s, now)
        self.progressed.emit()

    @Slot(object)
    def _on_work_done(self, result: object) -> None:
        self.name = ""
        self.changed.emit()
        self._on_done(result)

    @Slot(object)
    def _on_failed(self, problem: Problem) -> None:
        self._on_stopped()
        self.problem_met.emit(problem)

    @Slot()
    def _on_stopped(self) -> None:
        self.name = ""
        self.changed.emit()

    @Slot()
    def _on_tried(self) -> None:
        self.trying = False
        self.tried.emit()

    @Slot(object)
    def _on_trial_failed(self, problem: Problem) -> None:
        self._on_tried()
        self.trial_failed.emit(problem)
