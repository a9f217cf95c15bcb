"""Readings -> what one pass of training sees: wordings drawn, words misheard, hesitations put in, other questions' items beside.

Everything drawn comes from the one random source handed in, so that a seed fixes the whole training.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from mockinterview.lineup.head import SIGNS
from mockinterview.lineup.training.corpus import Answer, Item, Reading, clause_texts
from mockinterview.lineup.training.noise import Vocabulary, with_errors

MISHEARD, UNMARKED, HESITANT, SHUFFLED = 0.35, 0.3, 0.2, 0.1
"""Share of the answers with recognition errors, without punctuation, with hesitations put in, with sentences in another order."""
WORST_ERRORS = 0.25
QUESTIONS_AT_ONCE = 2
STRANGER = 0.35
"""How much it counts that an item of another question is not there; now and then it is."""
OF_BANK = (0.3, 0.06, 0.06, 0.28, 0.14, 0.16)
"""How often: name and text, text, name; then reworded as guides do, as a short line, as a recruiter's sentence."""
HESITATIONS = ("um", "uh", "you know", "I mean", "like", "sort of", "well", "so")

_NO_MARKS = str.maketrans("", "", '.,;:!?"“”…—–')


@dataclass(frozen=True)
class Lesson:
    """One step: answers in clauses, items with their sorts; levels, weights: [answer][item]; shown: [answer][clause][item]."""

    answers: tuple[tuple[str, ...], ...]
    items: tuple[str, ...]
    sorts: tuple[str, ...]
    levels: list[list[int]]
    weights: list[list[float]]
    shown: list[list[list[int]]]


def lessons(readings: Sequence[Reading], draw: random.Random, *, plain: bool = False) -> list[Lesson]:
    """All readings once, a few questions at a time. plain: nothing drawn, one question at a time, for measuring."""
    by_question: dict[str, dict[Answer, dict[str, Reading]]] = {}
    for reading in readings:
        by_question.setdefault(reading.answer.question, {}).setdefault(reading.answer, {})[reading.item.id] = reading
    questions = list(by_question)
    known = None
    if not plain:
        known = Vocabulary([text for read in by_question.values() for answer in read for text in answer.sentences])
        draw.shuffle(questions)
    at_once = 1 if plain else QUESTIONS_AT_ONCE
    return [
        _lesson([by_question[name] for name in questions[start : start + at_once]], draw, known)
        for start in range(0, len(questions), at_once)
    ]


def _lesson(parts: Sequence[dict[Answer, dict[str, Reading]]], draw: random.Random, known: Vocabulary | None) -> Lesson:
    items = list(dict.fromkeys(one.item for part in parts for read in part.values() for one in read.values()))
    wordings = [_wording(item, draw) if known else item.wordings[0] for item in items]
    answers, levels, weights, shown = [], [], [], []
    for part in parts:
        for answer, read in part.items():
            clauses, owners = _heard(answer, draw, known)
            found = [read.get(item.id) if item.question == answer.question else None for item in items]
            answers.append(tuple(clauses))
            levels.append([one.level if one else 0 for one in found])
            weights.append([1.0 if one else _stranger(item, answer) for one, item in zip(found, items, strict=True)])
            shown.append([[one.level if one and owner in one.shown else 0 for one in found] for owner in owners])
    return Lesson(tuple(answers), tuple(wordings), tuple(item.sort for item in items), levels, weights, shown)


def _stranger(item: Item, answer: Answer) -> float:
    """An item of another question counts as not there; one nobody read in this answer, or an omission, for nothing."""
    return STRANGER if item.question != answer.question and SIGNS[item.sort] > 0 else 0.0


def _wording(item: Item, draw: random.Random) -> str:
    """Any of an item's wordings; of the six of a bank's item its own and the guides' oftenest."""
    if len(item.wordings) == len(OF_BANK):
        return draw.choices(item.wordings, OF_BANK)[0]
    return draw.choice(item.wordings)


def _heard(answer: Answer, draw: random.Random, known: Vocabulary | None) -> tuple[list[str], list[int]]:
    """The clauses as a recogniser may give them, and the sentence of the answer each stands in."""
    if known is None:
        return clause_texts(answer.sentences)
    order = list(range(len(answer.sentences)))
    if draw.random() < SHUFFLED:
        draw.shuffle(order)
    sentences = [answer.sentences[index] for index in order]
    if draw.random() < HESITANT:
        sentences = [_hesitating(sentence, draw) for sentence in sentences]
    if draw.random() < MISHEARD:
        sentences = with_errors(sentences, draw.uniform(0.02, WORST_ERRORS), draw.randrange(1 << 30), known)
    if draw.random() < UNMARKED:
        sentences = [sentence.translate(_NO_MARKS) or sentence for sentence in sentences]
    clauses, owners = clause_texts(sentences)
    return clauses, [order[owner] for owner in owners]


def _hesitating(sentence: str, draw: random.Random) -> str:
    words = sentence.split()
    if len(words) > 3:
        words.insert(draw.randrange(1, len(words)), draw.choice(HESITATIONS) + ("," if draw.random() < 0.5 else ""))
    return " ".join(words)
