"""The shelf: what is on it after a stop, a crash, a full disk, a deletion."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.problems import TakeProblem
from mockinterview.core.take import TakeLabel
from mockinterview.sound import take_file
from mockinterview.sound.open_take import OpenTake
from mockinterview.sound.room import BALLAST
from mockinterview.sound.takes import TakeShelf
from tests.sound.material import new_label

SECOND = bytes(32_000)


def folder_of(shelf: TakeShelf, label: TakeLabel) -> Path:
    return shelf.audio(label.attempt_id).parent


def crash(shelf: TakeShelf, label: TakeLabel, seconds: int = 2, rest: bytes = b"") -> Path:
    """A take as a killed program leaves it: not closed, header untrue, nobody holding the file."""
    take = shelf.begin(label, "Desk microphone")
    take.begin_now()
    take.write(SECOND)
    folder = folder_of(shelf, label)
    left = folder.with_name("left")
    shutil.copytree(folder, left)
    take.close()
    shutil.rmtree(folder)
    left.rename(folder)
    with (folder / "audio.wav").open("ab") as file:
        file.write(SECOND * (seconds - 1) + rest)
    return folder


# ---------------------------------------------------------------- a take's ordinary life


def test_a_take_is_kept_as_it_was_told(shelf: TakeShelf, label: TakeLabel) -> None:
    take = shelf.begin(label, "Desk microphone")
    before = datetime.now(UTC)
    take.begin_now()
    take.write(SECOND)
    take.add_mark(TakeMark(MarkKind.PAUSED, 1000, "Paused."))
    take.write(SECOND)
    finished = take.close()
    assert finished.duration_ms == 2000
    assert finished.label == label
    assert finished.marks == (TakeMark(MarkKind.PAUSED, 1000, "Paused."),)
    assert before <= finished.started_at <= datetime.now(UTC)
    assert shelf.finished() == [finished]
    assert shelf.unfinished() == []


def test_folder_and_files_are_the_owners_alone(shelf: TakeShelf, label: TakeLabel) -> None:
    take = shelf.begin(label, "")
    take.write(SECOND)
    take.close()
    folder = folder_of(shelf, label)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()} == {
        "audio.wav": 0o600,
        "meta.json": 0o600,
    }


def test_a_take_with_no_sound_is_clean_and_empty(shelf: TakeShelf, label: TakeLabel) -> None:
    assert shelf.begin(label, "").close().duration_ms == 0
    assert shelf.audio(label.attempt_id).stat().st_size == 44


def test_takes_are_listed_oldest_first(shelf: TakeShelf) -> None:
    labels = [new_label(number) for number in (1, 2, 3)]
    for label in labels:
        take = shelf.begin(label, "")
        take.begin_now()
        take.close()
    assert [take.label for take in shelf.finished()] == labels
    assert [take.label for take in shelf.finished({labels[0].attempt_id, "other"})] == labels[1:]


def test_marks_are_on_disk_before_the_take_ends(
    shelf: TakeShelf, label: TakeLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_file, "SYNC_S", 0.0)
    take = shelf.begin(label, "")
    take.add_mark(TakeMark(MarkKind.OVERFLOW, 0, "lost"))
    take.write(SECOND)
    meta = json.loads((folder_of(shelf, label) / "meta.json").read_text(encoding="utf-8"))
    assert meta["closed"] is False
    assert meta["marks"] == [{"kind": "overflow", "at_ms": 0, "text": "lost"}]
    take.close()


def test_an_id_is_used_once(shelf: TakeShelf, label: TakeLabel, expect_log: Callable[[str], None]) -> None:
    expect_log("did not start")
    first = shelf.begin(label, "")
    first.write(SECOND)
    with pytest.raises(TakeProblem):
        shelf.begin(label, "")
    assert first.close().duration_ms == 1000


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "CON", "a/b", "x" * 300, "\0", "0" * 36, "\u202e", "11111111-1111-1111-1111-11111111111\n"],
)
def test_names_that_are_no_ids_never_become_paths(shelf: TakeShelf, tmp_path: Path, name: str) -> None:
    for verb in (shelf.audio, shelf.levels, shelf.recover, shelf.discard):
        with pytest.raises(TakeProblem):
            verb(name)
    with pytest.raises(TakeProblem):
        shelf.begin(replace(new_label(), attempt_id=name), "")
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- after a crash


def test_an_unfinished_take_is_found_and_closed_once(shelf: TakeShelf, label: TakeLabel) -> None:
    folder = crash(shelf, label, seconds=2, rest=b"\7")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    found = shelf.unfinished()
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    recovered = shelf.recover(label.attempt_id)
    assert found == [recovered]
    assert recovered.duration_ms == 2000
    assert recovered.marks[-1].kind is MarkKind.RECOVERED
    after = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert shelf.recover(label.attempt_id) == recovered
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == after
    assert set(after) == {"audio.wav", "meta.json"}
    assert shelf.unfinished() == []
    assert shelf.finished() == [recovered]


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"closed": true}', "9" * 5000, "[" * 50_000, "\udcff"])
def test_a_take_whose_notes_are_damaged_keeps_its_sound(shelf: TakeShelf, label: TakeLabel, damage: str) -> None:
    folder = crash(shelf, label)
    (folder / "meta.json").write_bytes(damage.encode(errors="surrogateescape"))
    assert [take.label.attempt_id for take in shelf.unfinished()] == [label.attempt_id]
    assert shelf.recover(label.attempt_id).duration_ms == 2000


def test_a_crash_before_the_first_sound_leaves_an_empty_take(shelf: TakeShelf, label: TakeLabel) -> None:
    folder = crash(shelf, label)
    (folder / "audio.wav").unlink()
    assert shelf.unfinished()[0].duration_ms == 0
    assert shelf.recover(label.attempt_id).duration_ms == 0


def test_a_missing_take_cannot_be_recovered(shelf: TakeShelf, label: TakeLabel) -> None:
    with pytest.raises(TakeProblem):
        shelf.recover(label.attempt_id)


def test_foreign_things_on_the_shelf_are_left_alone(shelf: TakeShelf, label: TakeLabel, tmp_path: Path) -> None:
    shelf.begin(label, "").close()
    root = folder_of(shelf, label).parent
    (root / "notes.txt").write_text("mine")
    (root / "other").mkdir()
    (root / new_label().attempt_id).symlink_to(tmp_path)
    (root / new_label().attempt_id).write_text("a file")
    assert len(shelf.finished()) == 1
    assert shelf.unfinished() == []


# ---------------------------------------------------------------- deleting


def test_discarding_takes_all_of_it_and_nothing_else(shelf: TakeShelf, label: TakeLabel) -> None:
    other = new_label()
    for each in (label, other):
        shelf.begin(each, "").close()
    root = folder_of(shelf, label).parent
    shelf.discard(label.attempt_id)
    shelf.discard(label.attempt_id)
    assert set(os.listdir(root)) == {other.attempt_id, BALLAST}


def test_discarding_never_follows_a_link(shelf: TakeShelf, label: TakeLabel, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter").write_text("dear")
    shelf.begin(label, "").close()
    (folder_of(shelf, label) / "link").symlink_to(mine)
    linked = new_label().attempt_id
    (folder_of(shelf, label).parent / linked).symlink_to(mine)
    shelf.discard(linked)
    shelf.discard(label.attempt_id)
    assert (mine / "letter").read_text() == "dear"


def test_a_deletion_cut_short_is_finished_with_the_next(shelf: TakeShelf, label: TakeLabel) -> None:
    shelf.begin(label, "").close()
    root = folder_of(shelf, label).parent
    (root / f".leaving-{new_label().attempt_id}").mkdir()
    shelf.discard(label.attempt_id)
    assert os.listdir(root) == [BALLAST]


def test_what_cannot_be_deleted_keeps_nobody_from_recording(
    shelf: TakeShelf, label: TakeLabel, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("still there")
    shelf.begin(label, "").close()
    (folder_of(shelf, label).parent / f".leaving-{new_label().attempt_id}").mkdir()

    def refused(path: str) -> None:
        raise PermissionError(1, "Operation not permitted", path)

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", refused)
        shelf.begin(new_label(), "").close()
    assert len(shelf.finished()) == 2


def test_sound_taken_away_is_a_sentence(shelf: TakeShelf, label: TakeLabel) -> None:
    shelf.begin(label, "").close()
    shelf.audio(label.attempt_id).unlink()
    with pytest.raises(TakeProblem, match="missing"):
        shelf.levels(label.attempt_id)


# ---------------------------------------------------------------- disks that say no


@contextmanager
def file_size_limit(limit: int) -> Iterator[None]:
    """No file may grow beyond that many bytes: the system first takes a part of a block, then refuses, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def without_privileges() -> Iterator[None]:
    """As somebody for whom file permissions hold."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65_534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def fill(take: OpenTake) -> None:
    for _ in range(1000):
        take.write(SECOND)


def test_a_disk_that_fills_up_keeps_what_it_took(
    shelf: TakeShelf, label: TakeLabel, expect_log: Callable[[str], None]
) -> None:
    expect_log("could not be written")
    take = shelf.begin(label, "")
    with file_size_limit(100_001):
        take.write(SECOND * 3)
        with pytest.raises(TakeProblem, match="disk is full"):
            take.write(bytes(range(250)) * 20)
        finished = take.close()
    assert finished.duration_ms == (100_001 - 44) // 2 // 16
    audio = shelf.audio(label.attempt_id).read_bytes()
    assert len(audio) == 100_000
    assert audio[96_044:] == (bytes(range(250)) * 20)[:3956]
    assert shelf.finished() == [finished]


def test_a_full_disk_still_takes_the_last_notes(
    label: TakeLabel, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("could not be written")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root")
    try:
        shelf = TakeShelf(disk / "takes")
        take = shelf.begin(label, "")
        with pytest.raises(TakeProblem, match="disk is full"):
            fill(take)
        finished = take.close()
        assert finished.duration_ms > 5000
        assert shelf.finished() == [finished]
        assert shelf.levels(label.attempt_id).dbfs
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_cannot_be_written_is_a_sentence(label: TakeLabel, expect_log: Callable[[str], None]) -> None:
    expect_log("did not start")
    top = Path(tempfile.mkdtemp())
    top.chmod(0o555)
    try:
        with without_privileges(), pytest.raises(TakeProblem, match="cannot be written"):
            TakeShelf(top / "takes").begin(label, "")
    finally:
        top.chmod(0o700)
        shutil.rmtree(top)


def test_a_file_where_the_shelf_should_be_is_a_sentence(
    label: TakeLabel, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("did not start")
    expect_log("could not be listed")
    (tmp_path / "takes").write_text("mine")
    shelf = TakeShelf(tmp_path / "takes")
    with pytest.raises(TakeProblem):
        shelf.begin(label, "")
    with pytest.raises(TakeProblem):
        shelf.finished()
    assert (tmp_path / "takes").read_text() == "mine"


def test_no_shelf_yet_is_no_problem(shelf: TakeShelf) -> None:
    assert shelf.finished() == []
    assert shelf.unfinished() == []
