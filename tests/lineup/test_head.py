"""The head: what it is told goes by name, what it says are probabilities, and each sort of item is read its own way round."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mockinterview.lineup.head import (
    COMMISSION,
    MANNER,
    OMISSION,
    POINT,
    SIGNS,
    Head,
    features,
    item_logits,
    strongest,
)
from mockinterview.lineup.model import Found

MANIFEST = Path(__file__).parents[2] / "resources" / "models" / "lineup" / "manifest.json"
SORTS = (POINT, COMMISSION, OMISSION, MANNER)
CLAUSES = ("So in March I asked Dana for 3 keys.", "I never lost one.", "Maybe it generally helps.")


def found(*clause, whole=(0.0, 0.0)):
    """What the readers say: of the whole, and per clause (touched, made)."""
    return Found(np.array(whole, np.float32), np.array(clause, np.float32), np.full(len(clause), 0.3, np.float32))


@pytest.fixture(scope="module")
def weights():
    return json.loads(MANIFEST.read_text("utf-8"))["head"]


# ---------------------------------------------------------------- features


def test_every_weight_that_is_shipped_has_a_feature_of_that_name(weights):
    said = found((1, 0))
    known = {**{sort: features(said, sort, "A spare key", CLAUSES[:1]) for sort in SORTS}, "pair": {"near": 0.5}}
    assert weights.keys() == known.keys()
    for sort, asked in weights.items():
        for one in asked.values():
            assert "bias" in one
            assert one.keys() - {"bias"} <= known[sort].keys()


def test_features_are_those_of_the_strongest_clauses():
    known = features(found((2, 1), (1, -1), (0, -20), whole=(0.5, 0.25)), POINT, "Keys: asked early", CLAUSES)
    assert known["whole"] == 0.25
    assert (known["best_clause"], known["second_clause"]) == (1, -1)
    assert (known["numbers"], known["names"]) == (2, 2)  # "March" and "3"; "March" and "Dana"
    assert known["own_past"] == 2  # "asked" and "lost"
    assert known["hedges"] == 2  # "maybe" and "generally"
    assert known["echo"] == pytest.approx(1 / 2)  # "keys", not "early"; "asked" says nothing
    assert abs(known["near"] - 0.3) < 1e-6
    assert known["length"] == pytest.approx(math.log(1 + 17))


def test_one_clause_has_no_second_and_nothing_is_unbounded():
    many = " ".join(["I", *["lost", "7", "maybe", "Dana"] * 9])
    known = features(found((0, -90)), POINT, "Keys", [many])
    assert known["second_clause"] == known["best_clause"] == -12
    assert [known[name] for name in ("numbers", "names", "own_past", "hedges")] == [3, 3, 4, 3]


def test_the_strongest_clauses_are_three_and_the_earlier_of_equals_is_first():
    said = found((9, 0), (0, 2), (0, 1), (5, 2), (7, 1))
    assert strongest(said) == [1, 3, 2]
    assert strongest(said, 0) == [0, 4, 3]


# ---------------------------------------------------------------- sorts


def test_clauses_speak_for_points_and_against_omissions():
    weak, strong = found((-1, -2), (0, -1), whole=(0.3, 0.2)), found((1, 2), (2, 3), whole=(0.3, 0.2))
    made = {sort: item_logits(strong, sort)[1] - item_logits(weak, sort)[1] for sort in SORTS}
    assert made[POINT] == made[COMMISSION] == pytest.approx(4)
    assert made[OMISSION] == pytest.approx(-4)
    assert item_logits(strong, MANNER) == pytest.approx((0.3, 0.2))
    assert set(SIGNS) == set(SORTS)


def test_clauses_add_up_as_in_training_however_large():
    said = [(0.5, -1.0), (1.5, 0.25), (-3.0, 2.0)]
    touched, made = item_logits(found(*said, whole=(0.1, 0.2)), POINT)
    assert touched == pytest.approx(0.1 + math.log(sum(math.exp(one) for one, _ in said)), abs=1e-6)
    assert made == pytest.approx(0.2 + math.log(sum(math.exp(two) for _, two in said)), abs=1e-6)
    assert item_logits(found((5_000, -5_000), (5_000, -5_000)), POINT) == pytest.approx((5_000.69, -4_999.31), abs=0.01)


# ---------------------------------------------------------------- probabilities

LOGITS = st.floats(-1e4, 1e4, width=32)


@given(
    clause=arrays(np.float32, st.tuples(st.integers(1, 5), st.just(2)), elements=LOGITS),
    whole=arrays(np.float32, (2,), elements=LOGITS),
)
def test_probabilities_lie_in_0_to_1_and_what_is_made_is_touched(weights, clause, whole):
    said, head = Found(whole, clause, clause[:, 0]), Head(weights)
    for sort in SORTS:
        touched, made = head.probabilities(sort, features(said, sort, "Keys", CLAUSES[:1] * len(clause)))
        assert 0 <= made <= touched <= 1
    assert 0 <= head.match(-1) <= head.match(1) <= 1


def test_the_logistic_function_of_the_named_numbers():
    made_by, touched_by = {"bias": -1, "echo": 2}, {"bias": 1, "whole": -1}
    head = Head({POINT: {"made": made_by, "touched": touched_by}, "pair": {"match": {"bias": 0, "near": 4}}})
    touched, made = head.probabilities(POINT, {"echo": 0.75, "whole": 0.5, "not asked for": 99})
    assert made == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert touched == made  # its own 0.622 is no more
    touched, made = head.probabilities(POINT, {"echo": 0.0, "whole": 0.5})
    assert (touched, made) == pytest.approx((1 / (1 + math.exp(-0.5)), 1 / (1 + math.exp(1))))
    assert head.match(0.5) == pytest.approx(1 / (1 + math.exp(-2)))
