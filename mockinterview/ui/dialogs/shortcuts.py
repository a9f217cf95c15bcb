"""Every key at a glance, made from the table of commands as it is now; what is typed above narrows it down.

Down leads from the search into the list, and from line to line: so it can be read with a screen reader, too.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.ui.commands import COMMANDS, Command, Place, keys_of, native
from mockinterview.ui.look import GAP, MARGIN, px, theme_of
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Column
from mockinterview.ui.widgets.search_field import SearchField
from mockinterview.ui.widgets.text import Label

_LEFT = (Place.REVIEW, Place.BIN)
_RIGHT = tuple(place for place in Place if place not in _LEFT)
_NO_KEY = "no key"
_NOTHING = "No command and no key is called that."


class _Words(Label):
    """What a command does. Screen readers say its keys with it, and leave it out of what they say of the whole sheet.

    stepped: so many lines further down are wished for.
    """

    stepped = Signal(int)

    def __init__(self, command: Command, caps: QWidget) -> None:
        super().__init__(command.words)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(f"{command.words}: {', '.join(_keys(command)) or _NO_KEY}")
        self.setBuddy(caps)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            line = QRect(0, self.height() - 2, self.width(), 2)
            painter.fillRect(line, theme_of(self.palette()).colour("focus"))
            painter.end()


class _Group(QWidget):
    """One place: its heading, and one line a command, its keys as caps. stepped: so many lines further down are wished for."""

    stepped = Signal(int)

    def __init__(self, place: Place) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GAP)
        column.setSpacing(GAP // 2)
        column.addWidget(Label(place.value, "heading"))
        self._lines: list[tuple[str, tuple[QWidget, QWidget]]] = []
        for command in COMMANDS.values():
            if command.place is place:
                caps = _caps(command)
                words = _Words(command, caps)
                words.stepped.connect(self.stepped)
                line = QHBoxLayout()  # no grid: the widest keys would press every line's words together
                line.setSpacing(GAP)
                line.addWidget(words, 1)
                line.addWidget(caps, 0, Qt.AlignmentFlag.AlignTop)
                column.addLayout(line)
                sought = " ".join((place.value, command.words, *map(native, keys_of(command.id)))).lower()
                self._lines.append((sought, (words, caps)))

    @property
    def lines(self) -> list[QWidget]:
        """The words that are shown, in order."""
        return [words for _, (words, _) in self._lines if not words.isHidden()]

    def narrow(self, text: str) -> int:
        """Show what has these words, and nothing if nothing does; how many lines are left."""
        wanted = text.lower().split()
        left = 0
        for sought, widgets in self._lines:
            met = all(word in sought for word in wanted)
            left += met
            for widget in widgets:
                widget.setVisible(met)
        self.setVisible(bool(left))
        return left


def _caps(command: Command) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP // 2)
    keys = _keys(command)
    for key in keys:
        row.addWidget(Label(key, "key", wrap=False))
    if not keys:
        row.addWidget(Label(_NO_KEY, "muted", wrap=False))
    return made


def _keys(command: Command) -> list[str]:
    return [native(key) for key in keys_of(command.id) if not key.endswith("Enter")]


class ShortcutSheet(QDialog):
    """Two columns of places. change_requested: the person wants other keys."""

    change_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        self.resize(QSize(px(1_040), px(680)).boundedTo(self.screen().availableSize()))
        self.search = SearchField("Search commands and keys", "")
        self.nothing = Label(_NOTHING, "muted")
        self.change = Button("Change keys…", "keyboard")
        self.close_button = Button("Close", look="primary")
        self._groups = {place: _Group(place) for place in Place}
        self._build()
        self.search.textChanged.connect(self._on_search)
        self.search.left.connect(self._on_left)
        for group in self._groups.values():
            group.stepped.connect(self._step)
        self.change.clicked.connect(self._on_change)
        self.close_button.clicked.connect(self.accept)
        self.nothing.hide()
        self.search.setFocus()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, MARGIN, 0, 2 * GAP)
        outer.setSpacing(GAP)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 0, MARGIN, 0)
        head.addWidget(Label("Keyboard shortcuts", "title"), 1)
        head.addWidget(self.search, 1)
        outer.addLayout(head)
        self._column = column = Column(1_000)
        column.body.addWidget(self.nothing)
        sides = QHBoxLayout()
        sides.setSpacing(2 * MARGIN)
        for places in (_LEFT, _RIGHT):
            side = QVBoxLayout()
            side.setSpacing(GAP)
            for place in places:
                side.addWidget(self._groups[place])
            side.addStretch(1)
            sides.addLayout(side, 1)
        column.body.addLayout(sides)
        outer.addWidget(column, 1)
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.addWidget(self.change)
        row.addStretch(1)
        row.addWidget(self.close_button)
        outer.addLayout(row)
        self.change.setAutoDefault(False)
        self.close_button.setDefault(True)

    @Slot(str)
    def _on_search(self, text: str) -> None:
        left = sum(group.narrow(text) for group in self._groups.values())
        self.nothing.setVisible(not left)

    @Slot()
    def _on_left(self) -> None:
        self._step(1)

    @Slot(int)
    def _step(self, by: int) -> None:
        """Go on among the lines that are shown; before the first is the search."""
        stops: list[QWidget] = [self.search]
        for place in (*_LEFT, *_RIGHT):
            stops += self._groups[place].lines
        here = self.focusWidget()
        there = stops[max(0, min((stops.index(here) if here in stops else 0) + by, len(stops) - 1))]
        there.setFocus()
        self._column.ensureWidgetVisible(there)

    @Slot()
    def _on_change(self) -> None:
        self.accept()
        self.change_requested.emit()
