"""Where characters of a shown text lie on the screen: what is painted under, behind and around words needs it line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QTextBlock, QTextLine
from PySide6.QtWidgets import QTextEdit

BELOW = 12
"""So far below its line something may be painted, in pixels."""


class Piece(NamedTuple):
    """A stretch of text as far as it lies on one line, in the viewport's coordinates. first, last: it begins, it ends here."""

    left: float
    right: float
    top: float
    baseline: float
    bottom: float
    first: bool
    last: bool

    @property
    def rect(self) -> QRectF:
        """The piece as a box from the top of its letters to their bottom."""
        return QRectF(self.left, self.top, self.right - self.left, self.bottom - self.top)


class Paragraph:
    """A paragraph in sight, with the lines of it that lie in `clip`. origin: where its layout begins in the viewport."""

    def __init__(self, block: QTextBlock, origin: QPointF, clip: QRect) -> None:
        self.number = block.blockNumber()
        self._from, self._past = block.position(), block.position() + block.length() - 1
        self._origin = origin
        layout, text = block.layout(), block.text()
        self._leftwards = not text.isascii() and any(bidirectional(letter) in ("R", "AL") for letter in text)
        top, bottom = clip.top() - origin.y() - BELOW, clip.bottom() - origin.y()
        every = (layout.lineAt(number) for number in range(layout.lineCount()))
        self._lines = [line for line in every if line.y() <= bottom and line.y() + line.height() >= top]

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """The characters from `start` up to `end` of the document, line by line, without the space at a line's end."""
        start, end = max(start, self._from) - self._from, min(end, self._past) - self._from
        for line in self._lines:
            first, past = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first >= past:
                continue
            left, right = self._edges(line, first, past)
            top = self._origin.y() + line.y()
            yield Piece(
                self._origin.x() + left,
                self._origin.x() + right,
                top,
                top + line.ascent(),
                top + line.ascent() + line.descent(),
                first == start,
                past == end,
            )

    def _edges(self, line: QTextLine, first: int, past: int) -> tuple[float, float]:
        """From where to where characters of a line stand."""
        if self._leftwards:
            # Where writing turns round, one place in the text has two on the line: the letters themselves tell.
            boxes = [run.boundingRect() for run in line.glyphRuns(first, past - first)]
            if boxes:
                return min(box.left() for box in boxes), max(box.right() for box in boxes)
        return _x(line, first), min(_x(line, past), line.naturalTextRect().right())


def paragraphs_in(view: QTextEdit, clip: QRect) -> Iterator[Paragraph]:
    """The paragraphs that touch a part of the viewport, from the top."""
    scrolled = QPointF(-view.horizontalScrollBar().value(), -view.verticalScrollBar().value())
    layout = view.document().documentLayout()
    block = view.cursorForPosition(clip.topLeft()).block()
    while block.isValid():
        rect = layout.blockBoundingRect(block).translated(scrolled)
        if rect.top() > clip.bottom():
            return
        yield Paragraph(block, rect.topLeft(), clip)
        block = block.next()


def _x(line: QTextLine, position: int) -> float:
    return cast("tuple[float, int]", line.cursorToX(position))[0]
