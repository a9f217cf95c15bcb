"""Esc ends the loop, before it leads back to where the person came from; what is typed into has it first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mockinterview.ui.review.replay import Replay


class LoopKey(QObject):
    """Listens at the window in which `place` is shown."""

    def __init__(self, replay: Replay, place: QWidget) -> None:
        super().__init__(place)
        self._replay = replay
        self._place = place
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
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not self._means_end(event):
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress:
            self._replay.set_loop(None)
        return True

    def _means_end(self, event: QEvent) -> bool:
        looping = self._replay.loop is not None or self._replay.loop_begun is not None
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and not event.modifiers()
        return looping and escape and self._place.isVisible()
