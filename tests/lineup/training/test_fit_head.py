"""The head's fit: it finds the weights that made the data, and what it promises is what comes on average."""

from __future__ import annotations

import numpy as np
import pytest

from mockinterview.lineup.head import Head, features
from mockinterview.lineup.model import Found
from mockinterview.lineup.training.corpus import Argument
from mockinterview.lineup.training.fit_head import USED, logistic, pair_head

TRUE = {"made": 1.5, "length": -0.02, "bias": -0.7}
NAMES = ("made", "length")


@pytest.fixture(scope="module")
def data():
    """20,000 rows of features on unlike scales, and answers drawn with the true weights."""
    dice = np.random.default_rng(11)
    table = np.stack([dice.normal(0.3, 1, 20_000), dice.normal(40, 25, 20_000)], axis=1)
    logits = table @ [TRUE[name] for name in NAMES] + TRUE["bias"]
    right = dice.random(20_000) < 1 / (1 + np.exp(-logits))
    return [dict(zip(NAMES, row, strict=True)) for row in table.tolist()], right.tolist()


def promised(weights, rows):
    head = Head({"point": {"made": weights}})
    return np.array([head.probabilities("point", row)[1] for row in rows])


def test_it_finds_the_weights_that_made_the_data(data):
    weights = logistic(*data, NAMES)
    assert weights.keys() == {*NAMES, "bias"}
    assert weights["made"] == pytest.approx(TRUE["made"], abs=0.08)
    assert weights["length"] == pytest.approx(TRUE["length"], abs=0.002)
    assert weights["bias"] == pytest.approx(TRUE["bias"], abs=0.12)


@pytest.mark.parametrize("penalty", [0.1, 3.0, 1_000.0])
def test_the_mean_is_right_whatever_the_penalty(data, penalty):
    rows, right = data
    assert promised(logistic(rows, right, NAMES, penalty), rows).mean() == pytest.approx(np.mean(right), abs=1e-3)


def test_it_is_calibrated_in_every_fifth(data):
    rows, right = data
    chances, came = promised(logistic(rows, right, NAMES), rows), np.array(right)
    for part in np.array_split(np.argsort(chances), 5):
        assert chances[part].mean() == pytest.approx(came[part].mean(), abs=0.025)


def test_a_larger_penalty_makes_smaller_weights(data):
    rows, right = data[0][:500], data[1][:500]
    weak, strong = (logistic(rows, right, NAMES, penalty) for penalty in (0.1, 1_000.0))
    assert all(abs(strong[name]) < abs(weak[name]) for name in NAMES)


def test_what_separates_perfectly_or_never_changes_has_finite_weights():
    rows = [{"made": float(index), "length": 1.0} for index in range(10)]
    weights = logistic(rows, [index > 4 for index in range(10)], NAMES)
    assert all(np.isfinite(list(weights.values())))
    chances = promised(weights, rows)
    assert (chances[:5] < 0.5).all()
    assert (chances[5:] > 0.5).all()


@pytest.mark.parametrize("sort", USED)
def test_what_is_used_is_known(sort):
    said = Found(np.zeros(2, np.float32), np.zeros((1, 2), np.float32), np.zeros(1, np.float32))
    assert set(USED[sort]) <= features(said, sort, "A lamp", ["I had one."]).keys()


def test_pairs_are_matched_by_nearness():
    class Near:
        """Texts and points are near each other if they begin alike."""

        def embed(self, texts):
            return np.array([[1.0, 0.0] if text.startswith("a") else [0.0, 1.0] for text in texts], np.float32)

    judged = (("apples", True), ("pears", False))
    weights = pair_head(Near(), [Argument("fruit", "for", "an apple a day", judged)] * 20)
    head = Head({"pair": weights})
    assert head.match(0.9) > 0.5 > head.match(0.1)
