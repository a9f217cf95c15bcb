"""The keys of the review: each calls what its command stands for, wherever on the page the focus is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from mockinterview.ui.commands import keys_of, portable, pressed_key


class PageKeys:
    """What the commands of the page do, by their ids. For `keyPressEvent`: widgets have had the key before, and left it alone."""

    def __init__(self, deeds: Mapping[str, Callable[[], object]]) -> None:
        self._deeds = dict(deeds)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for, as the keys are now; False if it is none of the page's."""
        meant = _names(event)
        for name, deed in self._deeds.items():
            if not meant.isdisjoint(keys_of(name)):
                deed()
                return True
        return False


def _names(event: QKeyEvent) -> set[str]:
    """What a key that was pressed is called: a sign that needs Shift on this keyboard, such as "<", is also called without it."""
    found = {pressed_key(event)}
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.text().strip() and not event.text().isalnum():
        found.add(portable(event.text()))
    return found - {""}
