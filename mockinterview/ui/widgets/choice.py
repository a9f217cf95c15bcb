"""A drop-down list in our look: a style sheet would take its arrow away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from mockinterview.ui.look import GAP, TARGET, px, theme_of
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.widgets.text import Label


class Choice(QComboBox):
    """A QComboBox that paints itself; the wheel does not change it unless it has the focus.

    name: what is chosen here, for screen readers. On Linux Qt calls a combo box by what is chosen, and only a label says of what:
    so there is one beside it, which nobody sees.
    typing: whether letters and digits choose from the list; where they are keys of the page they must not.
    """

    def __init__(self, name: str, *, typing: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typing = typing
        self._label: Label | None = None
        self.setAccessibleName(name)
        self._label_here()
        self.setMinimumHeight(TARGET + 2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)

    def _label_here(self) -> None:
        """The label stands beside it, with the same parent, and goes with it."""
        if self._label is not None:
            self._label.deleteLater()
            self._label = None
        if (parent := self.parentWidget()) is not None:
            self._label = Label(self.accessibleName(), parent=parent)
            self._label.setBuddy(self)
            self._label.hide()
            self.destroyed.connect(self._label.deleteLater)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.ParentChange:
            self._label_here()
        return done

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + px(2 * GAP), max(TARGET + 2, self.fontMetrics().height() + 14))  # as buttons are

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._typing and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        theme = theme_of(self.palette())
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.hasFocus() else 1.0
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(theme.colour("focus" if self.hasFocus() else "field_line"), width))
        painter.setBrush(theme.colour("raised" if hovered else "surface"))
        painter.drawRoundedRect(box, 6, 6)
        mark = px(16)
        right = self.width() - GAP - mark
        paint_icon(
            painter, "chevron-down", QRectF(right, (self.height() - mark) / 2, mark, mark), theme.colour("muted")
        )
        painter.setPen(theme.colour("text" if self.isEnabled() else "field_line"))
        left = GAP + 4
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, right - left - 4)
        painter.drawText(QRectF(left, 0, right - left, self.height()), int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()
