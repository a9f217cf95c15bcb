"""A take's notes: written as one step, read with patience."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.sound import salvage, sidecar
from mockinterview.sound.sidecar import Sidecar
from mockinterview.sound.takes import TakeShelf
from tests.sound.material import new_label

QUESTION = Question(
    "lead", "When did you lead?", items=(ChecklistItem("team", ItemKind.KEY_POINT, "Team"),), tips=("Be brief.",)
)
TAKE = FinishedTake(
    TakeLabel("0b54a1f0-0000-4000-8000-000000000001", QUESTION, 3),
    datetime(2026, 5, 4, 9, 0, tzinfo=UTC),
    61_000,
    device="Møller’s 麦克风",
    marks=(TakeMark(MarkKind.PAUSED, 900, "Paused."), TakeMark(MarkKind.GAP, 2000, "", 400)),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / TAKE.label.attempt_id
    made.mkdir()
    sidecar.write(made, Sidecar(TAKE, closed=True))
    return made


def change(folder: Path, **values: Any) -> None:
    file = folder / "meta.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **values}), "utf-8")


def test_what_is_written_is_read(folder: Path) -> None:
    assert sidecar.read(folder) == Sidecar(TAKE, closed=True)
    assert [file.name for file in folder.iterdir()] == ["meta.json"]


def test_what_a_newer_version_added_is_kept_when_the_take_is_closed(folder: Path) -> None:
    new = {"kind": "hiccup", "at_ms": 7, "text": "The fan was loud.", "cause": {"fan": 2}}
    question = {**json.loads((folder / "meta.json").read_text("utf-8"))["question"], "mood": "stern"}
    change(folder, closed=False, version=4, weather={"rain": True}, marks=[new, "odd"], question=question)
    note = sidecar.read(folder)
    assert note.take.marks[0] == TakeMark(MarkKind.OTHER, 7, "The fan was loud.")
    assert note.take.marks[1].kind is MarkKind.OTHER
    assert note.take.label.question == QUESTION
    more = TakeMark(MarkKind.RECOVERED, 5, "Back.")
    take = FinishedTake(note.take.label, note.take.started_at, 5, marks=(*note.take.marks, more))
    sidecar.write(folder, Sidecar(take, True, note.written, note.whole))
    plain = json.loads((folder / "meta.json").read_text("utf-8"))
    assert plain["marks"] == [new, "odd", {"kind": "recovered", "at_ms": 5, "text": "Back."}]
    assert (plain["version"], plain["weather"], plain["closed"]) == (4, {"rain": True}, True)
    assert plain["question"] == question
    assert not (folder / sidecar.DAMAGED).exists()


def test_an_item_of_a_kind_nobody_knows_costs_no_question(folder: Path) -> None:
    item = {"id": "team", "kind": "key_point", "name": "Team"}
    change(folder, question={"id": "lead", "text": "When did you lead?", "items": [{**item, "kind": "aura"}, item, 5]})
    assert sidecar.read(folder).take.label.question.items == QUESTION.items


@pytest.mark.parametrize("share", [0.2, 0.5, 0.7, 0.9, 0.99])
def test_notes_that_were_cut_tell_what_is_left(folder: Path, share: float) -> None:
    file = folder / "meta.json"
    content = file.read_bytes()
    file.write_bytes(content[: round(share * len(content))])
    note = sidecar.read(folder)
    assert not note.whole
    if share >= 0.4:
        assert note.take.label.question.text == QUESTION.text
    if share >= 0.7:
        assert note.take.label.question == QUESTION
    if share >= 0.9:
        assert note.take.started_at == TAKE.started_at


def test_damaged_notes_are_put_aside_and_not_written_over(folder: Path) -> None:
    damaged = (folder / "meta.json").read_bytes()[:-30]
    (folder / "meta.json").write_bytes(damaged)
    note = sidecar.read(folder)
    sidecar.write(folder, Sidecar(note.take, True, note.written, note.whole))
    assert (folder / sidecar.DAMAGED).read_bytes() == damaged
    assert sidecar.read(folder).whole
    assert sidecar.read(folder).take.label.question == QUESTION


@pytest.mark.parametrize("damage", ["", "{", None])
def test_notes_on_their_way_count_where_there_are_no_others(folder: Path, damage: str | None) -> None:
    (folder / "meta.json").rename(folder / sidecar.NEW)
    if damage is not None:
        (folder / "meta.json").write_text(damage)
    assert sidecar.read(folder) == Sidecar(TAKE, closed=True)


def test_newer_notes_count_more_than_a_left_over(folder: Path) -> None:
    (folder / sidecar.NEW).write_text('{"question": {"id": "old", "text": "Old?"}}')
    assert sidecar.read(folder).take == TAKE


@pytest.mark.parametrize(
    "values",
    [
        {"duration_ms": float("inf"), "take": float("nan"), "rate": -3},
        {"duration_ms": 10**300, "take": True, "rate": 0, "device": ["a"]},
        {"started_at": "0001-01-01T00:00:00+14:00", "marks": {"a": 1}},
        {"started_at": 12, "marks": [{"kind": [], "at_ms": None, "text": 3, "lost_ms": "x"}]},
    ],
)
def test_values_that_make_no_sense_have_stand_ins_the_store_takes(folder: Path, values: dict[str, Any]) -> None:
    change(folder, **values)
    take = sidecar.read(folder).take
    assert take.label.question == QUESTION
    assert take.rate == 16_000
    assert 0 <= take.duration_ms < 2**63
    assert take.started_at.tzinfo is not None
    assert all(isinstance(mark.text, str) and isinstance(mark.at_ms, int) for mark in take.marks)


def test_text_that_is_no_text_can_still_be_written(folder: Path) -> None:
    change(folder, device="\ud800 mic")
    note = sidecar.read(folder)
    assert "mic" in note.take.device
    note.take.device.encode()
    sidecar.write(folder, Sidecar(note.take, True, note.written, note.whole))
    assert sidecar.read(folder).whole
    label = TakeLabel(TAKE.label.attempt_id, Question("\udfff", "\ud800?"), 1)
    sidecar.write(folder, Sidecar(FinishedTake(label, TAKE.started_at, 0), closed=False))


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_whatever_stands_there_nothing_breaks(tmp_path_factory: pytest.TempPathFactory, one: bytes, new: bytes) -> None:
    folder = tmp_path_factory.mktemp("take")
    (folder / "meta.json").write_bytes(b'{"question": {"id": "a", "text": "b"}, ' + one)
    (folder / "meta.json.new").write_bytes(new)
    note = sidecar.read(folder)
    sidecar.write(folder, Sidecar(note.take, True, note.written, note.whole))
    assert sidecar.read(folder).closed


@pytest.mark.parametrize("hostile", [b'"question": [' * 200_000, b'{"a":' * 100_000, b"9" * 100_000])
def test_what_is_made_to_cost_time_costs_little(hostile: bytes) -> None:
    assert salvage.whole(hostile) is None
    assert salvage.pieces(hostile) == {}


def test_a_pipe_in_place_of_the_notes_is_not_waited_for(folder: Path) -> None:
    (folder / "meta.json").unlink()
    os.mkfifo(folder / "meta.json")
    assert sidecar.read(folder).take.label.question.id == "unknown"


def test_notes_that_cannot_be_read_just_now_are_never_replaced(
    shelf: TakeShelf, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("could not be looked at")
    expect_log("could not be recovered yet")
    label = new_label()
    shelf.begin(label, "").close()
    notes = shelf.audio(label.attempt_id).with_name("meta.json")
    before = notes.read_bytes()

    def no_more_files(path: Path, most: int) -> bytes:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as patched:
        patched.setattr(sidecar, "read_regular", no_more_files)
        assert [take.label.attempt_id for take in shelf.unfinished()] == [label.attempt_id]
        with pytest.raises(Exception, match="could not be recovered yet"):
            shelf.recover(label.attempt_id)
    assert notes.read_bytes() == before
    assert [take.label for take in shelf.finished()] == [label]
