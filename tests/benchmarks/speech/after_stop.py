"""How long the words take after Stop, when the answer was followed while it was given.

    python tests/benchmarks/speech/after_stop.py                                   the tests' checkpoint: time, and wrong words
    python tests/benchmarks/speech/after_stop.py --model base.en [--seconds 120]   random weights of published dimensions: time
    python tests/benchmarks/speech/after_stop.py --engine pocketsphinx

A spoken answer (sentences by espeak-ng with pauses as people make them, ended some tenths of a second after the last word) is
written into a growing take in real time, as the recorder does. After the last block the transcript is asked for. Prints for every
run how long it took from Stop to the last word, the recogniser's load on one core while recording and its memory, and how many
words are wrong, followed and as the same recogniser hears the whole file. Then the 50th and 95th percentile, and beside them, on
some of the same sounds in this run, `whisper.transcribe(word_timestamps=True)` in a fresh process with every core; with random
weights both say the same number of tokens for a second of sound (babbling_child.py), and words are not compared.

--lengths 60,300: answers of these lengths in turn, the shorter being the ends of the longest, and how the last stands against the
first. --speed: write
faster than real time; then the load and the times say little.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from statistics import fmean

import numpy as np

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from mockinterview.core.recognition import RecogniserWish  # noqa: E402
from mockinterview.core.transcript import Transcript  # noqa: E402
from mockinterview.sound.take_file import TakeFile  # noqa: E402
from mockinterview.speech.models import ModelShelf  # noqa: E402
from mockinterview.speech.process import ChildTranscriber  # noqa: E402
from tests.benchmarks.speech import contenders, random_checkpoint, spoken_answers  # noqa: E402
from tests.benchmarks.speech.machine import at_share, cpu_seconds, machine, memory_mb  # noqa: E402
from tests.benchmarks.speech.spoken_answers import Answer  # noqa: E402
from tests.data.whisper.spoken import Speaker  # noqa: E402

CHECKPOINT = ROOT / "tests" / "data" / "whisper" / "rehearsal.pt"
BABBLING = Path(__file__).with_name("babbling_child.py")


@dataclass(frozen=True)
class Run:
    """One answer: seconds from Stop to the last word, the child's share of one core till then and its peak of memory in MB, and
    the share of wrong words, followed and whole (not with random weights)."""

    seconds: float
    after_s: float
    load: float
    memory_mb: float
    wrong: float
    wrong_whole: float


def child_pid(transcriber: ChildTranscriber) -> int:
    child = transcriber._desk._child
    return child.pid if child is not None else 0


def bare(text: str) -> list[str]:
    return [word.lower().strip(".,?!") for word in text.split()]


def wrong(spoken: Answer, transcript: Transcript) -> float:
    """The share of words that do not match what was said."""
    said, found = [bare(text)[0] for text, _, _ in spoken.words], bare(transcript.text)
    same = sum(match.size for match in SequenceMatcher(None, said, found, autojunk=False).get_matching_blocks())
    return 1 - same / max(len(said), len(found), 1)


def ignore(_done: int, _all: int) -> None:
    """Nobody watches."""


def one_run(
    transcriber: ChildTranscriber, spoken: Answer, wish: RecogniserWish, file: Path, options: argparse.Namespace
) -> Run:
    """Record an answer, follow it, and wait for its words; with a real checkpoint, recognise the whole file too."""
    take = TakeFile(file)
    spoken_answers.write_script(file, spoken)
    pid = child_pid(transcriber)
    before = cpu_seconds(pid) if pid else 0.0
    transcriber.follow(file, wish, lambda _transcript: None)
    writer = threading.Thread(target=spoken_answers.record, args=(spoken.sound, take, options.speed))
    writer.start()
    writer.join()
    load = (cpu_seconds(child_pid(transcriber)) - before) / (spoken.seconds / options.speed)
    stopped = time.perf_counter()
    followed = transcriber.transcribe(file, wish, ignore, lambda: False)
    after_s = time.perf_counter() - stopped
    peak = memory_mb(child_pid(transcriber), peak=True)
    whole = followed if options.child else transcriber.transcribe(file, wish, ignore, lambda: False)
    return Run(spoken.seconds, after_s, load, peak, wrong(spoken, followed), wrong(spoken, whole))


def stock(model: Path, spoken: Answer, folder: Path, *, fixed: bool) -> dict:
    """What `whisper.transcribe` takes for a whole answer, all cores, in a fresh process."""
    np.savez(folder / "answer.npz", answer=spoken.sound)
    return contenders.asked("exact", model, folder / "answer.npz", os.cpu_count() or 1, fixed=fixed)


def wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default=str(CHECKPOINT), help="a file, or a published name for random weights")
    parser.add_argument("--engine", default="whisper")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--lengths", default="", help="seconds, several divided by commas, instead of --seconds")
    parser.add_argument("--stock", type=int, default=2, help="so many answers are given to whisper.transcribe, too")
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--child", type=Path, help="a Python file to start as the recogniser")
    options = parser.parse_args()
    if options.model in random_checkpoint.NAMES and options.child is None:
        options.child = BABBLING
    return options


def main() -> None:
    options = wishes()
    print(f"{machine('torch', 'openai-whisper', 'pocketsphinx')}; {options.engine} {Path(options.model).name}")
    lengths = [float(one) for one in options.lengths.split(",") if one] or [options.seconds]
    dice, speaker = random.Random(options.seed), Speaker()
    answers = said(speaker, lengths, options.runs, dice)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        models = folder / "models"
        models.mkdir()
        wish, model = RecogniserWish(options.engine), models
        if options.engine != "pocketsphinx":
            model = models / f"{Path(options.model).name.removesuffix('.pt')}.pt"
            if options.model in random_checkpoint.NAMES:
                random_checkpoint.make(options.model, model)
            else:
                shutil.copy(options.model, model)
            ModelShelf(models, ()).trust(model.stem)
            wish = RecogniserWish(options.engine, model.stem)
        runs = followed(answers, models, wish, folder, options)
        report(runs, lengths, options)
        if options.engine != "pocketsphinx" and options.stock:
            race(runs, answers, model, folder, options)


def said(speaker: Speaker, lengths: list[float], runs: int, dice: random.Random) -> list[Answer]:
    """Answers of these lengths in turn; those of one turn end alike."""
    found: list[Answer] = []
    while len(found) < runs:
        longest = spoken_answers.answer(speaker, max(lengths), dice)
        found += [longest if one == max(lengths) else spoken_answers.end_of(longest, one) for one in lengths]
    return found[:runs]


def followed(
    answers: list[Answer], models: Path, wish: RecogniserWish, folder: Path, options: argparse.Namespace
) -> list[Run]:
    """Every answer recorded and recognised, one after the other, by the same child."""
    transcriber = ChildTranscriber(
        models,
        [sys.executable, str(options.child)] if options.child else None,
        catalogue=(),  # which knows how the published file of that name must be
    )
    runs: list[Run] = []
    try:
        for number, spoken in enumerate(answers):
            runs.append(one := one_run(transcriber, spoken, wish, folder / f"take{number}.wav", options))
            words = "" if options.child else f", wrong words {100 * one.wrong:.1f} %"
            print(
                f"answer of {one.seconds:5.1f} s: words {one.after_s:5.2f} s after Stop, "
                f"{100 * one.load:3.0f} % of a core while recording{words}",
                flush=True,
            )
    finally:
        transcriber.close()
    return runs


def report(runs: list[Run], lengths: list[float], options: argparse.Namespace) -> None:
    """All answers together."""
    after = [run.after_s for run in runs]
    print(f"after Stop: p50 {at_share(after, 50):.2f} s, p95 {at_share(after, 95):.2f} s, longest {max(after):.2f} s")
    if len(lengths) > 1:
        turns = [after[at : at + len(lengths)] for at in range(0, len(after) - len(lengths) + 1, len(lengths))]
        first, last = fmean(turn[0] for turn in turns), fmean(turn[-1] for turn in turns)
        print(
            f"answers of {lengths[-1]:.0f} s against {lengths[0]:.0f} s that end alike: {last:.2f} s and {first:.2f} s on the "
            f"average of {len(turns)}, {last / first:.2f} x"
        )
    warm = runs[1:] or runs
    print(
        f"load while recording, after the first answer (which loads the model): {100 * fmean(run.load for run in warm):.0f} % of "
        f"a core; the recogniser's memory at most {max(run.memory_mb for run in runs):.0f} MB"
    )
    if not options.child:
        followed_wrong, whole = fmean(run.wrong for run in runs), fmean(run.wrong_whole for run in runs)
        print(f"wrong words: followed {100 * followed_wrong:.1f} %, whole file {100 * whole:.1f} %")


def race(runs: list[Run], answers: list[Answer], model: Path, folder: Path, options: argparse.Namespace) -> None:
    """The same sounds by openai-whisper, whole."""
    own, peaks, took = [run.after_s for run in runs], [], []
    for spoken in answers[-options.stock :]:
        cost = stock(model, spoken, folder, fixed=bool(options.child))
        took.append(cost["hear"])
        peaks.append(cost["memory"])
        print(
            f"whisper.transcribe with word times, answer of {spoken.seconds:5.1f} s: {took[-1]:.2f} s, {peaks[-1]:.0f} MB"
        )
    pairs = list(zip(took, own[-options.stock :], strict=True))
    ratios = sorted(whole / after for whole, after in pairs)
    print(
        f"followed is {at_share(ratios, 50):.0f} x sooner on these (at least {ratios[0]:.0f} x); "
        f"our 95th percentile against its middle: {at_share(took, 50) / at_share(own, 95):.0f} x"
    )


if __name__ == "__main__":
    main()
