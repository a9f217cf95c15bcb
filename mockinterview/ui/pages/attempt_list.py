"""The list of attempts in the history and the bin: several can be chosen, and what is chosen outlives a change of the list.

Above it stands how many they are; where there are none, something else stands in its place.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListView, QMenu, QWidget

from mockinterview.core.attempt import Attempt
from mockinterview.flow.house import House
from mockinterview.settings import Settings
from mockinterview.ui.commands import COMMANDS
from mockinterview.ui.look import GAP
from mockinterview.ui.models.attempts import AttemptModel, Entry
from mockinterview.ui.widgets.panels import Card, EmptyState
from mockinterview.ui.widgets.rows import RowDelegate
from mockinterview.ui.widgets.stack import Stack
from mockinterview.ui.widgets.text import Label


class AttemptList(QListView):
    """choice_changed: other attempts are chosen. deed_wished: the id of a command, from the menu of the list."""

    choice_changed = Signal()
    deed_wished = Signal(str)

    def __init__(
        self, house: House, settings: Settings, name: str, deeds: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.entries = AttemptModel(house, settings, self)
        self.setModel(self.entries)
        self.setItemDelegate(RowDelegate(1, self, self.entries.shape_of))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(name)
        self._menu = QMenu(self)
        for deed in deeds:
            self._menu.addAction(COMMANDS[deed].words).setData(deed)
        self._menu.triggered.connect(self._on_menu_chosen)
        self.entries.restated.connect(self._on_restated)
        self.customContextMenuRequested.connect(self._on_menu_wished)
        self.selectionModel().selectionChanged.connect(self.choice_changed)

    @property
    def current(self) -> Attempt | None:
        """The attempt the keyboard is at."""
        return self.entries.attempt(self.currentIndex().row())

    @property
    def chosen(self) -> list[Attempt]:
        """The chosen attempts, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [attempt for attempt in map(self.entries.attempt, rows) if attempt is not None]

    def show_entries(
        self, entries: Sequence[Entry], badged: Collection[str] = (), choose: Collection[str] = ()
    ) -> None:
        """Show these. What was chosen stays so, unless others are given to be chosen; what is gone hands on to its neighbour."""
        row = self.currentIndex().row()
        wanted = list(choose) or [attempt.id for attempt in self.chosen]
        self.entries.show_entries(entries, badged)
        if entries:
            rows = sorted(row for row in map(self.entries.row_of, wanted) if row >= 0)
            self._choose(rows or [min(max(row, 0), len(entries) - 1)])
        self.choice_changed.emit()

    def _choose(self, rows: Sequence[int]) -> None:
        self.setCurrentIndex(self.entries.index(rows[0]))
        chosen = QItemSelection()
        first = rows[0]
        for row, following in zip(rows, [*rows[1:], -1], strict=True):
            if following != row + 1:
                chosen.append(QItemSelectionRange(self.entries.index(first), self.entries.index(row)))
                first = following
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @Slot(QModelIndex)
    def _on_restated(self, index: QModelIndex) -> None:
        self.update(index)

    @Slot(QPoint)
    def _on_menu_wished(self, place: QPoint) -> None:
        if self.indexAt(place).isValid():
            self._menu.popup(self.viewport().mapToGlobal(place))

    @Slot(QAction)
    def _on_menu_chosen(self, action: QAction) -> None:
        self.deed_wished.emit(str(action.data()))


class AttemptCard(Stack):
    """A list of attempts under their number, or what stands there where there are none."""

    def __init__(self, listed: AttemptList, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listed = listed
        self._empty = empty
        self._filled = Card(margin=GAP)
        self.number = Label("", "small", wrap=False)
        self.number.setContentsMargins(GAP // 2, GAP // 2, GAP, 0)
        self._filled.body.setSpacing(GAP // 2)
        self._filled.body.addWidget(self.number)
        self._filled.body.addWidget(listed)
        self.addWidget(self._filled)
        self.addWidget(empty)

    def say_count(self, words: str) -> None:
        """What is listed, in words; if several are chosen, it is said how many."""
        chosen = len(self._listed.chosen)
        self.number.setText(f"{words} · {chosen} chosen" if chosen > 1 else words)

    def show_one(self, *, filled: bool) -> None:
        """Show the list, or what stands in its place."""
        self.setCurrentWidget(self._filled if filled else self._empty)
