"""Underlines of evidence: packed so that overlapping ones lie above each other, each in its state's hue and stroke.

What the person marked themselves has ends that stand up like brackets: its shape says so, not its colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter, QPen

from mockinterview.core.coverage import State
from mockinterview.core.review import Review
from mockinterview.ui.look import Theme
from mockinterview.ui.look.states import StateLook, state_look
from mockinterview.ui.review.words.lines import Paragraph
from mockinterview.ui.review.words.reading import Reading

MOST_DEEP = 3
"""So many lines fit between two lines of text; what overlaps more is named by the tool tip only."""

STROKE = 2.0
STEP = 3.5
"""From one underline to the one below it, in pixels."""

BRACKET = 5.0
"""How high the ends of the person's own evidence stand up, in pixels."""


@dataclass(frozen=True)
class Underline:
    """One stretch of evidence in characters; depth 0 is next to the text. own: the person marked it."""

    start: int
    end: int
    depth: int
    item_id: str
    state: State
    own: bool = False


def pack(review: Review, reading: Reading) -> tuple[Underline, ...]:
    """An underline for every stretch of evidence, in text order, none over another of the same depth."""
    if not reading.starts:
        return ()
    last = len(reading.starts) - 1
    spans = sorted(
        (max(0, span.first_word), min(span.last_word, last), place, span.own)
        for place, item in enumerate(review.attempt.question.items)
        for span in review.evidence(item.id)
    )
    busy_until: list[int] = []
    found: list[Underline] = []
    for first_word, last_word, place, own in spans:
        item_id = review.attempt.question.items[place].id
        verdict = review.verdict(item_id)
        depth = next((depth for depth, until in enumerate(busy_until) if until < first_word), len(busy_until))
        if depth >= MOST_DEEP or verdict is None or first_word > last_word:
            continue
        busy_until[depth : depth + 1] = [last_word]
        start, end = reading.span(first_word, last_word)
        found.append(Underline(start, end, depth, item_id, verdict.standing, own))
    return tuple(found)


def paint(
    painter: QPainter, paragraph: Paragraph, underlines: Sequence[Underline], theme: Theme, selected: str
) -> None:
    """Paint the underlines of one paragraph.

    The lines of the selected item are stronger; they are not the only sign, their words have a wash behind them too.
    """
    for underline in underlines:
        look = state_look(underline.state)
        stroke = STROKE + 1 if underline.item_id == selected else STROKE
        pen = _pen(theme, look, stroke)
        ends = QPen(pen.color(), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        for piece in paragraph.pieces(underline.start, underline.end):
            y = piece.bottom + underline.depth * STEP
            painter.setPen(pen)
            painter.drawLine(QLineF(piece.left, y, piece.right, y))
            if underline.own:
                painter.setPen(ends)
                for here, x in ((piece.first, piece.left), (piece.last, piece.right)):
                    if here:
                        painter.drawLine(QLineF(x, y + stroke / 2, x, y - BRACKET))


def _pen(theme: Theme, look: StateLook, stroke: float) -> QPen:
    """Dots are round and apart, so that they are not taken for the fine dots under words that were hard to hear."""
    pen = QPen(theme.colour(look.hue), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if look.dashes:
        dots = look.dashes[0] < 1
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if dots else Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(look.dashes)
    return pen
