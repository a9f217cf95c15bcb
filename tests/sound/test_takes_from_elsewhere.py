"""Two programs on one shelf: what the one sees while the other begins, stops or deletes a take."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.problems import TakeProblem
from mockinterview.core.take import TakeLabel
from mockinterview.sound import open_take, recovery, sidecar, take_file
from mockinterview.sound.holding import is_growing
from mockinterview.sound.sidecar import Sidecar
from mockinterview.sound.takes import TakeShelf
from tests.sound.material import new_label

SECOND = bytes(32_000)


def test_a_take_being_recorded_is_not_unfinished(shelf: TakeShelf, label: TakeLabel) -> None:
    take = shelf.begin(label, "")
    assert shelf.unfinished() == []
    with pytest.raises(TakeProblem):
        shelf.recover(label.attempt_id)
    take.close()


def test_a_take_that_is_just_beginning_is_not_unfinished_either(
    shelf: TakeShelf, label: TakeLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, seen = sidecar.write, []

    def looked_at(folder: Path, note: Sidecar) -> None:
        """As the other program looks that recovers takes at this very moment."""
        write(folder, note)
        seen.append(TakeShelf(folder.parent).unfinished())

    monkeypatch.setattr(sidecar, "write", looked_at)
    shelf.begin(label, "").close()
    assert seen[0] == []


class Onlooker:
    """Another program that looks for takes to recover at every single call a shelf makes to write something down."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._shelf = TakeShelf(root)
        self._busy = False
        self.seen: list[TakeLabel] = []
        for name in ("open", "write", "close", "fsync", "replace", "rename", "unlink", "ftruncate"):
            monkeypatch.setattr(os, name, self._looking(getattr(os, name)))

    def _looking(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            self._look()
            done = real(*given, **named)
            self._look()
            return done

        return call

    def _look(self) -> None:
        if self._busy:
            return
        self._busy = True
        for take in self._shelf.unfinished():
            self.seen.append(take.label)
            with suppress(TakeProblem):
                self._shelf.recover(take.label.attempt_id)
        self._busy = False


@pytest.mark.skipif(os.name == "nt", reason="a folder is nobody's there while it gets its name")
def test_at_no_step_is_a_take_that_goes_well_taken_for_one_cut_short(
    shelf: TakeShelf, label: TakeLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_file, "SYNC_S", 0.0)
    with monkeypatch.context() as patched:
        onlooker = Onlooker(shelf._root, patched)
        take = shelf.begin(label, "")
        take.write(SECOND)
        take.add_mark(TakeMark(MarkKind.PAUSED, 1000, "Paused."))
        take.tend()
        finished = take.close()
    assert onlooker.seen == []
    assert shelf.finished() == [finished]
    assert [mark.kind for mark in finished.marks] == [MarkKind.PAUSED]


def test_a_take_that_is_stopped_between_two_looks_at_it_was_not_cut_short(
    shelf: TakeShelf, label: TakeLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = shelf.begin(label, "")

    def asked_too_late(audio: Path) -> bool:
        take.close()
        return is_growing(audio)

    monkeypatch.setattr(recovery, "is_growing", asked_too_late)
    assert shelf.unfinished() == []


def test_a_start_that_fails_leaves_nothing_and_holds_nothing(
    shelf: TakeShelf, label: TakeLabel, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("did not start")
    shelf.begin(label, "").close()
    before = set(os.listdir(shelf._root))

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "the disk is ill")

    for step in ("write_new", "sync_folder"):
        with monkeypatch.context() as patched:
            patched.setattr(open_take, step, refuse)
            with pytest.raises(TakeProblem):
                shelf.begin(new_label(), "")
        assert set(os.listdir(shelf._root)) == before


def test_a_take_deleted_while_the_shelf_is_read_is_left_out(shelf: TakeShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = new_label(), new_label()
    for label in (first, second):
        shelf.begin(label, "").close()
    read = sidecar.read

    def slowly(folder: Path) -> Sidecar:
        if folder.name == first.attempt_id:
            shutil.rmtree(folder, ignore_errors=True)
        return read(folder)

    monkeypatch.setattr(sidecar, "read", slowly)
    assert [take.label.attempt_id for take in shelf.finished()] == [second.attempt_id]
    assert shelf.unfinished() == []


def test_two_programs_that_finish_the_same_deletion_do_not_stand_in_each_others_way(
    shelf: TakeShelf, label: TakeLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.begin(label, "").close()
    unlink = os.unlink

    def too_late(path: str, *, dir_fd: int | None = None) -> None:
        unlink(path, dir_fd=dir_fd)
        if path == "audio.wav":
            raise FileNotFoundError(errno.ENOENT, "somebody else was faster", path)

    monkeypatch.setattr(os, "unlink", too_late)
    shelf.discard(label.attempt_id)
    assert shelf.finished() == []
    assert not [name for name in os.listdir(shelf._root) if name.startswith(".leaving-")]
