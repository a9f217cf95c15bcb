"""The banks the program comes with: read without a complaint, full, and nowhere saying the same thing twice."""

from collections import Counter
from pathlib import Path

import pytest

from mockinterview.bank import Banks, read_bank, write_bank
from mockinterview.core.question import ItemKind, Level, MinefieldKind

FOLDER = Path(__file__).parents[2] / "resources" / "banks"
STARTER, _ = read_bank(FOLDER / "starter.json")
QUESTIONS, PROBLEMS = Banks(FOLDER, FOLDER / "nobody").load()

every_starter_question = pytest.mark.parametrize("question", STARTER, ids=lambda question: question.id)
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)


def by_id(question_id):
    return next(question for question in STARTER if question.id == question_id)


def test_there_is_nothing_to_complain_about():
    assert [problem.sentence for problem in PROBLEMS] == []
    assert len(STARTER) == 12


def test_the_starter_bank_is_as_our_writer_writes_it(tmp_path):
    write_bank(tmp_path / "again.json", STARTER)
    assert (tmp_path / "again.json").read_bytes() == (FOLDER / "starter.json").read_bytes()


def test_the_themed_question_has_all_its_lists():
    question = by_id("confidentiality-paralegal")
    assert question.role
    assert question.theme
    assert question.function
    assert question.about_role
    assert len(question.of_kind(ItemKind.KEY_POINT)) == 10
    assert len(question.of_kind(ItemKind.MOTIVATION)) == 3
    minefields = question.of_kind(ItemKind.MINEFIELD)
    assert len(minefields) == 6
    assert {item.minefield for item in minefields} == set(MinefieldKind)


def test_the_graded_question_has_all_its_lists():
    question = by_id("difficult-client-legal-secretary")
    assert [answer.level for answer in question.sample_answers] == list(Level)
    assert all(answer.why for answer in question.sample_answers)
    assert len(question.tips) == 5
    assert len(question.of_kind(ItemKind.COMPETENCY)) == 4
    assert question.related


def test_the_starter_bank_covers_several_jobs_and_kinds():
    assert len({question.role for question in STARTER}) >= 8
    assert len({question.kind for question in STARTER}) >= 6


@every_starter_question
def test_every_starter_question_is_full(question):
    minefields = question.of_kind(ItemKind.MINEFIELD)
    assert len(question.items) - len(minefields) >= 4
    assert len(minefields) >= 3
    assert len({item.minefield for item in minefields}) >= 2
    assert len(question.tips) >= 3
    assert question.sample_answers
    assert question.licence


def test_there_are_enough_questions_for_enough_jobs():
    assert len(QUESTIONS) >= 150
    assert len(list(FOLDER.glob("*.json"))) - 1 >= 15  # one file a job, and the starter
    graded = [question for question in QUESTIONS if [answer.level for answer in question.sample_answers] == list(Level)]
    assert len([question for question in graded if all(answer.why for answer in question.sample_answers[1:])]) >= 40


@every_question
def test_every_question_is_full(question):
    assert 4 <= len(question.of_kind(ItemKind.KEY_POINT)) + len(question.of_kind(ItemKind.COMPETENCY)) <= 10
    minefields = question.of_kind(ItemKind.MINEFIELD)
    assert 3 <= len(minefields) <= 6
    assert len({item.minefield for item in minefields}) >= 2
    assert question.tips
    assert question.sample_answers


@every_question
def test_items_have_names_of_their_own_and_omissions_are_tied(question):
    assert all(count == 1 for count in Counter(item.name.casefold() for item in question.items).values())
    assert all(item.text for item in question.items)
    for item in question.of_kind(ItemKind.MINEFIELD):
        assert item.minefield is not None
        assert (item.minefield is MinefieldKind.OMISSION) == bool(item.shown_by)


@every_question
def test_better_answers_are_longer_and_none_is_told_twice(question):
    levels = [answer.level for answer in question.sample_answers]
    assert levels == sorted(levels, key=list(Level).index)
    lengths = [len(answer.text.split()) for answer in question.sample_answers]
    assert lengths == sorted(lengths)
    assert len({answer.text for answer in question.sample_answers}) == len(lengths)


def test_no_text_stands_twice_in_the_starter_bank():
    texts = [text for question in STARTER for text in (question.text, *question.tips, *question.related)]
    texts += [item.text for question in STARTER for item in question.items]
    assert [text for text, count in Counter(texts).items() if count > 1] == []
