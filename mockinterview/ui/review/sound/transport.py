"""Play, back, forward, speed, and where one is; what is needed more seldom is in a menu, and shows itself while it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mockinterview.core.playback import JUMP_MS, LONG_JUMP_MS, RATES, stepped
from mockinterview.core.problems import Problem
from mockinterview.settings import Setting, Settings, table
from mockinterview.ui.commands import key_words, tip
from mockinterview.ui.look import GAP
from mockinterview.ui.review.sound.esc_key import EscKey
from mockinterview.ui.review.sound.replay import Replay
from mockinterview.ui.review.sound.stepping import Stepping
from mockinterview.ui.review.sound.transport_menu import TransportMenu
from mockinterview.ui.widgets.announcing import announce
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import minutes

T = TypeVar("T", bool, float)

_WORTH_TELLING_MS = 500
"""Less would be told as 0:00."""


class Transport(QWidget):
    """Drives a Replay and shows where it stands; speed and silences are remembered in the settings.

    moved: the person went somewhere else. problem_met: a choice could not be written down (it holds all the same).
    """

    moved = Signal()
    problem_met = Signal(object)

    def __init__(self, replay: Replay, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._replay = replay
        self._settings = settings
        self._duration_ms = 0
        self._shown = ""
        self.stepping = Stepping(replay, self)
        self._esc = EscKey(self, self._is_looping, self.end_loop)
        self._build()
        self._wire()
        self._follow_settings()

    def _build(self) -> None:
        self.back = Button("Back 2 seconds", "back", "icon", key=key_words("jump_back"))
        self.play = Button("Play", "play", key=key_words("play"))
        self.forward = Button("Forward 2 seconds", "forward", "icon", key=key_words("jump_forward"))
        self.time = Label("", wrap=False)
        self.looping = Button("Loop", "loop", "plain")
        tip(self.looping, "End the loop ({})", "loop")
        self.saving = Button("Silences left out", "skip", "plain")
        tip(self.saving, "Silences are left out. Play them again ({})", "skip_silences")
        for chip in (self.looping, self.saving):
            chip.setCheckable(True)
        self.speed = Choice("Speed", typing=False)
        tip(self.speed, "Speed ({} slower, {} faster); the pitch stays", "slower", "faster")
        for rate in RATES:
            self.speed.addItem(f"{rate:g}×", rate)
        self.speed.setMinimumContentsLength(5)
        self.speed.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.more = Button("More ways to listen", "more", "icon")
        self.menu = TransportMenu(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        left: tuple[QWidget, ...] = (self.back, self.play, self.forward, self.time)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        right: tuple[QWidget, ...] = (self.looping, self.saving, self.speed, self.more)
        for widget in right:
            row.addWidget(widget)
        self.looping.hide()
        self.saving.hide()

    def _wire(self) -> None:
        self.play.clicked.connect(self.toggle)
        self.back.clicked.connect(self.jump_back)
        self.forward.clicked.connect(self.jump_forward)
        self.looping.clicked.connect(self.end_loop)
        self.saving.clicked.connect(self.toggle_skips)
        self.more.clicked.connect(self._on_more)
        self.speed.activated.connect(self._on_speed)
        self.menu.wished.connect(self._on_menu)
        self.stepping.arrived.connect(self._on_arrived)
        self._replay.position_changed.connect(self._on_position)
        self._replay.playing_changed.connect(self._on_playing)
        self._replay.loop_changed.connect(self._on_loop)
        self._replay.saved_changed.connect(self._on_saved)

    def _follow_settings(self) -> None:
        settings = self._settings
        settings.on_change(table.REPLAY_RATE, self._on_rate)
        settings.on_change(table.SKIP_SILENCES, self._on_skipping)
        settings.on_change(table.REWIND_MS, self._replay.set_rewind)
        self._on_rate(settings.get(table.REPLAY_RATE))
        self._on_skipping(settings.get(table.SKIP_SILENCES))
        self._replay.set_rewind(settings.get(table.REWIND_MS))

    def show_take(self, duration_ms: int) -> None:
        """Show another take's length; without a sound nothing can be pressed."""
        self._duration_ms = duration_ms
        for widget in (self.back, self.play, self.forward, self.speed, self.looping, self.saving, self.more):
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
        self._jump(-JUMP_MS)

    @Slot()
    def jump_forward(self) -> None:
        """Go on to the next phrase."""
        self._jump(JUMP_MS)

    @Slot()
    def long_jump_back(self) -> None:
        """Hear the last sentence again."""
        self._jump(-LONG_JUMP_MS)

    @Slot()
    def long_jump_forward(self) -> None:
        """Go on to the next sentence."""
        self._jump(LONG_JUMP_MS)

    def _jump(self, by_ms: int) -> None:
        self._replay.jump(by_ms)
        self.moved.emit()
        if not self._replay.playing:  # else it is heard
            announce(self, minutes(self._replay.position_ms))

    @Slot()
    def slower(self) -> None:
        """One step slower."""
        self._step_speed(-1)

    @Slot()
    def faster(self) -> None:
        """One step faster."""
        self._step_speed(+1)

    @Slot()
    def toggle_skips(self) -> None:
        """Leave silences out, or play them again."""
        self._keep(table.SKIP_SILENCES, not self._settings.get(table.SKIP_SILENCES))
        announce(self, "Silences are played" if self.saving.isHidden() else self.saving.accessibleName())

    @Slot()
    def toggle_loop(self) -> None:
        """Begin a loop, say where it ends, or end it."""
        self._replay.toggle_loop()
        self.moved.emit()
        self._tell_loop()

    @Slot()
    def end_loop(self) -> None:
        """No loop any more."""
        self._replay.set_loop(None)
        self._tell_loop()

    def _step_speed(self, by: int) -> None:
        self._keep(table.REPLAY_RATE, stepped(self._replay.rate, by))
        announce(self, f"Speed {self.speed.currentText()}")

    def _tell_loop(self) -> None:
        announce(self, "No loop" if self.looping.isHidden() else self.looping.accessibleName())

    def _is_looping(self) -> bool:
        return self._replay.loop is not None or self._replay.loop_begun is not None

    def _keep(self, setting: Setting[T], value: T) -> None:
        try:
            self._settings.set(setting, value)
        except Problem as problem:
            self.problem_met.emit(problem)

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_more(self) -> None:
        self.menu.offer(self._replay, self.stepping, skipping=self._settings.get(table.SKIP_SILENCES))
        self.menu.popup(self.more.mapToGlobal(QPoint(self.more.width() - self.menu.sizeHint().width(), 0)))

    @Slot(str)
    def _on_menu(self, command_id: str) -> None:
        self.deeds()[command_id]()

    def deeds(self) -> dict[str, Callable[[], object]]:
        """What the commands of playing do, by their ids."""
        stepping = self.stepping
        return {
            "play": self.toggle,
            "jump_back": self.jump_back,
            "jump_forward": self.jump_forward,
            "long_jump_back": self.long_jump_back,
            "long_jump_forward": self.long_jump_forward,
            "slower": self.slower,
            "faster": self.faster,
            "loop": self.toggle_loop,
            "skip_silences": self.toggle_skips,
            "next_filler": stepping.next_filler,
            "previous_filler": stepping.previous_filler,
            "next_evidence": stepping.next_evidence,
            "previous_evidence": stepping.previous_evidence,
            "next_bookmark": stepping.next_bookmark,
            "previous_bookmark": stepping.previous_bookmark,
        }

    @Slot(int)
    def _on_speed(self, place: int) -> None:
        self._keep(table.REPLAY_RATE, RATES[place])

    def _on_rate(self, rate: float) -> None:
        self._replay.set_rate(rate)
        near = min(RATES, key=lambda known: abs(known - rate))
        self.speed.setCurrentIndex(RATES.index(near))

    def _on_skipping(self, on: bool) -> None:
        self._replay.set_skipping(on)
        self._on_saved(self._replay.saved_ms)

    @Slot(int)
    def _on_saved(self, ms: int) -> None:
        saved = f"saves {minutes(ms + 500)}" if ms >= _WORTH_TELLING_MS else "no long silences"
        self._show(self.saving, saved, f"Silences left out: {saved}", on=self._settings.get(table.SKIP_SILENCES))

    def _show(self, chip: Button, words: str, name: str, *, on: bool) -> None:
        """Say what holds, shortly; screen readers are told more."""
        chip.say(words)
        chip.setAccessibleName(name)
        chip.setChecked(True)
        chip.setVisible(on)

    @Slot(object)
    def _on_loop(self, _loop: object) -> None:
        held, begun = self._replay.loop, self._replay.loop_begun
        if held is not None:
            start, end = minutes(held.start_ms), minutes(held.end_ms)
            self._show(self.looping, f"{start} – {end}", f"Loop from {start} to {end}", on=True)
        elif begun is not None:
            start = minutes(begun)
            self._show(self.looping, f"{start} – …", f"Loop from {start}, its end is still to be said", on=True)
        else:
            self.looping.hide()

    @Slot(object)
    def _on_arrived(self, _mark: object) -> None:
        self.moved.emit()

    @Slot(int)
    def _on_position(self, at_ms: int) -> None:
        shown = f"{minutes(at_ms)} / {minutes(self._duration_ms)}"
        if shown != self._shown:
            self._shown = shown
            self.time.setText(shown)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        self.play.say("Pause" if playing else "Play", "pause" if playing else "play")
