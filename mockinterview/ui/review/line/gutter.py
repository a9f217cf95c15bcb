"""What stands before the time line: its few tools, and the name of every row; an item's with the icon of its state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QSizePolicy, QToolTip, QWidget

from mockinterview.ui.commands import key_words
from mockinterview.ui.look import Size, font, px, theme_of
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.look.states import state_look
from mockinterview.ui.review.line.layout import Layout, Line, gutter, head_height
from mockinterview.ui.review.line.wording import ROW_WORDS
from mockinterview.ui.review.wording import tip
from mockinterview.ui.widgets.buttons import Button

_BAR = 10
"""Width of the scroll bar of the items' rows."""


class Gutter(QWidget):
    """Tools and names. item_chosen: a name was clicked; scrolled: the items' rows shall begin so many pixels further down."""

    item_chosen = Signal(str)
    scrolled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = Layout()
        self._above = 0
        self._selected = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.bookmark = Button("Bookmark this place", "bookmark", "icon", key=key_words("bookmark"), parent=self)
        self.closer = Button("Closer", "zoom-in", "icon", key=key_words("zoom_in"), parent=self)
        self.further = Button("Further away", "zoom-out", "icon", key=key_words("zoom_out"), parent=self)
        self.items = Button("A row for each item", "rows", "icon", key=key_words("show_items"), parent=self)
        self.items.setCheckable(True)
        self._tools = QWidget(self)
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.bookmark, self.further, self.closer, self.items):
            row.addWidget(button)
        row.addStretch(1)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setAccessibleName("Rows of the items")
        self._bar.hide()
        self._bar.valueChanged.connect(self._on_scrolled)

    def show_layout(self, layout: Layout, above: int, selected: str) -> None:
        """Show the names of these rows; above: so much of the items' rows is scrolled away."""
        self._layout, self._above, self._selected = layout, above, selected
        self._bar.setRange(0, layout.hidden)
        self._bar.setPageStep(layout.evidence_seen_end - head_height())
        self._bar.setValue(above)
        self._bar.setVisible(layout.hidden > 0)
        self._place()
        self.updateGeometry()
        self.update()

    def show_zoom(self, *, whole: bool, closest: bool) -> None:
        """Offer what is possible."""
        self.further.setEnabled(not whole)
        self.closer.setEnabled(not closest)

    def line_at(self, y: float) -> Line | None:
        """The row at a height."""
        return self._layout.line_at(self._layout.in_all(round(y), self._above))

    def _place(self) -> None:
        self._tools.setGeometry(0, 0, self.width(), self._tools.sizeHint().height())
        top, bottom = head_height(), self._layout.evidence_seen_end
        self._bar.setGeometry(self.width() - _BAR - 2, top, _BAR, max(0, bottom - top))

    @Slot(int)
    def _on_scrolled(self, to: int) -> None:
        self.scrolled.emit(to)

    # ------------------------------------------------------------ Qt

    def sizeHint(self) -> QSize:
        wide = max(gutter(), self._tools.sizeHint().width())
        return QSize(wide, self._layout.seen_height or head_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(Size.SMALL))
        for line in self._layout.seen(self._above):
            if not line.row.item_id:
                self._paint_name(painter, line)
                continue
            painter.setClipRect(0, head_height(), self.width(), self._layout.evidence_seen_end - head_height())
            self._paint_item(painter, line)
            painter.setClipping(False)
        painter.end()

    def _paint_name(self, painter: QPainter, line: Line) -> None:
        painter.setPen(theme_of(self.palette()).colour("muted"))
        room = QRectF(2, line.top, self.width() - 10, line.height)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), ROW_WORDS[line.row.lane])

    def _paint_item(self, painter: QPainter, line: Line) -> None:
        """Icon and shortened name; the chosen one has its hue behind it and is written bold."""
        theme, chosen = theme_of(self.palette()), line.row.item_id == self._selected
        look = state_look(line.row.state) if line.row.state is not None else None
        if chosen and look is not None:
            painter.fillRect(QRectF(0, line.top, self.width(), line.height), theme.colour(f"{look.hue}_wash"))
        side = px(12)
        if look is not None:
            box = QRectF(2, line.top + (line.height - side) / 2, side, side)
            painter.save()
            paint_icon(painter, look.icon, box, theme.colour(look.hue))
            painter.restore()
        painter.setFont(font(Size.SMALL, bold=chosen))
        painter.setPen(theme.colour("text"))
        bar = _BAR + 4 if self._layout.hidden else 4
        room = QRectF(side + 6, line.top, self.width() - side - 6 - bar, line.height)
        name = painter.fontMetrics().elidedText(line.row.name, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        line = self.line_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and line is not None and line.row.item_id:
            self.item_chosen.emit(line.row.item_id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._layout.hidden:
            self.scrolled.emit(self._above - event.angleDelta().y() * px(45) // 120)
            event.accept()
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.updateGeometry()  # the tools are in no layout: once they have their style and text size they want other room
            self._place()
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            line = self.line_at(event.pos().y())
            words = ""
            if line is not None and line.row.item_id and line.row.state is not None:
                words = tip("Evidence for", f"{line.row.name} ({state_look(line.row.state).word})")
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
