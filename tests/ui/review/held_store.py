"""A store of attempts that another program holds: whoever asks it waits. Who asks it in the main thread is found out."""

from __future__ import annotations

import threading
import traceback

from tests.fakes.fake_keeper import FakeKeeper

PATIENCE_S = 20.0


class HeldStore:
    """Stands before every call of a keeper. `hold` lets them wait until `free`; in_main: where the main thread asked."""

    def __init__(self, keeper: FakeKeeper) -> None:
        self._keeper = keeper
        self._check = keeper._check
        self._free = threading.Event()
        self._free.set()
        self._watching = False
        self.waiting = 0
        self.in_main: list[str] = []
        keeper._check = self._checked  # type: ignore[method-assign]

    def hold(self) -> None:
        """From now on whoever asks waits."""
        self._free.clear()

    def free(self) -> None:
        """Everybody goes on."""
        self._free.set()

    def watch(self) -> None:
        """From now on nobody may ask in the main thread."""
        self._watching = True

    def _checked(self) -> None:
        if threading.current_thread() is threading.main_thread():
            if self._watching:
                self.in_main.append("".join(traceback.format_stack(limit=6)))
        else:
            self.waiting += not self._free.is_set()
            assert self._free.wait(PATIENCE_S), "the store was held until the end"
        self._check()
