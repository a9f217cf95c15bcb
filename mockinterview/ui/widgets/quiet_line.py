"""The line at the bottom: results of background work and troubles that belong to no page. Never in the way, never modal."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mockinterview.ui.look import GAP
from mockinterview.ui.widgets.announcing import announce
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Glyph
from mockinterview.ui.widgets.text import Label

PASSING_MS = 12_000
"""How long a sentence stays that confirms what the person has just done: two readings, and time to look down."""


class QuietLine(QFrame):
    """One sentence at a time; a newer one takes the place of an older one, unless it can wait for it to be read.

    acted: the token given with the sentence.
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "quiet-line")
        self._token = ""
        self._waiting: list[tuple[str, str, str, bool]] = []
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(PASSING_MS)
        self._glyph = Glyph("info", 18)
        self._label = Label()
        self.action = Button("")
        self.dismiss = Button("Dismiss", "close", "icon")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GAP, GAP // 2, GAP, GAP // 2)
        row.setSpacing(GAP)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._label, 1)
        row.addWidget(self.action)
        row.addWidget(self.dismiss)
        self.action.clicked.connect(self._on_action)
        self.dismiss.clicked.connect(self.clear)
        self._passing.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now, "" if nothing."""
        return self._label.text() if not self.isHidden() else ""

    @property
    def token(self) -> str:
        """The token of what it says now."""
        return self._token

    def say(self, text: str, action: str = "", token: str = "", *, trouble: bool = False) -> None:
        """Show a sentence and, if `action` has a word, a button that emits `acted` with the token."""
        self._passing.stop()
        self._token = token
        self._glyph.show_icon("warning" if trouble else "info", "warning" if trouble else "muted")
        self._label.setText(text)
        self.action.say(action)
        self.action.setVisible(bool(action))
        self.show()
        announce(self, text)

    @Slot(str, str, str)
    def say_done(self, text: str, action: str, token: str) -> None:
        """The same for what the person has just done: where there is nothing to press, it goes by itself."""
        self.say(text, action, token)
        if not action:
            self._passing.start()

    def say_when_free(self, text: str, action: str = "", token: str = "", *, trouble: bool = False) -> None:
        """The same for what nobody asked for just now: not before what stands there was read, and not twice."""
        sentence = (text, action, token, trouble)
        if self.isHidden():
            self.say(text, action, token, trouble=trouble)
        elif text != self.text and sentence not in self._waiting:
            self._waiting.append(sentence)

    @Slot()
    def clear(self) -> None:
        """What it says was read; what waits for that comes next, else nothing."""
        self._passing.stop()
        self._token = ""
        self._label.setText("")
        self.hide()
        if self._waiting:
            text, action, token, trouble = self._waiting.pop(0)
            self.say(text, action, token, trouble=trouble)

    @Slot()
    def _on_action(self) -> None:
        token = self._token
        self.clear()
        self.acted.emit(token)
