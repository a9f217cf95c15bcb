"""The benchmark's figures against values worked out by hand: a bar is only worth what its measure is."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from tests.benchmarks.lineup.argkp import Debate, debates, measured, precision
from tests.benchmarks.lineup.cases import Answer, Case, Label, bank, dev_questions, lined_up, other_cases, own_cases
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
from tests.benchmarks.lineup.spoken import control, minefields, positives
from tests.benchmarks.lineup.table import Bar


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


class Told:
    """A matcher that says what it was told to: state and probability by item id, with the words 5 to 6 as evidence."""

    def __init__(self, **states: tuple[State, float]) -> None:
        self.states = states

    def line_up(self, transcript, question):
        return Coverage(
            "told",
            tuple(
                ItemCoverage(item, *self.states[item.id], (Evidence(5, 6, transcript.span_text(5, 6)),))
                for item in question.items
            ),
        )


QUESTION = Question(
    "lamp",
    "What did you do?",
    items=(
        *(ChecklistItem(name, ItemKind.KEY_POINT, name) for name in ("lit", "oil", "log")),
        ChecklistItem("slept", ItemKind.MINEFIELD, "Slept", minefield=MinefieldKind.COMMISSION),
        ChecklistItem("drank", ItemKind.MINEFIELD, "Drank", minefield=MinefieldKind.COMMISSION),
    ),
)
CASE = Case(
    Answer("lamp", "trap", ("I lit it at nine.", "The oil was low."), "one"),
    QUESTION,
    {
        "lit": Label(2, (0,)),
        "oil": Label(1, (1,)),
        "log": Label(0, ()),
        "slept": Label(2, (0,)),
        "drank": Label(1, (1,)),
    },
)
FOUND = lined_up(
    Told(
        lit=(State.COVERED, 0.9),
        oil=(State.COVERED, 0.6),
        log=(State.NOT_SURE, 0.7),
        slept=(State.DENIED, 0.2),
        drank=(State.TRIPPED, 0.8),
    ),
    [CASE],
)


def test_points_are_judged_by_what_the_reader_found():
    figures = positives(FOUND)
    assert (figures["pairs"], figures["AUC"], figures["AUC inside each answer"]) == (3, 1.0, 1.0)
    assert figures["kappa"] == pytest.approx(quadratic_kappa([2, 2, 0], [2, 1, 0]))
    assert figures["covered that are made"] == 1 / 2
    assert figures["not sure"] == pytest.approx(1 / 3)
    assert figures["calibration error"] == pytest.approx((0.1 + 0.6 + 0.7) / 3)


def test_evidence_must_stand_in_a_sentence_the_reader_gave():
    """Words 5 and 6 are of the second sentence: right for the oil, wrong for the lighting."""
    assert positives(FOUND)["evidence overlaps"] == 1 / 2


def test_a_minefield_is_tripped_where_the_reader_says_so():
    figures = minefields(FOUND)
    assert figures["AUC, all"] == figures["AUC, commission"] == 0
    assert figures["false tripped on trap answers"] == 1 / 2
    assert figures["tripped that are found"] == 0
    assert math.isnan(figures["AUC, omission"])


def test_the_control_is_points_truly_made_against_items_of_another_question():
    others = lined_up(
        Told(lit=(State.COVERED, 0.95), oil=(State.NOT_FOUND, 0.1), log=(State.NOT_FOUND, 0.2)),
        [Case(CASE.answer, Question("x", "x", items=QUESTION.items[:3]), dict.fromkeys(CASE.labels, Label(0, ())))],
    )
    figures = control(FOUND, others)
    assert figures["AUC against points truly made"] == pytest.approx(2 / 3)
    assert figures["covered"] == pytest.approx(1 / 3)


def test_the_control_gives_no_answer_its_own_question_and_no_minefields():
    cases = other_cases(dev_questions())
    assert len(cases) == 5 * len(dev_questions())
    assert all(case.question.id != case.answer.question for case in cases)
    assert not any(item.is_minefield for case in cases for item in case.question.items)


def test_a_missed_bar_is_bold_and_what_was_not_measured_a_dash():
    bar = Bar("false alarms", ("traps", "share"), most=0.02, unit="%")
    assert bar.wanted == "≤ 2 %"
    assert bar.shown({"traps": {"share": 0.02}}) == "2.0 %"
    assert bar.shown({"traps": {"share": 0.031}}) == "**3.1 %**"
    assert bar.shown({"traps": {}}) == bar.shown({}) == "–"
    assert Bar("area", ("area",), 0.85).shown({"area": 0.849}) == "**0.849**"
