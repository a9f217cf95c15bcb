"""The sound of the take that is shown: found on the disk behind the page's back, made ready to be heard, or told to be missing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mockinterview.core.attempt import Attempt
from mockinterview.core.problems import Problem
from mockinterview.ui.review.sound.replay import Replay
from mockinterview.ui.review.wording import AGAIN
from mockinterview.ui.widgets.panels import Notice


class TakeSound(QObject):
    """Fills the replay, and speaks in `notice`. opened: the sound is there."""

    opened = Signal()

    def __init__(self, replay: Replay, notice: Notice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._replay = replay
        self._notice = notice
        self._attempt: Attempt | None = None
        self._found: tuple[str, Path | Problem] | None = None
        replay.failed.connect(self._on_failed)

    def forget(self) -> None:
        """What was found before is looked for anew."""
        self._found = None

    def show_attempt(self, attempt: Attempt) -> None:
        """Another take is shown. Its sound may have been found before."""
        self._attempt = attempt
        self._notice.say("")
        self._replay.open(None, attempt.duration_ms, coming=True)
        self._open()

    @Slot(str, object)
    def show_sound(self, attempt_id: str, sound: Path | Problem) -> None:
        """The sound of a take was found, or is missing; that take may still have to be shown."""
        self._found = (attempt_id, sound)
        self._open()

    def prepare_soon(self) -> None:
        """Make the sound ready once the page is painted, so that the first click is heard at once."""
        QTimer.singleShot(0, self._replay.prepare)

    def _open(self) -> None:
        if self._attempt is None or self._found is None or self._found[0] != self._attempt.id:
            return
        sound = self._found[1]
        if sound == self._replay.audio:
            return  # the take was only asked for again: what is being heard of it goes on
        if isinstance(sound, Problem):
            self._replay.open(None, self._attempt.duration_ms)
            self._notice.say(sound.sentence, AGAIN)
        else:
            self._replay.open(sound, self._attempt.duration_ms)
            self.opened.emit()

    @Slot(object)
    def _on_failed(self, problem: Problem) -> None:
        self._notice.say(problem.sentence, AGAIN)
