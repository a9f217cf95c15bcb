"""What the matcher is shown: the corpus' answers beside their question's checklist in three wordings, and what a reader found.

A `Case` is one answer and one checklist; `lined_up` runs a matcher over cases and keeps what it said of each item beside its label.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

from mockinterview.bank import read_bank
from mockinterview.core.coverage import Coverage, ItemCoverage
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.transcript import Transcript, from_sentences
from mockinterview.lineup.training.corpus import BANKS, CORPUS, Answer, answers_to
from mockinterview.lineup.training.split import split

OTHER_QUESTION_SEED = 4


class Matcher(Protocol):
    """The part of a matcher that is measured here."""

    def line_up(self, transcript: Transcript, question: Question) -> Coverage: ...


@dataclass(frozen=True)
class Label:
    """What a reader found of one item in one answer: level 0, 1 or 2, and the 0-based sentences it rests on."""

    level: int
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class Case:
    """One answer, the checklist it is lined up with, and the reader's labels by item id."""

    answer: Answer
    question: Question
    labels: Mapping[str, Label]


@dataclass(frozen=True)
class Line:
    """What a matcher said of one item of one case, beside the label. shown: inclusive word spans of the labelled sentences."""

    answer: Answer
    found: ItemCoverage
    label: Label
    shown: tuple[tuple[int, int], ...]

    @property
    def item(self) -> ChecklistItem:
        return self.found.item

    @property
    def is_commission(self) -> bool:
        return self.item.minefield is MinefieldKind.COMMISSION

    @property
    def at(self) -> tuple[str, str]:
        """Which answer this is of."""
        return (self.answer.question, self.answer.id)


@cache
def bank() -> Mapping[str, Question]:
    """The built-in questions by id."""
    return {question.id: question for file in sorted(BANKS.glob("*.json")) for question in read_bank(file)[0]}


@cache
def dev_questions() -> tuple[str, ...]:
    """The questions that are only measured on, never learned from."""
    return tuple(split()["dev"])


def corpus_sentences() -> list[str]:
    """Every sentence of every answer: what a recogniser's errors are made of."""
    files = sorted((CORPUS / "answers").glob("*.json"))
    return [sentence for file in files for answer in answers_to(file.stem) for sentence in answer.sentences]


def own_cases(questions: Iterable[str]) -> list[Case]:
    """The bank's own items."""
    return [
        Case(answer, bank()[question], labels[answer.id])
        for question in questions
        for labels in [_labels("labels", question, "answers")]
        for answer in answers_to(question)
    ]


def reworded_cases(questions: Iterable[str]) -> list[Case]:
    """The same items in each of their other wordings, one checklist a wording, with the labels of the item."""
    found = []
    for case in own_cases(questions):
        wordings: Mapping[str, Sequence[str]] = _more(case.question.id).get("rewordings", {})
        for number in range(max(map(len, wordings.values()), default=0)):
            items = tuple(
                replace(item, name=wordings[item.id][number], text="")
                for item in case.question.items
                if len(wordings.get(item.id, ())) > number
            )
            found.append(replace(case, question=replace(case.question, items=items)))
    return found


def new_cases(questions: Iterable[str]) -> list[Case]:
    """Items of an interview guide's kind that the bank does not have."""
    found = []
    for question in questions:
        more = _more(question)
        items = tuple(map(_item, more.get("items", ())))
        labels = _labels("wordings", question, "labels") if items else {}
        found += [
            Case(answer, replace(bank()[question], items=items), labels[answer.id])
            for answer in answers_to(question)
            if answer.id in labels
        ]
    return found


def other_cases(questions: Sequence[str]) -> list[Case]:
    """Each answer with the positive items of another of the questions, drawn once and for all: nothing of them is made."""
    chance = random.Random(OTHER_QUESTION_SEED)
    found = []
    for question in questions:
        for answer in answers_to(question):
            other = bank()[chance.choice([one for one in questions if one != question])]
            items = tuple(item for item in other.items if not item.is_minefield)
            found.append(Case(answer, replace(other, items=items), {item.id: Label(0, ()) for item in items}))
    return found


def lined_up(matcher: Matcher, cases: Iterable[Case]) -> list[Line]:
    """Every labelled item of every case, in order. A label of an item that the checklist lacks counts for nothing."""
    lines = []
    for case in cases:
        transcript = from_sentences(list(case.answer.sentences))
        places = [(segment.first_word, segment.last_word) for segment in transcript.segments]
        lines += [
            Line(case.answer, found, label, tuple(places[number] for number in label.sentences))
            for found in matcher.line_up(transcript, case.question).items
            if (label := case.labels.get(found.item.id))
        ]
    return lines


def _item(plain: Mapping[str, str]) -> ChecklistItem:
    minefield = plain.get("minefield")
    return ChecklistItem(
        plain["id"], ItemKind(plain["kind"]), plain["text"], minefield=MinefieldKind(minefield) if minefield else None
    )


def _labels(folder: str, question: str, key: str) -> dict[str, dict[str, Label]]:
    plain = json.loads((CORPUS / folder / f"{question}.json").read_text("utf-8"))[key]
    return {
        answer: {item: Label(level, tuple(sentences)) for item, (level, sentences) in read.items()}
        for answer, read in plain.items()
    }


def _more(question: str) -> dict[str, Any]:
    file = CORPUS / "wordings" / f"{question}.json"
    more: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return more
