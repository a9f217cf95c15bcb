"""Calls into libraries that may never return: they get a thread of their own, which is left behind when time is up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

R = TypeVar("R")


class _Call(Generic[R]):
    """One call and how it ended."""

    def __init__(self, action: Callable[[], R]) -> None:
        self._action = action
        self.results: list[R] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.results.append(self._action())
        except BaseException as error:  # noqa: BLE001 - carried over and raised again in the thread that asked
            self.error = error


def in_time(action: Callable[[], R], seconds: float) -> R:
    """Do something that may hang. What it raises is raised here; TimeoutError if it is not done in time."""
    call = _Call(action)
    thread = threading.Thread(target=call.run, name="may-hang", daemon=True)
    thread.start()
    thread.join(seconds)
    if call.error is not None:
        raise call.error
    if not call.results:
        raise TimeoutError(f"no answer in {seconds:g} s")
    return call.results[0]
