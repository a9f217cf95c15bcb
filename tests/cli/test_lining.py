"""`lineup` for other tools: what it takes, what it prints, and what it never touches."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from mockinterview import app, cli
from mockinterview.bank import Banks, write_bank
from mockinterview.cli.lining import MOST_WORDS
from mockinterview.core import shapes
from mockinterview.core.problems import Problem
from mockinterview.flow.backups import Backups
from mockinterview.flow.bench import Bench
from mockinterview.flow.house import House
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.fakes.fake_matcher import FakeMatcher
from tests.fakes.fake_transcriber import spoken

NO_MODEL = Problem("Only words are compared.", "The model is missing.", "Install the program again.")
ALONE = {
    "text": "How was the light kept?",
    "items": [
        {"id": "1", "kind": "key point", "text": "Spare lamp: kept ready"},
        {"id": "2", "kind": "Key_Point", "name": "Calm"},
        {"id": "3", "kind": "minefield", "text": "Blaming: Saying that the supplier was at fault"},
        {
            "id": "4",
            "kind": "minefield",
            "text": "No measures: Failing to mention specific measures",
            "minefield": None,
        },
        {"id": "5", "kind": "minefield", "text": "Delivery: Speaking in a monotonous voice"},
    ],
}
LINE_KEYS = {"item", "kind", "state", "level", "probability", "evidence", "reason"}
SPAN_KEYS = {"sentence", "first_word", "last_word", "text"}

LineUp = Callable[..., int]


@pytest.fixture
def matcher() -> FakeMatcher:
    return FakeMatcher()


@pytest.fixture
def line_up(tmp_path: Path, matcher: FakeMatcher) -> LineUp:
    """`lineup --json` with a question and words, each a file's content or an argument; its exit status."""

    def build(options: argparse.Namespace, listener: cli.Watcher) -> House:
        raise AssertionError("nothing of the person's is needed")

    def bench(options: argparse.Namespace, listener: cli.Watcher) -> Bench:
        return Bench(Banks(tmp_path / "no-banks", tmp_path / "own"), lambda: matcher, listener.problem_arose)

    def window(options: argparse.Namespace) -> int:
        raise AssertionError("no window was asked for")

    def backups(options: argparse.Namespace, listener: cli.Watcher) -> AbstractContextManager[Backups]:
        raise AssertionError("no backup was asked for")

    def given(content: Any, name: str) -> str:
        if isinstance(content, str):
            return content
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return str(file)

    def run(question: Any, words: Any) -> int:
        files = given(question, "question.json"), given(words, "words.json")
        return cli.main(
            ("lineup", "--question", files[0], "--transcript", files[1], "--json"), build, bench, backups, window
        )

    return run


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return json.loads(capsys.readouterr().out)["items"]


def test_each_item_has_the_promised_shape(line_up: LineUp, capsys: pytest.CaptureFixture[str]) -> None:
    said = {"sentences": ["Well yes.", "I had a spare lamp ready and it was calm, and nobody noticed a thing."]}
    assert line_up(ALONE, said) == 0
    lines = printed(capsys)
    assert [line["item"] for line in lines] == ["1", "2", "3", "4", "5"]
    assert all(line.keys() >= LINE_KEYS for line in lines)
    assert [line["kind"] for line in lines] == ["key_point", "key_point", "minefield", "minefield", "minefield"]
    assert lines[0]["evidence"] == [{"sentence": 1, "first_word": 5, "last_word": 5, "text": "spare"}]
    assert {key for line in lines for span in line["evidence"] for key in span} == SPAN_KEYS
    assert (lines[0]["state"], lines[0]["level"]) == ("covered", 2)
    assert lines[4]["state"] == "your_call"


def test_sentences_are_counted_as_the_file_has_them(line_up: LineUp, capsys: pytest.CaptureFixture[str]) -> None:
    assert line_up(ALONE, {"sentences": ["", "Yes.", "  ", "A spare lamp."]}) == 0
    assert printed(capsys)[0]["evidence"][0]["sentence"] == 3


def test_what_transcribe_prints_is_taken_too(line_up: LineUp, capsys: pytest.CaptureFixture[str]) -> None:
    assert line_up(ALONE, shapes.transcript_to(spoken("I had a spare lamp ready"))) == 0
    assert printed(capsys)[0]["evidence"][0]["first_word"] == 3


