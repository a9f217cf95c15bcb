"""The right half of the questions page: one question, the way to rehearse it, and all that is known about it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mockinterview.core.attempt import Tally
from mockinterview.core.question import ItemKind, Question
from mockinterview.ui.commands import key_words, tip
from mockinterview.ui.look import GAP, px
from mockinterview.ui.pages.question_parts import (
    checklist_part,
    has_tips,
    hidden_part,
    notes_part,
    sample_part,
    tips_part,
)
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Card, Column
from mockinterview.ui.widgets.segments import Segments
from mockinterview.ui.widgets.text import Label, Rule
from mockinterview.ui.widgets.times import count_words, day_words

CHECKLIST, SAMPLES, TIPS, NOTES = range(4)
_STARS = ("star", "star-full")
_ROOM_FOR_WORDS = 480
"""Width under which the button to edit shows its icon alone."""

_COUNTED = (
    (ItemKind.KEY_POINT, "key point"),
    (ItemKind.COMPETENCY, "competency"),
    (ItemKind.MOTIVATION, "motivation"),
    (ItemKind.MINEFIELD, "minefield"),
)


def summary(question: Question) -> str:
    """What is on the checklist, in one line."""
    many = {"competency": "competencies"}
    counts = ((len(question.of_kind(kind)), word) for kind, word in _COUNTED)
    return " · ".join(count_words(count, word, many.get(word, "")) for count, word in counts if count)


class QuestionDetails(Card):
    """Shows one question, all of it in one column that scrolls: in a low window or large text no part may be cut off.

    rehearse_requested and takes_requested carry its id.
    """

    rehearse_requested = Signal(str)
    takes_requested = Signal(str)
    deed_wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._question: Question | None = None
        self._hide_checklist = False
        self._build()
        self.rehearse.clicked.connect(self._on_rehearse)
        self.takes.clicked.connect(self._on_takes)
        self.star.clicked.connect(self._on_star)
        self.edit.clicked.connect(self._on_edit)
        self._segments.chosen.connect(self._on_part_chosen)

    def _build(self) -> None:
        self._column = Column(760, margin=3 * GAP, centred=False)
        head = self._column.body
        self._where = Label("", "muted")
        self._text = Label("", "title").make_selectable()
        self._about = Label("", "muted")
        self.rehearse = Button("Rehearse", "microphone", "primary")
        self.rehearse.setProperty("scale", "large")
        tip(self.rehearse, "Rehearse this question ({})", "rehearse")
        self.takes = Button("", "history", "plain")
        deeds = QHBoxLayout()
        deeds.setSpacing(GAP)
        deeds.addWidget(self.rehearse)
        deeds.addWidget(self.takes)
        deeds.addStretch(1)
        self._summary = Label("", "small")
        self._segments = Segments(("Checklist", "Sample answers", "Tips", "My notes"))
        self.star = Button("Favourite", "star", "icon", key=key_words("favourite"))
        self.edit = Button("Edit", "edit", "plain")
        tip(self.edit, "Edit this question ({})", "edit_question")
        self.more = Button("More", "more", "icon")
        top = QHBoxLayout()
        top.setSpacing(GAP // 2)
        top.addWidget(self._where, 1)
        for button in (self.star, self.edit, self.more):
            top.addWidget(button)
        head.addLayout(top)
        head.addWidget(self._text)
        head.addWidget(self._about)
        head.addSpacing(GAP // 2)
        head.addLayout(deeds)
        head.addSpacing(GAP // 2)
        head.addWidget(self._summary)
        head.addWidget(self._segments)
        head.addWidget(Rule())
        head.addSpacing(GAP)
        head.addStretch(1)  # not an alignment: with one, Qt forgets that a long question needs more lines
        self._part: QWidget | None = None
        self.body.addWidget(self._column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.edit.setText(" Edit" if self.width() >= px(_ROOM_FOR_WORDS) else "")

    @property
    def question(self) -> Question | None:
        """The question shown."""
        return self._question

    def show_question(self, question: Question, tally: Tally, *, hide_checklist: bool) -> None:
        """Show a question; hide_checklist: until the person asks for it or has answered."""
        fresh = question != self._question
        self._question = question
        hidden = hide_checklist and not tally.attempts
        self.star.say(
            "Favourite, press to change" if question.favourite else "Make it a favourite", _STARS[question.favourite]
        )
        self._where.setText(" · ".join(part for part in (question.role, question.theme) if part))
        self._text.setText(question.text)
        about = " ".join(part for part in (question.function and f"{question.function}.", question.about_role) if part)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._summary.setText(summary(question))
        self._summary.setVisible(bool(question.items))
        self._segments.say(CHECKLIST, "Checklist", shown=bool(question.items))
        self._segments.say(SAMPLES, "Sample answers", shown=bool(question.sample_answers))
        self._segments.say(TIPS, "Tips", shown=has_tips(question))
        self._segments.say(NOTES, "My notes", shown=bool(question.notes or question.stories))
        self.show_tally(tally)
        if fresh or hidden != self._hide_checklist:
            self._hide_checklist = hidden
            self._show_part(self._first_part(question))

    def show_tally(self, tally: Tally) -> None:
        """Show how often the question was answered."""
        self.takes.setVisible(bool(tally.attempts))
        if tally.attempts and tally.last_at is not None:
            self.takes.say(count_words(tally.attempts, "take"))
            self.takes.setToolTip(f"Show them; the last was {day_words(tally.last_at, datetime.now(UTC))}")

    def _first_part(self, question: Question) -> int:
        has = (
            bool(question.items),
            bool(question.sample_answers),
            has_tips(question),
            bool(question.notes or question.stories),
        )
        current = self._segments.current
        part = current if has[current] else next((index for index, there in enumerate(has) if there), CHECKLIST)
        self._segments.blockSignals(True)
        self._segments.choose(part)
        self._segments.blockSignals(False)
        return part

    def _show_part(self, part: int) -> None:
        assert self._question is not None
        if self._part is not None:
            self._part.setParent(None)
            self._part.deleteLater()
        if self._hide_checklist and part not in (TIPS, NOTES):
            self._part, button = hidden_part()
            button.clicked.connect(self._on_show_hidden)
        else:
            self._part = (checklist_part, sample_part, tips_part, notes_part)[part](self._question)
        self._column.body.insertWidget(self._column.body.count() - 1, self._part)
        self._column.verticalScrollBar().setValue(0)

    @Slot(int)
    def _on_part_chosen(self, part: int) -> None:
        if self._question is not None:
            self._show_part(part)

    @Slot()
    def _on_show_hidden(self) -> None:
        self._hide_checklist = False
        self._show_part(self._segments.current)

    @Slot()
    def _on_rehearse(self) -> None:
        if self._question is not None:
            self.rehearse_requested.emit(self._question.id)

    @Slot()
    def _on_star(self) -> None:
        self.deed_wished.emit("favourite")

    @Slot()
    def _on_edit(self) -> None:
        self.deed_wished.emit("edit_question")

    @Slot()
    def _on_takes(self) -> None:
        if self._question is not None:
            self.takes_requested.emit(self._question.id)
