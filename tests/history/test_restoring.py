"""A backup brings back what was put into it, byte for byte; one that means harm changes nothing; a crash only delays it."""

import hashlib
import io
import json
import os
import random
import sqlite3
import struct
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from mockinterview.core.coverage import State
from mockinterview.core.problems import BackupProblem, Cancelled, Problem
from mockinterview.core.question import Question
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.history import History, SafeKeeping, restoring
from mockinterview.history.archive import write
from mockinterview.sound import sidecar
from mockinterview.sound.sidecar import Sidecar
from tests.history.test_history import WORDS, a_coverage, an_attempt


class Folders(NamedTuple):
    data: Path

    @property
    def history(self):
        return self.data / "history.sqlite"

    @property
    def takes(self):
        return self.data / "takes"

    @property
    def banks(self):
        return self.data / "banks"

    @property
    def settings(self):
        return self.data / "settings.json"

    @property
    def models(self):
        return self.data / "models"


def fill(data, number=3, sound=40_000, seed=1):
    """A data folder with so many attempts and all that belongs to them."""
    folders, chance = Folders(data), random.Random(seed)
    data.mkdir(parents=True, exist_ok=True)
    history = History(folders.history)
    for take in range(1, number + 1):
        attempt = an_attempt(take=take)
        history.add_attempt(attempt)
        history.save_transcript(attempt.id, WORDS)
        history.save_coverage(attempt.id, a_coverage())
        history.save_verdict(attempt.id, "spare", State.PARTLY)
        folder = folders.takes / attempt.id
        folder.mkdir(parents=True)
        (folder / "audio.wav").write_bytes(chance.randbytes(sound))
        label = TakeLabel(attempt.id, attempt.question, take)
        sidecar.write(folder, Sidecar(FinishedTake(label, attempt.started_at, 61_000), closed=True))
    history.close()
    folders.banks.mkdir()
    (folders.banks / "own.json").write_text('{"questions": [{"id": "a", "text": "b"}, {"id": "c", "text": "d"}]}')
    folders.settings.write_text('{"values": {}}')
    folders.models.mkdir()
    (folders.models / "base.en.pt").write_bytes(b"model" * 100)
    return folders


def state(folders):
    """Everything a person would miss, to be compared."""
    files = {
        str(file.relative_to(folders.data)): file.read_bytes()
        for place in (folders.takes, folders.banks)
        for file in sorted(place.rglob("*"))
        if file.is_file()
    }
    history = History(folders.history)
    rows = {
        attempt.id: (
            attempt,
            history.transcript(attempt.id),
            history.coverage(attempt.id),
            history.verdicts(attempt.id),
        )
        for attempt in history.attempts()
    }
    assert history.notes == ()
    history.close()
    return files, rows, folders.settings.read_bytes() if folders.settings.exists() else None


def never():
    return False


def nothing(_done, _all):
    pass


def backup(folders, target, **wishes):
    return SafeKeeping(folders, "0.1.0").write(target, nothing, never, **wishes)


def everything_below(folder):
    return {
        str(entry.relative_to(folder)): entry.read_bytes() if entry.is_file() else None for entry in folder.rglob("*")
    }


@pytest.fixture
def here(tmp_path):
    return fill(tmp_path / "here")


@pytest.fixture
def saved(here, tmp_path):
    target = tmp_path / "saved.zip"
    backup(here, target)
    return target


# ---------------------------------------------------------------- there and back


def test_everything_comes_back_on_another_computer(here, tmp_path):
    target, reports = tmp_path / "my backup.zip", []
    contents = SafeKeeping(here, "0.1.0").write(target, lambda *far: reports.append(far), never)
    assert (contents.attempts, contents.transcripts, contents.verdicts, contents.takes) == (3, 3, 3, 3)
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
    assert keeping.holding(gone) == [restored.aside]


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
    history.save_verdict(last.id, "log", State.COVERED)
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


# ---------------------------------------------------------------- those that mean harm


def rewritten(saved, change):
    """The backup with its entries changed: change gets and returns {name: bytes}, and may leave the manifest to us."""
    with zipfile.ZipFile(saved) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries = change(entries) or entries
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries.items():
            archive.writestr(name if isinstance(name, zipfile.ZipInfo) else str(name), raw)
    return out.getvalue()


