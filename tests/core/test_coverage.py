"""Scores become states, each kind of item by its own rules, each with the words it rests on."""

from dataclasses import replace

import pytest

from mockinterview.core.coverage import (
    MOST_EVIDENCE,
    Evidence,
    ItemScore,
    Span,
    State,
    cover,
    flipped,
    verdict_choices,
)
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.transcript import Transcript, Word, from_sentences

POINT = ChecklistItem("point", ItemKind.KEY_POINT, "Spare lamp")
OTHER = ChecklistItem("other", ItemKind.COMPETENCY, "Calm")
WISH = ChecklistItem("wish", ItemKind.MOTIVATION, "Care")
TRAP = ChecklistItem("trap", ItemKind.MINEFIELD, "Blaming", minefield=MinefieldKind.COMMISSION)
GAP = ChecklistItem(
    "gap", ItemKind.MINEFIELD, "No measures", minefield=MinefieldKind.OMISSION, shown_by=("point", "other")
)
LOOSE = ChecklistItem("loose", ItemKind.MINEFIELD, "Nothing else", minefield=MinefieldKind.OMISSION)
MANNER = ChecklistItem("manner", ItemKind.MINEFIELD, "Bored tone", minefield=MinefieldKind.MANNER)
UNKNOWN = ChecklistItem("unknown", ItemKind.MINEFIELD, "Gossip")
QUESTION = Question("q", "Why?", items=(GAP, POINT, OTHER, WISH, TRAP, LOOSE, MANNER, UNKNOWN))

LONG = from_sentences(["I had a spare lamp ready and tested it.", "Then I wrote everything into the log book."])
SHORT = from_sentences(["I lit another one."])
MADE = ItemScore(0.8, 0.9, spans=(Span(2, 4, 0.8),), reason="You said: “a spare lamp”.")


def states(scores, transcript=LONG):
    return {line.item.id: line.state for line in cover(QUESTION, transcript, scores, "m").items}


def one(scores, item_id, transcript=LONG):
    return cover(QUESTION, transcript, scores, "m").of(item_id)


def test_lines_come_in_the_checklists_order():
    coverage = cover(QUESTION, LONG, {}, "m 2")
    assert [line.item for line in coverage.items] == list(QUESTION.items)
    assert coverage.matcher == "m 2"


@pytest.mark.parametrize(
    ("score", "state", "level"),
    [
        (ItemScore(0.5, 0.5), State.COVERED, 2),
        (ItemScore(0.49, 0.5), State.PARTLY, 1),
        (ItemScore(0.49, 0.49), State.NOT_FOUND, 0),
        (ItemScore(0.9, 0.9, on_the_fence=True), State.NOT_SURE, 0),
    ],
)
def test_positive_items(score, state, level):
    line = one({"point": score}, "point")
    assert (line.state, line.level) == (state, level)


@pytest.mark.parametrize("item_id", ["trap", "unknown"])
@pytest.mark.parametrize(
    ("score", "state", "level"),
    [
        (ItemScore(0.9, 0.9), State.TRIPPED, 2),
        (ItemScore(0.9, 0.9, denied=0.5), State.DENIED, 1),
        (ItemScore(0.4, 0.9, denied=0.4), State.NOT_SURE, 0),
        (ItemScore(0.9, 0.4), State.NOT_FOUND, 0),
    ],
)
def test_minefields_of_commission(item_id, score, state, level):
    line = one({item_id: score}, item_id)
    assert (line.state, line.level) == (state, level)


def test_what_has_no_score_is_not_found():
    assert states({})["point"] is State.NOT_FOUND
    assert states({})["trap"] is State.NOT_FOUND


def test_in_a_short_answer_nothing_is_called_missing():
    found = states({}, SHORT)
    assert found["point"] is found["wish"] is found["gap"] is State.NOT_SURE
    assert found["trap"] is State.NOT_FOUND
    assert "too short" in one({}, "point", SHORT).reason


def test_in_a_draft_nothing_is_called_missing_but_what_was_found_stands():
    draft = replace(LONG, draft=True)
    lines = {line.item.id: line for line in cover(QUESTION, draft, {}, "test").items}
    positive = [line for line in lines.values() if not line.item.is_minefield]
    assert {line.state for line in positive} == {State.NOT_SURE}
    assert all("draft" in line.reason for line in positive)
    assert one({positive[0].item.id: ItemScore(0.9, 0.9)}, positive[0].item.id, draft).state is State.COVERED


def test_manner_is_always_your_own_call():
    assert one({"manner": MADE}, "manner").state is State.YOUR_CALL


def test_an_omission_is_clear_when_an_item_that_shows_it_is_there():
    line = one({"point": MADE}, "gap")
    assert line.state is State.CLEAR
    assert line.evidence == one({"point": MADE}, "point").evidence
    assert line.probability == pytest.approx(0.2)
    assert line.level == 0
    assert line.reason == "Shown by: Spare lamp."


def test_partly_is_enough_to_clear_an_omission():
    assert one({"other": ItemScore(0.2, 0.6, spans=(Span(0, 1, 0.5),))}, "gap").state is State.CLEAR


def test_an_omission_names_what_is_missing():
    assert one({}, "gap").state is State.NOT_FOUND
    assert one({}, "gap").reason == "Not found in this transcript: Spare lamp, Calm."


def test_an_omission_is_not_sure_when_what_would_show_it_is():
    assert one({"point": ItemScore(0.9, 0.9, on_the_fence=True)}, "gap").state is State.NOT_SURE


def test_an_omission_tied_to_nothing_is_your_own_call():
    assert one({"point": MADE}, "loose").state is State.YOUR_CALL


