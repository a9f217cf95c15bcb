"""The judge's matrix sums against the same sums written out in plain Python, number by number."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from mockinterview.lineup.judge import SCALE, Judge, _gelu, unit

WIDTH, HIDDEN = 4, 3
SHAPES = {
    "near": (2, 2),
    "bias": (2,),
    "weigh.weight": (1, WIDTH),
    "weigh.bias": (1,),
    **{f"{name}.weight": (HIDDEN, WIDTH) for name in ("product", "of_clause", "of_item")},
    **{f"{name}.bias": (HIDDEN,) for name in ("product", "of_clause", "of_item")},
    "out.weight": (2, HIDDEN),
    "out.bias": (2,),
    "whole.weight": (2, WIDTH),
    "whole.bias": (2,),
}


@pytest.fixture
def w():
    dice = np.random.default_rng(5)
    return {name: dice.normal(0, 0.3, shape).astype(np.float32) for name, shape in SHAPES.items()}


@pytest.fixture
def judge(w, tmp_path):
    np.savez(tmp_path / "judge.npz", **w)
    return Judge(tmp_path / "judge.npz")


@pytest.fixture
def said():
    """Two clauses of 3 and 1 tokens; two items of 2 and 3 tokens, each token a state."""
    dice = random.Random(3)

    def states(tokens):
        return np.array([[dice.gauss(0, 1) for _ in range(WIDTH)] for _ in range(tokens)], np.float32)

    return [states(3), states(1)], [states(2), states(3)]


# ---------------------------------------------------------------- written out


def mean(states):
    return [sum(state[place] for state in states) / len(states) for place in range(WIDTH)]


def one(vector):
    return [float(part) / math.sqrt(sum(float(other) ** 2 for other in vector)) for part in vector]


def dot(left, right):
    return sum(float(a) * float(b) for a, b in zip(left, right, strict=True))


def linear(w, name, given):
    return [dot(row, given) + float(bias) for row, bias in zip(w[f"{name}.weight"], w[f"{name}.bias"], strict=True)]


def gelu(given):
    return 0.5 * given * (1 + math.erf(given / math.sqrt(2)))


def shares(w, states):
    raw = [math.exp(linear(w, "weigh", state)[0]) for state in states]
    return [part / sum(raw) for part in raw]


def clause_logits(w, clause, item):
    of_clause, of_item = one(mean(clause)), one(mean(item))
    words = sum(
        share * max(dot(one(state), one(wanted)) for state in clause)
        for share, wanted in zip(shares(w, item), item, strict=True)
    )
    product = [float(SCALE) * a * b for a, b in zip(of_clause, of_item, strict=True)]
    net = [
        gelu(sum(parts))
        for parts in zip(
            linear(w, "product", product),
            linear(w, "of_clause", [float(SCALE) * part for part in of_clause]),
            linear(w, "of_item", [float(SCALE) * part for part in of_item]),
            strict=True,
        )
    ]
    near = [dot(of_clause, of_item), words]
    return [
        dot(near, [w["near"][0][column], w["near"][1][column]]) + float(w["bias"][column]) + out
        for column, out in enumerate(linear(w, "out", net))
    ]


# ---------------------------------------------------------------- the same


def test_clauses_beside_items(judge, w, said):
    answer, items = said
    vectors = np.stack([unit(item.mean(axis=0)) for item in items])
    got = judge.clauses(answer, vectors, [unit(item) for item in items], [judge.weights(item) for item in items])
    assert got.shape == (2, 2, 2)
    assert got.dtype == np.float32
    for row, clause in enumerate(answer):
        for column, item in enumerate(items):
            assert got[row, column].tolist() == pytest.approx(clause_logits(w, clause, item), abs=1e-5)


def test_the_whole_answer_beside_items(judge, w, said):
    answer, items = said
    got = judge.whole(answer, np.stack([unit(item.mean(axis=0)) for item in items]))
    together = one(mean([state for clause in answer for state in clause]))
    for column, item in enumerate(items):
        product = [float(SCALE) * a * b for a, b in zip(together, one(mean(item)), strict=True)]
        assert got[column].tolist() == pytest.approx(linear(w, "whole", product), abs=1e-5)


def test_the_weights_of_an_items_words_sum_to_one(judge, w, said):
    item = said[1][1]
    assert judge.weights(item).tolist() == pytest.approx(shares(w, item), abs=1e-6)
    assert judge.weights(1_000 * item).sum() == pytest.approx(1)  # no overflow


def test_gelu_is_that_of_the_error_function():
    given = np.linspace(-8, 8, 401, dtype=np.float32)
    assert _gelu(given).tolist() == pytest.approx([gelu(float(part)) for part in given], abs=2e-6)


def test_unit_vectors():
    assert unit(np.array([[3, 4], [0, 0]], np.float32)).tolist() == [pytest.approx([0.6, 0.8]), [0, 0]]
