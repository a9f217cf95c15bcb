"""A click chooses an item; one more click on it is a wish to hear it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QListWidgetItem

from mockinterview.ui.review.checklist.checklist import Checklist


class SecondClick(QObject):
    """Watches a checklist. made: the id of the item that was chosen before it was clicked.

    Where a click has been a wish already, a double click that follows is no second one.
    """

    made = Signal(str)

    def __init__(self, checklist: Checklist) -> None:
        super().__init__(checklist)
        self._checklist = checklist
        self._before = ""
        self._wished = False
        checklist.viewport().installEventFilter(self)
        checklist.itemClicked.connect(self._on_clicked)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._before, self._wished = self._checklist.item_id, False
        return event.type() == QEvent.Type.MouseButtonDblClick and self._wished

    @Slot(QListWidgetItem)
    def _on_clicked(self, _line: QListWidgetItem) -> None:
        if self._before and self._checklist.item_id == self._before:
            self._wished = True
            self.made.emit(self._before)
