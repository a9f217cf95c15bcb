"""How far word times are from the truth, where the truth is known: speech made by espeak-ng, which tells when each word begins.

    python tests/benchmarks/speech/word_times.py [--answers N] [--only aligner|whisper]

Rows: the aligner with the right words; with a tenth of the words wrong or missing; Whisper's times as the engine gives them (the
checkpoint of the tests, on sentences it knows); the same after `refined`. Each answer is a few sentences with pauses and a little
noise. Real speech is less even than espeak-ng's, and other checkpoints look elsewhere: these are figures for the method.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from mockinterview.core.written import Cue  # noqa: E402
from mockinterview.speech.engines.aligner import Aligner, Timed  # noqa: E402
from mockinterview.speech.gate import spoken_stretches  # noqa: E402
from tests.data.whisper.spoken import RATE, SENTENCES, Speaker  # noqa: E402

VOICES = ("en-US", "en-US+f2", "en-US+m7", "en+m3", "en+f4", "en-GB-scotland", "en-GB-x-rp", "en-GB-x-rp+f2")
RATES = (140, 155, 170, 185)
NOISE = 1e-3


@dataclass(frozen=True)
class Answer:
    """Sound and the true start of every word, in ms."""

    sound: NDArray[np.float32]
    words: tuple[str, ...]
    starts_ms: tuple[float, ...]
    voice: str


@dataclass
class Row:
    """What one way of timing got wrong."""

    name: str
    errors_ms: list[float] = field(default_factory=list)
    by_voice: dict[str, list[float]] = field(default_factory=dict)
    unplaced: int = 0
    expected: int = 0
    sound_s: float = 0.0
    work_s: float = 0.0

    def add(self, voice: str, errors_ms: Sequence[float]) -> None:
        self.errors_ms += errors_ms
        self.by_voice.setdefault(voice, []).extend(errors_ms)

    def line(self) -> str:
        off = np.abs(self.errors_ms)
        worst = max(self.by_voice, key=lambda voice: float(np.median(np.abs(self.by_voice[voice]))))
        return (
            f"{self.name:44} {len(off):5} words  median {np.median(off):4.0f} ms  95 % {np.percentile(off, 95):5.0f} ms  "
            f"mean lag {np.mean(self.errors_ms):+5.0f} ms  over 300 ms {np.mean(off > 300):6.2%}  not placed "
            f"{self.unplaced / max(1, self.expected):6.2%}  {self.work_s / max(self.sound_s, 1e-9):.3f} of real time  "
            f"worst voice {worst} ({np.median(np.abs(self.by_voice[worst])):.0f} ms)"
        )


def bank_sentences() -> list[str]:
    """Sentences of sample answers in the question banks; numbers left out, since espeak-ng reads them its own way."""
    found: set[str] = set()
    for file in sorted((ROOT / "resources" / "banks").glob("*.json")):
        for question in json.loads(file.read_text("utf-8"))["questions"]:
            for sample in question.get("sample_answers", []):
                found |= {one for one in re.split(r"(?<=[.!?])\s+", sample["text"]) if _is_plain(one)}
    return sorted(found)


def _is_plain(sentence: str) -> bool:
    return 5 <= len(sentence.split()) <= 35 and re.fullmatch(r"[A-Za-z',.;:?! ]+", sentence) is not None


def spoken_answer(speaker: Speaker, sentences: Sequence[str], voice: str, rate: int, chance: random.Random) -> Answer:
    """Sentences with 0.3 to 2 s of silence around each, and noise at -60 dBFS over all."""
    pieces: list[NDArray[np.float32]] = []
    words: list[str] = []
    starts: list[float] = []
    at = 0

    def pause() -> None:
        nonlocal at
        pieces.append(np.zeros(int(chance.uniform(0.3, 2.0) * RATE), np.float32))
        at += len(pieces[-1])

    pause()
    for sentence in sentences:
        said = speaker.say(sentence, voice, rate)
        words += [word for word, _, _ in said.words]
        starts += [at * 1000 / RATE + start * 1000 for _, start, _ in said.words]
        pieces.append(said.sound)
        at += len(said.sound)
        pause()
    sound = np.concatenate(pieces)
    noise = np.random.default_rng(chance.randrange(2**32)).normal(0, NOISE, len(sound))
    return Answer((sound + noise).astype(np.float32), tuple(words), tuple(starts), voice)


def answers(count: int, texts: Sequence[str], sentences: int, seed: int) -> list[Answer]:
    """So many answers for every voice."""
    speaker, chance = Speaker(), random.Random(seed)
    return [
        spoken_answer(speaker, chance.sample(texts, sentences), voice, RATES[(turn + index) % len(RATES)], chance)
        for turn in range(count)
        for index, voice in enumerate(VOICES)
    ]


def misquoted(words: Sequence[str], chance: random.Random) -> tuple[list[str], list[int | None]]:
    """A twentieth of the words left out, a twentieth replaced; and which true word each of the written is."""
    written: list[str] = []
    which: list[int | None] = []
    for index, word in enumerate(words):
        fate = chance.random()
        if fate >= 0.05:
            written.append(chance.choice(words) if fate < 0.10 else word)
            which.append(None if fate < 0.10 else index)
    return written, which


def aligned(
    row: Row, aligner: Aligner, answer: Answer, written: Sequence[str], which: Sequence[int | None]
) -> list[Timed]:
    began = time.perf_counter()
    stretches = spoken_stretches(answer.sound)
    times = aligner.times(answer.sound, stretches, [Cue(tuple(written))])[0]
    row.work_s += time.perf_counter() - began
    row.sound_s += len(answer.sound) / RATE
    right = [(one, index) for one, index in zip(times, which, strict=True) if index is not None]
    row.expected += len(right)
    row.unplaced += sum(not one.found for one, _ in right)
    row.add(answer.voice, [one.start_ms - answer.starts_ms[index] for one, index in right])
    return times


def aligner_rows(count: int) -> list[Row]:
    aligner, chance = Aligner(), random.Random(5)
    right, wrong = Row("aligner, the right words"), Row("aligner, a tenth wrong or missing")
    for answer in answers(count, bank_sentences(), 4, 11):
        aligned(right, aligner, answer, answer.words, range(len(answer.words)))
        aligned(wrong, aligner, answer, *misquoted(answer.words, chance))
    long = Row("aligner, the right words, ten minutes")
    speaker, chance = Speaker(), random.Random(6)
    lot = chance.sample(bank_sentences(), 110)
    answer = spoken_answer(speaker, lot, "en-US", 165, chance)
    aligned(long, aligner, answer, answer.words, range(len(answer.words)))
    return [right, wrong, long]


def whisper_rows(count: int) -> list[Row]:
    """The checkpoint of the tests on sentences it knows; only words that it heard rightly are compared."""
    from functools import partial

    from mockinterview.speech.engines.aligner_refining import Refiner
    from mockinterview.speech.engines.whisper import WhisperEngine
    from mockinterview.speech.growing import quietest_moment
    from mockinterview.speech.pieces import cut, whole_rules

    engine, refiner = WhisperEngine(ROOT / "tests" / "data" / "whisper" / "rehearsal.pt", "rehearsal"), Refiner()
    stock, better = Row("whisper, as its attention tells"), Row("whisper, refined by the aligner")
    for answer in answers(count, SENTENCES, 3, 17):
        stretches = spoken_stretches(answer.sound)
        pieces = cut(stretches, whole_rules(engine.gap_ms, engine.longest_ms), partial(quietest_moment, answer.sound))
        began = time.perf_counter()
        heard = list(engine.hear(answer.sound, pieces, "en", ()))
        between = time.perf_counter()
        refined = [refiner.refined(answer.sound, one) for one in heard]
        stock.work_s += between - began
        better.work_s += time.perf_counter() - between
        for row, what in ((stock, heard), (better, refined)):
            row.sound_s += len(answer.sound) / RATE
            words = [word for one in what for sentence in one.sentences for word in sentence]
            pairs = matched([word.text for word in words], answer.words)
            row.add(answer.voice, [words[mine].start_ms - answer.starts_ms[true] for mine, true in pairs])
    return [stock, better]


def matched(heard: Sequence[str], true: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of indices of the same words."""

    def plain(words: Sequence[str]) -> list[str]:
        return [re.sub(r"[^a-z']", "", word.lower()) for word in words]

    blocks = SequenceMatcher(None, plain(heard), plain(true), autojunk=False).get_matching_blocks()
    return [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--answers", type=int, default=3, help="answers for each voice")
    options.add_argument("--only", default="")
    wish = options.parse_args()
    rows: list[Row] = []
    if wish.only != "whisper":
        rows += aligner_rows(wish.answers)
    if wish.only != "aligner":
        rows += whisper_rows(wish.answers)
    for row in rows:
        print(row.line())


if __name__ == "__main__":
    main()
