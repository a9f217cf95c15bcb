"""Earlier takes as chips, the newest last; each opens its review."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from mockinterview.ui.look import GAP
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import minutes

MOST = 6
"""More would not fit beside each other; the rest is in the history."""


class TakesRow(QWidget):
    """chosen: the id of the attempt whose chip was pressed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP // 2)
        self._row.addWidget(Label("Earlier takes", "small", wrap=False))
        self._group = QButtonGroup(self)
        self._ids: list[str] = []
        self._away = False
        self._group.idClicked.connect(self._on_clicked)

    def show_takes(self, takes: Sequence[tuple[str, int, int]]) -> None:
        """Show (attempt id, take number, length in ms), given newest first."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.setParent(None)
            button.deleteLater()
        shown = list(reversed(takes[:MOST]))
        self._ids = [take[0] for take in shown]
        for index, (_, number, length_ms) in enumerate(shown):
            chip = Button(f"{number} ({minutes(length_ms)})", "", "chip")
            chip.setAccessibleName(f"Take {number}, {minutes(length_ms)}")
            chip.setToolTip("Open its review")
            self._group.addButton(chip, index)
            self._row.addWidget(chip)
        self._show_or_hide()

    def make_room(self, *, wanted: bool) -> None:
        """Stay away while the page is too low."""
        self._away = wanted
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.setVisible(bool(self._ids) and not self._away)

    @Slot(int)
    def _on_clicked(self, index: int) -> None:
        self.chosen.emit(self._ids[index])
