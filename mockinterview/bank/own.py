"""The person's own bank file: every change is written at once, whole or not at all, and nothing unreadable is ever lost.

The file is read afresh before each change, so that a command and a window do not undo each other's work.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from mockinterview.bank.reader import read_bank
from mockinterview.bank.writer import write_bank
from mockinterview.core.problems import BankProblem
from mockinterview.core.question import Question

OWN_FILE = "own.json"
LARGEST_OWN_BYTES = 20_000_000
"""Ten times what a foreign file may have: what a person wrote in the program is never too much to open."""


def own_questions(folder: Path) -> list[Question]:
    """The readable questions of the person's file; none if there is no file. BankProblem if it is no bank at all."""
    file = folder / OWN_FILE
    return read_bank(file, LARGEST_OWN_BYTES)[0] if file.exists() else []


def change_own(folder: Path, put: Sequence[Question], drop: Collection[str], order: Sequence[str]) -> None:
    """Write the file anew: put replaces by id or adds at the end, drop takes out, order comes first. BankProblem if it fails."""
    file = folder / OWN_FILE
    here: dict[str, Question] = {}
    if file.exists():
        questions, problems = _read_or_nothing(file)
        if problems:
            _keep_aside(file)
        here = {question.id: question for question in questions}
    here |= {question.id: question for question in put}
    ids = dict.fromkeys([*(one for one in order if one in here), *here])
    _make(folder)
    write_bank(file, [here[one] for one in ids if one not in drop])


def _read_or_nothing(file: Path) -> tuple[list[Question], Sequence[BankProblem]]:
    try:
        return read_bank(file, LARGEST_OWN_BYTES)
    except BankProblem as problem:
        return [], [problem]


def _keep_aside(file: Path) -> None:
    """A copy of a file that is not wholly readable, before it is written anew; its name is no bank's."""
    number = 1
    while (aside := file.with_name(f"{file.name}.kept-{number}")).exists():
        number += 1
    try:
        shutil.copyfile(file, aside)
    except OSError as error:
        raise BankProblem(
            "Your questions could not be saved.",
            f"Part of {file.name} cannot be read, and a copy to be kept of it could not be written: {error.strerror}.",
            "Free some disk space, or move the file away.",
        ) from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BankProblem(
            "Your questions could not be saved.",
            f"The system says: {error.strerror}.",
            "Check the folder of the program's data.",
        ) from error
