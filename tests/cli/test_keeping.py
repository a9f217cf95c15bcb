"""The commands `backup` and `restore`: what they print, over fakes; and the real ones, over a real folder."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QLockFile

from mockinterview import app, cli
from mockinterview.core.problems import BackupProblem, PlaceProblem
from mockinterview.flow.backups import Backups
from mockinterview.flow.house import House
from mockinterview.history import History, SafeKeeping
from mockinterview.system.occupancy import Occupancy
from mockinterview.system.places import Places
from tests.fakes.fake_backups import FakeBackups
from tests.history.test_history import WORDS, an_attempt

Capture = pytest.CaptureFixture[str]
Run = Callable[..., int]


def nothing_else(*_: object) -> NoReturn:
    raise AssertionError("only backups are asked for")


@pytest.fixture
def backups() -> FakeBackups:
    return FakeBackups()


@pytest.fixture
def run(backups: FakeBackups) -> Run:
    @contextmanager
    def opened(options: argparse.Namespace, listener: cli.Watcher) -> Iterator[Backups]:
        yield backups

    return lambda *arguments: cli.main(arguments, nothing_else, nothing_else, opened, nothing_else)


@pytest.fixture
def real() -> Run:
    return lambda *arguments: cli.main(arguments, nothing_else, nothing_else, app.backups_for_command, nothing_else)


def a_house(places: Places) -> House:
    """A command at work in a folder."""
    options = argparse.Namespace(data_dir=places.data, verbose=0, command="questions")
    return app.build_for_command(options, cli.Watcher(quiet=True))


def test_a_backup_says_what_is_and_is_not_in_it(run: Run, capsys: Capture, tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "a.zip")) == 0
    said = capsys.readouterr().out
    assert "attempts 131" in said
    assert "not in it: recognition models" in said
    assert run("backup", str(tmp_path / "b.zip"), "--without-sound") == 0
    assert "recordings, since that was wished" in capsys.readouterr().out
    assert run("backup", str(tmp_path / "a.zip"), "--json") == 0
    plain = json.loads(capsys.readouterr().out)
    assert plain["file"] == str(tmp_path / "a.zip")
    assert plain["contents"]["attempts"] == 131


def test_a_backup_that_lacks_something_says_so_in_every_way(
    run: Run, backups: FakeBackups, capsys: Capture, tmp_path: Path
) -> None:
    lacking = replace(backups.holdings.contents, left_out=("banks/own.json",), incomplete=("takes/a/audio.wav",))
    backups.holdings = replace(backups.holdings, contents=lacking)
    assert run("backup", str(tmp_path / "a.zip"), "--json") == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["contents"]["incomplete"] == ["takes/a/audio.wav"]
    assert captured.err.startswith(
        "a.zip is not complete. 1 file could not be read and 1 recording could be read only in part."
    )
    assert run("backup", str(tmp_path / "a.zip")) == 1
    assert "only in part, with silence for the rest: takes/a/audio.wav" in capsys.readouterr().out


def test_a_restoring_says_where_the_old_data_is(
    run: Run, backups: FakeBackups, capsys: Capture, tmp_path: Path
) -> None:
    file = tmp_path / "a.zip"
    run("backup", str(file))
    capsys.readouterr()
    assert run("restore", str(file), "--check") == 0
    assert "is whole" in capsys.readouterr().out
    assert backups.holdings.waiting is None
    assert run("restore", str(file)) == 0
    assert "before-restore-2025-03-03-190000" in capsys.readouterr().out
    assert run("restore", str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out)["aside"].endswith("before-restore-2025-03-03-190000")


def test_what_is_no_backup_is_a_sentence(run: Run, backups: FakeBackups, capsys: Capture, tmp_path: Path) -> None:
    assert run("restore", str(tmp_path / "x.zip")) == 1
    assert capsys.readouterr().err.startswith("mockinterview: x.zip is not a backup")
    backups.problem = BackupProblem("The disk is full.", "", "Free some space.")
    assert run("backup", str(tmp_path / "x.zip")) == 1
    assert capsys.readouterr().err == "mockinterview: The disk is full. Free some space.\n"


def test_a_real_folder_there_and_back(real: Run, capsys: Capture, tmp_path: Path) -> None:
    here, there, file = Places(tmp_path / "here"), Places(tmp_path / "there"), tmp_path / "all.zip"
    here.prepare()
    history, attempt = History(here.history), an_attempt()
    history.add_attempt(attempt)
    history.save_transcript(attempt.id, WORDS)
    take = here.takes / attempt.id
    take.mkdir()
    (take / "audio.wav").write_bytes(b"RIFF" + bytes(range(256)) * 900)
    wanted = hashlib.sha256((take / "audio.wav").read_bytes()).digest()
    assert real("backup", str(file), "--data-dir", str(here.data)) == 0  # the store is open, as in a window
    history.close()
    assert real("restore", str(file), "--data-dir", str(there.data)) == 0
    assert "Nothing was here before." in capsys.readouterr().out
    restored = History(there.history)
    assert restored.attempts() == (attempt,)
    assert restored.transcript(attempt.id) == WORDS
    restored.close()
    assert hashlib.sha256((there.takes / attempt.id / "audio.wav").read_bytes()).digest() == wanted
    assert there.logs.is_dir()


def test_nothing_is_restored_while_the_window_is_open(real: Run, capsys: Capture, tmp_path: Path) -> None:
    places, file = Places(tmp_path / "data"), tmp_path / "all.zip"
    places.prepare()
    assert real("backup", str(file), "--data-dir", str(places.data)) == 0
    before = sorted(entry.name for entry in places.data.iterdir())
    lock = QLockFile(str(places.lock))
    assert lock.tryLock(0)
    capsys.readouterr()
    assert real("restore", str(file), "--data-dir", str(places.data)) == 1
    assert "is open" in capsys.readouterr().err
    assert real("restore", str(file), "--check", "--data-dir", str(places.data)) == 0
    lock.unlock()
    assert sorted(entry.name for entry in places.data.iterdir()) == before


def test_nothing_is_restored_while_a_command_is_at_work(real: Run, capsys: Capture, tmp_path: Path) -> None:
    places, file = Places(tmp_path / "data"), tmp_path / "all.zip"
    places.prepare()
    assert real("backup", str(file), "--data-dir", str(places.data)) == 0
    house = a_house(places)
    assert house.keeper.attempts() == ()
    before = sorted(entry.name for entry in places.data.iterdir())
    capsys.readouterr()
    assert real("restore", str(file), "--data-dir", str(places.data)) == 1
    assert f"It is the command questions, process {os.getpid()}. Wait until it is done" in capsys.readouterr().err
    assert sorted(entry.name for entry in places.data.iterdir()) == before
    house.close()
    assert real("restore", str(file), "--data-dir", str(places.data)) == 0


def test_no_command_begins_while_a_backup_is_restored(tmp_path: Path) -> None:
    places = Places(tmp_path / "data")
    places.prepare()
    with Occupancy(places.occupancy).alone(), pytest.raises(PlaceProblem, match="backup is being brought back"):
        a_house(places)


def test_a_backup_that_waits_goes_on_waiting_while_a_command_is_at_work(tmp_path: Path) -> None:
    here, file = Places(tmp_path / "here"), tmp_path / "all.zip"
    here.prepare()
    backups = SafeKeeping(here, "0.1.0")
    backups.write(file, lambda _done, _all: None, lambda: False)
    backups.stage(file, lambda _done, _all: None, lambda: False)
    house = a_house(here)
    assert "was not restored yet" in app.finish_restore(here)
    assert (here.data / "restore-ready").is_dir()
    (here.data / "restore-ready").rename(here.data / "restore-putting-aside")
    with pytest.raises(PlaceProblem, match="the command questions"):  # half of it has moved: nobody may begin
        app.finish_restore(here)
    house.close()
    assert "was restored" in app.finish_restore(here)


def test_a_command_goes_on_with_a_restoring_that_was_cut_short(real: Run, tmp_path: Path) -> None:
    here, there, file = Places(tmp_path / "here"), Places(tmp_path / "there"), tmp_path / "all.zip"
    for places in (here, there):
        places.prepare()
    history, attempt = History(here.history), an_attempt()
    history.add_attempt(attempt)
    history.close()
    assert real("backup", str(file), "--data-dir", str(here.data)) == 0
    SafeKeeping(there, "0.1.0").stage(file, lambda _done, _all: None, lambda: False)
    (there.data / "restore-ready").rename(there.data / "restore-putting-aside")
    assert real("backup", str(tmp_path / "again.zip"), "--data-dir", str(there.data)) == 0
    restored = History(there.history)
    assert restored.attempts() == (attempt,)
    restored.close()


def test_a_backup_that_waits_takes_its_place_before_the_next_window(real: Run, tmp_path: Path) -> None:
    here, there, file = Places(tmp_path / "here"), Places(tmp_path / "there"), tmp_path / "all.zip"
    for places in (here, there):
        places.prepare()
    history, attempt = History(here.history), an_attempt()
    history.add_attempt(attempt)
    history.close()
    there.settings.write_text("{}", encoding="utf-8")
    assert app.finish_restore(there) == ""
    assert real("backup", str(file), "--data-dir", str(here.data)) == 0
    SafeKeeping(there, "0.1.0").stage(file, lambda _done, _all: None, lambda: False)
    told = app.finish_restore(there)
    assert "was restored" in told
    assert "before-restore-" in told
    assert there.banks.is_dir()
    restored = History(there.history)
    assert restored.attempts() == (attempt,)
    restored.close()
