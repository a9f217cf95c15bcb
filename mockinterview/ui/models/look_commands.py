"""The commands that change how everything looks; the settings remember, the look follows the settings."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from mockinterview.core.problems import Problem
from mockinterview.settings import Setting, Settings, table
from mockinterview.ui.look import theme_of

T = TypeVar("T", str, int, bool, float)

STEP_PERCENT = 10


class LookCommands(QObject):
    """Light and dark, larger and smaller. problem_met: the change could not be written down (it holds all the same)."""

    problem_met = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    @Slot()
    def toggle_theme(self) -> None:
        """From light to dark and back."""
        self.keep(table.THEME, "light" if theme_of(QApplication.palette()).name == "dark" else "dark")

    @Slot()
    def larger_text(self) -> None:
        """All text a step larger."""
        self._step_text(+STEP_PERCENT)

    @Slot()
    def smaller_text(self) -> None:
        """All text a step smaller."""
        self._step_text(-STEP_PERCENT)

    def keep(self, setting: Setting[T], value: T) -> None:
        """Set, and tell if it could not be written."""
        try:
            self._settings.set(setting, value)
        except Problem as problem:
            self.problem_met.emit(problem)

    def _step_text(self, step: int) -> None:
        percent = self._settings.get(table.TEXT_PERCENT) + step
        if table.TEXT_PERCENT.allows(percent):
            self.keep(table.TEXT_PERCENT, percent)
