"""Takes that could not be brought back, each with why; nothing of them is changed, and they can be tried again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.recovery import StuckTake
from mockinterview.ui.look import GAP
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Card, Glyph
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import count_words, day_words, minutes

_MOST_SHOWN = 3
"""So many are told one by one; a card must leave room for the list under it."""


class StuckTakes(Card):
    """Hidden until there are some. retry_requested: try all of them again."""

    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("trouble", margin=GAP + GAP // 2, parent=parent)
        self._title = Label("", "strong")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GAP // 2)
        self._told: list[Label] = []
        self.retry = Button("Try again", "retake")
        column = QVBoxLayout()
        column.setSpacing(GAP // 2)
        column.addWidget(self._title)
        column.addLayout(self._lines)
        row = QHBoxLayout()
        row.setSpacing(GAP + GAP // 2)
        row.addWidget(Glyph("warning", 20, "warning"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.retry.clicked.connect(self.retry_requested)
        self.hide()

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join([self._title.text(), *(label.text() for label in self._told)])

    def show_takes(self, stuck: Sequence[StuckTake]) -> None:
        """Tell of these; hidden if there are none."""
        for label in self._told:
            self._lines.removeWidget(label)
            label.deleteLater()
        count = count_words(len(stuck), "recording")
        self._title.setText(f"{count} could not be brought back yet. The sound is untouched on the disk.")
        lines = [_told(one) for one in stuck[:_MOST_SHOWN]]
        if len(stuck) > _MOST_SHOWN:
            lines.append(f"and {len(stuck) - _MOST_SHOWN} more")
        self._told = [Label(line) for line in lines]
        for label in self._told:
            self._lines.addWidget(label)
        self.setAccessibleName(self.text)
        self.setVisible(bool(stuck))


def _told(one: StuckTake) -> str:
    at = one.take.started_at.astimezone()
    when = f"{day_words(one.take.started_at, datetime.now(UTC))}, {at.hour:02d}:{at.minute:02d}"
    length = f"{minutes(one.take.duration_ms)} min" if one.take.duration_ms else "length not known"
    return f"{one.take.label.question.text} ({when}, {length}): {one.problem.sentence}"
