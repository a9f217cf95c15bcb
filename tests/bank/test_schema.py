"""The published schema and the reader say the same: what the one accepts, the other reads without a complaint."""

import copy
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockinterview.bank.checks import LONGEST_ANSWER, LONGEST_ID, LONGEST_TEXT, MOST_ENTRIES
from mockinterview.bank.reader import FORMAT, MOST_QUESTIONS, VERSION, plainly_written, read_parsed
from mockinterview.core.question import Question
from mockinterview.core.shapes import question_to
from tests.bank.damage import mutated
from tests.bank.schema import SCHEMA, fits, values
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE

BUILT_IN = sorted((Path(__file__).parents[2] / "resources" / "banks").glob("*.json"))


def told_apart(bank):
    """The bank with ids that are unique and shown_by that names what is there: what no schema can say."""
    for number, question in enumerate(bank["questions"]):
        question["id"] = f"q{number}"
        items = question.get("items", [])
        for place, item in enumerate(items):
            item["id"] = f"i{place}"
        hoped = [item["id"] for item in items if item["kind"] != "minefield"]
        for item in items:
            if "shown_by" in item:
                item["shown_by"] = hoped[:2]
    return bank


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(values())
def test_what_the_schema_accepts_is_read_without_a_complaint(bank):
    bank = told_apart(bank)
    assert fits(bank)
    questions, problems = read_parsed(bank, "bank.json", plainly_written(json.dumps(bank, ensure_ascii=False).encode()))
    assert [problem.sentence for problem in problems] == []
    assert len(questions) == len(bank["questions"])


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=0))
def test_a_damaged_bank_that_still_fits_is_still_read(seed):
    bank = {"format": FORMAT, "version": VERSION, "questions": [question_to(LIGHTHOUSE), question_to(FERRY)]}
    bank = mutated(copy.deepcopy(bank), random.Random(seed))
    if fits(bank):
        questions, problems = read_parsed(told_apart(json.loads(json.dumps(bank))), "bank.json")
        assert not problems
        assert len(questions) == len(bank["questions"])


@pytest.mark.parametrize("file", BUILT_IN, ids=lambda file: file.stem)
def test_the_built_in_banks_fit(file):
    assert fits(json.loads(file.read_text(encoding="utf-8")))


def test_limits_and_fields_are_those_of_the_reader():
    kinds, question = SCHEMA["$defs"], SCHEMA["$defs"]["question"]["properties"]
    assert kinds["text"]["maxLength"] == LONGEST_TEXT
    assert kinds["longText"]["maxLength"] == kinds["maybeLongText"]["maxLength"] == LONGEST_ANSWER
    assert kinds["id"]["maxLength"] == LONGEST_ID
    assert question["items"]["maxItems"] == question["tips"]["maxItems"] == MOST_ENTRIES
    assert SCHEMA["properties"]["questions"]["maxItems"] == MOST_QUESTIONS
    assert question.keys() == Question.__dataclass_fields__.keys()
