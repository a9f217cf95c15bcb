"""The row above the history: the search in what was said, which question, the way to the bin, and what can be done to a row."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mockinterview.ui.commands import key_words, tip
from mockinterview.ui.look import GAP, px
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.search_field import SearchField

RECOVERED = "recovered:"
"""Stands for a question where what was brought back at this start is wanted. (No id has a colon.)"""

_OPEN, _OPEN_SHORT = "Open review", "Open"
_ALL_WORDS, _FEW_WORDS = 780, 640
"""Widths under which the buttons say less, at 100 % text."""


class HistoryHead(QWidget):
    """Nothing here knows what is asked; the page does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.search = SearchField("Search your answers", key_words("search_answers"))
        self.search.setMinimumWidth(px(120))
        self.filter = Choice("Question")
        self.filter.setMinimumContentsLength(8)
        self.filter.setMinimumWidth(px(64))
        self.filter.setMaximumWidth(px(360))
        self.bin = Button("Bin", "trash", "plain")
        tip(self.bin, "What you deleted ({})", "show_bin")
        self.delete = Button("Delete", "", "plain")
        tip(self.delete, "Move to the bin ({})", "delete")
        self.open = Button(_OPEN, "chevron-right")
        row.addWidget(self.search, 3)
        row.addWidget(self.filter, 2)
        row.addStretch(0)
        for button in (self.bin, self.delete, self.open):
            row.addWidget(button)

    def show_bin(self, count: int) -> None:
        """How many answers are in the bin."""
        self.bin.say(f"Bin ({count})" if count else "Bin")
        self._fit()

    def _fit(self) -> None:
        """Shorter words where there is no room for all of them."""
        self.open.setText(f" {_OPEN if self.width() >= px(_ALL_WORDS) else _OPEN_SHORT}")
        words = self.bin.accessibleName()
        self.bin.setText(f" {words if self.width() >= px(_FEW_WORDS) else words.removeprefix('Bin').strip()}".rstrip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def offer(self, questions: Mapping[str, str], wanted: str, recovered: int, stuck: bool) -> str:
        """Offer these questions, text by id, and what was brought back; the one that is chosen now, "" for all."""
        self.filter.clear()
        self.filter.addItem("All questions", "")
        if recovered or stuck:
            self.filter.addItem(f"Brought back at this start ({recovered})", RECOVERED)
        for question_id, text in questions.items():
            self.filter.addItem(text, question_id)
        place = max(0, self.filter.findData(wanted))
        self.filter.setCurrentIndex(place)
        return str(self.filter.currentData() or "")
