"""Room on the disk: put by, watched, let go; told in words before it is gone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import TakeProblem
from mockinterview.core.take import TakeLabel
from mockinterview.sound import open_take, room, take_file
from mockinterview.sound.recording import RunningTake
from mockinterview.sound.room import BALLAST, BALLAST_BYTES, KEPT_BYTES, MINUTE_BYTES, Room, RoomWatch
from mockinterview.sound.takes import TakeShelf
from tests.fakes.fake_shelf import FakeShelf
from tests.sound.material import new_label, tone, until

PUT_BY = BALLAST_BYTES + KEPT_BYTES


@pytest.fixture(autouse=True)
def true_ballast(small_ballast: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here it is as large as it truly is."""
    monkeypatch.setattr(room, "BALLAST_BYTES", BALLAST_BYTES)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


class Disk:
    """A disk with as much room as the test says."""

    def __init__(self) -> None:
        self.free = 10**12
        self.asked = 0

    def usage(self, path: Path) -> Usage:
        self.asked += 1
        return Usage(10**12, 0, self.free)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    found = Disk()
    monkeypatch.setattr(shutil, "disk_usage", found.usage)
    return found


def test_room_is_put_by_once_where_there_is_plenty(tmp_path: Path, disk: Disk) -> None:
    Room(tmp_path).settle()
    ballast = tmp_path / BALLAST
    assert ballast.stat().st_size == BALLAST_BYTES
    assert ballast.stat().st_mode & 0o777 == 0o600
    made = ballast.stat().st_mtime_ns
    Room(tmp_path).settle()
    assert ballast.stat().st_mtime_ns == made


def test_no_room_is_put_by_where_there_is_little(tmp_path: Path, disk: Disk) -> None:
    disk.free = PUT_BY + 10 * MINUTE_BYTES
    Room(tmp_path).settle()
    assert list(tmp_path.iterdir()) == []


def test_it_is_let_go_only_when_nothing_else_is_free(tmp_path: Path, disk: Disk) -> None:
    Room(tmp_path).settle()
    disk.free = KEPT_BYTES
    Room(tmp_path).relieve()
    assert (tmp_path / BALLAST).exists()
    disk.free = KEPT_BYTES - 1
    Room(tmp_path).relieve()
    assert not (tmp_path / BALLAST).exists()


def test_sound_never_takes_the_room_that_is_put_by(tmp_path: Path, disk: Disk) -> None:
    disk.free = PUT_BY + 3 * MINUTE_BYTES
    assert Room(tmp_path).seconds() == 180  # it is not there yet, and its room is left free for it
    disk.free = 10**12
    Room(tmp_path).settle()
    disk.free = KEPT_BYTES + 3 * MINUTE_BYTES
    assert Room(tmp_path).seconds() == 180
    disk.free = 0
    assert Room(tmp_path).seconds() == 0


def test_a_link_is_never_filled_with_ballast(tmp_path: Path, disk: Disk) -> None:
    letter = tmp_path / "letter"
    letter.write_text("dear")
    (tmp_path / BALLAST).symlink_to(letter)
    Room(tmp_path).settle()
    assert letter.read_text() == "dear"
    assert (tmp_path / BALLAST).stat().st_size == BALLAST_BYTES


def test_a_folder_in_its_place_is_left_alone(tmp_path: Path, disk: Disk, expect_log: Callable[[str], None]) -> None:
    expect_log("no room could be put by")
    expect_log("could not be let go")
    (tmp_path / BALLAST).mkdir()
    Room(tmp_path).settle()
    assert (tmp_path / BALLAST).is_dir()


@pytest.mark.parametrize(
    ("minutes", "words", "full"),
    [
        (10, "", False),
        (9.9, "about 9 more minutes", False),
        (1.5, "about 1 more minute will", False),
        (0.5, "less than a minute", False),
        (0, "less than a minute", True),
    ],
)
def test_it_is_told_how_much_more_fits(tmp_path: Path, disk: Disk, minutes: float, words: str, full: bool) -> None:
    watch = RoomWatch(Room(tmp_path))
    disk.free = PUT_BY + round(minutes * MINUTE_BYTES)
    watch.look()
    assert words in watch.hint
    assert bool(watch.hint) is bool(words)
    assert watch.full is full


def test_a_disk_that_tells_nothing_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> Usage:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    found = Room(tmp_path)
    found.settle()
    found.admit()
    assert found.seconds() is None
    assert TakeShelf(tmp_path).room().minutes is None


