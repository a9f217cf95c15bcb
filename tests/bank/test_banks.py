"""All banks together, and writing one."""

import json

import pytest

from mockinterview.bank import Banks, write_bank
from mockinterview.core.problems import BankProblem
from mockinterview.core.question import Question
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE


@pytest.fixture
def folders(tmp_path):
    builtin, own = tmp_path / "builtin", tmp_path / "own Größe 銀行"
    builtin.mkdir()
    own.mkdir()
    return builtin, own


def test_the_programs_own_banks_come_first_then_the_persons_by_name(folders):
    builtin, own = folders
    write_bank(own / "b.json", [Question("b", "B?")])
    write_bank(own / "a.json", [Question("a", "A?")])
    write_bank(builtin / "z.json", [LIGHTHOUSE, FERRY])
    questions, problems = Banks(builtin, own).load()
    assert [question.id for question in questions] == ["lighthouse", "ferry", "a", "b"]
    assert problems == []


def test_the_starter_comes_before_the_jobs(folders):
    builtin, own = folders
    write_bank(builtin / "accounts.json", [FERRY])
    write_bank(builtin / "starter.json", [LIGHTHOUSE])
    assert [question.id for question in Banks(builtin, own).load()[0]] == ["lighthouse", "ferry"]


def test_missing_folders_and_other_files_are_nothing(folders, tmp_path):
    builtin, _ = folders
    (builtin / "README.md").write_text("no bank")
    (builtin / ".half.json").write_text("no bank")
    assert Banks(builtin, tmp_path / "missing").load() == ([], [])


def test_a_bad_file_hides_no_other(folders):
    builtin, own = folders
    (own / "a.json").write_text("{")
    write_bank(own / "b.json", [FERRY])
    questions, [problem] = Banks(builtin, own).load()
    assert questions == [FERRY]
    assert "a.json" in problem.what


def test_a_question_that_is_there_already_is_told_and_left_out(folders):
    builtin, own = folders
    write_bank(builtin / "a.json", [FERRY, LIGHTHOUSE])
    write_bank(
        own / "mine.json", [Question("ferry", "Mine?"), Question("lighthouse", "Mine?"), Question("new", "New?")]
    )
    questions, [problem] = Banks(builtin, own).load()
    assert [question.text for question in questions] == [FERRY.text, LIGHTHOUSE.text, "New?"]
    assert "ferry and 1 more" in problem.what
    assert "mine.json" in problem.what


def test_reading_one_file(folders):
    builtin, own = folders
    file = own / "one.json"
    write_bank(file, [FERRY])
    assert Banks(builtin, own).read(file) == [FERRY]


@pytest.mark.parametrize(
    ("questions", "expected"), [([], "holds no question"), ([{"id": "a"}, {"id": "b"}], r"questions\[0\]\.text")]
)
def test_a_file_without_a_readable_question_is_refused(folders, questions, expected):
    builtin, own = folders
    file = own / "none.json"
    file.write_text(json.dumps({"format": "mockinterview-bank", "version": 1, "questions": questions}))
    with pytest.raises(BankProblem, match=expected):
        Banks(builtin, own).read(file)


def test_a_bank_that_cannot_be_written_is_said_and_the_old_one_stays(folders):
    _, own = folders
    with pytest.raises(BankProblem, match="could not be written"):
        write_bank(own / "missing" / "a.json", [FERRY])
    file = own / "a.json"
    write_bank(file, [FERRY])
    before = file.read_bytes()
    (own / ".a.json.new").mkdir()
    with pytest.raises(BankProblem):
        write_bank(file, [LIGHTHOUSE])
    assert file.read_bytes() == before


def test_nothing_is_left_beside_a_written_bank(folders):
    _, own = folders
    write_bank(own / "a.json", [FERRY])
    assert [entry.name for entry in own.iterdir()] == ["a.json"]
