"""The light form of Whisper against openai-whisper as it is: memory, time, and the words.

    python tests/benchmarks/speech/light.py                     words and times of words, on the tests' checkpoint
    python tests/benchmarks/speech/light.py --model base.en     time and memory too, on random weights of published dimensions
    python tests/benchmarks/speech/light.py --model FILE.pt     the same on a checkpoint in a file

Every figure is from a process of its own that does nothing else; the two take turns, and the middle one of several rounds counts.
Exact is `whisper.transcribe` in single precision, greedy, with word times; the light form is the program's own engine. With random
weights both say the same number of tokens a window (fixed_tokens.py). Peak memory is the process's, libraries and all.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.speech import fixed_tokens, random_checkpoint  # noqa: E402
from tests.benchmarks.speech.machine import machine, peak_mb  # noqa: E402

RATE = 16_000
REHEARSAL = ROOT / "tests" / "data" / "whisper" / "rehearsal.pt"
SEED = 11
BARS = {"memory": 0.5, "time": 0.5, "words": 0.01}
EXACT = {
    "language": "en",
    "temperature": 0.0,
    "fp16": False,
    "condition_on_previous_text": False,
    "word_timestamps": True,
}
"""The program's own wishes (engines/whisper.py), without a prompt: the tests' checkpoint was never taught one."""

Said = list[tuple[str, int]]
"""Words with the milliseconds at which they begin."""


# ------------------------------------------------------------ one engine, in a process of its own


def one(engine: str, model: Path, sounds: Path, tokens: int) -> None:
    """Hear every sound; print what it cost and what was heard as JSON."""
    began = time.perf_counter()
    hear = {"exact": exact, "light": light}[engine](model, tokens)
    loaded = time.perf_counter()
    said = []
    with np.load(sounds) as all_sounds:
        for name in all_sounds:
            said.append(hear(all_sounds[name]))
    heard = time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_SELF)
    report = {
        "load": loaded - began,
        "hear": heard - loaded,
        "processor": used.ru_utime + used.ru_stime,
        "memory": peak_mb(),
        "said": said,
    }
    sys.stdout.write(json.dumps(report) + "\n")


def exact(file: Path, tokens: int):
    import whisper

    model = whisper.load_model(str(file))
    heads = whisper._ALIGNMENT_HEADS.get(file.stem)
    if heads is not None:
        model.set_alignment_heads(heads)
    fixed = fixed_tokens.for_openai_whisper(tokens, model.dims.n_vocab) if tokens else {}

    def hear(sound: np.ndarray) -> Said:
        with fixed_tokens.whole_windows() if tokens else _as_it_is():
            segments = whisper.transcribe(model, sound, **EXACT | fixed)["segments"]
        return [(word["word"].strip(), round(word["start"] * 1000)) for one in segments for word in one["words"]]

    return hear


def light(file: Path, tokens: int):
    from mockinterview.speech.engines.whisper_light import LightEngine

    engine = LightEngine(file, file.stem)
    model = engine._model
    n_vocab = model.hf_tokenizer.get_vocab_size() + 1501  # the times, which its table leaves out
    fixed = fixed_tokens.for_faster_whisper(tokens, n_vocab) if tokens else {}

    def hear(sound: np.ndarray) -> Said:
        with fixed_tokens.whole_windows() if tokens else _as_it_is():
            segments, _ = model.transcribe(sound, language="en", **engine._wishes(()) | {"hotwords": None} | fixed)
            return [(word.word.strip(), round(word.start * 1000)) for one in segments for word in one.words]

    return hear


def _as_it_is():
    from contextlib import nullcontext

    return nullcontext()


# ------------------------------------------------------------ the race


def asked(engine: str, model: Path, sounds: Path, tokens: int, threads: int) -> dict:
    """What a fresh process says of one engine."""
    own = {**os.environ, "OMP_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": "PASSIVE"}
    command = [
        sys.executable,
        __file__,
        "--one",
        engine,
        "--model",
        str(model),
        "--sounds",
        str(sounds),
        "--tokens",
        str(tokens),
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=own, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


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


def race(model: Path, sounds: Path, tokens: int, rounds: int, threads: int) -> None:
    """Time and memory, in turns."""
    runs: dict[str, list[dict[str, float]]] = {"exact": [], "light": []}
    for _ in range(rounds):
        for engine, found in runs.items():
            found.append(asked(engine, model, sounds, tokens, threads))
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


# ------------------------------------------------------------ the words


def answers(file: Path, number: int) -> list[list[str]]:
    """Answers of one to four sentences the tests' checkpoint knows, with pauses and noise, into a file; and their true words."""
    from tests.data.whisper.spoken import SENTENCES, Speaker

    random, speaker = np.random.default_rng(SEED), Speaker()
    sounds, words = {}, []
    for index in range(number):
        parts, said = [np.zeros(RATE, np.float32)], []
        for sentence in random.choice(len(SENTENCES), size=int(random.integers(1, 5)), replace=False):
            voice = f"gmw/{random.choice(['en', 'en-US', 'en-GB-x-rp', 'en-GB-scotland'])}"
            spoken = speaker.say(SENTENCES[sentence], voice, int(random.integers(150, 181)))
            parts += [spoken.sound * np.float32(0.5), np.zeros(int(RATE * random.uniform(0.4, 1.5)), np.float32)]
            said += spoken.text.split()
        sound = np.concatenate(parts)
        noise = random.standard_normal(len(sound)) * random.uniform(0, 0.002)
        sounds[str(index)] = (sound + noise).astype(np.float32)
        words.append(said)
    np.savez(file, **sounds)
    return words


