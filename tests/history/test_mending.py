"""A damaged history comes back from what is left of it and from the copies, and the person is told what did."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.problems import HistoryProblem
from mockinterview.history import History, mending
from mockinterview.history.backup import DailyCopies
from mockinterview.history.files import connect
from mockinterview.history.migrations import MIGRATIONS
from mockinterview.history.store import Store
from tests.fakes.fake_banks import FERRY
from tests.history.test_history import WORDS, a_coverage, an_attempt

WRONG_HEADERS = {
    "magic": lambda raw: b"X" + raw[1:],
    "all of the header": lambda raw: b"\xff" * 100 + raw[100:],
    "version 99": lambda raw: raw[:60] + (99).to_bytes(4, "big") + raw[64:],
    "version 0": lambda raw: raw[:60] + (0).to_bytes(4, "big") + raw[64:],
    "page size": lambda raw: raw[:16] + (512).to_bytes(2, "big") + raw[18:],
    "letters": lambda raw: raw[:56] + (2).to_bytes(4, "big") + raw[60:],
    "write-ahead": lambda raw: raw[:18] + b"\x07\x07" + raw[20:],
}


@pytest.fixture(autouse=True)
def _damage_may_be_logged(expect_log):
    expect_log("damaged")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "history.sqlite"


SAID = Opinion(
    {"spare": State.PARTLY},
    {"log": "Say when."},
    (Passage(0, 400, "spare"),),
    (Passage(400, 800, "log"),),
    (Bookmark(0), Bookmark(700, "here")),
)


def filled(file, number=30):
    """A store of so many attempts, each with words, states and a verdict; their ids."""
    history = History(file)
    attempts = [an_attempt(take=take) for take in range(1, number + 1)]
    for attempt in attempts:
        history.add_attempt(attempt)
        history.save_transcript(attempt.id, WORDS)
        history.save_coverage(attempt.id, a_coverage())
        history.save_opinion(attempt.id, SAID)
    history.close()
    return attempts


def hurt(file, page, fill=b"\xa5"):
    """Overwrite one page, from 1."""
    with file.open("r+b") as opened:
        opened.seek((page - 1) * 4096)
        opened.write(fill * 4096)


def pages_of(file, table):
    """The leaf pages of a table."""
    with closing(sqlite3.connect(file)) as connection:
        query = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path"
        return [row[0] for row in connection.execute(query, (table,))]


@pytest.mark.parametrize("damage", WRONG_HEADERS.values(), ids=WRONG_HEADERS)
def test_a_wrong_header_costs_nothing(file, damage):
    attempts = filled(file)
    file.write_bytes(damage(file.read_bytes()))
    history = History(file)
    [note] = history.notes
    assert {attempt.id for attempt in history.attempts()} == {attempt.id for attempt in attempts}
    assert all(history.transcript(attempt.id) == WORDS for attempt in attempts)
    assert all(history.coverage(attempt.id) == a_coverage() for attempt in attempts)
    assert all(history.opinion(attempt.id) == SAID for attempt in attempts)
    assert "30 answers" in note.sentence
    assert len(history.search("lamp")) == 30
    history.close()


def test_what_can_be_read_around_a_broken_page_comes_back(file):
    attempts = filled(file, 200)
    pages = pages_of(file, "attempts")
    hurt(file, pages[len(pages) // 2])
    history = History(file)
    [note] = history.notes
    back = {attempt.id for attempt in history.attempts()}
    lost = {attempt.id for attempt in attempts} - back
    assert 0 < len(lost) < 12
    assert "what could still be read" in note.sentence
    assert "missing" in note.next_step
    for attempt in attempts:  # as a start does for takes the store does not know
        history.add_attempt(attempt)
    assert all(history.transcript(attempt.id) == WORDS for attempt in attempts)
    assert all(history.opinion(attempt.id) == SAID for attempt in attempts)
    history.close()


def test_words_of_attempts_that_never_come_back_are_gone_at_the_next_start(file):
    filled(file, 200)
    pages = pages_of(file, "attempts")
    hurt(file, pages[len(pages) // 2])
    for _ in range(2):
        history = History(file)
        assert history.notes or history.attempts()
        history.close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("table", ["item_notes", "passages", "bookmarks"])
def test_notes_and_marks_around_a_broken_page_come_back(file, table):
    attempts = filled(file, 200)
    pages = pages_of(file, table)
    hurt(file, pages[len(pages) // 2])
    history = History(file)
    assert len(history.notes) == 1
    said = [history.opinion(attempt.id) for attempt in attempts]
    history.close()
    assert len(said) / 2 < sum(one == SAID for one in said) < len(said)
    assert all(one.verdicts == SAID.verdicts for one in said)


def test_a_passage_nobody_can_understand_is_left_out(file):
    [attempt] = filled(file, 1)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE passages SET end_ms = -1 WHERE added = 1")
        connection.commit()
    history = History(file)
    assert history.opinion(attempt.id) == replace(SAID, added=())
    history.close()
    file.write_bytes(WRONG_HEADERS["magic"](file.read_bytes()))
    history = History(file)
    assert history.opinion(attempt.id) == replace(SAID, added=())
    history.close()


def test_a_damaged_name_of_a_column_costs_only_its_table(file):
    [attempt] = filled(file, 1)
    raw = file.read_bytes()
    start = raw.index(b"CREATE TABLE bookmarks")
    file.write_bytes(raw[:start] + raw[start : start + 60].replace(b"attempt_id", b"attempt_iX") + raw[start + 60 :])
    history = History(file)
    assert len(history.notes) == 1
    assert history.opinion(attempt.id) == replace(SAID, bookmarks=())
    assert history.transcript(attempt.id) == WORDS
    history.close()


def test_attempts_whose_words_were_lost_are_promised_to_the_recogniser(file):
    filled(file, 200)
    hurt(file, pages_of(file, "transcripts")[3])
    history = History(file)
    assert len(history.notes) == 1
    without = {attempt.id for attempt in history.attempts() if history.transcript(attempt.id) is None}
    assert 0 < len(without) < 50
    assert {job.attempt_id for job in history.waiting_jobs()} == without
    history.close()


def test_what_the_file_cannot_say_comes_from_the_newest_good_copy(file):
    attempts = filled(file)
    DailyCopies(file).make()
    later = an_attempt(FERRY)
    history = History(file)
    history.add_attempt(later)
    history.save_opinion(attempts[0].id, Opinion({"log": State.COVERED}))
    history.close()
    file.write_bytes(b"\x00" * file.stat().st_size)
    history = History(file)
    [note] = history.notes
    assert {attempt.id for attempt in history.attempts()} == {attempt.id for attempt in attempts}
    assert history.verdicts(attempts[0].id) == {"spare": State.PARTLY}
    assert "from the copy of" in note.sentence
    assert "lost" in note.next_step
    history.close()


def test_what_the_file_says_wins_over_the_copy(file):
    attempts = filled(file)
    DailyCopies(file).make()
    history = History(file)
    history.save_opinion(attempts[0].id, Opinion({"spare": State.COVERED}))
    history.put_in_bin(attempts[1].id, attempts[1].started_at)
    history.close()
    raw = file.read_bytes()
    file.write_bytes(WRONG_HEADERS["magic"](raw))
    history = History(file)
    assert len(history.notes) == 1
    assert history.verdicts(attempts[0].id) == {"spare": State.COVERED}
    assert [binned.attempt.id for binned in history.bin()] == [attempts[1].id]
    assert all(history.coverage(attempt.id) == a_coverage() for attempt in attempts)
    history.close()


def test_a_copy_of_an_earlier_version_helps_too(file):
    attempts = filled(file)
    copies = DailyCopies(file, MIGRATIONS)
    copy = copies.make()
    file.unlink()
    store = Store(file, (*MIGRATIONS, mending_step()))
    assert len(store.notes) == 1
    ids = store.read(lambda c: {row[0] for row in c.execute("SELECT id FROM attempts WHERE note = ''")})
    store.close()
    assert ids == {attempt.id for attempt in attempts}
    assert copy.exists()


def mending_step():
    from tests.history.test_store import SECOND

    return SECOND


def test_a_damaged_copy_is_passed_over(file):
    attempts = filled(file)
    copies = DailyCopies(file)
    newest = copies.make()
    older = newest.with_name("history-2020-01-01.sqlite")
    shutil.copyfile(newest, older)
    hurt(newest, 2)
    file.write_bytes(b"")
    history = History(file)
    [note] = history.notes
    assert "1 January 2020" in note.sentence
    assert len(history.attempts()) == len(attempts)
    history.close()


def test_a_file_that_is_gone_comes_back_from_the_copy_and_that_is_said(file):
    filled(file)
    DailyCopies(file).make()
    file.unlink()
    history = History(file)
    [note] = history.notes
    assert note.what.startswith("The history was gone.")
    assert len(history.attempts()) == 30
    assert history.put_aside() == ()
    history.close()


def test_damage_that_only_a_full_check_finds_is_mended_before_anything_is_written(file):
    filled(file, 200)
    hurt(file, pages_of(file, "coverages")[1])
    history = History(file)
    fresh = an_attempt(FERRY)
    history.add_attempt(fresh)
    assert history.attempt(fresh.id) == fresh
    assert len(history.notes) == 1
    assert len(history.put_aside()) == 1
    history.close()


def test_a_journal_of_another_file_does_no_lasting_harm(file, tmp_path):
    attempts = filled(file, 60)
    other = tmp_path / "other" / "history.sqlite"
    other.parent.mkdir()
    filled(other, 40)
    leave_hot_journal(other, file.with_name(f"{file.name}-journal"))
    history = History(file)
    assert history.attempts()
    assert {attempt.id for attempt in attempts} <= {attempt.id for attempt in history.attempts()}
    history.close()
    assert not mending.torn_file(file).exists()


def leave_hot_journal(file, target):
    """Copy the journal of a transaction that changes every attempt and is never committed."""
    with closing(connect(file)) as connection:
        connection.execute("PRAGMA cache_size = 5")  # so that pages are spilled, and the journal is written for good
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE attempts SET device = device || 'x'")
        connection.execute("UPDATE transcripts SET transcript = transcript || '      '")
        journal = file.with_name(f"{file.name}-journal")
        assert journal.stat().st_size > 512
        shutil.copyfile(journal, target)
        connection.execute("ROLLBACK")


def test_a_crash_between_the_last_two_steps_is_taken_up(file, monkeypatch):
    attempts = filled(file)
    file.write_bytes(WRONG_HEADERS["magic"](file.read_bytes()))
    calls = []
    real = os.replace

    def die_at_the_last(source, target):
        if str(target) == str(file):
            calls.append(source)
            raise OSError(5, "Input/output error")
        real(source, target)

    monkeypatch.setattr("os.replace", die_at_the_last)
    history = History(file)
    with pytest.raises(HistoryProblem, match="Input/output error"):
        history.attempts()
    history.close()
    monkeypatch.undo()
    assert calls
    assert not file.exists()
    history = History(file)
    assert "It was rebuilt" in history.notes[0].sentence
    assert {attempt.id for attempt in history.attempts()} == {attempt.id for attempt in attempts}
    history.close()


def test_flips_in_a_filled_store_cost_next_to_nothing(file):
    attempts = filled(file, 60)
    raw, chance, lost = file.read_bytes(), random.Random(3), 0
    for _ in range(20):
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        file.write_bytes(bytes(damaged))
        history = History(file)
        for attempt in attempts:
            history.add_attempt(attempt)  # from its take
        back = {attempt.id for attempt in history.attempts()}
        lost += len({attempt.id for attempt in attempts} - back)
        history.close()
        for left in file.parent.glob("history.sqlite.*"):
            left.unlink()
    assert lost == 0


# ---------------------------------------------------------------- two programs


def test_of_two_programs_that_meet_the_same_damage_one_mends_it(file):
    attempts = filled(file)
    hurt(file, page=2 + file.stat().st_size // 4096 // 2)
    both = [History(file), History(file)]
    notes = [note for history in both for note in history.notes]
    found = [history.attempts() for history in both]
    for history in both:
        history.add_attempt(an_attempt())
        history.close()
    assert len(notes) == len(list(file.parent.glob("*.corrupt-*"))) == 1
    assert found[0] == found[1]
    assert len(found[0]) == len(attempts)
    last = History(file)
    assert len(last.attempts()) == len(attempts) + 2
    last.close()


def test_what_is_written_goes_into_the_file_another_program_mended(file):
    attempts = filled(file, 3)
    first = History(file)
    assert first.notes == ()
    hurt(file, page=file.stat().st_size // 4096 // 2)
    second = History(file)
    assert "rebuilt" in second.notes[0].what
    added = an_attempt()
    first.add_attempt(added)
    assert added in second.attempts()
    assert len(first.attempts()) == len(attempts) + 1
    for history in (first, second):
        history.close()


def test_a_mending_that_cannot_be_is_a_sentence_and_tried_again(file, monkeypatch):
    attempts = filled(file, 3)
    hurt(file, page=file.stat().st_size // 4096 // 2)
    monkeypatch.setattr(mending, "BUSY_TIMEOUT_MS", 1)
    with mending.one_at_a_time(file):
        history = History(file)
        with pytest.raises(HistoryProblem, match=r"Another program is using it\."):
            history.add_attempt(an_attempt())
    history.add_attempt(an_attempt())
    assert len(history.attempts()) == len(attempts) + 1
    history.close()


def test_the_other_tables_come_back_where_the_list_of_tables_is_damaged(file):
    attempts = filled(file)
    raw = bytearray(file.read_bytes())
    at = raw.index(b"CREATE TABLE jobs")
    raw[at - 60 : at + 100] = bytes(160)
    file.write_bytes(raw)
    history = History(file)
    assert "rebuilt" in history.notes[0].what
    assert set(history.attempts()) == set(attempts)
    assert history.transcript(attempts[0].id) == WORDS
    history.close()
