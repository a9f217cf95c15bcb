"""Words on the screen. Never rich text: what comes from banks, devices or files is shown as it is written."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QWidget

_FEWEST_LETTERS = 6

_LONG_WORD = 16
"""From so many letters on, a word may be wider than where it stands: 250 pixels at 150 % text hold about as many."""


class Label(QLabel):
    """Plain text in one of the looks of the style sheet ("small", "muted", "strong", "reading", "title", "question", or "").

    A word that is wider than the label goes on in the next line; a QLabel would cut it off, or widen the page. Not where the text
    can be marked: there Qt lays it out.
    """

    def __init__(self, text: str = "", look: str = "", *, wrap: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if look:
            self.setProperty("look", look)

    def setText(self, text: str) -> None:
        super().setText(text)
        longest = max(text.split(), key=len, default="")
        self._longest = longest if len(longest) >= _LONG_WORD else ""

    def minimumSizeHint(self) -> QSize:
        """One line high if it wraps: a QLabel asks for the height it would have at its narrowest, and pages scroll for nothing."""
        hint = super().minimumSizeHint()
        if self.wordWrap():
            metrics = self.fontMetrics()
            hint.setHeight(min(hint.height(), metrics.lineSpacing()))
            if self._longest:
                hint.setWidth(min(hint.width(), _LONG_WORD * metrics.averageCharWidth()))
        return hint

    def heightForWidth(self, width: int) -> int:
        if not self._breaks(width):
            return super().heightForWidth(width)
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        layout.setTextOption(self._option())
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            height += line.height()
        layout.endLayout()
        return ceil(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._breaks(self.width()):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(QRectF(self.contentsRect()), self.text(), self._option())
        painter.end()

    def _breaks(self, width: int) -> bool:
        """Whether a word has to go on in the next line."""
        if self._longest:
            self.ensurePolished()  # the style sheet's font may be wider
        if not self._longest or not self.wordWrap() or self.fontMetrics().horizontalAdvance(self._longest) <= width:
            return False
        return not self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse

    def _option(self) -> QTextOption:
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        return option

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
