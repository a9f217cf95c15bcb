"""Question banks without files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from mockinterview.core.page import Draft, PageReading
from mockinterview.core.problems import BankProblem, Problem
from mockinterview.core.question import ChecklistItem, ItemKind, Level, MinefieldKind, Question, SampleAnswer

LIGHTHOUSE = Question(
    id="lighthouse",
    text="Tell me about a night when the lamp went out.",
    role="Lighthouse keeper",
    theme="Reliability",
    function="Coast",
    about_role="Keeps the lamp lit and the log written.",
    kind="behavioural",
    items=(
        ChecklistItem("spare", ItemKind.KEY_POINT, "Spare lamp", "You had a spare lamp ready and tested"),
        ChecklistItem("log", ItemKind.KEY_POINT, "Log entry", "You wrote the failure into the log"),
        ChecklistItem("calm", ItemKind.COMPETENCY, "Calm under pressure"),
        ChecklistItem("sea", ItemKind.MOTIVATION, "Care for ships", "Whether you think of the people at sea"),
        ChecklistItem(
            "blame", ItemKind.MINEFIELD, "Blaming", "Saying the supplier was at fault", MinefieldKind.COMMISSION
        ),
        ChecklistItem(
            "vague",
            ItemKind.MINEFIELD,
            "No precautions",
            "Not naming any precaution",
            MinefieldKind.OMISSION,
            ("spare",),
        ),
        ChecklistItem("bored", ItemKind.MINEFIELD, "Bored tone", "Sounding bored", MinefieldKind.MANNER),
    ),
    sample_answers=(
        SampleAnswer(Level.BASIC, "I lit another one."),
        SampleAnswer(Level.SOLID, "I lit the spare lamp and wrote it in the log.", "It says what was done."),
    ),
    tips=("Name the night.", "Say what you changed afterwards."),
    related=("How do you stay awake?",),
)

FERRY = Question(id="ferry", text="Why do you want to steer a ferry?", role="Ferry pilot", theme="Motivation")


class FakeBanks:
    """Holds what it is given."""

    def __init__(self, questions: Sequence[Question] = (LIGHTHOUSE, FERRY), problems: Sequence[Problem] = ()) -> None:
        self.questions = list(questions)
        self.problems = list(problems)
        self.files: dict[Path, Sequence[Question]] = {}
        self.reading = PageReading()
        self.own_questions: list[Question] = []
        self.written: dict[Path, Sequence[Question]] = {}

    def load(self) -> tuple[Sequence[Question], Sequence[Problem]]:
        return tuple(self.questions), tuple(self.problems)

    def read(self, file: Path) -> Sequence[Question]:
        if file not in self.files:
            raise BankProblem(f"The question bank {file.name} cannot be read.", "", "Choose another file.")
        return self.files[file]

    def read_page(self, text: str) -> PageReading:
        return self.reading

    def import_file(self, file: Path) -> PageReading:
        return PageReading(drafts=tuple(Draft(question) for question in self.read(file)))

    def import_bytes(self, raw: bytes, name: str) -> PageReading:
        return self.reading

    def own(self) -> Sequence[Question]:
        return tuple(self.own_questions)

    def change_own(self, put: Sequence[Question] = (), drop: Collection[str] = (), order: Sequence[str] = ()) -> None:
        for shelf in (self.own_questions, self.questions):
            kept = {question.id: question for question in shelf} | {question.id: question for question in put}
            ids = dict.fromkeys([*(one for one in order if one in kept), *kept])
            shelf[:] = [kept[one] for one in ids if one not in drop]

    def write(self, file: Path, questions: Sequence[Question]) -> None:
        self.written[file] = tuple(questions)
