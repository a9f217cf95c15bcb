"""What stands still on the time line, painted once for each stretch of it: ruler, wave, evidence and marks.

Every kind of mark has a shape of its own. Nothing is looked at that does not touch the stretch that is painted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from mockinterview.core.attempt import MarkKind
from mockinterview.core.coverage import State
from mockinterview.core.review import Lane, ReviewMark
from mockinterview.ui.look import Size, Theme, font, px
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.look.marks import mark_look
from mockinterview.ui.look.states import hue_of
from mockinterview.ui.review.line.bars import EDGE, LEAST_WIDTH, Bars, diamond, stamp
from mockinterview.ui.review.line.layout import Layout, Line, head_height, ruler_height
from mockinterview.ui.review.line.stretch import Stretch
from mockinterview.ui.review.line.waveform import Peaks
from mockinterview.ui.widgets.times import minutes

BAR = 3
"""One bar of the wave and the gap after it, in pixels."""

_REACH = 24
"""Marks are at most so much wider than their time: so far outside of a stretch they are looked at, too."""


@dataclass(frozen=True)
class Picture:
    """All that the picture depends on. above: so much of the items' rows is scrolled away.

    stretch: its scale counts, not where the window stands.
    """

    layout: Layout
    above: int
    peaks: Peaks | None
    stretch: Stretch
    selected: str
    theme: Theme

    def same_as(self, other: Picture) -> bool:
        """Whether the two look the same, wherever their windows stand."""
        return (
            self.layout == other.layout
            and self.above == other.above
            and self.peaks is other.peaks
            and self.stretch.scale == other.stretch.scale
            and self.stretch.duration_ms == other.stretch.duration_ms
            and self.selected == other.selected
            and self.theme is other.theme
        )

    def paint(self, painter: QPainter, left: int, width: int) -> None:
        """Paint the places left..left+width, counted from the beginning of the take."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-left, 0)
        part = _Part(self, painter, left, left + width)
        part.paint_selection()
        part.paint_wave()
        part.paint_ruler()
        head, end = head_height(), self.layout.evidence_seen_end
        for line in self.layout.seen(self.above):
            evidence = line.row.lane is Lane.EVIDENCE
            if evidence:
                top = head if self.layout.hidden else head - px(2)
                painter.setClipRect(QRectF(left, top, width, end - top))
            part.paint_line(line)
            painter.setClipping(False)
        part.paint_flags()


