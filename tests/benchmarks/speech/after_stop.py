"""How long the words take after Stop, when the answer was followed while it was given.

    python tests/benchmarks/speech/after_stop.py [--model FILE] [--engine pocketsphinx] [--runs N] [--seconds N] [--child FILE]

A spoken answer (sentences by espeak-ng with pauses as people make them, ended some tenths of a second after the last word) is
written into a growing take in real time, as the recorder does. After the last block the transcript is asked for. Prints for every
run how long it took from Stop to the last word, the load on one core while recording, and how many words are wrong, followed and as
the same recogniser hears the whole file; then the 50th and 95th percentile, and beside them, on the same sounds in this run,
`whisper.transcribe(word_timestamps=True)` (not for PocketSphinx).

--model: a checkpoint, else the tests' own. --child: a Python file to start as the recogniser (one that fixes the number of tokens,
where weights are random). --speed: write faster than real time; then the load and the times say little.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from mockinterview.core.recognition import RecogniserWish  # noqa: E402
from mockinterview.core.transcript import Transcript  # noqa: E402
from mockinterview.sound.take_file import TakeFile  # noqa: E402
from mockinterview.speech.models import ModelShelf  # noqa: E402
from mockinterview.speech.process import ChildTranscriber  # noqa: E402
from tests.data.whisper.spoken import RATE, SENTENCES, Speaker  # noqa: E402

CHECKPOINT = ROOT / "tests" / "data" / "whisper" / "rehearsal.pt"
BLOCK_S = 0.05
VOICES = ("gmw/en", "gmw/en-US", "gmw/en-GB-x-rp")
Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Run:
    """One answer: seconds from Stop to the last word, the child's share of one core till then, wrong words followed and whole."""

    after_s: float
    load: float
    wrong: float
    wrong_whole: float


def answer(speaker: Speaker, seconds: float, dice: random.Random) -> tuple[Sound, list[str]]:
    """Sentences with pauses and a little room noise, and their words; the last is followed by what people take to press Stop."""
    said: list[str] = []
    voice = dice.choice(VOICES)
    parts = [np.zeros(int(dice.uniform(0.3, 1.5) * RATE), np.float32)]
    while sum(map(len, parts)) < seconds * RATE:
        said += bare(sentence := dice.choice(SENTENCES))
        parts.append(speaker.say(sentence, voice, dice.randint(150, 175)).sound * np.float32(0.5))
        pause = dice.lognormvariate(np.log(0.55), 0.5)
        parts.append(np.zeros(int(pause * RATE), np.float32))
    parts[-1] = np.zeros(int(dice.uniform(0.3, 1.8) * RATE), np.float32)
    sound = np.concatenate(parts)
    noise = np.random.default_rng(dice.randint(0, 1 << 30)).standard_normal(len(sound)) * 0.0005
    return (sound + noise).astype(np.float32), said


def record(sound: Sound, take: TakeFile, speed: float) -> None:
    """Write the sound as it would be heard."""
    pcm = np.round(np.clip(sound, -1, 1) * 32767).astype("<i2")
    began, block = time.monotonic(), int(BLOCK_S * RATE)
    for at in range(0, len(pcm), block):
        wait = began + at / RATE / speed - time.monotonic()
        if wait > 0:
            threading.Event().wait(wait)
        take.write(pcm[at : at + block].tobytes())
    take.close()


