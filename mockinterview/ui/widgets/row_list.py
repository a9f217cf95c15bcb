"""A list whose lines are widgets, of which the chosen one opens: to the keyboard and to screen readers still a list.

Lines are as tall as their words need. Tab goes from the list into the open row and on from there; what has the focus is in sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mockinterview.ui.look import GAP, RADIUS, px, theme_of
from mockinterview.ui.widgets.announcing import announce
from mockinterview.ui.widgets.text import Label


@runtime_checkable
class Row(Protocol):
    """A widget that can be a line. stops: what Tab goes through in it while it is open."""

    def open(self, open: bool) -> None: ...

    @property
    def stops(self) -> list[QWidget]: ...


class _Ground(QStyledItemDelegate):
    """Paints what lies behind a row: hover, choice and focus. The row itself is a widget above it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if not chosen and not state & QStyle.StateFlag.State_MouseOver:
            return
        theme = theme_of(option.palette)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), 1.5) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(box, RADIUS - 2, RADIUS - 2)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left() + 2, box.top() + GAP, 3, box.height() - 2 * GAP), 1.5, 1.5)
        painter.restore()


class RowList(QListWidget):
    """page_keys: what the list leaves to the page, besides every letter and digit."""

    def __init__(self, page_keys: Sequence[Qt.Key], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page_keys = page_keys
        self._fitted = 0
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setSpacing(1)
        self.setItemDelegate(_Ground(self))
        self.setMouseTracking(True)
        self.currentItemChanged.connect(self._on_current)
        self.itemSelectionChanged.connect(self._on_selected)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    # ------------------------------------------------------------ lines

    def add_heading(self, words: str, look: str) -> tuple[QListWidgetItem, Label]:
        """A line of words that cannot be chosen."""
        heading = Label(words, look, wrap=False)
        heading.setContentsMargins(GAP + 4, GAP // 2 if self.count() == 0 else 2 * GAP, GAP, 2)
        line = self._add(heading, words)
        line.setFlags(Qt.ItemFlag.NoItemFlags)
        return line, heading

    def add_row(self, row: QWidget, spoken: str) -> QListWidgetItem:
        """A line that can be chosen. spoken: what a screen reader says of it."""
        return self._add(row, spoken)

    def _add(self, widget: QWidget, spoken: str) -> QListWidgetItem:
        line = QListWidgetItem()
        self.addItem(line)
        line.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.setItemWidget(line, widget)
        return line

    def everything(self) -> list[QListWidgetItem]:
        """Every line, headings included."""
        return [self.item(place) for place in range(self.count())]

    def fit(self, lines: Iterable[QListWidgetItem]) -> None:
        """Give lines the height their words need in this width."""
        width = self.viewport().width() - 2 * self.spacing()
        for line in lines:
            widget = self.itemWidget(line)
            if not isinstance(widget, (Row, Label)):
                continue  # a line that is just being added
            _settle(widget)
            tall = widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
            if line.sizeHint() != QSize(px(120), tall):
                line.setSizeHint(QSize(px(120), tall))

    def step(self, by: int) -> None:
        """Choose the line so many further down among those that can be seen and chosen; the first if none is."""
        lines = [line for line in self.everything() if line.flags() and not line.isHidden()]
        current = self.currentItem()
        if lines:
            place = lines.index(current) + by if current in lines else 0
            self.setCurrentItem(lines[max(0, min(place, len(lines) - 1))])

    def go(self, by: int) -> None:
        """The same because the person wishes it: with the keyboard elsewhere, a screen reader is told what is chosen now."""
        self.step(by)
        current = self.currentItem()
        if current is not None and not self.hasFocus():
            announce(self, current.data(Qt.ItemDataRole.AccessibleTextRole))

    def order_stops(self) -> None:
        """Tab goes from the list into the chosen row, and from there on."""
        row = self._row(self.currentItem())
        if row is not None:
            for before, after in pairwise([self, *row.stops]):
                QWidget.setTabOrder(before, after)

    def sift(self) -> None:
        """Another line was chosen: whoever hides lines hides and shows them now."""

    def tell(self) -> None:
        """Another line, or none, is chosen, and stands where it will."""

    def _row(self, line: QListWidgetItem | None) -> Row | None:
        widget = self.itemWidget(line) if line is not None else None
        return widget if isinstance(widget, Row) else None

    # ------------------------------------------------------------ slots

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_current(self, current: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        top = self.visualItemRect(current).top() if current is not None and not current.isHidden() else 0
        changed = [line for line in (before, current) if line is not None]
        for line in changed:
            if (row := self._row(line)) is not None:
                row.open(line is current)
        self.sift()
        self.fit(changed)
        self.order_stops()
        if current is not None:
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            moved = self.visualItemRect(current).top() - top
            bar.setValue(bar.value() + moved)  # what was clicked stays under the pointer
            self.scrollToItem(current, QAbstractItemView.ScrollHint.EnsureVisible)
        self.tell()

    @Slot()
    def _on_selected(self) -> None:
        """A screen reader selects a line without going to it; here the two are one."""
        chosen = self.selectedItems()
        if chosen and chosen[0] is not self.currentItem():
            self.setCurrentItem(chosen[0])

    @Slot("QWidget*", "QWidget*")
    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.viewport().isAncestorOf(now):
            self.bring_into_sight(now)

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll to something in a row: a list does so for its lines only, not for what stands in them."""
        viewport = self.viewport()
        top = widget.mapTo(viewport, QPoint(0, 0)).y()
        below = top + widget.height() + GAP // 2 - viewport.height()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + min(max(below, 0), top) if below > 0 else bar.value() + min(0, top - GAP // 2))

    # ------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() or event.key() in self._page_keys:
            event.ignore()  # keys of the page, not a search in the list
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.viewport().width() != self._fitted:
            self._fitted = self.viewport().width()
            self.fit(self.everything())
            self.scheduleDelayedItemsLayout()  # else rows that stay as tall stay as wide as they were, and are cut off

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self.fit(self.everything())


def _settle(widget: QWidget) -> None:
    """Let the layouts within a widget, the innermost first, forget the heights they had before, or had without a style."""
    widget.ensurePolished()
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isHidden():
            _settle(child)
    layout = widget.layout()
    if layout is not None:
        layout.activate()
