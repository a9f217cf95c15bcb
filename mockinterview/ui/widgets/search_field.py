"""A field to search in, with a magnifying glass: Esc empties it, Down goes on to what was found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from mockinterview.ui.look import px, theme_of
from mockinterview.ui.look.icons import icon


class SearchField(QLineEdit):
    """words: what is searched. key: that leads here. left: the person wants to go on to the results."""

    left = Signal()

    def __init__(self, words: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.show_key(key)
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(px(420))
        self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._draw_glass()

    @property
    def key(self) -> str:
        """What is shown as its key."""
        return self._key

    def show_key(self, key: str) -> None:
        """Show another key from now on; "" for none."""
        self._key = key
        words = self.accessibleName()
        self.setPlaceholderText(f"{words} ({key})" if key else words)

    def _draw_glass(self) -> None:
        self._glass.setIcon(icon("search", theme_of(self.palette()).colour("muted"), px(18)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_glass()

    def event(self, event: QEvent) -> bool:
        """While there is something to empty, Esc belongs to the field and not to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._empties(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._empties(event):
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _empties(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and bool(self.text())
