"""The folder of a converted model: made once, whole or not at all, and made again exactly when it must be."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.speech import conversion
from mockinterview.speech.conversion import converted, is_converted, light_folder, remove_converted, width
from tests.speech.conversion.checkpoints import REHEARSAL, copied, parts_of, pickled, with_pickle, written


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


class Steps:
    """Counts how often a model was written."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int]] = []

    def __call__(self, done: int, every: int) -> None:
        self.seen.append((done, every))

    def taken(self) -> bool:
        found = bool(self.seen)
        self.seen.clear()
        return found


def test_it_is_made_once_and_tells_how_far_it_is(tmp_path):
    file, steps = copied(tmp_path, "base.en"), Steps()
    assert not is_converted(file)
    folder = converted(file, steps)
    assert folder == light_folder(file) == tmp_path / "base.en.light"
    assert is_converted(file)
    assert width(folder) == 64
    assert steps.seen == sorted(steps.seen)
    assert steps.seen[-1][0] == steps.seen[-1][1]
    assert names(tmp_path) == {"base.en.pt", "base.en.light"}
    assert {"model.bin", "config.json", "vocabulary.json", "tokenizer.json", "preprocessor_config.json"} < names(folder)
    steps.taken()
    assert converted(file, steps) == folder
    assert not steps.taken()


def test_another_checkpoint_of_the_name_is_converted_again(tmp_path):
    file, steps = copied(tmp_path), Steps()
    before = (converted(file, steps) / "model.bin").read_bytes()
    steps.taken()
    parts = parts_of(REHEARSAL)
    name = max((one for one in parts if "/data/" in one), key=lambda one: len(parts[one]))
    numbers = np.frombuffer(parts[name], "<f2") * np.float16(0.5)
    written(file, parts | {name: numbers.tobytes()})
    assert not is_converted(file)
    assert (converted(file, steps) / "model.bin").read_bytes() != before
    assert steps.taken()
    assert names(tmp_path) == {"rehearsal.pt", "rehearsal.light"}


def test_the_same_checkpoint_put_there_again_is_not(tmp_path):
    file, steps = copied(tmp_path), Steps()
    converted(file, steps)
    steps.taken()
    os.utime(file, (1, 1))
    assert not is_converted(file)
    converted(file, steps)
    assert not steps.taken()
    assert is_converted(file)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "model.bin").write_bytes((folder / "model.bin").read_bytes()[:-1]),
        lambda folder: (folder / "tokenizer.json").unlink(),
        lambda folder: (folder / conversion.RECORD).unlink(),
        lambda folder: (folder / conversion.RECORD).write_text("[]"),
        lambda folder: (folder / conversion.RECORD).write_text('{"form": 0}'),
        lambda folder: os.utime(folder / "vocabulary.json", (1, 1)),
    ],
)
def test_a_folder_that_was_touched_is_made_again(tmp_path, spoil: Callable[[Path], object]):
    file, steps = copied(tmp_path), Steps()
    folder = converted(file, steps)
    whole = {one.name: one.read_bytes() for one in folder.iterdir() if one.name != conversion.RECORD}
    spoil(folder)
    steps.taken()
    converted(file, steps)
    assert steps.taken()
    assert {one.name: one.read_bytes() for one in folder.iterdir() if one.name != conversion.RECORD} == whole
    assert names(tmp_path) == {"rehearsal.pt", "rehearsal.light"}


def test_stopping_leaves_nothing_and_an_older_folder_stays(tmp_path):
    def stop(_done: int, _every: int) -> None:
        raise Cancelled

    file = copied(tmp_path)
    with pytest.raises(Cancelled):
        converted(file, stop)
    assert names(tmp_path) == {"rehearsal.pt"}
    folder = converted(file)
    record = json.loads((folder / conversion.RECORD).read_text())
    (folder / conversion.RECORD).write_text(json.dumps(record | {"form": 0}))
    with pytest.raises(Cancelled):
        converted(file, stop)
    assert names(tmp_path) == {"rehearsal.pt", "rehearsal.light"}


def test_what_a_killed_conversion_left_is_cleared_but_not_one_at_work(tmp_path):
    file = copied(tmp_path)
    old, new, other = (tmp_path / name for name in ("rehearsal.light.old", "rehearsal.light.new", "x.light.old"))
    for one in (old, new, other):
        one.mkdir()
        (one / "model.bin").write_bytes(b"half")
    for one in (old / "model.bin", old, other / "model.bin", other):
        os.utime(one, (1, 1))
    converted(file)
    assert names(tmp_path) == {"rehearsal.pt", "rehearsal.light", "rehearsal.light.new", "x.light.old"}
    remove_converted(file)
    assert names(tmp_path) == {"rehearsal.pt", "x.light.old"}
    remove_converted(file)


def test_too_little_room_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=200_000_000))
    with pytest.raises(SpeechProblem, match="too little room"):
        converted(copied(tmp_path))
    assert names(tmp_path) == {"rehearsal.pt"}


def test_a_full_disk_is_a_sentence(tmp_path, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SpeechProblem, match="could not be prepared") as caught:
        converted(copied(tmp_path))
    assert "No space left" in caught.value.why
    assert names(tmp_path) == {"rehearsal.pt"}


def test_a_file_that_is_gone_is_a_sentence(tmp_path):
    with pytest.raises(SpeechProblem, match="could not be prepared"):
        converted(tmp_path / "gone.pt")


def _of_other_tokens(file: Path) -> None:
    dims = dict.fromkeys(
        ["n_mels", "n_audio_ctx", "n_audio_state", "n_audio_layer", "n_text_ctx", "n_text_state", "n_text_layer"], 8
    )
    dims |= {"n_audio_head": 1, "n_text_head": 1, "n_vocab": 100}
    with_pickle(file, lambda _: pickled({"dims": dims, "model_state_dict": {}}))


def _with_no_number(file: Path) -> None:
    parts = parts_of(REHEARSAL)
    name = max((one for one in parts if "/data/" in one), key=lambda one: len(parts[one]))
    written(file, parts | {name: b"\x00\x7e" + parts[name][2:]})  # half a NaN


@pytest.mark.parametrize(
    "make",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(REHEARSAL.read_bytes()[:-100_000]),
        _of_other_tokens,
        _with_no_number,
    ],
)
def test_a_damaged_checkpoint_is_a_sentence_and_leaves_nothing(tmp_path, make: Callable[[Path], object]):
    file = tmp_path / "bad.pt"
    make(file)
    with pytest.raises(SpeechProblem, match=r"bad\.pt is damaged"):
        converted(file)
    assert names(tmp_path) == {"bad.pt"}
