"""Questions -> a bank file that `reader` understands, written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from mockinterview.bank.reader import FORMAT, VERSION
from mockinterview.core.problems import BankProblem
from mockinterview.core.question import Question
from mockinterview.core.shapes import question_to


def write_bank(file: Path, questions: Sequence[Question]) -> None:
    """Replace the file with a bank of these questions. BankProblem if it cannot be written; the old file is then as it was."""
    plain = {"format": FORMAT, "version": VERSION, "questions": [question_to(question) for question in questions]}
    fresh = file.with_name(f".{file.name}.new")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as opened:
            opened.write(json.dumps(plain, ensure_ascii=False, indent=1) + "\n")
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(file)
    except OSError as error:
        raise BankProblem(
            f"The question bank {file.name} could not be written.",
            f"The system says: {error.strerror}.",
            "Check that the folder exists and may be written to, and that the disk is not full.",
        ) from error
