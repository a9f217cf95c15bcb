"""Questions, their items, and problems as sentences."""

import pytest

from mockinterview.core.problems import BankProblem, Problem
from mockinterview.core.question import ItemKind
from tests.fakes.fake_banks import LIGHTHOUSE


def test_items_by_id_and_by_kind():
    assert LIGHTHOUSE.item("log").name == "Log entry"
    assert [item.id for item in LIGHTHOUSE.of_kind(ItemKind.MINEFIELD)] == ["blame", "vague", "bored"]
    with pytest.raises(KeyError):
        LIGHTHOUSE.item("nobody")


def test_wording_is_name_and_description():
    assert LIGHTHOUSE.item("log").wording == "Log entry: You wrote the failure into the log"
    assert LIGHTHOUSE.item("calm").wording == "Calm under pressure"
    assert LIGHTHOUSE.item("blame").is_minefield
    assert not LIGHTHOUSE.item("calm").is_minefield


def test_a_problem_is_its_sentences_in_order():
    problem = BankProblem("It broke.", "", "Mend it.")
    assert str(problem) == problem.sentence == "It broke. Mend it."
    assert isinstance(problem, Problem)
    assert Problem("It broke.").sentence == "It broke."
