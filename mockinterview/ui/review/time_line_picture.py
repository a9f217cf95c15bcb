"""What stands still on the time line: wave, lanes and marks, painted once. Every kind of mark has a shape of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from mockinterview.core.attempt import MarkKind
from mockinterview.core.delivery import Levels
from mockinterview.core.review import Lane, Review, ReviewMark
from mockinterview.ui.look import Size, Theme, font, px
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.look.marks import mark_look
from mockinterview.ui.look.states import StateLook, state_look
from mockinterview.ui.review.waveform import columns

BAR = 3
"""One bar of the wave and the gap after it, in pixels."""

LANE_WORDS = {
    Lane.EVIDENCE: "Evidence",
    Lane.PAUSE: "Pauses",
    Lane.FILLER: "Fillers",
    Lane.UNCLEAR: "Unclear",
    Lane.TAKE: "Recording",
}

_DASHES = {
    Qt.PenStyle.DashLine: (5.0, 3.0),
    Qt.PenStyle.DotLine: (2.0, 2.0),
    Qt.PenStyle.DashDotLine: (6.0, 2.0, 2.0, 2.0),
}
"""Dashes of the evidence bars in units of 2 pixels."""


def gutter() -> int:
    """Width of the words on the left."""
    return px(80)


def wave_height() -> int:
    """Height of the wave with its clock times."""
    return px(44)


def lane_height() -> int:
    """Height of one row of marks."""
    return px(16)


@dataclass(frozen=True)
class Drawing:
    """All that the picture depends on."""

    review: Review
    levels: Levels | None
    lanes: tuple[Lane, ...]
    marks: tuple[ReviewMark, ...]
    selected: str
    theme: Theme

    def paint(self, painter: QPainter, width: int, x: Callable[[int], float]) -> None:
        """Paint everything; x: where a time stands."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(Size.SMALL))
        self._paint_selection(painter, x)
        self._paint_wave(painter, width)
        for row, lane in enumerate(self.lanes):
            self._paint_lane(painter, lane, wave_height() + row * lane_height(), width, x)

    def _paint_selection(self, painter: QPainter, x: Callable[[int], float]) -> None:
        """Behind the wave: where the selected item's evidence is."""
        for mark in self.marks:
            look = self._look(mark) if mark.item_id and mark.item_id == self.selected else None
            if look is not None:
                width = max(3.0, x(mark.end_ms) - x(mark.start_ms))
                band = QRectF(x(mark.start_ms), 0, width, wave_height() - px(4))
                painter.fillRect(band, self.theme.colour(f"{look.hue}_wash"))

    def _paint_wave(self, painter: QPainter, width: int) -> None:
        theme, middle, left = self.theme, (wave_height() - px(4)) / 2, gutter()
        painter.setPen(theme.colour("muted"))
        label = QRectF(0, 0, left - 8, middle * 2)
        painter.drawText(label, int(Qt.AlignmentFlag.AlignVCenter), "Sound")
        room = width - left - 1
        number = max(1, room // BAR)
        heights = columns(self.levels, self.review.attempt.duration_ms, number) if self.levels is not None else []
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QLineF(left, middle, left + room, middle))
        painter.setPen(QPen(theme.colour("meter"), BAR - 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        bars = []
        for column, height in enumerate(heights):
            at, reach = left + (column + 0.5) * room / number, height * (middle - 3)
            if reach >= 0.5:
                bars.append(QLineF(at, middle - reach, at, middle + reach))
        painter.drawLines(bars)

    def _paint_lane(self, painter: QPainter, lane: Lane, top: int, width: int, x: Callable[[int], float]) -> None:
        middle = top + lane_height() / 2
        painter.setPen(self.theme.colour("muted"))
        words = QRectF(0, top, gutter() - 8, lane_height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), LANE_WORDS[lane])
        painter.setPen(QPen(self.theme.colour("line"), 1))
        painter.drawLine(QLineF(gutter(), middle, width - 1, middle))
        paint = {
            Lane.EVIDENCE: self._paint_evidence,
            Lane.PAUSE: self._paint_pause,
            Lane.FILLER: self._paint_filler,
            Lane.UNCLEAR: self._paint_unclear,
            Lane.TAKE: self._paint_take,
        }[lane]
        for mark in sorted(self.marks, key=lambda mark: mark.item_id == self.selected):
            if mark.lane is lane:
                start, end = x(mark.start_ms), x(mark.end_ms)
                if lane is Lane.TAKE:
                    start = min(start, width - px(8))  # the icon of what ended the take is seen whole
                paint(painter, mark, start, max(end, start + 3), middle)

    def _paint_evidence(self, painter: QPainter, mark: ReviewMark, start: float, end: float, middle: float) -> None:
        """A bar in the state's hue with the state's stroke; the selected item's is thick."""
        look = self._look(mark)
        if look is None:
            return
        chosen = mark.item_id == self.selected
        stroke = look.underline if look.underline is not Qt.PenStyle.NoPen else Qt.PenStyle.SolidLine
        thickness = px(8) if chosen else px(4)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour(look.hue))
            painter.drawRoundedRect(QRectF(start, middle - thickness / 2, end - start, thickness), 2, 2)
        else:
            pen = QPen(self.theme.colour(look.hue), thickness, stroke, Qt.PenCapStyle.FlatCap)
            if stroke is not Qt.PenStyle.SolidLine:
                pen.setDashPattern([value * 2 / thickness for value in _DASHES[stroke]])
            painter.setPen(pen)
            painter.drawLine(QLineF(start, middle, end, middle))

    def _paint_pause(self, painter: QPainter, mark: ReviewMark, start: float, end: float, middle: float) -> None:
        """An empty box."""
        half = px(4)
        painter.setBrush(self.theme.colour("quiet_wash"))
        painter.setPen(QPen(self.theme.colour("field_line"), 1))
        painter.drawRoundedRect(QRectF(start + 0.5, middle - half, max(3.0, end - start - 1), 2 * half), 2, 2)

    def _paint_filler(self, painter: QPainter, mark: ReviewMark, start: float, end: float, middle: float) -> None:
        """A small diamond; an empty one for what may be a filler."""
        half, at = px(4), (start + end) / 2
        painter.setPen(QPen(self.theme.colour("muted"), 1.2) if not mark.sure else Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("muted") if mark.sure else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(at - half, middle),
                    QPointF(at, middle - half),
                    QPointF(at + half, middle),
                    QPointF(at, middle + half),
                ]
            )
        )

    def _paint_unclear(self, painter: QPainter, mark: ReviewMark, start: float, end: float, middle: float) -> None:
        """A wave, as one writes for what one could not make out."""
        step, height = px(3), px(2)
        path = QPainterPath(QPointF(start, middle))
        side, at = -1, start
        while at < end:
            path.quadTo(QPointF(at + step / 2, middle + 2 * side * height), QPointF(at + step, middle))
            at, side = at + step, -side
        painter.setPen(QPen(self.theme.colour("muted"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _paint_take(self, painter: QPainter, mark: ReviewMark, start: float, end: float, middle: float) -> None:
        """The icon of what happened, under a dashed line through the wave at its place."""
        look = mark_look(mark.take) if mark.take is not None else mark_look(MarkKind.OTHER)
        colour = self.theme.colour(look.token)
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(start, 0, start, wave_height() - px(4)))
        side = px(14)
        paint_icon(painter, look.icon, QRectF(start - side / 2, middle - side / 2, side, side), colour)

    def _look(self, mark: ReviewMark) -> StateLook | None:
        verdict = self.review.verdict(mark.item_id) if mark.item_id else None
        return state_look(verdict.standing) if verdict is not None else None
