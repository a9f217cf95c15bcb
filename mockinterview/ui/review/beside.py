"""What one reads beside an answer: sample answers at their levels with why they stand there, and tips."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mockinterview.core.question import Question, SampleAnswer
from mockinterview.ui.look import GAP
from mockinterview.ui.review.wording import LEVELS
from mockinterview.ui.widgets.panels import Card
from mockinterview.ui.widgets.text import Label


class Reading(QScrollArea):
    """A column of plain text parts that scrolls."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self._question: Question | None = None

    def show_question(self, question: Question) -> None:
        """Show what this question carries."""
        if question == self._question:
            return
        self._question = question
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(GAP // 2, GAP, GAP, GAP)
        column.setSpacing(2 * GAP)
        for part in self.parts(question):
            column.addWidget(part)
        column.addStretch(1)
        inside.setAutoFillBackground(False)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def parts(self, question: Question) -> list[QWidget]:
        """The parts, top to bottom."""
        raise NotImplementedError


class SampleAnswers(Reading):
    """The sample answers, the best last, as the bank has them."""

    def parts(self, question: Question) -> list[QWidget]:
        return [_answer(sample) for sample in question.sample_answers]


class Tips(Reading):
    """The tips, one card each."""

    def parts(self, question: Question) -> list[QWidget]:
        cards: list[QWidget] = []
        for text in question.tips:
            card = Card(margin=GAP + GAP // 2)
            card.body.addWidget(Label(text).make_selectable())
            cards.append(card)
        return cards


def _answer(sample: SampleAnswer) -> Card:
    card = Card(margin=GAP + GAP // 2)
    card.body.addWidget(Label(LEVELS[sample.level], "strong"))
    card.body.addWidget(Label(sample.text).make_selectable())
    if sample.why:
        card.body.addWidget(Label(f"Why: {sample.why}", "muted").make_selectable())
    return card
