"""Fits the head: logistic regressions, by Newton's method, on what the shipped model says of questions it was not trained on.

A small penalty on the weights of standardised features keeps them readable; the bias is free, so that the mean is calibrated.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from mockinterview.lineup.head import COMMISSION, MANNER, OMISSION, POINT, PREFIX, features
from mockinterview.lineup.model import Model
from mockinterview.lineup.training.corpus import Answer, Argument, Reading, clause_texts

Weights = dict[str, float]

USED: Mapping[str, Sequence[str]] = {
    POINT: (
        "touched", "made", "best_clause", "second_clause", "near", "numbers", "names", "own_past", "hedges", "echo", "length",
    ),
    COMMISSION: ("touched", "made", "best_clause"),
    OMISSION: ("made", "length"),
    MANNER: ("made",),
}  # fmt: skip
"""Specifics and echo were tried for minefields too: they took a little from the order inside each answer (0.77 against 0.91)."""
PENALTY = 3.0
STRANGERS_SEED = 3


def logistic(
    rows: Sequence[Mapping[str, float]], right: Sequence[bool], names: Sequence[str], penalty: float = PENALTY
) -> Weights:
    """Weights by name, and "bias"; features are standardised while fitting and the weights given for them as they are."""
    table = np.array([[row[name] for name in names] for row in rows])
    target = np.array(right, float)
    centre, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    design = np.hstack([(table - centre) / spread, np.ones((len(table), 1))])
    weights = np.zeros(design.shape[1])
    pull = np.diag([penalty] * len(names) + [1e-6])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (chance - target) + pull @ weights
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + pull
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    own = weights[:-1] / spread
    found = {name: round(float(weight), 5) for name, weight in zip(names, own, strict=True)}
    return found | {"bias": round(float(weights[-1] - own @ centre), 5)}


def strangers(readings: Sequence[Reading]) -> list[Reading]:
    """For every answer one point of another question, as not there: vivid speech alone must not pass."""
    draw = random.Random(STRANGERS_SEED)
    items = list(dict.fromkeys(reading.item for reading in readings if reading.item.sort == POINT))
    answers = list(dict.fromkeys(reading.answer for reading in readings))
    return [
        Reading(answer, draw.choice([item for item in items if item.question != answer.question]), 0, ())
        for answer in answers
    ]


def known(model: Model, readings: Iterable[Reading]) -> list[tuple[Reading, str, dict[str, float]]]:
    """The features of every reading with every wording that is its own."""
    by_answer: dict[Answer, list[Reading]] = {}
    for reading in readings:
        by_answer.setdefault(reading.answer, []).append(reading)
    found = []
    for answer, read in by_answer.items():
        clauses, _ = clause_texts(answer.sentences)
        asked = [(reading, wording) for reading in read for wording in dict.fromkeys(_tried(reading))]
        said = model.read([PREFIX[reading.item.sort] + wording for reading, wording in asked], clauses)
        for (reading, wording), one in zip(asked, said, strict=True):
            found.append((reading, wording, features(one, reading.item.sort, wording, clauses)))
    return found


def _tried(reading: Reading) -> list[str]:
    """The program's own wording and, where there is one, the one in the register of guides."""
    wordings = reading.item.wordings
    return [wordings[0], wordings[3]] if len(wordings) > 3 else [wordings[0]]


def spoken_head(
    model: Model, readings: Sequence[Reading], left_out: frozenset[str] = frozenset()
) -> dict[str, dict[str, Weights]]:
    """The weights for items of spoken answers. left_out: features to do without."""
    rows = known(model, [*readings, *strangers(readings)])
    head: dict[str, dict[str, Weights]] = {}
    for sort, used in USED.items():
        own = [(reading, row) for reading, _, row in rows if reading.item.sort == sort]
        table, names = [row for _, row in own], [name for name in used if name not in left_out]
        head[sort] = {"made": logistic(table, [reading.level == 2 for reading, _ in own], names)}
        if sort in (POINT, COMMISSION):
            head[sort]["touched"] = logistic(table, [reading.level >= 1 for reading, _ in own], names)
    return head


def pair_head(model: Model, arguments: Sequence[Argument]) -> dict[str, Weights]:
    """The weights for a short text beside a key point: one and a bias, so that no order changes."""
    pairs = pairs_of(model, arguments)
    return {"match": logistic([row for _, row in pairs], [match for match, _ in pairs], ("near",))}


def pairs_of(model: Model, arguments: Sequence[Argument]) -> list[tuple[bool, dict[str, float]]]:
    """Every judged pair: whether it matches, and its features."""
    points = list(dict.fromkeys(point for argument in arguments for point, _ in argument.judged))
    near = model.embed([argument.text for argument in arguments]) @ model.embed(points).T
    return [
        (match, {"near": float(near[row, points.index(point)])})
        for row, argument in enumerate(arguments)
        for point, match in argument.judged
    ]


def head_of(folder: Path, readings: Sequence[Reading], arguments: Sequence[Argument]) -> dict[str, dict[str, Weights]]:
    """The whole head for the model in `folder`, fitted on what it says of these."""
    model = Model(folder)
    return {**spoken_head(model, readings), "pair": pair_head(model, arguments)}
