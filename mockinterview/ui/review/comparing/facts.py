"""The delivery of two takes as a table: each fact of both and the difference with its sign. Neither is called the better one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from mockinterview.core.comparison import Comparison
from mockinterview.core.measures import Shown
from mockinterview.ui.look import GAP
from mockinterview.ui.review.comparing.wording import delta_words, fact_words, value_words
from mockinterview.ui.widgets.panels import Column
from mockinterview.ui.widgets.text import Label, Rule

_WIDTH = 760


class ComparedDelivery(Column):
    """One line a fact; its definition is the line's tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, margin=GAP, centred=False, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Delivery of both takes")
        self._table: QWidget | None = None
        self._lines: list[str] = []
        self.body.addStretch(1)

    @property
    def lines(self) -> list[str]:
        """What is shown, a line a fact."""
        return self._lines

    def show_comparison(self, comparison: Comparison, shown: Shown) -> None:
        """Show the facts of both that the person wants to see."""
        takes = [f"Take {one.attempt.take}" for one in (comparison.first, comparison.second)]
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(GAP // 2, GAP // 2, GAP // 2, GAP // 2)
        grid.setHorizontalSpacing(3 * GAP)
        grid.setVerticalSpacing(GAP + GAP // 2)
        for place, words in enumerate(("", *takes, "Difference")):
            grid.addWidget(Label(words, "small", wrap=False), 0, place)
            grid.setColumnStretch(place, 1)
        grid.addWidget(Rule(), 1, 0, 1, 4)
        self._lines = []
        for fact in comparison.delivery:
            if not shown.shows(fact.aspect):
                continue
            name, definition = fact_words(fact)
            values = value_words(fact, fact.first), value_words(fact, fact.second)
            told, line = delta_words(fact), grid.rowCount()
            self._lines.append(f"{name}: {values[0]}, {values[1]}, {told or 'no difference known'}")
            for place, words in enumerate((name, *values, told or "–")):
                label = Label(words, ("strong", "", "", "")[place])
                label.setToolTip(f"{name}\n{definition}")
                label.setAccessibleName(self._lines[-1] if place == 0 else words)
                label.setAccessibleDescription(definition)
                grid.addWidget(label, line, place)
                grid.setAlignment(label, Qt.AlignmentFlag.AlignTop)
        if self._table is not None:
            self._table.setParent(None)
            self._table.deleteLater()
        self._table = table
        self.body.insertWidget(0, table)
        self.setAccessibleDescription(". ".join(self._lines))
