"""What was found, the one thing to do about it, and on demand what else may help."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.microphone import Advice
from mockinterview.ui.look import GAP
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Notice
from mockinterview.ui.widgets.text import Label

MORE, FEWER = "More to try", "Show less"


class AdviceBox(QWidget):
    """Hidden until it is given advice. pressed: the notice's own button."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice()
        self.more = Button(MORE, "chevron-down", "plain")
        self.more.setCheckable(True)
        self._steps = Label("")
        self._steps.make_selectable()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addWidget(self.notice)
        row = QHBoxLayout()
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._steps)
        self.notice.pressed.connect(self.pressed)
        self.more.toggled.connect(self._on_more)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, "" if nothing."""
        return self.notice.text if not self.isHidden() else ""

    @property
    def steps(self) -> str:
        """What else is offered and shown, a line each."""
        return self._steps.text() if not self._steps.isHidden() else ""

    def give(self, advice: Advice | None, button: str = "") -> None:
        """Show advice, with a button that does what it says; None hides it all."""
        if advice is None:
            self.hide()
            return
        self.notice.say(advice.sentence, button)
        self._steps.setText("\n".join(f"•  {step}" for step in advice.more))
        self.more.setVisible(bool(advice.more))
        self.more.setChecked(False)
        self._steps.hide()
        self.show()

    @Slot(bool)
    def _on_more(self, shown: bool) -> None:
        self.more.say(FEWER if shown else MORE)
        self._steps.setVisible(shown)
