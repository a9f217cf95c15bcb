"""The keys of the review: each calls what its command stands for, wherever on the page the focus is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from mockinterview.ui.commands import COMMANDS


class PageKeys:
    """What the commands of the page do, by their ids. For `keyPressEvent`: widgets have had the key before, and left it alone."""

    def __init__(self, deeds: Mapping[str, Callable[[], object]]) -> None:
        self._deeds = {key: deed for name, deed in deeds.items() for key in COMMANDS[name].keys}

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False if it is none of the page's."""
        pressed = event.keyCombination().toCombined() & ~Qt.KeyboardModifier.KeypadModifier.value
        deed = self._deeds.get(QKeySequence(pressed).toString(QKeySequence.SequenceFormat.PortableText))
        if deed is None:
            return False
        deed()
        return True
