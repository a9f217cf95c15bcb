"""A backup that means harm, or that is none, is a sentence and changes nothing."""

import hashlib
import io
import json
import sqlite3
import struct
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from mockinterview.core.problems import BackupProblem
from mockinterview.core.question import Question
from mockinterview.history import History, SafeKeeping
from mockinterview.history.migrations import MIGRATIONS
from tests.history.folders import Folders, everything_below, fill, never, nothing
from tests.history.test_history import an_attempt


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
        with_sql(
            "INSERT INTO migrations SELECT max(number) + 1, 'x', '' FROM migrations",
            f"PRAGMA user_version = {len(MIGRATIONS) + 1}",
        )
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
    "a byte of the sound": lambda raw: flipped_behind(raw, b"/audio.wav", 100),
    "a byte of the history": lambda raw: flipped_behind(raw, b"history.sqlite", 100),
    "a name that is another in two places": lambda raw: flipped_behind(raw, b"history.sqlite", -1),
    "no entry where one should begin": lambda raw: flipped_behind(raw, b"PK\x03\x04", -1),
}


def flipped_behind(raw, what, offset):
    """Change one bit so far behind the first place where something stands."""
    at = raw.index(what) + len(what) + offset
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


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
