"""Damage, locks, newer files, migrations that fail: always a sentence, never a lost file."""

import random
import sqlite3
import threading
from pathlib import Path

import pytest

from mockinterview.core.problems import HistoryProblem
from mockinterview.history import History
from mockinterview.history.backup import backup_file
from mockinterview.history.files import connect
from mockinterview.history.migrations import MIGRATIONS, Migration, in_order, migrate, version_of
from mockinterview.history.store import Store, told
from tests.history.test_history import WORDS, an_attempt

SECOND = Migration("second", ("ALTER TABLE attempts ADD COLUMN note TEXT NOT NULL DEFAULT ''",))
BROKEN = Migration("broken", ("CREATE TABLE extra (a TEXT) STRICT", "CREATE TABLE extra (a TEXT) STRICT"))


@pytest.fixture(autouse=True)
def _damage_may_be_logged(expect_log):
    expect_log("damaged")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "naïve 履歴" / "history.sqlite"


@pytest.fixture
def kept(file):
    """A store with three attempts, closed."""
    file.parent.mkdir()
    history = History(file)
    for take in (1, 2, 3):
        attempt = an_attempt(take=take)
        history.add_attempt(attempt)
        history.save_transcript(attempt.id, WORDS)
    history.close()
    return file


def takes(file):
    history = History(file)
    try:
        return [attempt.take for attempt in history.attempts()], history.notes
    finally:
        history.close()


def put_aside(file):
    return [entry for entry in file.parent.iterdir() if ".corrupt-" in entry.name]


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"\x00" * len(raw),
        lambda raw: b"this is no database at all" * 100,
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:50],
        lambda raw: raw[:100] + b"\xff" * 4000 + raw[4100:],
    ],
    ids=["zeros", "text", "half", "stub", "first page"],
)
def test_a_damaged_file_is_put_aside_and_a_new_one_begun(kept, damage):
    damaged = damage(kept.read_bytes())
    kept.write_bytes(damaged)
    found, notes = takes(kept)
    assert found == []
    [note] = notes
    [aside] = put_aside(kept)
    assert aside.read_bytes() == damaged
    assert aside.name in note.sentence
    history = History(kept)
    assert history.notes == ()
    assert history.facts()["put_aside"] == [str(aside)]
    history.close()


def test_an_empty_file_is_simply_begun(file):
    file.parent.mkdir()
    file.touch()
    assert takes(file) == ([], ())


def test_flipped_bits_never_keep_the_program_from_starting(kept):
    raw = kept.read_bytes()
    chance = random.Random(7)
    for _ in range(150):
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        kept.write_bytes(bytes(damaged))
        history = History(kept)
        fresh = an_attempt(take=9)
        history.add_attempt(fresh)
        assert history.attempt(fresh.id) == fresh
        history.attempts()
        for attempt in history.attempts():
            history.transcript(attempt.id)
        history.close()


def test_a_row_nobody_can_read_is_left_out_and_can_be_kept_anew(kept):
    history = History(kept)
    attempt = history.attempts()[0]
    history._store.write(lambda c: c.execute("UPDATE attempts SET question = '{' WHERE id = ?", (attempt.id,)))
    assert len(history.attempts()) == 2
    assert history.attempt(attempt.id) is None
    history.add_attempt(attempt)
    assert history.attempt(attempt.id) == attempt
    assert history.transcript(attempt.id) == WORDS
    history.close()


def test_text_that_is_not_utf8_hides_nothing_else(kept):
    history = History(kept)
    history._store.write(lambda c: c.execute("UPDATE attempts SET device = cast(x'ff41' AS TEXT) WHERE take = 2"))
    assert sorted(attempt.device for attempt in history.attempts())[-1] == "\ufffdA"
    assert len(history.attempts()) == 3
    history.close()


def test_a_newer_file_is_refused_and_left_alone(kept):
    store = Store(kept, (*MIGRATIONS, SECOND))
    store.close()
    before = kept.read_bytes()
    history = History(kept)
    with pytest.raises(HistoryProblem, match="newer Mock Interview"):
        history.attempts()
    with pytest.raises(HistoryProblem, match="newer Mock Interview"):
        history.facts()
    history.close()
    assert kept.read_bytes() == before
    assert put_aside(kept) == []


def test_a_step_keeps_what_was_there_and_a_copy_of_it(kept):
    store = Store(kept, (*MIGRATIONS, SECOND))
    rows = store.read(lambda c: c.execute("SELECT take, note FROM attempts ORDER BY take").fetchall())
    store.close()
    assert rows == [(1, ""), (2, ""), (3, "")]
    copy = backup_file(kept, len(MIGRATIONS))
    assert takes(copy) == ([3, 2, 1], ())


def test_a_step_that_fails_leaves_the_file_as_it_was(kept):
    store = Store(kept, (*MIGRATIONS, BROKEN))
    with pytest.raises(HistoryProblem, match="could not be used"):
        store.read(version_of)
    store.close()
    assert takes(kept) == ([3, 2, 1], ())


def test_a_first_step_that_fails_leaves_an_empty_file(file):
    file.parent.mkdir()
    connection = connect(file)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (Migration("bad", ("CREATE TABLE a (b)", "nonsense")),))
    assert version_of(connection) == 0
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()


