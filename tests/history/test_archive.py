"""A backup brings back what was put into it, byte for byte, and says what that is."""

import hashlib
import io
import json
import os
import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime
from typing import ClassVar

import pytest

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import BackupProblem, Cancelled, Problem
from mockinterview.history import History, SafeKeeping
from tests.history.folders import Folders, backup, everything_below, fill, never, nothing, state
from tests.history.test_history import an_attempt


def test_everything_comes_back_on_another_computer(here, tmp_path):
    target, reports = tmp_path / "my backup.zip", []
    contents = SafeKeeping(here, "0.1.0").write(target, lambda *far: reports.append(far), never)
    assert (contents.attempts, contents.transcripts, contents.verdicts, contents.takes) == (3, 3, 3, 3)
    assert contents.notes == 6
    assert "6 notes and bookmarks" in contents.words
    assert contents.questions == 2
    assert contents.settings
    assert reports[-1][0] == reports[-1][1]
    before = state(here)
    there = Folders(tmp_path / "there")
    there.data.mkdir()
    keeping = SafeKeeping(there, "0.1.0")
    assert keeping.examine(target) == contents
    assert keeping.check(target, nothing, never) == contents
    assert keeping.stage(target, nothing, never) == contents
    assert keeping.here().waiting == contents
    restored = keeping.finish_restore()
    assert restored.contents == contents
    assert restored.aside == "", "nothing was here before"
    assert state(there) == before
    history = History(there.history)
    assert len(history.search("spare lamp")) == 3
    history.close()
    assert not there.models.exists()
    assert keeping.finish_restore() is None


def test_what_was_here_is_put_aside_whole(here, saved, tmp_path):
    there = fill(tmp_path / "there", 5, seed=2)
    keeping = SafeKeeping(there, "0.1.0")
    keeping.make_daily()
    before = everything_below(there.data)
    keeping.stage(saved, nothing, never)
    restored = keeping.finish_restore()
    assert state(there) == state(here)
    aside = everything_below(there.data / restored.aside)
    models = {name for name in before if name.split("/")[0] == "models"}
    assert aside == {name: raw for name, raw in before.items() if name not in models}
    assert keeping.here().aside == (restored.aside,)
    assert keeping.here().copies == ()
    gone = next(name.split("/")[1] for name in before if name.startswith("takes/"))
    assert keeping.holding([gone]) == [restored.aside]


def test_without_sound_the_recordings_that_are_here_stay(here, tmp_path):
    target = tmp_path / "light.zip"
    contents = backup(here, target, with_sound=False)
    assert contents.takes == 0
    with zipfile.ZipFile(target) as archive:
        assert not any(name.startswith("takes/") for name in archive.namelist())
        assert "recordings" in archive.read("README.txt").decode()
    before = state(here)
    keeping = SafeKeeping(here, "0.1.0")
    keeping.stage(target, nothing, never)
    assert keeping.holding([next(iter(before[1]))]) == ["restore-ready"]
    keeping.finish_restore()
    assert state(here) == before


def test_the_archive_says_what_it_is(saved):
    with zipfile.ZipFile(saved) as archive:
        names = archive.namelist()
        about = archive.read("README.txt").decode()
        manifest = json.loads(archive.read("manifest.json"))
        for name, listed in manifest["files"].items():
            raw = archive.read(name)
            assert (len(raw), hashlib.sha256(raw).hexdigest()) == (listed["size"], listed["sha256"])
        assert all(archive.getinfo(name).compress_type == zipfile.ZIP_STORED for name in names if name.endswith(".wav"))
    assert "3 attempts" in about
    assert "not encrypted" in about
    assert not any("model" in name for name in names)
    assert saved.stat().st_mode & 0o077 == 0


