"""On or off, as a switch: its knob's place says it, the colour only repeats it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from mockinterview.ui.look import TARGET, px, theme_of
from mockinterview.ui.look.icons import paint_icon


class Switch(QAbstractButton):
    """A checkable button that looks like a switch. name: what it switches, for screen readers."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(px(48), px(TARGET))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height, width = px(22), px(40)
        track = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(track.adjusted(-3, -3, 3, 3), height / 2 + 3, height / 2 + 3)
        on = self.isChecked()
        filled = theme.colour("accent" if self.isEnabled() else "field_line")
        painter.setPen(QPen(filled if on else theme.colour("field_line"), 1.5))
        painter.setBrush(filled if on else theme.colour("surface"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        side = height - px(6)
        left = track.right() - side - px(3) if on else track.left() + px(3)
        knob = QRectF(left, track.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("on_accent" if on else "field_line"))
        painter.drawEllipse(knob)
        if on:
            paint_icon(painter, "check", knob.adjusted(2, 2, -2, -2), filled)
        painter.end()