def listing(entries, name, raw):
    """Put a file in, and into the manifest too."""
    entries[name] = raw
    manifest = json.loads(entries["manifest.json"])
    manifest["files"][str(name)] = {"size": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    entries["manifest.json"] = json.dumps(manifest).encode()


def manifest_with(**changes):
    def change(entries):
        entries["manifest.json"] = json.dumps(json.loads(entries["manifest.json"]) | changes).encode()

    return change


def adding(name, raw=b"x"):
    return lambda entries: listing(entries, name, raw)


def link(entries):
    info = zipfile.ZipInfo("takes/0a1b2c3d-0000-4000-8000-000000000009/audio.wav")
    info.external_attr = 0o120777 << 16
    entries[info] = b"/etc/passwd"


def flipped(entries):
    name = next(name for name in entries if name.endswith(".wav"))
    entries[name] = entries[name][:-1] + b"?"


def a_store_that_is(make):
    def change(entries):
        raw = make(entries["history.sqlite"])
        listing(entries, "history.sqlite", raw)

    return change


def with_sql(*statements):
    def make(raw):
        connection = sqlite3.connect(":memory:")
        connection.deserialize(raw)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        changed = connection.serialize()
        connection.close()
        return changed

    return make


ID = "0a1b2c3d-0000-4000-8000-000000000009"
HOSTILE = {
    "traversal": adding("../outside.json"),
    "traversal in a take": adding(f"takes/{ID}/../../../outside"),
    "absolute": adding("/tmp/outside.json"),
    "backslashes": adding("banks\\..\\..\\outside.json"),
    "drive": adding("C:/outside.json"),
    "nul": adding("banks/a\x00b.json"),
    "device name": adding("banks/con.json"),
    "hidden": adding("banks/.own.json"),
    "long": adding(f"banks/{'a' * 300}.json"),
    "right to left": adding("banks/a\u202ebc.json"),
    "not an id": adding("takes/mine/audio.wav"),
    "another file of a take": adding(f"takes/{ID}/run.sh"),
    "a folder": adding("banks/"),
    "something else": adding("program.exe"),
    "a lock": adding("running.lock"),
    "a journal": adding("history.sqlite-journal"),
    "same name in capitals": adding("banks/OWN.json"),
    "link": link,
    "wrong checksum": flipped,
    "missing file": lambda entries: {name: raw for name, raw in entries.items() if not name.endswith(".wav")},
    "unlisted file": lambda entries: entries.update({f"takes/{ID}/audio.wav": b"x"}),
    "no manifest": lambda entries: {name: raw for name, raw in entries.items() if name != "manifest.json"},
    "manifest no JSON": lambda entries: entries.update({"manifest.json": b"{"}),
    "manifest deep": lambda entries: entries.update({"manifest.json": b"[" * 200_000}),
    "manifest long number": lambda entries: entries.update({"manifest.json": b'{"version": ' + b"9" * 6000 + b"}"}),
    "manifest a list": lambda entries: entries.update({"manifest.json": b"[]"}),
    "another format": manifest_with(format="something"),
    "newer": manifest_with(version=2),
    "version a text": manifest_with(version="1"),
    "files a list": manifest_with(files=[]),
    "sizes negative": manifest_with(files={"settings.json": {"size": -1, "sha256": ""}}),
    "counts missing": manifest_with(contents={}),
    "zeros": a_store_that_is(lambda raw: bytes(len(raw))),
    "a store cut off": a_store_that_is(lambda raw: raw[: len(raw) // 2]),
    "a newer store": a_store_that_is(
        with_sql("INSERT INTO migrations SELECT max(number) + 1, 'x', '' FROM migrations", "PRAGMA user_version = 4")
    ),
    "a store with a view": a_store_that_is(with_sql("CREATE VIEW peek AS SELECT * FROM attempts")),
    "a store with another table": a_store_that_is(with_sql("CREATE TABLE more (a)")),
    "somebody else's store": a_store_that_is(lambda raw: Path("tests/data").name.encode() * 100),
    "nothing in it": lambda entries: {"manifest.json": entries["manifest.json"]},
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_backup_changes_nothing(change, saved, tmp_path):
    bad = tmp_path / "bad.zip"
    bad.write_bytes(rewritten(saved, change))
    refused(bad, tmp_path)


def refused(bad, tmp_path):
    there = fill(tmp_path / "deep" / "er" / "there", 1)
    before = everything_below(tmp_path)
    keeping = SafeKeeping(there, "0.1.0")
    with pytest.raises(BackupProblem) as caught:
        keeping.stage(bad, nothing, never)
    assert caught.value.next_step
    assert "\n" not in caught.value.sentence
    assert keeping.finish_restore() is None
    assert everything_below(tmp_path) == before


RAW = {
    "empty": lambda raw: b"",
    "not a zip": lambda raw: b"this is no zip at all" * 300,
    "cut off": lambda raw: raw[: len(raw) // 2],
    "cut off at the end": lambda raw: raw[:-10],
    "without its beginning": lambda raw: raw[5_000:],
    "long directory claimed": lambda raw: raw[:-10] + struct.pack("<I", 0x7FFFFFFF) + raw[-6:],
    "encrypted": lambda raw: flag(raw, 8, 1),
    "another packing": lambda raw: flag(raw, 10, 99),
    "a length that is not true": lambda raw: flag(raw, 24, 0x00FF),
}


def flag(raw, offset, value):
    """Change two bytes of the first entry of the table of contents."""
    at = raw.index(b"PK\x01\x02") + offset
    return raw[:at] + struct.pack("<H", value) + raw[at + 2 :]


@pytest.mark.parametrize("change", RAW.values(), ids=RAW)
def test_a_broken_zip_changes_nothing(change, saved, tmp_path):
    bad = tmp_path / "bad.zip"
    bad.write_bytes(change(saved.read_bytes()))
    refused(bad, tmp_path)


def test_a_zip_of_another_program_changes_nothing(tmp_path):
    bad = tmp_path / "photos.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("holiday.jpg", b"\xff\xd8")
        archive.writestr("manifest.json", b'{"manifest_version": 3, "name": "an extension"}')
    refused(bad, tmp_path)


def test_a_bomb_changes_nothing(saved, tmp_path):
    """A gigabyte of zeros in a megabyte, with a manifest that agrees."""
    bad, hashed, size = tmp_path / "bomb.zip", hashlib.sha256(), 1_000_000_000
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with archive.open(f"takes/{ID}/audio.wav", "w") as packed:
            for _ in range(size // 10_000_000):
                packed.write(bytes(10_000_000))
        with zipfile.ZipFile(saved) as good:
            manifest = json.loads(good.read("manifest.json"))
        manifest["files"] = {f"takes/{ID}/audio.wav": {"size": size, "sha256": hashed.hexdigest()}}
        archive.writestr("manifest.json", json.dumps(manifest))
    refused(bad, tmp_path)


def test_entries_that_share_their_bytes_change_nothing(saved, tmp_path):
    """Two names in the table of contents for the bytes of one."""
    raw = saved.read_bytes()
    end = raw.rindex(b"PK\x05\x06")
    entries, size, start = struct.unpack("<HII", raw[end + 10 : end + 20])
    directory = raw[start : start + size]
    end = struct.pack("<HHHHIIH", 0, 0, entries * 2, entries * 2, size * 2, start, 0)
    doubled = raw[:start] + directory * 2 + b"PK\x05\x06" + end
    bad = tmp_path / "shared.zip"
    bad.write_bytes(doubled)
    refused(bad, tmp_path)


def test_too_many_entries_change_nothing(saved, tmp_path, monkeypatch):
    monkeypatch.setattr("mockinterview.history.unpacking.MOST_ENTRIES", 5)
    refused(saved, tmp_path)


def test_a_full_disk_is_said_before_anything_is_unpacked(saved, tmp_path, monkeypatch):
    class Usage(NamedTuple):
        free: int = 1_000

    monkeypatch.setattr("shutil.disk_usage", lambda _folder: Usage())
    with pytest.raises(BackupProblem, match="not enough room"):
        SafeKeeping(Folders(tmp_path), "0.1.0").stage(saved, nothing, never)


def test_a_trigger_of_a_stranger_is_not_taken_over(saved, tmp_path):
    trap = "CREATE TRIGGER trap AFTER INSERT ON attempts BEGIN DELETE FROM verdicts; END"
    bad = tmp_path / "trap.zip"
    bad.write_bytes(rewritten(saved, a_store_that_is(with_sql(trap))))
    there = Folders(tmp_path / "there")
    there.data.mkdir()
    keeping = SafeKeeping(there, "0.1.0")
    keeping.stage(bad, nothing, never)
    keeping.finish_restore()
    history = History(there.history)
    history.add_attempt(an_attempt(Question("q", "New?")))
    assert sum(bool(history.verdicts(attempt.id)) for attempt in history.attempts()) == 3
    history.close()


# ---------------------------------------------------------------- a crash on the way


class Died(BaseException):
    """The program was killed."""


class Mortal:
    """Dies before or after the n-th change of the disk."""

    def __init__(self, monkeypatch, at, *, after):
        self.calls = 0
        self.at, self.after = at, after
        for name in ("rename", "replace", "mkdir", "rmdir", "unlink"):
            monkeypatch.setattr(os, name, self._deadly(getattr(os, name)))

    def _deadly(self, real):
        def call(*given, **named):
            if self.calls > self.at:
                raise Died  # nothing runs after a kill, no tidying up either
            self.calls += 1
            if self.calls > self.at and not self.after:
                raise Died
            result = real(*given, **named)
            if self.calls > self.at:
                raise Died
            return result

        return call


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_step_it_goes_on_at_the_next_start(here, saved, tmp_path, monkeypatch, after):
    wanted = state(here)
    steps = 0
    while True:
        there = fill(tmp_path / f"there{steps}", 2, 500, seed=9)
        aside_wanted = {
            name: raw for name, raw in everything_below(there.data).items() if not name.startswith("models")
        }
        keeping = SafeKeeping(there, "0.1.0")
        keeping.stage(saved, nothing, never)
        with monkeypatch.context() as patch:
            mortal = Mortal(patch, steps, after=after)
            try:
                first = keeping.finish_restore()
            except Died:
                first = None
        for folder in (there.takes, there.banks):  # as every start does, before anything else
            folder.mkdir(exist_ok=True)
        second = keeping.finish_restore()
        restored = first or second
        assert state(there) == wanted
        [aside] = there.data.glob("before-restore-*")
        assert everything_below(aside) == aside_wanted
        assert not [one for one in there.data.iterdir() if one.name.startswith((".restore", "restore-"))]
        assert keeping.finish_restore() is None
        if mortal.calls <= steps:
            break
        assert restored is not None or first is None
        steps += 1
    assert steps > 10


def test_what_a_program_made_in_between_is_put_aside_too(here, saved, tmp_path, monkeypatch):
    there = fill(tmp_path / "there", 1)
    keeping = SafeKeeping(there, "0.1.0")
    keeping.stage(saved, nothing, never)
    with monkeypatch.context() as patch:
        Mortal(patch, 7, after=True)
        with pytest.raises(Died):
            keeping.finish_restore()
    history = History(there.history)
    between = an_attempt(Question("q", "In between?"))
    history.add_attempt(between)
    history.close()
    restored = keeping.finish_restore()
    assert state(there) == state(here)
    assert keeping.holding(between.id) == [restored.aside]


def test_a_plan_that_is_damaged_is_said_and_nothing_moves(here, saved):
    keeping = SafeKeeping(here, "0.1.0")
    keeping.stage(saved, nothing, never)
    plan = here.data / restoring.READY / "plan.json"
    for bad in (
        b"{",
        b"[]",
        json.dumps({"aside": "../elsewhere", "contents": json.loads(plan.read_bytes())["contents"]}).encode(),
    ):
        plan.write_bytes(bad)
        with pytest.raises(BackupProblem, match="cannot go on"):
            keeping.finish_restore()
    assert here.history.exists()


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


def test_archive_and_clock(here, tmp_path):
    assert write(here, tmp_path / "x.zip", "1", nothing, never).made_at <= datetime.now(UTC)