def test_a_transaction_that_fails_leaves_nothing_behind(kept):
    store = Store(kept)

    def half(connection):
        connection.execute("DELETE FROM attempts")
        raise LookupError

    with pytest.raises(LookupError):
        store.write(half)
    store.close()
    assert takes(kept)[0] == [3, 2, 1]


def test_a_file_another_program_holds_is_said(kept, monkeypatch):
    monkeypatch.setattr("mockinterview.history.files.BUSY_TIMEOUT_MS", 1)
    history = History(kept)
    assert len(history.attempts()) == 3
    other = sqlite3.connect(kept, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(HistoryProblem, match="Another program is using it"):
        history.add_attempt(an_attempt())
    other.execute("ROLLBACK")
    other.close()
    history.add_attempt(an_attempt(take=4))
    assert len(history.attempts()) == 4
    history.close()


def test_a_file_another_program_lets_go_of_in_time_is_written_to_all_the_same(kept):
    history = History(kept)
    assert history.notes == ()
    other = sqlite3.connect(kept, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    writing = threading.Thread(target=history.add_attempt, args=(an_attempt(take=4),))
    writing.start()
    writing.join(0.2)
    assert writing.is_alive(), "it waits, and tries again"
    other.execute("ROLLBACK")
    other.close()
    writing.join(30)
    assert len(history.attempts()) == 4
    history.close()


def test_a_file_held_while_opening_is_said_and_not_taken_for_damaged(kept, monkeypatch):
    monkeypatch.setattr("mockinterview.history.files.BUSY_TIMEOUT_MS", 1)
    other = sqlite3.connect(kept, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    history = History(kept)
    with pytest.raises(HistoryProblem, match="Another program is using it"):
        history.attempts()
    assert put_aside(kept) == []
    other.close()
    assert len(history.attempts()) == 3, "once the other program lets go, there is no need to start anew"
    history.close()


def test_the_end_waits_for_what_is_written_and_not_for_what_is_only_asked(kept):
    history, met = History(kept), []
    assert history.notes == ()
    other = sqlite3.connect(kept, isolation_level=None, check_same_thread=False)

    def ask():
        try:
            history.attempts()
        except HistoryProblem as problem:
            met.append(str(problem))

    other.execute("BEGIN EXCLUSIVE")
    asking = threading.Thread(target=ask)
    asking.start()
    asking.join(0.3)
    assert asking.is_alive(), "it waits, and asks again"
    writing = threading.Thread(target=history.add_attempt, args=(an_attempt(take=4),))
    writing.start()
    closing = threading.Thread(target=history.close)
    closing.start()
    asking.join(30)
    assert closing.is_alive()
    other.execute("ROLLBACK")
    other.close()
    closing.join(30)
    writing.join(30)
    assert [words.partition(" The")[0] for words in met] == ["The history is closed."]
    assert takes(kept)[0] == [4, 3, 2, 1]


def test_what_comes_while_closing_opens_nothing(kept):
    store = Store(kept)
    store._thread.submit(store._close)
    with pytest.raises(HistoryProblem, match="closed"):
        store.read(version_of)
    assert store._connection is None
    store.close()


def test_the_file_and_its_copy_are_the_owners_alone(kept):
    history = History(kept, (*MIGRATIONS, SECOND))
    history.attempts()
    history.close()
    assert {file.name: file.stat().st_mode & 0o077 for file in kept.parent.iterdir()} == {
        kept.name: 0,
        backup_file(kept, len(MIGRATIONS)).name: 0,
    }


def test_a_folder_in_the_files_place_is_said(tmp_path):
    history = History(tmp_path)
    with pytest.raises(HistoryProblem, match="could not be used"):
        history.attempts()
    history.close()


def test_a_read_only_file_is_said(kept):
    connection = sqlite3.connect(f"file:{kept.as_posix()}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute("DELETE FROM attempts")
    connection.close()
    assert "read-only" in told(caught.value, kept).sentence


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        (sqlite3.SQLITE_FULL, "database or disk is full", "The disk is full."),
        (sqlite3.SQLITE_CORRUPT, "database disk image is malformed", "It is damaged."),
        (sqlite3.SQLITE_NOTADB, "file is not a database", "It is damaged."),
        (sqlite3.SQLITE_IOERR, "disk I/O error", "The store says: disk I/O error."),
    ],
)
def test_what_sqlite_says_becomes_a_sentence(code, said, expected):
    error = sqlite3.OperationalError(said)
    error.sqlite_errorcode = code
    problem = told(error, Path("history.sqlite"))
    assert problem.why == expected
    assert problem.next_step


def test_a_message_sqlite_cannot_decode_is_damage():
    assert told(UnicodeDecodeError("utf-8", b"\xd4", 0, 1, "invalid"), Path("h")).why == "It is damaged."


def test_a_database_of_somebody_else_is_put_aside(file):
    file.parent.mkdir()
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()
    assert takes(file)[0] == []
    assert len(put_aside(file)) == 1


def test_in_order_means_version_and_record_agree(file):
    file.parent.mkdir()
    connection = connect(file)
    assert in_order(connection)
    migrate(connection)
    assert in_order(connection)
    connection.execute("DELETE FROM migrations")
    assert not in_order(connection)
    connection.close()
