"""A take on a scripted stream in simulated time: the real microphone, queue, writer and shelf, on a PortAudio of the test's."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import Problem
from mockinterview.core.take import DeviceWish, FinishedTake
from mockinterview.sound.inputs import Source
from mockinterview.sound.microphone import PortAudioMicrophone
from mockinterview.sound.takes import TakeShelf
from tests.sound.fake_clocks import FakeClocks
from tests.sound.fake_portaudio import FakePortAudio, Script, device
from tests.sound.material import new_label

HEADSET = Source("USB Headset", "usb", 48_000, True, False, 80)
BUILT_IN = Source("Built-in", "pci", 48_000, False, False, 80)


class FakeServerWatch:
    """The sound server's word on where the sound comes from."""

    def __init__(self) -> None:
        self.tell: Callable[[Source], None] = print
        self.closed = False

    def __call__(self, tell: Callable[[Source], None]) -> FakeServerWatch:
        self.tell = tell
        return self

    def close(self) -> None:
        self.closed = True


class ScriptedTake:
    """A take on a scripted stream, and what the person was told."""

    def __init__(self, shelf: TakeShelf, *refusals: Exception, rate: int = 48_000) -> None:
        self.library = FakePortAudio(device("pulse", 0))
        self.library.answers["open"] = list(refusals)
        self.clocks = FakeClocks()
        self.server = FakeServerWatch()
        self.failed = threading.Event()
        self.problems: list[Problem] = []
        self.microphone = PortAudioMicrophone(
            shelf, lambda: self.library, lambda: [replace(HEADSET, rate=rate), BUILT_IN], self.server, self.clocks
        )
        self.begin()

    def begin(self) -> None:
        """A take, and the script of its stream."""
        self.label = new_label()
        self.take = self.microphone.record(self.label, DeviceWish(), int, self._on_failed)
        self.script = Script(self.library, self.clocks, self._settled)

    def _settled(self) -> bool:
        return self.take.waiting_blocks == 0

    def _on_failed(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.failed.set()

    def stop(self) -> FinishedTake:
        return self.take.stop()

    @property
    def kinds(self) -> list[MarkKind]:
        return [mark.kind for mark in self.take.marks]
