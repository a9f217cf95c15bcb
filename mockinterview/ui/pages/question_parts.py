"""What is known about a question, as parts of a page: its checklist, its sample answers, its tips."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.question import ChecklistItem, ItemKind, Level, MinefieldKind, Question
from mockinterview.ui.look import GAP
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Card, Glyph
from mockinterview.ui.widgets.text import Label

_HEADINGS = (
    (ItemKind.KEY_POINT, "Key points", "What a good answer tells them."),
    (ItemKind.COMPETENCY, "What interviewers are evaluating", ""),
    (ItemKind.MOTIVATION, "Underlying motivations", "Why they ask."),
    (ItemKind.MINEFIELD, "Minefields", "What speaks against you."),
)

_KINDS = {
    MinefieldKind.COMMISSION: "by what you say",
    MinefieldKind.OMISSION: "by what you leave out",
    MinefieldKind.MANNER: "by your manner: your own call",
}

_LEVELS = {Level.BASIC: "Basic", Level.SOLID: "Solid", Level.EXCEPTIONAL: "Exceptional"}


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP + GAP // 2)
    return part, column


def _item(item: ChecklistItem) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP + 2)
    glyph = Glyph("state-denied", 15, "muted") if item.is_minefield else Glyph("state-not-found", 15, "muted")
    if item.is_minefield:
        glyph.show_icon("warning", "muted")
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(Label(item.name, "strong"))
    if item.text:
        column.addWidget(Label(item.text, "muted"))
    if item.minefield is not None:
        column.addWidget(Label(_KINDS[item.minefield], "small"))
    row.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    return row


def checklist_part(question: Question) -> QWidget:
    """Every list the question carries, each under its heading."""
    part, column = _part()
    for kind, heading, why in _HEADINGS:
        items = question.of_kind(kind)
        if not items:
            continue
        if column.count():
            column.addSpacing(GAP)
        column.addWidget(Label(f"{heading}", "heading"))
        if why:
            column.addWidget(Label(why, "small"))
        for item in items:
            column.addLayout(_item(item))
    if not question.items:
        column.addWidget(Label("This question has no checklist yet.", "muted"))
    return part


def sample_part(question: Question) -> QWidget:
    """The sample answers in rising order, each with why it stands there."""
    part, column = _part()
    for answer in question.sample_answers:
        column.addWidget(Label(_LEVELS[answer.level], "heading"))
        column.addWidget(Label(answer.text, "reading").make_selectable())
        if answer.why:
            why = Card("notice", margin=GAP + GAP // 2)
            why.body.addWidget(Label(f"Why: {answer.why}").make_selectable())
            column.addWidget(why)
        column.addSpacing(GAP)
    return part


def has_tips(question: Question) -> bool:
    """Whether there is anything to show among the tips."""
    return bool(question.tips or question.follow_ups or question.related)


def _row(glyph: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP + 2)
    row.addWidget(Glyph(glyph, 18, "muted"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(text), 1)
    return row


def tips_part(question: Question) -> QWidget:
    """How to prepare, what they may ask next, and what else is like it."""
    part, column = _part()
    for heading, glyph, texts in (
        ("", "lightbulb", question.tips),
        ("They may ask next", "questions", question.follow_ups),
        ("Related questions", "questions", question.related),
    ):
        if texts and heading:
            column.addWidget(Label(heading, "heading"))
        for text in texts:
            column.addLayout(_row(glyph, text))
    return part


def notes_part(question: Question) -> QWidget:
    """What the person wrote about it."""
    part, column = _part()
    if question.notes:
        column.addWidget(Label(question.notes, "reading").make_selectable())
    if question.stories:
        column.addWidget(Label("Your stories", "heading"))
    for story in question.stories:
        column.addWidget(Label(story).make_selectable())
    return part


def hidden_part() -> tuple[QWidget, Button]:
    """In place of what the person wants to see only after answering; the button shows it all the same."""
    part, column = _part()
    column.addWidget(Label("Hidden until you have answered, as you chose in the settings.", "muted"))
    button = Button("Show it now", "eye")
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return part, button
