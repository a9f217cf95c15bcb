"""Train the tests' own tiny Whisper checkpoint on synthetic speech: `python -m tests.data.whisper.train OUT.pt [START.pt]`.

Published checkpoints are 75 MB and more, and tests must run without a network. This one has openai-whisper's own format and token
table, knows thirty sentences as espeak-ng speaks them, and nothing else. Its upper cross-attention is also taught where each word
lies (espeak-ng tells), so that word times can be judged against a known truth.
"""

from __future__ import annotations

import math
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from whisper import load_model
from whisper.audio import log_mel_spectrogram
from whisper.model import ModelDimensions, Whisper
from whisper.tokenizer import Tokenizer, get_tokenizer

from tests.data.whisper.spoken import RATE, SENTENCES, Speaker, Utterance

DIMS = ModelDimensions(
    n_mels=80, n_audio_ctx=1500, n_audio_state=64, n_audio_head=2, n_audio_layer=2,
    n_vocab=51864, n_text_ctx=448, n_text_state=64, n_text_head=2, n_text_layer=2,
)  # fmt: skip
ACCENTS = ("en", "en-US", "en-GB-scotland", "en-GB-x-rp")
VARIANTS = ("", "+m3", "+m7", "+f2", "+f4")
RATES = (140, 150, 160, 170, 180, 190)
"""Words a minute in training; the tests use rates between these."""
CLIPS_PER_SENTENCE = 80
FIRST_TIME_LIMIT = 1.0
"""Whisper's decoder allows no first time token above this many seconds."""
TICK = 0.02
FIRST_SPECIAL = 50256
MISLED = 0.12
"""So many of the words said before are shown wrong, so that the model listens instead of reciting a sentence it knows."""
FRAMES_A_SECOND = 100


@dataclass(frozen=True)
class Stage:
    """A part of the training: window lengths in turn, how many sentences one holds at most, windows a step, steps, highest rate."""

    seconds: tuple[float, ...]
    sentences: tuple[int, ...]
    batch: int
    steps: int
    rate: float


STAGES = (
    Stage((8.0, 8.0, 8.0, 12.0), (1, 1, 2, 4, 9), 16, 1400, 2.5e-3),
    Stage((30.0,), (1, 1, 2, 4, 9), 8, 900, 1.5e-3),
    Stage((10.0, 15.0, 30.0), (1, 2, 3, 9, 9), 12, 1100, 2e-3),
    Stage((30.0, 30.0, 20.0), (1, 4, 9, 9, 9), 8, 900, 1.8e-3),
    Stage((8.0, 15.0, 30.0), (1, 1, 3, 9, 9), 12, 600, 1.2e-3),
)
"""First short windows, which are cheap; then the thirty seconds that Whisper always looks at; then long answers."""
WHOLE_VOCABULARY_STEPS = 150
"""The last steps of all learn against every token, the others against those in use and some by chance."""


@dataclass
class Example:
    """One window of sound with the tokens to say and, for each token, the stretch of sound it is said in (seconds).

    cut: seconds after which the spectrum is zeroes, which is what Whisper puts behind a clip out of a longer recording.
    """

    sound: NDArray[np.float32]
    tokens: list[int]
    spans: list[tuple[float, float] | None]
    cut: float | None = None


