"""The items of two takes as a list: gained and lost first, then the rest; a list to the keyboard and to screen readers."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QListWidgetItem,
    QWidget,
)

from mockinterview.core.comparison import Comparison, ItemComparison
from mockinterview.ui.review.comparing.row import ComparisonRow
from mockinterview.ui.review.comparing.wording import HEADINGS, spoken, why
from mockinterview.ui.widgets.row_list import RowList

_PAGE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right)


class ComparedItems(RowList):
    """item_chosen: another row, or none, was chosen. evidence_pressed: of the chosen item, the side and which piece to play."""

    item_chosen = Signal()
    evidence_pressed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_PAGE_KEYS, parent)
        self._shown: tuple[tuple[ItemComparison, str], ...] = ()
        self.setAccessibleName("Items of both takes")
        self.setAccessibleDescription(
            "Up and Down choose an item, Enter plays its evidence, first of the left take, then of the right one."
        )

    @property
    def chosen(self) -> ItemComparison | None:
        """The chosen item."""
        row = self.itemWidget(self.currentItem()) if self.currentItem() is not None else None
        return row.compared if isinstance(row, ComparisonRow) else None

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
                self.add_heading(f"{heading}: {len(comparison.of(compared.outcome))}", "heading")
            row = ComparisonRow(number, compared, takes, words)
            row.evidence_pressed.connect(self._on_evidence)
            self.add_row(row, spoken(compared, comparison))
        self.blockSignals(False)
        self.fit(self.everything())
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
        self.step(1)

    @Slot()
    def choose_next(self) -> None:
        """Choose the row after this one."""
        self.go(1)

    @Slot()
    def choose_previous(self) -> None:
        """Choose the row before this one."""
        self.go(-1)

    def rows(self) -> list[ComparisonRow]:
        """Every row, from top to bottom."""
        return [row for _, row in self._rows()]

    # ------------------------------------------------------------ inside

    def _rows(self) -> Iterator[tuple[QListWidgetItem, ComparisonRow]]:
        for line in self.everything():
            row = self.itemWidget(line)
            if isinstance(row, ComparisonRow):
                yield line, row

    def tell(self) -> None:
        self.item_chosen.emit()

    # ------------------------------------------------------------ slots

    @Slot(int, int, int)
    def _on_evidence(self, number: int, side: int, which: int) -> None:
        for item, row in self._rows():
            if row.number == number:
                self.setCurrentItem(item)
        self.evidence_pressed.emit(side, which)
