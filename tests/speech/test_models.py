"""Models on disk: found, checked once, refused when damaged, suggested by the computer's size."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mockinterview.core.problems import SpeechProblem
from mockinterview.speech import models
from mockinterview.speech.models import CATALOGUE, Model, ModelShelf, recommended

DATA = b"weights" * 1000
TOY = Model("toy", len(DATA), sha256=hashlib.sha256(DATA).hexdigest(), rank=1)


@pytest.fixture
def shelf(tmp_path: Path) -> ModelShelf:
    return ModelShelf(tmp_path / "Modèles 模型", [TOY, *CATALOGUE])


def put(shelf: ModelShelf, name: str, data: bytes = DATA) -> Path:
    shelf.folder.mkdir(exist_ok=True)
    file = shelf.file(name)
    file.write_bytes(data)
    return file


def test_the_catalogue_is_openai_whispers_own_table() -> None:
    published = pytest.importorskip("whisper")._MODELS
    for model in CATALOGUE:
        assert model.url == published[model.name]
        assert model.sha256 == published[model.name].split("/")[-2]
    assert len({model.name for model in CATALOGUE}) == len(CATALOGUE)


def test_a_folder_that_is_not_there_holds_no_models_and_is_not_made(shelf: ModelShelf) -> None:
    assert shelf.present() == ()
    assert not any(row["present"] for row in shelf.rows())
    assert not shelf.folder.exists()


def test_published_models_and_those_put_there_by_hand_are_found_and_nothing_else(shelf: ModelShelf) -> None:
    for name in ("my own", "base.en", "toy"):
        put(shelf, name)
    (shelf.folder / "small.en.pt.part").write_bytes(DATA)
    (shelf.folder / "notes.txt").write_bytes(DATA)
    (shelf.folder / "folder.pt").mkdir()
    assert [model.name for model in shelf.present()] == ["toy", "base.en", "my own"]
    by_hand = shelf.rows()[-1]
    assert (by_hand["name"], by_hand["size_bytes"], by_hand["present"]) == ("my own", len(DATA), True)


def test_a_good_file_is_read_once_until_it_changes(shelf: ModelShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    monkeypatch.setattr(models, "checksum", lambda file, heard=None: read.append(file) or TOY.sha256)
    file = put(shelf, "toy")
    shelf.verify("toy")
    shelf.verify("toy")
    assert len(read) == 1
    os.utime(file, ns=(1, 1))
    shelf.verify("toy")
    assert len(read) == 2
    ModelShelf(shelf.folder, [TOY]).verify("toy")
    assert len(read) == 2
    shelf.verify("toy", again=True)
    assert len(read) == 3
    ModelShelf(shelf.folder, [replace(TOY, size_bytes=1, sha256=TOY.sha256[::-1])]).present()
    assert [model.name for model in shelf.present()] == ["toy"]


@pytest.mark.parametrize("damage", [DATA[:-1], b"", DATA.replace(b"w", b"v", 1), DATA + b"!"])
def test_a_damaged_published_file_is_refused_and_no_longer_offered(shelf: ModelShelf, damage: bytes) -> None:
    put(shelf, "toy", damage)
    with pytest.raises(SpeechProblem, match=r"toy\.pt is damaged"):
        shelf.verify("toy")
    assert shelf.present() == ()
    with pytest.raises(SpeechProblem, match=r"toy\.pt is damaged"):
        shelf.pick("toy", "en")
    put(shelf, "toy")
    assert [model.name for model in shelf.present()] == ["toy"]
    shelf.verify("toy")


def test_a_file_in_no_catalogue_has_nothing_to_compare_with(shelf: ModelShelf) -> None:
    put(shelf, "my own", b"anything")
    shelf.verify("my own")


def test_checking_can_be_stopped(shelf: ModelShelf) -> None:
    class Stop(Exception):
        pass

    def stop(_bytes: int) -> None:
        raise Stop

    put(shelf, "toy")
    with pytest.raises(Stop):
        shelf.verify("toy", heard=stop)


@pytest.mark.parametrize(
    "notes", ["", "[]", "{", '{"toy.pt": 7}', '{"toy.pt": [1, 2]}', '{"toy.pt": [1, 2, 3, null, true]}']
)
def test_spoiled_notes_only_cost_another_look(shelf: ModelShelf, notes: str) -> None:
    put(shelf, "toy")
    (shelf.folder / "checked.json").write_text(notes)
    shelf.verify("toy")
    assert [model.name for model in shelf.present()] == ["toy"]


@pytest.mark.parametrize(
    ("wanted", "language", "sentence"),
    [
        ("", "en", "There is no Whisper model here"),
        ("base.en", "en", "models get base.en"),
        ("mine", "en", "Put its file mine.pt into the folder"),
    ],
)
def test_a_missing_model_says_how_to_get_it(shelf: ModelShelf, wanted: str, language: str, sentence: str) -> None:
    with pytest.raises(SpeechProblem, match=sentence):
        shelf.pick(wanted, language)


def test_an_english_model_is_not_used_for_another_language(shelf: ModelShelf) -> None:
    put(shelf, "base.en")
    with pytest.raises(SpeechProblem, match="knows this language"):
        shelf.pick("", "fr")
    with pytest.raises(SpeechProblem, match="knows English only"):
        shelf.pick("base.en", "de-CH")
    put(shelf, "small")
    assert shelf.pick("", "fr").name == "small"
    assert shelf.pick("", "en-GB").name in ("base.en", "small")


@pytest.mark.parametrize(
    ("cores", "memory", "here", "best"),
    [
        (2, 8, ("tiny.en", "base.en", "base", "small.en"), "base.en"),
        (2, 2, ("tiny.en", "base.en"), "tiny.en"),
        (8, 16, ("tiny.en", "base.en", "small.en", "medium.en"), "small.en"),
        (8, 4, ("base.en", "small.en"), "base.en"),
        (2, 0, ("tiny.en", "medium.en"), "tiny.en"),
        (2, 8, ("medium.en", "small.en"), "small.en"),
    ],
)
def test_the_suggestion_follows_cores_and_memory(
    monkeypatch: pytest.MonkeyPatch, cores: int, memory: int, here: tuple[str, ...], best: str
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(models, "memory_bytes", lambda: memory * 10**9)
    found = recommended([model for model in CATALOGUE if model.name in here])
    assert found is not None
    assert found.name == best


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system")
def test_this_computer_says_how_much_memory_it_has() -> None:
    assert models.memory_bytes() > 10**8
