"""The microphone in use, by name, beside the meter; pressing it lets the person choose another."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from mockinterview.core.take import DeviceWish
from mockinterview.ui.look import px
from mockinterview.ui.models.microphones import MicrophoneList
from mockinterview.ui.widgets.buttons import Button

MOST_WIDTH = 260
NOT_KNOWN = "Microphone"


class MicrophoneChooser(Button):
    """settings_requested: the person wants to try it, in the settings. chosen: another was chosen."""

    settings_requested = Signal()
    chosen = Signal()

    def __init__(self, microphones: MicrophoneList, parent: QWidget | None = None) -> None:
        super().__init__("", "microphone", "plain", parent=parent)
        self._microphones = microphones
        self._settings_allowed = True
        self.menu_shown = QMenu(self)
        self.menu_shown.triggered.connect(self._on_triggered)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMaximumWidth(px(MOST_WIDTH))
        self.clicked.connect(self.open_menu)
        microphones.changed.connect(self._show_name)
        self._show_name()

    @Slot()
    def open_menu(self) -> None:
        """Show what can be chosen; the list is asked for anew meanwhile."""
        self._fill()
        self.menu_shown.popup(self.mapToGlobal(QPoint(0, self.height())))
        self._microphones.refresh()

    def allow_settings(self, *, allowed: bool) -> None:
        """Whether the page may be left now."""
        self._settings_allowed = allowed

    def _fill(self) -> None:
        self.menu_shown.clear()
        group = QActionGroup(self.menu_shown)
        for entry in self._microphones.entries():
            action = self.menu_shown.addAction(_plain(entry.words))
            action.setCheckable(True)
            action.setChecked(entry.chosen)
            action.setData((entry.wish.name, entry.wish.host_api))
            group.addAction(action)
        self.menu_shown.addSeparator()
        self.menu_shown.addAction("Try the microphone in Settings").setEnabled(self._settings_allowed)

    @Slot()
    def _show_name(self) -> None:
        name = self._microphones.name or NOT_KNOWN
        self.say(_plain(self._elided(name)))
        self.setAccessibleName(f"Microphone: {name}")
        self.setToolTip(f"Microphone:\n{name}")
        if self.menu_shown.isVisible():
            self._fill()

    def _elided(self, name: str) -> str:
        room = px(MOST_WIDTH) - self.iconSize().width() - px(32)
        return self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        wished = action.data()
        if wished is None:
            self.settings_requested.emit()
        else:
            self._microphones.choose(DeviceWish(*wished))
            self.chosen.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMaximumWidth(px(MOST_WIDTH))


def _plain(words: str) -> str:
    """Words as a menu or button shows them as they are: an ampersand would underline a letter."""
    return words.replace("&", "&&")
