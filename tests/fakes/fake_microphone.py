"""A microphone moved by hand: sound comes when the test says so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.problems import Problem, TakeProblem
from mockinterview.core.take import DeviceWish, FinishedTake, InputDevice, Level, TakeLabel


class OpenTake(Protocol):
    """What a shelf, real or fake, gives for a new take."""

    @property
    def elapsed_ms(self) -> int: ...
    def begin_now(self) -> None: ...
    def add_mark(self, mark: TakeMark) -> None: ...
    def write(self, pcm: bytes) -> object: ...
    def close(self) -> FinishedTake: ...


class Shelf(Protocol):
    """A shelf that takes can be begun on."""

    def begin(self, label: TakeLabel, device: str) -> OpenTake: ...


class FakeTake:
    """Flow's `Take`, driven by `hear`, `fail` and `end`. level, hint and ended are what they were set to."""

    def __init__(self, take: OpenTake, began: Callable[[], None], failed: Callable[[Problem], None]) -> None:
        self._take = take
        self._began = began
        self._failed = failed
        self._started = False
        self._finished: FinishedTake | None = None
        self.level = Level()
        self.hint = ""
        self.marks: tuple[TakeMark, ...] = ()
        self.ended = False
        self.paused = False
        self.stops = 0
        self.stop_problem: Problem | None = None
        self.fails_at_stop: Problem | None = None

    # ------------------------------------------------------------ the script

    def hear(self, ms: int, pcm: bytes | None = None) -> None:
        """That much sound arrives (digital silence unless given); the first time the take has begun."""
        if not self._started:
            self._started = True
            self._take.begin_now()
            self._began()
        if self.paused or self._finished is not None:
            return
        try:
            self._take.write(bytes(32 * ms) if pcm is None else pcm)
        except TakeProblem as problem:
            self.fail(problem)

    def fail(self, problem: Problem, kind: MarkKind = MarkKind.DEVICE_LOST) -> None:
        """The take cannot go on."""
        self._take.add_mark(TakeMark(kind, self.elapsed_ms, problem.what))
        self._failed(problem)

    def mark(self, kind: MarkKind, text: str = "", lost_ms: int = 0) -> None:
        """Something happens to the sound, here and now."""
        made = TakeMark(kind, self.elapsed_ms, text, lost_ms)
        self.marks = (*self.marks, made)
        self._take.add_mark(made)

    def end(self) -> None:
        """The sound has come to its end by itself."""
        self.ended = True

    # ------------------------------------------------------------ the port

    @property
    def elapsed_ms(self) -> int:
        return self._take.elapsed_ms

    def pause(self) -> None:
        self.paused = True
        self._take.add_mark(TakeMark(MarkKind.PAUSED, self.elapsed_ms, "Paused."))

    def resume(self) -> None:
        self.paused = False

    def stop(self) -> FinishedTake:
        self.stops += 1
        if self.fails_at_stop is not None:
            self._failed(self.fails_at_stop)
        if self.stop_problem is not None:
            raise self.stop_problem
        if self._finished is None:
            self._finished = self._take.close()
        return self._finished


class FakeMicrophone:
    """Flow's `Microphone`. Takes land on the shelf it is given; `takes` lists them as they were started.

    refusal: what `record` answers from now on, None to record again. hears_at_once: milliseconds that every take has heard by the
    time `record` returns (0: the test calls `hear`). opens: while clear, `record` takes its time. bug: what `record` breaks with.
    listing, list_problem: the same for `inputs`. wishes: the microphones that were asked for. muted: names of those that are.
    mishaps: kind, text and lost_ms of what happens to each take after what it hears at once.
    """

    def __init__(self, shelf: Shelf, devices: tuple[str, ...] = ("Desk microphone",), hears_at_once: int = 0) -> None:
        self._shelf = shelf
        self.devices = devices
        self.mishaps: tuple[tuple[MarkKind, str, int], ...] = ()
        self.muted: set[str] = set()
        self.looks = 0
        self.listing = threading.Event()
        self.listing.set()
        self.list_problem: Problem | None = None
        self.wishes: list[DeviceWish] = []
        self.hears_at_once = hears_at_once
        self.refusal: Problem | None = None
        self.bug: Exception | None = None
        self.opens = threading.Event()
        self.opens.set()
        self.takes: list[FakeTake] = []
        self.labels: list[TakeLabel] = []

    @property
    def take(self) -> FakeTake:
        """The take that was started last."""
        return self.takes[-1]

    def inputs(self) -> list[InputDevice]:
        devices, muted = self.devices, set(self.muted)
        self.looks += 1
        assert self.listing.wait(10), "the test never let the microphones be listed"
        if self.list_problem is not None:
            raise self.list_problem
        return [InputDevice(name, "fake", index == 0, name in muted, 100) for index, name in enumerate(devices)]

    def unmute(self, device: InputDevice) -> None:
        """As the sound settings do it."""
        self.muted.discard(device.name)

    def record(
        self, label: TakeLabel, device: DeviceWish, began: Callable[[], None], failed: Callable[[Problem], None]
    ) -> FakeTake:
        assert self.opens.wait(10), "the test never let the microphone open"
        if self.bug is not None:
            raise self.bug
        if self.refusal is not None:
            raise self.refusal
        self.wishes.append(device)
        take = FakeTake(self._shelf.begin(label, device.name or self.devices[0]), began, failed)
        self.labels.append(label)
        self.takes.append(take)
        if self.hears_at_once:
            take.hear(self.hears_at_once)
            for mishap in self.mishaps:
                take.mark(*mishap)
        return take
