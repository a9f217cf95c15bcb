"""The checklist: what interviewers listen for and the traps, each with its state and the words it rests on.

A list to the keyboard and to screen readers; each line is drawn by a row of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListWidgetItem,
    QWidget,
)

from mockinterview.core.filters import Filter, passing
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.rating import is_concealed
from mockinterview.core.review import Review
from mockinterview.ui.review.checklist.item_row import ItemRow
from mockinterview.ui.review.checklist.judged_words import ShownItem
from mockinterview.ui.review.wording import KINDS, state_counts
from mockinterview.ui.widgets.row_list import RowList
from mockinterview.ui.widgets.text import Label

_ID = Qt.ItemDataRole.UserRole

_PAGE_KEYS = (
    Qt.Key.Key_Space,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
)
"""Keys the list leaves to the page, besides every letter and digit."""


class Checklist(RowList):
    """item_chosen: another line was chosen ("" for none); emptied: whether the filter lets nothing through. The wishes carry ids.

    A filter never takes the chosen line away from under the hands: it goes when another is chosen.
    """

    item_chosen = Signal(str)
    evidence_requested = Signal(str, int)
    next_evidence_requested = Signal(str)
    verdict_requested = Signal(str, object)
    mark_requested = Signal(str)
    unmark_requested = Signal(str, int)
    note_written = Signal(str, str)
    emptied = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_PAGE_KEYS, parent)
        self._question: Question | None = None
        self._headings: dict[ItemKind, tuple[QListWidgetItem, Label]] = {}
        self._lines: dict[str, tuple[QListWidgetItem, ItemRow]] = {}
        self._filter: Filter | None = None
        self._passing: Mapping[Filter, tuple[str, ...]] = {}
        self._selection = self._empty = False
        self.setAccessibleName("Checklist")
        self.setAccessibleDescription("Up and Down choose an item. Enter plays its evidence.")
        self.itemActivated.connect(self._on_activated)

    # ------------------------------------------------------------ what is shown

    @property
    def item_id(self) -> str:
        """The chosen item, "" if none."""
        current = self.currentItem()
        return current.data(_ID) or "" if current is not None else ""

    @property
    def filter(self) -> Filter | None:
        """What the list is narrowed to; None for all."""
        return self._filter

    @property
    def shown_ids(self) -> list[str]:
        """The items that are there to be seen, in order."""
        return [item_id for item_id, (line, _) in self._lines.items() if not line.isHidden()]

    def show_review(self, review: Review, facts: Mapping[str, str]) -> None:
        """Show states and evidence. facts: by item id, what was measured and bears on a minefield of manner."""
        question = review.attempt.question
        if question != self._question:
            self._question = question
            self._fill(question)
        concealed = is_concealed(review)
        changed: list[QListWidgetItem] = []
        self._say_heading(review, concealed=concealed)
        for item_id, (line, row) in self._lines.items():
            if row.show_item(_shown_item(review, row.item, facts.get(item_id, ""), concealed=concealed)):
                line.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
                changed.append(line)
        self._passing = {} if concealed else passing(review)
        self.sift()
        self.fit(changed)
        if self.currentItem() in changed:
            self.order_stops()

    def show_filter(self, wish: Filter | None) -> None:
        """Narrow the list, or show all of it. Of a chosen item that is not among the narrowed, the first takes the place."""
        self._filter = wish
        ids = self._passing.get(wish, ()) if wish is not None else None
        if ids is not None and self.item_id and self.item_id not in ids:
            self.choose(ids[0] if ids else "")
        self.sift()
        if self.currentItem() is not None:
            self.executeDelayedItemsLayout()
            self.scrollToItem(self.currentItem(), QAbstractItemView.ScrollHint.EnsureVisible)

    def show_selection(self, there: bool) -> None:
        """Whether words are selected in the transcript."""
        self._selection = there
        for _, row in self._lines.values():
            row.show_selection(there)

    def choose(self, item_id: str) -> None:
        """Choose the line of an item; "" for none."""
        if item_id in self._lines:
            self.setCurrentItem(self._lines[item_id][0])
        else:
            self.setCurrentRow(-1)

    @Slot()
    def choose_next(self) -> None:
        """Choose the line after this one."""
        self.go(1)

    @Slot()
    def choose_previous(self) -> None:
        """Choose the line before this one."""
        self.go(-1)

    @Slot()
    def write_note(self) -> None:
        """Write a note on the chosen item."""
        if self.item_id:
            self.row_of(self.item_id).write_note()

    def keep_note(self) -> None:
        """What is being written is the note."""
        for _, row in self._lines.values():
            if row.note is not None:
                row.note.keep()

    def row_of(self, item_id: str) -> ItemRow:
        """The row of an item; KeyError if there is none."""
        return self._lines[item_id][1]

    @property
    def rows(self) -> list[ItemRow]:
        """All rows, in order."""
        return [row for _, row in self._lines.values()]

    # ------------------------------------------------------------ inside

    def _fill(self, question: Question) -> None:
        self.clear()
        self._headings, self._lines = {}, {}
        for kind, title in KINDS.items():
            items = question.of_kind(kind)
            if not items:
                continue
            self._headings[kind] = self.add_heading(title, "small")
            for item in items:
                self._add_line(item)
        self.fit(self.everything())

    def _add_line(self, item: ChecklistItem) -> None:
        row = ItemRow(item)
        row.show_selection(self._selection)
        row.evidence_pressed.connect(self._on_evidence)
        row.evidence_removed.connect(self.unmark_requested)
        row.verdict_chosen.connect(self.verdict_requested)
        row.mark_pressed.connect(self.mark_requested)
        row.note_written.connect(self.note_written)
        row.note_closed.connect(self.setFocus)
        row.resized.connect(self._on_resized)
        line = self.add_row(row, row.spoken)
        line.setData(_ID, item.id)
        self._lines[item.id] = (line, row)

    def _say_heading(self, review: Review, *, concealed: bool) -> None:
        if ItemKind.MINEFIELD in self._headings:
            place, heading = self._headings[ItemKind.MINEFIELD]
            counted = "" if concealed else state_counts(review.counts((ItemKind.MINEFIELD,)))
            title = KINDS[ItemKind.MINEFIELD]
            heading.setText(f"{title}: {counted}" if counted else title)
            place.setData(Qt.ItemDataRole.AccessibleTextRole, heading.text())

    def sift(self) -> None:
        """Show what the filter lets through, the chosen line, and the headings of both."""
        wish = self._filter
        let = set(self._passing.get(wish, ())) | {self.item_id} if wish is not None else self._lines.keys()
        kinds = set()
        for item_id, (line, row) in self._lines.items():
            if line.isHidden() is (item_id in let):
                line.setHidden(item_id not in let)
            if item_id in let:
                kinds.add(row.item.kind)
        for kind, (place, _) in self._headings.items():
            if place.isHidden() is (kind in kinds):
                place.setHidden(kind not in kinds)
        if self._empty is bool(kinds):
            self._empty = not kinds
            self.emptied.emit(self._empty)

    def tell(self) -> None:
        self.item_chosen.emit(self.item_id)

    # ------------------------------------------------------------ slots

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        self.next_evidence_requested.emit(item.data(_ID) or "")

    @Slot(str, int)
    def _on_evidence(self, item_id: str, which: int) -> None:
        self.choose(item_id)
        self.evidence_requested.emit(item_id, which)

    @Slot(str)
    def _on_resized(self, item_id: str) -> None:
        if item_id in self._lines:
            line = self._lines[item_id][0]
            self.fit([line])
            self.order_stops()
            self.executeDelayedItemsLayout()
            self._on_focus(None, QApplication.focusWidget())

    # ------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.item_id:
                self.next_evidence_requested.emit(self.item_id)
        else:
            super().keyPressEvent(event)


def _shown_item(review: Review, item: ChecklistItem, facts: str, *, concealed: bool) -> ShownItem:
    line = review.line(item.id)
    return ShownItem(
        review.verdict(item.id),
        line.reason if line is not None else "",
        review.evidence(item.id),
        review.opinion.notes.get(item.id, ""),
        facts if item.minefield is MinefieldKind.MANNER else "",
        concealed,
    )
