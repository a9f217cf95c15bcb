"""Two answers beside each other: gains and losses only where they can be told, the same whichever stands first."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.attempt import Attempt
from mockinterview.core.comparison import Outcome, Reason, Unit, compare
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State, verdict_choices
from mockinterview.core.delivery import Delivery, Filler, Pause
from mockinterview.core.opinion import Opinion
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.rating import concealed
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript, Word

KEY, TRAP = ItemKind.KEY_POINT, ItemKind.MINEFIELD
LAMP = ChecklistItem("lamp", KEY, "Spare lamp")
GOSSIP = ChecklistItem("gossip", TRAP, "Gossip", minefield=MinefieldKind.COMMISSION)
VAGUE = ChecklistItem("vague", TRAP, "No measures", minefield=MinefieldKind.OMISSION)
TONE = ChecklistItem("tone", TRAP, "Bored tone", minefield=MinefieldKind.MANNER)
WORDS = Transcript("t", "", "en", 8000, tuple(Word(f"w{i}", 500 * i, 500 * i + 400) for i in range(14)))
LOST, GAINED, SAME, UNCLEAR = Outcome.LOST, Outcome.GAINED, Outcome.SAME, Outcome.NOT_COMPARABLE


def answer(states, user=None, *, take=1, items=None, matcher="m", delivery=None):
    """An answer whose items stand so; None for no line-up."""
    items = tuple(items or (LAMP, GOSSIP, VAGUE, TONE))
    attempt = Attempt(f"take-{take}", Question("q", "Why?", items=items), take, datetime(2025, 3, 1, tzinfo=UTC), 8000)
    lines = tuple(
        ItemCoverage(item, states[item.id], 0.5, (Evidence(1, 2, "w1 w2"),)) for item in items if item.id in states
    )
    coverage = Coverage(matcher, lines) if len(lines) == len(items) else None
    return Review(attempt, delivery or Delivery(8000), WORDS, coverage, Opinion(user or {}))


def one(item, before, after, user_before=None, user_after=None):
    """What came of a checklist's only item."""
    first = answer({item.id: before}, {item.id: user_before} if user_before else {}, items=[item])
    second = answer({item.id: after}, {item.id: user_after} if user_after else {}, items=[item], take=2)
    [compared] = compare(first, second).items
    return compared


S = State


@pytest.mark.parametrize(
    ("item", "before", "after", "outcome"),
    [
        (LAMP, S.NOT_FOUND, S.COVERED, GAINED),
        (LAMP, S.NOT_FOUND, S.PARTLY, GAINED),
        (LAMP, S.PARTLY, S.COVERED, GAINED),
        (LAMP, S.COVERED, S.PARTLY, LOST),
        (LAMP, S.COVERED, S.NOT_FOUND, LOST),
        (LAMP, S.PARTLY, S.PARTLY, SAME),
        (GOSSIP, S.TRIPPED, S.NOT_FOUND, GAINED),
        (GOSSIP, S.TRIPPED, S.DENIED, GAINED),
        (GOSSIP, S.DENIED, S.NOT_FOUND, SAME),
        (GOSSIP, S.NOT_FOUND, S.TRIPPED, LOST),
        (GOSSIP, S.TRIPPED, S.TRIPPED, SAME),
        (VAGUE, S.NOT_FOUND, S.CLEAR, GAINED),
        (VAGUE, S.CLEAR, S.NOT_FOUND, LOST),
        (VAGUE, S.NOT_FOUND, S.NOT_FOUND, SAME),
        (TONE, S.CLEAR, S.TRIPPED, LOST),
    ],
)
def test_what_came_of_an_item(item, before, after, outcome):
    assert one(item, before, after).outcome is outcome


@pytest.mark.parametrize(
    ("item", "before", "after", "why"),
    [
        (LAMP, S.NOT_SURE, S.COVERED, Reason.NOT_SURE),
        (LAMP, S.NOT_SURE, S.NOT_SURE, Reason.NOT_SURE),
        (GOSSIP, S.NOT_FOUND, S.NOT_SURE, Reason.NOT_SURE),
        (TONE, S.YOUR_CALL, S.YOUR_CALL, Reason.YOUR_CALL),
        (TONE, S.YOUR_CALL, S.TRIPPED, Reason.YOUR_CALL),
    ],
)
def test_what_cannot_be_told_is_not_counted(item, before, after, why):
    compared = one(item, before, after)
    assert (compared.outcome, compared.why) == (UNCLEAR, why)


