"""The microphone, through PortAudio: the callback hands bytes over and does nothing else.

Starting is not recording: `began` comes with the first block, not when the stream has been started. PortAudio knows the devices of
the moment it was initialised, so where it is asked for devices at all it is initialised anew, as long as no stream is open.
Whatever of it can hang (looking for devices, opening, closing) runs in a thread that may be left behind.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from mockinterview.core.problems import MicrophoneProblem, Problem
from mockinterview.core.take import DeviceWish, InputDevice, TakeLabel
from mockinterview.sound.inputs import Source, server_sources
from mockinterview.sound.patience import in_time
from mockinterview.sound.recording import RunningTake
from mockinterview.sound.takes import TakeShelf

log = logging.getLogger(__name__)

OPEN_S = 6.0
"""Longest an opening microphone is waited for: a frozen sound server never answers."""

CLOSE_S = 1.2
"""Longest a closing microphone is waited for, so that Stop is done in two seconds."""

LATENCY_S = 0.1
"""Sound the system gathers before it calls: enough for a busy computer, too short to notice."""

TAIL_S = 0.15
"""Recorded on after Stop: that much of the last word may still be on its way through the sound server (`LATENCY_S` and its own)."""

_SERVER_DEVICES = ("pulse", "default")
"""PortAudio's names for the whole sound server on Linux, the surer first."""

_BUSY = -9985
_BAD_CHANNELS = -9998
_RESTART = "Restart the computer's sound, or the computer, and try again."
_NEXT_STEP = "Check that it is plugged in and allowed, then try again."


@dataclass(frozen=True)
class _Way:
    """How one microphone is reached. server_name: what the sound server calls it, "" for PortAudio's own devices."""

    device: InputDevice
    index: int
    rate: int
    most_channels: int
    server_name: str = ""


def load_portaudio() -> Any:
    """The sounddevice module; MicrophoneProblem if the PortAudio library is not installed."""
    try:
        # Importing it scans the devices.
        import sounddevice
    except OSError as error:
        log.warning("PortAudio could not be loaded: %s", error)
        raise MicrophoneProblem(
            "Nothing can be recorded on this computer yet.",
            "The PortAudio library is not installed.",
            "Install it (on Debian and Ubuntu: libportaudio2) and start the program again.",
        ) from error
    except Exception as error:  # PortAudio did not start; the class of its error is in the module that cannot be had
        raise _no_look(error) from error
    return sounddevice


class PortAudioMicrophone:
    """Flow's `Microphone` on PortAudio. One take at a time; any thread.

    library and sources are what it asks: PortAudio itself, and the sound server's list of microphones.
    """

    def __init__(
        self,
        shelf: TakeShelf,
        library: Callable[[], Any] = load_portaudio,
        sources: Callable[[], Sequence[Source]] = server_sources,
    ) -> None:
        self._shelf = shelf
        self._library = library
        self._sources = sources
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._streams: list[_Stream] = []
        self._initialised = True

    def inputs(self) -> Sequence[InputDevice]:
        """The microphones there are, the default first. MicrophoneProblem if PortAudio is missing or does not answer."""
        with self._lock:
            return [way.device for way in self._look()[1]]

    def record(
        self, label: TakeLabel, device: DeviceWish, began: Callable[[], None], failed: Callable[[Problem], None]
    ) -> RunningTake:
        """Start a take with the microphone that is wished for; see flow's `Microphone`."""
        with self._lock:
            portaudio, ways = self._look()
            way = _pick(ways, device)
            stream = _Stream(portaudio, way)
            take = self._shelf.begin(label, way.device.name)
            self._streams.append(stream)
            try:
                in_time(stream.open, OPEN_S)
            except (portaudio.PortAudioError, TimeoutError) as error:
                take.close()
                self._shelf.discard(label.attempt_id)
                raise _refusal(error, way) from error
            running = RunningTake(take, way.rate, stream.channels, began, failed, stream.close_in_time)
            try:
                in_time(stream.start_into(running), OPEN_S)
            except (portaudio.PortAudioError, TimeoutError) as error:
                running.stop()
                self._shelf.discard(label.attempt_id)
                raise _refusal(error, way) from error
            return running

    def _look(self) -> tuple[Any, list[_Way]]:
        """PortAudio, and the microphones it reaches."""
        try:
            return in_time(self._ask, OPEN_S)
        except TimeoutError as error:
            raise _no_look(error) from error

    def _ask(self) -> tuple[Any, list[_Way]]:
        if not self._asking.acquire(blocking=False):
            raise TimeoutError("an earlier look still hangs")
        try:
            portaudio = self._library()
            try:
                return portaudio, self._ways(portaudio)
            except portaudio.PortAudioError as error:
                raise _no_look(error) from error
        finally:
            self._asking.release()

    def _ways(self, portaudio: Any) -> list[_Way]:
        """The microphones and how to reach them, the default first."""
        if self._initialised and (ways := self._server_ways(portaudio)):
            return ways
        self._rescan(portaudio)
        return self._server_ways(portaudio) or _own_ways(portaudio)

    def _server_ways(self, portaudio: Any) -> list[_Way]:
        devices = {device["name"]: device for device in reversed(_inputs_of(portaudio))}
        server = next((devices[name] for name in _SERVER_DEVICES if name in devices), None)
        if server is None:
            return []
        return [
            _Way(
                source.device,
                server["index"],
                source.rate,
                server["max_input_channels"],
                source.server_name,
            )
            for source in self._sources()
        ]

    def _rescan(self, portaudio: Any) -> None:
        """Let PortAudio look for devices again; it would end open streams, so not while there is one."""
        self._streams = [stream for stream in self._streams if stream.is_open]
        if self._streams:
            return
        if self._initialised:
            self._initialised = False
            portaudio._terminate()
        portaudio._initialize()
        self._initialised = True


