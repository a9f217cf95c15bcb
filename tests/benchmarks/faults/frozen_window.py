"""The window stands still for ten seconds in the middle of a take: no sound may be lost, and nothing be taken for a fault.

    python -m tests.benchmarks.faults.frozen_window [--n 9]

The real window records from a sound server of its own, into whose microphone a coded tone is played. Its thread is blocked in
three ways in turn: waiting (other threads run), busy (they fight for every moment), and locked: Python's own lock is held all the
time, as by a library call that does not let go of it, so that not even the sound callback can run. The take is then looked through
for holes of a millisecond, and none of its marks may say that anything was wrong.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from pathlib import Path

from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.coded_tone import RATE, Ruler, samples_of, write_tone
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.puppet import Puppet
from tests.journeys.soundcard import VirtualSoundCard

NAME = "frozen_window"
BAR = "0 frames lost, no mark of a fault"
KINDS = ("waiting", "busy", "locked")
FROZEN_S = 10.0
TONE_S = 40.0


def trial(n: int, seed: int = 0) -> Outcome:
    """n takes; the three ways of standing still in turn."""
    reasons: list[str] = []
    most = 0
    with tempfile.TemporaryDirectory() as folder, VirtualSoundCard() as card:
        data, sound, ruler = Path(folder) / "data", write_tone(Path(folder) / "tone.wav", TONE_S), Ruler(TONE_S)
        with Puppet(data, card.environment()) as window:
            window.hear("furnished")
            for number in range(n):
                kind = KINDS[number % len(KINDS)]
                audio = one(window, card, data, sound, kind)
                gaps = ruler.missing(samples_of(audio))
                most = max(most, sum(abs(gap.lost_ms) for gap in gaps))
                if wrong := [*map(str, gaps[:3]), *_marks(data, audio), *_short(audio)]:
                    reasons.append(f"take {number} ({kind}): {', '.join(wrong)}")
                progress(NAME, number + 1, n, f"{len(reasons)} failures")
    return Outcome(NAME, n, len(reasons), f"{most} ms missing", BAR, tuple(reasons[:REASONS_SHOWN]))


def one(window: Puppet, card: VirtualSoundCard, data: Path, sound: Path, kind: str) -> Path:
    """One take with a frozen window in it; its sound."""
    player = card.play(sound)
    attempt = window.ask("record", key="recording")
    threading.Event().wait(1.0)
    window.ask("freeze", kind, FROZEN_S, key="thawed")
    threading.Event().wait(1.0)
    window.ask("stop", key="kept")
    player.terminate()
    player.wait(10)
    return data / "takes" / str(attempt) / "audio.wav"


def _marks(data: Path, audio: Path) -> list[str]:
    taken = {take.label.attempt_id: take for take in TakeShelf(data / "takes").finished()}
    return [f"{mark.kind} at {mark.at_ms} ms" for mark in taken[audio.parent.name].marks]


def _short(audio: Path) -> list[str]:
    seconds = len(samples_of(audio)) / RATE
    return [] if seconds >= FROZEN_S + 2 else [f"only {seconds:.1f} s"]


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 9))
