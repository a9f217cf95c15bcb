"""How many words a recogniser shows over sound in which nobody speaks, and how much of it passes the gate. The bar is 0 words.

    python tests/benchmarks/speech/noise.py [--engine pocketsphinx] [--model FILE] [--ungated]

--model: a Whisper checkpoint, for --engine whisper. --ungated: also without the gate, to show what it is there for.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from mockinterview.speech.gate import Stretch, spoken_stretches
from mockinterview.speech.messages import Job
from mockinterview.speech.pieces import Piece, cut, whole_rules
from mockinterview.speech.worker import Engines
from tests.benchmarks.speech.machine import machine
from tests.benchmarks.speech.noises import KINDS, RATE, SECONDS, Samples, noise

LEVELS_DBFS = (-1, -20, -40)


def words(engines: Engines, job: Job, sound: Samples, stretches: list[Stretch]) -> int:
    """Words shown over a sound; the engine is loaded when something first passes."""
    if not stretches:
        return 0
    engine = engines.of(job)
    pieces = cut(stretches, whole_rules(engine.gap_ms, engine.longest_ms))
    return sum(len(part) for one in engine.hear(sound, pieces, "en", ()) for part in one.sentences)


def everything(sound: Samples) -> list[Stretch]:
    """As if somebody spoke all the time."""
    piece = Piece(0, len(sound) * 1000 // RATE, ())
    return [Stretch(piece.start_ms, piece.end_ms)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--engine", default="pocketsphinx")
    options.add_argument("--model", type=Path, default=None)
    options.add_argument("--ungated", action="store_true")
    chosen = options.parse_args()
    model = chosen.model
    job = Job(0, "", chosen.engine, model.stem if model else "", str(model) if model else "")
    engines = Engines()
    print(machine("numpy"))
    print(f"{len(KINDS)} kinds of {SECONDS} s at {LEVELS_DBFS} dBFS peak; {chosen.engine} {job.model}")
    print(f"{'':22} {'passed s':>9} {'words':>6} {'ungated words' if chosen.ungated else ''}")
    totals = [0.0, 0, 0]
    for kind in KINDS:
        row = [0.0, 0, 0]
        for level in LEVELS_DBFS:
            sound = noise(kind, level)
            stretches = spoken_stretches(sound)
            row[0] += sum(one.end_ms - one.start_ms for one in stretches) / 1000
            row[1] += words(engines, job, sound, stretches)
            row[2] += words(engines, job, sound, everything(sound)) if chosen.ungated else 0
        totals = [total + value for total, value in zip(totals, row, strict=True)]
        print(f"{kind:22} {row[0]:9.1f} {row[1]:6} {row[2] if chosen.ungated else ''}", flush=True)
    print(f"{'all':22} {totals[0]:9.1f} {totals[1]:6} {totals[2] if chosen.ungated else ''}")


if __name__ == "__main__":
    main()
