"""The windows' own door to the background: a function without Qt runs in a thread, its result arrives in the main thread.

For what takes seconds and belongs to one page (asking for voices, a download). What must survive the page is a job of `flow`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mockinterview.core.problems import Cancelled, Problem

log = logging.getLogger(__name__)


class Errand(QObject):
    """One piece of work at a time. done carries what the function returned, failed a Problem, progressed (so much, of so much)."""

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(object, object)
    stopped = Signal()
    """It was cancelled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._cancel = threading.Event()

    @property
    def busy(self) -> bool:
        """Whether the work goes on."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, work: Callable[[Errand], object], name: str) -> None:
        """Run `work` in a thread of its own; does nothing while another errand goes on."""
        if self.busy:
            return
        self._cancel.clear()
        self._thread = threading.Thread(target=self._run, args=(work,), name=f"errand-{name}", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop soon."""
        self._cancel.set()

    def cancelled(self) -> bool:
        """Whether the work should stop."""
        return self._cancel.is_set()

    def progress(self, done: int, total: int) -> None:
        """For the work: so much of so much."""
        self.progressed.emit(done, total)

    def finish(self, timeout_s: float = 5.0) -> None:
        """Cancel and wait."""
        self.cancel()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _run(self, work: Callable[[Errand], object]) -> None:
        try:
            result = work(self)
        except Cancelled:
            self.stopped.emit()
        except Problem as problem:
            self.failed.emit(problem)
        except Exception:  # a bug here must be told, not end a thread in silence
            log.exception("a bug ended an errand")
            self.failed.emit(Problem("Something in this program broke.", "That is our mistake.", "Please try again."))
        else:
            self.done.emit(result)
