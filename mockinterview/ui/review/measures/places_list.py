"""The places of a measure, a line each: when, and the words among their neighbours. A click or Enter plays one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mockinterview.core.measures import clock
from mockinterview.core.places import Place
from mockinterview.ui.look import GAP, TARGET, Size, font, px, theme_of

_PLACE = int(Qt.ItemDataRole.UserRole)
_SHOWN = 5
"""So many lines are seen at once; of more the list scrolls."""

Index = QModelIndex | QPersistentModelIndex


class PlaceDelegate(QStyledItemDelegate):
    """Paints the time, the words before, the words meant, the words after; what does not fit ends in an ellipsis."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(200), px(TARGET))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = index.data(_PLACE)
        if not isinstance(place, Place):
            return
        theme = theme_of(option.palette)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setBrush(theme.colour("accent_wash" if state & QStyle.StateFlag.State_Selected else "raised"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), 6, 6)
        left, right = rect.left() + GAP, rect.right() - GAP
        at = font(Size.SMALL)
        painter.setPen(theme.colour("muted"))
        painter.setFont(at)
        painter.drawText(QRect(left, rect.top(), px(44), rect.height()), _MIDDLE, clock(place.start_ms))
        left += px(48)
        for text, with_font, token in _parts(place):
            painter.setFont(with_font)
            painter.setPen(theme.colour(token))
            words = QFontMetrics(with_font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, right - left))
            painter.drawText(QRect(left, rect.top(), max(0, right - left), rect.height()), _MIDDLE, words)
            left += QFontMetrics(with_font).horizontalAdvance(f"{text} ")
            if left >= right:
                break
        painter.restore()


_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def _parts(place: Place) -> list[tuple[str, QFont, str]]:
    """The pieces of a line: text, font, colour. What is no word is told first, and its neighbours after it."""
    plain, strong = font(Size.BODY), font(Size.BODY, bold=True)
    if place.spoken:
        parts = [(place.before, plain, "muted"), (place.text, strong, "text"), (place.after, plain, "muted")]
    else:
        beside = f"{place.before} … {place.after}".strip() if place.before or place.after else ""
        parts = [(place.text, strong, "text"), (beside, plain, "muted")]
    return [part for part in parts if part[0]]


def told(place: Place) -> str:
    """A place as a screen reader says it."""
    if place.spoken:
        words = " ".join(part for part in (place.before, place.text, place.after) if part)
    else:
        words = (
            f"{place.text}, between {place.before} and {place.after}" if place.before and place.after else place.text
        )
    return f"{clock(place.start_ms)}, {words}"


class PlacesList(QListWidget):
    """place_chosen: the Place to show and hear."""

    place_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(PlaceDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(self._on_clicked)

    def show_places(self, name: str, places: Sequence[Place]) -> None:
        """Show these; the list is as tall as they are, up to five lines."""
        self.setAccessibleName(name)
        self.clear()
        for place in places:
            item = QListWidgetItem(told(place))
            item.setData(_PLACE, place)
            self.addItem(item)
        self.setFixedHeight(min(_SHOWN, len(places)) * px(TARGET) + 4)
        self.setVisible(bool(places))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentItem() is not None:
            self._on_clicked(self.currentItem())
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.place_chosen.emit(item.data(_PLACE))
