"""The pace along the answer as a line, the pace aimed for as a band; a click, or Enter at the chosen moment, plays from there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from mockinterview.core.measures import clock
from mockinterview.core.pace import PacePoint
from mockinterview.ui.look import GAP, Size, Theme, font, px, theme_of
from mockinterview.ui.widgets.announcing import announce

_STEP = 20
"""The scale begins and ends at a multiple of this many words a minute."""


class PaceChart(QWidget):
    """hear_requested: a time in the answer."""

    hear_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curve: tuple[PacePoint, ...] = ()
        self._target = (0, 0)
        self._chosen = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setAccessibleName("Pace along the answer")

    def show_curve(self, curve: Sequence[PacePoint], target: tuple[int, int]) -> None:
        """Show a curve and what is aimed for (0: an open end)."""
        self._curve, self._target = tuple(curve), target
        self._chosen = min(self._chosen, max(0, len(self._curve) - 1))
        self.setAccessibleDescription(self.described)
        self.update()

    @property
    def described(self) -> str:
        """The curve in words."""
        if not self._curve:
            return ""
        low = min(self._curve, key=lambda point: point.words_per_minute)
        high = max(self._curve, key=lambda point: point.words_per_minute)
        return (
            f"Between {low.words_per_minute:.0f} words a minute at {clock(low.at_ms)} and {high.words_per_minute:.0f} at "
            f"{clock(high.at_ms)}. Left and Right move along it, Enter plays from there."
        )

    @property
    def chosen_ms(self) -> int:
        """The moment that Enter plays from."""
        return self._curve[self._chosen].at_ms if self._curve else 0

    # ------------------------------------------------------------ where things stand

    def sizeHint(self) -> QSize:
        return QSize(px(360), px(120))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _field(self) -> QRectF:
        """The rectangle of the line itself: names of the scale at its left, times below."""
        left, bottom = px(40), px(Size.SMALL * 1.6)
        return QRectF(self.rect()).adjusted(left, GAP, -GAP, -bottom)

    def scale(self) -> tuple[float, float]:
        """The lowest and the highest value of the scale: all of the curve and of the target, and some air."""
        values = [point.words_per_minute for point in self._curve] + [float(end) for end in self._target if end]
        low = max(0.0, (min(values, default=0.0) - _STEP / 2) // _STEP * _STEP)
        high = -(-(max(values, default=0.0) + _STEP / 2) // _STEP) * _STEP
        return low, max(high, low + _STEP)

    def place(self, point: PacePoint) -> QPointF:
        """Where a point of the curve is painted."""
        field = self._field()
        first, last = self._curve[0].at_ms, self._curve[-1].at_ms
        along = (point.at_ms - first) / max(1, last - first)
        return QPointF(field.left() + along * field.width(), self._height(point.words_per_minute))

    def _height(self, words_per_minute: float) -> float:
        field = self._field()
        low, high = self.scale()
        return field.bottom() - (words_per_minute - low) / (high - low) * field.height()

    def nearest(self, x: float) -> int:
        """The point of the curve that is painted nearest to a place across."""
        return min(range(len(self._curve)), key=lambda at: abs(self.place(self._curve[at]).x() - x))

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = theme_of(self.palette())
        painter.setFont(font(Size.SMALL))
        if self._curve:
            self._paint_target(painter, theme)
            self._paint_scale(painter, theme)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawPolyline(QPolygonF([self.place(point) for point in self._curve]))
            if self.hasFocus():
                self._paint_chosen(painter, theme)
        painter.end()

    def _paint_target(self, painter: QPainter, theme: Theme) -> None:
        low, high = self._target
        field = self._field()
        if not low and not high:
            return
        top = self._height(high) if high else field.top()
        bottom = self._height(low) if low else field.bottom()
        painter.fillRect(QRectF(field.left(), top, field.width(), bottom - top), theme.colour("covered_wash"))
        painter.setPen(QPen(theme.colour("covered"), 1, Qt.PenStyle.DashLine))
        for end, height in ((low, bottom), (high, top)):
            if end:
                painter.drawLine(QPointF(field.left(), height), QPointF(field.right(), height))

    def _paint_scale(self, painter: QPainter, theme: Theme) -> None:
        field = self._field()
        painter.setPen(theme.colour("line"))
        painter.drawLine(field.bottomLeft(), field.bottomRight())
        painter.setPen(theme.colour("muted"))
        tall = px(Size.SMALL * 1.4)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for value in self._named():
            middle = min(max(self._height(value), tall / 2), field.bottom())
            painter.drawText(QRectF(0, middle - tall / 2, field.left() - GAP, tall), right, f"{value:.0f}")
        if self.hasFocus():
            return  # the chosen moment is told there instead
        below = QRectF(field.left(), field.bottom() + 2, field.width(), tall)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), clock(self._curve[0].at_ms))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), clock(self._curve[-1].at_ms))

    def _named(self) -> list[float]:
        """The values that are written at the left: the ends of the target; without one, those of the scale."""
        ends = [float(end) for end in self._target if end]
        if len(ends) == 2 and abs(self._height(ends[0]) - self._height(ends[1])) < px(Size.SMALL * 1.4):
            return ends[1:]
        return ends or list(self.scale())

    def _paint_chosen(self, painter: QPainter, theme: Theme) -> None:
        point = self._curve[self._chosen]
        place, field = self.place(point), self._field()
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(place, 5, 5)
        painter.setPen(theme.colour("text"))
        words = _told(point)
        wide = painter.fontMetrics().horizontalAdvance(words) + 2
        left = min(max(place.x() - wide / 2, field.left()), field.right() - wide)
        below = QRectF(left, field.bottom() + 2, wide, px(Size.SMALL * 1.4))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), words)

    # ------------------------------------------------------------ asking

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._curve:
            point = self._curve[self.nearest(event.pos().x())]
            QToolTip.showText(event.globalPos(), _told(point), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._curve and event.button() == Qt.MouseButton.LeftButton:
            self._chosen = self.nearest(event.position().x())
            self.update()
            self.hear_requested.emit(self.chosen_ms)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Home: -len(self._curve),
            Qt.Key.Key_End: len(self._curve),
        }
        step = steps.get(Qt.Key(event.key()))
        if self._curve and step is not None:
            self._chosen = min(max(self._chosen + step, 0), len(self._curve) - 1)
            self.update()
            announce(self, _told(self._curve[self._chosen]))
        elif self._curve and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.hear_requested.emit(self.chosen_ms)
        else:
            super().keyPressEvent(event)


def _told(point: PacePoint) -> str:
    return f"{clock(point.at_ms)}: {point.words_per_minute:.0f} words a minute"
