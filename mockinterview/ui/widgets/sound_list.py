"""What has happened to the sound of a take, a line each: icon, time, words, and where there is sound, a button that plays it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.attempt import TakeMark
from mockinterview.core.sound_notes import sentence
from mockinterview.ui.look import GAP, px
from mockinterview.ui.look.marks import mark_look
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Glyph
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import minutes

MOST = 100
"""So many lines and one that counts the rest: an export has them all."""


class SoundLine(QWidget):
    """One note. hear_requested: its time, in milliseconds."""

    hear_requested = Signal(int)

    def __init__(self, mark: TakeMark, *, heard: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        look, at, words = mark_look(mark.kind), minutes(mark.at_ms), sentence(mark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(Glyph(look.icon, 18, look.token))
        time = Label(at, "muted", wrap=False)
        time.setMinimumWidth(px(32))
        row.addWidget(time)
        row.addWidget(Label(words), 1)
        self.hear = Button(f"Hear it from {at}", "play", "icon")
        self.hear.clicked.connect(self._on_hear)
        row.addWidget(self.hear, 0, Qt.AlignmentFlag.AlignRight)
        self.hear.setVisible(heard)  # not before it has a place: it would open as a window of its own
        self.setAccessibleName(f"{at} {words}")

    @Slot()
    def _on_hear(self) -> None:
        self.hear_requested.emit(self._mark.at_ms)


class SoundList(QWidget):
    """heard: whether there is sound to play. hear_requested: a note's time."""

    hear_requested = Signal(int)

    def __init__(self, *, heard: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heard = heard
        self._marks: tuple[TakeMark, ...] = ()
        self._lines: list[SoundLine] = []
        self._rest = Label("", "small")
        self._rest.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP // 2)
        self._column.addWidget(self._rest)

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
        for mark in self._marks[len(self._lines) : MOST]:
            line = SoundLine(mark, heard=self._heard)
            line.hear_requested.connect(self.hear_requested)
            self._column.insertWidget(len(self._lines), line)
            self._lines.append(line)
        rest = len(self._marks) - len(self._lines)
        self._rest.setText(f"And {rest} more; an export lists them all." if rest else "")
        self._rest.setVisible(bool(rest))