def test_a_take_is_not_begun_with_less_than_a_minute_of_room(shelf: TakeShelf, label: TakeLabel, disk: Disk) -> None:
    disk.free = PUT_BY + MINUTE_BYTES - 100
    with pytest.raises(TakeProblem, match="less than a minute"):
        shelf.begin(label, "")
    assert list(shelf._root.iterdir()) == []
    disk.free = PUT_BY + MINUTE_BYTES + 100
    shelf.begin(label, "").close()


def test_a_running_take_warns_marks_once_and_ends_by_itself(
    shelf: TakeShelf, label: TakeLabel, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_take, "ROOM_LOOK_S", 0.0)
    take = shelf.begin(label, "")
    take.write(bytes(32_000))
    assert (take.hint, take.marks) == ("", ())
    disk.free = KEPT_BYTES + 5 * MINUTE_BYTES
    take.write(bytes(32_000))
    disk.free -= MINUTE_BYTES
    take.tend()
    assert "about 4 more minutes" in take.hint
    assert [(mark.kind, mark.at_ms) for mark in take.marks] == [(MarkKind.DISK_LOW, 2000)]
    disk.free = KEPT_BYTES
    with pytest.raises(TakeProblem, match="disk is full"):
        take.write(bytes(32_000))
    assert take.close().duration_ms == 3000
    assert len(shelf.finished()) == 1


def test_room_that_is_made_again_ends_the_warning(
    shelf: TakeShelf, label: TakeLabel, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_take, "ROOM_LOOK_S", 0.0)
    take = shelf.begin(label, "")
    disk.free = PUT_BY + 5 * MINUTE_BYTES
    take.tend()
    assert take.hint
    disk.free = 10**12
    take.tend()
    assert take.hint == ""
    take.close()


def test_the_disk_is_not_asked_at_every_block(shelf: TakeShelf, label: TakeLabel, disk: Disk) -> None:
    take = shelf.begin(label, "")
    asked = disk.asked
    for _ in range(200):
        take.write(bytes(320))
    assert disk.asked - asked < 100  # once a second, however slow this computer is
    take.close()


def test_a_full_disk_is_told_in_a_pause_too(label: TakeLabel) -> None:
    shelf, problems = FakeShelf(), []
    shelf.hint = "The disk is nearly full."
    take = RunningTake(shelf.begin(label, ""), 16_000, 1, int, problems.append, int, live=False)  # type: ignore[arg-type]
    take.hear(tone(50))
    take.pause()
    assert take.hint == shelf.hint
    until(lambda: take.waiting_blocks == 0)
    shelf.full = TakeProblem("The recording stopped: the disk is full.")
    until(lambda: problems)
    assert problems == [shelf.full]
    assert [mark.kind for mark in take.stop().marks] == [MarkKind.PAUSED, MarkKind.DISK_LOW]


def test_sound_from_before_a_pause_is_made_safe_in_it(
    shelf: TakeShelf, label: TakeLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_file, "SYNC_S", 0.05)
    synced: list[int] = []
    monkeypatch.setattr(os, "fdatasync", synced.append)
    take = RunningTake(shelf.begin(label, ""), 16_000, 1, int, print, int, live=False)  # type: ignore[arg-type]
    take.hear(tone(50))
    take.pause()
    until(lambda: synced)
    assert take.stop().duration_ms == 50


def test_a_take_puts_room_by_where_nobody_has_before(shelf: TakeShelf, label: TakeLabel, disk: Disk) -> None:
    shelf.begin(label, "").close()
    ballast = shelf._root / BALLAST
    assert ballast.stat().st_size == BALLAST_BYTES
    made = ballast.stat().st_mtime_ns
    shelf.begin(new_label(), "").close()
    assert ballast.stat().st_mtime_ns == made


def test_deleting_on_a_full_disk_lets_the_room_go(shelf: TakeShelf, label: TakeLabel, disk: Disk) -> None:
    shelf.begin(label, "").close()
    assert (shelf._root / BALLAST).exists()
    disk.free = 100
    shelf.relieve()
    assert not (shelf._root / BALLAST).exists()
    shelf.discard(label.attempt_id)
    assert list(shelf._root.iterdir()) == []


def test_the_report_for_doctor(shelf: TakeShelf, disk: Disk) -> None:
    for _ in range(2):
        take = shelf.begin(new_label(), "")
        take.write(bytes(32_000))
        take.close()
    disk.free = KEPT_BYTES + 7 * MINUTE_BYTES
    told = shelf.room()
    assert told.used_bytes > 64_000
    assert (told.free_bytes, told.minutes) == (disk.free, 7)


def test_a_ballast_that_cannot_be_finished_is_taken_away(
    tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("no room could be put by")

    def refuse(fd: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room, "write_all", refuse)
    Room(tmp_path).settle()
    assert list(tmp_path.iterdir()) == []
