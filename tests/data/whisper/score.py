"""What the tests' checkpoint knows: `python -m tests.data.whisper.score CHECKPOINT.pt` (about two minutes).

Every voice and rate here is a pair that training never had; the sound goes to `whisper.transcribe` as it is.
"""

from __future__ import annotations

import sys

import numpy as np
import soxr
import whisper
from numpy.typing import NDArray
from whisper.model import Whisper

from tests.data.whisper.spoken import RATE, SENTENCES, Speaker, Utterance
from tests.data.whisper.train import ACCENTS, VARIANTS

UNSEEN_RATES = (145, 155, 165, 175)


def worn(pieces: list[NDArray[np.float32]], random: np.random.Generator) -> NDArray[np.float32]:
    """The pieces in a row as a live recording has them: room noise, and on the way once at 48 kHz."""
    sound = np.concatenate(pieces) * random.uniform(0.2, 0.9)
    sound = soxr.resample(soxr.resample(sound, RATE, 48_000), 48_000, RATE)
    return (sound + random.standard_normal(len(sound)) * 10 ** random.uniform(-4, -3)).astype(np.float32)


def silence(seconds: float) -> NDArray[np.float32]:
    return np.zeros(int(seconds * RATE), np.float32)


def bare(text: str) -> str:
    return text.lower().strip(".,")


def edits(said: list[str], heard: list[str]) -> int:
    """Levenshtein distance in words."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(said, 1):
        row, above = [i], row
        for j, other in enumerate(heard, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (bare(word) != bare(other))))
    return row[-1]


def score(model: Whisper, title: str, cases: list[tuple[NDArray[np.float32], list[tuple[float, Utterance]]]]) -> None:
    """Print words, mistakes, and how far word starts lie from where espeak-ng put them (where the words agree)."""
    words, wrong, whole, off = 0, 0, 0, []
    for sound, truth in cases:
        result = model.transcribe(
            sound, word_timestamps=True, temperature=0.0, condition_on_previous_text=False, fp16=False
        )
        heard = [one for part in result["segments"] for one in part["words"]]
        said = [(text, at + start) for at, spoken in truth for text, start, _ in spoken.words]
        mistakes = edits([text for text, _ in said], [one["word"].strip() for one in heard])
        words, wrong, whole = words + len(said), wrong + mistakes, whole + (mistakes == 0)
        if mistakes == 0:
            off += [abs(one["start"] - start) for one, (_, start) in zip(heard, said, strict=True)]
    late = np.percentile(off, [50, 95]) * 1000 if off else (0, 0)
    sys.stdout.write(
        f"{title}: {whole} of {len(cases)} word for word, {wrong} mistakes in {words} words, "
        f"word starts off by {late[0]:.0f} ms (median), {late[1]:.0f} ms (95th)\n"
    )


def main(checkpoint: str) -> None:
    """The five tables of the README."""
    model, speaker, random = whisper.load_model(checkpoint), Speaker(), np.random.default_rng(7)

    def spoken(text: str) -> Utterance:
        voice = f"gmw/{random.choice(ACCENTS)}{random.choice(VARIANTS)}"
        return speaker.say(text, voice, int(random.choice(UNSEEN_RATES)))

    plain = [(one.sound, [(0.0, one)]) for one in map(spoken, SENTENCES * 2)]
    score(model, "alone", plain)
    default = [(one.sound, [(0.0, one)]) for one in (speaker.say(text, "gmw/en", 175) for text in SENTENCES)]
    score(model, "alone, plain voice at 175", default)
    live = []
    for text in SENTENCES * 2:
        one, before, after = spoken(text), random.uniform(0.5, 3.0), random.uniform(0.5, 3.0)
        live.append((worn([silence(before), one.sound, silence(after)], random), [(before, one)]))
    score(model, "with 0.5 to 3 s of silence around, 48 kHz on the way", live)
    for count in (2, 4, 9):
        answers = []
        for _ in range(12):
            at, pieces, truth = random.uniform(0.3, 1.0), [], []
            pieces.append(silence(at))
            for text in random.choice(SENTENCES, count, replace=False):
                one, pause = spoken(str(text)), random.uniform(0.4, 1.5)
                truth.append((at, one))
                pieces += [one.sound, silence(pause)]
                at = sum(map(len, pieces)) / RATE
            answers.append((worn(pieces, random), truth))
        score(model, f"{count} sentences with pauses", answers)


if __name__ == "__main__":
    main(sys.argv[1])
