"""Choosing a microphone, and trying it: three seconds, a meter, and the sound back."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.core.take import MICROPHONE_TRIAL, DeviceWish, TakeLabel
from mockinterview.flow.house import House
from mockinterview.flow.ports import Player, Take
from mockinterview.settings import Settings, table
from mockinterview.ui.look import GAP, px
from mockinterview.ui.models.background import Errand
from mockinterview.ui.pages.settings_editors import Editor
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.level_meter import LevelMeter
from mockinterview.ui.widgets.text import Label

TEST_MS = 3_000
TICK_MS = 33
GIVE_UP_MS = 6_000
"""A microphone from which no sound came for so long is not going to give any."""

QUIET_DBFS = -55.0
"""A test whose loudest moment stays below was not heard."""


class MicrophonePart(QWidget):
    """The section's inside. The test's recording is thrown away when another begins or the page is left."""

    problem_met = Signal(object)
    _began = Signal()
    _failed = Signal(object)

    def __init__(
        self, house: House, settings: Settings, player: Callable[[], Player], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._settings = settings
        self._make_player = player
        self._player: Player | None = None
        self._take: Take | None = None
        self._test_id = ""
        self._loudest = -120.0
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK_MS)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(GIVE_UP_MS)
        self._stopping = Errand(self)
        self._build()
        self._wire()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + GAP // 2)
        self.editor = Editor(table.MICROPHONE, self._settings)
        column.addWidget(self.editor)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.test = Button("Test microphone", "microphone")
        self.play = Button("Hear it back", "play", "plain")
        self.play.hide()
        self.meter = LevelMeter()
        self.meter.setMaximumWidth(px(320))
        row.addWidget(self.test)
        row.addWidget(self.play)
        row.addStretch(1)
        row.addWidget(self.meter, 3)
        column.addLayout(row)
        self.words = Label("Three seconds, thrown away afterwards.", "small")
        column.addWidget(self.words)

    def _wire(self) -> None:
        self.editor.failed.connect(self.problem_met)
        self.test.clicked.connect(self._on_test)
        self.play.clicked.connect(self._on_play)
        self._began.connect(self._on_began)
        self._failed.connect(self._on_failed)
        self._ticking.timeout.connect(self._on_tick)
        self._waiting.timeout.connect(self._on_nothing_came)
        self._stopping.done.connect(self._on_stopped)
        self._stopping.failed.connect(self._on_failed)

    def refresh(self) -> None:
        """Ask anew which microphones there are."""
        try:
            devices = self._house.microphone.inputs()
        except Problem as problem:
            devices = ()
            self.words.setText(problem.sentence)
        default = next((device.name for device in devices if device.is_default), "")
        first = f"The desktop's default ({default})" if default else "The desktop's default"
        self.editor.offer([(first, ""), *((device.name, device.name) for device in devices)])
        if not devices:
            self.words.setText("No microphone was found. Plug one in, then come back to this page.")

    # ------------------------------------------------------------ the test

    @Slot()
    def _on_test(self) -> None:
        if self._take is not None or self._stopping.busy or self._house.answering.busy:
            return
        self._throw_away()
        self._test_id = str(uuid.uuid4())
        label = TakeLabel(self._test_id, MICROPHONE_TRIAL, 0)
        device = DeviceWish(self._settings.get(table.MICROPHONE))
        self._loudest = -120.0
        self.test.setEnabled(False)
        self.play.hide()
        self.words.setText("Say something…")
        try:
            self._take = self._house.microphone.record(label, device, self._began.emit, self._failed.emit)
        except Problem as problem:
            self._end(problem.sentence)
            return
        self._waiting.start()

    @Slot()
    def _on_began(self) -> None:
        self._waiting.stop()
        self._ticking.start()

    @Slot()
    def _on_tick(self) -> None:
        if self._take is None:
            return
        level = self._take.level
        self._loudest = max(self._loudest, level.peak_dbfs)
        self.meter.show_level(level)
        if self._take.elapsed_ms >= TEST_MS or self._take.ended:
            self._stop()

    @Slot()
    def _on_nothing_came(self) -> None:
        self._stop()

    def _stop(self) -> None:
        take, self._take = self._take, None
        self._ticking.stop()
        self._waiting.stop()
        self.meter.turn_off()
        if take is not None:
            self._stopping.start(_Stop(take), MICROPHONE_TRIAL.id)

    @Slot(object)
    def _on_stopped(self, duration_ms: object) -> None:
        if not duration_ms:
            self._end("No sound came from this microphone. Choose another, or check that it is not muted.")
        elif self._loudest < QUIET_DBFS:
            self._end("This microphone is very quiet. Choose another, or check that it is not muted.", heard=True)
        else:
            self._end("Heard you.", heard=True)

    @Slot(object)
    def _on_failed(self, problem: Problem) -> None:
        self._stop()
        self._end(problem.sentence)

    def _end(self, words: str, *, heard: bool = False) -> None:
        self._take = None
        self.test.setEnabled(True)
        self.play.setVisible(heard)
        self.words.setText(words)

    @Slot()
    def _on_play(self) -> None:
        if self._player is None:
            self._player = self._make_player()
        try:
            self._player.load(self._house.shelf.audio(self._test_id))
            self._player.play(0)
        except Problem as problem:
            self._end(problem.sentence)

    def _throw_away(self) -> None:
        if self._player is not None:
            self._player.unload()
        if self._test_id:
            self._house.shelf.discard(self._test_id)
            self._test_id = ""
        self.play.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stop()
        self._stopping.finish()
        self._throw_away()


class _Stop:
    """Closing a take may take two seconds: off the main thread with it. Returns its length in milliseconds."""

    def __init__(self, take: Take) -> None:
        self._take = take

    def __call__(self, _errand: Errand) -> int:
        return self._take.stop().duration_ms