def apart(one: list[str], other: list[str]) -> int:
    """Words to change, put in or leave out to make one the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for index, word in enumerate(one, 1):
        last, row[0] = row[0], index
        for at, theirs in enumerate(other, 1):
            last, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, last + (word != theirs))
    return row[-1]


def compare(model: Path, folder: Path, number: int, threads: int) -> None:
    """The words of both, against each other and against what was said."""
    truth = answers(folder / "answers.npz", number)
    said = {engine: asked(engine, model, folder / "answers.npz", 0, threads)["said"] for engine in ("exact", "light")}
    words = {engine: [[word for word, _ in answer] for answer in found] for engine, found in said.items()}
    every = sum(map(len, words["exact"]))
    differ = [apart(one, other) for one, other in zip(words["light"], words["exact"], strict=True)]
    for engine, found in words.items():
        wrong = sum(apart(one, true) for one, true in zip(found, truth, strict=True))
        print(f"{engine:6} {wrong} mistakes in {sum(map(len, truth))} words")
    print(f"{number} answers, {sum(map(bool, differ))} with any difference, {sum(differ)} words of {every}")
    share = sum(differ) / every
    told("words that differ from exact", share, BARS["words"])
    off = [
        abs(one[1] - other[1])
        for ours, theirs in zip(said["light"], said["exact"], strict=True)
        if [word for word, _ in ours] == [word for word, _ in theirs]
        for one, other in zip(ours, theirs, strict=True)
    ]
    print(f"word starts differ by {np.median(off):.0f} ms (median), {np.percentile(off, 95):.0f} ms (95 %)")


def wishes() -> argparse.Namespace:
    given = argparse.ArgumentParser(description="The light form of Whisper against openai-whisper as it is.")
    given.add_argument("--model", default="", help="a checkpoint's file, or a published name for random weights")
    given.add_argument("--seconds", type=int, default=120, help="length of the sound that is timed")
    given.add_argument("--tokens", type=int, default=90, help="tokens in every window of 30 s; 0: as many as it says")
    given.add_argument("--rounds", type=int, default=3)
    given.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    given.add_argument("--answers", type=int, default=60, help="how many answers the words are compared on")
    given.add_argument("--one", choices=("exact", "light"), help=argparse.SUPPRESS)
    given.add_argument("--sounds", type=Path, help=argparse.SUPPRESS)
    return given.parse_args()


def main() -> None:
    wish = wishes()
    if wish.one:
        one(wish.one, Path(wish.model), wish.sounds, wish.tokens)
        return
    print(f"{machine('torch', 'openai-whisper', 'faster-whisper', 'ctranslate2')}; {wish.threads} threads")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if wish.model:
            model = folder / f"{Path(wish.model).name.removesuffix('.pt')}.pt"
            if wish.model in random_checkpoint.NAMES:
                random_checkpoint.make(wish.model, model)
            else:
                model.symlink_to(Path(wish.model).resolve())
            converted_apart(model)
            sound = np.random.default_rng(SEED).standard_normal(wish.seconds * RATE) * 0.05
            np.savez(folder / "noise.npz", noise=sound.astype(np.float32))
            print(f"{wish.seconds} s of sound, {wish.tokens} tokens a window, {wish.rounds} rounds")
            race(model, folder / "noise.npz", wish.tokens, wish.rounds, wish.threads)
        words = folder / "rehearsal.pt"
        words.symlink_to(REHEARSAL)
        compare(words, folder, wish.answers, wish.threads)


if __name__ == "__main__":
    main()
