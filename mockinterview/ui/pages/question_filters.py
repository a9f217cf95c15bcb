"""The row above the questions: search, filters, and the two ways to get a question of one's own."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mockinterview.flow.library import Filter, Library
from mockinterview.ui.commands import key_words, tip
from mockinterview.ui.look import GAP, px
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.search_field import SearchField

_KIND, _TAG, _FAVOURITE = "kind:", "tag:", "favourite:"

_NEW = ("New question", "New", "")
_PASTE = ("Paste a page", "Paste", "")
_ALL_WORDS, _FEW_WORDS = 940, 620
"""Widths under which the buttons say less, at 100 % text."""


class QuestionFilters(QWidget):
    """changed: another choice of questions is wanted. deed_wished: the id of a command."""

    changed = Signal()
    deed_wished = Signal(str)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._build()
        self.search.textChanged.connect(self.changed)
        self.role.activated.connect(self._on_role_chosen)
        self.theme.activated.connect(self.changed)
        self.kind.activated.connect(self.changed)
        self.new.clicked.connect(self._on_new)
        self.paste.clicked.connect(self._on_paste)
        self.fill()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.search = SearchField("Search questions", key_words("search"))
        self.search.setMinimumWidth(px(160))
        self.role = Choice("Role")
        self.theme = Choice("Theme")
        self.kind = Choice("Kind or tag")
        self.new = Button(_NEW[0], "plus")
        tip(self.new, "Write a question of your own ({})", "new_question")
        self.paste = Button(_PASTE[0], "paste")
        tip(self.paste, "Get questions from a page or a file ({})", "paste_page")
        row.addWidget(self.search, 3)
        for choice in (self.role, self.theme, self.kind):
            choice.setMinimumContentsLength(8)
            choice.setMinimumWidth(px(64))
            choice.setMaximumWidth(px(200))
            row.addWidget(choice, 2)
        row.addStretch(0)
        row.addWidget(self.new)
        row.addWidget(self.paste)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorter words, or none, where there is no room for all of them."""
        super().resizeEvent(event)
        level = sum(self.width() < px(width) for width in (_ALL_WORDS, _FEW_WORDS))
        self.new.setText(_NEW[level] and f" {_NEW[level]}")
        self.paste.setText(_PASTE[level] and f" {_PASTE[level]}")

    @property
    def wanted(self) -> Filter:
        """What is asked for."""
        sort = str(self.kind.currentData() or "")
        return Filter(
            self.search.text(),
            self.role.currentData() or "",
            self.theme.currentData() or "",
            kind=sort.removeprefix(_KIND) if sort.startswith(_KIND) else "",
            tag=sort.removeprefix(_TAG) if sort.startswith(_TAG) else "",
            favourite=sort == _FAVOURITE,
        )

    def fill(self) -> None:
        """Offer what occurs now; what is chosen stays if it still does."""
        _fill(self.role, "All roles", ((role, role) for role in self._library.roles()))
        self._fill_themes()
        kinds = [(kind.capitalize(), _KIND + kind) for kind in self._library.kinds()]
        tags = [(f"Tag: {tag}", _TAG + tag) for tag in self._library.tags()]
        _fill(self.kind, "All kinds", [("Favourites", _FAVOURITE), *kinds, *tags])

    def clear(self) -> None:
        """Ask for everything; does not tell."""
        before = self.blockSignals(True)
        self.role.setCurrentIndex(0)
        self.kind.setCurrentIndex(0)
        self._fill_themes()
        self.theme.setCurrentIndex(0)
        self.search.clear()
        self.blockSignals(before)

    def _fill_themes(self) -> None:
        themes = self._library.themes(self.role.currentData() or "")
        _fill(self.theme, "All themes", ((theme, theme) for theme in themes))

    @Slot()
    def _on_role_chosen(self) -> None:
        self._fill_themes()
        self.changed.emit()

    @Slot()
    def _on_new(self) -> None:
        self.deed_wished.emit("new_question")

    @Slot()
    def _on_paste(self) -> None:
        self.deed_wished.emit("paste_page")


def _fill(choice: Choice, everything: str, entries: Iterable[tuple[str, str]]) -> None:
    before = choice.currentData() or ""
    choice.clear()
    choice.addItem(everything, "")
    for words, data in entries:
        choice.addItem(words, data)
    choice.setCurrentIndex(max(0, choice.findData(before)))
