"""Any text typed finds what it says or nothing; the index and the plain search agree; what is deleted is not in the file."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mockinterview.core.question import Question
from mockinterview.core.transcript import from_sentences
from mockinterview.history import History, search
from mockinterview.history.words import EXCERPT_CHARACTERS, MOST_PHRASES, Phrase, excerpt, fold, phrases
from tests.fakes.fake_banks import FERRY
from tests.history.test_history import NINE, an_attempt

Sayer = Callable[..., str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def history(file: Path) -> Iterator[History]:
    opened = History(file)
    yield opened
    opened.close()


@pytest.fixture(params=["indexed", "plain"])
def say(request: pytest.FixtureRequest, file: Path, history: History, monkeypatch: pytest.MonkeyPatch) -> Sayer:
    """Keeps an answer and returns its id; once with the index, once as if SQLite had none."""
    if request.param == "plain":
        history.close()
        monkeypatch.setattr(search, "has_fts5", lambda connection: False)
        history._store = History(file)._store
    count = 0

    def keep(text: str, question: Question = FERRY) -> str:
        nonlocal count
        count += 1
        attempt = an_attempt(question, NINE + timedelta(minutes=count))
        history.add_attempt(attempt)
        history.save_transcript(attempt.id, from_sentences([text]))
        return attempt.id

    return keep


def found(history: History, typed: str) -> list[str]:
    return [hit.attempt.id for hit in history.search(typed)]


def shown(history: History, typed: str) -> list[tuple[str, list[str]]]:
    return [(hit.excerpt, [hit.excerpt[a:b] for a, b in hit.marked]) for hit in history.search(typed)]


# ---------------------------------------------------------------- what is found


@pytest.mark.parametrize(
    "typed",
    [
        "negotiated", "NEGOTIATED", "nego", "team nego", "“small team”", '"small team"', '"small te', "zürich", "Zurich",
        "check-in", "check in", "don't", "don’t", "l'ecole", "42", "team 42", "ＴＥＡＭ", "strasse", "straße", "ﬁnal",
        "team, negotiated!", "zu\u0308rich",
    ],
)  # fmt: skip
def test_words_are_found_however_they_are_typed(say: Sayer, history: History, typed: str) -> None:
    wanted = say("In Zürich a small team negotiated at L'école: don't skip the check-in, Straße 42. The final word.")
    say("Something else altogether.")
    assert found(history, typed) == [wanted]


@pytest.mark.parametrize("typed", ['"team small"', "small xylophone", "egotiated", '"tea"', "smal team", '"sma team"'])
def test_what_was_not_said_is_not_found(say: Sayer, history: History, typed: str) -> None:
    say("a small team negotiated")
    assert found(history, typed) == []


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', '""', "*", "-", "NEAR/2", ":", "AND *", "'", ")(", "words:", "\0", "\ud800"]
)
def test_signs_alone_find_nothing_and_are_no_mistake(say: Sayer, history: History, typed: str) -> None:
    say("a small team negotiated")
    assert found(history, typed) == []


@pytest.mark.parametrize(
    "typed",
    ["small AND team", "small OR team", "NOT small", "small NEAR team", "words : small", "small -team", "^small"],
)
def test_words_of_the_query_language_are_just_words(say: Sayer, history: History, typed: str) -> None:
    say("a small team")
    wanted = say("a small team and or not near words")
    assert wanted in found(history, typed)
    assert len(found(history, typed)) == (1 if re.search("AND|OR|NOT|NEAR|words", typed) else 2)


def test_questions_and_their_notes_are_searched_too(say: Sayer, history: History) -> None:
    noted = replace(FERRY, text="Why the ferry?", notes="Mention the harbour pilot.")
    wanted = say("Because I like water.", noted)
    say("The harbour was closed.", Question("other", "What else?"))
    assert found(history, "ferry water pilot") == [wanted]
    assert shown(history, "mention") == [("Mention the harbour pilot.", ["Mention"])]
    assert shown(history, "ferry") == [("Why the ferry?", ["ferry"])]


def test_scripts_without_spaces_are_found_inside(say: Sayer, history: History) -> None:
    wanted = say("我带领一个小团队", Question("q", "ทำไมคุณอยากทำงานที่นี่"))
    say("灯很亮")
    assert found(history, "小团") == [wanted]
    assert found(history, "团小") == []
    assert found(history, "อยาก") == [wanted]
    assert shown(history, "小团") == [("我带领一个小团队", ["小团"])]
    assert found(history, "灯 亮") != []


def test_the_best_come_first_then_the_newest(history: History, say: Sayer) -> None:
    rare = "harbour " * 5 + "and a great many other words that say nothing of the kind at all"
    once = "harbour and a great many other words that say nothing of the kind at all either here"
    first, second, third = say(once), say(rare), say(once)
    by_best = [second, third, first] if search_is_indexed(history) else [third, second, first]
    assert found(history, "harbour") == by_best
    assert [hit.attempt.id for hit in history.search("harbour", limit=1)] == by_best[:1]


def search_is_indexed(history: History) -> bool:
    return history._store.read(search._indexed)


# ---------------------------------------------------------------- kept right


def test_the_search_follows_edits_undo_the_bin_and_deletion(say: Sayer, history: History) -> None:
    attempt_id = say("an orange boat")
    former = history.transcript(attempt_id)
    assert former is not None
    history.save_transcript(attempt_id, from_sentences(["a purple boat"]), keep_former=True)
    assert found(history, "orange") == []
    assert found(history, "purple boat") == [attempt_id]
    history.save_transcript(attempt_id, former)
    assert found(history, "purple") == []
    assert found(history, "orange") == [attempt_id]
    history.put_in_bin(attempt_id, NINE)
    assert found(history, "orange") == []
    history.take_out_of_bin(attempt_id)
    assert found(history, "orange") == [attempt_id]
    history.remove_attempts([attempt_id])
    assert found(history, "orange") == []


def test_a_change_that_fails_changes_nothing_in_the_index(history: History, say: Sayer) -> None:
    attempt_id = say("an orange boat")

    def half(connection: sqlite3.Connection) -> None:
        search.note_words(connection, attempt_id, "a purple boat")
        raise LookupError

    with pytest.raises(LookupError):
        history._store.write(half)
    assert found(history, "orange") == [attempt_id]
    assert found(history, "purple") == []


@pytest.mark.parametrize("say", ["indexed"], indirect=True)
def test_an_index_that_stood_still_is_made_anew(
    say: Sayer, history: History, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer without FTS5 goes on with a file that has an index; back on the first, nothing is missed."""
    old = say("an orange boat")
    history.close()
    with monkeypatch.context() as poorer:
        poorer.setattr(search, "has_fts5", lambda connection: False)
        second = History(file)
        assert second.notes == ()
        assert second._store.read(search._triggers) == []
        second.remove_attempts([old])
        fresh = an_attempt()
        second.add_attempt(fresh)
        second.save_transcript(fresh.id, from_sentences(["a purple boat"]))
        assert found(second, "boat") == [fresh.id]
        second.close()
    assert b"orange" not in file.read_bytes()
    third = History(file)
    assert third.notes == ()
    assert search_is_indexed(third)
    assert found(third, "boat") == [fresh.id]
    third.close()


