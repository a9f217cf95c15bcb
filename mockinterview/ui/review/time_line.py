"""The time line: the wave, what stands where on it, and the playhead. A click goes there.

Everything but the playhead is painted once into a picture. It is a slider to the keyboard and to screen readers, whose value is the
position in milliseconds.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from mockinterview.core.delivery import Levels
from mockinterview.core.review import Lane, Review, ReviewMark, marks
from mockinterview.ui.look import GAP, theme_of
from mockinterview.ui.review import time_line_picture as picture
from mockinterview.ui.review.replay import JUMP_MS
from mockinterview.ui.review.wording import tip
from mockinterview.ui.widgets.times import minutes

PAGE_MS = 10_000
_NEAR = 4
"""A mark is pointed at from so many pixels away."""

_LANES = {
    Lane.EVIDENCE: "Evidence for",
    Lane.PAUSE: "Pause",
    Lane.FILLER: "Filler",
    Lane.UNCLEAR: "Unclear",
    Lane.TAKE: "In the recording",
}


class TimeLine(QAbstractSlider):
    """Shows one review's marks. seek_requested: the person wants to hear from there (milliseconds)."""

    seek_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._levels: Levels | None = None
        self._lanes: tuple[Lane, ...] = (Lane.EVIDENCE,)
        self._marks: tuple[ReviewMark, ...] = ()
        self._selected = ""
        self._position_ms = 0
        self._still: QPixmap | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setSingleStep(JUMP_MS)
        self.setPageStep(PAGE_MS)
        self.setAccessibleName("Time line")
        self.setAccessibleDescription("The position in the take. Left and Right move by two seconds.")
        self.actionTriggered.connect(self._on_action)

    # ------------------------------------------------------------ what is shown

    def show_review(self, review: Review, levels: Levels | None, lanes: tuple[Lane, ...]) -> None:
        """Show wave and marks. lanes: which rows the settings let through; those with nothing in them are left out."""
        self._review, self._levels = review, levels
        found = marks(review)
        self._lanes = tuple(lane for lane in lanes if lane is Lane.EVIDENCE or any(mark.lane is lane for mark in found))
        self._marks = tuple(mark for mark in found if mark.lane in self._lanes)
        self.setRange(0, review.attempt.duration_ms)
        self.updateGeometry()
        self._paint_anew()

    def select_item(self, item_id: str) -> None:
        """Light the evidence of an item, "" for none."""
        if item_id != self._selected:
            self._selected = item_id
            self._paint_anew()

    def show_position(self, at_ms: int) -> None:
        """Move the playhead, painting no more than its two places."""
        before = self._x(self._position_ms)
        self._position_ms = at_ms
        after = self._x(at_ms)
        if round(before) != round(after):
            for x in (before, after):
                self.update(round(x) - 6, 0, 12, self.height())

    def settle(self) -> None:
        """Tell the keyboard and screen readers where it stands: when the sound has come to rest, not sixty times a second."""
        self.setValue(self._position_ms)

    def marks_at(self, point: QPoint) -> tuple[ReviewMark, ...]:
        """The marks under a point."""
        at = [
            mark for mark in self._marks if self._x(mark.start_ms) - _NEAR <= point.x() <= self._x(mark.end_ms) + _NEAR
        ]
        top = picture.wave_height()
        if point.y() < top:
            return tuple(at)
        row = (point.y() - top) // picture.lane_height()
        wanted = self._lanes[row] if row < len(self._lanes) else None
        return tuple(mark for mark in at if mark.lane is wanted)

    # ------------------------------------------------------------ places

    def _x(self, at_ms: int) -> float:
        left, length = picture.gutter(), max(1, self.width() - picture.gutter() - 1)
        return left + length * at_ms / max(1, self.maximum())

    def _time(self, x: float) -> int:
        left, length = picture.gutter(), max(1, self.width() - picture.gutter() - 1)
        return round(min(1.0, max(0.0, (x - left) / length)) * self.maximum())

    def _paint_anew(self) -> None:
        self._still = None
        self.update()

    # ------------------------------------------------------------ slots

    @Slot(int)
    def _on_action(self, _action: int) -> None:
        self.seek_requested.emit(self.sliderPosition())

    # ------------------------------------------------------------ Qt

    def sizeHint(self) -> QSize:
        return QSize(600, picture.wave_height() + picture.lane_height() * len(self._lanes) + GAP // 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._review is None:
            return
        theme = theme_of(self.palette())
        if self._still is None:
            ratio = self.devicePixelRatioF()
            self._still = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._still.setDevicePixelRatio(ratio)
            self._still.fill(Qt.GlobalColor.transparent)
            drawing = picture.Drawing(self._review, self._levels, self._lanes, self._marks, self._selected, theme)
            painter = QPainter(self._still)
            drawing.paint(painter, self.width(), self._x)
            painter.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, accent = self._x(self._position_ms), theme.colour("accent")
        painter.fillRect(QRectF(x - 1, 0, 2, self.height()), accent)
        painter.setBrush(accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(x - 4, 0, 8, 8))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("focus"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.seek_requested.emit(self._time(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.seek_requested.emit(self._time(event.position().x()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)

    def tip_at(self, point: QPoint) -> str:
        """What the tool tip says at a point: the time, and what stands there."""
        if point.x() < picture.gutter():
            return ""
        lines = [minutes(self._time(point.x()))]
        for mark in self.marks_at(point):
            kind = _LANES[mark.lane]
            if mark.lane is Lane.PAUSE:
                lines.append(f"{kind} of {(mark.end_ms - mark.start_ms) / 1_000:.1f} s")
            elif mark.lane is Lane.UNCLEAR or not mark.sure:
                lines.append(mark.label)
            else:
                lines.append(f"{kind}: {mark.label}")
        return tip(*lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.updateGeometry()
            self._paint_anew()
