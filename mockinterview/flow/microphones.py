"""Which microphones there are, told anew whenever one comes, goes or is muted.

PortAudio is not asked all the time: somebody who knows (the sound server, Qt) says that something has changed, and the pages ask
for the list again. A running take needs no telling: it watches its own stream.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from mockinterview.core.problems import MicrophoneProblem
from mockinterview.core.take import InputDevice
from mockinterview.flow.ports import Listener, Microphone


class DeviceNews(Protocol):
    """Knows when the microphones of this computer are others than before, or muted."""

    def watch(self, changed: Callable[[], None]) -> None:
        """Tell from now on, in any thread and soon after it happened; returns at once. To be called once."""
        ...

    def close(self) -> None:
        """Tell no more."""
        ...


class Microphones:
    """The microphones. news: makes the one who knows when they change, when a page first wants to know; None: nobody does.

    unmute: switches a microphone on in the sound settings; None where that cannot be done.
    """

    def __init__(
        self,
        microphone: Microphone,
        listener: Listener,
        news: Callable[[], DeviceNews] | None = None,
        unmute: Callable[[InputDevice], None] | None = None,
    ) -> None:
        self._microphone = microphone
        self._listener = listener
        self._make_news = news
        self._unmute = unmute
        self._lock = threading.Lock()
        self._news: DeviceNews | None = None

    def all(self) -> Sequence[InputDevice]:
        """The microphones there are now, the default first; empty if none. Blocks, up to some seconds: in the background."""
        return self._microphone.inputs()

    def watch(self) -> None:
        """Have changes told to the listener from now on; does nothing when called again."""
        with self._lock:
            if self._make_news is None or self._news is not None:
                return
            self._news = self._make_news()
        self._news.watch(self._listener.devices_changed)

    def unmute(self, device: InputDevice) -> None:
        """Switch a muted microphone on; MicrophoneProblem if that cannot be done. Blocks: in the background."""
        if self._unmute is None:
            raise MicrophoneProblem(f"“{device.name}” is muted.", "", "Unmute it in your system's sound settings.")
        self._unmute(device)

    def close(self) -> None:
        """Tell no more of changes."""
        with self._lock:
            news, self._make_news = self._news, None
        if news is not None:
            news.close()
