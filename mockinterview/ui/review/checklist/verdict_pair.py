"""The program's verdict and the person's, side by side as two chips; between them a sign whether they say the same."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mockinterview.core.coverage import State
from mockinterview.core.review import Verdict
from mockinterview.ui.look import GAP, Size, font, px, theme_of
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.look.states import state_look

PROGRAM, YOU = "Program", "You"

_SIGNS = {True: "=", False: "≠"}

_PADDING = GAP


class VerdictPair(QWidget):
    """Side by side where there is room, else one under the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[tuple[str, State], ...] = ()
        self._sign = ""
        policy = QSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )  # else its hint would be its limit
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show another verdict. The program has none where it leaves it to the person."""
        seen = verdict is not None and verdict.program is not State.YOUR_CALL
        chips = [(PROGRAM, verdict.program)] if verdict is not None and seen else []
        if verdict is not None and verdict.user is not None:
            chips.append((YOU, verdict.user))
        agrees = verdict.agrees if verdict is not None and len(chips) == 2 else None
        self._chips, self._sign = tuple(chips), _SIGNS[agrees] if agrees is not None else ""
        self.updateGeometry()
        self.update()

    @property
    def texts(self) -> list[str]:
        """What the chips say."""
        return [f"{label} {state_look(state).word}" for label, state in self._chips]

    @property
    def sign(self) -> str:
        """What stands between them: "=", "≠", or nothing where there is nothing to compare."""
        return self._sign

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = 1 if self._one_line(width) else len(self._chips)
        return lines * self._tall() + (lines - 1) * GAP // 2

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._tall())

    def _tall(self) -> int:
        return px(24)

    def _chip_width(self, label: str, state: State) -> float:
        words = QFontMetrics(font(Size.SMALL)).horizontalAdvance(label)
        words += QFontMetrics(font(Size.SMALL, bold=True)).horizontalAdvance(state_look(state).word)
        return words + px(14) + 2 * _PADDING + 2 * (GAP // 2) + 2

    def _one_line(self, width: int) -> bool:
        between = px(16) if self._sign else GAP
        needed = sum(self._chip_width(*chip) for chip in self._chips) + between * (len(self._chips) - 1)
        return needed <= width

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        one_line = self._one_line(self.width())
        left, top = 0.0, 0.0
        for number, (label, state) in enumerate(self._chips):
            if number and one_line:
                left = self._paint_sign(painter, left)
            elif number:
                left, top = 0.0, top + self._tall() + GAP // 2
            width = min(self._chip_width(label, state), float(self.width()))
            self._paint_chip(painter, QRectF(left, top, width, self._tall()), label, state)
            left += width
        painter.end()

    def _paint_sign(self, painter: QPainter, left: float) -> float:
        """Draw it after the first chip, and say where the next begins."""
        if not self._sign:
            return left + GAP
        painter.setFont(font(Size.BODY, bold=self._sign == _SIGNS[False]))
        painter.setPen(theme_of(self.palette()).colour("muted" if self._sign == _SIGNS[True] else "text"))
        painter.drawText(QRectF(left, 0, px(16), self._tall()), int(Qt.AlignmentFlag.AlignCenter), self._sign)
        return left + px(16)

    def _paint_chip(self, painter: QPainter, box: QRectF, label: str, state: State) -> None:
        """The person's chip is filled, the program's has a line only: two at a glance, without reading."""
        theme, look = theme_of(self.palette()), state_look(state)
        own = label == YOU
        painter.setPen(QPen(theme.colour(look.hue if own else "line"), 1))
        painter.setBrush(theme.colour(f"{look.hue}_wash") if own else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        left = box.left() + _PADDING
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(font(Size.SMALL))
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRectF(left, box.top(), box.width(), box.height()), middle, label)
        left += painter.fontMetrics().horizontalAdvance(label) + GAP // 2
        side = px(14)
        paint_icon(painter, look.icon, QRectF(left, box.center().y() - side / 2, side, side), theme.colour(look.hue))
        left += side + GAP // 2
        painter.setFont(font(Size.SMALL, bold=True))
        painter.setPen(theme.colour(look.hue))
        painter.drawText(QRectF(left, box.top(), box.right() - left, box.height()), middle, look.word)
