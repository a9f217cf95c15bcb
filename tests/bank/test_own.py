"""The person's own bank: every change is on disk at once, and nothing unreadable is ever lost."""

import json

import pytest

from mockinterview.bank import Banks, read_bank
from mockinterview.core.problems import BankProblem
from mockinterview.core.question import Question
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE


@pytest.fixture
def banks(tmp_path):
    (tmp_path / "builtin").mkdir()
    return Banks(tmp_path / "builtin", tmp_path / "own")


def test_there_are_none_at_first(banks):
    assert banks.own() == []
    assert banks.load() == ([], [])


def test_questions_are_put_replaced_dropped_and_ordered(banks):
    banks.change_own([FERRY, LIGHTHOUSE])
    assert banks.own() == [FERRY, LIGHTHOUSE]
    changed = Question("ferry", "Why a ferry, of all ships?")
    banks.change_own([changed])
    assert banks.own() == [changed, LIGHTHOUSE]
    banks.change_own(order=["lighthouse"])
    assert banks.own() == [LIGHTHOUSE, changed]
    banks.change_own([Question("new", "New?")], drop=["ferry", "unknown"])
    assert [question.id for question in banks.own()] == ["lighthouse", "new"]


def test_what_the_person_wrote_comes_back_as_it_was(banks):
    question = Question(
        "mine", "Why?", date="2025-05-01", follow_ups=("And then?",), notes="Two\nlines", stories=("The night of the flood",),
        tags=("first round",), favourite=True,
    )  # fmt: skip
    banks.change_own([question])
    assert banks.own() == [question]


def test_a_changed_copy_stands_in_for_the_programs_own_and_goes_again(banks, tmp_path):
    builtin = Banks(tmp_path / "none", tmp_path / "builtin")
    builtin.change_own([FERRY])
    (tmp_path / "builtin" / "own.json").rename(tmp_path / "builtin" / "a.json")
    mine = Question("ferry", "My wording?")
    banks.change_own([mine])
    assert banks.load() == ([mine], [])
    banks.change_own(drop=["ferry"])
    assert banks.load() == ([FERRY], [])


def test_a_file_that_is_not_wholly_readable_is_kept_aside(banks, tmp_path):
    banks.change_own([FERRY])
    file = tmp_path / "own" / "own.json"
    plain = json.loads(file.read_text(encoding="utf-8"))
    plain["questions"].append({"id": "broken"})
    file.write_text(json.dumps(plain), encoding="utf-8")
    before = file.read_bytes()
    banks.change_own([LIGHTHOUSE])
    banks.change_own([FERRY])
    assert banks.own() == [FERRY, LIGHTHOUSE]
    assert (tmp_path / "own" / "own.json.kept-1").read_bytes() == before
    assert not (tmp_path / "own" / "own.json.kept-2").exists()
    file.write_text("{", encoding="utf-8")
    banks.change_own([LIGHTHOUSE])
    assert (tmp_path / "own" / "own.json.kept-2").read_text(encoding="utf-8") == "{"


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "own").write_text("a file")
    with pytest.raises(BankProblem, match="could not be saved"):
        Banks(tmp_path, tmp_path / "own").change_own([FERRY])


def test_a_shared_bank_holds_nothing_private(banks, tmp_path):
    private = Question("mine", "Why?", notes="secret", stories=("secret",), favourite=True, tags=("nights",))
    banks.write(tmp_path / "shared.json", [private])
    assert read_bank(tmp_path / "shared.json") == ([Question("mine", "Why?", tags=("nights",))], [])
    assert "secret" not in (tmp_path / "shared.json").read_text(encoding="utf-8")


def test_a_large_own_bank_is_opened(banks):
    many = [Question(f"q{n}", "Why? " * 380) for n in range(4_500)]
    banks.change_own(many)
    assert len(banks.own()) == 4_500
    assert banks.load()[1] == []
