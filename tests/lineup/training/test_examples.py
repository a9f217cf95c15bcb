"""Lessons: everything drawn hangs on the seed, nothing is drawn for measuring, and labels stay with their clauses."""

from __future__ import annotations

import random

import pytest

from mockinterview.lineup.training import examples
from mockinterview.lineup.training.corpus import Answer, Item, Reading, clause_texts, readings
from mockinterview.lineup.training.examples import QUESTIONS_AT_ONCE, STRANGER, lessons
from mockinterview.lineup.training.split import split


@pytest.fixture(scope="module")
def some():
    return readings(split()["train"][:3])


def test_the_same_seed_makes_the_same_lessons_and_another_makes_others(some):
    assert lessons(some, random.Random(7)) == lessons(some, random.Random(7))
    assert lessons(some, random.Random(7)) != lessons(some, random.Random(8))


def test_plain_lessons_draw_nothing_and_change_nothing(some):
    draw = random.Random(7)
    before = draw.getstate()
    found = lessons(some, draw, plain=True)
    assert draw.getstate() == before
    assert len(found) == 3
    by_answer = {}
    for one in some:
        by_answer.setdefault(one.answer, {})[one.item] = one
    said = {tuple(clause_texts(answer.sentences)[0]): answer for answer in by_answer}
    for lesson in found:
        for row, clauses in enumerate(lesson.answers):
            read = by_answer[said.pop(clauses)]
            assert lesson.items == tuple(item.wordings[0] for item in read)
            assert lesson.sorts == tuple(item.sort for item in read)
            assert lesson.levels[row] == [one.level for one in read.values()]
            assert lesson.weights[row] == [1.0] * len(read)
    assert not said, "every answer once"


def test_every_answer_is_in_one_lesson_beside_the_items_of_its_neighbours(some):
    found = lessons(some, random.Random(7))
    answers = {one.answer for one in some}
    assert sum(len(lesson.answers) for lesson in found) == len(answers)
    assert [len(lesson.answers) for lesson in found] == [5 * QUESTIONS_AT_ONCE, 5]
    for lesson in found:
        shape = [len(lesson.items)] * len(lesson.answers)
        assert [len(row) for row in lesson.levels] == [len(row) for row in lesson.weights] == shape
        for clauses, shown in zip(lesson.answers, lesson.shown, strict=True):
            assert len(clauses) == len(shown)
            assert all(clauses)


@pytest.mark.parametrize("seed", range(4))
def test_a_label_stays_with_its_clauses_when_sentences_change_places(monkeypatch, seed):
    for share in ("MISHEARD", "UNMARKED", "HESITANT"):
        monkeypatch.setattr(examples, share, 0.0)
    monkeypatch.setattr(examples, "SHUFFLED", 1.0)
    answer = Answer("own", "strong", ("red " * 8 + "end.", "blue " * 30 + "end.", "green " * 5 + "end.", "grey end."))
    other = Answer("other", "strong", ("yellow " * 6 + "end.",))
    point, gap = Item("own", "p", "point", ("Blue",)), Item("own", "o", "omission", ("No blue",))
    strange = Item("other", "s", "commission", ("Yellow",))
    read = [Reading(answer, point, 2, (1,)), Reading(answer, gap, 0, ()), Reading(other, strange, 1, (0,))]
    (lesson,) = lessons(read, random.Random(seed))
    blue, no_blue, yellow = (lesson.items.index(wording) for wording in ("Blue", "No blue", "Yellow"))
    own, others = sorted((0, 1), key=lambda row: -len(lesson.answers[row]))
    assert [lesson.levels[own][column] for column in (blue, no_blue, yellow)] == [2, 0, 0]
    assert [lesson.weights[own][column] for column in (blue, no_blue, yellow)] == [1.0, 1.0, STRANGER]
    assert [lesson.weights[others][column] for column in (blue, no_blue, yellow)] == [STRANGER, 0.0, 1.0]
    assert [shown[blue] for shown in lesson.shown[own]] == [2 * ("blue" in one) for one in lesson.answers[own]]
    assert sum("blue" in one for one in lesson.answers[own]) == 2, "31 words are two clauses"
    assert lesson.shown[others][0][yellow] == 1


def test_a_clause_that_has_lost_its_marks_keeps_the_label_of_the_sentence_it_begins_in(monkeypatch):
    for share, value in {"MISHEARD": 0.0, "UNMARKED": 1.0, "HESITANT": 0.0, "SHUFFLED": 0.0}.items():
        monkeypatch.setattr(examples, share, value)
    answer = Answer("own", "strong", ("Red " * 20 + "end.", "Blue " * 20 + "end."))
    (lesson,) = lessons([Reading(answer, Item("own", "p", "point", ("Blue",)), 1, (1,))], random.Random(1))
    assert [clause.split()[0] for clause in lesson.answers[0]] == ["Red", "Blue"]
    assert "." not in "".join(lesson.answers[0])
    assert lesson.shown[0] == [[0], [1]]