def test_the_persons_verdict_is_what_is_compared_and_the_programs_stays_beside_it():
    compared = one(LAMP, S.COVERED, S.COVERED, user_before=S.NOT_FOUND)
    assert compared.outcome is GAINED
    assert compared.first.verdict.program is S.COVERED
    assert compared.first.verdict.user is S.NOT_FOUND
    assert one(TONE, S.YOUR_CALL, S.YOUR_CALL, S.TRIPPED, S.CLEAR).outcome is GAINED
    assert one(LAMP, S.NOT_SURE, S.NOT_FOUND, user_before=S.COVERED).outcome is LOST


def test_an_omission_somebody_called_tripped_stands_as_low_as_one_not_found():
    assert one(VAGUE, S.NOT_FOUND, S.NOT_FOUND, user_before=S.TRIPPED).outcome is SAME


def test_items_that_only_one_checklist_has():
    first = answer({"lamp": S.COVERED, "gossip": S.NOT_FOUND}, items=[LAMP, GOSSIP])
    second = answer({"vague": S.CLEAR, "lamp": S.COVERED}, items=[VAGUE, LAMP], take=2)
    found = compare(first, second)
    assert [(one.item.id, one.outcome, one.why) for one in found.items] == [
        ("vague", UNCLEAR, Reason.ONLY_SECOND),
        ("lamp", SAME, None),
        ("gossip", UNCLEAR, Reason.ONLY_FIRST),
    ]
    assert not found.same_checklist
    assert found.counts() == {SAME: 1, UNCLEAR: 2}


def test_an_item_under_another_id_is_the_same_if_its_name_is_the_only_one_of_its_kind():
    lamp = replace(LAMP, id="k1", name="spare LAMP ")
    found = compare(answer({"lamp": S.NOT_FOUND}, items=[LAMP]), answer({"k1": S.COVERED}, items=[lamp], take=2))
    [compared] = found.items
    assert (compared.outcome, compared.reworded) == (GAINED, True)
    twice = [lamp, replace(lamp, id="k2")]
    found = compare(answer({"lamp": S.COVERED}, items=[LAMP]), answer({"k1": S.COVERED, "k2": S.COVERED}, items=twice))
    assert {one.outcome for one in found.items} == {UNCLEAR}


def test_a_hope_that_became_a_trap_is_no_loss():
    trap = replace(LAMP, kind=TRAP, minefield=MinefieldKind.COMMISSION)
    found = compare(answer({"lamp": S.COVERED}, items=[LAMP]), answer({"lamp": S.TRIPPED}, items=[trap], take=2))
    assert found.items[0].why is Reason.REMADE


def test_before_the_line_up_nothing_is_gained_but_what_the_person_said():
    user = {"lamp": S.COVERED}
    found = compare(answer({}, {"lamp": S.NOT_FOUND}), answer({}, user, take=2))
    assert {one.item.id: one.outcome for one in found.items} == {
        "lamp": GAINED,
        "gossip": UNCLEAR,
        "vague": UNCLEAR,
        "tone": UNCLEAR,
    }
    assert found.items[1].why is Reason.NO_STATE
    assert found.same_matcher


def test_evidence_stands_on_both_sides():
    compared = one(LAMP, S.PARTLY, S.COVERED)
    assert compared.first.evidence == compared.second.evidence == (Evidence(1, 2, "w1 w2"),)


def test_other_versions_are_told():
    states = {item.id: S.NOT_FOUND for item in (LAMP, GOSSIP, VAGUE, TONE)}
    assert not compare(answer(states), answer(states, matcher="n", take=2)).same_matcher
    assert compare(answer(states), answer(states, take=2)).same_matcher


