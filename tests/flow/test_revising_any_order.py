"""Whatever is done to a review, in whatever order: what is kept is what is shown, and every step leads back and forth again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.core.coverage import State
from mockinterview.core.editing import Edit
from mockinterview.core.problems import UsageProblem
from mockinterview.core.review import Review
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.revising import Revising
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_matcher import FakeMatcher
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

SAID = spoken("um I had a spare lamp and put the log straight before the next ship came in calm weather")
WORDS = len(SAID.words)

items = st.sampled_from([item.id for item in LIGHTHOUSE.items])
places = st.integers(0, WORDS + 2)
times = st.integers(-5, 9_500)
texts = st.sampled_from(["", "calm", "spare", "two words", "log  log log"])
edits = st.builds(
    lambda first, length, text: Edit(first, first + length, tuple(text.split())), places, st.integers(0, 3), texts
)


@dataclass(frozen=True)
class Verb:
    """Something a person does to the answer."""

    name: str
    values: tuple[object, ...]

    def __call__(self, revising: Revising, attempt_id: str) -> None:
        with suppress(UsageProblem):  # there are no such words any more: nothing is done
            getattr(revising, self.name)(attempt_id, *self.values)


def verb(name: str, *values: st.SearchStrategy[object]) -> st.SearchStrategy[Verb]:
    return st.tuples(*values).map(lambda given: Verb(name, given))


opinions = (
    verb("decide", items, st.none() | st.sampled_from(State)),
    verb("note", items, texts),
    verb("mark", items, places, places),
    verb("unmark", items, st.integers(0, 2)),
    verb("bookmark", times, texts),
    verb("name_bookmark", times, texts),
    verb("drop_bookmark", times),
)
words = (verb("edit", st.lists(edits, min_size=1, max_size=3)), verb("bring_back_original"))
verbs = st.one_of(*opinions, *words, *words, verb("undo"), verb("redo"))


class Desk:
    """One answer with its words and states, open for review."""

    def __init__(self) -> None:
        self.story = Story()
        self.story.transcriber.transcript = SAID
        self.story.answering.ask(LIGHTHOUSE)
        self.attempt_id = self.story.record(9000)
        assert self.story.reviewing.wait(self.attempt_id, 5)
        self.revising = self.story.reviewing.revising
        self.start = self.story.reviewing.review(self.attempt_id)

    def do(self, verbs: list[Verb]) -> None:
        for one in verbs:
            one(self.revising, self.attempt_id)

    def settled(self) -> Review:
        """The review once everything is kept and lined up; what is shown, what is kept and what is read are the same."""
        self.story.jobs.wait_all(JobKind.JUDGE)
        self.story.jobs.wait_all(JobKind.LINE_UP)
        keeper, reviewing = self.story.keeper, self.story.reviewing
        shown, read = reviewing.shown(self.start), reviewing.review(self.attempt_id)
        assert shown.opinion == read.opinion == keeper.opinion(self.attempt_id)
        assert shown.transcript == read.transcript == keeper.transcript(self.attempt_id)
        assert read.coverage == keeper.coverage(self.attempt_id)
        assert read.transcript is not None
        assert read.coverage == FakeMatcher().line_up(read.transcript, LIGHTHOUSE)
        assert keeper.waiting_jobs() == ()
        return read

    def close(self) -> None:
        self.story.jobs.close()


def in_review(work: Callable[[Desk], None]) -> None:
    desk = Desk()
    try:
        work(desk)
    finally:
        desk.close()


@settings(max_examples=60, deadline=None)
@given(st.lists(verbs, max_size=14))
def test_all_undone_is_the_start_and_all_done_again_the_end(done: list[Verb]) -> None:
    def work(desk: Desk) -> None:
        desk.do(done)
        while desk.revising.redo(desk.attempt_id):
            pass
        end = desk.settled()
        undone = 0
        while desk.revising.undo(desk.attempt_id):
            undone += 1
        start = desk.settled()
        assert (start.transcript, start.coverage, start.opinion) == (
            desk.start.transcript, desk.start.coverage, desk.start.opinion,
        )  # fmt: skip
        again = 0
        while desk.revising.redo(desk.attempt_id):
            again += 1
        assert again == undone
        assert desk.settled() == end

    in_review(work)


@settings(max_examples=60, deadline=None)
@given(st.lists(verbs, max_size=10), st.lists(verbs, max_size=10))
def test_each_step_back_is_where_one_was(first: list[Verb], then: list[Verb]) -> None:
    def work(desk: Desk) -> None:
        desk.do(first)
        before = desk.story.reviewing.shown(desk.start)
        desk.do([one for one in then if one.name not in ("undo", "redo")])
        while desk.revising.undoable(desk.attempt_id) and desk.story.reviewing.shown(desk.start) != before:
            desk.revising.undo(desk.attempt_id)
        shown = desk.story.reviewing.shown(desk.start)
        assert (shown.transcript, shown.opinion) == (before.transcript, before.opinion)
        desk.settled()

    in_review(work)


@settings(max_examples=60, deadline=None)
@given(places, st.integers(0, 4), st.lists(edits, max_size=6))
def test_marked_words_stay_marked_whatever_is_corrected_around_them(
    first: int, length: int, corrections: list[Edit]
) -> None:
    def work(desk: Desk) -> None:
        begin = min(first, WORDS - 1)
        end = min(begin + length, WORDS - 1)
        desk.revising.mark(desk.attempt_id, "blame", begin, end)
        marked = SAID.span_text(begin, end)
        for edit in corrections:
            shown = desk.story.reviewing.shown(desk.start)
            [span] = shown.evidence("blame")
            assert shown.transcript is not None
            elsewhere = edit.past_word <= span.first_word or edit.first_word > span.last_word
            if elsewhere and edit.past_word <= len(shown.transcript.words):
                desk.revising.edit(desk.attempt_id, [edit])
        [span] = desk.story.reviewing.shown(desk.start).evidence("blame")
        assert (span.text, span.own) == (marked, True)
        desk.settled()

    in_review(work)
