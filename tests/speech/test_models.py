"""Models on disk: found, checked once, refused when damaged, suggested by the computer's size."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.recognition import ModelState
from mockinterview.speech import models
from mockinterview.speech.models import ALIASES, CATALOGUE, Model, ModelShelf, recommended

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


def put_hollow(shelf: ModelShelf, *names: str) -> None:
    """Published models as far as their sizes go; they take no room on the disk."""
    shelf.folder.mkdir(exist_ok=True)
    for name in names:
        model = shelf.known(name)
        assert model is not None
        with shelf.file(name).open("wb") as file:
            file.truncate(model.size_bytes)


def state(shelf: ModelShelf, name: str) -> ModelState:
    return next(row.state for row in shelf.rows() if row.name == name)


def test_the_catalogue_is_openai_whispers_own_table() -> None:
    published = pytest.importorskip("whisper")._MODELS
    for model in CATALOGUE:
        assert model.url == published[model.name]
        assert model.sha256 == published[model.name].split("/")[-2]
    for alias, name in ALIASES.items():
        assert published[alias] == published[name]
    assert set(published) == {model.name for model in CATALOGUE} | set(ALIASES) | {"large-v1", "large-v2"}
    assert len({model.name for model in CATALOGUE}) == len(CATALOGUE)


def test_a_folder_that_is_not_there_holds_no_models_and_is_not_made(shelf: ModelShelf) -> None:
    assert shelf.present() == ()
    assert not any(row.present for row in shelf.rows())
    assert not shelf.folder.exists()


def test_published_models_and_those_put_there_by_hand_are_found_and_nothing_else(shelf: ModelShelf) -> None:
    put(shelf, "my own")
    put(shelf, "toy")
    put_hollow(shelf, "base.en")
    shelf.trust("my own")
    (shelf.folder / "small.en.pt.part").write_bytes(DATA)
    (shelf.folder / "notes.txt").write_bytes(DATA)
    (shelf.folder / "folder.pt").mkdir()
    assert [model.name for model in shelf.present()] == ["toy", "base.en", "my own"]
    by_hand = shelf.rows()[-1]
    assert (by_hand.name, by_hand.size_bytes, by_hand.present, by_hand.published) == ("my own", len(DATA), True, False)
    assert state(shelf, "small.en") is ModelState.BEGUN
    assert state(shelf, "tiny") is ModelState.ABSENT


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
    other = ModelShelf(shelf.folder, [replace(TOY, sha256=TOY.sha256[::-1])])
    assert (other.present(), len(read)) == ((), 3)


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


def test_a_file_put_there_by_hand_waits_for_a_yes_which_holds_for_its_bytes(shelf: ModelShelf) -> None:
    file = put(shelf, "my own", b"anything")
    assert state(shelf, "my own") is ModelState.UNTRUSTED
    assert shelf.present() == ()
    with pytest.raises(SpeechProblem, match="put here by hand"):
        shelf.verify("my own")
    shelf.trust("my own")
    shelf.verify("my own")
    assert [model.name for model in shelf.present()] == ["my own"]
    # the same bytes under another name need no second yes
    file.rename(shelf.file("renamed"))
    assert shelf.pick("renamed", "en").name == "renamed"
    shelf.verify("renamed")
    assert state(shelf, "renamed") is ModelState.HERE
    # other bytes under that name need one
    put(shelf, "renamed", b"anything else")
    assert state(shelf, "renamed") is ModelState.UNTRUSTED
    with pytest.raises(SpeechProblem, match="put here by hand"):
        shelf.verify("renamed")


def test_a_published_model_under_another_name_needs_no_yes(shelf: ModelShelf) -> None:
    put(shelf, "from a stick", DATA)
    shelf.verify("from a stick")
    assert state(shelf, "from a stick") is ModelState.HERE


def test_a_yes_that_cannot_be_written_down_is_a_sentence(shelf: ModelShelf) -> None:
    put(shelf, "mine", b"anything")
    (shelf.folder / "trusted.json.new").mkdir()
    with pytest.raises(SpeechProblem, match="could not be saved"):
        shelf.trust("mine")
    assert state(shelf, "mine") is ModelState.UNTRUSTED


def test_a_file_of_the_wrong_size_is_damaged_without_reading_it(shelf: ModelShelf) -> None:
    put(shelf, "base.en", DATA)
    assert state(shelf, "base.en") is ModelState.DAMAGED
    with pytest.raises(SpeechProblem, match=r"base\.en\.pt is damaged"):
        shelf.pick("base.en", "en")


@pytest.mark.parametrize("alias", ALIASES)
def test_other_names_of_the_large_models_are_understood(shelf: ModelShelf, alias: str) -> None:
    put_hollow(shelf, ALIASES[alias])
    assert shelf.pick(alias, "de").name == ALIASES[alias]


def test_removing_takes_everything_that_belongs_to_a_model_and_nothing_else(shelf: ModelShelf) -> None:
    put(shelf, "toy")
    put(shelf, "mine", b"anything")
    for more in ("toy.pt.part", "toy.pt.tag"):
        (shelf.folder / more).write_bytes(b"12345")
    light = shelf.folder / "toy.light"
    light.mkdir()
    (light / "model.bin").write_bytes(b"1234567")
    assert next(row.here_bytes for row in shelf.rows() if row.name == "toy") == len(DATA) + 5 + 7
    assert shelf.remove("toy") == len(DATA) + 5 + 7
    assert {file.name for file in shelf.folder.iterdir()} == {"mine.pt"}
    with pytest.raises(SpeechProblem, match="not on this computer"):
        shelf.remove("toy")


def test_what_is_begun_can_be_removed(shelf: ModelShelf) -> None:
    shelf.folder.mkdir()
    (shelf.folder / "toy.pt.part").write_bytes(b"12345")
    assert shelf.remove("toy") == 5
    assert state(shelf, "toy") is ModelState.ABSENT


@pytest.mark.parametrize("name", ["..", "../toy", "a/b", ""])
def test_a_name_that_is_a_path_removes_nothing(shelf: ModelShelf, name: str) -> None:
    put(shelf, "toy")
    outside = shelf.folder.parent / "toy.pt"
    outside.write_bytes(b"not ours")
    with pytest.raises(SpeechProblem, match="not on this computer"):
        shelf.remove(name)
    assert outside.exists()


def test_checking_can_be_stopped(shelf: ModelShelf) -> None:
    class Stop(Exception):
        pass

    def stop(_bytes: int) -> None:
        raise Stop

    put(shelf, "toy")
    with pytest.raises(Stop):
        shelf.verify("toy", heard=stop)


@pytest.mark.parametrize(
    "notes", ["", "[]", "{", "[" * 100_000, '{"toy.pt": 7}', '{"toy.pt": [1, 2]}', '{"toy.pt": [1, 2, 3, "", true]}']
)
def test_spoiled_notes_only_cost_another_look(shelf: ModelShelf, notes: str) -> None:
    put(shelf, "toy")
    for name in ("checked.json", "trusted.json"):
        (shelf.folder / name).write_text(notes)
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
    put_hollow(shelf, "base.en")
    with pytest.raises(SpeechProblem, match="knows this language"):
        shelf.pick("", "fr")
    with pytest.raises(SpeechProblem, match="knows English only"):
        shelf.pick("base.en", "de-CH")
    put_hollow(shelf, "small")
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
    monkeypatch.setattr(models, "total_bytes", lambda: memory * 10**9)
    found = recommended([model for model in CATALOGUE if model.name in here])
    assert found is not None
    assert found.name == best
    assert models.why_suggested().startswith(f"suits this computer ({cores} cores")
