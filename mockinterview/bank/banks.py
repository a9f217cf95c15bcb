"""All banks there are: those the program came with, and the person's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mockinterview.bank.reader import read_bank
from mockinterview.core.problems import BankProblem, Problem
from mockinterview.core.question import Question


class Banks:
    """Two folders of bank files. builtin: read only. own: the person's; it need not exist."""

    def __init__(self, builtin: Path, own: Path) -> None:
        self._builtin = builtin
        self._own = own

    def load(self) -> tuple[list[Question], list[Problem]]:
        """Every readable question, the program's own first, and a sentence for each that is not."""
        questions: dict[str, Question] = {}
        problems: list[Problem] = []
        for file in (*_bank_files(self._builtin), *_bank_files(self._own)):
            try:
                read, wrong = read_bank(file)
            except BankProblem as problem:
                problems.append(problem)
                continue
            problems += wrong
            doubled = [question.id for question in read if question.id in questions]
            if doubled:
                problems.append(_doubled(file, doubled))
            for question in read:
                questions.setdefault(question.id, question)
        return list(questions.values()), problems

    def read(self, file: Path) -> list[Question]:
        """The questions of one bank file or of one question file; BankProblem if it holds none that can be read."""
        questions, problems = read_bank(file)
        if not questions:
            raise problems[0] if problems else BankProblem(
                f"The question bank {file.name} holds no question.", "", "Choose another file."
            )  # fmt: skip
        return questions


def _bank_files(folder: Path) -> Iterable[Path]:
    return sorted(file for file in folder.glob("*.json") if not file.name.startswith("."))


def _doubled(file: Path, ids: list[str]) -> BankProblem:
    more = f" and {len(ids) - 1:,} more" if len(ids) > 1 else ""
    return BankProblem(
        f"The question bank {file.name} holds a question that is there already: {ids[0]}{more}.",
        "Every question needs an id of its own; the first one read is used.",
        "Give it another id.",
    )
