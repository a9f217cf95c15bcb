"""One PortAudio stream, from opening to closing.

Whatever of it can hang runs in a thread that may be left behind. Its calls wait for each other, so one that wakes up after all is
followed by the closing that was wished for meanwhile: no microphone stays open unseen.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from mockinterview.core.take import InputDevice
from mockinterview.sound.patience import in_time
from mockinterview.sound.recording import RunningTake

log = logging.getLogger(__name__)

CLOSE_S = 1.2
"""Longest a closing microphone is waited for, so that Stop is done in two seconds."""

LATENCY_S = 0.1
"""Sound the system gathers before it calls: enough for a busy computer, too short to notice."""

TAIL_S = 0.15
"""Recorded on after Stop: that much of the last word may still be on its way through the sound server (`LATENCY_S` and its own)."""

_BAD_CHANNELS = -9998


class Watch(Protocol):
    """What watches a take's sound server until it is closed."""

    def close(self) -> None: ...


@dataclass(frozen=True)
class Way:
    """How one microphone is reached. server_name: what the sound server calls it, "" for PortAudio's own devices."""

    device: InputDevice
    index: int
    rate: int
    most_channels: int
    server_name: str = ""


class MicrophoneStream:
    """A microphone's stream.

    way: how it is reached. opening, is_open: whether it is being opened, whether PortAudio has it. channels: how many it was opened
    with. take: what its sound flows into. watch: what is to be closed with it.
    """

    def __init__(self, portaudio: Any, way: Way) -> None:
        self._portaudio = portaudio
        self._stream: Any = None
        self.take: RunningTake | None = None
        self._calls = threading.Lock()
        self.way = way
        self.opening = False
        self.is_open = True
        self.channels = 1
        self.watch: Watch | None = None

    def open(self) -> None:
        """Open the microphone with one channel, or with two where it has no single one."""
        self.opening = True
        try:
            with self._calls, _pinned_to(self.way.server_name):
                self._stream = self._opened_with_few()
        finally:
            self.opening = False

    def _opened_with_few(self) -> Any:
        try:
            return self._opened(1)
        except self._portaudio.PortAudioError as error:
            if code_of(error) != _BAD_CHANNELS or self.way.most_channels < 2:
                raise
        self.channels = 2
        return self._opened(2)

    def _opened(self, channels: int) -> Any:
        return self._portaudio.RawInputStream(
            samplerate=self.way.rate,
            channels=channels,
            dtype="int16",
            device=self.way.index,
            latency=LATENCY_S,
            callback=self._on_sound,
            finished_callback=self._on_finished,
        )

    def start(self) -> None:
        """Let the sound flow into `take`."""
        with self._calls:
            self._stream.start()

    def close_in_time(self) -> None:
        """Take in the last moment of sound and close, or leave a stream that hangs to itself. Doing it again changes nothing."""
        watch, self.watch = self.watch, None
        if watch is not None:
            watch.close()
        hangs = self.opening
        try:
            in_time(self._close, 0.0 if hangs else CLOSE_S)
        except (self._portaudio.PortAudioError, TimeoutError) as error:
            if not hangs:
                log.warning("the microphone did not close: %s", error)

    def _close(self) -> None:
        with self._calls:
            stream, self._stream = self._stream, None
            try:
                if stream is not None:
                    _close(stream)
            finally:
                self.is_open = False
                # PortAudio's callback holds this object; the take's resampler must not wait for that cycle to end.
                self.take = None

    def _on_sound(self, sound: Any, frames: int, times: Any, status: Any) -> None:
        """PortAudio's callback, in its own thread: hands over, nothing else."""
        take = self.take
        if take is not None:
            if status.input_overflow:
                take.overflowed()
            take.hear(bytes(sound))

    def _on_finished(self) -> None:
        """PortAudio's word that no more sound will come. Closing here would hang."""
        if self.take is not None:
            self.take.lost()


def _close(stream: Any) -> None:
    if stream.active:
        time.sleep(TAIL_S)
    stream.stop()
    stream.close()


def code_of(error: BaseException) -> object:
    """PortAudio's number for an error; None for another's."""
    return error.args[1] if len(error.args) > 1 else None


@contextmanager
def _pinned_to(server_name: str) -> Iterator[None]:
    """Let the sound server's client library choose that source for what is opened meanwhile."""
    if not server_name:
        yield
        return
    before = os.environ.get("PULSE_SOURCE")
    os.environ["PULSE_SOURCE"] = server_name
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("PULSE_SOURCE", None)
        else:
            os.environ["PULSE_SOURCE"] = before
