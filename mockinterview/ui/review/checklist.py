"""The checklist: what interviewers listen for and the traps, each with its state and the words it rests on.

A list to the keyboard and to screen readers; each line is drawn by a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mockinterview.core.question import ItemKind, Question
from mockinterview.core.review import Review
from mockinterview.ui.look import GAP, RADIUS, px, theme_of
from mockinterview.ui.review.item_row import ItemRow
from mockinterview.ui.review.wording import KINDS, state_counts
from mockinterview.ui.widgets.text import Label

_ID = Qt.ItemDataRole.UserRole


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


class Checklist(QListWidget):
    """item_chosen: another line was chosen ("" for none). The wishes carry the item's id."""

    item_chosen = Signal(str)
    evidence_requested = Signal(str, int)
    next_evidence_requested = Signal(str)
    verdict_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self._headings: dict[ItemKind, Label] = {}
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setSpacing(1)
        self.setItemDelegate(_Ground(self))
        self.setMouseTracking(True)
        self.setAccessibleName("Checklist")
        self.setAccessibleDescription("Up and Down choose an item. Enter plays its evidence. V turns the verdict over.")
        self.currentItemChanged.connect(self._on_current)
        self.itemActivated.connect(self._on_activated)

    # ------------------------------------------------------------ what is shown

    @property
    def item_id(self) -> str:
        """The chosen item, "" if none."""
        current = self.currentItem()
        return current.data(_ID) or "" if current is not None else ""

    def show_review(self, review: Review, facts: str) -> None:
        """Show states and evidence. facts: the delivery in one line, for minefields of manner."""
        question = review.attempt.question
        if question != self._question:
            self._question = question
            self._fill(question)
        if ItemKind.MINEFIELD in self._headings:
            counted = state_counts(review.counts((ItemKind.MINEFIELD,)))
            title = KINDS[ItemKind.MINEFIELD]
            self._headings[ItemKind.MINEFIELD].setText(f"{title}: {counted}" if counted else title)
        for item, row in self._rows():
            row.show_line(review.line(row.item.id), review.verdict(row.item.id), facts)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
        self._fit()

    def choose(self, item_id: str) -> None:
        """Choose the line of an item; "" for none."""
        for item, row in self._rows():
            if row.item.id == item_id:
                self.setCurrentItem(item)
                return
        self.setCurrentRow(-1)

    @Slot()
    def choose_next(self) -> None:
        """Choose the line after this one."""
        self._step(1)

    @Slot()
    def choose_previous(self) -> None:
        """Choose the line before this one."""
        self._step(-1)

    def _step(self, by: int) -> None:
        lines = [item for item, _ in self._rows()]
        current = self.currentItem()
        if lines:
            place = lines.index(current) + by if current in lines else 0
            self.setCurrentItem(lines[max(0, min(place, len(lines) - 1))])

    def row_of(self, item_id: str) -> ItemRow:
        """The row of an item; KeyError if there is none."""
        for _, row in self._rows():
            if row.item.id == item_id:
                return row
        raise KeyError(item_id)

    # ------------------------------------------------------------ inside

    def _rows(self) -> Iterator[tuple[QListWidgetItem, ItemRow]]:
        for place in range(self.count()):
            item = self.item(place)
            widget = self.itemWidget(item)
            if isinstance(widget, ItemRow):
                yield item, widget

    def _fill(self, question: Question) -> None:
        self.clear()
        self._headings = {}
        for kind, title in KINDS.items():
            items = question.of_kind(kind)
            if not items:
                continue
            heading = Label(title, "small", wrap=False)
            heading.setContentsMargins(GAP + 4, GAP // 2 if self.count() == 0 else 2 * GAP, GAP, 2)
            place = QListWidgetItem()
            self.addItem(place)
            place.setFlags(Qt.ItemFlag.NoItemFlags)
            place.setData(Qt.ItemDataRole.AccessibleTextRole, title)
            self.setItemWidget(place, heading)
            self._headings[kind] = heading
            for item in items:
                row = ItemRow(item)
                row.evidence_pressed.connect(self._on_evidence)
                row.verdict_chosen.connect(self.verdict_requested)
                line = QListWidgetItem()
                self.addItem(line)
                line.setData(_ID, item.id)
                self.setItemWidget(line, row)

    def _fit(self) -> None:
        """Give every line the height its words need in this width."""
        width = self.viewport().width() - 2 * self.spacing()
        for place in range(self.count()):
            item = self.item(place)
            widget = self.itemWidget(item)
            if not isinstance(widget, (ItemRow, Label)):
                continue  # a line that is just being added
            layout = widget.layout()
            if layout is not None:
                layout.activate()  # else the layouts within it still hold the heights they had before
            tall = widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
            if item.sizeHint() != QSize(px(120), tall):
                item.setSizeHint(QSize(px(120), tall))

    def _order_stops(self) -> None:
        """Tab goes from the list into the chosen row, and from there on."""
        row = self.itemWidget(self.currentItem()) if self.currentItem() is not None else None
        if isinstance(row, ItemRow):
            for before, after in pairwise([self, *row.stops]):
                QWidget.setTabOrder(before, after)

    # ------------------------------------------------------------ slots

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_current(self, current: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        top = self.visualItemRect(current).top() if current is not None else 0
        for item in (before, current):
            row = self.itemWidget(item) if item is not None else None
            if isinstance(row, ItemRow):
                row.open(item is current)
        self._fit()
        self._order_stops()
        if current is not None:
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(
                bar.value() + self.visualItemRect(current).top() - top
            )  # what was clicked stays under the pointer
            self.scrollToItem(current, QAbstractItemView.ScrollHint.EnsureVisible)
        self.item_chosen.emit(self.item_id)

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        self.next_evidence_requested.emit(item.data(_ID) or "")

    @Slot(str, int)
    def _on_evidence(self, item_id: str, which: int) -> None:
        self.choose(item_id)
        self.evidence_requested.emit(item_id, which)

    # ------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.item_id:
                self.next_evidence_requested.emit(self.item_id)
        elif event.text().strip() or event.key() in (
            Qt.Key.Key_Space,
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
            Qt.Key.Key_Backspace,
        ):
            event.ignore()  # keys of the page, not a search in the list
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self._fit()
