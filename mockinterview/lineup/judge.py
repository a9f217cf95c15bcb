"""The judge: from the states of clauses and items, read apart, to how much of each item each clause shows. Plain numpy.

The same sums as `training.network.Judge`, which explains them; the weights come from one small file.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SCALE = np.float32(16)
"""Unit vectors are multiplied by it on their way into the net, so that its inputs are of the order of one."""


def unit(vectors: Floats) -> Floats:
    """Vectors along the last axis, scaled to length 1; a zero vector stays zero."""
    length = np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True))
    return cast("Floats", (vectors / np.maximum(length, 1e-12)).astype(np.float32))


class Judge:
    """Weights of one reader's judge."""

    def __init__(self, file: Path) -> None:
        with np.load(file) as weights:
            self._w = {name: weights[name] for name in weights.files}

    def weights(self, states: Floats) -> Floats:
        """How much each token of an item counts: states (tokens, 384) -> (tokens,), sums to 1."""
        raw = states @ self._w["weigh.weight"][0] + self._w["weigh.bias"]
        raw = np.exp(raw - raw.max())
        return cast("Floats", (raw / raw.sum()).astype(np.float32))

    def clauses(
        self, answer: Sequence[Floats], items: Floats, item_tokens: Sequence[Floats], weights: Sequence[Floats]
    ) -> Floats:
        """(clauses, items, 2) logits. answer: per clause its tokens' states; items: unit vectors; item_tokens: unit, per item."""
        vectors = unit(np.stack([states.mean(axis=0) for states in answer]))
        words = self._words(answer, item_tokens, weights)
        near = np.stack([vectors @ items.T, words], axis=-1)
        of_clause = self._linear("of_clause", SCALE * vectors)[:, None]
        of_item = self._linear("of_item", SCALE * items)[None]
        result = np.zeros((len(answer), len(items), 2), np.float32)
        for row, vector in enumerate(vectors):
            net = self._linear("product", SCALE * vector[None] * items)[None] + of_clause[row : row + 1] + of_item
            result[row] = self._linear("out", _gelu(net))[0]
        return cast("Floats", (near @ self._w["near"] + self._w["bias"] + result).astype(np.float32))

    def whole(self, answer: Sequence[Floats], items: Floats) -> Floats:
        """(items, 2) logits of the answer as a whole."""
        mean = unit(cast("Floats", np.concatenate(list(answer)).mean(axis=0)))
        return self._linear("whole", SCALE * mean[None] * items)

    def _words(self, answer: Sequence[Floats], item_tokens: Sequence[Floats], weights: Sequence[Floats]) -> Floats:
        """(clauses, items): how near the nearest word of the clause is to each word of the item, by the words' weights."""
        every = np.concatenate(list(item_tokens))
        ends = np.cumsum([len(tokens) for tokens in item_tokens])[:-1]
        result = np.zeros((len(answer), len(item_tokens)), np.float32)
        for row, states in enumerate(answer):
            best = (unit(states) @ every.T).max(axis=0)
            for column, part in enumerate(np.split(best, ends)):
                result[row, column] = part @ weights[column]
        return result

    def _linear(self, name: str, given: Floats) -> Floats:
        return cast("Floats", given @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"])


def _gelu(given: Floats) -> Floats:
    """Gaussian error linear unit (Hendrycks and Gimpel 2016); erf after Abramowitz and Stegun 7.1.26, good to 1.5e-7."""
    scaled = np.abs(given) / math.sqrt(2)
    slope = 1 / (1 + 0.3275911 * scaled)
    series = slope * (
        0.254829592 + slope * (-0.284496736 + slope * (1.421413741 + slope * (-1.453152027 + slope * 1.061405429)))
    )
    erf = np.sign(given) * (1 - series * np.exp(-scaled * scaled))
    return cast("Floats", (0.5 * given * (1 + erf)).astype(np.float32))
