"""The shape of evidence on the time line. Every state has its own, so that it is told without any colour, also where it is tiny.

covered: a full bar; clear: a hollow one; partly: its lower half; not sure: dots; tripped: teeth; denied: slashes; your call: two
rows of points; not found (words a person marked all the same): a thin line. What the person marked has a stop at either end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from mockinterview.core.coverage import State

LEAST_WIDTH = 6.0
"""A mark is never narrower: one tooth, one dot, one box of it can still be told."""

_STROKE = 1.2


@dataclass
class Bars:
    """Outlines of many bars of one state, to be painted at once. left, right: nothing outside of it will be seen."""

    state: State | None
    left: float
    right: float
    fills: QPainterPath = field(default_factory=QPainterPath)
    strokes: QPainterPath = field(default_factory=QPainterPath)

    def add(self, start: float, end: float, middle: float, half: float, own: bool = False) -> None:
        """One bar from `start` to `end`, `half` above and below its middle."""
        end = max(end, start + LEAST_WIDTH)
        _SHAPES.get(self.state, _line)(self, start, end, middle, half)
        if own:
            for x in (start, end - 1.5):
                self.fills.addRect(QRectF(x, middle - half - 1.5, 1.5, 2 * half + 3))

    def paint(self, painter: QPainter, colour: QColor) -> None:
        """Paint all of them."""
        if not self.strokes.isEmpty():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawPath(self.strokes)
        if not self.fills.isEmpty():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPath(self.fills)

    def steps(self, start: float, end: float, step: float) -> Iterator[float]:
        """Where the pieces of a bar begin, as many as fit, those out of sight left out."""
        number = max(1, int((end - start + 0.01) / step))
        first = max(0, int((self.left - start) / step) - 1)
        past = min(number, int((self.right - start) / step) + 2)
        for piece in range(first, past):
            yield start + piece * step


def _full(bars: Bars, start: float, end: float, middle: float, half: float) -> None:
    bars.fills.addRect(QRectF(start, middle - half, end - start, 2 * half))


def _hollow(bars: Bars, start: float, end: float, middle: float, half: float) -> None:
    inside = _STROKE / 2
    bars.strokes.addRect(QRectF(start + inside, middle - half + inside, end - start - _STROKE, 2 * half - _STROKE))


def _lower_half(bars: Bars, start: float, end: float, middle: float, half: float) -> None:
    bars.fills.addRect(QRectF(start, middle, end - start, half))
    bars.fills.addRect(QRectF(start, middle - half, min(1.5, end - start), half))


def _dots(bars: Bars, start: float, end: float, middle: float, half: float) -> None:
    size = min(2 * half, LEAST_WIDTH) * 0.8
    for x in bars.steps(start, end, size * 1.6):
        bars.fills.addEllipse(QRectF(x, middle - size / 2, size, size))


def _teeth(bars: Bars, start: float, end: float, middle: float, half: float) -> None:
    width = max(LEAST_WIDTH, 2 * half)
    for x in bars.steps(start, end, width):
        bars.fills.moveTo(QPointF(x, middle + half))
        bars.fills.lineTo(QPointF(x + width / 2, middle - half))
        bars.fills.lineTo(QPointF(x + width, middle + half))
        bars.fills.closeSubpath()


def _slashes(bars: Bars, start: float, end: float, middle: float, half: float) -> None:
    lean = min(2 * half, LEAST_WIDTH) * 0.7
    for x in bars.steps(start, end, lean):
        bars.strokes.moveTo(QPointF(x, middle + half))
        bars.strokes.lineTo(QPointF(x + lean, middle - half))


def _points(bars: Bars, start: float, end: float, middle: float, half: float) -> None:
    side = max(1.5, half * 0.6)
    for x in bars.steps(start, end, 2 * side):
        for y in (middle - half, middle + half - side):
            bars.fills.addRect(QRectF(x, y, side, side))


def _line(bars: Bars, start: float, end: float, middle: float, half: float) -> None:
    bars.fills.addRect(QRectF(start, middle - 0.75, end - start, 1.5))


_SHAPES: dict[State | None, Callable[[Bars, float, float, float, float], None]] = {
    State.COVERED: _full,
    State.CLEAR: _hollow,
    State.PARTLY: _lower_half,
    State.NOT_SURE: _dots,
    State.TRIPPED: _teeth,
    State.DENIED: _slashes,
    State.YOUR_CALL: _points,
    State.NOT_FOUND: _line,
}
