"""A whole recording: our fast path against openai-whisper and against faster-whisper, on the same checkpoint, switch by switch.

    python tests/benchmarks/speech/whole_file.py base.en               random weights of published dimensions: time and memory
    python tests/benchmarks/speech/whole_file.py small.en --beams 5    with five beams, as openai-whisper's command line has
    python tests/benchmarks/speech/whole_file.py FILE.pt               a checkpoint in a file

The contenders take turns, each time in a fresh process (contenders.py); the middle one of several rounds counts. Processor time
stands beside the clock: it is the steadier of the two where others use the machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

import numpy as np

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.speech import contenders, random_checkpoint  # noqa: E402
from tests.benchmarks.speech.machine import machine  # noqa: E402

SINGLE = (
    "fast:reuse=0",
    "fast:shared_beams=0",
    "fast:int8=0",
    "fast:int8_vocabulary=0",
    "fast:fitted=0",
    "fast:side_by_side=1",
    "fast:int8=0,int8_vocabulary=0,fitted=0,side_by_side=1",
)
"""Everything on but one thing; and openai-whisper's numbers with nothing but the memory laid out another way."""


def main() -> None:
    given = argparse.ArgumentParser(description="A whole recording, contender by contender.")
    given.add_argument("model", help="a checkpoint's file, or a published name for random weights")
    given.add_argument("--seconds", type=int, default=120)
    given.add_argument("--rounds", type=int, default=3)
    given.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    given.add_argument("--beams", type=int, default=1)
    given.add_argument("--switches", action="store_true", help="also with each part of the fast path switched off")
    given.add_argument("--no-light", action="store_true", help="without faster-whisper")
    wish = given.parse_args()
    print(
        f"{machine('torch', 'openai-whisper')}; {wish.threads} threads, {wish.seconds} s of sound, {wish.beams} beams"
    )
    names = ["exact", "fast", *([] if wish.no_light else ["light"]), *(SINGLE if wish.switches else ())]
    if wish.beams > 1:
        names = [f"{name}{',' if ':' in name else ':'}beams={wish.beams}" for name in names]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        model = folder / f"{Path(wish.model).name.removesuffix('.pt')}.pt"
        if wish.model in random_checkpoint.NAMES:
            random_checkpoint.make(wish.model, model)
        else:
            model.symlink_to(Path(wish.model).resolve())
        sound = np.random.default_rng(11).standard_normal(wish.seconds * contenders.RATE) * 0.05
        np.savez(folder / "noise.npz", noise=sound.astype(np.float32))
        runs: dict[str, list[dict]] = {name: [] for name in names}
        for _ in range(wish.rounds):
            for name, found in runs.items():
                found.append(contenders.asked(name, model, folder / "noise.npz", wish.threads, fixed=True))
    report(runs)


def report(runs: dict[str, list[dict]]) -> None:
    """A row for each contender, and how it stands against the first: round by round, the middle one."""
    first = next(iter(runs.values()))
    print(f"{'':58} hears   processor   word times   peak      times as fast (processor)")
    for name, found in runs.items():
        hears, processor, peak = (median(one[what] for one in found) for what in ("hear", "hear_processor", "memory"))
        share = median(one["word_times"] / one["hear"] for one in found)
        faster = median(mine["hear"] / one["hear"] for mine, one in zip(first, found, strict=True))
        cheaper = median(mine["hear_processor"] / one["hear_processor"] for mine, one in zip(first, found, strict=True))
        times = f"{100 * share:8.1f} %" if share else "       –  "
        print(
            f"{name:55} {hears:6.2f} s   {processor:6.2f} s   {times}   {peak:6.0f} MB   {faster:5.2f} ({cheaper:.2f})"
        )


if __name__ == "__main__":
    main()
