"""Widgets in a row that goes on in the next line where there is no room: buttons keep their words at any width and text size."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from mockinterview.ui.look import GAP


class FlowRow(QLayout):
    """Like a QHBoxLayout with a stretch at its end, in as many lines as it takes; hidden widgets take no room."""

    def __init__(self, parent: QWidget | None = None, spacing: int = GAP // 2) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]  # Qt asks past the end

    def takeAt(self, index: int) -> QLayoutItem:
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return self._with_margins(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """As wide as the widest, since each can have a line of its own."""
        least = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return self._with_margins(
            max((size.width() for size in least), default=0), max((size.height() for size in least), default=0)
        )

    def _with_margins(self, width: int, height: int) -> QSize:
        around = self.contentsMargins()
        return QSize(width + around.left() + around.right(), height + around.top() + around.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay the widgets out in a rectangle, or only see how tall that would be."""
        around = self.contentsMargins()
        inside = rect.marginsRemoved(around)
        left, top, tall = inside.left(), inside.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            wish = item.sizeHint()
            width = min(wish.width(), inside.width())
            if left > inside.left() and left + width > inside.left() + inside.width():
                left, top, tall = inside.left(), top + tall + self.spacing(), 0
            height = item.heightForWidth(width) if item.hasHeightForWidth() else wish.height()
            if move:
                item.setGeometry(QRect(left, top, width, height))
            left += width + self.spacing()
            tall = max(tall, height)
        return top + tall - rect.top() + around.bottom()
