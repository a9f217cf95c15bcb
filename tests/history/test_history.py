"""The store keeps what it promised, from any thread, and deletes truly."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest

from mockinterview.core.attempt import Attempt, MarkKind, TakeMark, Tally, WaitingJob
from mockinterview.core.coverage import ItemScore, Span, State, cover
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.problems import HistoryProblem
from mockinterview.core.question import Question
from mockinterview.core.transcript import Transcript, Word, from_sentences
from mockinterview.history import History
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.fakes.fake_keeper import FakeKeeper

NINE = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
WORDS = Transcript(
    "whisper", "base.en", "en", 3000, (Word("spare", 0, 400, 0.9), Word("lamp", 400, 800)), (), draft=True
)


def an_attempt(question=LIGHTHOUSE, at=NINE, take=1, **changes):
    plain = Attempt(str(uuid4()), question, take, at, 61_000, 16_000, "Mikrofon “Größe” 麦克风")
    return replace(plain, **changes)


def a_coverage(question=LIGHTHOUSE):
    scores = {"spare": ItemScore(0.8, 0.9, spans=(Span(0, 1, 0.8),), reason="You said: “spare lamp”.")}
    return cover(question, WORDS, scores, "test 1")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "history.sqlite"


@pytest.fixture(params=["real", "fake"])
def keeper(request, file):
    """The store and its fake live by the same rules."""
    keeper = History(file) if request.param == "real" else FakeKeeper()
    yield keeper
    keeper.close()


def test_an_attempt_comes_back_as_it_was(keeper):
    marks = (TakeMark(MarkKind.PAUSED, 900), TakeMark(MarkKind.GAP, 1200, "0.4 s are missing"))
    attempt = an_attempt(marks=marks, duration_ms=0)
    keeper.add_attempt(attempt)
    assert keeper.attempt(attempt.id) == attempt
    assert keeper.attempts() == (attempt,)


def test_what_is_not_there_is_none_or_empty(keeper):
    assert keeper.attempt("nobody") is None
    assert keeper.transcript("nobody") is None
    assert keeper.coverage("nobody") is None
    assert keeper.verdicts("nobody") == {}
    assert keeper.attempts("nothing") == ()
    assert keeper.tallies() == {}
    assert keeper.next_take("nothing") == 1
    assert keeper.waiting_jobs() == ()


def test_adding_the_same_again_changes_nothing(keeper):
    attempt = an_attempt()
    keeper.add_attempt(attempt)
    keeper.save_transcript(attempt.id, WORDS)
    keeper.add_attempt(replace(attempt, duration_ms=5))
    assert keeper.attempts() == (attempt,)
    assert keeper.transcript(attempt.id) == WORDS


def test_attempts_come_newest_first_also_across_time_zones(keeper):
    late = an_attempt(at=datetime(2025, 3, 1, 11, 30, tzinfo=timezone(timedelta(hours=2))))  # half past nine in UTC
    early = an_attempt(at=NINE + timedelta(microseconds=1))
    other = an_attempt(FERRY, at=NINE + timedelta(days=1))
    for attempt in (other, late, early):
        keeper.add_attempt(attempt)
    assert [attempt.id for attempt in keeper.attempts()] == [other.id, late.id, early.id]
    assert [attempt.id for attempt in keeper.attempts("lighthouse")] == [late.id, early.id]


def test_of_two_at_the_same_moment_the_one_kept_last_comes_first(keeper):
    first, second = an_attempt(), an_attempt(take=2)
    keeper.add_attempt(first)
    keeper.add_attempt(second)
    assert [attempt.id for attempt in keeper.attempts()] == [second.id, first.id]


def test_tallies_count_and_know_the_last(keeper):
    for minutes, question in ((0, LIGHTHOUSE), (30, LIGHTHOUSE), (10, FERRY)):
        keeper.add_attempt(an_attempt(question, NINE + timedelta(minutes=minutes)))
    assert keeper.tallies() == {
        "lighthouse": Tally(2, NINE + timedelta(minutes=30)),
        "ferry": Tally(1, NINE + timedelta(minutes=10)),
    }


def test_the_next_take_counts_on_after_a_deletion(keeper):
    attempts = [an_attempt(take=take) for take in (1, 2, 3)]
    for attempt in attempts:
        keeper.add_attempt(attempt)
    keeper.remove_attempts([attempts[1].id])
    assert keeper.next_take("lighthouse") == 4
    assert keeper.next_take("ferry") == 1


def test_words_and_states_come_back_as_they_were(keeper):
    attempt = an_attempt()
    keeper.add_attempt(attempt)
    keeper.save_transcript(attempt.id, WORDS)
    keeper.save_coverage(attempt.id, a_coverage())
    assert keeper.transcript(attempt.id) == WORDS
    assert keeper.coverage(attempt.id) == a_coverage()
    keeper.save_transcript(attempt.id, replace(WORDS, edited=True))
    keeper.save_coverage(attempt.id, replace(a_coverage(), carried=True))
    assert keeper.transcript(attempt.id) == replace(WORDS, edited=True)
    assert keeper.coverage(attempt.id) == replace(a_coverage(), carried=True)


def test_new_words_drop_the_states_of_the_old_ones(keeper):
    attempt = an_attempt()
    keeper.add_attempt(attempt)
    keeper.save_transcript(attempt.id, WORDS)
    keeper.save_coverage(attempt.id, a_coverage())
    keeper.save_opinion(attempt.id, Opinion({"spare": State.PARTLY}))
    keeper.save_transcript(attempt.id, from_sentences(["Something else."]))
    assert keeper.coverage(attempt.id) is None
    assert keeper.verdicts(attempt.id) == {"spare": State.PARTLY}


def test_words_that_others_took_the_place_of_can_be_kept(keeper):
    attempt, other = an_attempt(), an_attempt(FERRY)
    for one in (attempt, other):
        keeper.add_attempt(one)
        keeper.save_transcript(one.id, WORDS, keep_former=True)
    second, third = from_sentences(["Something else."]), from_sentences(["And once more."])
    for transcript in (second, second, third):
        keeper.save_transcript(attempt.id, transcript, keep_former=True)
    assert keeper.transcript(attempt.id) == third
    assert keeper.former_transcripts(attempt.id) == (second, WORDS)
    keeper.save_transcript(attempt.id, WORDS)
    assert keeper.former_transcripts(attempt.id) == (second,)
    keeper.save_transcript(attempt.id, second, keep_former=True)
    assert keeper.former_transcripts(attempt.id) == (WORDS,)
    assert keeper.former_transcripts(other.id) == ()
    keeper.remove_attempts([attempt.id])
    assert keeper.former_transcripts(attempt.id) == ()


OPINION = Opinion(
    {"spare": State.PARTLY, "log": State.COVERED},
    {"log": "Say when: “灯”"},
    (Passage(0, 400, "spare"), Passage(0, 800, "log")),
    (Passage(400, 800, "spare"),),
    (Bookmark(0), Bookmark(700, "Größe?")),
)


def test_what_the_person_says_is_kept_whole_and_changed_whole(keeper):
    attempt, other = an_attempt(), an_attempt(FERRY)
    for one in (attempt, other):
        keeper.add_attempt(one)
        assert keeper.opinion(one.id) == Opinion()
        keeper.save_opinion(one.id, OPINION)
    assert keeper.opinion(attempt.id) == OPINION
    assert keeper.verdicts(attempt.id) == OPINION.verdicts
    fewer = Opinion({"spare": State.NOT_FOUND}, added=OPINION.removed, bookmarks=(Bookmark(700),))
    keeper.save_opinion(attempt.id, fewer)
    assert keeper.opinion(attempt.id) == fewer
    keeper.save_opinion(attempt.id, Opinion())
    assert keeper.opinion(attempt.id).empty
    assert keeper.opinion(other.id) == OPINION


def test_what_the_person_wrote_is_found(keeper):
    attempt, other = an_attempt(), an_attempt(FERRY)
    for one in (attempt, other):
        keeper.add_attempt(one)
    keeper.save_opinion(attempt.id, Opinion(notes={"spare": "The horn was late."}, bookmarks=(Bookmark(5, "bell"),)))
    for words, line in (("horn", "The horn was late."), ("bell", "bell")):
        [hit] = keeper.search(words)
        assert hit.attempt == attempt
        assert line in hit.excerpt
        assert [hit.excerpt[start:end] for start, end in hit.marked] == [words]
    keeper.save_opinion(attempt.id, Opinion(bookmarks=(Bookmark(5, "bell"),)))
    assert keeper.search("horn") == ()
    assert len(keeper.search("bell")) == 1
    keeper.remove_attempts([attempt.id])
    assert keeper.search("bell") == ()


def test_promised_work_is_kept_once_and_in_order(keeper):
    first, second = an_attempt(), an_attempt()
    for attempt in (first, second):
        keeper.add_attempt(attempt)
        keeper.put_job(WaitingJob(attempt.id, "recognise"))
    keeper.put_job(WaitingJob(first.id, "recognise"))
    assert keeper.waiting_jobs() == (WaitingJob(first.id, "recognise"), WaitingJob(second.id, "recognise"))
    keeper.drop_job(WaitingJob(first.id, "recognise"))
    keeper.drop_job(WaitingJob(first.id, "recognise"))
    assert keeper.waiting_jobs() == (WaitingJob(second.id, "recognise"),)


def test_what_comes_after_a_deletion_goes_nowhere(keeper):
    attempt = an_attempt()
    keeper.add_attempt(attempt)
    keeper.put_job(WaitingJob(attempt.id, "recognise"))
    keeper.remove_attempts([attempt.id])
    keeper.remove_attempts([attempt.id])
    keeper.save_transcript(attempt.id, WORDS)
    keeper.save_coverage(attempt.id, a_coverage())
    keeper.save_opinion(attempt.id, OPINION)
    keeper.put_job(WaitingJob(attempt.id, "recognise"))
    assert keeper.attempt(attempt.id) is None
    assert keeper.transcript(attempt.id) is None
    assert keeper.coverage(attempt.id) is None
    assert keeper.opinion(attempt.id).empty
    assert keeper.waiting_jobs() == ()


def test_facts_name_what_doctor_shows(keeper):
    keeper.add_attempt(an_attempt())
    facts = keeper.facts()
    assert {"file", "version", "attempts", "size_bytes", "sqlite"} <= set(facts)
    assert facts["attempts"] == 1


# ---------------------------------------------------------------- the real one only


def test_everything_is_there_in_the_next_run(file):
    attempt = an_attempt()
    first = History(file)
    first.add_attempt(attempt)
    first.save_transcript(attempt.id, WORDS)
    first.save_coverage(attempt.id, a_coverage())
    first.save_opinion(attempt.id, OPINION)
    first.put_job(WaitingJob(attempt.id, "recognise"))
    first.close()
    second = History(file)
    assert second.attempts() == (attempt,)
    assert second.transcript(attempt.id) == WORDS
    assert second.coverage(attempt.id) == a_coverage()
    assert second.opinion(attempt.id) == OPINION
    assert second.waiting_jobs() == (WaitingJob(attempt.id, "recognise"),)
    assert second.notes == ()
    second.close()


def test_a_deletion_leaves_no_trace_in_the_folder(file):
    history = History(file)
    marked = Question("q", "Where is the quincemarmalade?")
    attempt, other = an_attempt(marked, device="quincemarmalade"), an_attempt(FERRY)
    history.add_attempt(attempt)
    history.add_attempt(other)
    history.save_transcript(attempt.id, from_sentences(["It is quincemarmalade."] * 400))
    said = "quincemarmalade"
    remarks = Opinion({said: State.COVERED}, {said: said}, (Passage(0, 9, said),), (), (Bookmark(5, said),))
    history.save_opinion(attempt.id, remarks)
    history.save_opinion(attempt.id, replace(remarks, notes={"spare": said}))
    assert b"quincemarmalade" in file.read_bytes()
    history.remove_attempts([attempt.id])
    history.close()
    for left in file.parent.iterdir():
        assert b"quincemarmalade" not in left.read_bytes()
        assert attempt.id.encode() not in left.read_bytes()


def test_it_may_be_asked_from_many_threads_at_once(file):
    history = History(file)
    attempts = [an_attempt(take=take) for take in range(1, 41)]
    failures = []

    def keep(mine):
        try:
            for attempt in mine:
                history.add_attempt(attempt)
                history.save_transcript(attempt.id, WORDS)
                assert history.attempt(attempt.id) == attempt
        except Exception as error:  # noqa: BLE001 - collected for the main thread
            failures.append(error)

    threads = [threading.Thread(target=keep, args=(attempts[part::4],)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {attempt.id for attempt in history.attempts()} == {attempt.id for attempt in attempts}
    history.close()


def test_close_ends_the_thread_and_later_calls_are_a_sentence(file):
    history = History(file)
    history.close()
    history.close()
    assert not any(thread.name.startswith("history") for thread in threading.enumerate())
    with pytest.raises(HistoryProblem, match="closed"):
        history.attempts()


def test_every_write_waits_until_it_is_on_disk(file):
    history = History(file)
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
    values = [history._store.write(lambda c, p=pragma: c.execute(f"PRAGMA {p}").fetchone()[0]) for pragma in pragmas]
    assert values == ["delete", 3, 1, 1, 30000]
    history.close()
