"""The head of the review: the question, which take, and what one may do with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mockinterview.core.attempt import Attempt
from mockinterview.ui.commands import key_words
from mockinterview.ui.look import GAP
from mockinterview.ui.review.wording import take_of, when
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.text import Label, OneLine


class Header(QWidget):
    """take_chosen: the id of another attempt at the question."""

    back_pressed = Signal()
    retake_pressed = Signal()
    export_pressed = Signal()
    compare_pressed = Signal()
    take_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attempt_id = ""
        self._build()
        self._wire()

    def _build(self) -> None:
        self.back = Button("Back", "arrow-left", "icon", key=key_words("go_back"))
        self.question = Label("", "title").make_selectable()
        self.about = OneLine("", "muted")
        self.take = Choice("Take", typing=False)
        self.take.setToolTip("Another take of this question")
        self.words = Button("Your words: recognise again, type or import them", "edit", "icon")
        self.compare = Button("Compare", "compare")
        self.export = Button("Export…", "export")
        self.export.setToolTip(f"Write this review into a file ({key_words('export')})")
        self.retake = Button("Record again", "record", "primary")
        self.retake.setToolTip(f"Answer this question once more ({key_words('retake')}). This take is kept.")
        deeds = QHBoxLayout()
        deeds.setSpacing(GAP)
        deeds.addWidget(self.about, 1)
        for widget in (self.take, self.words, self.compare, self.export, self.retake):
            deeds.addWidget(widget)
        words = QVBoxLayout()
        words.setSpacing(GAP // 2)
        words.addWidget(self.question)
        words.addLayout(deeds)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _wire(self) -> None:
        self.back.clicked.connect(self.back_pressed)
        self.retake.clicked.connect(self.retake_pressed)
        self.export.clicked.connect(self.export_pressed)
        self.compare.clicked.connect(self.compare_pressed)
        self.take.activated.connect(self._on_take)

    def offer(self, menu: QMenu) -> None:
        """What may be done with the words."""
        self._menu = menu
        self.words.clicked.connect(self._on_words)

    def show_attempt(self, attempt: Attempt, attempts: Sequence[Attempt]) -> None:
        """Show an attempt among the attempts at its question."""
        self._attempt_id = attempt.id
        question = attempt.question
        self.question.setText(question.text)
        parts = (question.role, question.theme, when(attempt.started_at, datetime.now(UTC)))
        self.about.setText(" · ".join(part for part in parts if part))
        self.about.setToolTip(self.about.text())
        others = [other for other in attempts if other.id != attempt.id]
        with QSignalBlocker(self.take):
            self.take.clear()
            for other in sorted([attempt, *others], key=lambda other: other.take):
                self.take.addItem(take_of(other, attempts), other.id)
            self.take.setCurrentIndex(self.take.findData(attempt.id))
        self.take.setEnabled(bool(others))

    @Slot()
    def _on_words(self) -> None:
        self._menu.popup(self.words.mapToGlobal(self.words.rect().bottomLeft()))

    @Slot(int)
    def _on_take(self, place: int) -> None:
        chosen = self.take.itemData(place)
        if chosen and chosen != self._attempt_id:
            self.take.setCurrentIndex(self.take.findData(self._attempt_id))  # until that take is really shown
            self.take_chosen.emit(chosen)
