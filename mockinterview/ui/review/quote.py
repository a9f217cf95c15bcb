"""The words an item rests on, as a button that plays them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from mockinterview.core.coverage import Evidence, State
from mockinterview.ui.look import GAP, TARGET, Size, font, px, theme_of
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.look.states import state_look
from mockinterview.ui.review.wording import tip

MOST_CHARACTERS = 400
"""A quote is a reminder; all of it is lit in the transcript."""

_BAR = 3


class Quote(QPushButton):
    """One piece of evidence. Short shows one line, long wraps."""

    def __init__(self, evidence: Evidence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = " ".join(evidence.text.split())
        self._words = f"“{text[:MOST_CHARACTERS]}{'…' if len(text) > MOST_CHARACTERS else ''}”"
        self._state = State.NOT_SURE
        self._long = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setToolTip(tip("Hear evidence"))
        self.setAccessibleName(f"Hear evidence: {self._words}")

    def show_state(self, state: State, *, long: bool) -> None:
        """Take the hue of a state; long: wrap instead of ending with an ellipsis."""
        self._state, self._long = state, long
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if long else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    def _text_box(self, width: int) -> QRect:
        left = GAP + px(16) + GAP
        return QRect(left, 0, max(40, width - left - GAP // 2), 10_000)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(font(Size.BODY))
        if not self._long:
            return max(px(24), metrics.height() + GAP // 2)
        flags = int(Qt.TextFlag.TextWordWrap)
        return max(TARGET, metrics.boundingRect(self._text_box(width), flags, self._words).height() + GAP)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look = theme_of(self.palette()), state_look(self._state)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"{look.hue}_wash"))
            painter.drawRoundedRect(box, 4, 4)
        painter.fillRect(QRectF(0, 3, _BAR, self.height() - 6), theme.colour(look.hue))
        side = px(16)
        icon_top = (min(self.height(), px(28) if self._long else self.height()) - side) / 2
        paint_icon(painter, "play", QRectF(GAP, icon_top, side, side), theme.colour(look.hue))
        painter.setFont(font(Size.BODY))
        painter.setPen(theme.colour("text"))
        room = self._text_box(self.width())
        if self._long:
            room.setTop(GAP // 2)
            painter.drawText(room, int(Qt.TextFlag.TextWordWrap), self._words)
        else:
            words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
            room.setHeight(self.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("focus"))
            painter.drawRoundedRect(box, 4, 4)
        painter.end()