@pytest.mark.parametrize("say", ["indexed"], indirect=True)
def test_damage_in_the_index_keeps_nobody_from_anything(
    say: Sayer, history: History, file: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("index of words|put aside")  # newer versions of SQLite find it when they check the whole file
    ids = [say(f"an orange boat {number}") for number in range(20)]
    history._store.write(lambda c: c.execute("UPDATE found_data SET block = NULL"))
    history.close()
    again = History(file)
    assert len(found(again, "orange")) == 20
    again.save_transcript(ids[0], from_sentences(["a purple boat"]))
    again.remove_attempts([ids[1]])
    fresh = an_attempt()
    again.add_attempt(fresh)
    assert found(again, "purple") == [ids[0]]
    assert len(found(again, "orange")) == 18
    again.close()


def test_a_database_of_before_is_made_searchable_once(history: History, say: Sayer, file: Path) -> None:
    attempt_id = say("an orange boat")
    history._store.write(lambda c: c.execute("DELETE FROM spoken"))
    assert found(history, "orange") == []
    history.close()
    again = History(file)
    assert again.notes == ()
    assert found(again, "orange") == [attempt_id]
    again.close()


def test_nothing_of_deleted_words_stays_in_the_file(history: History, say: Sayer, file: Path) -> None:
    kept = [say(f"a boat and harbour number {number}") for number in range(30)]
    gone = [say(f"quincemarmalade and zebracrossing {number} tovarishch") for number in range(30)]
    history.save_transcript(gone[0], from_sentences(["nothing of that"]))
    history.save_transcript(kept[0], from_sentences(["quincemarmalade"]))
    history.save_transcript(kept[0], from_sentences(["a boat"]))
    assert b"uincemarmalade" in file.read_bytes()
    history.remove_attempts(gone)
    history.close()
    raw = file.read_bytes()
    for trace in (b"uincemarmalade", b"ebracrossing", b"ovarishch"):
        assert trace not in raw
    assert b"harbour" in raw


# ---------------------------------------------------------------- whatever is typed

TEXT = st.text(st.one_of(st.sampled_from("aäbß灯 แ\"'*-:()^“”"), st.characters(codec="utf-8")), max_size=40)
TYPED = st.text(max_size=60) | TEXT


@pytest.fixture(scope="module")
def both() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(
        """CREATE TABLE attempts (id TEXT UNIQUE); CREATE TABLE bin (attempt_id TEXT);
        CREATE TABLE spoken (number INTEGER PRIMARY KEY, attempt_id TEXT, started_at TEXT, said TEXT, words TEXT,
        question TEXT, notes TEXT);"""
    )
    search.prepare(connection)
    yield connection
    connection.close()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=4), TYPED)
