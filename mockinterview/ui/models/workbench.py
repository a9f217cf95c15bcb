"""The board somebody works on, with every step undone and redone; the list and the forms show what it holds."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from mockinterview.ui.models.board import Board

BURST_MS = 1_000
"""Typing that pauses for longer than this is undone in two steps."""


class _Step(QUndoCommand):
    """From one board to the next. merge: steps of one burst of typing in one field are one step."""

    def __init__(self, bench: Workbench, before: Board, after: Board, words: str, merge: object) -> None:
        super().__init__(words)
        self._bench, self._before, self.after, self.merge = bench, before, after, merge

    def id(self) -> int:
        return 1 if self.merge is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other.merge != self.merge:
            return False
        self.after = other.after
        return True

    def undo(self) -> None:
        self._bench.show_board(self._before)

    def redo(self) -> None:
        self._bench.show_board(self.after)


class Workbench(QObject):
    """changed: the board is another now."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.steps = QUndoStack(self)
        self.board = Board()
        self._burst = 0
        self._pause = QTimer(self, singleShot=True, interval=BURST_MS)
        self._pause.timeout.connect(self.end_burst)

    @property
    def touched(self) -> bool:
        """Whether there is anything to undo: the person has changed what was understood."""
        return self.steps.canUndo()

    def begin(self, board: Board) -> None:
        """Work on another board; what was done before cannot be undone any more."""
        self.steps.clear()
        self.show_board(board)

    def do(self, words: str, after: Board, field: object = None) -> None:
        """One step to another board. field: which field is typed into, None for a step of its own."""
        if after == self.board:
            return
        merge = None
        if field is not None:
            self._pause.start()
            merge = (field, self._burst)
        self.steps.push(_Step(self, self.board, after, words, merge))

    def end_burst(self) -> None:
        """What is typed from now on is a step of its own."""
        self._burst += 1

    def show_board(self, board: Board) -> None:
        """For the steps: this is the board now."""
        self.board = board
        self.changed.emit()
