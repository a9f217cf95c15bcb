"""The short way into a bank: it takes what our writer writes, and nothing the thorough way would read otherwise."""

import copy
import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.bank.quick import quick_question
from mockinterview.bank.reader import FORMAT, VERSION, plainly_written, read_parsed
from mockinterview.core.shapes import question_to
from tests.bank.damage import mutated
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE


def thorough(plain):
    return read_parsed({"format": FORMAT, "version": VERSION, "questions": [plain]}, "bank.json")


def test_what_our_writer_writes_goes_the_short_way():
    for question in (LIGHTHOUSE, FERRY):
        assert quick_question(question_to(question)) == question


@settings(max_examples=400, deadline=None)
@given(st.integers(min_value=0))
def test_it_never_reads_otherwise_than_the_thorough_way(seed):
    plain = mutated(copy.deepcopy(question_to(LIGHTHOUSE)), random.Random(seed))
    quick = quick_question(plain)
    questions, problems = thorough(plain)
    if quick is not None and plainly_written(json.dumps(plain).encode()):
        assert questions == [quick]
        assert problems == []


def test_texts_with_space_around_them_go_the_long_way():
    assert quick_question({"id": "a", "text": " Why? "}) is None
    assert thorough({"id": "a", "text": " Why? "})[0][0].text == "Why?"
