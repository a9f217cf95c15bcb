"""Ways to run one Whisper checkpoint, each in a process of its own that does nothing else, and what each run cost.

`exact` is `whisper.transcribe` in single precision, greedy, with word times. `fast` is the same function on the program's own
model, whose switches can be set by name (`fast:int8=0,fitted=0`). `light` is the program's faster-whisper engine. All take
`beams=5`. With random weights all say the same number of tokens for a second of sound (fixed_tokens.py).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.speech import fixed_tokens  # noqa: E402
from tests.benchmarks.speech.machine import peak_mb  # noqa: E402

RATE = 16_000
TOKENS_A_SECOND = 3.75
"""What an answer at 150 words a minute takes, with its punctuation."""
PIECE_S = 24
"""A length pieces really have: cut at the last pause before 28 s."""
EXACT = {
    "language": "en",
    "temperature": 0.0,
    "fp16": False,
    "condition_on_previous_text": False,
    "word_timestamps": True,
    "verbose": None,
}
"""The program's own wishes (engines/whisper.py), without a prompt: the tests' checkpoint was never taught one."""

Said = list[tuple[str, int]]
"""Words with the milliseconds at which they begin."""
Hear = Callable[[np.ndarray], Said]


def exact(file: Path, fixed: bool, wishes: dict[str, int]) -> Hear:
    import whisper

    from mockinterview.speech.engines.whisper_checkpoint import load_stock

    model = load_stock(file, file.stem)
    beams = {"beam_size": wishes["beams"]} if "beams" in wishes else {}

    def hear(sound: np.ndarray) -> Said:
        tokens = fixed_tokens.for_openai_whisper(round(30 * TOKENS_A_SECOND), model.dims.n_vocab) if fixed else {}
        with fixed_tokens.whole_windows() if fixed else nullcontext():
            return _starts(whisper.transcribe(model, sound, **EXACT | beams | tokens))

    return hear


def fast(file: Path, fixed: bool, wishes: dict[str, int]) -> Hear:
    from mockinterview.speech.engines.whisper_import import import_whisper

    import_whisper()
    import whisper

    from mockinterview.speech.engines import fast_model
    from mockinterview.speech.engines.whisper_checkpoint import give_back_memory, load_fast

    switches = replace(
        fast_model.FAST, **{name: type(getattr(fast_model.FAST, name))(on) for name, on in wishes.items()}
    )
    model = load_fast(file, file.stem, switches)
    beams = {"beam_size": switches.beams} if switches.beams > 1 else {}
    if fixed:
        fast_model.LOOP_RATIO = float("inf")  # random words often look like a loop

    def hear(sound: np.ndarray) -> Said:
        pieces = [sound[at : at + PIECE_S * RATE] for at in range(0, len(sound), PIECE_S * RATE)]
        found: Said = []
        for first in range(0, len(pieces), model.side_by_side()):
            group = pieces[first : first + model.side_by_side()]
            number = round(len(group[0]) / RATE * TOKENS_A_SECOND)
            tokens = fixed_tokens.for_openai_whisper(number, model.dims.n_vocab) if fixed else {}
            how = EXACT | beams | tokens
            with fixed_tokens.whole_windows() if fixed else nullcontext():
                if len(group) > 1:
                    known = whisper.DecodingOptions.__dataclass_fields__
                    ahead = {name: value for name, value in how.items() if name in known}
                    model.decode_ahead(group, whisper.DecodingOptions(prompt=[], **ahead))
                for number, piece in enumerate(group, first):
                    ms = number * PIECE_S * 1000
                    found += [(word, ms + at) for word, at in _starts(whisper.transcribe(model, piece, **how))]
            give_back_memory()
        return found

    return hear


def full_text(model: object, sound: np.ndarray) -> str:
    """What a model hears in one window."""
    import whisper

    return whisper.transcribe(model, sound, **EXACT | {"word_timestamps": False})["text"]


def light(file: Path, fixed: bool, wishes: dict[str, int]) -> Hear:
    from mockinterview.speech.engines.whisper_light import LightEngine

    engine = LightEngine(file, file.stem)
    model = engine._model
    n_vocab = model.hf_tokenizer.get_vocab_size() + 1501  # the times, which its table leaves out
    tokens = fixed_tokens.for_faster_whisper(round(30 * TOKENS_A_SECOND), n_vocab) if fixed else {}
    how = engine._wishes(()) | {"hotwords": None, "beam_size": wishes.get("beams", 1)} | tokens

    def hear(sound: np.ndarray) -> Said:
        with fixed_tokens.whole_windows() if fixed else nullcontext():
            segments, _ = model.transcribe(sound, language="en", **how)
            return [(word.word.strip(), round(word.start * 1000)) for one in segments for word in one.words]

    return hear


ENGINES = {"exact": exact, "fast": fast, "light": light}


def _starts(result: dict) -> Said:
    return [(word["word"].strip(), round(word["start"] * 1000)) for one in result["segments"] for word in one["words"]]


@contextmanager
def aligning() -> Iterator[list[float]]:
    """While it lasts, the seconds `transcribe` spends on word times are collected (openai-whisper's and ours)."""
    took: list[float] = []
    timing = sys.modules.get("whisper.timing")
    if timing is None:
        yield took
        return
    real = timing.find_alignment

    def timed(*what: object, **how: object) -> object:
        began = time.perf_counter()
        try:
            return real(*what, **how)
        finally:
            took.append(time.perf_counter() - began)

    timing.find_alignment = timed
    try:
        yield took
    finally:
        timing.find_alignment = real


def run(contender: str, model: Path, sounds: Path, fixed: bool) -> dict:
    """Hear every sound after a short warm-up; what it cost and what was heard."""
    engine, _, named = contender.partition(":")
    wishes = {name: int(value) for name, _, value in (one.partition("=") for one in named.split(",") if one)}
    began = time.perf_counter()
    hear = ENGINES[engine](model, fixed, wishes)
    loaded = time.perf_counter()
    with np.load(sounds) as every:
        heard = [every[name] for name in every]
    if engine == "fast":
        sys.modules["whisper.timing"].dtw_cpu = None  # never used
    hear(heard[0][: 2 * RATE])  # openai-whisper starts a compiler, once
    started, processor = time.perf_counter(), time.process_time()
    with aligning() as word_times:
        said = [hear(sound) for sound in heard]
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "load": loaded - began,
        "hear": time.perf_counter() - started,
        "hear_processor": time.process_time() - processor,
        "word_times": sum(word_times),
        "processor": used.ru_utime + used.ru_stime,
        "memory": peak_mb(),
        "said": said,
    }


def asked(contender: str, model: Path, sounds: Path, threads: int, *, fixed: bool) -> dict:
    """What a fresh process says of one contender."""
    own = {**os.environ, "OMP_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": "PASSIVE"}
    command = [sys.executable, __file__, contender, str(model), str(sounds), *(["--fixed"] if fixed else [])]
    done = subprocess.run(command, capture_output=True, text=True, env=own, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    given = argparse.ArgumentParser(description="One contender, heard once; used by the races.")
    given.add_argument("contender")
    given.add_argument("model", type=Path)
    given.add_argument("sounds", type=Path)
    given.add_argument("--fixed", action="store_true", help="the same number of tokens for every second of sound")
    wish = given.parse_args()
    sys.stdout.write(json.dumps(run(wish.contender, wish.model, wish.sounds, wish.fixed)) + "\n")


if __name__ == "__main__":
    main()
