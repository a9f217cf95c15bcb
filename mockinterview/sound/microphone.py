"""The microphone, through PortAudio: the callback hands bytes over and does nothing else.

Starting is not recording: `began` comes with the first block, not when the stream has been started. PortAudio knows the devices of
the moment it was initialised, so where it is asked for devices at all it is initialised anew, as long as no stream is open.
Whatever of it can hang (looking for devices, opening, closing) runs in a thread that may be left behind, and closes what it opened
when it wakes up after all.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mockinterview.core.microphone import wished
from mockinterview.core.problems import MicrophoneProblem, Problem
from mockinterview.core.take import DeviceWish, InputDevice, TakeLabel
from mockinterview.sound.clocks import Clocks, SystemClocks
from mockinterview.sound.inputs import Source, server_sources
from mockinterview.sound.microphone_stream import MicrophoneStream, Watch, Way, code_of
from mockinterview.sound.open_take import OpenTake
from mockinterview.sound.patience import in_time
from mockinterview.sound.recording import RunningTake
from mockinterview.sound.server_watch import watch_server
from mockinterview.sound.takes import TakeShelf
from mockinterview.sound.used_microphone import UsedMicrophone

log = logging.getLogger(__name__)

OPEN_S = 6.0
"""Longest an opening microphone is waited for: a frozen sound server never answers."""

_SERVER_DEVICES = ("pulse", "default")
"""PortAudio's names for the whole sound server on Linux, the surer first."""

_BUSY = -9985
_RESTART = "Restart the computer's sound, or the computer, and try again."
_NEXT_STEP = "Check that it is plugged in and allowed, then try again."


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

    library, sources and server_watch are what it asks: PortAudio itself, the sound server's list of microphones, and the server
    again, during a take, which of them the sound comes from.
    """

    def __init__(
        self,
        shelf: TakeShelf,
        library: Callable[[], Any] = load_portaudio,
        sources: Callable[[], Sequence[Source]] = server_sources,
        server_watch: Callable[[Callable[[Source], None]], Watch | None] = watch_server,
        clocks: Clocks | None = None,
    ) -> None:
        self._shelf = shelf
        self._library = library
        self._sources = sources
        self._server_watch = server_watch
        self._clocks: Clocks = clocks or SystemClocks()
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._streams: list[MicrophoneStream] = []
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
            if any(stream.opening for stream in self._streams):
                raise _refusal(TimeoutError("an earlier microphone is still being opened"), way)
            take = self._shelf.begin(label, way.device.name)
            stream = MicrophoneStream(portaudio, way)
            self._streams = [*(each for each in self._streams if each.is_open), stream]
            try:
                return self._started(stream, take, began, failed)
            except BaseException as error:  # whatever it is: no microphone stays open, no empty take on the shelf
                self._abandon(stream, take, label)
                if isinstance(error, (portaudio.PortAudioError, TimeoutError)):
                    raise _refusal(error, way) from error
                raise

    def _started(
        self, stream: MicrophoneStream, take: OpenTake, began: Callable[[], None], failed: Callable[[Problem], None]
    ) -> RunningTake:
        """Open the microphone and let its sound flow into a take."""
        in_time(stream.open, OPEN_S)
        way, close = stream.way, stream.close_in_time
        used = UsedMicrophone(way.device.name, way.server_name)
        stream.take = running = RunningTake(
            take, way.rate, stream.channels, began, failed, close, microphone=used, clocks=self._clocks
        )
        in_time(stream.start, OPEN_S)
        if way.server_name:
            stream.watch = self._server_watch(running.comes_from)
        return running

    def _abandon(self, stream: MicrophoneStream, take: OpenTake, label: TakeLabel) -> None:
        """A take that did not begin leaves nothing behind; trouble with that must not hide why it did not."""
        try:
            if stream.take is not None:
                stream.take.stop()
            else:
                stream.close_in_time()
                take.close()
            self._shelf.discard(label.attempt_id)
        except Problem as problem:
            log.warning("an empty take was left on the shelf: %s", problem)

    def _look(self) -> tuple[Any, list[Way]]:
        """PortAudio, and the microphones it reaches."""
        try:
            return in_time(self._ask, OPEN_S)
        except TimeoutError as error:
            raise _no_look(error) from error

    def _ask(self) -> tuple[Any, list[Way]]:
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

    def _ways(self, portaudio: Any) -> list[Way]:
        """The microphones and how to reach them, the default first."""
        if self._initialised and (ways := self._server_ways(portaudio)):
            return ways
        self._rescan(portaudio)
        return self._server_ways(portaudio) or _own_ways(portaudio)

    def _server_ways(self, portaudio: Any) -> list[Way]:
        devices = {device["name"]: device for device in reversed(_inputs_of(portaudio))}
        server = next((devices[name] for name in _SERVER_DEVICES if name in devices), None)
        if server is None:
            return []
        return [
            Way(
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


def _own_ways(portaudio: Any) -> list[Way]:
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
        Way(
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


def _default_first(way: Way) -> bool:
    return not way.device.is_default


def _pick(ways: Sequence[Way], wish: DeviceWish) -> Way:
    if not ways:
        raise MicrophoneProblem("No microphone was found.", "", "Plug one in, or switch it on, and try again.")
    device = wished(wish, [way.device for way in ways])
    if device is None:
        raise MicrophoneProblem(
            f"The microphone “{wish.name}” is not there.",
            "It may be unplugged.",
            "Plug it in, or choose another microphone.",
        )
    return next(way for way in ways if way.device is device)


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


def _refusal(error: BaseException, way: Way) -> MicrophoneProblem:
    """The sentence for a microphone that did not open."""
    log.warning("the microphone did not open: %s", error)
    what = f"The microphone “{way.device.name}” did not start."
    if code_of(error) == _BUSY:
        return MicrophoneProblem(what, "Another program is using it.", "Close that program, then try again.")
    if isinstance(error, TimeoutError):
        return MicrophoneProblem(what, "The computer's sound service does not answer.", _RESTART)
    return MicrophoneProblem(what, "The computer's sound service refused it.", _NEXT_STEP)
