"""The figures a matcher is judged by, in plain numpy; each with its source, each tested against values worked out by hand.

All take flat sequences of equal length. A figure that cannot be had (one class only, nothing at all) is nan, never a guess.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NAN = float("nan")


def ranks(values: Sequence[float]) -> NDArray[np.float64]:
    """Ranks from 1, equal values sharing the mean of theirs; shape (n,)."""
    _, inverse, counts = np.unique(np.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[inverse]


def auc(scores: Sequence[float], wanted: Sequence[bool]) -> float:
    """Area under the ROC curve: how often a wanted one scores above one that is not, equals counting half.

    By the Mann-Whitney statistic (Hanley and McNeil 1982).
    """
    truth = np.asarray(wanted, dtype=bool)
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return NAN
    return float((ranks(scores)[truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def auc_within(scores: Sequence[float], wanted: Sequence[bool], groups: Sequence[Hashable]) -> float:
    """Mean over the groups of the area inside each; a group with one class only has none and is left out."""
    members: dict[Hashable, list[int]] = {}
    for place, group in enumerate(groups):
        members.setdefault(group, []).append(place)
    areas = [
        auc([scores[place] for place in places], [wanted[place] for place in places]) for places in members.values()
    ]
    return mean([area for area in areas if not np.isnan(area)])


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Rank correlation with ties (Spearman 1904): Pearson's correlation of the ranks."""
    if len(one) < 2:
        return NAN
    left, right = ranks(one), ranks(other)
    left, right = left - left.mean(), right - right.mean()
    size = float(np.sqrt((left**2).sum() * (right**2).sum()))
    return float((left * right).sum()) / size if size else NAN


def quadratic_kappa(one: Sequence[int], other: Sequence[int], levels: int = 3) -> float:
    """Agreement beyond chance of two readings on 0 … levels-1, disagreement weighed by its square (Cohen 1968)."""
    table = np.zeros((levels, levels))
    np.add.at(table, (np.asarray(one, dtype=int), np.asarray(other, dtype=int)), 1)
    if not table.sum():
        return NAN
    apart = (np.arange(levels)[:, None] - np.arange(levels)[None, :]) ** 2
    chance = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    expected = float((apart * chance).sum())
    return 1 - float((apart * table).sum()) / expected if expected else NAN


def average_precision(scores: Sequence[float], wanted: Sequence[bool]) -> float:
    """Area under precision and recall as a step function: sum of precision times the recall gained (Manning, Raghavan and Schütze,
    "Introduction to Information Retrieval", 2008, ch. 8.4). Equal scores are one step; nan where nothing is wanted.
    """
    truth = np.asarray(wanted, dtype=float)
    if not truth.sum():
        return NAN
    values = np.asarray(scores, dtype=float)
    order = np.argsort(-values, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(values[order])), len(values) - 1)
    found = np.cumsum(truth[order])[ends]
    return float((np.diff(found, prepend=0.0) * found / (ends + 1)).sum() / truth.sum())


@dataclass(frozen=True)
class Bin:
    """One bar of a reliability diagram: what was promised (mean probability) and what came (share that was so)."""

    low: float
    count: int
    promised: float
    came: float


def reliability(probabilities: Sequence[float], happened: Sequence[bool], bins: int = 10) -> list[Bin]:
    """The bins of equal width that hold anything; 1.0 belongs to the last."""
    promised, came = np.asarray(probabilities, dtype=float), np.asarray(happened, dtype=float)
    places = np.minimum((promised * bins).astype(int), bins - 1)
    return [
        Bin(place / bins, int(here.sum()), float(promised[here].mean()), float(came[here].mean()))
        for place in range(bins)
        if (here := places == place).any()
    ]


def calibration_error(probabilities: Sequence[float], happened: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: mean distance of promised and came over the bins, weighed by their counts (Guo et al. 2017)."""
    table = reliability(probabilities, happened, bins)
    return sum(one.count * abs(one.promised - one.came) for one in table) / len(probabilities) if table else NAN


def mean(values: Sequence[float]) -> float:
    """Arithmetic mean; nan of nothing."""
    return float(np.mean(values)) if len(values) else NAN


def share(held: Sequence[bool]) -> float:
    """How many of these hold, 0..1; nan of nothing."""
    return mean([float(one) for one in held])