def test_an_open_store_and_a_growing_take_are_saved_as_they_are(here, tmp_path):
    history = History(here.history)
    [*_, last] = history.attempts()
    growing = (here.takes / last.id / "audio.wav").open("ab")

    def grow(_done, _all):
        growing.write(b"x" * 5_000)
        growing.flush()

    target = tmp_path / "growing.zip"
    SafeKeeping(here, "0.1.0").write(target, grow, never)
    history.save_opinion(last.id, Opinion({"log": State.COVERED}))
    history.close()
    growing.close()
    SafeKeeping(here, "0.1.0").check(target, nothing, never)


def test_an_empty_folder_can_be_saved_and_restored(tmp_path):
    folders = Folders(tmp_path / "empty")
    folders.data.mkdir()
    target = tmp_path / "empty.zip"
    assert backup(folders, target).attempts == 0
    keeping = SafeKeeping(folders, "0.1.0")
    keeping.stage(target, nothing, never)
    assert keeping.finish_restore().aside == ""


def test_cancelling_leaves_nothing(here, saved, tmp_path):
    target = tmp_path / "cancelled.zip"
    target.write_bytes(saved.read_bytes())
    before = everything_below(tmp_path)
    keeping = SafeKeeping(here, "0.1.0")
    with pytest.raises(Cancelled):
        keeping.write(target, nothing, lambda: True)
    with pytest.raises(Cancelled):
        keeping.stage(saved, nothing, lambda: True)
    with pytest.raises(Cancelled):
        keeping.check(saved, nothing, lambda: True)
    assert everything_below(tmp_path) == before


def test_a_file_that_is_no_backup_is_never_overwritten(here, saved, tmp_path):
    thesis = tmp_path / "thesis.zip"
    thesis.write_bytes(b"years of work")
    with pytest.raises(BackupProblem, match="not a backup"):
        backup(here, thesis)
    assert thesis.read_bytes() == b"years of work"
    backup(here, saved)
    SafeKeeping(here, "0.1.0").check(saved, nothing, never)


def test_a_folder_that_is_not_there_is_said(here, tmp_path, expect_log):
    expect_log("a backup was not made")
    with pytest.raises(BackupProblem, match="No such file"):
        backup(here, tmp_path / "nowhere" / "saved.zip")


def test_a_disk_that_fills_up_leaves_what_was_there(here, saved, monkeypatch, expect_log):
    expect_log("a backup was not made")
    before = saved.read_bytes()

    def full(_fd):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Problem):
        backup(here, saved)
    with pytest.raises(BackupProblem, match="No space left"):
        SafeKeeping(here, "0.1.0").stage(saved, nothing, never)
    monkeypatch.undo()
    assert saved.read_bytes() == before
    assert SafeKeeping(here, "0.1.0").finish_restore() is None
    assert sorted(entry.name for entry in saved.parent.iterdir()) == ["here", "saved.zip"]


def test_what_waits_can_be_thrown_away(here, saved):
    before = everything_below(here.data)
    keeping = SafeKeeping(here, "0.1.0")
    keeping.stage(saved, nothing, never)
    keeping.stage(saved, nothing, never)
    keeping.unstage()
    keeping.unstage()
    assert keeping.here().waiting is None
    assert keeping.finish_restore() is None
    assert everything_below(here.data) == before


def test_a_bank_whose_name_could_do_harm_gets_another(here, tmp_path):
    for name in ("CON.json", "x\u202ey.json", "a:b.json"):
        (here.banks / name).write_text('{"questions": []}')
    target = tmp_path / "banks.zip"
    backup(here, target)
    with zipfile.ZipFile(target) as archive:
        banks = sorted(name for name in archive.namelist() if name.startswith("banks/"))
    assert len(banks) == 4
    assert "banks/own.json" in banks
    SafeKeeping(here, "0.1.0").check(target, nothing, never)


