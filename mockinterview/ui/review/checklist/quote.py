"""The words an item rests on, as a button that plays them, and beside it one that takes them away as evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mockinterview.core.coverage import Evidence, State
from mockinterview.ui.look.states import hue_of
from mockinterview.ui.review.checklist.passage_button import PassageButton
from mockinterview.ui.review.wording import tip
from mockinterview.ui.widgets.buttons import Button

MOST_CHARACTERS = 400
"""A quote is a reminder; all of it is lit in the transcript."""

_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Quote(PassageButton):
    """One piece of evidence; what the person marked shows a person. removed: Delete was pressed on it."""

    removed = Signal()

    def __init__(self, evidence: Evidence, parent: QWidget | None = None) -> None:
        text = " ".join(evidence.text.split())
        words = f"“{text[:MOST_CHARACTERS]}{'…' if len(text) > MOST_CHARACTERS else ''}”"
        icons = ("play", "state-your-call") if evidence.own else ("play",)
        super().__init__(words, icons, own=evidence.own, parent=parent)
        whose = "Hear the evidence you marked" if evidence.own else "Hear evidence"
        self.setToolTip(tip(whose))
        self.setAccessibleName(f"{whose}: {words}")
        self.setAccessibleDescription("Delete takes it away as evidence.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _REMOVING:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class QuoteLine(QWidget):
    """A quote and the way to take it away. pressed: play it."""

    pressed = Signal()
    removed = Signal()

    def __init__(self, evidence: Evidence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = evidence
        self.quote = Quote(evidence)
        self._remove: Button | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.quote, 1)
        self.quote.clicked.connect(self.pressed)
        self.quote.removed.connect(self.removed)

    @property
    def remove(self) -> Button:
        """The button that takes it away; made when it is first needed."""
        if self._remove is None:
            self._remove = Button("Not evidence for this", "close", "icon", key="Del")
            self._remove.setAccessibleName(f"Take away as evidence: {self.quote.words}")
            self._row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
            self._remove.clicked.connect(self.removed)
        return self._remove

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [self.quote] if self._remove is None or self._remove.isHidden() else [self.quote, self._remove]

    def show_state(self, state: State, *, long: bool) -> None:
        """Take the hue of a state; long: wrap, and offer to take it away."""
        self.quote.show_hue(hue_of(state), long=long)
        if long or self._remove is not None:
            self.remove.setVisible(long)
