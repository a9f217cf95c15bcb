"""PortAudio, played by the test: devices that come and go, streams that refuse, stall and die."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any


class FakePortAudioError(Exception):
    """As sounddevice raises it: message, code."""


BUSY = FakePortAudioError("Error opening RawInputStream: Device unavailable [PaErrorCode -9985]", -9985)
BAD_CHANNELS = FakePortAudioError("Invalid number of channels [PaErrorCode -9998]", -9998)
BROKEN = FakePortAudioError("Unanticipated host error [PaErrorCode -9999]", -9999)


def device(name: str, index: int, channels: int = 2, rate: float = 48_000.0, hostapi: int = 0) -> dict[str, Any]:
    """One line of `query_devices`."""
    return {
        "name": name,
        "index": index,
        "hostapi": hostapi,
        "max_input_channels": channels,
        "default_samplerate": rate,
    }


@dataclass
class FakeStream:
    """A RawInputStream. `give` calls the callback as PortAudio's thread would, `die` ends it by itself."""

    library: FakePortAudio
    wishes: dict[str, Any]
    pinned_to: str | None
    active: bool = False
    closed: bool = False

    def start(self) -> None:
        self.library.obey("start")
        self.active = True

    def stop(self) -> None:
        self.library.obey("stop")
        self.active = False
        self.wishes["finished_callback"]()

    def close(self) -> None:
        self.closed = True

    def give(self, block: bytes, overflow: bool = False) -> None:
        status = SimpleNamespace(input_overflow=overflow)
        self.wishes["callback"](memoryview(block), len(block) // 2, None, status)

    def die(self) -> None:
        self.active = False
        self.wishes["finished_callback"]()


class FakePortAudio:
    """The sounddevice module. `devices` is what is plugged in now; PortAudio knows it only after `_initialize`.

    answers: by verb (look, open, start, stop), an error to raise or an event to wait for.
    """

    PortAudioError = FakePortAudioError

    def __init__(self, *devices: dict[str, Any], default: int = 0) -> None:
        self.devices = list(devices)
        self.default_index = default
        self.answers: dict[str, list[Exception | threading.Event]] = {}
        self.streams: list[FakeStream] = []
        self.scans = 0
        self._known = list(devices)
        self._running = True

    @property
    def stream(self) -> FakeStream:
        """The stream that was opened last."""
        return self.streams[-1]

    def obey(self, verb: str) -> None:
        answers = self.answers.get(verb, [])
        answer = answers.pop(0) if answers else None
        if isinstance(answer, threading.Event):
            answer.wait(30)
        elif answer is not None:
            raise answer

    def _terminate(self) -> None:
        assert not any(stream.active for stream in self.streams), "an open stream would have been ended"
        assert self._running, "PortAudio not initialized"

    def _initialize(self) -> None:
        self._running = False
        self.obey("look")
        self._running = True
        self.scans += 1
        self._known = list(self.devices)

    def query_devices(self, kind: str | None = None) -> Any:
        if not self._running:
            raise FakePortAudioError("PortAudio not initialized [PaErrorCode -10000]", -10000)
        if kind is None:
            return self._known
        for each in self._known:
            if each["index"] == self.default_index:
                return each
        raise FakePortAudioError("Error querying device -1")

    def query_hostapis(self, index: int) -> dict[str, str]:
        return {"name": ("ALSA", "OSS")[index]}

    @property
    def RawInputStream(self) -> Callable[..., FakeStream]:
        return self._open

    def _open(self, **wishes: Any) -> FakeStream:
        self.obey("open")
        stream = FakeStream(self, wishes, os.environ.get("PULSE_SOURCE"))
        self.streams.append(stream)
        return stream
