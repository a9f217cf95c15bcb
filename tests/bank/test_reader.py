"""The strict reader: what is right comes in whole, every mistake is told with its place, and no file costs too much."""

import json
import random
import time

import pytest

from mockinterview.bank import read_bank, write_bank
from mockinterview.bank.checks import LONGEST_ANSWER, LONGEST_TEXT, MOST_ENTRIES
from mockinterview.bank.reader import LARGEST_FILE_BYTES, MOST_PROBLEMS, MOST_QUESTIONS
from mockinterview.core.problems import BankProblem
from mockinterview.core.question import ItemKind, MinefieldKind
from mockinterview.core.shapes import question_to
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE


@pytest.fixture
def file(tmp_path):
    return tmp_path / "naïve 題.json"


def bank(*questions, **changes):
    return {"format": "mockinterview-bank", "version": 1, "questions": list(questions), **changes}


def a_question(**changes):
    return {**question_to(LIGHTHOUSE), **changes}


def an_item(**changes):
    return {"id": "x", "kind": "key_point", "name": "Spare lamp", "text": "Ready", **changes}


def read(file, plain):
    file.write_text(json.dumps(plain), encoding="utf-8")
    return read_bank(file)


def refusal(file, raw):
    file.write_bytes(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    with pytest.raises(BankProblem) as caught:
        read_bank(file)
    assert file.name in caught.value.what
    assert caught.value.next_step
    return caught.value.sentence


def test_what_is_written_is_read_back_as_it_was(file):
    write_bank(file, [LIGHTHOUSE, FERRY])
    assert read_bank(file) == ([LIGHTHOUSE, FERRY], [])


@pytest.mark.parametrize(
    ("changes", "where", "expected", "found"),
    [
        ({"id": None}, "questions[0].id", "a text", "null"),
        ({"id": "x" * 101}, "questions[0].id", "at most 100 characters", "a text of 101 characters"),
        ({"text": "  "}, "questions[0].text", "a text", "an empty text"),
        ({"text": 5}, "questions[0].text", "a text", "a number"),
        ({"text": "a" * (LONGEST_TEXT + 1)}, "questions[0].text", "at most 2,000", "a text of 2,001 characters"),
        ({"text": "a\0b"}, "questions[0].text", "without control characters", "one with them"),
        ({"text": "a\ud800b"}, "questions[0].text", "without control characters", "one with them"),
        ({"role": ["x"]}, "questions[0].role", "a text", "a list of 1"),
        ({"items": {}}, "questions[0].items", "a list", "an object"),
        ({"items": [3]}, "questions[0].items[0]", "an object", "a number"),
        ({"items": [an_item()] * (MOST_ENTRIES + 1)}, "questions[0].items", "at most 200 entries", "a list of 201"),
        (
            {"items": [an_item(), an_item(kind="keypoint", id="y")]},
            "items[1].kind",
            "one of competency, key_point",
            "“keypoint”",
        ),
        ({"items": [an_item(kind=True)]}, "items[0].kind", "one of", "true"),
        ({"items": [an_item(kind="a word about the client")]}, "items[0].kind", "one of", "a text of 23 characters"),
        ({"items": [an_item(), an_item()]}, "items[1].id", "no other item", "“x”"),
        ({"items": [an_item(name="", text="")]}, "items[0].text", "a text", "an empty text"),
        ({"items": [an_item(minefield="commission")]}, "items[0].minefield", "only a minefield", "one"),
        (
            {"items": [an_item(kind="minefield", minefield="trap")]},
            "items[0].minefield",
            "commission, omission",
            "“trap”",
        ),
        ({"items": [an_item(shown_by=["x"])]}, "items[0].shown_by", "only an omission", "a list"),
        (
            {"items": [an_item(kind="minefield", minefield="omission", shown_by=["y"])]},
            "items[0].shown_by[0]",
            "the id of a competency",
            "“y”",
        ),
        (
            {"items": [an_item(kind="minefield", minefield="omission", shown_by=["x"])]},
            "items[0].shown_by[0]",
            "the id of a competency",
            "“x”",
        ),
        (
            {"sample_answers": [{"level": "superb", "text": "Yes."}]},
            "sample_answers[0].level",
            "basic, solid",
            "“superb”",
        ),
        ({"sample_answers": [{"level": "basic"}]}, "sample_answers[0].text", "a text", "null"),
        (
            {"sample_answers": [{"level": "basic", "text": "a" * (LONGEST_ANSWER + 1)}]},
            "sample_answers[0].text",
            "at most 10,000",
            "10,001",
        ),
        ({"sample_answers": ["Yes."]}, "sample_answers[0]", "an object", "“Yes.”"),
        ({"tips": "Name it."}, "questions[0].tips", "a list", "a text of 8 characters"),
        ({"tips": ["", "b"]}, "questions[0].tips[0]", "a text", "an empty text"),
        ({"related": [None]}, "questions[0].related[0]", "a text", "null"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_hides_no_other_question(file, changes, where, expected, found):
    questions, [problem] = read(file, bank(a_question(**changes), question_to(FERRY)))
    assert questions == [FERRY]
    assert where in problem.what
    assert expected in problem.why
    assert found in problem.why
    assert file.name in problem.what


def test_a_question_that_is_no_object_hides_no_other(file):
    questions, [problem] = read(file, bank(7, question_to(FERRY)))
    assert questions == [FERRY]
    assert "questions[0]." in problem.what


def test_the_first_of_two_with_one_id_is_used(file):
    questions, [problem] = read(file, bank(question_to(FERRY), {"id": "ferry", "text": "Another?"}))
    assert questions == [FERRY]
    assert "questions[1].id" in problem.what


def test_a_slip_in_a_key_is_told_and_the_question_used(file):
    plain = {"id": "q", "text": "Why?", "itmes": [], "items": [{**an_item(), "Text": "x"}]}
    questions, problems = read(file, bank(plain, authors=["me"]))
    assert [question.id for question in questions] == ["q"]
    assert [problem.what.partition(" at ")[2] for problem in problems] == [
        "authors.",
        "questions[0].itmes.",
        "questions[0].items[0].Text.",
    ]
    assert "does not know" in problems[0].why


def test_messages_hold_no_question_text(file):
    secret = "the marmalade in the drawer"
    _, problems = read(
        file, bank(a_question(id=secret * 9, **{secret: 1}), {"id": "b", "text": secret, "kind": {secret: 1}})
    )
    assert problems
    assert "marmalade" not in " ".join(problem.sentence for problem in problems)


def test_a_thousand_mistakes_become_a_few_sentences(file):
    questions, problems = read(file, bank(*[{"id": f"q{n}"} for n in range(1000)], question_to(FERRY)))
    assert questions == [FERRY]
    assert len(problems) == MOST_PROBLEMS + 1
    assert "950 more" in problems[-1].what


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON: Expecting property name enclosed in double quotes at line 1, column 2"),
        (b'{\n"a": x}', "line 2"),
        (b"\xff\xfe\xfa", "UTF-8"),
        (b'{"a": "\xe4"}', "UTF-8"),
        (b"[" * 100_000, "nested"),
        (b"[" * 20 + b"]" * 20, "the top of the file"),
        (b'{"version": ' + b"9" * 5_000 + b"}", "far too long"),
        (b" " * (LARGEST_FILE_BYTES + 1), "larger than 8 MB"),
        ([], "the top of the file"),
        ({}, "format"),
        (bank(format="other"), "format"),
        (bank(version=2), "newer"),
        (bank(version="1"), "version"),
        (bank(version=True), "version"),
        (bank(version=0), "version"),
        (bank(questions=None), "questions"),
        (bank(questions=[{}] * (MOST_QUESTIONS + 1)), "at most 5,000 questions"),
    ],
    ids=str,
)
def test_a_file_that_cannot_be_understood_is_refused(file, raw, expected):
    assert expected in refusal(file, raw)


def test_a_missing_file_and_a_folder_are_refused(file, tmp_path):
    for missing in (file, tmp_path):
        with pytest.raises(BankProblem, match="cannot be read"):
            read_bank(missing)


def test_a_mark_at_the_start_of_the_file_does_no_harm(file):
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(bank(question_to(FERRY))).encode())
    assert read_bank(file) == ([FERRY], [])


# ---------------------------------------------------------------- one question alone


def test_a_file_may_be_one_question(file):
    plain = {
        "text": "Why?",
        "note": {"of": "another tool"},
        "items": [
            {"id": "1", "kind": "key_point", "text": "Spare lamp: Ready and tested"},
            {"id": "2", "kind": "competency", "text": "Calm"},
            {"id": "3", "kind": "minefield", "text": "Fails to mention any precaution"},
            {"id": "4", "kind": "minefield", "text": "Gossip: tells tales"},
        ],
    }
    [question], problems = read(file, plain)
    assert problems == []
    assert question.id == file.stem
    assert (question.items[0].name, question.items[0].text) == ("Spare lamp", "Ready and tested")
    assert (question.items[1].name, question.items[1].text) == ("Calm", "")
    assert question.items[1].kind is ItemKind.COMPETENCY
    assert question.items[2].minefield is MinefieldKind.OMISSION
    assert question.items[3].minefield is MinefieldKind.COMMISSION


def test_a_text_with_a_late_colon_is_all_name(file):
    long = "x" * 81 + ": y"
    [question], _ = read(file, {"text": "Why?", "items": [{"id": "1", "kind": "key_point", "text": long}]})
    assert question.items[0].wording == long


def test_a_single_question_with_a_mistake_is_refused(file):
    assert "items[0].kind" in refusal(file, {"text": "Why?", "items": [{"id": "1", "kind": "?", "text": "a"}]})


# ---------------------------------------------------------------- cost


def test_five_thousand_questions_are_read_fast_enough(file):
    small = [
        {"id": f"q{n}", "text": f"Why {n}?", "items": [an_item(), an_item(id="y", kind="minefield")]}
        for n in range(5_000)
    ]
    file.write_text(json.dumps(bank(*small)), encoding="utf-8")
    began = time.perf_counter()
    questions, problems = read_bank(file)
    assert len(questions) == 5_000
    assert problems == []
    assert time.perf_counter() - began < 5.0  # measured 0.1 s; a bound against something quadratic


def test_mutated_banks_never_crash_the_reader(file):
    raw = json.dumps(bank(question_to(LIGHTHOUSE), question_to(FERRY))).encode()
    chance = random.Random(5)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(600):
        mutated = bytearray(raw)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(mutated))
            match chance.randrange(4):
                case 0:
                    mutated[at] = chance.randrange(256)
                case 1:
                    del mutated[at : at + chance.randint(1, 40)]
                case 2:
                    mutated[at:at] = mutated[at : at + 30]
                case _:
                    mutated[at:at] = chance.choice([b"null", b"[]", b"{}", b"1e999", b'"', b"\\u0000", b"NaN", b"-1"])
        file.write_bytes(bytes(mutated))
        try:
            read_bank(file)
        except BankProblem:
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
    assert min(outcomes.values()) > 0
