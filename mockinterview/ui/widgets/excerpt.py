"""A piece of somebody's words with what was searched for marked in it, painted as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from mockinterview.ui.look import Theme

Spans = Sequence[tuple[int, int]]
"""Half-open pairs of character positions."""


def paint_excerpt(
    painter: QPainter, box: QRectF, text: str, marked: Spans, with_font: QFont, theme: Theme, line_height: float
) -> None:
    """Paint as many lines as the box holds; the marked spans are bold and lie on a wash, so that no colour alone tells them."""
    layout = QTextLayout(text, with_font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_mark(start, end, theme) for start, end in marked if 0 <= start < end <= len(text)])
    layout.beginLayout()
    top = 0.0
    while top + line_height <= box.height() + 1:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        line.setPosition(QPointF(0, top + (line_height - line.height()) / 2))
        top += line_height
    layout.endLayout()
    painter.setPen(theme.colour("muted"))
    layout.draw(painter, box.topLeft())


def _mark(start: int, end: int, theme: Theme) -> QTextLayout.FormatRange:
    looks = QTextCharFormat()
    looks.setFontWeight(QFont.Weight.DemiBold)
    looks.setForeground(theme.colour("text"))
    looks.setBackground(theme.colour("playing_word"))
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, looks
    return made
