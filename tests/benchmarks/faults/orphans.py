"""What is left running of a program that has ended: nothing may be, two seconds later."""

from __future__ import annotations

import threading
import time

from tests.benchmarks.faults.puppet import Puppet
from tests.guards import leftovers

GONE_S = 2.0
_END_S = 30


class Watch:
    """The processes there were before a window was started; whatever it starts becomes ours when it dies (Linux)."""

    def __init__(self) -> None:
        leftovers.become_reaper()
        self._before = leftovers.children()

    def end(self, window: Puppet, *, kill: bool) -> list[str]:
        """Close a window, or kill it, and wait; what still runs two seconds after it has ended, in words."""
        if kill:
            window.kill()
        else:
            window.tell("quit")
            window.wait(_END_S)
        ended = time.monotonic()
        while (left := leftovers.children() - self._before) and time.monotonic() < ended + GONE_S:
            threading.Event().wait(0.05)
        return [f"process {pid} still runs: {leftovers.name_of(pid)}" for pid in left]
