"""News of microphones, made by the test."""

from __future__ import annotations

from collections.abc import Callable


class FakeDeviceNews:
    """Flow's `DeviceNews`; `change` is a plug, a pull or a mute."""

    def __init__(self) -> None:
        self.changed: Callable[[], None] | None = None
        self.closed = False

    def watch(self, changed: Callable[[], None]) -> None:
        assert self.changed is None, "watched twice"
        self.changed = changed

    def close(self) -> None:
        self.closed = True

    def change(self) -> None:
        """Something is other than before; nobody is told who did not ask."""
        if self.changed is not None and not self.closed:
            self.changed()