class _Stream:
    """One PortAudio stream, from opening to closing."""

    def __init__(self, portaudio: Any, way: _Way) -> None:
        self._portaudio = portaudio
        self._way = way
        self._stream: Any = None
        self._take: RunningTake | None = None
        self.is_open = True
        self.channels = 1

    def open(self) -> None:
        """Open the microphone with one channel, or with two where it has no single one."""
        try:
            with _pinned_to(self._way.server_name):
                self._stream = self._opened_with_few()
        except self._portaudio.PortAudioError:
            self.is_open = False
            raise

    def _opened_with_few(self) -> Any:
        try:
            return self._opened(1)
        except self._portaudio.PortAudioError as error:
            if _code(error) != _BAD_CHANNELS or self._way.most_channels < 2:
                raise
        self.channels = 2
        return self._opened(2)

    def _opened(self, channels: int) -> Any:
        return self._portaudio.RawInputStream(
            samplerate=self._way.rate,
            channels=channels,
            dtype="int16",
            device=self._way.index,
            latency=LATENCY_S,
            callback=self._on_sound,
            finished_callback=self._on_finished,
        )

    def start_into(self, take: RunningTake) -> Callable[[], None]:
        """What starts the flow of sound into a take."""
        self._take = take
        start: Callable[[], None] = self._stream.start
        return start

    def close_in_time(self) -> None:
        """Take in the last moment of sound and close, or leave a stream that hangs to itself."""
        try:
            in_time(self._close, CLOSE_S)
        except (self._portaudio.PortAudioError, TimeoutError) as error:
            log.warning("the microphone did not close: %s", error)

    def _close(self) -> None:
        if self._stream.active:
            time.sleep(TAIL_S)
        self._stream.stop()
        self._stream.close()
        self.is_open = False
        self._take = (
            None  # PortAudio's callback holds this object; the take's resampler must not wait for that cycle to end
        )

    def _on_sound(self, sound: Any, frames: int, times: Any, status: Any) -> None:
        """PortAudio's callback, in its own thread: hands over, nothing else."""
        take = self._take
        if take is not None:
            if status.input_overflow:
                take.overflowed()
            take.hear(bytes(sound))

    def _on_finished(self) -> None:
        """PortAudio's word that no more sound will come. Closing here would hang."""
        if self._take is not None:
            self._take.lost()


def _own_ways(portaudio: Any) -> list[_Way]:
    """PortAudio's own devices, of the host API that its default input belongs to, the default first."""
    devices = _inputs_of(portaudio)
    if not devices:
        return []
    try:
        first = portaudio.query_devices(kind="input")
    except (portaudio.PortAudioError, ValueError):
        first = devices[0]
    api = portaudio.query_hostapis(first["hostapi"])["name"]
    ways = [
        _Way(
            InputDevice(device["name"], api, device["index"] == first["index"]),
            device["index"],
            round(device["default_samplerate"]),
            device["max_input_channels"],
        )
        for device in devices
        if device["hostapi"] == first["hostapi"]
    ]
    return sorted(ways, key=_default_first)


def _inputs_of(portaudio: Any) -> list[Mapping[str, Any]]:
    return [device for device in portaudio.query_devices() if device["max_input_channels"] > 0]


def _default_first(way: _Way) -> bool:
    return not way.device.is_default


def _pick(ways: Sequence[_Way], wish: DeviceWish) -> _Way:
    if not ways:
        raise MicrophoneProblem("No microphone was found.", "", "Plug one in, or switch it on, and try again.")
    if not wish.name:
        return ways[0]
    named = [way for way in ways if way.device.name == wish.name]
    for way in named:
        if way.device.host_api == wish.host_api:
            return way
    if named:
        return named[0]
    raise MicrophoneProblem(
        f"The microphone “{wish.name}” is not there.",
        "It may be unplugged.",
        "Plug it in, or choose another microphone.",
    )


def _code(error: BaseException) -> object:
    return error.args[1] if len(error.args) > 1 else None


def _no_look(error: BaseException) -> MicrophoneProblem:
    """The sentence for a sound service that cannot even be asked for its microphones."""
    log.warning("the microphones could not be listed: %s", error)
    if isinstance(error, TimeoutError):
        return MicrophoneProblem(
            "No microphone could be reached.", "The computer's sound service does not answer.", _RESTART
        )
    return MicrophoneProblem(
        "No microphone could be reached.", "The computer's sound service reported an error.", _RESTART
    )


def _refusal(error: BaseException, way: _Way) -> MicrophoneProblem:
    """The sentence for a microphone that did not open."""
    log.warning("the microphone did not open: %s", error)
    what = f"The microphone “{way.device.name}” did not start."
    if _code(error) == _BUSY:
        return MicrophoneProblem(what, "Another program is using it.", "Close that program, then try again.")
    if isinstance(error, TimeoutError):
        return MicrophoneProblem(what, "The computer's sound service does not answer.", _RESTART)
    return MicrophoneProblem(what, "The computer's sound service refused it.", _NEXT_STEP)


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
