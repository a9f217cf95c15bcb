"""The benchmark's figures against values worked out by hand: a bar is only worth what its measure is."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.benchmarks.lineup.argkp import Debate, debates, measured, precision
from tests.benchmarks.lineup.cases import bank, dev_questions, own_cases
from tests.benchmarks.lineup.matchers import TfIdf
from tests.benchmarks.lineup.measures import (
    auc,
    auc_within,
    average_precision,
    calibration_error,
    quadratic_kappa,
    ranks,
    reliability,
    spearman,
)


def test_equal_values_share_the_mean_of_their_ranks():
    assert ranks([5.0, 1.0, 5.0, 9.0]).tolist() == [2.5, 1.0, 2.5, 4.0]


@pytest.mark.parametrize(
    ("scores", "area"),
    [((0.9, 0.8, 0.2, 0.1), 1.0), ((0.1, 0.2, 0.8, 0.9), 0.0), ((0.9, 0.2, 0.8, 0.1), 0.75), ((0.5,) * 4, 0.5)],
)
def test_the_area_is_how_often_a_wanted_one_is_ahead(scores, area):
    assert auc(scores, [True, True, False, False]) == area


def test_one_class_alone_has_no_area():
    assert math.isnan(auc([0.1, 0.9], [True, True]))
    assert math.isnan(auc([], []))


def test_the_area_inside_groups_sees_no_difference_between_them():
    scores, wanted, groups = [0.9, 0.8, 0.2, 0.1, 0.5], [False, True, False, True, True], ["a", "a", "b", "b", "c"]
    assert auc_within(scores, wanted, groups) == 0.0
    assert auc(scores, wanted) == pytest.approx(2 / 6)


def test_rank_correlation_with_ties():
    assert spearman([1, 2, 3], [10, 20, 400]) == pytest.approx(1)
    assert spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert spearman([1, 2, 3], [1, 1, 2]) == pytest.approx(math.sqrt(3) / 2)
    assert math.isnan(spearman([1, 1], [1, 2]))


def test_kappa_weighs_a_miss_by_two_four_times_a_miss_by_one():
    assert quadratic_kappa([0, 1, 2], [0, 1, 2]) == 1
    assert quadratic_kappa([0, 0, 2, 2], [0, 2, 0, 2]) == 0
    assert quadratic_kappa([0, 2], [2, 0]) == -1
    assert quadratic_kappa([0, 0, 1, 2], [0, 1, 1, 2]) == pytest.approx(1 - 1 / 5)
    assert math.isnan(quadratic_kappa([1, 1], [1, 1]))


def test_average_precision_of_a_ranking():
    assert average_precision([0.9, 0.8, 0.7, 0.6], [True, False, True, False]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([0.5, 0.5], [False, True]) == 0.5
    assert math.isnan(average_precision([0.5], [False]))


def test_calibration_is_promised_against_came():
    assert calibration_error([0.8] * 5, [True] * 4 + [False]) == pytest.approx(0)
    assert calibration_error([1.0, 0.0], [False, True]) == 1
    assert calibration_error([0.25, 0.25, 0.75, 0.75], [False, False, True, True]) == pytest.approx(0.25)


def test_bins_hold_everything_once():
    bins = reliability([0.0, 0.05, 0.1, 0.99, 1.0], [False, True, True, True, False])
    assert [(one.low, one.count, one.came) for one in bins] == [(0.0, 2, 0.5), (0.1, 1, 1.0), (0.9, 2, 0.5)]


SIDE = Debate(
    {"a": "", "b": "", "c": "", "d": "", "e": ""},
    {"x": "", "y": ""},
    {("a", "x"): 1, ("b", "y"): 0, ("c", "x"): 1, ("d", "y"): 1},
)
SCORES = np.array([[0.9, 0.1], [0.2, 0.3], [0.6, 0.5], [0.1, 0.2], [0.0, 0.8]], dtype=np.float32)


def test_the_better_half_counts_and_a_pair_without_a_label_goes_both_ways():
    """Kept: a with x (a match) and e with y (not labelled)."""
    assert precision(SCORES, SIDE, unlabelled=0) == pytest.approx(1 * 1 / 2)
    assert precision(SCORES, SIDE, unlabelled=1) == pytest.approx(1)


def test_no_match_in_the_better_half_is_nothing():
    assert precision(SCORES[:, ::-1], SIDE, unlabelled=0) == 0


def test_a_debate_is_read_from_its_files(tmp_path):
    files = {
        "arguments_dev.csv": 'arg_id,argument,topic,stance\na,"Wool, warm",Wool,1\nb,It itches,Wool,-1\nc,warm feet,Wool,1\n',
        "key_points_dev.csv": "key_point_id,key_point,topic,stance\nx,Wool is warm,Wool,1\ny,Sheep suffer,Wool,1\n",
        "labels_dev.csv": "arg_id,key_point_id,label\na,x,1\na,y,0\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    sides = debates(tmp_path)
    assert [[*side.arguments] for side in sides] == [["a", "c"]]
    assert measured(TfIdf(), sides) == {"strict": 1.0, "relaxed": 1.0}


def test_word_overlap_is_scored_without_grammar():
    table = TfIdf().scores(["the lamp was lit", "", "the the"], ["a lamp", "the oil"])
    assert table.dtype == np.float32
    assert table[0, 0] > 0.3
    assert np.count_nonzero(table) == 1


def test_every_answer_of_the_dev_split_is_measured_with_its_labels():
    cases = own_cases(dev_questions())
    assert len(cases) == 5 * len(dev_questions())
    assert all({item.id for item in bank()[case.question.id].items} == set(case.labels) for case in cases)
    assert all(
        max(label.sentences, default=0) < len(case.answer.sentences) for case in cases for label in case.labels.values()
    )