def test_links_are_not_followed(here, tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"quincemarmalade")
    take = next(here.takes.iterdir())
    (take / "audio.wav").unlink()
    (take / "audio.wav").symlink_to(secret)
    (here.banks / "mine.json").symlink_to(secret)
    (here.takes / "0a1b2c3d-0000-4000-8000-000000000009").symlink_to(tmp_path)
    target = tmp_path / "links.zip"
    assert backup(here, target).takes == 2
    assert b"quincemarmalade" not in target.read_bytes()


def test_a_damaged_history_is_not_saved_as_if_it_were_whole(here, tmp_path):
    with here.history.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xa5" * 4096)
    with pytest.raises(BackupProblem, match="damaged"):
        backup(here, tmp_path / "bad.zip")
    assert not (tmp_path / "bad.zip").exists()


def test_counting_what_is_here(here):
    keeping = SafeKeeping(here, "0.1.0")
    holdings = keeping.here()
    assert holdings.contents.attempts == holdings.contents.takes == 3
    assert holdings.models_bytes == 500
    assert holdings.sound_bytes > 120_000
    assert holdings.copies == ()
    keeping.make_daily()
    assert keeping.here().copies == (datetime.now().date().isoformat(),)
    history = History(here.history)
    history.add_attempt(an_attempt())
    history.close()
    keeping.close()
    keeping.close()
    with closing(sqlite3.connect(next((here.data / "backups").iterdir()))) as copy:
        assert copy.execute("SELECT count(*) FROM attempts").fetchone() == (4,)


def test_a_command_that_made_no_daily_copy_makes_none_at_its_end(here):
    SafeKeeping(here, "0.1.0").close()
    assert not (here.data / "backups").exists()


class Disk(io.FileIO):
    """A disk that cannot read everywhere. bad: by the end of a file's path, where."""

    bad: ClassVar[dict[str, range]] = {}

    def __init__(self, fd, mode="rb", buffering=-1):
        super().__init__(fd, mode)
        path = os.readlink(f"/proc/self/fd/{fd}")
        self._bad = next((where for ending, where in self.bad.items() if path.endswith(ending)), range(0))

    def read(self, size=-1):
        at = self.tell()
        if range(max(at, self._bad.start), min(at + size if size >= 0 else 1 << 40, self._bad.stop)):
            raise OSError(5, "Input/output error")
        return super().read(size)


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="files are known by their path through /proc")
def test_what_the_disk_does_not_give_back_stops_nothing_and_is_named(here, tmp_path, monkeypatch, expect_log):
    expect_log("in the backup")
    target, torn = tmp_path / "torn.zip", sorted(here.takes.iterdir())[1].name
    monkeypatch.setattr(Disk, "bad", {f"{torn}/audio.wav": range(9_000, 9_001), "own.json": range(1)})
    monkeypatch.setattr("mockinterview.history.archive.os.fdopen", Disk)
    contents = backup(here, target)
    monkeypatch.undo()
    assert contents.incomplete == (f"takes/{torn}/audio.wav",)
    assert contents.left_out == ("banks/own.json",)
    assert (contents.takes, contents.attempts) == (3, 3)
    keeping = SafeKeeping(here, "0.1.0")
    assert keeping.check(target, nothing, never) == contents
    wanted = (here.takes / torn / "audio.wav").read_bytes()
    keeping.stage(target, nothing, never)
    keeping.finish_restore()
    assert (here.takes / torn / "audio.wav").read_bytes() == wanted[:8_192] + bytes(4_096) + wanted[12_288:]


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="files are known by their path through /proc")
def test_a_backup_without_its_history_is_none(here, tmp_path, monkeypatch, expect_log):
    expect_log("a backup was not made")
    monkeypatch.setattr(Disk, "bad", {".history": range(5_000, 5_001)})
    monkeypatch.setattr("mockinterview.history.archive.os.fdopen", Disk)
    with pytest.raises(BackupProblem, match="Input/output error"):
        backup(here, tmp_path / "none.zip")
    assert list(tmp_path.glob("*none*")) == []
