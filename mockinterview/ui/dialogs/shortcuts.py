"""Every key at a glance, made from the table of commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.ui.commands import COMMANDS, Place
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Column
from mockinterview.ui.widgets.text import Label

_LEFT = (Place.EVERYWHERE, Place.QUESTIONS, Place.HISTORY, Place.BIN)
_RIGHT = (Place.REHEARSE, Place.REVIEW, Place.COMPARING, Place.WRITING, Place.EDITING)


class ShortcutSheet(QDialog):
    """Two columns: one heading a place, one line a command, its keys as caps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        self.resize(px(960), px(680))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, MARGIN, 0, 2 * GAP)
        title = Label("Keyboard shortcuts", "title")
        title.setContentsMargins(MARGIN, 0, MARGIN, 0)
        outer.addWidget(title)
        column = Column(940)
        sides = QHBoxLayout()
        sides.setSpacing(2 * MARGIN)
        for places in (_LEFT, _RIGHT):
            side = QVBoxLayout()
            side.setSpacing(GAP)
            for place in places:
                side.addWidget(Label(place.value, "heading"))
                side.addLayout(_lines(place))
                side.addSpacing(GAP)
            side.addStretch(1)
            sides.addLayout(side, 1)
        column.body.addLayout(sides)
        outer.addWidget(column, 1)
        close = Button("Close", look="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.addStretch(1)
        row.addWidget(close)
        outer.addLayout(row)


def _lines(place: Place) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(GAP // 2)
    grid.setColumnStretch(0, 1)
    commands = [command for command in COMMANDS.values() if command.place is place]
    for line, command in enumerate(commands):
        grid.addWidget(Label(command.words, wrap=False), line, 0)
        caps = QHBoxLayout()
        caps.setSpacing(GAP // 2)
        caps.addStretch(1)
        for key in [key for key in command.keys if not key.endswith("Enter")]:
            caps.addWidget(Label(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText), "key", wrap=False))
        grid.addLayout(caps, line, 1)
    return grid
