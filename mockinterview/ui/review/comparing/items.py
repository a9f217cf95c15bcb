"""The items of two takes as a list: gained and lost first, then the rest; a list to the keyboard and to screen readers."""

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

from mockinterview.core.comparison import Comparison, ItemComparison
from mockinterview.ui.look import GAP, RADIUS, px, theme_of
from mockinterview.ui.review.comparing.row import ComparisonRow
from mockinterview.ui.review.comparing.wording import HEADINGS, spoken, why
from mockinterview.ui.widgets.text import Label


class _Ground(QStyledItemDelegate):
    """Paints what lies behind a row; the row itself is a widget above it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if not chosen and not state & QStyle.StateFlag.State_MouseOver:
            return
        theme = theme_of(option.palette)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(theme.colour("focus"), 1.5) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(box, RADIUS - 2, RADIUS - 2)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left() + 2, box.top() + GAP, 3, box.height() - 2 * GAP), 1.5, 1.5)
        painter.restore()


class ComparedItems(QListWidget):
    """item_chosen: another row, or none, was chosen. evidence_pressed: of the chosen item, the side and which piece to play."""

    item_chosen = Signal()
    evidence_pressed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[ItemComparison, str], ...] = ()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setSpacing(1)
        self.setItemDelegate(_Ground(self))
        self.setMouseTracking(True)
        self.setAccessibleName("Items of both takes")
        self.setAccessibleDescription(
            "Up and Down choose an item, Enter plays its evidence, first of the left take, then of the right one."
        )
        self.currentItemChanged.connect(self._on_current)

    @property
    def chosen(self) -> ItemComparison | None:
        """The chosen item."""
        row = self._row(self.currentItem())
        return row.compared if row is not None else None

    def show_comparison(self, comparison: Comparison) -> None:
        """Show what came of every item. The item that was chosen stays so, wherever it stands now."""
        shown = tuple((one, why(one, comparison)) for outcome in HEADINGS for one in comparison.of(outcome))
        if shown == self._shown:
            return
        self._shown = shown
        before, scrolled = self.chosen, self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        heading = ""
        takes = comparison.first.attempt.take, comparison.second.attempt.take
        for number, (compared, words) in enumerate(shown):
            if HEADINGS[compared.outcome] != heading:
                heading = HEADINGS[compared.outcome]
                self._add_heading(f"{heading}: {len(comparison.of(compared.outcome))}")
            self._add_row(ComparisonRow(number, compared, takes, words), spoken(compared, comparison))
        self.blockSignals(False)
        self._fit()
        self.choose(before.item.id if before is not None else "")
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(scrolled)

    def choose(self, item_id: str) -> None:
        """Choose the row of an item; "" for none."""
        for item, row in self._rows():
            if row.compared.item.id == item_id:
                self.setCurrentItem(item)
                return
        self.setCurrentRow(-1)

    def choose_first(self) -> None:
        """Choose the row at the top."""
        self.setCurrentRow(-1)
        self._step(1)

    @Slot()
    def choose_next(self) -> None:
        """Choose the row after this one."""
        self._step(1)

    @Slot()
    def choose_previous(self) -> None:
        """Choose the row before this one."""
        self._step(-1)

    def rows(self) -> list[ComparisonRow]:
        """Every row, from top to bottom."""
        return [row for _, row in self._rows()]

    # ------------------------------------------------------------ inside

    def _step(self, by: int) -> None:
        items = [item for item, _ in self._rows()]
        current = self.currentItem()
        if items:
            place = items.index(current) + by if current in items else 0
            self.setCurrentItem(items[max(0, min(place, len(items) - 1))])

    def _rows(self) -> Iterator[tuple[QListWidgetItem, ComparisonRow]]:
        for place in range(self.count()):
            row = self._row(self.item(place))
            if row is not None:
                yield self.item(place), row

    def _row(self, item: QListWidgetItem | None) -> ComparisonRow | None:
        widget = self.itemWidget(item) if item is not None else None
        return widget if isinstance(widget, ComparisonRow) else None

    def _add_heading(self, words: str) -> None:
        heading = Label(words, "heading", wrap=False)
        heading.setContentsMargins(GAP + 4, GAP // 2 if self.count() == 0 else 2 * GAP, GAP, 2)
        place = QListWidgetItem()
        self.addItem(place)
        place.setFlags(Qt.ItemFlag.NoItemFlags)
        place.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.setItemWidget(place, heading)

    def _add_row(self, row: ComparisonRow, words: str) -> None:
        row.evidence_pressed.connect(self._on_evidence)
        item = QListWidgetItem()
        self.addItem(item)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.setItemWidget(item, row)

    def _fit(self) -> None:
        """Give every row the height its words need in this width."""
        width = self.viewport().width() - 2 * self.spacing()
        for place in range(self.count()):
            item = self.item(place)
            widget = self.itemWidget(item)
            if not isinstance(widget, (ComparisonRow, Label)):
                continue  # a line that is just being added
            layout = widget.layout()
            if layout is not None:
                layout.activate()
            tall = widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
            if item.sizeHint() != QSize(px(120), tall):
                item.setSizeHint(QSize(px(120), tall))

    # ------------------------------------------------------------ slots

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_current(self, current: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        for item in (before, current):
            row = self._row(item)
            if row is not None:
                row.open(item is current)
        self._fit()
        chosen = self._row(current)
        if chosen is not None and current is not None:
            for one, after in pairwise([self, *chosen.stops]):
                QWidget.setTabOrder(one, after)
            self.executeDelayedItemsLayout()
            self.scrollToItem(current, QAbstractItemView.ScrollHint.EnsureVisible)
        self.item_chosen.emit()

    @Slot(int, int, int)
    def _on_evidence(self, number: int, side: int, which: int) -> None:
        for item, row in self._rows():
            if row.number == number:
                self.setCurrentItem(item)
        self.evidence_pressed.emit(side, which)

    # ------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page_keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right)
        if event.text().strip() or event.key() in page_keys:
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