def test_delivery_is_told_fact_by_fact():
    slow = Delivery(60_000, 2_000, 100.0, 90, (Pause(0, 1_500), Pause(9_000, 12_000)), (Filler(1, "um", 500),))
    quick = Delivery(45_000, 500, 130.5, 95)
    found = {fact.fact: fact for fact in compare(answer({}, delivery=slow), answer({}, delivery=quick)).delivery}
    assert {name: fact.delta for name, fact in found.items()} == {
        "duration_ms": -15_000,
        "first_word_ms": -1_500,
        "words_per_minute": 30.5,
        "words": 5,
        "pauses": -2,
        "longest_pause_ms": -3_000,
        "fillers": -1,
        "hedges": 0,
        "repeats": 0,
    }
    assert found["words_per_minute"].unit is Unit.WORDS_PER_MINUTE


def test_words_that_are_listed_for_english_alone_are_counted_there_alone():
    told = Delivery(60_000, 2_000, 100.0, 90)
    found = compare(answer({}, delivery=told), answer({}, delivery=replace(told, listed=False))).delivery
    assert {fact.fact for fact in found if fact.delta is None} == {"fillers", "hedges", "repeats"}


def test_what_is_concealed_is_nothing_to_compare():
    states = {item.id: S.COVERED for item in (LAMP, GOSSIP, VAGUE, TONE)}
    found = compare(answer(states), concealed(answer(states, take=2)))
    assert {(one.outcome, one.why) for one in found.items} == {(UNCLEAR, Reason.YOUR_CALL)}
    assert found.same_matcher


def test_what_is_not_known_of_one_has_no_difference():
    told = Delivery(60_000, 2_000, 100.0, 90, (Pause(0, 1_500),))
    found = compare(answer({}, delivery=told), answer({}, delivery=Delivery(8_000)), measured=(True, False)).delivery
    deltas = {fact.fact: fact.delta for fact in found}
    assert deltas.pop("duration_ms") == -52_000
    assert set(deltas.values()) == {None}
    assert next(fact for fact in found if fact.fact == "pauses").first == 1


# ---------------------------------------------------------------- whatever comes

ids = st.sampled_from(["a", "b", "c", "d", "e"])
items = st.builds(
    ChecklistItem,
    ids,
    st.sampled_from(ItemKind),
    st.sampled_from(["Lamp", "lamp", "Log"]),
    st.sampled_from(["", "more"]),
    st.sampled_from([None, *MinefieldKind]),
)
checklists = st.lists(items, unique_by=lambda item: item.id, max_size=5)


@st.composite
def reviews(draw, take):
    checklist = draw(checklists)
    states = {item.id: draw(st.sampled_from(State)) for item in checklist} if draw(st.booleans()) else {}
    user = {item.id: draw(st.sampled_from(verdict_choices(item))) for item in checklist if draw(st.booleans())}
    delivery = Delivery(draw(st.integers(0, 9_000)), draw(st.none() | st.integers(0, 900)))
    return answer(states, user, take=take, items=checklist or [LAMP], delivery=delivery)


TURNED = {GAINED: LOST, LOST: GAINED, SAME: SAME, UNCLEAR: UNCLEAR}
TURNED_WHY = {Reason.ONLY_FIRST: Reason.ONLY_SECOND, Reason.ONLY_SECOND: Reason.ONLY_FIRST}


@given(reviews(1), reviews(2))
def test_swapping_the_two_swaps_what_was_gained_and_what_was_lost(first, second):
    there, back = compare(first, second), compare(second, first)
    turned = {(one.second, one.first, TURNED[one.outcome], TURNED_WHY.get(one.why, one.why)) for one in back.items}
    assert {(one.first, one.second, one.outcome, one.why) for one in there.items} == turned
    for fact, other in zip(there.delivery, back.delivery, strict=True):
        assert fact.delta == (None if other.delta is None else -other.delta)


@given(reviews(1))
def test_beside_itself_everything_is_the_same(review):
    found = compare(review, review)
    assert set(found.counts()) <= {SAME}
    assert {fact.delta for fact in found.delivery} <= {0, None}


@given(reviews(1), reviews(2))
def test_every_item_of_both_is_told_once(first, second):
    found = compare(first, second).items
    assert [one.second.item for one in found if one.second is not None] == list(second.attempt.question.items)
    told = [one.first.item for one in found if one.first is not None]
    assert sorted(told, key=lambda item: item.id) == sorted(first.attempt.question.items, key=lambda item: item.id)
    assert all((one.why is None) == (one.outcome is not UNCLEAR) for one in found)
