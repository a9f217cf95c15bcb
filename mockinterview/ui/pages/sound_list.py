"""What has happened to the sound so far, in a list, for whoever wants to know while they speak."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mockinterview.core import sound_notes
from mockinterview.core.attempt import TakeMark
from mockinterview.ui.look import GAP
from mockinterview.ui.look.marks import mark_look
from mockinterview.ui.widgets.panels import Card, Glyph
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import minutes


class SoundList(Card):
    """A card with a line for each note; hidden until it is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._marks: tuple[TakeMark, ...] = ()
        self._lines: list[QWidget] = []
        self.body.addWidget(Label("What happened to the sound", "strong"))
        self.hide()

    @property
    def texts(self) -> list[str]:
        """The lines, in words."""
        return [line.accessibleName() for line in self._lines]

    def show_marks(self, marks: Sequence[TakeMark]) -> None:
        """Show these and no others; lines that stand already stay."""
        if tuple(marks[: len(self._marks)]) != self._marks:
            for line in self._lines:
                line.setParent(None)
                line.deleteLater()
            self._lines = []
        self._marks = tuple(marks)
        for mark in marks[len(self._lines) :]:
            line = self._line(mark)
            self._lines.append(line)
            self.body.addWidget(line)

    def _line(self, mark: TakeMark) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        look = mark_look(mark.kind)
        row.addWidget(Glyph(look.icon, 18, look.token), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(minutes(mark.at_ms), "muted", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(sound_notes.sentence(mark)), 1)
        line.setAccessibleName(f"{minutes(mark.at_ms)} {sound_notes.sentence(mark)}")
        return line
