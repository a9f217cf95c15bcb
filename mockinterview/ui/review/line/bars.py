"""The shape of evidence on the time line. Every state has its own, so that it is told without any colour, also where it is tiny.

covered: a full bar; clear: a hollow one; partly: its lower half; not sure: dots; tripped: teeth; denied: slashes; your call: two
rows of points; not found (words a person marked all the same): a thin line. What the person marked has a stop at either end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap, QPolygonF

from mockinterview.core.coverage import State

LEAST_WIDTH = 6
"""A mark is never narrower: one tooth, one dot, one box of it can still be told."""

_STROKE = 1.25
EDGE = 2
"""Pixels around a piece, so that nothing of it is cut."""


@dataclass
class Bars:
    """Many bars of one state and height, to be painted at once. left, right: nothing outside of it will be seen.

    They are put together from rectangles, and from pieces (a dot, a tooth) that are drawn once and then copied: to Qt's painter
    that is thirty times less work than outlines and paths.
    """

    state: State | None
    half: float
    left: float
    right: float
    boxes: list[QRectF] = field(default_factory=list)
    pieces: list[QPointF] = field(default_factory=list)

    def add(self, start: float, end: float, middle: float, own: bool = False) -> None:
        """One bar from `start` to `end`, `half` above and below its middle."""
        end, half = max(end, start + LEAST_WIDTH), self.half
        _SHAPES.get(self.state, _line)(self, start, end, middle)
        if own:
            for x in (start, end - 1.5):
                self.box(x, middle - half - 1.5, 1.5, 2 * half + 3)

    def box(self, left: float, top: float, width: float, height: float) -> None:
        """A filled rectangle, as far as it may be seen: of a bar a thousand screens wide, that is little."""
        seen = max(left, self.left - LEAST_WIDTH)
        self.boxes.append(QRectF(seen, top, min(left + width, self.right + LEAST_WIDTH) - seen, height))

    def steps(self, start: float, end: float, step: int) -> Iterator[float]:
        """Where the pieces of a bar begin, as many as fit, those out of sight left out."""
        number = max(1, int((end - start + 0.01) / step))
        first = max(0, int((self.left - start) / step) - 1)
        past = min(number, int((self.right - start) / step) + 2)
        for piece in range(first, past):
            yield round(start) + piece * step

    def paint(self, painter: QPainter, colour: QColor) -> None:
        """Paint all of them."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRects(self.boxes)
        if self.pieces and self.state in _PIECES:
            piece = stamp(_PIECES[self.state](self.half), colour, painter.device().devicePixelRatioF())
            for place in self.pieces:
                painter.drawPixmap(place, piece)

    def lay(self, start: float, end: float, middle: float, step: int) -> None:
        """Pieces side by side."""
        top = middle - self.half - EDGE
        self.pieces.extend(QPointF(x - EDGE, top) for x in self.steps(start, end, step))


def stamp(shape: QPainterPath, colour: QColor, ratio: float) -> QPixmap:
    """A small shape as a picture to be copied, with an edge around it; ratio: device pixels in a pixel."""
    box = shape.boundingRect()
    pixmap = QPixmap(ceil((box.right() + 2 * EDGE) * ratio), ceil((box.bottom() + 2 * EDGE) * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(EDGE, EDGE)
    painter.fillPath(shape, colour)
    painter.end()
    return pixmap


def _full(bars: Bars, start: float, end: float, middle: float) -> None:
    bars.box(start, middle - bars.half, end - start, 2 * bars.half)


def _hollow(bars: Bars, start: float, end: float, middle: float) -> None:
    half = bars.half
    for y in (middle - half, middle + half - _STROKE):
        bars.box(start, y, end - start, _STROKE)
    for x in (start, end - _STROKE):
        bars.box(x, middle - half, _STROKE, 2 * half)


def _lower_half(bars: Bars, start: float, end: float, middle: float) -> None:
    bars.box(start, middle, end - start, bars.half)
    bars.box(start, middle - bars.half, _STROKE, bars.half)


def _dots(bars: Bars, start: float, end: float, middle: float) -> None:
    bars.lay(start, end, middle, round(_dot(bars.half) * 1.6))


def _teeth(bars: Bars, start: float, end: float, middle: float) -> None:
    bars.lay(start, end, middle, _tooth(bars.half))


def _slashes(bars: Bars, start: float, end: float, middle: float) -> None:
    bars.lay(start, end, middle, LEAST_WIDTH - 2)


def _points(bars: Bars, start: float, end: float, middle: float) -> None:
    half, side = bars.half, max(1.5, bars.half * 0.6)
    for x in bars.steps(start, end, round(2 * side)):
        for y in (middle - half, middle + half - side):
            bars.box(x, y, side, side)


def _line(bars: Bars, start: float, end: float, middle: float) -> None:
    bars.box(start, middle - 0.75, end - start, 1.5)


_SHAPES: dict[State | None, Callable[[Bars, float, float, float], None]] = {
    State.COVERED: _full,
    State.CLEAR: _hollow,
    State.PARTLY: _lower_half,
    State.NOT_SURE: _dots,
    State.TRIPPED: _teeth,
    State.DENIED: _slashes,
    State.YOUR_CALL: _points,
    State.NOT_FOUND: _line,
}


def _dot(half: float) -> float:
    return min(2 * half, LEAST_WIDTH) * 0.8


def _tooth(half: float) -> int:
    return round(max(LEAST_WIDTH, 2 * half))


def _dot_shape(half: float) -> QPainterPath:
    path, size = QPainterPath(), _dot(half)
    path.addEllipse(QRectF(0, half - size / 2, size, size))
    return path


def _tooth_shape(half: float) -> QPainterPath:
    wide = _tooth(half)
    return _through((0, 2 * half), (wide / 2, 0), (wide, 2 * half))


def _slash_shape(half: float) -> QPainterPath:
    lean = LEAST_WIDTH - 2
    return _through((0, 2 * half), (lean, 0), (lean + 1.6, 0), (1.6, 2 * half))


def _through(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*point) for point in points]))
    path.closeSubpath()
    return path


_PIECES: dict[State | None, Callable[[float], QPainterPath]] = {
    State.NOT_SURE: _dot_shape,
    State.TRIPPED: _tooth_shape,
    State.DENIED: _slash_shape,
}


def diamond(half: float, *, full: bool) -> QPainterPath:
    """A filler; an empty one is only possible."""
    path = _through((0, half), (half, 0), (2 * half, half), (half, 2 * half))
    if not full:
        path.addPath(_through((1.7, half), (half, 1.7), (2 * half - 1.7, half), (half, 2 * half - 1.7)))
    return path