@pytest.mark.parametrize("as_list", [False, True])
def test_a_bank_may_be_an_object_or_a_list(
    line_up: LineUp, tmp_path: Path, capsys: pytest.CaptureFixture[str], as_list: bool
) -> None:
    write_bank(tmp_path / "bank.json", [LIGHTHOUSE, FERRY])
    bank = json.loads((tmp_path / "bank.json").read_text(encoding="utf-8"))
    assert line_up(bank["questions"] if as_list else bank, {"sentences": ["A spare lamp."]}) == 0
    captured = capsys.readouterr()
    assert [line["item"] for line in json.loads(captured.out)["items"]] == [item.id for item in LIGHTHOUSE.items]
    assert "holds 2 questions. The first was taken." in captured.err


def test_a_question_of_the_persons_own_is_found_by_its_id(
    line_up: LineUp, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own").mkdir()
    write_bank(tmp_path / "own" / "mine.json", [FERRY, LIGHTHOUSE])
    assert line_up(LIGHTHOUSE.id, {"sentences": []}) == 0
    assert len(printed(capsys)) == len(LIGHTHOUSE.items)


@pytest.mark.parametrize(
    "sentences",
    [
        [],
        [""],
        ["Yes."],
        ["🙂 👨‍👩‍👧 🔒"],
        ["我把文件锁在柜子里。"],
        ["half \ud83d a letter"],
        ["spare lamp and so on"] * 2_000,
    ],
    ids=["none", "blank", "one word", "emoji", "Chinese", "half a letter", "10,000 words"],
)
def test_unusual_words_have_sensible_states(
    line_up: LineUp, sentences: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert line_up(ALONE, {"sentences": sentences}) == 0
    lines = printed(capsys)
    assert len(lines) == 5
    assert (lines[0]["state"] == "covered") == any("spare" in one for one in sentences)


WORD = {"text": "a", "start_ms": 0, "end_ms": 1, "confidence": None}
TRANSCRIPT = {"engine": "e", "model": "", "language": "en", "duration_ms": 1, "words": [WORD], "segments": []}
PART = {"start_ms": 0, "end_ms": 1, "first_word": 0, "last_word": 0}


@pytest.mark.parametrize(
    "words",
    [
        None, [], 7, "missing.json", b"", b"\xff\xfe", b"[" * 100_000, b"[1" * 2, {"sentences": "one text"}, {"sentences": [1]},
        {"words": []}, {**TRANSCRIPT, "words": [{**WORD, "text": 7}]}, {**TRANSCRIPT, "words": [{**WORD, "start_ms": 9}]},
        {**TRANSCRIPT, "words": [{**WORD, "end_ms": "x"}]}, {**TRANSCRIPT, "words": [{**WORD, "confidence": 3}]},
        {**TRANSCRIPT, "segments": [{**PART, "last_word": 5}]}, {**TRANSCRIPT, "segments": [{**PART, "first_word": -1}]},
        {"sentences": ["a " * (MOST_WORDS + 1)]},
    ],
)  # fmt: skip
def test_broken_words_are_one_sentence(line_up: LineUp, words: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert line_up(ALONE, words) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert ".json" in captured.err


@pytest.mark.parametrize(
    "question",
    [
        None, [], {}, 7, b"", b"\x00", b"[" * 100_000, "missing.json", "no-such-id", "x" * 5_000, "a\0b", "some/folder",
        {"text": ""}, {"text": "Why?", "items": 3}, {"text": "Why?", "items": [{"id": "1", "kind": "wish", "text": "a"}]},
        [{"text": "Why?"}, 7], [{"id": "a", "text": ""}, {"id": "b", "text": "Why?"}],
    ],
)  # fmt: skip
def test_a_broken_question_is_one_sentence(line_up: LineUp, question: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert line_up(question, {"sentences": ["A spare lamp."]}) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert 0 < len(captured.err) < 500
    assert len(captured.err.splitlines()) == 1


def test_why_a_matcher_stands_in_is_said_beside_the_result(
    line_up: LineUp, matcher: FakeMatcher, capsys: pytest.CaptureFixture[str]
) -> None:
    matcher.problem = NO_MODEL
    assert line_up(ALONE, {"sentences": ["A spare lamp."]}) == 0
    captured = capsys.readouterr()
    assert captured.err.strip() == NO_MODEL.sentence
    assert json.loads(captured.out)["matcher"] == "fake 1"


def test_nothing_of_the_persons_is_opened_or_made(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    options = cli.parser().parse_args(
        ["--data-dir", str(folder), "lineup", "--question", "confidentiality-paralegal", "--transcript", "t.json"]
    )
    bench = app.bench_for_command(options, cli.Watcher(quiet=True))
    assert bench.question(options.question).items
    assert not folder.exists()