@example([("a b", "", "")], '"a b')
@example([("ab a", "", "")], '"a" a')
def test_index_and_plain_search_find_the_same(
    both: sqlite3.Connection, texts: list[tuple[str, str, str]], typed: str
) -> None:
    both.execute("DELETE FROM spoken")
    for number, row in enumerate(texts):
        both.execute("INSERT INTO spoken VALUES (?, ?, '', '', ?, ?, ?)", (number, str(number), *map(fold, row)))
    wanted = phrases(typed)
    if wanted:
        assert search._indexed(both)
        indexed = search._find_indexed(both, wanted, 50)
        assert sorted(indexed) == sorted(search._find_plainly(both, wanted, 50))


@settings(max_examples=150)
@given(st.lists(TEXT, min_size=1, max_size=3), TYPED)
@example(["x " * 300 + "quay"], "quay")
@example(["x" * 500], "x")
def test_an_excerpt_shows_what_was_looked_for(texts: list[str], typed: str) -> None:
    wanted = phrases(typed)
    line, marked = excerpt(texts, wanted)
    assert len(line) <= EXCERPT_CHARACTERS + 2
    assert "\n" not in line
    before = 0
    for begin, end in marked:
        assert before <= begin < end <= len(line)
        before = end
    holding = [text for text in texts if any(p.starts(fold(text).split()) for p in wanted)]
    assert bool(marked) == bool(holding)


@given(TYPED)
def test_folding_folds_no_further(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_what_is_typed_becomes_phrases() -> None:
    assert phrases('one "two three" don\'t fo') == (
        Phrase(("one",)), Phrase(("two", "three")), Phrase(("don", "t")), Phrase(("fo",), begun=True),
    )  # fmt: skip
    assert phrases('“two” "three fo') == (Phrase(("two",)), Phrase(("three", "fo"), begun=True))
    assert phrases("same same") == (Phrase(("same",)), Phrase(("same",), begun=True))
    assert len(phrases(" ".join(f"w{number}" for number in range(500)))) == MOST_PHRASES
    assert phrases("é" * 100_000) != ()


def test_of_a_long_answer_the_place_with_most_of_it_is_shown() -> None:
    text = "boat " + "and so on " * 60 + "the boat left the harbour at dawn " + "and so on " * 60
    line, marked = excerpt([text, "a boat"], phrases("boat harbour"))
    assert [line[begin:end] for begin, end in marked] == ["boat", "harbour"]
    assert line.startswith("…")
    assert line.endswith("…")
    assert line[1:-1] in text


def test_marks_leave_out_the_signs_around_a_word() -> None:
    line, marked = excerpt(['He said: "Harbour!" - well-known\n  (harbours).'], phrases("known harbour"))
    assert line == 'He said: "Harbour!" - well-known (harbours).'
    assert [line[begin:end] for begin, end in marked] == ["Harbour", "known", "harbours"]
