"""How far the fast path is from what this computer can do at all: Whisper's work in operations and bytes, and the parts' times.

    python tests/benchmarks/speech/limits.py [--models tiny.en,base.en,small.en] [--threads N]

First what the processor reaches on matrices of Whisper's shapes (float32 and 8-bit) and how fast it reads memory, with one thread
and with all. Then, for each size, what one window of thirty seconds and one token need, the least time that takes here, and the
time our parts take on random weights. An encoder is bound by multiplication, a token by reading: the decoder's weights and what it
holds of the sound pass by once for every token (weights once for several windows side by side).

Nothing can be faster than these limits but by doing less: a shorter window for a shorter piece, smaller numbers, fewer tokens.
Models that fit into the processor's cache may read faster than memory allows.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from mockinterview.speech.engines.whisper_import import import_whisper  # noqa: E402

import_whisper()

from whisper.audio import N_FRAMES, N_SAMPLES, log_mel_spectrogram, pad_or_trim  # noqa: E402
from whisper.decoding import DecodingOptions  # noqa: E402
from whisper.tokenizer import get_tokenizer  # noqa: E402

from mockinterview.speech.engines.fast_linear import Int8Linear  # noqa: E402
from mockinterview.speech.engines.fast_model import FAST, FastModel  # noqa: E402
from mockinterview.speech.engines.whisper_checkpoint import load_fast  # noqa: E402
from tests.benchmarks.speech import fixed_tokens, random_checkpoint  # noqa: E402
from tests.benchmarks.speech.contenders import TOKENS_A_SECOND  # noqa: E402
from tests.benchmarks.speech.machine import machine  # noqa: E402

FRAMES, MEL_FRAMES, BANDS = 1500, 3000, 80
"""A window's frames inside the encoder, and before its second convolution halves them; bands of sound of all but the newest."""
WIDEST = 1024
ROUNDS = 20
WINDOW_TOKENS = round(30 * TOKENS_A_SECOND)


# ------------------------------------------------------------ what the work is


@dataclass(frozen=True)
class Work:
    """Operations of one model (a multiplication and its addition are two), and bytes it must read."""

    width: int
    encoder_layers: int
    decoder_layers: int
    vocabulary: int

    @property
    def encoder_linear(self) -> float:
        """Twelve matrices of width x width a layer: queries, keys, values, output, and eight in the two wide layers."""
        return 2 * 12 * self.width**2 * FRAMES * self.encoder_layers

    @property
    def encoder_rest(self) -> float:
        """Every frame looks at every frame, twice (scores, then values); and two convolutions three frames wide."""
        attention = 2 * 2 * FRAMES**2 * self.width * self.encoder_layers
        return attention + 2 * 3 * BANDS * self.width * MEL_FRAMES + 2 * 3 * self.width**2 * FRAMES

    @property
    def listening(self) -> float:
        """Keys and values of the sound, once for each decoder layer and window."""
        return 2 * 2 * self.width**2 * FRAMES * self.decoder_layers

    @property
    def token(self) -> float:
        """Fourteen matrices a layer (eight wide, four to look back, two to look at the sound), the look itself, the vocabulary."""
        layers = self.decoder_layers * (2 * 14 * self.width**2 + 2 * 2 * FRAMES * self.width)
        return layers + 2 * self.width * self.vocabulary

    def token_bytes(self, number_bytes: int, windows: int) -> float:
        """Weights once, and for each window the keys and values of its sound, which stay float32."""
        weights = 14 * self.width**2 * self.decoder_layers + self.width * self.vocabulary
        return number_bytes * weights + windows * 4 * 2 * FRAMES * self.width * self.decoder_layers


def work_of(name: str) -> Work:
    width, _, encoder_layers, decoder_layers = random_checkpoint.SIZES[name.removesuffix(".en")]
    return Work(width, encoder_layers, decoder_layers, random_checkpoint.ENGLISH_TOKENS)


# ------------------------------------------------------------ what the computer can do


@dataclass(frozen=True)
class Ceiling:
    """Operations a second in float32 and in 8 bits, bytes read a second."""

    single: float
    int8: float
    read: float

    def or_better(self, other: Ceiling) -> Ceiling:
        """The best of both: what was measured less had to wait for somebody else."""
        return Ceiling(max(self.single, other.single), max(self.int8, other.int8), max(self.read, other.read))

    def multiplied(self, linear: float, rest: float, *, int8: bool) -> float:
        """Seconds for so many operations, of which only the linear ones can be 8-bit."""
        return linear / (self.int8 if int8 else self.single) + rest / self.single


