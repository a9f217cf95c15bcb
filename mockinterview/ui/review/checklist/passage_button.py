"""Words of any length as a button: in one line with an ellipsis, or in as many as they need. Bar and icons say what they are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from mockinterview.ui.look import GAP, TARGET, Size, font, px, theme_of
from mockinterview.ui.look.icons import paint_icon

_BAR = 3


class PassageButton(QPushButton):
    """icons: painted one beside the other before the words. own: its bar is dashed, as what the person has added."""

    def __init__(self, words: str, icons: tuple[str, ...], *, own: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._icons = icons
        self._own = own
        self._hue = "quiet"
        self._long = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )  # else its hint would be its limit
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def words(self) -> str:
        """All of it, also what an ellipsis stands for."""
        return self._words

    def show_words(self, words: str) -> None:
        """Other words."""
        self._words = words
        self.updateGeometry()
        self.update()

    def show_hue(self, hue: str, *, long: bool) -> None:
        """Take a hue of the theme; long: wrap instead of ending with an ellipsis. Only what is long takes the focus."""
        self._hue, self._long = hue, long
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if long else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    def _text_box(self, width: int) -> QRect:
        left = GAP + len(self._icons) * (px(16) + GAP // 2) + GAP // 2
        return QRect(left, 0, max(40, width - left - GAP // 2), 10_000)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(font(Size.BODY))
        if not self._long:
            return max(px(24), metrics.height() + GAP // 2)
        flags = int(Qt.TextFlag.TextWordWrap)
        return max(px(TARGET), metrics.boundingRect(self._text_box(width), flags, self._words).height() + GAP)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, px(24))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        hue = theme.colour(self._hue)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"{self._hue}_wash"))
            painter.drawRoundedRect(box, 4, 4)
        pen = QPen(hue, _BAR, Qt.PenStyle.DotLine if self._own else Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(_BAR / 2, 3), QPointF(_BAR / 2, self.height() - 3))
        side = px(16)
        top = (min(self.height(), px(TARGET) if self._long else self.height()) - side) / 2
        for place, name in enumerate(self._icons):
            paint_icon(painter, name, QRectF(GAP + place * (side + GAP // 2), top, side, side), hue)
        self._paint_words(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 1.5))
            painter.drawRoundedRect(box, 4, 4)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(font(Size.BODY))
        painter.setPen(theme_of(self.palette()).colour("text"))
        room = self._text_box(self.width())
        room.setHeight(self.height())
        if self._long:
            flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(room, flags, self._words)
        else:
            words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
