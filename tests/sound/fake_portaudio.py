"""PortAudio, played by the test: devices that come and go, streams that refuse, stall, lose sound and die."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tests.sound.fake_clocks import FakeClocks
from tests.sound.material import DEADLINE_S

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK_S = 0.025
"""What the system sends at a time."""


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


class Script:
    """What happens to the stream that was opened last, in simulated time: sound, holes, flags, death.

    settled: whether the program has dealt with all that came; waited for before time goes on.
    """

    def __init__(self, library: FakePortAudio, clocks: FakeClocks, settled: Callable[[], object]) -> None:
        self.library = library
        self.clocks = clocks
        self.settled = settled
        self._position = 0

    def sound(self, seconds: float, peak: float = 8_000.0, rate_factor: float = 1.0) -> None:
        """So much time with sound: a tone, or zeros at peak 0. rate_factor: how much of what was promised is sent."""
        for _ in range(round(seconds / BLOCK_S)):
            self.clocks.pass_time(BLOCK_S)
            self._give(peak, rate_factor)

    def play(self, samples: NDArray[np.int16]) -> None:
        """Sound that was made elsewhere, mono at the stream's own rate; what does not fill a block is left out."""
        size = round(BLOCK_S * self.library.stream.wishes["samplerate"])
        for start in range(0, samples.size - size + 1, size):
            self.clocks.pass_time(BLOCK_S)
            self.library.stream.give(samples[start : start + size].tobytes())
            self._settle()

    def overflow(self, peak: float = 8_000.0) -> None:
        """One block that comes with PortAudio's word that some before it were dropped."""
        self.clocks.pass_time(BLOCK_S)
        self._give(peak, overflow=True)

    def lose(self, seconds: float) -> None:
        """Nothing comes, nor does it later: the program looks on."""
        self._settle()
        self.clocks.pass_time(seconds)

    def hold_up(self, seconds: float) -> None:
        """Nothing comes, then all of it at once: the system was busy, the program looked on."""
        self.lose(seconds)
        for _ in range(round(seconds / BLOCK_S)):
            self._give(8_000.0)

    def freeze_program(self, seconds: float) -> None:
        """This program stands still. What came meanwhile comes at once."""
        self._settle()
        self.clocks.jump(seconds)
        for _ in range(round(seconds / BLOCK_S)):
            self._give(8_000.0)

    def die(self) -> None:
        """The stream ends by itself."""
        self._settle()
        self.library.stream.die()

    def _settle(self) -> None:
        """Yields rather than waits: it is a matter of microseconds, a thousand times over."""
        deadline = time.monotonic() + DEADLINE_S
        while not self.settled():
            assert time.monotonic() < deadline, "the program does not take the sound"
            os.sched_yield()

    def _give(self, peak: float, rate_factor: float = 1.0, overflow: bool = False) -> None:
        # Heavy library: only where sound is made.
        import numpy as np

        wishes = self.library.stream.wishes
        frames = round(BLOCK_S * wishes["samplerate"] * rate_factor)
        times = (self._position + np.arange(frames)) / wishes["samplerate"]
        self._position += frames
        mono = (peak * np.sin(2 * np.pi * 440 * times)).astype("<i2")
        self.library.stream.give(np.repeat(mono, wishes["channels"]).tobytes(), overflow)
        self._settle()