def cpu_seconds(pid: int) -> float:
    """Processor time a process has used (Linux)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def child_pid(transcriber: ChildTranscriber) -> int:
    child = transcriber._desk._child
    return child.pid if child is not None else 0


def bare(text: str) -> list[str]:
    return [word.lower().strip(".,?!") for word in text.split()]


def wrong(said: list[str], transcript: Transcript) -> float:
    """The share of words that do not match what was said."""
    found = bare(transcript.text)
    same = sum(match.size for match in SequenceMatcher(None, said, found, autojunk=False).get_matching_blocks())
    return 1 - same / max(len(said), len(found), 1)


def ignore(_done: int, _all: int) -> None:
    """Nobody watches."""


def one_run(
    transcriber: ChildTranscriber, sound: Sound, said: list[str], wish: RecogniserWish, file: Path, speed: float
) -> Run:
    take = TakeFile(file)
    pid = child_pid(transcriber)
    before = cpu_seconds(pid) if pid else 0.0
    transcriber.follow(file, wish, lambda _transcript: None)
    writer = threading.Thread(target=record, args=(sound, take, speed))
    writer.start()
    writer.join()
    load = (cpu_seconds(child_pid(transcriber)) - before) / (len(sound) / RATE / speed)
    stopped = time.perf_counter()
    followed = transcriber.transcribe(file, wish, ignore, lambda: False)
    after_s = time.perf_counter() - stopped
    whole = transcriber.transcribe(file, wish, ignore, lambda: False)
    return Run(after_s, load, wrong(said, followed), wrong(said, whole))


def at_share(values: list[float], share: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)]


def stock(file: Path, sounds: list[Sound]) -> list[float]:
    """Seconds `whisper.transcribe` takes for each whole sound, all cores, after a warm-up."""
    import torch
    import whisper

    torch.set_num_threads(os.cpu_count() or 1)
    model = whisper.load_model(str(file))
    model.transcribe(sounds[0][: 5 * RATE], language="en", word_timestamps=True, fp16=False)
    took = []
    for sound in sounds:
        began = time.perf_counter()
        model.transcribe(sound, language="en", temperature=0.0, word_timestamps=True, fp16=False)
        took.append(time.perf_counter() - began)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=CHECKPOINT)
    parser.add_argument("--engine", default="whisper")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--child", type=Path)
    options = parser.parse_args()
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, {platform.system()}, {options.engine}"
    )
    dice, speaker = random.Random(11), Speaker()
    answers = [answer(speaker, options.seconds, dice) for _ in range(options.runs)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        models = folder / "models"
        models.mkdir()
        wish = RecogniserWish(options.engine)
        if options.engine != "pocketsphinx":
            shutil.copy(options.model, models / options.model.name)
            ModelShelf(models).trust(options.model.stem)
            wish = RecogniserWish(options.engine, options.model.stem)
        command = [sys.executable, str(options.child)] if options.child else None
        transcriber = ChildTranscriber(models, command)
        runs = []
        try:
            for number, (sound, said) in enumerate(answers):
                runs.append(one_run(transcriber, sound, said, wish, folder / f"take{number}.wav", options.speed))
                print(
                    f"answer of {len(sound) / RATE:5.1f} s: words {runs[-1].after_s:5.2f} s after Stop, "
                    f"{100 * runs[-1].load:3.0f} % of a core while recording, wrong words {100 * runs[-1].wrong:.1f} %"
                )
        finally:
            transcriber.close()
    after = [run.after_s for run in runs]
    print(f"after Stop: p50 {at_share(after, 50):.2f} s, p95 {at_share(after, 95):.2f} s, longest {max(after):.2f} s")
    warm = [run.load for run in runs[1:]] or [runs[0].load]
    print(
        f"load while recording, after the first answer (which loads the model): {100 * sum(warm) / len(warm):.0f} % of a core"
    )
    followed, whole = (
        100 * sum(shares) / len(runs) for shares in zip(*((one.wrong, one.wrong_whole) for one in runs), strict=True)
    )
    print(f"wrong words: followed {followed:.1f} %, whole file {whole:.1f} %")
    if options.engine != "pocketsphinx":
        took = stock(options.model, [sound for sound, _ in answers])
        ratios = [whole / own for whole, own in zip(took, after, strict=True)]
        print(
            f"whisper.transcribe with word times: p50 {at_share(took, 50):.2f} s; followed is {at_share(ratios, 50):.0f} x sooner"
        )


if __name__ == "__main__":
    main()
