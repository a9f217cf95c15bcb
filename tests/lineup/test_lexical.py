"""The matcher without a model: finds what is said in the item's words, shows them, and finds little in another's answer."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from mockinterview.bank import read_bank
from mockinterview.core.coverage import State
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.transcript import from_sentences
from mockinterview.lineup import LexicalMatcher
from mockinterview.lineup.lexical import LONGEST_SPAN

STARTER, _ = read_bank(Path(__file__).parents[2] / "resources" / "banks" / "starter.json")

LAMP = Question(
    "lamp",
    "What did you do when the light failed?",
    items=(
        ChecklistItem("spare", ItemKind.KEY_POINT, "Spare lamp", "A second lamp, filled and tested in advance"),
        ChecklistItem("log", ItemKind.KEY_POINT, "Logbook", "Writing the failure and its hour into the logbook"),
        ChecklistItem(
            "gossip",
            ItemKind.MINEFIELD,
            "Gossip",
            "Boasting to sailors and fishermen in the tavern",
            MinefieldKind.COMMISSION,
        ),
        ChecklistItem("silent", ItemKind.MINEFIELD, "No records", "Nothing written", MinefieldKind.OMISSION, ("log",)),
        ChecklistItem("tone", ItemKind.MINEFIELD, "Bored tone", "", MinefieldKind.MANNER),
        ChecklistItem(
            "hush", ItemKind.MINEFIELD, "Secrecy", "Not telling the harbour master", MinefieldKind.COMMISSION
        ),
    ),
)
FILL = "It was a long night and the wind came from the west, with rain on every window of the tower."


def lined_up(*sentences, question=LAMP):
    return LexicalMatcher().line_up(from_sentences([*sentences, FILL]), question)


def spoken(text):
    return from_sentences(re.split(r"(?<=[.?!]) ", text))


def test_a_point_made_in_ones_own_story_is_covered():
    line = lined_up("I had filled a second lamp on Sunday and tested it twice, so I carried it up.").of("spare")
    assert line.state is State.COVERED
    assert line.evidence[0].text in line.reason or line.reason.startswith("You said: “")
    assert line.evidence[0].text == "I had filled a second lamp on Sunday and tested it twice,"


def test_a_point_that_is_only_named_is_partly():
    line = lined_up("A spare lamp, filled and tested in advance, is very important.").of("spare")
    assert line.state is State.PARTLY
    assert line.evidence


def test_one_shared_word_is_chance():
    line = lined_up("I looked at the lamp for hours and went down the stairs again.").of("spare")
    assert line.state is State.NOT_SURE
    assert line.evidence == ()


def test_no_shared_word_is_no_proof_of_absence():
    line = lined_up("I rowed across the bay and fetched my brother.").of("log")
    assert line.state is State.NOT_SURE
    assert "judge for yourself" in line.reason
    assert line.evidence == ()


def test_a_minefield_told_of_oneself_is_tripped():
    line = lined_up("The next evening I was boasting to sailors in the tavern and we laughed.").of("gossip")
    assert line.state is State.TRIPPED
    assert "sailors in the tavern" in line.reason


@pytest.mark.parametrize(
    "said",
    [
        "I never go boasting to sailors in the tavern.",
        "A colleague of mine was boasting to sailors in the tavern.",
        "If I went boasting to sailors in the tavern I would lose my post.",
    ],
)
def test_a_minefield_denied_or_told_of_somebody_else_is_not_tripped(said):
    line = lined_up(said).of("gossip")
    assert line.state is State.DENIED
    assert line.evidence


def test_a_minefield_nobody_is_said_to_have_stepped_on_is_not_sure():
    assert lined_up("Boasting to sailors in the tavern, that happens.").of("gossip").state is State.NOT_SURE


def test_a_minefield_that_is_itself_a_denial_is_never_tripped_by_these_rules():
    line = lined_up("I spent the morning telling the harbour master.").of("hush")
    assert line.state in (State.NOT_SURE, State.NOT_FOUND)


def test_omission_and_manner_follow_the_house_rules():
    coverage = lined_up("At four I sat by the stove writing the failure into the logbook with its hour.")
    assert coverage.of("log").level == 2
    assert coverage.of("silent").state is State.CLEAR
    assert coverage.of("tone").state is State.YOUR_CALL


def test_nothing_said_nothing_claimed():
    coverage = LexicalMatcher().line_up(from_sentences([]), LAMP)
    assert {line.state for line in coverage.items} <= {State.NOT_SURE, State.NOT_FOUND, State.YOUR_CALL}


def test_a_question_without_items():
    assert LexicalMatcher().line_up(from_sentences([FILL]), Question("q", "Why?")).items == ()


def test_without_punctuation_the_point_is_still_found():
    said = "so um I had filled a second lamp on sunday and tested it twice and then I carried it up the stairs in the storm"
    line = LexicalMatcher().line_up(from_sentences([said]), LAMP).of("spare")
    assert line.state is State.COVERED
    assert line.evidence[0].last_word - line.evidence[0].first_word < LONGEST_SPAN


# ---------------------------------------------------------------- on the sample answers of the starter bank

ANSWERS = [(question, answer) for question in STARTER for answer in question.sample_answers]


def points(question, text):
    """(made, made or touched) among the positive items."""
    coverage = LexicalMatcher().line_up(spoken(text), question)
    levels = [line.level for line in coverage.items if not line.item.is_minefield]
    return sum(level == 2 for level in levels), sum(level > 0 for level in levels)


def test_better_answers_cover_more():
    by_level = {}
    for question, answer in ANSWERS:
        made, touched = points(question, answer.text)
        positive = sum(not item.is_minefield for item in question.items)
        by_level.setdefault(answer.level.value, []).append((made / positive, touched / positive))
    means = {level: [sum(part) / len(part) for part in zip(*found, strict=True)] for level, found in by_level.items()}
    for worse, better in pairwise(("basic", "solid", "exceptional")):
        assert means[worse][0] <= means[better][0]
        assert means[worse][1] < means[better][1]
    assert means["exceptional"][1] > 0.15


def test_the_answer_to_another_question_covers_almost_nothing():
    found = total = 0
    for question in STARTER:
        for other in STARTER:
            if other.id != question.id:
                found += points(question, other.sample_answers[-1].text)[0]
                total += sum(not item.is_minefield for item in question.items)
    assert found / total < 0.01


def test_no_good_answer_trips_a_minefield():
    for question, answer in ANSWERS:
        for line in LexicalMatcher().line_up(spoken(answer.text), question).items:
            assert line.state is not State.TRIPPED, (question.id, line.reason)


@pytest.mark.parametrize(
    ("question", "answer"), ANSWERS, ids=lambda part: getattr(part, "id", getattr(part, "level", ""))
)
def test_every_state_that_claims_something_shows_words_that_were_said(question, answer):
    transcript = spoken(answer.text)
    for line in LexicalMatcher().line_up(transcript, question).items:
        if line.level > 0:
            assert line.evidence
        for span in line.evidence:
            assert 0 <= span.first_word <= span.last_word < len(transcript.words)
            assert span.last_word - span.first_word < LONGEST_SPAN
            assert span.text == transcript.span_text(span.first_word, span.last_word)
        assert 0 <= line.probability <= 1
        assert line.reason


def test_the_same_in_gives_the_same_out():
    question, answer = ANSWERS[0]
    renamed = replace(question, items=tuple(reversed(question.items)))
    first = LexicalMatcher().line_up(spoken(answer.text), question)
    assert LexicalMatcher().line_up(spoken(answer.text), question) == first
    assert {line.item.id: line for line in LexicalMatcher().line_up(spoken(answer.text), renamed).items}.keys() == {
        line.item.id for line in first.items
    }


# ---------------------------------------------------------------- scores, as other programs ask for them


def test_scores_have_one_row_a_text_and_one_column_an_item():
    texts = ["I filled and tested the spare lamp", "I wrote it into the logbook", ""]
    scores = LexicalMatcher().scores(texts, [LAMP.items[0], LAMP.items[1].wording])
    assert scores.shape == (3, 2)
    assert scores.dtype.name == "float32"
    assert ((scores >= 0) & (scores <= 1)).all()
    assert scores[0, 0] > scores[0, 1]
    assert scores[1, 1] > scores[1, 0]
    assert not scores[2].any()


def test_scores_of_nothing():
    assert LexicalMatcher().scores([], LAMP.items).shape == (0, 6)
    assert LexicalMatcher().scores(["a lamp"], []).shape == (1, 0)


def test_the_same_words_score_one():
    assert LexicalMatcher().scores(["Spare lamp"], ["spare lamps"])[0, 0] == pytest.approx(1.0)
