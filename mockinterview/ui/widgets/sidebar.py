"""The way to the pages: icon and word, or icons alone where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mockinterview.ui.look import GAP, px
from mockinterview.ui.widgets.buttons import ARROWS, Button

WIDE, NARROW = 176, 60

LEAST_WINDOW, LEAST_PAGE = 1_100, 750
"""The words are folded away in a window narrower than the first, or where they leave a page less than the second at 100 % text."""


class Entry(Button):
    """One page; at most one is pressed."""

    wished = Signal(str)

    def __init__(self, name: str, words: str, icon_name: str) -> None:
        super().__init__(words, icon_name, "nav")
        self._name = name
        self.setCheckable(True)
        self.setAutoExclusive(True)  # else a screen reader calls it a check box
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.wished.emit(self._name)

    def press(self, on: bool) -> None:
        """Show whether the person is there. (Qt does not let go of the last of those that exclude each other.)"""
        self.setAutoExclusive(False)
        self.setChecked(on)
        self.setAutoExclusive(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab goes on to the others: Qt would let it reach only one of those that exclude each other."""
        self.setAutoExclusive(False)
        super().focusInEvent(event)
        self.setAutoExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the neighbour, and leave it to the person to press it."""
        if event.key() in ARROWS:
            self.focusNextPrevChild(event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right))
        else:
            super().keyPressEvent(event)


class Sidebar(QFrame):
    """entries: (id, words, icon), top to bottom. chosen: the id of an entry."""

    chosen = Signal(str)
    fold_requested = Signal()

    def __init__(self, entries: tuple[tuple[str, str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "sidebar")
        self._words = {entry[0]: entry[1] for entry in entries}
        self._buttons: dict[str, Entry] = {}
        self._wide = self._asked = True
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, 2 * GAP, GAP, GAP)
        column.setSpacing(GAP // 2)
        for name, words, icon_name in entries:
            button = Entry(name, words, icon_name)
            button.wished.connect(self.chosen)
            self._buttons[name] = button
            column.addWidget(button)
        column.addStretch(1)
        self.fold = Button("Narrow sidebar", "sidebar", "icon")
        self.fold.setFixedWidth(NARROW - 2 * GAP)
        self.fold.clicked.connect(self.fold_requested)
        column.addWidget(self.fold)
        self.show_wide(True)

    def entry(self, name: str) -> Button:
        """One of the entries."""
        return self._buttons[name]

    @property
    def wide(self) -> bool:
        """Whether the words are shown."""
        return self._wide

    @property
    def has_room(self) -> bool:
        """Whether the window is wide enough for words beside a page, at the text size that holds now."""
        return self.window().width() >= max(LEAST_WINDOW, px(WIDE + LEAST_PAGE))

    def show_wide(self, wide: bool) -> None:
        """Words and icons, or icons alone."""
        self._asked = wide
        self._fold_or_unfold(wide)

    def _fold_or_unfold(self, wide: bool) -> None:
        self._wide = wide
        self.setFixedWidth(px(WIDE) if wide else NARROW)
        for name, button in self._buttons.items():
            button.setText(f"  {self._words[name]}" if wide else "")
        self.fold.say("Narrow sidebar" if wide else "Wide sidebar")

    def mark(self, name: str) -> None:
        """Show where the person is; a name that is no entry marks none."""
        for entry, button in self._buttons.items():
            button.press(entry == name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self._fold_or_unfold(self._asked and self.has_room)

    def sizeHint(self) -> QSize:
        return QSize(px(WIDE) if self._wide else NARROW, 200)
