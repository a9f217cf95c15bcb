"""Words on the screen. Never rich text: what comes from banks, devices or files is shown as it is written."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

_FEWEST_LETTERS = 6


class Label(QLabel):
    """Plain text in one of the looks of the style sheet ("small", "muted", "strong", "reading", "title", "question", or "")."""

    def __init__(self, text: str = "", look: str = "", *, wrap: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if look:
            self.setProperty("look", look)

    def minimumSizeHint(self) -> QSize:
        """One line high if it wraps: a QLabel asks for the height it would have at its narrowest, and pages scroll for nothing."""
        hint = super().minimumSizeHint()
        if self.wordWrap():
            hint.setHeight(min(hint.height(), self.fontMetrics().lineSpacing()))
        return hint

    def make_selectable(self) -> Label:
        """Let the text be marked and copied with mouse and keyboard."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return self


class OneLine(Label):
    """Plain text in one line that gives way: where there is no room for all of it, it ends in an ellipsis."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, look, wrap=False, parent=parent)

    def minimumSizeHint(self) -> QSize:
        """A few letters wide."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * _FEWEST_LETTERS), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        alignment = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.style().drawItemText(
            painter, self.rect(), alignment, self.palette(), self.isEnabled(), words, self.foregroundRole()
        )
        painter.end()


class Rule(QFrame):
    """A hairline between two parts of a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rule")
        self.setFixedHeight(1)
