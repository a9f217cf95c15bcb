"""The sound server is killed, loses all microphones or the one in use, or stands still: is it told, does the next take work?

    python -m tests.benchmarks.faults.sound_server [--n 50]

n tries of each of the four, each at a random moment of a take on a real PulseAudio of its own, through the program's own
microphone and shelf. Told means that the window could show it: a hint, a mark or a problem. Then the take is stopped (every
second time only after the program has given up by itself), what was recorded before must be there, the server is mended, and the
next take must begin in the same process. Where another microphone is left the take must go on and bear the mark of the change.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import Problem
from mockinterview.core.question import Question
from mockinterview.core.take import DeviceWish, FinishedTake, TakeLabel
from mockinterview.sound.microphone import PortAudioMicrophone
from mockinterview.sound.recording import RunningTake
from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.journeys.soundcard import VirtualSoundCard
from tests.journeys.usb_microphone import UsbMicrophone

NAME = "sound_server"
MOST_S = 2.0
MOST_LOST_S = 0.25
BAR = f"told <= {MOST_S:.0f} s, stop <= {MOST_S:.0f} s, all before kept, next take works"
KINDS = ("killed", "all gone", "this gone", "frozen")
_DEADLINE_S = 15.0


class Missed(Exception):
    """A try that missed the bar; the text says how."""


@contextmanager
def heard_by_us(card: VirtualSoundCard) -> Iterator[None]:
    """This program uses that card and no other meanwhile."""
    with pytest.MonkeyPatch.context() as patched:
        for name, value in card.env.items():
            patched.setenv(name, value)
        yield


class Studio:
    """A sound server with a microphone of its own for the program, and what the program tells of its take."""

    def __init__(self, folder: Path, card: VirtualSoundCard) -> None:
        self.card = card
        self.shelf = TakeShelf(folder / "takes")
        self.microphone = PortAudioMicrophone(self.shelf)
        self.usb = UsbMicrophone(card)
        self.began = threading.Event()
        self.problems: list[Problem] = []

    def record(self) -> RunningTake:
        """A take on the microphone that can be pulled out."""
        self.began.clear()
        self.problems.clear()
        label = TakeLabel(str(uuid.uuid4()), Question("fault", "What if it breaks?"), 1)
        take = self.microphone.record(label, DeviceWish(self.usb.name), self.began.set, self.problems.append)
        if not self.began.wait(_DEADLINE_S):
            take.stop()
            raise Missed("no sound came at the start")
        return take

    def make_ready(self) -> None:
        """A server with sound and the microphone plugged in, whatever the last try did to it."""
        self.card.kill_daemon()
        self.card.start_daemon()
        self.card.keep_sounding()
        self.usb.plug_in()


def wait_for(what: str, condition: Callable[[], object], seconds: float = _DEADLINE_S) -> float:
    """Wait until something holds; how long it took. Missed if it does not."""
    started, pause = time.monotonic(), threading.Event()
    while not condition():
        if time.monotonic() - started > seconds:
            raise Missed(f"{what}: not within {seconds:.0f} s")
        pause.wait(0.005)
    return time.monotonic() - started


def one_try(studio: Studio, kind: str, dice: random.Random, patient: bool) -> float:
    """One take to which it happens; how long it took until it was told. patient: wait until the program gives up by itself."""
    studio.make_ready()
    take = studio.record()
    began = time.monotonic()
    with ExitStack() as mending:
        try:
            threading.Event().wait(dice.uniform(0.3, 2.5))
            if take.hint or take.marks:
                raise Missed(f"something was told too early: {take.hint or take.marks}")
            happened = time.monotonic()
            break_it(studio, kind, mending)
            told = happened + wait_for("told", lambda: take.hint or take.marks or studio.problems)
            outlive(studio, take, kind, patient)
        finally:
            stopping = time.monotonic()
            finished = take.stop()
            stopped_s = time.monotonic() - stopping
    check(finished, kind, patient, happened - began)
    if told - happened > MOST_S:
        raise Missed(f"told after {told - happened:.2f} s")
    if stopped_s > MOST_S:
        raise Missed(f"stopped after {stopped_s:.2f} s")
    check_next(studio, kind)
    return told - happened


def break_it(studio: Studio, kind: str, mending: ExitStack) -> None:
    """Let it happen; `mending` undoes what must not last."""
    match kind:
        case "killed":
            studio.card.kill_daemon()
        case "all gone":
            studio.card.lose_all_sources()
        case "this gone":
            studio.usb.pull_out()
        case "frozen":
            mending.enter_context(studio.card.frozen())


def outlive(studio: Studio, take: RunningTake, kind: str, patient: bool) -> None:
    """What the take must do by itself: go on with another microphone, or give up in time."""
    if kind == "this gone":
        before = take.elapsed_ms
        wait_for("going on", lambda: take.elapsed_ms >= before + 300)
        wait_for("the mark", lambda: take.marks)
        if studio.problems:
            raise Missed(f"given up: {studio.problems[0].what}")
    elif patient or kind != "frozen":
        wait_for("given up", lambda: studio.problems)


def check(finished: FinishedTake, kind: str, patient: bool, spoken_s: float) -> None:
    """What must be on disk."""
    if finished.duration_ms < 1000 * (spoken_s - MOST_LOST_S):
        raise Missed(f"{spoken_s - finished.duration_ms / 1000:.2f} s lost of what came before")
    kinds = [mark.kind for mark in finished.marks]
    wanted = MarkKind.MICROPHONE_CHANGED if kind == "this gone" else MarkKind.DEVICE_LOST
    if wanted not in kinds and (patient or kind != "frozen"):
        raise Missed(f"no mark of {wanted}: {[str(each) for each in kinds]}")


def check_next(studio: Studio, kind: str) -> None:
    """The next take, in the same process, on the mended server."""
    if kind != "frozen":
        studio.make_ready()
    try:
        take = studio.record()
    except Problem as problem:
        raise Missed(f"the next take did not begin: {problem}") from problem
    try:
        wait_for("the next take's sound", lambda: take.elapsed_ms >= 200)
    finally:
        finished = take.stop()
    if finished.marks:
        raise Missed(f"the next take has marks: {finished.marks}")


def trial(n: int, seed: int = 0) -> Outcome:
    """n tries of each kind."""
    dice = random.Random(seed)
    failures, worst_s, notes = 0, dict.fromkeys(KINDS, 0.0), []
    with tempfile.TemporaryDirectory() as folder, VirtualSoundCard() as card, heard_by_us(card):
        studio = Studio(Path(folder), card)
        for number in range(n * len(KINDS)):
            kind = KINDS[number % len(KINDS)]
            try:
                told_s = one_try(studio, kind, dice, patient=number // len(KINDS) % 2 == 0)
                worst_s[kind] = max(worst_s[kind], told_s)
            except Missed as missed:
                failures += 1
                notes += [f"{kind}: {missed}"] if len(notes) < REASONS_SHOWN else []
            progress(NAME, number + 1, n * len(KINDS), kind)
    slowest = f"told after {max(worst_s.values()):.2f} s"
    notes.append("slowest told: " + ", ".join(f"{kind} {seconds:.2f} s" for kind, seconds in worst_s.items()))
    return Outcome(NAME, n * len(KINDS), failures, slowest, BAR, tuple(notes))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 50))
