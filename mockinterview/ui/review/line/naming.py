"""A small field at the flag of a bookmark, to give it a name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from mockinterview.core.opinion import Bookmark
from mockinterview.ui.look import px

LONGEST = 120
"""Letters of a name: it is read in a tool tip."""


class NameField(QLineEdit):
    """Shown while a name is written. named: at which time, and what; given once, with Enter or by going elsewhere; not with Esc."""

    named = Signal(int, str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = parent
        self._bookmark: Bookmark | None = None
        self.setMaxLength(LONGEST)
        self.setPlaceholderText("Name of the bookmark")
        self.setAccessibleName("Name of the bookmark")
        self.hide()

    def ask(self, bookmark: Bookmark, x: float) -> None:
        """Let a bookmark be named; x: where its flag stands on the parent."""
        self._bookmark = bookmark
        self.setText(bookmark.text)
        self.selectAll()
        wide = min(px(240), self._line.width())
        self.resize(wide, self.sizeHint().height())
        self.move(QPoint(round(min(max(0.0, x + 2), self._line.width() - wide)), 0))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _finish(self, *, keep: bool) -> None:
        bookmark, self._bookmark = self._bookmark, None
        if bookmark is None:
            return
        self.hide()
        name = " ".join(self.text().split())
        if keep and name != bookmark.text:
            self.named.emit(bookmark.at_ms, name)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish(keep=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._finish(keep=False)
        else:
            super().keyPressEvent(event)
        event.accept()  # no key of a name is one of the page's

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._finish(keep=True)

    def event(self, event: QEvent) -> bool:
        """Esc ends the naming here, before it leaves the page."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)