class _Part:
    """One painting of one part of the picture."""

    def __init__(self, picture: Picture, painter: QPainter, left: int, right: int) -> None:
        self._picture = picture
        self._painter = painter
        self._theme = picture.theme
        self._left = left
        self._right = right
        self._length = picture.stretch.length

    def _x(self, at_ms: float) -> float:
        return at_ms / self._picture.stretch.scale

    def _marks(self, line: Line) -> Iterator[tuple[ReviewMark, int, float, float]]:
        """The marks of a line that may be seen, with level, start and end."""
        scale, reach = self._picture.stretch.scale, px(_REACH)
        for mark, level in line.row.between((self._left - reach) * scale, (self._right + reach) * scale):
            yield mark, level, self._x(mark.start_ms), self._x(mark.end_ms)

    # ------------------------------------------------------------ ruler and wave

    def paint_selection(self) -> None:
        """Behind the wave: where the selected item's evidence is."""
        top, bottom = ruler_height(), head_height() - px(2)
        for line in self._picture.layout.lines:
            if line.row.lane is not Lane.EVIDENCE:
                continue
            for mark, _, start, end in self._marks(line):
                if mark.item_id == self._picture.selected and mark.state is not None:
                    wash = self._theme.colour(f"{hue_of(mark.state)}_wash")
                    self._painter.fillRect(QRectF(start, top, max(3.0, end - start), bottom - top), wash)

    def paint_ruler(self) -> None:
        """Clock times, each with a tick."""
        painter, theme = self._painter, self._theme
        step = self._picture.stretch.step(px(76))
        reach = px(80)
        first = max(0, int((self._left - reach) * self._picture.stretch.scale) // step)
        past = int((self._right + 1) * self._picture.stretch.scale) // step + 1
        painter.setFont(font(Size.SMALL))
        lines = []
        for number in range(first, past):
            at_ms = number * step
            x = self._x(at_ms)
            if x > self._length:
                break
            lines.append(QLineF(x, px(5), x, ruler_height()))
            words = minutes(at_ms) if step >= 1_000 else f"{minutes(at_ms)}.{at_ms % 1_000 // 100}"
            wide = painter.fontMetrics().horizontalAdvance(words)
            room = QRectF(x + 4 + self._flag_room(x), 0, reach, ruler_height())
            if room.left() + wide <= self._length and not self._flagged(room.left(), room.left() + wide):
                painter.setPen(theme.colour("muted"))
                painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.setPen(QPen(theme.colour("field_line"), 1))
        painter.drawLines(lines)

    def _flagged(self, start: float, end: float) -> bool:
        """Whether the flag of a bookmark stands there."""
        scale = self._picture.stretch.scale
        return next(self._picture.layout.flags.between((start - px(9)) * scale, end * scale), None) is not None

    def _flag_room(self, x: float) -> int:
        """How far to the right a clock time moves for the flag at its tick."""
        return px(11) if self._flagged(x, x + 4) else 0

    def paint_wave(self) -> None:
        """Bars as high as the sound is loud, on a line where it is silent."""
        painter, theme = self._painter, self._theme
        top, bottom = ruler_height(), head_height() - px(2)
        middle, most = (top + bottom) / 2, (bottom - top) / 2 - 1
        right = min(self._right, self._length)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QLineF(self._left, middle, right, middle))
        if self._picture.peaks is None:
            return
        first, past = self._left // BAR, -(-right // BAR)
        bars = []
        for bar, height in enumerate(
            self._picture.peaks.heights(first, past, BAR * self._picture.stretch.scale), first
        ):
            reach = round(height * most)
            if reach:
                bars.append(QRectF(bar * BAR, middle - reach, BAR - 1, 2 * reach))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("meter"))
        painter.drawRects(bars)

    def paint_flags(self) -> None:
        """The bookmarks: a pole through the wave, with a flag on the ruler."""
        painter, colour, rim = self._painter, self._theme.colour("accent"), self._theme.colour("surface")
        painter.setBrush(colour)
        scale, reach = self._picture.stretch.scale, px(_REACH)
        for mark, _ in self._picture.layout.flags.between((self._left - reach) * scale, (self._right + reach) * scale):
            x = min(self._x(mark.start_ms), self._length - 1)
            side = -1 if x > self._length - px(12) else 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(QRectF(x - 2, ruler_height(), 4, head_height() - px(2) - ruler_height()), rim)
            painter.fillRect(QRectF(x - 1, 1, 2, head_height() - px(2) - 1), colour)
            painter.drawPolygon(flag(x, side))

    # ------------------------------------------------------------ rows

    def paint_line(self, line: Line) -> None:
        """One row: its hairline and its marks."""
        if self._picture.selected and line.row.item_id == self._picture.selected and line.row.state is not None:
            wash = self._theme.colour(f"{hue_of(line.row.state)}_wash")
            self._painter.fillRect(QRectF(self._left, line.top, self._right - self._left, line.height), wash)
        middle = line.top + line.height / 2
        self._painter.setPen(QPen(self._theme.colour("line"), 1))
        if line.row.depth == 1:
            self._painter.drawLine(QLineF(self._left, middle, min(self._right, self._length), middle))
        {
            Lane.EVIDENCE: self._paint_evidence,
            Lane.PAUSE: self._paint_pauses,
            Lane.FILLER: self._paint_fillers,
            Lane.UNCLEAR: self._paint_unclear,
            Lane.TAKE: self._paint_take,
        }[line.row.lane](line)

    def _paint_evidence(self, line: Line) -> None:
        """The selected item's bars last and higher than the others, so that they stand out without colour, too."""
        selected, high = self._picture.selected, px(2)
        half = min(line.level_height / 2 - 1, px(3.5))
        plain: dict[State | None, Bars] = {}
        chosen: dict[State | None, Bars] = {}
        for mark, level, start, end in self._marks(line):
            of_chosen = mark.item_id == selected
            bars = chosen if of_chosen else plain
            if mark.state not in bars:
                more = 0.0 if not of_chosen else high if line.row.item_id else -1  # a frame stands around it
                bars[mark.state] = Bars(mark.state, half + more, self._left, self._right)
            bars[mark.state].add(start, end, line.middle(level), mark.own)
        self._paint_bars(plain)
        if not line.row.item_id:
            self._paint_frames(line)
        self._paint_bars(chosen)

    def _paint_bars(self, by_state: dict[State | None, Bars]) -> None:
        for state, bars in by_state.items():
            bars.paint(self._painter, self._theme.colour(hue_of(state) if state is not None else "muted"))

    def _paint_frames(self, line: Line) -> None:
        """Among bars of all items, each of the selected one is set apart by a frame on clear ground."""
        half = min(line.level_height / 2 + 2, px(7))
        row = QRectF(self._left - 8, line.top, self._right - self._left + 16, line.height - 1)
        frames = [
            QRectF(round(start) - 3, line.middle(level) - half, max(LEAST_WIDTH, round(end - start)) + 6, 2 * half)
            & row
            for mark, level, start, end in self._marks(line)
            if mark.item_id == self._picture.selected
        ]
        self._painter.setPen(Qt.PenStyle.NoPen)
        for token, inside in (("surface", -1), ("text", 0), ("surface", 1)):
            self._painter.setBrush(self._theme.colour(token))
            self._painter.drawRects([frame.adjusted(inside, inside, -inside, -inside) for frame in frames])

    def _paint_pauses(self, line: Line) -> None:
        """Empty boxes."""
        half, middle = px(4), round(line.middle(0))
        boxes = [
            QRectF(left, middle - half, max(4, round(end) - left), 2 * half)
            for _, _, start, end in self._marks(line)
            for left in (round(start),)
        ]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.colour("field_line"))
        self._painter.drawRects(boxes)
        self._painter.setBrush(self._theme.colour("quiet_wash"))
        self._painter.drawRects([box.adjusted(1, 1, -1, -1) for box in boxes])

    def _paint_fillers(self, line: Line) -> None:
        """Small diamonds; empty ones for what may be a filler."""
        half, colour, ratio = px(4), self._theme.colour("muted"), self._painter.device().devicePixelRatioF()
        top = line.middle(0) - half - EDGE
        stamps = {full: stamp(diamond(half, full=full), colour, ratio) for full in (True, False)}
        for mark, _, start, end in self._marks(line):
            self._painter.drawPixmap(QPointF((start + end) / 2 - half - EDGE, top), stamps[mark.sure])

    def _paint_unclear(self, line: Line) -> None:
        """A wave, as one writes for what one could not make out."""
        step, height, middle = px(3), px(2), line.middle(0)
        path = QPainterPath()
        for _, _, start, end in self._marks(line):
            pieces = max(2, round((end - start) / step))
            first = max(0, int((self._left - start) / step) - 1)
            path.moveTo(start + first * step, middle)
            for piece in range(first, min(pieces, int((self._right - start) / step) + 2)):
                at, side = start + piece * step, 1 if piece % 2 else -1
                path.quadTo(QPointF(at + step / 2, middle + 2 * side * height), QPointF(at + step, middle))
        self._painter.strokePath(path, QPen(self._theme.colour("muted"), 1.5))

    def _paint_take(self, line: Line) -> None:
        """The icon of what happened, under a dotted line through the wave at its place."""
        side, middle = px(14), line.middle(0)
        painted: set[tuple[str, int]] = set()
        for mark, _, start, _ in self._marks(line):
            look = mark_look(mark.take) if mark.take is not None else mark_look(MarkKind.OTHER)
            at = max(side / 2, min(start, self._length - side / 2))  # what begins or ended the take is seen whole
            if (look.icon, round(at)) in painted:
                continue
            painted.add((look.icon, round(at)))
            colour = self._theme.colour(look.token)
            self._painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
            self._painter.drawLine(QLineF(start, ruler_height(), start, head_height() - px(2)))
            paint_icon(self._painter, look.icon, QRectF(at - side / 2, middle - side / 2, side, side), colour)


def flag(x: float, side: int = 1) -> QPolygonF:
    """The flag of a bookmark at a place, its point to the right (1) or left (-1)."""
    wide, high = side * px(9), px(8)
    return QPolygonF([QPointF(x, 1), QPointF(x + wide, 1 + high / 2), QPointF(x, 1 + high)])
