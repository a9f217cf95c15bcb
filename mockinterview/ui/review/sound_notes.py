"""Above the words: what happened to the sound while they were spoken. One line, and the list on demand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mockinterview.core import sound_notes
from mockinterview.core.attempt import TakeMark
from mockinterview.core.review import LEAD_IN_MS, Review
from mockinterview.ui.look import GAP, px
from mockinterview.ui.look.marks import mark_look
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.sound_list import SoundList
from mockinterview.ui.widgets.times import minutes

MOST_HEIGHT = 132
"""Of the list, at 100 % text: the words below are what the page is for."""


class SoundNotes(QWidget):
    """Hidden where nothing happened. hear_requested: from when to play, in milliseconds."""

    hear_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[TakeMark, ...] = ()
        self.head = Button("", "info", "plain")
        self.head.setCheckable(True)
        self.list = SoundList(heard=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.list)
        self._scroll.setProperty("look", "column")
        self.list.setAutoFillBackground(False)
        self._scroll.hide()
        row = QHBoxLayout()
        row.addWidget(self.head)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addLayout(row)
        column.addWidget(self._scroll)
        self.head.toggled.connect(self._on_toggled)
        self.list.hear_requested.connect(self._on_hear)
        self.hide()

    def show_review(self, review: Review) -> None:
        """Show what happened to the sound of a review's take."""
        notes = sound_notes.gathered(sound_notes.news(review.attempt.marks))
        if notes != self._notes:
            self._notes = notes
            self.head.setChecked(False)
            self.head.say(summary(notes), mark_look(notes[0].kind).icon if len(notes) == 1 else "info")
        self.setVisible(bool(notes))

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        """The lines are made when they are asked for: a long take may have a hundred, which few will read."""
        if shown:
            self.list.show_marks(self._notes)
        self._scroll.setFixedHeight(min(self.list.sizeHint().height() + 2, px(MOST_HEIGHT)))
        self._scroll.setVisible(shown)

    @Slot(int)
    def _on_hear(self, at_ms: int) -> None:
        self.hear_requested.emit(max(0, at_ms - 5 * LEAD_IN_MS))


def summary(notes: tuple[TakeMark, ...]) -> str:
    """One note whole, several as their number and how much they miss in all."""
    if len(notes) == 1:
        return f"{sound_notes.title(notes[0])} at {minutes(notes[0].at_ms)}"
    lost = sound_notes.lost_ms(notes)
    missing = f", {sound_notes.length(lost)} missing in all" if lost else ""
    return f"{sound_notes.count(notes)}{missing}"
