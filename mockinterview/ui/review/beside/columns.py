"""What one reads beside an answer: the question with its tips, sample answers at their levels with why, own notes and stories."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mockinterview.core.question import Question, SampleAnswer
from mockinterview.ui.look import GAP
from mockinterview.ui.review.wording import LEVELS
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Card, Glyph
from mockinterview.ui.widgets.text import Label

NOT_IN_BANKS = "This question is in no bank any more. What stands here is what you had noted when you answered."


class Reading(QScrollArea):
    """A column of plain text parts that scrolls."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self._question: Question | None = None

    def show_question(self, question: Question) -> None:
        """Show what this question carries."""
        if question != self._question:
            self._question = question
            self._lay_out(self.parts(question))

    def _lay_out(self, parts: Sequence[QWidget]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(GAP // 2, GAP, GAP, GAP)
        column.setSpacing(2 * GAP)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def parts(self, question: Question) -> Sequence[QWidget]:
        """The parts, top to bottom."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """Everything that stands there, a line a part."""
        return "\n".join(label.text() for label in self.findChildren(Label))


class AboutQuestion(Reading):
    """The whole question as it was asked, where it belongs, how to prepare for it, and what else is known of it."""

    def parts(self, question: Question) -> Sequence[QWidget]:
        where = " · ".join(part for part in (question.role, question.theme, question.function) if part)
        head = _part(
            Label(where, "small"),
            Label(question.text, "reading").make_selectable(),
            Label(question.about_role, "muted"),
        )
        lists = (
            ("How to prepare", "lightbulb", question.tips),
            ("They may ask next", "questions", question.follow_ups),
            ("Related questions", "questions", question.related),
        )
        about = " · ".join(
            part for part in (question.kind.capitalize(), *question.tags, question.source, question.date) if part
        )
        parts = [head, *(_listed(heading, icon, texts) for heading, icon, texts in lists if texts)]
        return [*parts, Label(about, "small").make_selectable()] if about else parts


class SampleAnswers(Reading):
    """The sample answers, the best last, as the bank has them."""

    def parts(self, question: Question) -> Sequence[QWidget]:
        return [_answer(sample) for sample in question.sample_answers]


class Notes(Reading):
    """What the person wrote about the question, as it is now. edit_wished: they want to write."""

    edit_wished = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._editable = True

    def show_notes(self, question: Question, *, editable: bool) -> None:
        """Show the notes and stories of a question. editable: whether a bank holds it."""
        if (question, editable) != (self._question, self._editable) or self.widget() is None:
            self._question, self._editable = question, editable
            self._lay_out(self.parts(question))

    def parts(self, question: Question) -> Sequence[QWidget]:
        written = bool(question.notes or question.stories)
        self.edit = Button("Edit" if written else "Write some", "edit")
        self.edit.setEnabled(self._editable)
        self.edit.setToolTip("Edit the question, its notes and its stories" if self._editable else NOT_IN_BANKS)
        self.edit.clicked.connect(self.edit_wished)
        head = QHBoxLayout()
        words = (
            "" if written else "You have no notes on this question yet." if self._editable else "There are no notes."
        )
        head.addWidget(Label(words, "muted"), 1)
        head.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        if not self._editable:
            column.addWidget(Label(NOT_IN_BANKS, "small"))
        parts: list[QWidget] = [top]
        if question.notes:
            parts.append(Label(question.notes, "reading").make_selectable())
        if question.stories:
            parts.append(_part(Label("Your stories", "heading"), *(_card(Label(story)) for story in question.stories)))
        return parts


def _part(*widgets: Label | Card) -> QWidget:
    """Widgets close together; a label without words takes no room."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP // 2)
    for widget in widgets:
        if isinstance(widget, Card) or widget.text():
            column.addWidget(widget)
    return part


def _listed(heading: str, icon: str, texts: Sequence[str]) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    column.addWidget(Label(heading, "heading"))
    for text in texts:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(Glyph(icon, 18, "muted"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(text).make_selectable(), 1)
        column.addLayout(row)
    return part


def _card(*labels: Label) -> Card:
    card = Card(margin=GAP + GAP // 2)
    for label in labels:
        card.body.addWidget(label.make_selectable())
    return card


def _answer(sample: SampleAnswer) -> Card:
    card = _card(Label(LEVELS[sample.level], "strong"), Label(sample.text))
    if sample.why:
        card.body.addWidget(Label(f"Why: {sample.why}", "muted").make_selectable())
    return card
