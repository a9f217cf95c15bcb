"""The windows' own door to the background: a function without Qt runs in a thread, its result arrives in the main thread.

`Errand` is for one piece of work that takes seconds and may be cancelled (voices, a download, a backup); while it goes on, another
is refused. `Asking` is for the many short wishes a page has of the store: they wait for each other, and of questions under one name
only the newest is answered. What must survive the page is a job of `flow`.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.problems import Cancelled, Problem

log = logging.getLogger(__name__)

PATIENCE_S = 5.0
"""So long the end of the program waits for what is under way."""


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
        self._going = self._closed = False
        for end in (self.done, self.failed, self.stopped):
            end.connect(self._on_end)  # before anybody else hears of it: who does may start the next

    @property
    def busy(self) -> bool:
        """Whether the work goes on, or its end is still to be told."""
        return self._going

    def start(self, work: Callable[[Errand], object], name: str) -> None:
        """Run `work` in a thread of its own; does nothing while another errand goes on."""
        if self._going or self._closed:
            return
        self._going = True
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
        if not self._closed:
            self.progressed.emit(done, total)

    def finish(self, timeout_s: float = PATIENCE_S) -> None:
        """Cancel and wait. Nothing is begun or told any more."""
        self._closed = True
        self.cancel()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _run(self, work: Callable[[Errand], object]) -> None:
        end: Callable[[], object]
        try:
            end = partial(self.done.emit, work(self))
        except Cancelled:
            end = self.stopped.emit
        except Problem as problem:
            end = partial(self.failed.emit, problem)
        except Exception:  # a bug here must be told, not end a thread in silence
            log.exception("a bug ended an errand")
            end = partial(self.failed.emit, _bug())
        if not self._closed:
            end()

    @Slot()
    def _on_end(self) -> None:
        self._going = False


class _Wish(NamedTuple):
    name: str
    work: Callable[[], object]
    question: bool


class Asking(QObject):
    """What a page asks of the store and has it do, one after the other, in the background: the main thread never waits for a disk.

    answered: the name it was asked under, and the answer. failed: the name, and a Problem.
    """

    answered = Signal(str, object)
    failed = Signal(str, object)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[_Wish] = deque()
        self._now: _Wish | None = None
        self._thread: threading.Thread | None = None
        self._closed = False
        self._telling = threading.Lock()
        self._ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """Whether something was asked that is not answered."""
        return self._now is not None

    def ask(self, name: str, question: Callable[[], object]) -> None:
        """Ask. Whatever was asked under that name before is answered no more, nor does it fail: only the newest counts."""
        self._waiting = deque(one for one in self._waiting if not (one.question and one.name == name))
        self._queue(_Wish(name, question, question=True))

    def do(self, name: str, deed: Callable[[], object]) -> None:
        """Have something done; it is done, and answered, whatever is asked after it."""
        self._queue(_Wish(name, deed, question=False))

    def finish(self, timeout_s: float = PATIENCE_S) -> None:
        """Forget what was only asked; have done, as far as the time allows, what was to be done. Nothing is answered any more."""
        if self._closed:
            return
        with self._telling:
            self._closed = True
        until = time.monotonic() + timeout_s
        deeds = deque(wish for wish in self._waiting if not wish.question)
        self._waiting.clear()
        if not deeds and (self._now is None or self._now.question):
            return  # nobody waits for an answer that nobody will hear
        while self._thread is not None:
            self._thread.join(max(0.0, until - time.monotonic()))
            if self._thread.is_alive() or not deeds:
                return
            self._thread = self._started(deeds.popleft())

    def _queue(self, wish: _Wish) -> None:
        if not self._closed:
            self._waiting.append(wish)
            self._begin_next()

    def _begin_next(self) -> None:
        if self._now is None and self._waiting:
            self._now = self._waiting.popleft()
            self._thread = self._started(self._now)

    def _started(self, wish: _Wish) -> threading.Thread:
        thread = threading.Thread(target=self._run, args=(wish.work,), name=f"asking-{wish.name}", daemon=True)
        thread.start()
        return thread

    def _run(self, work: Callable[[], object]) -> None:
        answer, problem = None, None
        try:
            answer = work()
        except Problem as met:
            problem = met
        except Exception:  # a bug here must be told, not end a thread in silence
            log.exception("a bug ended what was asked")
            problem = _bug()
        with self._telling:
            if not self._closed:
                self._ended.emit(answer, problem)

    @Slot(object, object)
    def _on_ended(self, answer: object, problem: Problem | None) -> None:
        ended, self._now = self._now, None
        if self._closed or ended is None:
            return
        superseded = ended.question and any(one.question and one.name == ended.name for one in self._waiting)
        self._begin_next()
        if superseded:
            return
        if problem is not None:
            self.failed.emit(ended.name, problem)
        else:
            self.answered.emit(ended.name, answer)


def finish_all(window: QObject, timeout_s: float = PATIENCE_S) -> None:
    """Finish every `Asking` of a window: where the store is held they all wait for it, and the person waits once."""
    until = time.monotonic() + timeout_s
    for asking in window.findChildren(Asking):
        asking.finish(max(0.0, until - time.monotonic()))


def _bug() -> Problem:
    return Problem("Something in this program broke.", "That is our mistake.", "Please try again.")
