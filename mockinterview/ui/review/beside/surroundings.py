"""Fills what stands beside the answer: the question's notes as they are now, and its takes, to be heard, opened or compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.attempt import Attempt
from mockinterview.core.problems import Problem, UsageProblem
from mockinterview.flow.house import House
from mockinterview.flow.ports import Player
from mockinterview.settings import Settings, table
from mockinterview.ui.models.background import Asking
from mockinterview.ui.models.takes import TakeModel
from mockinterview.ui.review.beside.columns import Notes
from mockinterview.ui.review.beside.takes_part import TakesPart
from mockinterview.ui.review.sound.replay import Replay


class Surroundings(QObject):
    """Joins notes and takes with the house. own: the sound of the answer itself; only one of the two is to be heard at a time.

    compare_requested: the other take's id and that of the open one. deed_wished: of a command, for questions by their ids.
    """

    attempt_requested = Signal(str)
    compare_requested = Signal(str, str)
    deed_wished = Signal(str, list)
    problem_met = Signal(object)

    def __init__(
        self,
        house: House,
        notes: Notes,
        takes: TakesPart,
        own: Replay,
        player: Callable[[], Player],
        parent: QObject,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = house.library
        self._settings = settings
        self._notes = notes
        self._takes = takes
        self._own = own
        self._attempt: Attempt | None = None
        self._heard: Attempt | None = None
        self._wished = ""
        """The take that is to be heard as soon as its sound is found."""
        self._asking = Asking(self)
        self._other = Replay(player, self)
        self.model = TakeModel(house, self)
        takes.show_model(self.model)
        notes.edit_wished.connect(self._on_edit)
        takes.hear_wished.connect(self._on_hear)
        takes.open_wished.connect(self.attempt_requested)
        takes.compare_wished.connect(self._on_compare)
        own.playing_changed.connect(self._on_own_playing)
        self._other.playing_changed.connect(self._on_other_playing)
        self._other.failed.connect(self.problem_met)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)

    def show_attempt(self, attempt: Attempt, attempts: Sequence[Attempt]) -> None:
        """Show what surrounds an attempt; attempts: all at its question, as far as they are known."""
        anew = self._attempt is None or self._attempt.id != attempt.id
        self._attempt = attempt
        if anew:
            self.fall_silent()
        try:
            self._notes.show_notes(self._library.question(attempt.question.id), editable=True)
        except UsageProblem:
            self._notes.show_notes(attempt.question, editable=False)
        takes = attempts if any(one.id == attempt.id for one in attempts) else (attempt, *attempts)
        rate_first = self._settings is not None and self._settings.get(table.RATE_FIRST)
        self.model.show_takes(takes, attempt.id, rate_first=rate_first)
        if anew:
            self._takes.show_attempt(attempt.id)

    @Slot(str)
    def review_changed(self, attempt_id: str) -> None:
        """More is known of an attempt, or other things."""
        self.model.forget_state(attempt_id)

    def fall_silent(self) -> None:
        """Let go of the other take's sound, also of one that is still being looked for."""
        self._heard, self._wished = None, ""
        self._other.close()
        self._takes.show_heard("")

    def close_down(self) -> None:
        """End what goes on in the background."""
        self._other.close()
        self._asking.finish()
        self.model.finish()

    @Slot()
    def _on_edit(self) -> None:
        if self._attempt is not None:
            self.deed_wished.emit("edit_question", [self._attempt.question.id])

    @Slot(str)
    def _on_compare(self, attempt_id: str) -> None:
        if self._attempt is not None:
            self.compare_requested.emit(attempt_id, self._attempt.id)

    @Slot(str)
    def _on_hear(self, attempt_id: str) -> None:
        if self._heard is not None and self._heard.id == attempt_id:
            self._own.pause()
            self._other.toggle()
        else:
            self._wished = attempt_id
            self._asking.ask("audio", partial(_audio, self._library.audio, attempt_id))

    @Slot(str, object)
    def _on_answered(self, _name: str, found: tuple[str, Path]) -> None:
        take = self.model.take(self.model.row_of(found[0]))
        if take is None or found[0] != self._wished:
            return  # something else is wished for by now
        self._own.pause()
        self._heard = take
        self._other.open(found[1], take.duration_ms)
        self._other.play(0)

    @Slot(str, object)
    def _on_failed(self, _name: str, problem: Problem) -> None:
        self.problem_met.emit(problem)

    @Slot(bool)
    def _on_own_playing(self, playing: bool) -> None:
        if playing:
            self._wished = ""
            self._other.pause()

    @Slot(bool)
    def _on_other_playing(self, playing: bool) -> None:
        self._takes.show_heard(self._heard.id if playing and self._heard is not None else "")


def _audio(find: Callable[[str], Path], attempt_id: str) -> tuple[str, Path]:
    """Runs in the background."""
    return attempt_id, find(attempt_id)
