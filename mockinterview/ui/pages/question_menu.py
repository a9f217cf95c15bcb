"""What can be done to the chosen questions, as a menu; made when it is first asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from mockinterview.ui.commands import COMMANDS

DEEDS = ("edit_question", "duplicate_question", "favourite", "share", "import_recording", "delete_question")


class QuestionMenu(QMenu):
    """deed_wished: the id of a command."""

    deed_wished = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        for deed in DEEDS:
            self.addAction(COMMANDS[deed].words).setData(deed)
        self.triggered.connect(self._on_triggered)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.deed_wished.emit(str(action.data()))
