"""The daily copies: made when there is something new, whole before they count, seven of them, and true to a deletion."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from datetime import date, timedelta

import pytest

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.question import Question
from mockinterview.core.transcript import from_sentences
from mockinterview.history import History
from mockinterview.history.backup import CHEAP_BYTES, DailyCopies, folder_of
from mockinterview.history.migrations import MIGRATIONS
from tests.history.test_history import WORDS, an_attempt
from tests.history.test_store import SECOND


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "history.sqlite"
    keep(file, an_attempt())
    return file


@pytest.fixture
def copies(file):
    return DailyCopies(file)


def keep(file, attempt, words=WORDS):
    history = History(file)
    history.add_attempt(attempt)
    history.save_transcript(attempt.id, words)
    history.save_opinion(attempt.id, Opinion({"spare": State.COVERED}))
    history.close()


def ids(copy):
    with closing(sqlite3.connect(copy)) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM attempts")}


def test_todays_copy_holds_what_the_store_holds(file, copies):
    copy = copies.make()
    assert copy == folder_of(file) / f"history-{date.today().isoformat()}.sqlite"
    assert ids(copy) == ids(file)
    assert [entry.name for entry in folder_of(file).iterdir()] == [copy.name]
    assert copy.stat().st_mode & 0o077 == 0


def test_a_day_has_one_copy_and_an_unchanged_store_none(file, copies):
    copy = copies.make()
    assert copies.make() is None
    keep(file, an_attempt())
    assert copies.make() is None, "today has one"
    yesterday = copy.with_name(f"history-{(date.today() - timedelta(days=1)).isoformat()}.sqlite")
    os.utime(copy, ns=(file.stat().st_mtime_ns,) * 2)
    copy.rename(yesterday)
    assert copies.make() is None, "nothing was changed since"
    keep(file, an_attempt())
    assert copies.make() is not None
    assert len(copies.files()) == 2


def test_at_the_end_todays_copy_gives_way_to_a_newer_one(file, copies):
    copies.make()
    keep(file, an_attempt())
    copy = copies.make_if_cheap()
    assert ids(copy) == ids(file)
    assert copies.make_if_cheap() is None


def test_at_the_end_nobody_waits_for_a_large_store(file, copies):
    os.truncate(file, CHEAP_BYTES + 1)
    assert copies.make_if_cheap() is None
    assert copies.files() == []


@pytest.mark.parametrize("deed", ["make", "make_if_cheap"])
def test_a_store_that_another_program_holds_is_not_waited_for_without_end(file, copies, deed, monkeypatch):
    monkeypatch.setattr("mockinterview.history.files.BUSY_TIMEOUT_MS", 1 if deed == "make" else 600_000)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with ThreadPoolExecutor(1) as pool:
        copying = pool.submit(getattr(copies, deed))
        done, _late = wait([copying], 20)
        other.close()
    assert done, "it still waited"
    assert "locked" in str(copying.exception())
    assert copies.files() == []


def test_nothing_is_copied_of_a_store_that_is_not_there(tmp_path):
    assert DailyCopies(tmp_path / "none.sqlite").make() is None
    (tmp_path / "empty.sqlite").touch()
    assert DailyCopies(tmp_path / "empty.sqlite").make() is None
    assert not (tmp_path / "backups").exists()


def test_seven_days_are_kept_and_nothing_else_is_touched(file, copies):
    today = copies.make()
    for days in range(1, 12):
        older = today.with_name(f"history-{(date.today() - timedelta(days=days)).isoformat()}.sqlite")
        older.write_bytes(today.read_bytes())
    mine = today.with_name("my own copy.sqlite")
    mine.write_bytes(b"mine")
    today.unlink()
    keep(file, an_attempt())
    copies.make()
    assert copies.files()[0] == today
    assert len(copies.files()) == 7
    assert mine.exists()


def test_a_copy_from_the_future_is_the_oldest(copies):
    today = copies.make()
    future = today.with_name("history-2999-01-01.sqlite")
    past = today.with_name("history-2001-01-01.sqlite")
    for one in (future, past):
        one.write_bytes(today.read_bytes())
    assert copies.files() == [today, past, future]


def test_a_damaged_store_makes_no_copy_and_the_older_one_stays(file, copies):
    copy = copies.make()
    good = copy.read_bytes()
    keep(file, an_attempt())
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xa5" * 4096)
    with pytest.raises(sqlite3.DatabaseError):
        copies.make(again=True)
    assert copy.read_bytes() == good
    assert [entry.name for entry in copy.parent.iterdir()] == [copy.name]


def test_a_copy_is_made_while_the_store_is_open_and_written_to(file, copies):
    history = History(file)
    attempt = an_attempt()
    history.add_attempt(attempt)
    copy = copies.make()
    history.add_attempt(an_attempt())
    assert attempt.id in ids(copy)
    history.close()


def test_the_copies_that_hold_an_attempt_are_named(file, copies):
    copies.make()
    later = an_attempt()
    keep(file, later)
    [first] = ids(copies.files()[0])
    assert copies.holding([first]) == [copies.files()[0].name]
    assert copies.holding([later.id]) == []
    copies.files()[0].write_bytes(b"\xa5" * 9000)
    assert copies.holding([later.id]) == [copies.files()[0].name], "one that cannot be read may hold anything"


def test_scrubbing_leaves_no_trace_in_any_copy(file, copies):
    marked, kept = an_attempt(Question("q", "Where is the quincemarmalade?"), device="quincemarmalade"), an_attempt()
    keep(file, marked, from_sentences(["It is quincemarmalade."] * 400))
    keep(file, kept)
    copy = copies.make()
    older = copy.with_name("history-2020-01-01.sqlite")
    older.write_bytes(copy.read_bytes())
    before = file.with_name(f"{file.name}.before-3")
    before.write_bytes(copy.read_bytes())
    assert len(copies.holding([marked.id])) == 3
    copies.scrub([marked.id])
    assert copies.holding([marked.id]) == []
    assert not before.exists()
    for one in (copy, older):
        assert kept.id in ids(one)
        assert b"quincemarmalade" not in one.read_bytes()
        assert marked.id.encode() not in one.read_bytes()
    assert sorted(entry.name for entry in copy.parent.iterdir()) == sorted([copy.name, older.name])


def test_scrubbing_drops_a_copy_that_is_worth_nothing(copies):
    copy = copies.make()
    copy.write_bytes(b"\xa5" * 9000)
    copies.scrub(["anything"])
    assert not copy.exists()


def test_scrubbing_does_not_make_the_store_look_changed(file, copies):
    copies.make()
    copies.scrub(["anything"])
    assert copies.make(again=True) is None


def test_the_copy_before_a_migration_is_whole_or_the_migration_does_not_begin(file, monkeypatch):
    from mockinterview.history import files, store

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "sync", full)
    history = History(file, (*MIGRATIONS, SECOND))
    with pytest.raises(Exception, match="No space left"):
        history.attempts()
    history.close()
    monkeypatch.undo()
    left = [entry.name for entry in file.parent.iterdir()]
    assert left == [file.name]
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    assert store.backup_file(file, len(MIGRATIONS)).exists() is False
