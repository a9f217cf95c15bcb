"""Tabs as a row of words: one is pressed, its part of the page is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from mockinterview.ui.look import GAP
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.flow_row import FlowRow

_POLICIES = {True: Qt.FocusPolicy.StrongFocus, False: Qt.FocusPolicy.ClickFocus}
"""Tab leads to the one that is pressed, whoever pressed it: Qt sees to that only once one of them had the focus."""


class Segments(QWidget):
    """chosen: the index of the word that was pressed. Left and right go from one to the next.

    wraps: stand close, and in a second line where one has no room for all.
    """

    chosen = Signal(int)

    def __init__(self, words: tuple[str, ...], parent: QWidget | None = None, *, wraps: bool = False) -> None:
        super().__init__(parent)
        row = FlowRow(self, 0) if wraps else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        if isinstance(row, QHBoxLayout):
            row.setSpacing(GAP // 2)
        self._group = QButtonGroup(self)
        for index, word in enumerate(words):
            button = Button(word, look="plain")
            button.setCheckable(True)
            button.setAutoExclusive(True)  # else a screen reader calls it a check box
            button.setChecked(index == 0)
            button.setFocusPolicy(_POLICIES[index == 0])
            self._group.addButton(button, index)
            row.addWidget(button)
        if isinstance(row, QHBoxLayout):
            row.addStretch(1)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def current(self) -> int:
        """Which is pressed."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Press one."""
        focused = any(button.hasFocus() for button in self._group.buttons())
        self._group.button(index).setChecked(True)
        if focused:
            self._group.button(index).setFocus()

    def say(self, index: int, words: str, *, shown: bool = True) -> None:
        """Change the word of one, or hide it."""
        button = self._group.button(index)
        assert isinstance(button, Button)
        button.say(words)
        button.setVisible(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        shown = [index for index in range(len(self._group.buttons())) if not self._group.button(index).isHidden()]
        place = shown.index(self.current) + step if self.current in shown else 0
        target = self._group.button(shown[max(0, min(place, len(shown) - 1))])
        target.setChecked(True)
        target.setFocus()

    @Slot(int, bool)
    def _on_toggled(self, index: int, on: bool) -> None:
        self._group.button(index).setFocusPolicy(_POLICIES[on])
        if on:
            self.chosen.emit(index)