def quickest(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the quickest of several runs: the others had to wait for somebody else."""
    run()
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - began)
    return best


@torch.inference_mode()
def ceiling(threads: int) -> Ceiling:
    """Measured with so many threads."""
    torch.set_num_threads(threads)
    single = int8 = 0.0
    for width in (512, WIDEST):
        x, weight = torch.randn(FRAMES, width), torch.randn(4 * width, width)
        operations = 2 * FRAMES * width * 4 * width
        rounded = Int8Linear(weight, None)
        single = max(single, operations / quickest(lambda x=x, weight=weight: torch.nn.functional.linear(x, weight)))
        int8 = max(int8, operations / quickest(lambda x=x, rounded=rounded: rounded(x)))
    much = torch.ones(1 << 27, dtype=torch.float32)  # 512 MB: no cache holds it
    return Ceiling(single, int8, 4 * len(much) / quickest(much.sum))


# ------------------------------------------------------------ what our parts take


@dataclass(frozen=True)
class Parts:
    """Seconds: one window encoded, what the decoder asks of it, one token with 1, 2 and 4 windows side by side, word times of a
    window."""

    encode: float
    listen: float
    token: dict[int, float]
    words: float


@torch.inference_mode()
def parts(model: FastModel) -> Parts:
    """Measured on noise; what is in the sound changes nothing."""
    mel = pad_or_trim(log_mel_spectrogram(torch.randn(N_SAMPLES) * 0.05, model.dims.n_mels), N_FRAMES)
    features = model.features(mel.unsqueeze(0), FRAMES)
    tokens = {}
    for windows in (1, 2, 4):
        sound = model.listen(features.expand(windows, -1, -1))
        tokens[windows] = one_token(model, sound, windows)
    fixed = fixed_tokens.for_openai_whisper(WINDOW_TOKENS, model.dims.n_vocab)
    known = {name: value for name, value in fixed.items() if name in DecodingOptions.__dataclass_fields__}
    said = model.decode(mel, DecodingOptions(language="en", fp16=False, **known)).tokens
    tokenizer = get_tokenizer(multilingual=False)
    return Parts(
        quickest(lambda: model.features(mel.unsqueeze(0), FRAMES)),
        quickest(lambda: model.listen(features)),
        tokens,
        quickest(lambda: model.align(tokenizer, said, mel, N_FRAMES)),
    )


def one_token(model: FastModel, sound: object, windows: int) -> float:
    """Seconds a step, the middle of what a window takes."""

    def say() -> None:
        nonlocal best
        said = model.begin(windows, WINDOW_TOKENS + 3)
        model.go_on(torch.ones(windows, 2, dtype=torch.long), sound, said)
        began = time.perf_counter()
        for _ in range(WINDOW_TOKENS):
            model.go_on(torch.ones(windows, 1, dtype=torch.long), sound, said)
        best = min(best, (time.perf_counter() - began) / WINDOW_TOKENS)

    best = float("inf")
    quickest(say, rounds=3)
    return best


# ------------------------------------------------------------ the tables


def main() -> None:
    given = argparse.ArgumentParser(description="What this computer can do, and how near the fast path comes to it.")
    given.add_argument("--models", default="tiny.en,base.en,small.en")
    given.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    wish = given.parse_args()
    print(f"{machine('torch', 'openai-whisper')}; {wish.threads} threads")
    one, every, took = ceiling(1), ceiling(wish.threads), {}
    for name in wish.models.split(","):
        with tempfile.TemporaryDirectory() as folder:
            model = load_fast(random_checkpoint.make(name, Path(folder) / f"{name}.pt"), name, FAST)
        took[name] = parts(model)
        del model
        one, every = one.or_better(ceiling(1)), every.or_better(ceiling(wish.threads))
    print(f"\n{'':32}{'1 thread':>12}{f'{wish.threads} threads':>14}")
    print(f"{'float32, 10^9 operations/s':32}{one.single / 1e9:12.0f}{every.single / 1e9:14.0f}")
    print(f"{'8-bit, 10^9 operations/s':32}{one.int8 / 1e9:12.0f}{every.int8 / 1e9:14.0f}")
    print(f"{'memory read, GB/s':32}{one.read / 1e9:12.1f}{every.read / 1e9:14.1f}")
    for name, times in took.items():
        report(name, work_of(name), every, times)


def report(name: str, work: Work, can: Ceiling, took: Parts) -> None:
    """A row for each part: the work, the limits in float32 and as we do it, what it takes, and how far that is."""
    print(f"\n{name:32}{'work':>16}{'least, float32':>16}{'least, 8-bit':>14}{'takes':>12}{'of the limit':>14}")

    def row(part: str, what: str, single: float, int8: float, seconds: float) -> None:
        print(
            f"{part:32}{what:>16}{1000 * single:13.1f} ms{1000 * int8:11.1f} ms{1000 * seconds:9.1f} ms{seconds / int8:12.1f} x"
        )

    linear, rest = work.encoder_linear, work.encoder_rest
    limits = [can.multiplied(linear, rest, int8=int8) for int8 in (False, True)]
    row("encoder, 30 s", f"{(linear + rest) / 1e9:.1f} G", *limits, took.encode)
    limits = [can.multiplied(work.listening, 0, int8=int8) for int8 in (False, True)]
    row("keys and values of the sound", f"{work.listening / 1e9:.1f} G", *limits, took.listen)
    for windows, seconds in took.token.items():
        reads = [work.token_bytes(size, windows) for size in (4, 1)]
        limits = [
            max(read / can.read, windows * work.token / rate)
            for read, rate in zip(reads, (can.single, can.int8), strict=True)
        ]
        beside = "one token" if windows == 1 else f"{windows} windows side by side"
        row(beside, f"{reads[1] / 1e6:.0f} MB", *limits, seconds)
    # every token at once: weights are read once, and everything is multiplied
    many = WINDOW_TOKENS * work.token
    limits = [can.multiplied(many, 0, int8=int8) for int8 in (False, True)]
    row(f"word times, {WINDOW_TOKENS} tokens", f"{many / 1e9:.1f} G", *limits, took.words)
    whole = took.encode + took.listen + WINDOW_TOKENS * took.token[1] + took.words
    least = [
        can.multiplied(linear, rest, int8=int8)
        + can.multiplied(work.listening + many, 0, int8=int8)
        + WINDOW_TOKENS * work.token_bytes(1 if int8 else 4, 1) / can.read
        for int8 in (False, True)
    ]
    row(f"together, {WINDOW_TOKENS} tokens", "", *least, whole)


if __name__ == "__main__":
    main()
