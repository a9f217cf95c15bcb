"""The timing facts in one row: name, value, and on hover what was measured. They tell; they do not judge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.measures import Fact
from mockinterview.ui.look import MARGIN
from mockinterview.ui.widgets.text import OneLine


class FactCell(QWidget):
    """One fact, its value above its name; its definition is its tool tip and its accessible description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = OneLine("", "strong")
        self._name = OneLine("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._value)
        column.addWidget(self._name)

    def show_fact(self, fact: Fact) -> None:
        """Show another fact."""
        self._value.setText(fact.short)
        self._name.setText(fact.name)
        self.setToolTip(f"{fact.name}: {fact.value}\n{fact.told}")
        self.setAccessibleName(f"{fact.name}: {fact.value}")
        self.setAccessibleDescription(fact.told)

    @property
    def text(self) -> str:
        """Name and value."""
        return self.accessibleName()


class FactsBar(QWidget):
    """As many cells as there are facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: list[FactCell] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(MARGIN)
        self._row.addStretch(1)
        self.setAccessibleName("Timing facts")

    def show_facts(self, found: Sequence[Fact]) -> None:
        """Show these facts and no others."""
        while len(self._cells) < len(found):
            cell = FactCell(self)
            self._row.insertWidget(len(self._cells), cell, 0, Qt.AlignmentFlag.AlignLeft)
            self._cells.append(cell)
        for number, cell in enumerate(self._cells):
            cell.setVisible(number < len(found))
            if number < len(found):
                cell.show_fact(found[number])

    @property
    def texts(self) -> list[str]:
        """What is shown."""
        return [cell.text for cell in self._cells if not cell.isHidden()]
