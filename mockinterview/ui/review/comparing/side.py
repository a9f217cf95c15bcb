"""The head of one of the two takes: which it is, and its sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mockinterview.core.attempt import Attempt
from mockinterview.flow.ports import Player
from mockinterview.ui.look import GAP
from mockinterview.ui.review.comparing.reader import Take
from mockinterview.ui.review.comparing.wording import take_words
from mockinterview.ui.review.sound.replay import Replay
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import minutes


class TakeHead(QWidget):
    """take_chosen: the id of another take for this side. open_pressed: its review is wished for."""

    take_chosen = Signal(str)
    open_pressed = Signal(str)

    def __init__(self, name: str, player: Callable[[], Player], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._attempt: Attempt | None = None
        self._audio: Path | None = None
        self.replay = Replay(player, self)
        self.choice = Choice(f"Take on the {name}", typing=False)
        self.choice.setToolTip(f"The take on the {name}")
        self.play = Button(f"Play the take on the {name}", "play", "icon")
        self.where = Label("", "small", wrap=False)
        self.no_sound = Label("", "small", wrap=False)
        self.no_sound.setContentsMargins(GAP, 0, 0, 0)
        self.open = Button(f"Open the review of the take on the {name}", "chevron-right", "icon")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP // 2)
        row.addWidget(self.choice, 1)
        row.addWidget(self.play)
        row.addWidget(self.where)
        row.addWidget(self.no_sound)
        row.addWidget(self.open)
        self.choice.activated.connect(self._on_chosen)
        self.play.clicked.connect(self.replay.toggle)
        self.open.clicked.connect(self._on_open)
        self.replay.position_changed.connect(self._on_position)
        self.replay.playing_changed.connect(self._on_playing)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [self.choice, self.play, self.open]

    @property
    def attempt_id(self) -> str:
        """The take that is shown, "" before there is one."""
        return self._attempt.id if self._attempt is not None else ""

    def show_take(self, take: Take, attempts: Sequence[Attempt]) -> None:
        """Show a take among all of the question. The same sound goes on where it is."""
        attempt = take.review.attempt
        anew = self._attempt is None or self._attempt.id != attempt.id or take.audio != self._audio
        self._attempt, self._audio = attempt, take.audio
        listed = attempts if any(one.id == attempt.id for one in attempts) else (*attempts, attempt)
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for one in listed:
                self.choice.addItem(take_words(one), one.id)
            self.choice.setCurrentIndex(self.choice.findData(attempt.id))
        if anew:
            self.replay.open(take.audio, attempt.duration_ms)
            self._on_position(0)
        self.show_sound(take.no_sound)

    def show_sound(self, trouble: str) -> None:
        """Whether the take can be heard; trouble: why not, in a sentence."""
        self.play.setVisible(not trouble)
        self.where.setVisible(not trouble)
        self.no_sound.setVisible(bool(trouble))
        self.no_sound.setText("Sound missing" if trouble else "")
        self.no_sound.setToolTip(trouble)
        self.no_sound.setAccessibleName(trouble)

    @Slot(int)
    def _on_position(self, at_ms: int) -> None:
        whole = minutes(self._attempt.duration_ms) if self._attempt is not None else ""
        self.where.setText(f"{minutes(at_ms)} / {whole}" if at_ms else whole)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        self.play.say(f"{'Pause' if playing else 'Play'} the take on the {self._name}", "pause" if playing else "play")

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        chosen = str(self.choice.itemData(place) or "")
        if chosen and chosen != self.attempt_id:
            self.choice.setCurrentIndex(self.choice.findData(self.attempt_id))  # until that take is really shown
            self.take_chosen.emit(chosen)

    @Slot()
    def _on_open(self) -> None:
        if self._attempt is not None:
            self.open_pressed.emit(self._attempt.id)
