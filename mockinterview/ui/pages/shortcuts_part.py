"""The part of the settings where every key can be another one: click a key, press the one you want."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.settings import Settings, table
from mockinterview.ui.commands import (
    COMMANDS,
    Command,
    Place,
    key_words,
    keys_of,
    native,
    owner_of,
    pressed_key,
    wished_keys,
    written_keys,
)
from mockinterview.ui.look import GAP, px
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.panels import Notice
from mockinterview.ui.widgets.text import Label

HOW = "Click a key, then press the one you want. Backspace takes a key away, Esc leaves it as it is."
WAITING = "Press a key"


class KeyCap(Button):
    """One key of a command, or room for one more. pressed_instead: the key that is wanted in its place, "" for none."""

    pressed_instead = Signal(str)

    def __init__(self, command: Command, key: str, parent: QWidget | None = None) -> None:
        self._command = command
        self._kept = key
        self._waiting = False
        super().__init__(
            native(key) if key else "Add a key", "" if key else "plus", "" if key else "icon", parent=parent
        )
        self.clicked.connect(self._on_clicked)
        self._name()

    def _name(self) -> None:
        words = f"{self._command.words}: {native(self._kept) or 'add a key'}"
        self.setAccessibleName(f"{self._command.words}: {WAITING.lower()}" if self._waiting else words)

    def _wait(self, on: bool) -> None:
        self._waiting = on
        self.setCheckable(on)  # only then: else a screen reader calls every key a check box
        self.setChecked(on)
        if self._kept:
            self.setText(WAITING if on else native(self._kept))
        self._name()

    @Slot()
    def _on_clicked(self) -> None:
        self._wait(not self._waiting)

    def event(self, event: QEvent) -> bool:
        """While it waits, every key is its own, whatever it means elsewhere."""
        waits_for = event.type() == QEvent.Type.ShortcutOverride and self._waiting
        if waits_for and isinstance(event, QKeyEvent) and event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._waiting:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._wait(False)
        elif key := pressed_key(event):
            self._wait(False)
            self.pressed_instead.emit("" if key == "Backspace" else key)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._waiting and event.key() == Qt.Key.Key_Space and not self.isDown():
            event.accept()  # the Space that was chosen is not a press of this button
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._waiting:
            self._wait(False)


class KeyRow(QWidget):
    """One command. changed: its id, which of its keys (one past the last: one more), and the key instead ("" for none)."""

    changed = Signal(str, int, str)
    reset_wished = Signal(str)

    def __init__(self, command: Command, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.command = command
        self.caps: list[KeyCap] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP // 2)
        self._row.addWidget(Label(command.words), 1)
        self.reset = Button(f"{command.words}: keys as they were", "undo", "icon")
        room = QWidget()  # the same room in every row, whether there is something to bring back or not
        inside = QHBoxLayout(room)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.reset)
        room.setFixedWidth(self.reset.sizeHint().width())
        self._row.addWidget(room)
        self.reset.clicked.connect(self._on_reset)
        self.show_keys()

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab halts, in order."""
        return [*self.caps, self.reset]

    def show_keys(self) -> None:
        """Show the keys that hold now."""
        focused = next((place for place, cap in enumerate(self.caps) if cap.hasFocus()), None)
        for cap in self.caps:
            self._row.removeWidget(cap)
            cap.hide()
            cap.deleteLater()
        keys = keys_of(self.command.id)
        self.caps = [KeyCap(self.command, key, self) for key in (*keys, "")]
        for place, cap in enumerate(self.caps):
            self._row.insertWidget(1 + place, cap)
            cap.pressed_instead.connect(self._on_pressed)
            cap.show()
        self.reset.setVisible(keys != self.command.keys)
        if focused is not None:
            self.caps[min(focused, len(self.caps) - 1)].setFocus()

    @Slot(str)
    def _on_pressed(self, key: str) -> None:
        cap = self.sender()
        if isinstance(cap, KeyCap) and cap in self.caps:
            self.changed.emit(self.command.id, self.caps.index(cap), key)

    @Slot()
    def _on_reset(self) -> None:
        self.caps[0].setFocus()
        self.reset_wished.emit(self.command.id)


class ShortcutsPart(QWidget):
    """The keys of one place at a time. problem_met: a change could not be written down (it holds all the same)."""

    problem_met = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.rows: dict[str, KeyRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.how = Label("", "muted")
        column.addWidget(self.how)
        self.place = Choice("Where the keys work")
        for place in Place:
            self.place.addItem(place.value, place)
        self.place.setMinimumWidth(px(260))
        self.reset_all = Button("All keys as they were", "undo")
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.place)
        head.addStretch(1)
        head.addWidget(self.reset_all)
        column.addLayout(head)
        self.told = Notice("trouble")
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP // 2)
        self._list.addWidget(self.told)
        column.addLayout(self._list)
        self.place.currentIndexChanged.connect(self._on_place)
        self.reset_all.clicked.connect(self._on_reset_all)
        settings.on_change(table.SHORTCUTS, self._on_changed)
        self._on_place(0)

    def show_place(self, place: Place | None) -> None:
        """Show the keys of a place; None: of that which is shown."""
        if place is not None:
            self.place.setCurrentIndex(list(Place).index(place))

    @Slot(int)
    def _on_place(self, index: int) -> None:
        self.told.say("")
        for row in self.rows.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        place = list(Place)[index]
        self.rows = {command.id: KeyRow(command, self) for command in COMMANDS.values() if command.place is place}
        for row in self.rows.values():
            self._list.addWidget(row)
            row.changed.connect(self._on_wished)
            row.reset_wished.connect(self._on_reset)
        self._show_rest()

    @Slot(str, int, str)
    def _on_wished(self, command_id: str, which: int, key: str) -> None:
        self.told.say("")
        keys = list(keys_of(command_id))
        other = owner_of(command_id, key) if key else None
        if other is not None:
            self._list.removeWidget(self.told)
            self._list.insertWidget(self._list.indexOf(self.rows[command_id]) + 1, self.told)  # where the person looks
            where = "" if other.place is COMMANDS[command_id].place else f", under “{other.place}”"
            self.told.say(
                f"{native(key)} already means “{other.words}”{where}. Press another key, or change that one first."
            )
            return
        keys[which : which + 1] = [key] if key else []
        self._keep(command_id, tuple(dict.fromkeys(keys)))

    def _keep(self, command_id: str, keys: tuple[str, ...]) -> None:
        self._write(written_keys(wished_keys(self._settings.get(table.SHORTCUTS)) | {command_id: keys}))

    def _write(self, text: str) -> None:
        try:
            self._settings.set(table.SHORTCUTS, text)
        except Problem as problem:
            self.problem_met.emit(problem)

    @Slot(str)
    def _on_reset(self, command_id: str) -> None:
        self.told.say("")
        self._keep(command_id, COMMANDS[command_id].keys)

    @Slot()
    def _on_reset_all(self) -> None:
        self.told.say("")
        self._write("")

    def _on_changed(self, _text: str) -> None:
        for row in self.rows.values():
            row.show_keys()
        self._show_rest()

    def _show_rest(self) -> None:
        """What goes with the rows; Tab reaches them from here, not behind all that was there before them."""
        stops = [self.place, self.reset_all, *(stop for row in self.rows.values() for stop in row.stops)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        key = key_words("show_shortcuts")
        self.how.setText(f"{HOW} {key} shows them all." if key else HOW)
        self.reset_all.setEnabled(bool(self._settings.get(table.SHORTCUTS)))
