"""Told by the sound server itself, on Linux: a microphone came, went, was muted, or another one is the default now.

Its own tool prints a line for each thing that happens. Qt would tell much of this too (`sound/qt/devices`), but its backend for
PulseAudio says nothing of a microphone that goes unless it was the default, and nothing of one that is muted (6.11.3, by trial).
"""

from __future__ import annotations

import logging
import re
import subprocess
import threading
from collections.abc import Callable

from mockinterview.sound.inputs import listening, server_tool, started

log = logging.getLogger(__name__)

SETTLE_S = 0.2
"""One plug makes several lines; they are told as one change, so long after the first."""

_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 15.0
"""A server that has gone is asked for again after these times, each twice the one before."""

_END_S = 2.0
_WORTH_TELLING = re.compile(rb"Event '(?:new|remove|change)' on (?:source|server) #")
"""Not `source-output`: that is somebody beginning to record, such as ourselves."""


class ServerNews:
    """Flow's `DeviceNews`, by `pactl subscribe`. tool: its path."""

    def __init__(self, tool: str) -> None:
        self._tool = tool
        self._changed: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._settling: threading.Timer | None = None
        self._returning: threading.Timer | None = None
        self._listening: threading.Thread | None = None

    def watch(self, changed: Callable[[], None]) -> None:
        """Tell from now on, in a thread of its own; returns at once. To be called once."""
        self._changed = changed
        self._listening = threading.Thread(target=self._listen, name="server-news", daemon=True)
        self._listening.start()

    def close(self) -> None:
        """Tell no more, and end the tool."""
        self._over.set()
        with self._lock:
            child, timers = self._child, (self._settling, self._returning)
        for timer in timers:
            if timer is not None:
                timer.cancel()
        if child is not None:
            child.terminate()
        if self._listening is not None:
            self._listening.join(_END_S)

    def _listen(self) -> None:
        wait_s, again = _FIRST_WAIT_S, False
        while not self._over.is_set():
            if self._hear_one(again=again):
                wait_s = _FIRST_WAIT_S
                self._tell_soon()  # the server has gone, and its microphones with it
            self._over.wait(wait_s)
            wait_s, again = min(2 * wait_s, _LONGEST_WAIT_S), True

    def _hear_one(self, *, again: bool) -> bool:
        """Listen until the tool ends; whether it had anything to say."""
        try:
            with self._lock:
                if self._over.is_set():
                    return False
                self._child = started(*listening(self._tool))
                if again:
                    self._returning = threading.Timer(SETTLE_S, self._tell_if_back, (self._child,))
                    self._returning.daemon = True
                    self._returning.start()
        except OSError as error:
            log.info("the sound server is not listened to: %s", type(error).__name__)
            return False
        said = False
        with self._child as child:
            assert child.stdout is not None
            for line in child.stdout:
                said = True
                if _WORTH_TELLING.match(line):
                    self._tell_soon()
        return said

    def _tell_if_back(self, child: subprocess.Popen[bytes]) -> None:
        """A server that is there again says nothing of it; but without one the tool would have ended at once."""
        if child.poll() is None:
            self._tell_soon()

    def _tell_soon(self) -> None:
        with self._lock:
            if self._over.is_set() or (self._settling is not None and self._settling.is_alive()):
                return
            self._settling = threading.Timer(SETTLE_S, self._tell)
            self._settling.daemon = True
            self._settling.start()

    def _tell(self) -> None:
        if self._changed is None or self._over.is_set():
            return
        try:
            self._changed()
        except Exception:  # whoever is told may break; the next change must be told all the same
            log.exception("nobody could be told that the microphones have changed")


def server_news() -> ServerNews | None:
    """News by the sound server's own tool, None where it is not installed."""
    tool = server_tool()
    return ServerNews(tool) if tool is not None else None
