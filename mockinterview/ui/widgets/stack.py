"""Widgets of which one is seen, as in a QStackedWidget: but a screen reader does not say "layered pane" at every step into it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout, QWidget


class Stack(QWidget):
    """Shows one of its widgets, at first the one that was added first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = QStackedLayout(self)

    def addWidget(self, widget: QWidget) -> int:
        """One more; its place."""
        return self._shown.addWidget(widget)

    def currentWidget(self) -> QWidget | None:
        """The one that is seen."""
        return self._shown.currentWidget()

    @Slot(int)
    def setCurrentIndex(self, place: int) -> None:
        """See the one at a place."""
        self._shown.setCurrentIndex(place)

    def setCurrentWidget(self, widget: QWidget) -> None:
        """See another."""
        self._shown.setCurrentWidget(widget)