def test_an_omission_that_is_not_found_is_tripped():
    line = one({"point": ItemScore(0.3, 0.4), "other": ItemScore(0.1, 0.2)}, "gap")
    assert (line.state, line.level) == (State.NOT_FOUND, 2)
    assert line.probability == pytest.approx(0.7)


def test_the_items_that_show_an_omission_decide_whatever_the_matcher_says_of_it():
    with_score, without = one({"point": MADE, "gap": ItemScore(0.35, 0.0)}, "gap"), one({"point": MADE}, "gap")
    assert with_score == without
    assert with_score.state is State.CLEAR


@pytest.mark.parametrize(
    ("score", "transcript", "state", "level"),
    [
        (ItemScore(0.5, 0.0), LONG, State.NOT_FOUND, 2),
        (ItemScore(0.49, 0.0, spans=(Span(2, 4, 0.8),)), LONG, State.CLEAR, 0),
        (ItemScore(0.9, 0.0, on_the_fence=True), LONG, State.NOT_SURE, 0),
        (ItemScore(0.1, 0.0, on_the_fence=True), LONG, State.NOT_SURE, 0),
        (ItemScore(0.9, 0.0), SHORT, State.NOT_SURE, 0),
        (ItemScore(0.1, 0.0), SHORT, State.CLEAR, 0),
        (ItemScore(0.9, 0.0), replace(LONG, draft=True), State.NOT_SURE, 0),
    ],
)
def test_an_omission_tied_to_nothing_is_the_matchers_own_reading(score, transcript, state, level):
    line = one({"loose": score}, "loose", transcript)
    assert (line.state, line.level, line.probability) == (state, level, score.made)
    assert line.reason


def test_words_that_clear_an_omission_are_shown_and_must_be_heard():
    score = ItemScore(0.1, 0.0, spans=(Span(0, 1, 0.9),))
    assert one({"loose": score}, "loose").evidence == (Evidence(0, 1, "I had", 0),)
    faint = replace(LONG, words=tuple(replace(word, confidence=0.2) for word in LONG.words))
    assert one({"loose": score}, "loose", faint).state is State.NOT_SURE


def test_manner_has_a_probability_and_no_verdict():
    line = one({"manner": ItemScore(0.7, 0.0)}, "manner")
    assert (line.state, line.level, line.probability) == (State.YOUR_CALL, 0, 0.7)


def test_evidence_carries_its_words_and_sentence():
    score = ItemScore(0.9, 0.9, spans=(Span(9, 11, 0.3), Span(2, 4, 0.8)))
    assert one({"point": score}, "point").evidence == (
        Evidence(2, 4, "a spare lamp", 0),
        Evidence(9, 11, "Then I wrote", 1),
    )


def test_only_the_strongest_spans_are_shown_in_time_order():
    spans = tuple(Span(index, index, index / 10) for index in range(6))
    shown = one({"point": ItemScore(0.9, 0.9, spans=spans)}, "point").evidence
    assert len(shown) == MOST_EVIDENCE
    assert [span.first_word for span in shown] == [3, 4, 5]


def test_what_is_not_found_shows_no_words():
    assert one({"point": ItemScore(0.1, 0.1, spans=(Span(0, 1, 0.1),))}, "point").evidence == ()


def test_the_fence_shows_the_words_it_is_about():
    line = one({"point": ItemScore(0.1, 0.1, spans=(Span(0, 1, 0.1),), on_the_fence=True)}, "point")
    assert (line.state, len(line.evidence)) == (State.NOT_SURE, 1)


@pytest.mark.parametrize(
    ("confidences", "state"),
    [
        ((0.3, 0.3), State.NOT_SURE),
        ((0.3, 0.9), State.COVERED),
        ((None, 0.2), State.NOT_SURE),
        ((None, None), State.COVERED),
    ],
)
def test_words_hard_to_hear_make_no_verdict(confidences, state):
    heard = tuple(Word(f"w{index}", 0, 0, confidence) for index, confidence in enumerate(confidences))
    transcript = Transcript("t", "", "en", 0, heard * 10)
    line = one({"point": ItemScore(0.9, 0.9, spans=(Span(0, 1, 0.9),))}, "point", transcript)
    assert line.state is state


def test_words_outside_every_segment_belong_to_the_first():
    transcript = Transcript("t", "", "en", 0, LONG.words)
    assert one({"point": MADE}, "point", transcript).evidence[0].sentence == 0


def test_of_an_item_that_is_not_there():
    with pytest.raises(KeyError):
        cover(QUESTION, LONG, {}, "m").of("nobody")


@pytest.mark.parametrize(
    ("item", "choices"),
    [
        (POINT, (State.COVERED, State.PARTLY, State.NOT_FOUND)),
        (TRAP, (State.NOT_FOUND, State.DENIED, State.TRIPPED)),
        (UNKNOWN, (State.NOT_FOUND, State.DENIED, State.TRIPPED)),
        (GAP, (State.CLEAR, State.TRIPPED)),
        (MANNER, (State.CLEAR, State.TRIPPED)),
    ],
)
def test_the_verdicts_a_person_may_give(item, choices):
    assert verdict_choices(item) == choices


@pytest.mark.parametrize("item", QUESTION.items, ids=lambda item: item.id)
@pytest.mark.parametrize("standing", list(State))
def test_one_key_press_goes_there_and_back(item, standing):
    choices = verdict_choices(item)
    first = flipped(item, standing)
    assert first in (choices[0], choices[-1])
    assert first is not standing
    assert flipped(item, flipped(item, first)) is first
