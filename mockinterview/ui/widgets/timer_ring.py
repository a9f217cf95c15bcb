"""The time so far, counting up, inside a ring that closes gently at the target. Passing the target changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mockinterview.ui.look import Size, font, px, theme_of
from mockinterview.ui.widgets.times import minutes

SIDE = 176
COMPACT_SIDE = 108


class TimerRing(QWidget):
    """lamp: sound is arriving and kept. Time can be hidden; then only the lamp and a word remain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._elapsed_ms = 0
        self._target_ms = 0
        self._lamp = False
        self._words = ""
        self._time_shown = True
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Time")

    def set_target(self, target_ms: int, *, time_shown: bool) -> None:
        """The length to aim for, 0 for none, and whether time is shown at all."""
        self._target_ms = target_ms
        self._time_shown = time_shown
        self._describe()

    def show_time(self, elapsed_ms: int, words: str, *, lamp: bool) -> None:
        """Time so far, and under it what is happening."""
        self._elapsed_ms, self._words, self._lamp = elapsed_ms, words, lamp
        self._describe()

    def set_compact(self, compact: bool) -> None:
        """Smaller, where the window is low."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    @property
    def lamp(self) -> bool:
        """Whether the red lamp is lit."""
        return self._lamp

    @property
    def words(self) -> str:
        """What stands under the time."""
        return self._words

    def _describe(self) -> None:
        if not self._lamp:  # a screen reader should not be told of every second
            self.setAccessibleDescription(f"{minutes(self._elapsed_ms)} {self._words}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        side = px(COMPACT_SIDE if self._compact else SIDE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = px(6)
        ring = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.setPen(QPen(theme.colour("meter_trough"), width))
        painter.drawEllipse(ring)
        if self._time_shown and self._target_ms and self._elapsed_ms:
            pen = QPen(theme.colour("accent"), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            share = min(1.0, self._elapsed_ms / self._target_ms)
            painter.drawArc(ring, 90 * 16, -round(share * 360 * 16))
        self._paint_inside(painter, ring)
        painter.end()

    def _paint_inside(self, painter: QPainter, ring: QRectF) -> None:
        theme = theme_of(self.palette())
        centre = int(Qt.AlignmentFlag.AlignCenter)
        middle = ring.center()
        part = ring.height() / 100
        if self._lamp:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("lamp"))
            side = px(10)
            painter.drawEllipse(QRectF(middle.x() - side / 2, ring.top() + 17 * part, side, side))
        if self._time_shown:
            large = font(Size.QUESTION, bold=True)
            large.setPixelSize(px(24 if self._compact else 36))
            painter.setFont(large)
            painter.setPen(theme.colour("text"))
            painter.drawText(ring.translated(0, -2 * part), centre, minutes(self._elapsed_ms))
        if self._compact and self._time_shown:
            return  # the words would not fit; the button says the same
        painter.setFont(font(Size.SMALL))
        painter.setPen(theme.colour("muted"))
        painter.drawText(ring.translated(0, 18 * part if self._time_shown else 0), centre, self._words)
