"""A piece of somebody's words with what was searched for marked in it: plain text with formats, never mark-up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from mockinterview.ui.look import Theme

Spans = Sequence[tuple[int, int]]
"""Half-open pairs of character positions."""


def lay_out_excerpt(
    text: str, marked: Spans, with_font: QFont, theme: Theme, width: float, line_height: float, most: int
) -> tuple[QTextLayout, float]:
    """At most so many lines, and their height; the marked spans are bold and lie on a wash, so that no colour alone tells them."""
    layout, shown, height = _lay_out(text, marked, with_font, theme, width, line_height, most)
    if 0 < shown < len(text):  # the last line gives a word for the sign that there is more
        cut = text[:shown].rstrip().rpartition(" ")[0] + " …"
        layout, _, height = _lay_out(cut, marked, with_font, theme, width, line_height, most)
    return layout, height


def _lay_out(
    text: str, marked: Spans, with_font: QFont, theme: Theme, width: float, line_height: float, most: int
) -> tuple[QTextLayout, int, float]:
    """The lines, how many characters stand in them, and their height."""
    layout = QTextLayout(text, with_font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    spans = [(start, min(end, len(text))) for start, end in marked]
    layout.setFormats([_mark(start, end, theme) for start, end in spans if 0 <= start < end])
    layout.beginLayout()
    shown, height = 0, 0.0
    for _ in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height + (line_height - line.height()) / 2))
        shown = line.textStart() + line.textLength()
        height += line_height
    layout.endLayout()
    return layout, shown, height


def _mark(start: int, end: int, theme: Theme) -> QTextLayout.FormatRange:
    looks = QTextCharFormat()
    looks.setFontWeight(QFont.Weight.DemiBold)
    looks.setForeground(theme.colour("text"))
    looks.setBackground(theme.colour("playing_word"))
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, looks
    return made
