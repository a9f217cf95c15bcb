"""Words on the screen. Never rich text: what comes from banks, devices or files is shown as it is written."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget


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


class Rule(QFrame):
    """A hairline between two parts of a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rule")
        self.setFixedHeight(1)
