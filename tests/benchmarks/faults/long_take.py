"""An answer of two hours: what it costs in memory to record, and how long the window stands still when it is opened.

    python -m tests.benchmarks.faults.long_take [--n 3]

Two hours of sound at 48 kHz are fed through the recorder faster than real time (its clock goes with the sound) into the real shelf,
with a mark a minute. Memory is this process's, from the first minute to the end, at its highest. The take is then put into the
history with 18,000 words and opened in the real window, which has shown a short take before, so that nothing is measured that
belongs to the first visit. It must stand on the screen within half a second; a timer of the window runs meanwhile, and while the
loudness curve is computed in the background; the window's memory is taken before and after (18,000 words on the screen are most of
it). Seeking is measured with the curve there, painting included.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

import numpy as np

from mockinterview.core.question import Question
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.core.transcript import Segment, Transcript, Word
from mockinterview.flow.answering import attempt_of
from mockinterview.history import History
from mockinterview.sound.recording import RunningTake
from mockinterview.sound.takes import TakeShelf
from mockinterview.system.places import Places
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.puppet import Puppet
from tests.benchmarks.speech.machine import at_share, memory_mb
from tests.journeys.soundcard import VirtualSoundCard

NAME = "long_take"
HOURS = 2.0
MOST = {"recording": 30.0, "review": 50.0, "opening": 0.5, "seeking": 0.1, "standing still": 0.5}
"""MB for the first two, seconds for the others."""
BAR = "<= 30 MB to record, opens in <= 0.5 s, seeks in <= 0.1 s"
RATE = 48_000
BLOCK_S = 0.1
_MOST_WAITING = 20
SEEKS = 20
WORDS_A_MINUTE = 150


class FedClocks:
    """Time that passes with the sound that is fed (`sound.clocks.Clocks`)."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now

    def asleep(self) -> float:
        return 0.0

    def wait(self, over: threading.Event, seconds: float) -> bool:
        return over.wait(seconds)


def trial(n: int, seed: int = 0, hours: float = HOURS) -> Outcome:
    """n takes of that length."""
    reasons: list[str] = []
    worst = dict.fromkeys(MOST, 0.0)
    with VirtualSoundCard(apart=True) as card:
        for number in range(n):
            with tempfile.TemporaryDirectory() as folder:
                found, wrong = one(Places(Path(folder)), card, random.Random(seed + number), hours)
            worst = {name: max(worst[name], value) for name, value in found.items()}
            reasons += [f"take {number}: {each}" for each in wrong]
            progress(NAME, number + 1, n, f"{len(reasons)} failures")
    note = (
        f"{hours:g} h; recording +{worst['recording']:.1f} MB, its review in the window +{worst['review']:.1f} MB; opened in "
        f"{worst['opening']:.3f} s, sought in {worst['seeking']:.3f} s, longest stand-still {worst['standing still']:.3f} s"
    )
    summary = f"+{worst['recording']:.1f} MB, {worst['opening']:.2f} s, {worst['seeking']:.2f} s"
    return Outcome(NAME, n, len(reasons), summary, BAR, (note, *reasons[:REASONS_SHOWN]))


def one(
    places: Places, card: VirtualSoundCard, dice: random.Random, hours: float
) -> tuple[dict[str, float], list[str]]:
    """Record, open, move about; the figures, and what misses its bar."""
    places.prepare()
    short, _ = record(places, 10.0, dice)
    long, grown = record(places, hours * 3600, dice)
    found = {"recording": grown} | review(places, card, short, long)
    wrong = [f"{name}: {found[name]:.3f}, at most {most:g}" for name, most in MOST.items() if found[name] > most]
    if abs(long.duration_ms - hours * 3_600_000) > 100:
        wrong.append(f"{long.duration_ms} ms were kept")
    return found, wrong


def record(places: Places, seconds: float, dice: random.Random) -> tuple[FinishedTake, float]:
    """Feed a take of that length into the history; MB of memory it cost at most after its first minute."""
    label = TakeLabel(str(uuid.UUID(int=dice.getrandbits(128), version=4)), Question("long", "Tell me everything."), 1)
    clocks, failed = FedClocks(), []
    open_take = TakeShelf(places.takes).begin(label, "a microphone")
    take = RunningTake(open_take, RATE, 1, _began, failed.append, _closed, clocks=clocks)
    noise = np.random.default_rng(0)
    phrases = [(noise.standard_normal(int(RATE * BLOCK_S)) * size).astype(np.int16).tobytes() for size in (40, 4000)]
    base = highest = 0.0
    for block in range(round(seconds / BLOCK_S)):
        clocks.now += BLOCK_S
        take.hear(phrases[block // 20 % 2])
        if block % 600 == 599:
            take.overflowed()
            base = base or memory_mb()
            highest = max(highest, memory_mb())
        while take.waiting_blocks > _MOST_WAITING:
            threading.Event().wait(0.002)
    finished = take.stop()
    highest = max(highest, memory_mb())
    if failed:
        raise RuntimeError(f"the recording failed: {failed[0]}")
    history = History(places.history)
    try:
        history.add_attempt(attempt_of(finished))
        history.save_transcript(label.attempt_id, transcript(finished.duration_ms))
    finally:
        history.close()
    return finished, highest - base if base else 0.0


def transcript(length_ms: int) -> Transcript:
    """As many words as somebody says in that time."""
    each = 60_000 // WORDS_A_MINUTE
    words = tuple(Word("harbour", at, at + each - 60, 0.9) for at in range(0, length_ms - each, each))
    starts = range(0, len(words), 20)
    segments = tuple(
        Segment(words[first].start_ms, words[last].end_ms, first, last)
        for first, last in ((first, min(first + 19, len(words) - 1)) for first in starts)
    )
    return Transcript("whisper", "base.en", "en", length_ms, words, segments)


def review(places: Places, card: VirtualSoundCard, short: FinishedTake, long: FinishedTake) -> dict[str, float]:
    """Open the take in the window and go about in it."""
    with Puppet(places.data, card.environment()) as window:
        window.hear("furnished")
        window.ask("open", short.label.attempt_id, key="opened")
        _until_measured(window)
        before = memory_mb(window.pid)
        window.ask("ticks", key="ticks")
        opened = float(window.ask("open", long.label.attempt_id, key="opened"))
        _until_measured(window)
        late = window.ask("ticks", key="ticks")
        sought = [float(window.ask("seek", long.duration_ms * at // SEEKS, key="sought")) for at in range(SEEKS)]
        after = memory_mb(window.pid)
        window.tell("quit")
        window.wait()
    still = max(late, default=0.0) / 1000
    return {"opening": opened, "standing still": still, "seeking": at_share(sought, 99), "review": after - before}


def _until_measured(window: Puppet, timeout_s: float = 120) -> None:
    deadline = time.monotonic() + timeout_s
    while not window.ask("measured", key="measured"):
        if time.monotonic() > deadline:
            raise TimeoutError("the loudness curve never came")
        threading.Event().wait(0.05)


def _began() -> None:
    return


def _closed() -> None:
    return


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 3))
