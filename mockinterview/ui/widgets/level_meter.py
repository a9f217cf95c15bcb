"""How loud the microphone hears the person: a bar for the body of the sound, a line for its peak, and the number in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mockinterview.core.take import Level
from mockinterview.ui.look import Size, font, px, theme_of

FLOOR_DBFS = -60.0
"""The left end: room noise of a quiet office lies about here."""

HIGH_DBFS = -6.0
"""From here on a louder word may be cut off."""

BARS = 40


class LevelMeter(QWidget):
    """Repaints only when it is given a level. off: nothing is being heard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = Level()
        self._held = FLOOR_DBFS
        self._on = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Loudness")

    def show_level(self, level: Level) -> None:
        """The loudness now; the peak line falls back by 1 dB a call."""
        self._level = level
        self._on = True
        self._held = max(level.peak_dbfs, self._held - 1.0, FLOOR_DBFS)
        self.update()

    def turn_off(self) -> None:
        """Nothing is being heard."""
        self._on = False
        self._held = FLOOR_DBFS
        self._level = Level()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(360), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        words_width = px(64)
        room = self.width() - words_width
        step = room / BARS
        lit = _share(self._level.rms_dbfs) * BARS
        peak = int(_share(self._held) * BARS) if self._on else -1
        high = _share(HIGH_DBFS) * BARS
        tall = px(14)
        for bar in range(BARS):
            on = self._on and (bar < lit or bar == peak)
            token = ("meter_high" if bar >= high else "meter") if on else "meter_trough"
            painter.setBrush(theme.colour(token))
            painter.drawRoundedRect(QRectF(bar * step, (self.height() - tall) / 2, max(2.0, step - 3), tall), 2, 2)
        painter.setPen(theme.colour("muted"))
        painter.setFont(font(Size.SMALL))
        words = f"{max(FLOOR_DBFS, self._level.peak_dbfs):.0f} dB" if self._on else ""
        place = QRectF(room, 0, words_width, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()


def _share(dbfs: float) -> float:
    return min(1.0, max(0.0, 1 - dbfs / FLOOR_DBFS))
