"""The program with its window, as a process of its own through its own front door, told on its stdin what a person would do.

`Puppet` is the trial's side. The other side is this module run with a data folder: it answers on stdout, one line of JSON for each
thing that happens. Nothing of the program is replaced; it is only watched, and its methods are called where a person would click.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[3]
TICK_MS = 16
QUESTION = "difficult-client-legal-secretary"


class Puppet:
    """A window in a process of its own. env: on top of this process's environment, as that of a sound card.

    held: it waits before its first import until `go`, so that several can start at the same moment.
    """

    def __init__(self, data: Path, env: Mapping[str, str] | None = None, *, held: bool = False) -> None:
        command = [
            sys.executable,
            "-m",
            __name__,
            str(data),
            *(["--held"] if held else []),
        ]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **(env or {})},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.said: list[dict[str, Any]] = []
        self.complaints: list[str] = []
        self._news = threading.Condition()
        self._readers = [threading.Thread(target=self._listen), threading.Thread(target=self._note_complaints)]
        for reader in self._readers:
            reader.start()

    def __enter__(self) -> Puppet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        return self.process.pid

    def tell(self, *words: object) -> None:
        """One wish, like "record ID"."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(" ".join(map(str, words)) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise ChildProcessError(f"the program has ended: {self.complaints[-3:]}") from None

    def ask(self, *words: object, key: str, timeout_s: float = 60) -> Any:
        """One wish, and what it says of `key` after that."""
        known = len(self.said)
        self.tell(*words)
        return self.hear(key, known, timeout_s)

    def hear(self, key: str, known: int = 0, timeout_s: float = 60) -> Any:
        """What it says of `key`, the first since it had said so much; TimeoutError if nothing comes, also since it ended."""
        with self._news:
            self._news.wait_for(lambda: self.told(key, known) or not self._readers[0].is_alive(), timeout_s)
            found = self.told(key, known)
        if not found:
            raise TimeoutError(f"it did not say “{key}”, but {self.said[known:][-3:]}, {self.complaints[-3:]}")
        return found[0]

    def told(self, key: str, known: int = 0) -> list[Any]:
        """Everything it has said of `key`."""
        return [news[key] for news in self.said[known:] if key in news]

    def wait(self, timeout_s: float = 60) -> int:
        """Wait until it has ended; its exit status."""
        status = self.process.wait(timeout_s)
        self._collect()
        return status

    def kill(self) -> None:
        """End it at once, as a crash would; harmless when called twice."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)
        self._collect()

    def _collect(self) -> None:
        for reader in self._readers:
            reader.join(5)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # a wish that came too late

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                with self._news:
                    self.said.append(json.loads(line))
                    self._news.notify_all()
        with self._news:
            self._news.notify_all()

    def _note_complaints(self) -> None:
        assert self.process.stderr is not None
        self.complaints.extend(self.process.stderr)


# ---------------------------------------------------------------- the program's side


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


def perform(desktop: Any) -> Callable[[], object]:
    """Put hands on the window; what is returned must be kept as long as it is there."""
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal

    class Hands(QObject):
        """Does what is wished, in the window's thread."""

        wished = Signal(str)

        def __init__(self) -> None:
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
            """How long the window stands still until a review is on the screen."""
            started = time.perf_counter()
            self.window.show_attempt(attempt_id)
            called = time.perf_counter()
            self.window.page("review").repaint()
            say(opened=time.perf_counter() - started, called=called - started)

        def do_seek(self, at_ms: str) -> None:
            page = self.window.page("review")
            started = time.perf_counter()
            page.seek(int(at_ms))
            page.repaint()
            say(sought=time.perf_counter() - started, at=page._replay.position_ms)

        def do_measured(self) -> None:
            """Whether the loudness curve of the review is there."""
            house, page = self.window.house, self.window.page("review")
            say(measured=house.reviewing.levels(page.attempt_id) is not None)

        def do_quit(self) -> None:
            self.window.close()

    return Hands()


def main() -> int:
    data = sys.argv[1]
    if "--held" in sys.argv:
        sys.stdin.readline()
    from mockinterview import app
    from mockinterview.__main__ import main as program

    run = app.Desktop.run

    def watched(desktop: app.Desktop) -> int:
        hands = perform(desktop)
        status = run(desktop)
        del hands
        return status

    app.Desktop.run = watched  # type: ignore[method-assign]
    sys.argv = ["mockinterview", "--data-dir", data]
    status = program()
    say(over=status)
    return status


if __name__ == "__main__":
    sys.exit(main())
