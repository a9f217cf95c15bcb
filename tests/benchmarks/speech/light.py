"""The light form of Whisper against openai-whisper as it is: memory and time; same_words.py compares the words.

    python tests/benchmarks/speech/light.py base.en     on random weights of published dimensions
    python tests/benchmarks/speech/light.py FILE.pt     on a checkpoint in a file

Every figure is from a process of its own that does nothing else (contenders.py); the two take turns, and the middle one of several
rounds counts. Peak memory is the process's, libraries and all.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import numpy as np

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.speech import contenders, random_checkpoint  # noqa: E402
from tests.benchmarks.speech.machine import machine  # noqa: E402

SEED = 11
BARS = {"memory": 0.5, "time": 0.5}


def converted_apart(model: Path) -> None:
    """Convert in a process of its own, and say what it cost."""
    code = """
import sys, time; from pathlib import Path
from mockinterview.speech.conversion import converted
from tests.benchmarks.speech.machine import peak_mb
began = time.perf_counter()
folder = converted(Path(sys.argv[1]))
size = sum(one.stat().st_size for one in folder.iterdir()) / 1e6
print(f"{time.perf_counter() - began:.1f} s, peak {peak_mb():.0f} MB, {size:.0f} MB on the disk")
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(model)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    print(f"conversion of {model.name} ({model.stat().st_size / 1e6:.0f} MB): {done.stdout.strip()}")


def race(model: Path, sounds: Path, rounds: int, threads: int) -> None:
    """Time and memory, in turns."""
    runs: dict[str, list[dict[str, float]]] = {"exact": [], "light": []}
    for _ in range(rounds):
        for engine, found in runs.items():
            found.append(contenders.asked(engine, model, sounds, threads, fixed=True))
    middle = {
        engine: {what: median(run[what] for run in found) for what in ("load", "hear", "processor", "memory")}
        for engine, found in runs.items()
    }
    for engine, found in middle.items():
        print(
            f"{engine:6} loads {found['load']:5.1f} s   hears {found['hear']:6.1f} s   processor {found['processor']:6.1f} s   "
            f"peak {found['memory']:6.0f} MB"
        )
    share = {what: middle["light"][what] / middle["exact"][what] for what in ("hear", "processor", "memory")}
    told("time to hear", share["hear"], BARS["time"])
    told("processor time, loading too", share["processor"], BARS["time"])
    told("peak memory", share["memory"], BARS["memory"])


def told(what: str, share: float, bar: float) -> None:
    print(f"{what:40} {share:7.3f} of exact   (bar {bar:g}){'' if share <= bar else '   MISSED'}")


def main() -> None:
    given = argparse.ArgumentParser(description="The light form of Whisper against openai-whisper as it is.")
    given.add_argument("model", help="a checkpoint's file, or a published name for random weights")
    given.add_argument("--seconds", type=int, default=120, help="length of the sound that is timed")
    given.add_argument("--rounds", type=int, default=3)
    given.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    wish = given.parse_args()
    print(f"{machine('torch', 'openai-whisper', 'faster-whisper', 'ctranslate2')}; {wish.threads} threads")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        model = folder / f"{Path(wish.model).name.removesuffix('.pt')}.pt"
        if wish.model in random_checkpoint.NAMES:
            random_checkpoint.make(wish.model, model)
        else:
            model.symlink_to(Path(wish.model).resolve())
        converted_apart(model)
        sound = np.random.default_rng(SEED).standard_normal(wish.seconds * contenders.RATE) * 0.05
        np.savez(folder / "noise.npz", noise=sound.astype(np.float32))
        print(f"{wish.seconds} s of sound, {wish.rounds} rounds")
        race(model, folder / "noise.npz", wish.rounds, wish.threads)


if __name__ == "__main__":
    main()
