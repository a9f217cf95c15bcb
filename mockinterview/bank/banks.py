"""All banks there are: those the program came with, and the person's own; and what pages and files bring in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from mockinterview.bank.bulk import many_objects
from mockinterview.bank.own import LARGEST_OWN_BYTES, OWN_FILE, change_own, own_questions
from mockinterview.bank.reader import LARGEST_FILE_BYTES, read_bank, read_handed_over
from mockinterview.bank.writer import write_bank
from mockinterview.core.page import PageReading
from mockinterview.core.problems import BankProblem, Problem
from mockinterview.core.question import Question

STARTER = "starter.json"


class Banks:
    """Two folders of bank files. builtin: read only. own: the person's; it need not exist.

    What the person wrote in the program stands in own.json there; a question in it takes the place of a built-in one with its id.
    """

    def __init__(self, builtin: Path, own: Path) -> None:
        self._builtin = builtin
        self._own = own

    def load(self) -> tuple[list[Question], list[Problem]]:
        """Every readable question, the program's own first, and a sentence for each that is not."""
        with many_objects():
            return self._load()

    def _load(self) -> tuple[list[Question], list[Problem]]:
        questions: dict[str, Question] = {}
        problems: list[Problem] = []
        for file in (*_bank_files(self._builtin), *_bank_files(self._own)):
            mine = file == self._own / OWN_FILE
            try:
                read, wrong = read_bank(file, LARGEST_OWN_BYTES if mine else LARGEST_FILE_BYTES)
            except BankProblem as problem:
                problems.append(problem)
                continue
            problems += wrong
            if mine:
                questions.update((question.id, question) for question in read)
                continue
            doubled = [question.id for question in read if question.id in questions]
            if doubled:
                problems.append(_doubled(file, doubled))
            for question in read:
                questions.setdefault(question.id, question)
        return list(questions.values()), problems

    def read(self, file: Path) -> list[Question]:
        """The questions of one bank file, list or question file; BankProblem if it holds none, or one cannot be read."""
        return read_handed_over(file)

    def read_page(self, text: str) -> PageReading:
        """What a pasted page says."""
        from mockinterview.bank.page import read_page  # the grammar is not needed to start

        return read_page(text)

    def import_file(self, file: Path) -> PageReading:
        """What a bank file or a saved page says."""
        from mockinterview.bank.sources import import_file  # as above

        return import_file(file)

    def import_bytes(self, raw: bytes, name: str) -> PageReading:
        """The same for what stands in no file."""
        from mockinterview.bank.sources import import_bytes  # as above

        return import_bytes(raw, name)

    def own(self) -> Sequence[Question]:
        """The person's own questions, in their order."""
        return own_questions(self._own)

    def change_own(self, put: Sequence[Question] = (), drop: Collection[str] = (), order: Sequence[str] = ()) -> None:
        """Write the person's own file anew."""
        change_own(self._own, put, drop, order)

    def write(self, file: Path, questions: Sequence[Question]) -> None:
        """Write a bank to hand on, without what the person wrote for nobody else."""
        write_bank(file, [replace(question, notes="", stories=(), favourite=False) for question in questions])


def _bank_files(folder: Path) -> Iterable[Path]:
    """The bank files of a folder by name, the starter first: its questions are the ones a newcomer sees."""
    files = (file for file in folder.glob("*.json") if not file.name.startswith("."))
    return sorted(files, key=lambda file: (file.name != STARTER, file.name))


def _doubled(file: Path, ids: list[str]) -> BankProblem:
    more = f" and {len(ids) - 1:,} more" if len(ids) > 1 else ""
    return BankProblem(
        f"The question bank {file.name} holds a question that is there already: {ids[0]}{more}.",
        "Every question needs an id of its own; the first one read is used.",
        "Give it another id.",
    )
