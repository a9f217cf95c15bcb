"""The command `models`: what it prints, what it asks of the store, and where it says no."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from mockinterview import cli
from mockinterview.core.problems import SpeechProblem
from mockinterview.core.recognition import ModelState
from mockinterview.flow.backups import Backups
from mockinterview.flow.bench import Bench
from mockinterview.flow.house import House
from tests.fakes.fake_model_store import FakeModelStore, known
from tests.flow.conftest import Story

Run = Callable[..., int]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def story() -> Iterator[Story]:
    told = Story()
    yield told
    told.jobs.close()


@pytest.fixture
def store(story: Story) -> FakeModelStore:
    return story.models


@pytest.fixture
def run(story: Story) -> Run:
    def build(_options: argparse.Namespace, _listener: cli.Watcher) -> House:
        return story.house()

    def window(_options: argparse.Namespace) -> int:
        raise AssertionError("no window was asked for")

    def bench(_options: argparse.Namespace, _listener: cli.Watcher) -> Bench:
        raise AssertionError("only the line-up needs a bench")

    def backups(_options: argparse.Namespace, _listener: cli.Watcher) -> AbstractContextManager[Backups]:
        raise AssertionError("no backup was asked for")

    return lambda *arguments: cli.main(("models", *arguments), build, bench, backups, window)


def test_the_list_says_what_to_know_before_getting_one(run: Run, store: FakeModelStore, capsys: Capture) -> None:
    store.known[0] = known("tiny.en", 75_571_315, ModelState.DAMAGED)
    assert run("list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("  ")[0] == "tiny.en"
    assert "damaged" in lines[0]
    assert "145 MB  436 MB of memory   English         suits this computer" in lines[1]
    assert "many languages" in lines[2]


def test_programs_read_the_list_too(run: Run, capsys: Capture) -> None:
    assert run("list", "--json") == 0
    model = json.loads(capsys.readouterr().out)["models"][1]
    assert model == {
        "name": "base.en",
        "file": "/models/base.en.pt",
        "size_bytes": 145_261_783,
        "present": False,
        "state": "absent",
        "memory_bytes": 435_785_349,
        "languages": ["en"],
        "published": True,
        "here_bytes": 0,
        "suggested": True,
    }


def test_one_is_fetched_checked_and_removed(run: Run, store: FakeModelStore, capsys: Capture) -> None:
    assert run("get", "base.en") == 0
    assert run("verify", "base.en") == 0
    assert run("verify") == 0
    assert run("remove", "base.en") == 0
    assert (store.fetched, store.checked, store.removed) == (["base.en"], ["base.en", ""], ["base.en"])
    assert capsys.readouterr().out.splitlines()[-1] == "145 MB are free again."


def test_what_goes_wrong_is_a_sentence(run: Run, store: FakeModelStore, capsys: Capture) -> None:
    store.problem = SpeechProblem("The connection was cut.", "", "Try again.")
    for arguments in (("get", "base.en"), ("verify",), ("remove", "base.en")):
        assert run(*arguments) == 1
        assert capsys.readouterr().err == "mockinterview: The connection was cut. Try again.\n"


def test_a_file_of_a_published_model_is_added(run: Run, store: FakeModelStore, capsys: Capture) -> None:
    assert run("add", "/stick/small.pt") == 0
    assert capsys.readouterr().out == "The model small is here.\n"
    assert store.added == [Path("/stick/small.pt")]
    assert store.trusted == []


def test_a_file_nobody_knows_needs_a_yes(run: Run, store: FakeModelStore, capsys: Capture) -> None:
    store.strange = True
    assert run("add", "/stick/mine.pt") == 1
    assert 'models add "/stick/mine.pt" --trust' in capsys.readouterr().err
    assert (store.trusted, store.removed) == ([], ["mine"])
    assert run("add", "/stick/mine.pt", "--trust") == 0
    assert store.trusted == ["mine"]


def test_a_model_is_tried_out(run: Run, store: FakeModelStore, capsys: Capture) -> None:
    assert run("try", "base.en") == 0
    assert capsys.readouterr().out.startswith("whisper base.en: about 2 s after Stop")
    assert store.tried[0].model == "base.en"
    assert run("try", "nonsense") == 1
    assert "no model called nonsense" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("deed", "words"), [("get", "the name of a model"), ("remove", "the name of a model"), ("add", "a file")]
)
def test_what_is_missing_is_said(run: Run, capsys: Capture, deed: str, words: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run(deed)
    assert ended.value.code == 2
    assert f"models {deed} needs {words}" in capsys.readouterr().err
