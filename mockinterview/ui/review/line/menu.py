"""What can be done at a place of the time line, as a menu."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from mockinterview.core.opinion import Bookmark
from mockinterview.ui.commands import line_words
from mockinterview.ui.widgets.times import minutes


class PlaceMenu(QMenu):
    """Bookmarks, the loop, zoom, rows. The wishes about bookmarks carry the time they are, or will be, kept under."""

    bookmark_wished = Signal(int)
    naming_wished = Signal(int)
    dropping_wished = Signal(int)
    no_loop_wished = Signal()
    whole_wished = Signal()
    items_wished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._at_ms = 0
        self.bookmark = self._add("", self._on_bookmark)
        self.naming = self._add("Name the bookmark…", self._on_naming)
        self.dropping = self._add("Remove the bookmark", self._on_dropping)
        self.no_loop = self._add("Stop looping", self.no_loop_wished)
        self.addSeparator()
        self.whole = self._add("", self.whole_wished)
        self.items = self._add("", self.items_wished)

    def _add(self, words: str, slot: object) -> QAction:
        action = self.addAction(words)
        action.triggered.connect(slot)
        return action

    def offer(self, at_ms: int, bookmark: Bookmark | None, *, looped: bool, whole: bool) -> None:
        """Get ready for a place."""
        self._at_ms = at_ms if bookmark is None else bookmark.at_ms
        self.bookmark.setText(f"Bookmark {minutes(at_ms)}")
        self.bookmark.setVisible(bookmark is None)
        self.naming.setVisible(bookmark is not None)
        self.dropping.setVisible(bookmark is not None)
        self.no_loop.setVisible(looped)
        self.whole.setEnabled(not whole)
        self.whole.setText(line_words("zoom_fit", "The whole take"))
        self.items.setText(line_words("show_items", "A row for each item, or one for all"))

    @Slot()
    def _on_bookmark(self) -> None:
        self.bookmark_wished.emit(self._at_ms)

    @Slot()
    def _on_naming(self) -> None:
        self.naming_wished.emit(self._at_ms)

    @Slot()
    def _on_dropping(self) -> None:
        self.dropping_wished.emit(self._at_ms)
