"""A work bench apart from the house, for other tools: a checklist lined up with a file of words. No store, sound or recogniser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mockinterview.core.coverage import Coverage
from mockinterview.core.problems import BankProblem, Problem, UsageProblem
from mockinterview.core.question import Question
from mockinterview.core.transcript import Transcript
from mockinterview.flow.banks import QuestionBanks
from mockinterview.flow.ports import Matcher

LONGEST_SHOWN = 80
"""Letters of a wrong id that are worth repeating."""


class Bench:
    """banks: the person's and the program's. load: makes the matcher. tell: told what a person should know of the result."""

    def __init__(self, banks: QuestionBanks, load: Callable[[], Matcher], tell: Callable[[Problem], None]) -> None:
        self._banks = banks
        self._load = load
        self._tell = tell

    def question(self, given: str) -> Question:
        """The question of that id, or the first one of that file. UsageProblem or BankProblem if there is none."""
        if _names_a_file(given):
            questions = self._banks.read(Path(given))
            if len(questions) > 1:
                self._tell(
                    BankProblem(f"{Path(given).name} holds {len(questions):,} questions.", "The first was taken.")
                )
            return questions[0]
        for question in self._banks.load()[0]:
            if question.id == given:
                return question
        shown = given if len(given) <= LONGEST_SHOWN else f"{given[:LONGEST_SHOWN]}…"
        raise UsageProblem(f"There is no file and no question “{shown}”.", "", "See: mockinterview questions")

    def line_up(self, transcript: Transcript, question: Question) -> Coverage:
        """The state of every item; nothing is kept."""
        matcher = self._load()
        if matcher.problem is not None:
            self._tell(matcher.problem)
        return matcher.line_up(transcript, question)


def _names_a_file(given: str) -> bool:
    """Whether there is such a file, or it looks like the name of one: an id has neither folder nor ending."""
    try:
        there = Path(given).exists()
    except (OSError, ValueError):  # no system takes that for a name
        there = False
    return there or given.lower().endswith(".json") or "/" in given or "\\" in given
