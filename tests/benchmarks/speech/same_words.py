"""Whether the fast path, its switches and the light form hear the words openai-whisper hears.

    python tests/benchmarks/speech/same_words.py [--answers 60] [--model FILE.pt]

Answers of one to four sentences that the tests' checkpoint knows, by espeak-ng, with pauses and noise: as many as it can hear in
one window. Each contender (contenders.py) hears them in a process of its own; then how many of its words differ from exact, how
many are mistakes, and how far its word starts lie from exact's where the words are the same. At the end, how often 8 bits and
fitted windows leave the likeliest next token what it was, with the words so far given.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.speech import contenders  # noqa: E402
from tests.benchmarks.speech.machine import machine  # noqa: E402

REHEARSAL = ROOT / "tests" / "data" / "whisper" / "rehearsal.pt"
SEED = 11
NAMES = (
    "exact",
    "fast:int8=0,int8_vocabulary=0,fitted=0",
    "fast:int8_vocabulary=0,fitted=0",
    "fast:int8=0,fitted=0",
    "fast:int8=0,int8_vocabulary=0",
    "fast",
    "light",
)


def answers(file: Path, number: int) -> list[list[str]]:
    """Write the sounds into a file; their true words."""
    from tests.data.whisper.spoken import RATE, SENTENCES, Speaker

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


def texts(answer: contenders.Said) -> list[str]:
    return [word for word, _ in answer]


def compare(model: Path, folder: Path, number: int, threads: int, names: tuple[str, ...] = NAMES) -> None:
    """A row for each contender."""
    truth = answers(folder / "answers.npz", number)
    exact: list[contenders.Said] = []
    print(
        f"{number} answers, {sum(map(len, truth))} words{'':26} mistakes   differ from exact   starts off (median, 95 %)"
    )
    for name in names:
        said = contenders.asked(name, model, folder / "answers.npz", threads, fixed=False)["said"]
        exact = exact or said
        wrong = sum(apart(texts(one), true) for one, true in zip(said, truth, strict=True))
        differ = sum(apart(texts(one), texts(other)) for one, other in zip(said, exact, strict=True))
        off = [
            abs(mine[1] - theirs[1])
            for one, other in zip(said, exact, strict=True)
            if texts(one) == texts(other)
            for mine, theirs in zip(one, other, strict=True)
        ]
        near = 100 * float(np.mean(np.array(off) <= 20))
        share = 100 * differ / sum(map(len, exact))
        print(
            f"{name:45} {wrong:8}   {differ:6} ({share:.2f} %)      {np.median(off):4.0f} ms {np.percentile(off, 95):5.0f} ms; "
            f"{near:.1f} % within 20 ms"
        )


def likeliest(model: Path, folder: Path) -> None:
    """The next token, given the true words so far, by the fast path and by full precision on whole windows."""
    import torch
    from whisper.audio import N_SAMPLES, log_mel_spectrogram, pad_or_trim
    from whisper.tokenizer import get_tokenizer

    from mockinterview.speech.engines.fast_model import FAST, FULL_PRECISION
    from mockinterview.speech.engines.whisper_checkpoint import load_fast

    full, fast = (load_fast(model, model.stem, switches) for switches in (FULL_PRECISION, FAST))
    tokenizer = get_tokenizer(full.is_multilingual, language="en", task="transcribe")
    same = every = 0
    with np.load(folder / "answers.npz") as sounds, torch.no_grad():
        for name in sounds:
            if len(sounds[name]) > 28 * contenders.RATE:
                continue
            mel = pad_or_trim(log_mel_spectrogram(sounds[name], full.dims.n_mels, padding=N_SAMPLES), 3000)[None]
            mel[..., len(sounds[name]) // 160 :] = 0  # as `transcribe` pads
            text = contenders.full_text(full, sounds[name])
            tokens = torch.tensor([[*tokenizer.sot_sequence, tokenizer.no_timestamps, *tokenizer.encode(text)]])
            likely = [
                one.logits(tokens, one.features(mel, frames)).argmax(-1)[0, len(tokenizer.sot_sequence) :]
                for one, frames in ((full, 1500), (fast, fast._encoder.fitting(mel)))
            ]
            same += int((likely[0] == likely[1]).sum())
            every += len(likely[0])
    print(f"the likeliest next token is the same in {same} of {every} places ({100 * same / every:.2f} %; bar 99.5)")


def main() -> None:
    given = argparse.ArgumentParser(description="The words of every way to run a checkpoint.")
    given.add_argument("--model", type=Path, default=REHEARSAL)
    given.add_argument("--answers", type=int, default=60)
    given.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    wish = given.parse_args()
    print(machine("torch", "openai-whisper", "faster-whisper", "ctranslate2"))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        model = folder / wish.model.name
        model.symlink_to(wish.model.resolve())
        compare(model, folder, wish.answers, wish.threads)
        likeliest(model, folder)


if __name__ == "__main__":
    main()
