"""Play, back, forward, speed, and where one is."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mockinterview.ui.commands import key_words
from mockinterview.ui.look import GAP
from mockinterview.ui.review.replay import JUMP_MS, RATES, Replay
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import minutes


class Transport(QWidget):
    """Drives a Replay and shows where it stands. moved: the person went somewhere else."""

    moved = Signal()

    def __init__(self, replay: Replay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._replay = replay
        self._duration_ms = 0
        self._shown = ""
        self._build()
        self._wire()

    def _build(self) -> None:
        self.back = Button("Back 2 seconds", "back", "icon", key=key_words("jump_back"))
        self.play = Button("Play", "play", key=key_words("play"))
        self.forward = Button("Forward 2 seconds", "forward", "icon", key=key_words("jump_forward"))
        self.speed = Choice("Speed", typing=False)
        self.speed.setToolTip(f"Speed ({key_words('slower')} slower, {key_words('faster')} faster)")
        for rate in RATES:
            self.speed.addItem(f"{rate:g}×", rate)
        self.speed.setMinimumContentsLength(4)
        self.speed.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.speed.setCurrentIndex(RATES.index(1.0))
        self.time = Label("", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for widget in (self.back, self.play, self.forward, self.time):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.speed)

    def _wire(self) -> None:
        self.play.clicked.connect(self.toggle)
        self.back.clicked.connect(self.jump_back)
        self.forward.clicked.connect(self.jump_forward)
        self.speed.currentIndexChanged.connect(self._on_speed)
        self._replay.position_changed.connect(self._on_position)
        self._replay.playing_changed.connect(self._on_playing)

    def show_take(self, duration_ms: int) -> None:
        """Show another take's length; without a sound nothing can be pressed."""
        self._duration_ms = duration_ms
        for widget in (self.back, self.play, self.forward, self.speed):
            widget.setEnabled(self._replay.ready)
        self._on_position(self._replay.position_ms)
        self._on_playing(self._replay.playing)

    # ------------------------------------------------------------ wishes

    @Slot()
    def toggle(self) -> None:
        """Play or pause."""
        self._replay.toggle()
        self.moved.emit()

    @Slot()
    def jump_back(self) -> None:
        """Hear the last phrase again."""
        self._replay.jump(-JUMP_MS)
        self.moved.emit()

    @Slot()
    def jump_forward(self) -> None:
        """Go on to the next phrase."""
        self._replay.jump(JUMP_MS)
        self.moved.emit()

    @Slot()
    def slower(self) -> None:
        """One step slower."""
        self.speed.setCurrentIndex(max(0, self.speed.currentIndex() - 1))

    @Slot()
    def faster(self) -> None:
        """One step faster."""
        self.speed.setCurrentIndex(min(self.speed.count() - 1, self.speed.currentIndex() + 1))

    # ------------------------------------------------------------ slots

    @Slot(int)
    def _on_speed(self, place: int) -> None:
        self._replay.set_rate(RATES[place])

    @Slot(int)
    def _on_position(self, at_ms: int) -> None:
        shown = f"{minutes(at_ms)} / {minutes(self._duration_ms)}"
        if shown != self._shown:
            self._shown = shown
            self.time.setText(shown)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        self.play.say("Pause" if playing else "Play", "pause" if playing else "play")
