"""A recogniser works on every core while an answer is recorded: no sound may be lost, and the window must answer.

    python -m tests.benchmarks.faults.busy_recogniser [--n 3]

The real window records a coded tone from a sound server of its own, and its own recogniser follows the take as usual. Beside it,
Whisper goes through long recordings without end, with as many threads as there are cores and the priority that the program gives it
(random weights of published dimensions, which say as many tokens a second as speech has; without PyTorch, PocketSphinx). A timer of
the window runs every 16 ms meanwhile.
"""

from __future__ import annotations

import importlib.util
import os
import random
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import soundfile

from mockinterview.core.recognition import RecogniserWish
from mockinterview.sound.takes import TakeShelf
from mockinterview.speech.models import ModelShelf
from mockinterview.speech.process import ChildTranscriber
from tests.benchmarks.faults.coded_tone import RATE, Ruler, samples_of, write_tone
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.puppet import Puppet
from tests.benchmarks.speech import random_checkpoint, spoken_answers
from tests.benchmarks.speech.after_stop import BABBLING, child_pid
from tests.benchmarks.speech.machine import at_share, cpu_seconds
from tests.benchmarks.speech.recording_load import Work
from tests.data.whisper.spoken import Speaker
from tests.journeys.soundcard import VirtualSoundCard

NAME = "busy_recogniser"
MOST_LATE_MS = 50.0
BAR = f"0 frames lost, no mark of a fault, window tick p99 <= {MOST_LATE_MS:.0f} ms"
SECONDS = 30.0
MODEL = "base.en"


def trial(n: int, seed: int = 0, seconds: float = SECONDS) -> Outcome:
    """n takes of that length."""
    reasons: list[str] = []
    late: list[float] = []
    most, loads = 0, []
    with tempfile.TemporaryDirectory() as folder, VirtualSoundCard() as card:
        data, ruler = Path(folder) / "data", Ruler(seconds + 30)
        sound = write_tone(Path(folder) / "tone.wav", seconds + 30)
        with recogniser(Path(folder), random.Random(seed)) as transcriber, Puppet(data, card.environment()) as window:
            window.hear("furnished")
            for number in range(n):
                player = card.play(sound)
                before = cpu_seconds(child_pid(transcriber))
                audio, ticks = one(window, data, seconds)
                loads.append((cpu_seconds(child_pid(transcriber)) - before) / seconds)
                player.terminate()
                player.wait(10)
                gaps = ruler.missing(samples_of(audio))
                most = max(most, sum(abs(gap.lost_ms) for gap in gaps))
                late.append(at_share(ticks, 99))
                if wrong := [*map(str, gaps[:3]), *_marks(data, audio), *_late(ticks)]:
                    reasons.append(f"take {number}: {', '.join(wrong)}")
                progress(NAME, number + 1, n, f"{len(reasons)} failures")
    worst = f"{most} ms missing, p99 {max(late):.1f} ms"
    note = f"the recogniser beside it used {min(loads):.1f} of {os.cpu_count()} cores or more"
    return Outcome(NAME, n, len(reasons), worst, BAR, (note, *reasons[:REASONS_SHOWN]))


@contextmanager
def recogniser(folder: Path, dice: random.Random) -> Iterator[ChildTranscriber]:
    """One that works without end; ready once it has loaded."""
    models, long = folder / "models", folder / "long.wav"
    models.mkdir()
    spoken = spoken_answers.repeated(spoken_answers.answer(Speaker(), 60, dice), 4)
    soundfile.write(long, spoken.sound, RATE, subtype="PCM_16")
    if importlib.util.find_spec("torch"):
        random_checkpoint.make(MODEL, models / f"{MODEL}.pt")
        ModelShelf(models, ()).trust(MODEL)
        spoken_answers.write_script(long, spoken)
        wish, command = RecogniserWish("whisper", MODEL), [sys.executable, str(BABBLING)]
    else:
        wish, command = RecogniserWish("pocketsphinx"), None
    transcriber = ChildTranscriber(models, command, catalogue=())
    try:
        with Work(transcriber, wish, long):
            while cpu_seconds(child_pid(transcriber)) < 10:
                threading.Event().wait(0.1)
            yield transcriber
    finally:
        transcriber.close()


def one(window: Puppet, data: Path, seconds: float) -> tuple[Path, list[float]]:
    """One take; its sound, and how late the window's ticks came, in ms."""
    attempt = window.ask("record", key="recording")
    window.ask("ticks", key="ticks")
    threading.Event().wait(seconds)
    ticks = window.ask("ticks", key="ticks")
    window.ask("stop", key="kept")
    return data / "takes" / str(attempt) / "audio.wav", ticks


def _marks(data: Path, audio: Path) -> list[str]:
    taken = {take.label.attempt_id: take for take in TakeShelf(data / "takes").finished()}
    return [f"{mark.kind} at {mark.at_ms} ms" for mark in taken[audio.parent.name].marks]


def _late(ticks: list[float]) -> list[str]:
    late = at_share(ticks, 99)
    return [f"p99 of the window's ticks {late:.1f} ms"] if late > MOST_LATE_MS else []


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 3))
