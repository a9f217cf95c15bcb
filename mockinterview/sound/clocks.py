"""The time a take is measured against: one clock that only goes forward, and one that tells how long the computer has slept.

The wall clock takes no part in it: people and time servers set it, forwards and back.
"""

from __future__ import annotations

import sys
import threading
import time
from typing import Protocol


class Clocks(Protocol):
    """What passes while a take is recorded, in seconds."""

    def monotonic(self) -> float:
        """Time since some moment; never goes back."""
        ...

    def asleep(self) -> float:
        """How long the computer has slept since some moment; grows by nothing else."""
        ...

    def wait(self, over: threading.Event, seconds: float) -> bool:
        """Let time pass, until `over` is set at the longest; whether it is."""
        ...


class SystemClocks:
    """This computer's."""

    def monotonic(self) -> float:
        return time.monotonic()

    def asleep(self) -> float:
        """The difference of two clocks of which one stands still in sleep; 0 where the system has no such pair."""
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
        elif sys.platform == "darwin":
            return time.clock_gettime(time.CLOCK_MONOTONIC_RAW) - time.clock_gettime(time.CLOCK_UPTIME_RAW)
        elif sys.platform == "win32":
            # Only where it is asked: nothing else needs it.
            import ctypes

            kernel, awake = ctypes.windll.kernel32, ctypes.c_ulonglong()
            kernel.GetTickCount64.restype = ctypes.c_ulonglong
            kernel.QueryUnbiasedInterruptTime(ctypes.byref(awake))  # in 100 ns; stands still in sleep
            return float(kernel.GetTickCount64() / 1e3 - awake.value / 1e7)
        else:
            return 0.0

    def wait(self, over: threading.Event, seconds: float) -> bool:
        return over.wait(seconds)