class Examples:
    """Random windows from a pool of spoken sentences."""

    def __init__(self, seed: int, tokenizer: Tokenizer) -> None:
        self.random = np.random.default_rng(seed)
        self.tokenizer = tokenizer
        speaker = Speaker()
        self.pool: list[Utterance] = []
        for sentence in SENTENCES:
            for _ in range(CLIPS_PER_SENTENCE):
                voice = f"gmw/{self.random.choice(ACCENTS)}{self.random.choice(VARIANTS)}"
                rate, pitch = int(self.random.choice(RATES)), int(self.random.integers(35, 66))
                self.pool.append(speaker.say(sentence, voice, rate, pitch))

    def window(self, seconds: float, sentences: tuple[int, ...], with_times: bool) -> Example:
        """A window of that length; one in twelve holds no speech."""
        sound = np.zeros(int(seconds * RATE), np.float32)
        if self.random.random() < 0.08:
            return Example(
                self._worn(sound), [self.tokenizer.sot, self.tokenizer.no_speech, self.tokenizer.eot], [None] * 3
            )
        at = float(self.random.choice([self.random.uniform(0, 0.6), self.random.uniform(0.3, 3.6)]))
        placed: list[tuple[float, Utterance]] = []
        most = int(self.random.choice(sentences))
        while len(placed) < most:
            spoken = self.pool[int(self.random.integers(len(self.pool)))]
            if at + spoken.seconds > seconds and placed:
                break
            at = min(at, seconds - spoken.seconds)
            start = int(at * RATE)
            sound[start : start + len(spoken.sound)] += spoken.sound * self.random.uniform(0.6, 1.0)
            placed.append((at, spoken))
            at += spoken.seconds + float(self.random.uniform(0.15, 2.5))
        return self._labelled(self._worn(sound), placed, with_times)

    def _worn(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sound as a cheap microphone would hand it on: another level, noise, a tilted spectrum."""
        noise = self.random.standard_normal(len(sound)).astype(np.float32)
        if self.random.random() < 0.5:
            noise[1:] = 0.5 * (noise[1:] + noise[:-1])
        loudness = 10 ** self.random.uniform(-4.5, -2.3)
        tilt = self.random.uniform(-0.5, 0.5)
        tilted = sound.copy()
        tilted[1:] += np.float32(tilt) * sound[:-1]
        length = len(sound)
        quiet_from = int(self.random.uniform(0.3, 1.6) * length)  # past here: the zeros Whisper pads with
        worn = tilted + noise * np.float32(loudness if self.random.random() < 0.85 else 0)
        spoken = np.flatnonzero(sound)
        worn[max(quiet_from, int(spoken[-1]) + 1 if len(spoken) else 0) :] = 0
        return worn * np.float32(self.random.uniform(0.05, 0.9))

    def _labelled(self, sound: NDArray[np.float32], placed: list[tuple[float, Utterance]], with_times: bool) -> Example:
        tokens, spans = [self.tokenizer.sot], [None]
        if not with_times:
            tokens.append(self.tokenizer.no_timestamps)
            spans.append(None)
        for index, (at, spoken) in enumerate(placed):
            end = at + spoken.seconds
            if with_times:
                tokens.append(self._time(min(at, FIRST_TIME_LIMIT) if index == 0 else at))
                spans.append((at - 0.1, at + 0.2))
            for text, start, stop in spoken.words:
                pieces = self.tokenizer.encode(" " + text)
                for piece, token in enumerate(pieces):
                    tokens.append(token)
                    width = (stop - start) / len(pieces)
                    spans.append((at + start + piece * width, at + start + (piece + 1) * width))
            if with_times:
                tokens.append(self._time(end))
                spans.append((end - 0.1, end + 0.2))
        last = placed[-1][0] + placed[-1][1].seconds
        cut = last + float(self.random.uniform(0.1, 0.8)) if self.random.random() < 0.5 else None
        return Example(sound, [*tokens, self.tokenizer.eot], [*spans, (last, last + 0.4)], cut)

    def _time(self, seconds: float) -> int:
        return self.tokenizer.timestamp_begin + round(seconds / TICK)


def new_model() -> Whisper:
    """An untrained model; Whisper leaves the decoder's positions uninitialised and its token table large."""
    model = Whisper(DIMS)
    nn.init.normal_(model.decoder.positional_embedding, std=0.02)
    nn.init.normal_(model.decoder.token_embedding.weight, std=0.05)
    return model


def encode(model: Whisper, mel: Tensor) -> Tensor:
    """The encoder on a window that may be shorter than 30 s, which makes most of the training cheap."""
    encoder = model.encoder
    hidden = functional.gelu(encoder.conv2(functional.gelu(encoder.conv1(mel)))).permute(0, 2, 1)
    hidden = hidden + encoder.positional_embedding[: hidden.shape[1]]
    for block in encoder.blocks:
        hidden = block(hidden)
    return encoder.ln_post(hidden)


def decode(model: Whisper, tokens: Tensor, sound: Tensor) -> tuple[Tensor, Tensor]:
    """The decoder's last hidden state, and the upper layer's cross-attention scores (batch, head, token, frame)."""
    decoder = model.decoder
    hidden = decoder.token_embedding(tokens) + decoder.positional_embedding[: tokens.shape[1]]
    for block in decoder.blocks[:-1]:
        hidden = block(hidden, sound, mask=decoder.mask)
    upper = decoder.blocks[-1]
    # The block's own steps by hand: Whisper detaches the scores it returns, and they are wanted with their gradient.
    hidden = hidden + upper.attn(upper.attn_ln(hidden), mask=decoder.mask)[0]
    asked, cross = upper.cross_attn_ln(hidden), upper.cross_attn
    query = cross.query(asked).unflatten(-1, (cross.n_head, -1)).transpose(1, 2)
    key = cross.key(sound).unflatten(-1, (cross.n_head, -1)).transpose(1, 2)
    value = cross.value(sound).unflatten(-1, (cross.n_head, -1)).transpose(1, 2)
    scores = (query @ key.transpose(-1, -2)) / math.sqrt(query.shape[-1])
    hidden = hidden + cross.out((scores.softmax(-1) @ value).transpose(1, 2).flatten(2))
    return decoder.ln(hidden + upper.mlp(upper.mlp_ln(hidden))), scores


def losses(model: Whisper, batch: list[Example], vocabulary: Tensor | None) -> tuple[Tensor, Tensor]:
    """Cross-entropy of the tokens (over some of the vocabulary, or all), and how far attention strays from the spoken word."""
    mels = torch.stack([log_mel_spectrogram(torch.from_numpy(example.sound)) for example in batch])
    for row, example in enumerate(batch):
        if example.cut is not None:
            mels[row, :, math.ceil(example.cut * FRAMES_A_SECOND) :] = 0
    longest = max(len(example.tokens) for example in batch)
    tokens = torch.full((len(batch), longest), FIRST_SPECIAL)
    for row, example in enumerate(batch):
        tokens[row, : len(example.tokens)] = torch.tensor(example.tokens)
    given, wanted = tokens[:, :-1].clone(), tokens[:, 1:].clone()
    misled = (torch.rand(given.shape) < MISLED) & (given < FIRST_SPECIAL)
    given[misled] = given[given < FIRST_SPECIAL][
        torch.randint(0, int((given < FIRST_SPECIAL).sum()), (int(misled.sum()),))
    ]
    real = torch.zeros_like(wanted, dtype=torch.bool)
    for row, example in enumerate(batch):
        real[row, : len(example.tokens) - 1] = True
    hidden, scores = decode(model, given, encode(model, mels))
    table = model.decoder.token_embedding.weight
    if vocabulary is None:
        words = functional.cross_entropy((hidden[real] @ table.T).float(), wanted[real], label_smoothing=0.01)
    else:
        place = torch.full((DIMS.n_vocab,), -1)
        place[vocabulary] = torch.arange(len(vocabulary))
        words = functional.cross_entropy(hidden[real] @ table[vocabulary].T, place[wanted[real]], label_smoothing=0.01)
    inside = torch.zeros(len(batch), wanted.shape[1], scores.shape[-1])
    for row, example in enumerate(batch):
        for column, span in enumerate(example.spans[1:]):
            if span is not None:
                inside[row, column, max(0, int(span[0] / TICK)) : math.ceil(span[1] / TICK)] = 1
    known = inside.sum(-1) > 0
    attention = scores.float().softmax(-1)
    held = (attention * inside[:, None]).sum(-1).clamp_min(1e-6)
    return words, -held.log().mean(1)[known].mean()


def train(out: Path, start: Path | None) -> None:
    """All stages; with a checkpoint to start from, only the last."""
    torch.manual_seed(1)
    torch.set_num_threads(2)
    tokenizer = get_tokenizer(multilingual=False)
    examples = Examples(1 if start is None else 2, tokenizer)
    in_use = {token for text in SENTENCES for word in text.split() for token in tokenizer.encode(" " + word)}
    in_use |= set(range(tokenizer.eot, DIMS.n_vocab))
    model = new_model() if start is None else load_model(str(start), device="cpu")
    for stage in STAGES if start is None else STAGES[-1:]:
        optimiser = torch.optim.AdamW(model.parameters(), lr=stage.rate, weight_decay=0.01, betas=(0.9, 0.98))
        began = time.monotonic()
        for step in range(stage.steps):
            for group in optimiser.param_groups:
                falling = 0.03 + 0.97 * (0.5 + 0.5 * math.cos(math.pi * step / stage.steps))
                group["lr"] = stage.rate * min(1, (step + 1) / 60) * falling
            seconds = stage.seconds[step % len(stage.seconds)]
            batch = [examples.window(seconds, stage.sentences, with_times=bool(n % 2)) for n in range(stage.batch)]
            vocabulary = None
            if stage is not STAGES[-1] or step < stage.steps - WHOLE_VOCABULARY_STEPS:
                others = torch.randint(0, tokenizer.eot, (1500,)).tolist()
                vocabulary = torch.tensor(sorted(in_use | set(others)))
            words, attention = losses(model, batch, vocabulary)
            optimiser.zero_grad()
            (words + 0.5 * attention).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            if step % 20 == 19:
                spent = time.monotonic() - began
                sys.stdout.write(f"{step + 1} {spent:.0f} s  words {words:.3f}  attention {attention:.3f}\n")
                sys.stdout.flush()
            if step % 150 == 149 or step == stage.steps - 1:
                save(model, out)


def save(model: Whisper, out: Path) -> None:
    """Write openai-whisper's own format, in half precision."""
    weights = {name: value.half() for name, value in model.state_dict().items()}
    torch.save({"dims": asdict(DIMS), "model_state_dict": weights}, out)


if __name__ == "__main__":
    train(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
