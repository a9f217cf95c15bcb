"""Rating oneself first: nothing of the program's can be read before the end, and then the two are compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State, verdict_choices
from mockinterview.core.delivery import Delivery
from mockinterview.core.filters import Filter, passing
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.rating import (
    Agreement,
    Progress,
    agreement,
    concealed,
    is_concealed,
    next_unrated,
    progress,
    shown,
)
from mockinterview.core.review import Review, evidence_runs, marks
from mockinterview.core.transcript import Transcript, Word

ITEMS = (
    ChecklistItem("lamp", ItemKind.KEY_POINT, "Spare lamp"),
    ChecklistItem("log", ItemKind.KEY_POINT, "Log entry"),
    ChecklistItem("calm", ItemKind.COMPETENCY, "Calm"),
    ChecklistItem("blame", ItemKind.MINEFIELD, "Blames the sea", minefield=MinefieldKind.COMMISSION),
    ChecklistItem("vague", ItemKind.MINEFIELD, "No measure", minefield=MinefieldKind.OMISSION, shown_by=("log",)),
    ChecklistItem("tone", ItemKind.MINEFIELD, "Bored tone", minefield=MinefieldKind.MANNER),
)
IDS = [item.id for item in ITEMS]
QUESTION = Question("q", "Why?", items=ITEMS)
WORDS = Transcript("t", "", "en", 8_000, tuple(Word(f"w{i}", 500 * i + 200, 500 * i + 600) for i in range(14)))
ATTEMPT = Attempt("a", QUESTION, 1, datetime(2025, 3, 1, tzinfo=UTC), 8_000)

places = st.tuples(st.integers(0, 13), st.integers(0, 13)).map(lambda pair: (min(pair), max(pair)))


@st.composite
def coverages(draw: st.DrawFn) -> Coverage | None:
    """Whatever a line-up may have found; None before there is one."""
    if draw(st.booleans()):
        return None
    lines = []
    for item in ITEMS:
        spans = tuple(Evidence(*place, WORDS.span_text(*place)) for place in draw(st.lists(places, max_size=3)))
        state = draw(st.sampled_from(State))
        lines.append(
            ItemCoverage(item, state, draw(st.floats(0, 1)), spans, draw(st.text(max_size=5)), draw(st.none()))
        )
    return Coverage(draw(st.sampled_from(["shared words 1", "model 3"])), tuple(lines))


passages = st.builds(
    lambda item_id, start, length: Passage(start, start + length, item_id),
    st.sampled_from(IDS),
    st.integers(0, 7_000),
    st.integers(1, 2_000),
)


@st.composite
def opinions(draw: st.DrawFn, *, all_rated: bool = False) -> Opinion:
    verdicts = {
        item.id: draw(st.sampled_from(verdict_choices(item))) for item in ITEMS if all_rated or draw(st.booleans())
    }
    return Opinion(
        verdicts,
        draw(st.dictionaries(st.sampled_from(IDS), st.text(min_size=1, max_size=5))),
        tuple(sorted(set(draw(st.lists(passages, max_size=3))))),
        tuple(sorted(set(draw(st.lists(passages, max_size=3))))),
        (Bookmark(1_000, "here"),),
    )


def a_review(coverage: Coverage | None, opinion: Opinion) -> Review:
    return Review(ATTEMPT, Delivery(8_000), WORDS, coverage, opinion)


def lined_up(**states: State) -> Coverage:
    items = tuple(
        ItemCoverage(item, states.get(item.id, State.NOT_SURE), 0.5, (Evidence(1, 2, "w1 w2"),), "Because.")
        for item in ITEMS
    )
    return Coverage("m", items)


# ---------------------------------------------------------------- nothing can be read


@given(coverages(), coverages(), opinions())
def test_two_line_ups_give_the_same_concealed_review(
    one: Coverage | None, other: Coverage | None, opinion: Opinion
) -> None:
    """Whatever is made of a concealed review, now or some day, cannot depend on what the program found."""
    assert concealed(a_review(one, opinion)) == concealed(a_review(other, opinion))


@given(coverages(), opinions())
def test_everything_shown_of_a_concealed_review_is_the_persons_own(coverage: Coverage | None, opinion: Opinion) -> None:
    review = concealed(a_review(coverage, opinion))
    for item in ITEMS:
        line, verdict = review.line(item.id), review.verdict(item.id)
        assert line is not None
        assert (line.state, line.probability, line.evidence, line.reason) == (State.YOUR_CALL, 0.0, (), "")
        assert verdict is not None
        assert verdict.user is opinion.verdicts.get(item.id)
        assert verdict.standing is opinion.verdicts.get(item.id, State.YOUR_CALL)
        assert verdict.agrees is None
        assert all(span.own for span in review.evidence(item.id))
    assert marks(review) == marks(concealed(a_review(None, opinion)))
    assert evidence_runs(review) == evidence_runs(concealed(a_review(None, opinion)))
    assert passing(review)[Filter.DISAGREED] == passing(review)[Filter.NOT_SURE] == ()
    assert agreement(review) == Agreement(0, 0)
    assert (review.opinion, review.transcript, review.delivery) == (opinion, WORDS, Delivery(8_000))


@given(coverages(), opinions())
def test_it_is_hidden_until_every_item_is_judged(coverage: Coverage | None, opinion: Opinion) -> None:
    review = a_review(coverage, opinion)
    there = shown(review, rate_first=True)
    assert is_concealed(there) is (len(opinion.verdicts) < len(ITEMS))
    if not is_concealed(there):
        assert there is review
    assert shown(review, rate_first=False) is review


@given(coverages(), opinions(all_rated=True))
def test_when_all_is_judged_all_is_shown(coverage: Coverage | None, opinion: Opinion) -> None:
    assert shown(a_review(coverage, opinion), rate_first=True) == a_review(coverage, opinion)


def test_a_checklist_without_items_hides_nothing() -> None:
    review = replace(a_review(None, Opinion()), attempt=replace(ATTEMPT, question=Question("q", "Why?")))
    assert shown(review, rate_first=True) is review


# ---------------------------------------------------------------- how far, and what next


@given(opinions())
def test_going_from_one_unrated_item_to_the_next_meets_each_once(opinion: Opinion) -> None:
    review, met, at = a_review(None, opinion), [], "calm"
    while (at := next_unrated(review, at)) and at not in met:
        met.append(at)
    assert sorted(met) == sorted(set(IDS) - set(opinion.verdicts))
    assert progress(review) == Progress(len(opinion.verdicts), len(ITEMS))
    assert progress(review).complete is (not met)


def test_the_next_item_is_the_one_below_and_after_the_last_the_first() -> None:
    review = a_review(None, Opinion({"log": State.COVERED}))
    assert next_unrated(review, "lamp") == "calm"
    assert next_unrated(review, "tone") == "lamp"
    assert next_unrated(review, "") == "lamp"


def test_only_verdicts_on_items_of_the_checklist_count() -> None:
    assert progress(a_review(None, Opinion({"gone": State.COVERED}))) == Progress(0, len(ITEMS))


# ---------------------------------------------------------------- the two compared


def test_agreement_is_counted_where_both_said_something() -> None:
    coverage = lined_up(lamp=State.COVERED, log=State.PARTLY, blame=State.NOT_FOUND, tone=State.YOUR_CALL)
    verdicts = dict.fromkeys(("lamp", "log", "calm"), State.COVERED) | {
        "blame": State.NOT_FOUND,
        "tone": State.CLEAR,
    }
    assert agreement(a_review(coverage, Opinion(verdicts))) == Agreement(2, 3)


@pytest.mark.parametrize(("user", "agrees"), [(State.TRIPPED, True), (State.CLEAR, False)])
def test_what_the_program_does_not_find_of_an_omission_is_what_a_person_calls_tripped(
    user: State, agrees: bool
) -> None:
    verdict = a_review(lined_up(vague=State.NOT_FOUND), Opinion({"vague": user})).verdict("vague")
    assert verdict is not None
    assert verdict.agrees is agrees


@given(coverages(), opinions())
def test_never_more_agreed_than_compared_nor_compared_than_judged(coverage: Coverage | None, opinion: Opinion) -> None:
    review = a_review(coverage, opinion)
    found = agreement(review)
    assert 0 <= found.agreed <= found.compared <= len(opinion.verdicts)
    assert found.compared - found.agreed == len(passing(review)[Filter.DISAGREED])
