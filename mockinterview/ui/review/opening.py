"""What stands in the place of a review until it is read: nothing, then a word of patience, or why it cannot be read."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mockinterview.core.problems import Problem, UsageProblem
from mockinterview.ui.widgets.announcing import announce
from mockinterview.ui.widgets.panels import EmptyState

PATIENCE_MS = 400
"""Whoever waits longer asks what is going on; most reviews are read in a tenth of that."""

SLOW = "Opening the review. The history is slow to answer; another program may be using it."
TRY, BACK = "Try again", "Back"


class Opening(QWidget):
    """slow: it takes long, and what is shown elsewhere should say so. retry_pressed, back_pressed: the one button there is."""

    slow = Signal()
    retry_pressed = Signal()
    back_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = EmptyState("wave", "", "")
        column = QVBoxLayout(self)
        column.addWidget(self.state)
        self.state.hide()
        self.state.pressed.connect(self._on_pressed)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_slow)

    def wait(self) -> None:
        """Something was asked for."""
        self.state.hide()
        self._patience.start()

    def end(self) -> None:
        """It is there."""
        self._patience.stop()

    def fail(self, problem: Problem) -> None:
        """It will not come. What is gone leads back; whatever else it is may be over the next time."""
        self._patience.stop()
        self.state.say(problem.sentence, BACK if isinstance(problem, UsageProblem) else TRY)
        self.state.button.show()
        self._show()

    @Slot()
    def _on_slow(self) -> None:
        self.state.say(SLOW, "")
        self.state.button.hide()
        self._show()
        self.slow.emit()

    def _show(self) -> None:
        self.state.show()
        if self.isVisible():
            announce(self, self.state.text)

    @Slot()
    def _on_pressed(self) -> None:
        (self.back_pressed if self.state.button.accessibleName() == BACK else self.retry_pressed).emit()
