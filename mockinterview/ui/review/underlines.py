"""Underlines of evidence: packed so that overlapping ones lie above each other, each in its state's hue and stroke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextLine

from mockinterview.core.coverage import State
from mockinterview.core.review import Review
from mockinterview.ui.look import Theme
from mockinterview.ui.look.states import StateLook, state_look
from mockinterview.ui.review.reading import Reading

MOST_DEEP = 3
"""So many lines fit between two lines of text; what overlaps more is named by the tool tip only."""

STROKE = 2.0
STEP = 3.5
"""From one underline to the one below it, in pixels."""

SPREAD = 12
"""So far below its line an underline may lie, in pixels."""


@dataclass(frozen=True)
class Underline:
    """One stretch of evidence in characters; depth 0 is next to the text."""

    start: int
    end: int
    depth: int
    item_id: str
    state: State


def pack(review: Review, reading: Reading) -> tuple[Underline, ...]:
    """An underline for every stretch of evidence, in text order, none over another of the same depth."""
    if review.coverage is None or not reading.starts:
        return ()
    last = len(reading.starts) - 1
    spans = sorted(
        (max(0, span.first_word), min(span.last_word, last), place)
        for place, line in enumerate(review.coverage.items)
        for span in line.evidence
    )
    busy_until: list[int] = []
    found: list[Underline] = []
    for first_word, last_word, place in spans:
        line = review.coverage.items[place]
        verdict = review.verdict(line.item.id)
        depth = next((depth for depth, until in enumerate(busy_until) if until < first_word), len(busy_until))
        if depth >= MOST_DEEP or verdict is None or first_word > last_word:
            continue
        busy_until[depth : depth + 1] = [last_word]
        start, end = reading.span(first_word, last_word)
        found.append(Underline(start, end, depth, line.item.id, verdict.standing))
    return tuple(found)


def paint(
    painter: QPainter,
    block: QTextBlock,
    origin: QPointF,
    underlines: Sequence[Underline],
    theme: Theme,
    selected: str,
    clip: QRect,
) -> None:
    """Paint the underlines of one paragraph, as far as they lie in the clip.

    origin: where the paragraph's layout begins, in the painter's coordinates.

    The lines of the selected item are stronger; they are not the only sign, their words have a wash behind them too.
    """
    layout, from_here = block.layout(), block.position()
    top, bottom = clip.top() - origin.y() - SPREAD, clip.bottom() - origin.y()
    every = (layout.lineAt(number) for number in range(layout.lineCount()))
    lines = [line for line in every if line.y() <= bottom and line.y() + line.height() >= top]
    for underline in underlines:
        look = state_look(underline.state)
        if look.underline is Qt.PenStyle.NoPen:
            continue
        stroke = STROKE + 1 if underline.item_id == selected else STROKE
        painter.setPen(_pen(theme, look, stroke))
        start, end = underline.start - from_here, min(underline.end - from_here, block.length() - 1)
        for line in lines:
            first, past = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first >= past:
                continue
            left = _x(line, first)
            right = min(_x(line, past), line.naturalTextRect().right())  # not under the space at the end of a line
            y = line.y() + line.ascent() + line.descent() + underline.depth * STEP
            painter.drawLine(QPointF(origin.x() + left, origin.y() + y), QPointF(origin.x() + right, origin.y() + y))


def _pen(theme: Theme, look: StateLook, stroke: float) -> QPen:
    """Dots are round and apart, so that they are not taken for the fine dots under words that were hard to hear."""
    pen = QPen(theme.colour(look.hue), stroke, look.underline, Qt.PenCapStyle.FlatCap)
    if look.underline is Qt.PenStyle.DotLine:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.1, 2.6])
    return pen


def _x(line: QTextLine, position: int) -> float:
    return cast("tuple[float, int]", line.cursorToX(position))[0]
