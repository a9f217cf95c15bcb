"""A decoder with no process behind it: writes so many milliseconds, when the test lets it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from mockinterview.core.problems import Cancelled, Problem


class FakeDecoder:
    """duration_ms: how long every file lasts (32 bytes each, behind a header of 44). problem: raised instead, once set.

    hold: while clear, the work stands in its middle, and can be cancelled. began: it got there. asked: every file so far.
    """

    def __init__(self, duration_ms: int = 4_000) -> None:
        self.duration_ms = duration_ms
        self.problem: Problem | None = None
        self.hold = threading.Event()
        self.hold.set()
        self.began = threading.Event()
        self.asked: list[Path] = []

    def decode(
        self, audio: Path, target: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> None:
        self.asked.append(audio)
        progress(self.duration_ms // 2, self.duration_ms)
        self.began.set()
        while not self.hold.wait(0.01):
            if cancelled():
                raise Cancelled
        if self.problem is not None:
            raise self.problem
        target.write_bytes(bytes(44 + 32 * self.duration_ms))
        progress(self.duration_ms, self.duration_ms)
