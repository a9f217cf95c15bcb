"""Time that passes when the test says so, look by look: an hour of a take in a moment, and the same every run."""

from __future__ import annotations

import threading
import time

DEADLINE_S = 10.0


class FakeClocks:
    """`sound.clocks.Clocks`. Whoever waits is let go when its time has come, and `pass_time` goes on once it waits again."""

    def __init__(self) -> None:
        self._now = 1_000.0
        self._asleep = 50.0
        self._moved = threading.Condition()
        self._due: dict[int, float] = {}
        self._looking: set[int] = set()

    # ------------------------------------------------------------ as a take reads it

    def monotonic(self) -> float:
        return self._now

    def asleep(self) -> float:
        return self._asleep

    def wait(self, over: threading.Event, seconds: float) -> bool:
        me = threading.get_ident()
        with self._moved:
            self._looking.discard(me)
            self._due[me] = due = self._now + seconds
            self._moved.notify_all()
            while self._now < due and not over.is_set():
                self._moved.wait(0.01)  # `over` is set by others, who do not know us
            del self._due[me]
            if not over.is_set():
                self._looking.add(me)
        return over.is_set()

    # ------------------------------------------------------------ the script

    def pass_time(self, seconds: float) -> None:
        """Let time pass while somebody looks on."""
        with self._moved:
            end = self._now + seconds
            while True:
                self._until_all_wait()
                if self._now >= end:
                    return
                self._now = min(end, *self._due.values())
                self._moved.notify_all()
                self._moved.wait_for(self._nobody_is_due, DEADLINE_S)

    def jump(self, seconds: float) -> None:
        """Let time pass while this program is frozen: nobody looks until it is over."""
        with self._moved:
            self._until_all_wait()
            self._now += seconds
            self._moved.notify_all()
            self._moved.wait_for(self._nobody_is_due, DEADLINE_S)
            self._until_all_wait()

    def sleep(self, seconds: float) -> None:
        """Let the computer sleep: the one clock stands still, the other one knows."""
        with self._moved:
            self._asleep += seconds

    def _until_all_wait(self) -> None:
        started = time.monotonic()
        while not self._due or self._looking:
            assert time.monotonic() - started < DEADLINE_S, "nobody looks on"
            self._moved.wait(0.05)

    def _nobody_is_due(self) -> bool:
        return all(due > self._now for due in self._due.values())
