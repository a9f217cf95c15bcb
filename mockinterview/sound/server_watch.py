"""Where the sound of a take comes from, watched on Linux: sound servers move a stream to another microphone and tell nobody.

While a take runs, the server's own tool reports that something has changed; then it is asked which microphone this program's stream
is on, and how that is set. PipeWire answers the same questions. Where the tool is missing, or the server does not answer, the take
goes on without: whether sound still comes is watched elsewhere.
"""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mockinterview.sound.inputs import ANSWER_S, Source, listening, server_tool, sources_in, started

log = logging.getLogger(__name__)

_GATHER_S = 0.05
"""One change makes several lines: they are waited for before the server is asked."""

_CALM_S = 0.3
"""Least time between two questions, however much goes on (a volume that is being turned tells every step)."""

_END_S = 1.0
_WORTH_ASKING = re.compile(rb"Event '(?:new|change|remove)' on (?:source|source-output|server) #")


class ServerWatch:
    """Watches this program's newest stream until `close`, in a thread of its own. tell: told where it is, first and on changes."""

    def __init__(self, tool: str, tell: Callable[[Source], None]) -> None:
        self._tool = tool
        self._tell = tell
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._children: list[subprocess.Popen[bytes]] = []
        self._stream: int | None = None
        self._thread = threading.Thread(target=self._watch, name="server-watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Tell no more and end the tool, now: it holds nothing that would need a farewell."""
        self._over.set()
        with self._lock:
            for child in self._children:
                child.kill()
        self._thread.join(_END_S)

    def _watch(self) -> None:
        try:
            with self._started(*listening(self._tool)) as child:
                try:
                    self._look()
                    self._over.wait(_CALM_S)
                    self._look()  # again: the tool may have begun to listen only after the first answer
                    self._listen(child)
                finally:
                    child.kill()
        except (OSError, _Over) as error:
            log.info("the sound server is not watched: %s", type(error).__name__)

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        assert child.stdout is not None
        # Read as it comes: lines of one change are one answer, and what comes while the server is asked waits in the pipe.
        while heard := os.read(child.stdout.fileno(), 65_536):
            if _WORTH_ASKING.search(heard) and not self._over.wait(_GATHER_S):
                self._look()
                self._over.wait(_CALM_S)

    def _look(self) -> None:
        """Ask where our stream is; an answer that makes no sense is none."""
        try:
            outputs = json.loads(self._answer("--format=json", "list", "source-outputs"))
            if self._stream is None:
                self._stream = newest_stream(outputs, os.getpid())
            source = source_of(self._stream, outputs, json.loads(self._answer("--format=json", "list", "sources")))
        except (subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
            log.info("the sound server did not say where the sound comes from: %s", type(error).__name__)
            return
        if source is not None and not self._over.is_set():
            self._tell(source)

    def _answer(self, *words: str) -> bytes:
        with self._started(self._tool, *words) as child:
            try:
                return child.communicate(timeout=ANSWER_S)[0]
            finally:
                child.kill()
                with self._lock:
                    self._children.remove(child)

    def _started(self, *command: str) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._over.is_set():
                raise _Over
            child = started(*command)
            self._children.append(child)
            return child


class _Over(Exception):
    """The take has ended; nothing is asked any more."""


def newest_stream(outputs: Sequence[Mapping[str, Any]], process: int) -> int | None:
    """The number of the stream that a process opened last, in `pactl list source-outputs`; None if it has none."""
    ours = [
        int(output["index"]) for output in outputs if output["properties"].get("application.process.id") == str(process)
    ]
    return max(ours, default=None)


def source_of(
    stream: int | None, outputs: Sequence[Mapping[str, Any]], sources: Sequence[Mapping[str, Any]]
) -> Source | None:
    """The microphone a stream is on, in `pactl list source-outputs` and `list sources`; None if neither knows it."""
    numbers = [output["source"] for output in outputs if output["index"] == stream]
    for source in sources:
        if source["index"] in numbers:
            return sources_in([source], str(source["name"]))[0]
    return None


def watch_server(tell: Callable[[Source], None]) -> ServerWatch | None:
    """A watch with the server's own tool; None where that is not installed."""
    tool = server_tool()
    return ServerWatch(tool, tell) if tool is not None else None
