"""One line of the settings page for one line of the settings table: its words at the left, what changes it at the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.settings import Setting, Settings, table
from mockinterview.ui.look import GAP, px
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.field import TextBox
from mockinterview.ui.widgets.switch import Switch
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import minutes

Options = Sequence[tuple[str, Any]]
"""Words and value of each thing that can be chosen."""

_TARGETS = (0, 30, 60, 90, 120, 180, 240, 300, 600)
_PACES = (0, *range(80, 221, 10))
_RATES = ((-0.6, "Much slower"), (-0.3, "Slower"), (0.0, "Normal"), (0.3, "Faster"), (0.6, "Much faster"))

_TYPING_MS = 500
"""What is typed is written down when the fingers rest so long."""

_WORDS = {"system": "As the desktop", "light": "Light", "dark": "Dark"}


def options_for(setting: table.AnySetting) -> Options:
    """What a setting can be chosen from; empty for one that is switched on and off."""
    if setting is table.TEXT_PERCENT:
        return [(f"{percent} %", percent) for percent in range(80, 201, 10)]
    if setting is table.TARGET_SECONDS:
        return [(minutes(seconds * 1_000) if seconds else "No limit", seconds) for seconds in _TARGETS]
    if setting in (table.PACE_FROM, table.PACE_TO):
        return [(_pace_words(pace), pace) for pace in _PACES]
    if setting is table.VOICE_RATE:
        return [(words, rate) for rate, words in _RATES]
    if setting is table.REWIND_MS:
        return [(f"{ms / 1_000:g} s" if ms else "Nothing", ms) for ms in table.REWIND_MS.choices]
    if setting in (table.KEEP_DAYS, table.BIN_DAYS):
        return [(_days_words(days), days) for days in setting.choices]
    return [(_WORDS.get(str(choice), str(choice)), choice) for choice in setting.choices]


def label_of(setting: table.AnySetting) -> str:
    """The table's words without what they tell those who type a value (after "; ", ": " or ", in")."""
    return re.split(r"; |: |, in ", setting.words)[0].rstrip(".")


def _pace_words(pace: int) -> str:
    return f"{pace} words a minute" if pace else "Open"


def _days_words(days: object) -> str:
    """A length of time that the table gives in days."""
    if not isinstance(days, int) or not days:
        return "Never"
    years = days // 365
    return f"{days} days" if days < 365 else f"{years} years" if years > 1 else "1 year"


class Editor(QWidget):
    """Changes one setting as soon as it is touched. failed: the change could not be written down (it holds all the same)."""

    failed = Signal(object)

    def __init__(self, setting: Setting[Any], settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._settings = settings
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        label = Label(label_of(setting))
        row.addWidget(label, 1, Qt.AlignmentFlag.AlignVCenter)
        self.switch: Switch | None = None
        self.choice: Choice | None = None
        if setting.type is bool:
            self.switch = Switch(label_of(setting))
            row.addWidget(self.switch)
            self.switch.clicked.connect(self._on_switched)
        else:
            self.choice = Choice(label_of(setting))
            self.choice.setMinimumWidth(px(300))
            self.choice.setMaximumWidth(px(340))
            row.addWidget(self.choice)
            self.offer(options_for(setting))
            self.choice.activated.connect(self._on_chosen)
        settings.on_change(setting, self._on_changed)
        self._show()

    def offer(self, options: Options) -> None:
        """What can be chosen from now on; the value that holds is always among it."""
        assert self.choice is not None
        value = self._settings.get(self.setting)
        self.choice.clear()
        for words, offered in options:
            self.choice.addItem(words, offered)
        if value not in [offered for _, offered in options]:
            shown = minutes(value * 1_000) if self.setting is table.TARGET_SECONDS else str(value)
            self.choice.addItem(f"{shown} (not here now)" if isinstance(value, str) else shown, value)
        self._show()

    def _show(self) -> None:
        value = self._settings.get(self.setting)
        if self.switch is not None:
            self.switch.setChecked(bool(value))
        elif self.choice is not None:
            values = [self.choice.itemData(place) for place in range(self.choice.count())]
            if value not in values:
                self.choice.addItem(self._typed_words(value), value)
                values.append(value)
            self.choice.setCurrentIndex(values.index(value))

    def _typed_words(self, value: object) -> str:
        """A value that was set elsewhere and is none of those offered here."""
        if self.setting in (table.PACE_FROM, table.PACE_TO) and isinstance(value, int):
            return _pace_words(value)
        if self.setting is table.TARGET_SECONDS and isinstance(value, int):
            return minutes(value * 1_000)
        return f"{value} %" if self.setting is table.TEXT_PERCENT else str(value)

    def _keep(self, value: object) -> None:
        try:
            self._settings.set(self.setting, value)
        except Problem as problem:
            self.failed.emit(problem)

    @Slot(bool)
    def _on_switched(self, on: bool) -> None:
        self._keep(on)

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        assert self.choice is not None
        self._keep(self.choice.itemData(place))

    def _on_changed(self, _value: object) -> None:
        self._show()


class TextEditor(QWidget):
    """Changes a setting that is a text, soon after it is typed. failed: as `Editor`."""

    failed = Signal(object)

    def __init__(self, setting: Setting[str], settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._settings = settings
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        self.box = TextBox(label_of(setting), least=2, most=6)
        self.box.setUndoRedoEnabled(True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_MS)
        label = Label(label_of(setting))
        label.setBuddy(self.box)
        column.addWidget(label)
        column.addWidget(self.box)
        self.box.edited.connect(self._on_edited)
        self._soon.timeout.connect(self._keep)
        settings.on_change(setting, self.box.say)
        self.box.say(settings.get(setting))

    @Slot()
    def _keep(self) -> None:
        self._soon.stop()
        try:
            self._settings.set(self.setting, self.box.toPlainText())
        except Problem as problem:
            self.failed.emit(problem)

    @Slot(str)
    def _on_edited(self, _text: str) -> None:
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._soon.isActive():
            self._keep()
