"""The item-level head: what the model read, and what the words are like -> calibrated probabilities.

A logistic function of a dozen named numbers for each question that is asked of an item ("is it touched?", "is it made?");
its weights stand in the manifest under those names, to be read. Fitted on questions no network was trained on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mockinterview.core.question import MinefieldKind
from mockinterview.lineup.telling import echo, hedges, specifics

if TYPE_CHECKING:
    from mockinterview.lineup.model import Found

POINT = "point"
COMMISSION, OMISSION, MANNER = (kind.value for kind in MinefieldKind)

PREFIX = {POINT: "", COMMISSION: "minefield: ", OMISSION: "left out: ", MANNER: "manner: "}
"""Put before an item's wording, so that one network can read all sorts."""

SIGNS = {POINT: 1, COMMISSION: 1, OMISSION: -1, MANNER: 0}
"""Clauses near an item speak for a point and a minefield of commission, against an omission; manner no clause can show."""

MOST_CLAUSES, LONGEST_WORDS = 12, 300
"""Beyond these an answer's length alone no longer speaks for an item: about what the longest answers of the corpus have."""
EVIDENCE_CLAUSES = 3
"""So many of the strongest clauses are looked at."""
_LOWEST = -12.0


def item_logits(found: Found, sort: str) -> tuple[float, float]:
    """Touched and made: the whole's logits, and for or against them those of the strongest clauses together."""
    clause = np.sort(found.clause.astype(float), axis=0)[-MOST_CLAUSES:]
    top = clause.max(axis=0)
    whole = found.whole + SIGNS[sort] * (top + np.log(np.exp(clause - top).sum(axis=0)))
    return float(whole[0]), float(whole[1])


def strongest(found: Found, column: int = 1) -> list[int]:
    """The clauses that show the item most, the strongest first. column: 1 for made or tripped, 0 for touched."""
    order = np.argsort(-found.clause[:, column], kind="stable")
    return [int(index) for index in order[:EVIDENCE_CLAUSES]]


def features(found: Found, sort: str, item: str, clauses: Sequence[str]) -> dict[str, float]:
    """All that the head knows of one item in one answer, by name."""
    touched, made = item_logits(found, sort)
    best = strongest(found)
    words = [word for index in sorted(best) for word in clauses[index].split()]
    logits = [max(_LOWEST, float(found.clause[index, 1])) for index in best]
    told = specifics(words)
    return {
        "touched": touched,
        "made": made,
        "whole": float(found.whole[1]),
        "best_clause": logits[0] if logits else _LOWEST,
        "second_clause": logits[1] if len(logits) > 1 else _LOWEST,
        "numbers": min(3.0, told["numbers"]),
        "names": min(3.0, told["names"]),
        "own_past": min(4.0, told["own_past"]),
        "hedges": min(3.0, hedges(words)),
        "echo": echo(words, item),
        "near": float(np.max(found.near)),
        "length": math.log(1 + min(LONGEST_WORDS, sum(len(clause.split()) for clause in clauses))),
    }


class Head:
    """Weights by sort and question: {"point": {"made": {"bias": ..., "made": ..., ...}, "touched": ...}, ...}."""

    def __init__(self, weights: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
        self._weights = weights

    def probabilities(self, sort: str, known: Mapping[str, float]) -> tuple[float, float]:
        """Touched and made, 0..1; made never above touched."""
        asked = self._weights[sort]
        made = _share(asked["made"], known)
        return max(made, _share(asked["touched"], known) if "touched" in asked else made), made

    def match(self, near: float) -> float:
        """Whether a short text makes a point, 0..1. near: the cosine of their vectors."""
        return _share(self._weights["pair"]["match"], {"near": near})


def _share(weights: Mapping[str, float], known: Mapping[str, float]) -> float:
    total = weights["bias"] + sum(weight * known[name] for name, weight in weights.items() if name != "bias")
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
