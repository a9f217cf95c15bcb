"""From the decoder's attention to word times, as openai-whisper does it, without sorting and without a compiler.

The attention of the heads that follow the sound is normalised over the tokens and smoothed by a running median over time; the
cheapest path through it says when each token is said (openai-whisper's `timing.py`; the method is its authors').
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import pad, softmax
from whisper.audio import TOKENS_PER_SECOND
from whisper.timing import WordTiming

from mockinterview.speech.engines.alignment import cheapest_path

if TYPE_CHECKING:
    from whisper.tokenizer import Tokenizer

SMOOTH = 7
"""Frames the running median looks at, as in openai-whisper."""
_SORT_TO_THE_MIDDLE = (
    (0, 5), (0, 3), (1, 6), (2, 4), (0, 1), (3, 5), (2, 6), (2, 3), (3, 6), (4, 5), (1, 4), (1, 3), (3, 4),
)  # fmt: skip
"""Comparisons (smaller to the first place, larger to the second) after which the middle one of seven places holds their median.

Paeth, "Median finding on a 3x3 grid", Graphics Gems (1990).
"""


def word_timings(tokenizer: Tokenizer, text: list[int], logits: Tensor, scores: Tensor) -> list[WordTiming]:
    """Words with their start and end in seconds within the window, and probability.

    logits: (tokens, vocabulary) of [start tokens, no-times token, text, end]. scores: attention before softmax, of (heads, the same
    tokens, frames of 20 ms).
    """
    first = len(tokenizer.sot_sequence)
    chances = logits[first:, : tokenizer.eot].softmax(dim=-1)[torch.arange(len(text)), text].numpy()
    matrix = torch.stack([_followed(one) for one in scores]).mean(dim=0)[first:-1]
    token_at, time_at = cheapest_path(-matrix.double().numpy())
    words, pieces = tokenizer.split_to_word_tokens([*text, tokenizer.eot])
    if len(pieces) <= 1:
        return []
    borders = np.cumsum([0, *(len(one) for one in pieces[:-1])])
    arrivals = time_at[np.diff(token_at, prepend=-1) > 0] / TOKENS_PER_SECOND
    return [
        WordTiming(word, tokens, arrivals[start], arrivals[end], float(np.mean(chances[start:end])))
        for word, tokens, start, end in zip(words, pieces, borders[:-1], borders[1:], strict=False)
    ]


def _followed(scores: Tensor) -> Tensor:
    """How much more than other tokens each token looks at each frame, for one head: (tokens, frames)."""
    looks = softmax(scores, dim=-1)
    spread, mean = torch.std_mean(looks, dim=-2, keepdim=True, unbiased=False)
    return running_median((looks - mean) / spread)


def running_median(x: Tensor) -> Tensor:
    """The median of `SMOOTH` neighbours along the last axis, edges mirrored; x as it is where it is too short for that."""
    half = SMOOTH // 2
    if x.shape[-1] <= half:
        return x
    wide = pad(x, (half, half), mode="reflect")
    places = [wide[..., shift : shift + x.shape[-1]] for shift in range(SMOOTH)]
    for low, high in _SORT_TO_THE_MIDDLE:
        places[low], places[high] = torch.minimum(places[low], places[high]), torch.maximum(places[low], places[high])
    return places[half]
