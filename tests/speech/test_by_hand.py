"""A model file a person brings along: copied whole or not at all, known by its bytes."""

from __future__ import annotations

import hashlib
from collections import namedtuple
from pathlib import Path

import pytest

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.core.recognition import ModelState
from mockinterview.speech import by_hand
from mockinterview.speech.by_hand import add_file
from mockinterview.speech.models import Model, ModelShelf

DATA = b"PK\x03\x04" + b"weights" * 400_000
MINE = b"PK\x03\x04" + b"numbers" * 400_000
TOY = Model("toy", len(DATA), sha256=hashlib.sha256(DATA).hexdigest(), rank=1)


@pytest.fixture
def shelf(tmp_path: Path) -> ModelShelf:
    return ModelShelf(tmp_path / "Modèles 模型", [TOY])


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def add(shelf: ModelShelf, file: Path) -> str:
    return add_file(shelf, file, lambda _done, _all: None, lambda: False)


def test_a_published_model_gets_its_name_whatever_its_file_is_called(shelf: ModelShelf, stick: Path) -> None:
    file = put(stick, "whisper (1).pt", DATA)
    assert add(shelf, file) == "toy"
    assert shelf.file("toy").read_bytes() == DATA
    assert shelf.state("toy") is ModelState.HERE
    assert file.read_bytes() == DATA
    assert sorted(one.name for one in shelf.folder.iterdir()) == ["checked.json", "toy.pt"]


def test_a_good_one_that_is_here_is_not_touched(shelf: ModelShelf, stick: Path) -> None:
    add(shelf, put(stick, "a.pt", DATA))
    before = shelf.file("toy").stat()
    assert add(shelf, put(stick, "b.pt", DATA)) == "toy"
    assert shelf.file("toy").stat() == before


def test_a_damaged_one_is_replaced(shelf: ModelShelf, stick: Path) -> None:
    shelf.folder.mkdir()
    put(shelf.folder, "toy.pt", DATA[:100])
    assert add(shelf, put(stick, "a.pt", DATA)) == "toy"
    assert shelf.state("toy") is ModelState.HERE


def test_another_model_keeps_its_own_name_and_waits_for_a_yes(shelf: ModelShelf, stick: Path) -> None:
    assert add(shelf, put(stick, "mine.pt", MINE)) == "mine"
    assert shelf.state("mine") is ModelState.UNTRUSTED
    shelf.trust("mine")
    assert shelf.state("mine") is ModelState.HERE
    shelf.remove("mine")
    assert add(shelf, put(stick, "again.pt", MINE)) == "again"
    assert shelf.state("again") is ModelState.HERE


@pytest.mark.parametrize(("called", "name"), [("toy.pt", "toy-2"), (".pt", "model"), ("..pt", "model")])
def test_a_name_that_is_another_models_or_none_is_changed(
    shelf: ModelShelf, stick: Path, called: str, name: str
) -> None:
    assert add(shelf, put(stick, called, MINE)) == name


def test_two_files_of_one_name_stay_apart(shelf: ModelShelf, stick: Path) -> None:
    assert add(shelf, put(stick, "mine.pt", MINE)) == "mine"
    assert add(shelf, put(stick, "mine.pt", MINE + b"!")) == "mine-2"
    assert add(shelf, put(stick, "mine.pt", MINE)) == "mine"


def test_a_file_in_the_models_folder_is_only_read(shelf: ModelShelf) -> None:
    shelf.folder.mkdir()
    file = put(shelf.folder, "mine.pt", MINE)
    before = file.stat()
    assert add(shelf, file) == "mine"
    assert file.stat() == before


@pytest.mark.parametrize("data", [b"", b"PK", b"<html>", b"RIFF" * 10])
def test_what_pytorch_did_not_write_is_refused_before_it_is_copied(shelf: ModelShelf, stick: Path, data: bytes) -> None:
    with pytest.raises(SpeechProblem, match="not a Whisper model"):
        add(shelf, put(stick, "mine.pt", data))
    assert not shelf.folder.exists()


def test_what_is_no_file_is_a_sentence(shelf: ModelShelf, stick: Path) -> None:
    for file in (stick, stick / "nothing.pt"):
        with pytest.raises(SpeechProblem, match="There is no file"):
            add(shelf, file)


def test_progress_is_told_and_a_cancelled_copy_leaves_nothing(shelf: ModelShelf, stick: Path) -> None:
    file, seen = put(stick, "mine.pt", MINE), list[tuple[int, int]]()
    with pytest.raises(Cancelled):
        add_file(shelf, file, lambda done, all_: seen.append((done, all_)), lambda: len(seen) > 1)
    assert seen == [(1 << 20, len(MINE)), (2 << 20, len(MINE))]
    assert list(shelf.folder.iterdir()) == []


def test_too_little_room_is_said_before_anything_is_copied(
    shelf: ModelShelf, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(by_hand.shutil, "disk_usage", lambda _folder: usage(10, 5, 5))
    with pytest.raises(SpeechProblem, match="too little room"):
        add(shelf, put(stick, "mine.pt", MINE))
    assert list(shelf.folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_sentence(shelf: ModelShelf, stick: Path) -> None:
    shelf.folder.write_text("a file")
    with pytest.raises(SpeechProblem, match="could not be copied"):
        add(shelf, put(stick, "mine.pt", MINE))
