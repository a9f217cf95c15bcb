"""The question banks, as the story needs them: a port like those of `ports`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from mockinterview.core.page import PageReading
from mockinterview.core.problems import Problem
from mockinterview.core.question import Question


class QuestionBanks(Protocol):
    """The question banks on disk."""

    def load(self) -> tuple[Sequence[Question], Sequence[Problem]]:
        """Every readable question of the built-in and the user's banks, and a sentence for each that is not."""
        ...

    def read(self, file: Path) -> Sequence[Question]:
        """The questions of one bank file, list or question file; BankProblem if it holds none, or one cannot be read."""
        ...

    def read_page(self, text: str) -> PageReading:
        """What a pasted page says; at most 0.5 s for 200,000 characters. BankProblem if it is far too long."""
        ...

    def import_file(self, file: Path) -> PageReading:
        """What a bank file or a saved page says: JSON, text, Markdown, HTML, Word, OpenDocument, CSV. BankProblem if unreadable."""
        ...

    def import_bytes(self, raw: bytes, name: str) -> PageReading:
        """The same for what stands in no file; the name's ending is a hint only."""
        ...

    def own(self) -> Sequence[Question]:
        """The questions the person can change, in their order."""
        ...

    def change_own(self, put: Sequence[Question] = (), drop: Collection[str] = (), order: Sequence[str] = ()) -> None:
        """Write the person's questions anew, whole or not at all: put replaces by id or is added at the end, drop takes ids out.

        order: ids in the order wanted; those not named keep theirs, behind. BankProblem if it cannot be written.
        """
        ...

    def write(self, file: Path, questions: Sequence[Question]) -> None:
        """Write a bank file to hand on, without the person's notes; BankProblem if it cannot be written."""
        ...
