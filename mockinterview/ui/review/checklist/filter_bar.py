"""Chips above the checklist that narrow it: what is missing, what is not sure, where person and program differ. No score."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from mockinterview.core.filters import Filter
from mockinterview.ui.commands import COMMANDS, tip
from mockinterview.ui.review.checklist.judged_words import FILTERS
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.flow_row import FlowRow


class FilterBar(QFrame):
    """chosen: a Filter, or None for all. Pressing the chip that is pressed lets everything through again.

    A chip that would let nothing through is not there, unless it is pressed.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wish: Filter | None = None
        self._counts: Mapping[Filter, int] = {}
        self._chips: dict[Filter, Button] = {}
        row = FlowRow(self)
        for wish in Filter:
            chip = Button(FILTERS[wish], "", "chip")
            chip.setCheckable(True)
            chip.setProperty("filter", wish.value)
            command = COMMANDS[f"show_{wish.value}"]
            tip(chip, f"{command.words} ({{}})", command.id)
            chip.clicked.connect(self._on_clicked)
            self._chips[wish] = chip
            row.addWidget(chip)
        self.setAccessibleName("Narrow the checklist")

    @property
    def wish(self) -> Filter | None:
        """What is pressed."""
        return self._wish

    @property
    def texts(self) -> list[str]:
        """What the chips say that are there."""
        return [chip.text() for chip in self._chips.values() if not chip.isHidden()]

    def chip(self, wish: Filter) -> Button:
        """The chip of a filter."""
        return self._chips[wish]

    def show_counts(self, counts: Mapping[Filter, int]) -> None:
        """How many items each would let through; none of them is there before anything is judged."""
        self._counts = counts
        self._arrange()

    def choose(self, wish: Filter | None) -> None:
        """Press a chip, or none."""
        if wish is not self._wish:
            self._wish = wish
            self._arrange()
            self.chosen.emit(wish)

    def toggle(self, wish: Filter) -> None:
        """Press a chip, or let it go; nothing happens where it is not there."""
        if wish is self._wish or self._counts.get(wish):
            self.choose(None if wish is self._wish else wish)

    def _arrange(self) -> None:
        for wish, chip in self._chips.items():
            count = self._counts.get(wish, 0)
            chip.say(f"{FILTERS[wish]} {count}")
            chip.setChecked(wish is self._wish)
            chip.setVisible(bool(count) or wish is self._wish)
        self.setVisible(any(not chip.isHidden() for chip in self._chips.values()))
        self.updateGeometry()

    @Slot()
    def _on_clicked(self) -> None:
        wish = Filter(self.sender().property("filter"))
        self.choose(None if wish is self._wish else wish)
