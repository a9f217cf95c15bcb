"""Everything one can do to hear an answer, with the keys that do it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from mockinterview.core.review import Lane
from mockinterview.ui.commands import COMMANDS, line_words
from mockinterview.ui.review.sound.replay import Replay
from mockinterview.ui.review.sound.stepping import Stepping
from mockinterview.ui.widgets.times import minutes

_GROUPS = (
    ("long_jump_back", "long_jump_forward"),
    ("loop", "skip_silences"),
    ("previous_evidence", "next_evidence", "previous_filler", "next_filler", "previous_bookmark", "next_bookmark"),
)

_LANES = {
    "previous_evidence": Lane.EVIDENCE,
    "next_evidence": Lane.EVIDENCE,
    "previous_filler": Lane.FILLER,
    "next_filler": Lane.FILLER,
    "previous_bookmark": Lane.BOOKMARK,
    "next_bookmark": Lane.BOOKMARK,
}


class TransportMenu(QMenu):
    """wished: the id of the command that was chosen."""

    wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, QAction] = {}
        for group in _GROUPS:
            if self._lines:
                self.addSeparator()
            for command_id in group:
                self._lines[command_id] = self.addAction(COMMANDS[command_id].words)
                self._lines[command_id].setData(command_id)
        self._lines["skip_silences"].setCheckable(True)
        self.triggered.connect(self._on_triggered)

    def offer(self, replay: Replay, stepping: Stepping, *, skipping: bool) -> None:
        """Say what each line would do now."""
        for command_id, action in self._lines.items():
            action.setText(line_words(command_id))
            lane = _LANES.get(command_id)
            action.setEnabled(lane is None or stepping.has(lane))
        saves = f" (saves {minutes(replay.saved_ms + 500)})" if replay.saved_ms >= 500 else ""
        silences = self._lines["skip_silences"]
        silences.setText(line_words("skip_silences", f"Leave out silences{saves}"))
        silences.setChecked(skipping)
        self._lines["loop"].setText(line_words("loop", _loop_words(replay)))

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.wished.emit(str(action.data()))


def _loop_words(replay: Replay) -> str:
    """What the loop's key does next."""
    if replay.loop is not None:
        return "End the loop"
    if replay.loop_begun is not None:
        return "Loop up to here"
    return "Loop the selected words" if replay.offered is not None else "Begin a loop here"
