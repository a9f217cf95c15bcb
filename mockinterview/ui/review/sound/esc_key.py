"""Esc puts away what is open, wherever the focus is, before it leads back to where the person came from.

What is typed into, or has an Esc of its own, has the key first.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class EscKey(QObject):
    """Listens at the window in which `place` is shown. holds: whether there is something to put away."""

    def __init__(self, place: QWidget, holds: Callable[[], bool], put_away: Callable[[], object]) -> None:
        super().__init__(place)
        self._place = place
        self._holds = holds
        self._put_away = put_away
        place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._place:
            if kind == QEvent.Type.Show:
                self._place.window().installEventFilter(self)
            elif kind == QEvent.Type.Hide:
                self._place.window().removeEventFilter(self)
            if self._place.window() is not watched:
                return False
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not self._is_meant(event):
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress:
            self._put_away()
        return True

    def _is_meant(self, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and not event.modifiers()
        return escape and self._place.isVisible() and self._holds()
