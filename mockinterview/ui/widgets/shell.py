"""What stands in the window on every page: the sidebar, the page beside it, and under that the quiet line."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.ui.widgets.quiet_line import QuietLine
from mockinterview.ui.widgets.sidebar import Sidebar
from mockinterview.ui.widgets.stack import Stack


class Shell(QWidget):
    """entries: those of the sidebar. `stack` holds the pages."""

    def __init__(self, entries: tuple[tuple[str, str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sidebar = Sidebar(entries)
        self.stack = Stack()
        self.quiet_line = QuietLine()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.quiet_line)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
