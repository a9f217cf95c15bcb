"""Hands on the window of the program, in its own process: they do what a trial wishes, and say what they see.

The other side of `puppet`; loaded once the program has made its window.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest

from tests.benchmarks.faults.puppet import QUESTION, TICK_MS


def say(**news: object) -> None:
    """One line for the trial."""
    sys.stdout.write(json.dumps(news) + "\n")
    sys.stdout.flush()


def freeze(kind: str, seconds: float) -> None:
    """Let the calling thread do nothing else: "waiting" lets other threads run, "busy" makes them fight for every moment,
    "locked" holds Python's own lock, as a slow library call does that does not let go of it."""
    if kind == "waiting":
        threading.Event().wait(seconds)
    elif kind == "busy":
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            sum(range(1000))
    else:
        import ctypes

        ctypes.PyDLL(None).usleep(int(seconds * 1_000_000))


class Hands(QObject):
    """Does what is wished, in the window's thread."""

    wished = Signal(str)

    def __init__(self, desktop: Any) -> None:
        super().__init__()
        self.window = desktop.window
        self.step = ""
        self.stop_after_ms: int | None = None
        self.late: list[float] = []
        self.last = 0.0
        self.ticker, self.watch, self.stopper = QTimer(self), QTimer(self), QTimer(self)
        self.stopper.setSingleShot(True)
        self.stopper.timeout.connect(self.do_stop)
        for timer in (self.ticker, self.stopper):
            timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.ticker.timeout.connect(self.tick)
        self.watch.timeout.connect(self.look)
        self.wished.connect(self.do)
        self.window.installEventFilter(self)
        come = self.window.come_to_front
        self.window.come_to_front = lambda: (come(), say(front=True))
        desktop._bridge.attempt_kept.connect(self.kept)
        self.watch.start(5)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            say(shown=os.getpid())
        return False

    def look(self) -> None:
        if not self.window.furnished:
            return
        if not self.step:
            say(furnished=True)
            threading.Thread(target=self.read, daemon=True).start()
        sitting = self.window.house.answering
        if sitting.step != self.step:
            self.step = str(sitting.step)
            problem = sitting.problem.sentence if sitting.problem else ""
            said = {"step": self.step, "id": sitting.attempt_id, "problem": problem}
            say(
                **said,
                **{self.step: sitting.attempt_id},
                **({"rest": said} if sitting.attempt_id and not sitting.busy else {}),
            )
            if self.step == "recording" and self.stop_after_ms is not None:
                self.stop_soon(self.stop_after_ms)
                self.stop_after_ms = None

    def read(self) -> None:
        for line in sys.stdin:
            self.wished.emit(line)

    def kept(self, attempt_id: str) -> None:
        say(kept=attempt_id)

    def tick(self) -> None:
        now = time.perf_counter()
        if self.last:
            self.late.append(max(0.0, 1000 * (now - self.last) - TICK_MS))
        self.last = now

    def do(self, line: str) -> None:
        wish, *words = line.split()
        getattr(self, f"do_{wish}")(*words)

    def do_record(self, question: str = QUESTION) -> None:
        self.window.rehearse(question)
        self.window.house.answering.record()

    def do_stop(self) -> None:
        self.window.house.answering.stop()

    def do_blink(self, ms: str) -> None:
        """Record, and stop so soon after."""
        self.do_record()
        self.stop_soon(int(ms))

    def do_blink_at_sound(self, ms: str) -> None:
        """Record, and stop so soon after the first sound has come."""
        self.stop_after_ms = int(ms)
        self.do_record()

    def stop_soon(self, ms: int) -> None:
        self.stopper.start(ms)

    def do_freeze(self, kind: str, seconds: str) -> None:
        say(freezing=kind)
        freeze(kind, float(seconds))
        say(thawed=kind)

    def do_ticks(self) -> None:
        """How late the ticks were since the last time."""
        self.ticker.stop()
        late, self.late, self.last = sorted(self.late), [], 0.0
        say(ticks=late)
        self.ticker.start(TICK_MS)

    def do_open(self, attempt_id: str) -> None:
        """How long it takes until a review is on the screen, and for how long the window stands still at first."""
        started = time.perf_counter()
        page = self.window.page("review")
        self.window.show_attempt(attempt_id)
        called = time.perf_counter()
        while not page.settled:
            QTest.qWait(1)
        page.repaint()
        say(opened=time.perf_counter() - started, called=called - started)

    def do_seek(self, at_ms: str) -> None:
        page = self.window.page("review")
        started = time.perf_counter()
        page.hearing.seek(int(at_ms))
        page.repaint()
        say(sought=time.perf_counter() - started, at=page.replay.position_ms)

    def do_measured(self) -> None:
        """Whether the loudness curve of the review is there."""
        house, page = self.window.house, self.window.page("review")
        say(measured=house.reviewing.levels(page.attempt_id) is not None)

    def do_quit(self) -> None:
        self.window.close()
