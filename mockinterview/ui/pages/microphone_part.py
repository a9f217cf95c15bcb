"""Choosing a microphone, and trying it: three seconds, a meter, the sound back, and what to do where it hears nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.microphone import Advice, Finding, advice
from mockinterview.core.take import DeviceWish, Level
from mockinterview.flow.house import House
from mockinterview.flow.ports import Player
from mockinterview.settings import table
from mockinterview.system.surroundings import this_system
from mockinterview.ui.look import GAP, px
from mockinterview.ui.models.microphone_trial import MicrophoneTrial, TrialState
from mockinterview.ui.models.microphones import MicrophoneList
from mockinterview.ui.pages.settings_editors import label_of
from mockinterview.ui.widgets.advice_box import AdviceBox
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.level_meter import LevelMeter
from mockinterview.ui.widgets.text import Label

_IDLE = "Three seconds, thrown away afterwards."
_TEST, _STOP = "Test microphone", "Stop the test"
_WORDS = {
    TrialState.IDLE: _IDLE,
    TrialState.OPENING: "Opening the microphone…",
    TrialState.LISTENING: "Say something…",
    TrialState.CLOSING: "Say something…",
}
_NOTHING_HEARD = "The test heard nothing: the microphone is muted."
_SILENT = (Finding.ALL_ZEROS, Finding.VERY_QUIET, Finding.NOTHING_CAME)

UNMUTE, STAND_IN = "Unmute", "Use the default for now"


class MicrophonePart(QWidget):
    """The section's inside. The test's recording is thrown away when another begins or the page is left."""

    problem_met = Signal(object)

    def __init__(
        self, house: House, microphones: MicrophoneList, player: Callable[[], Player], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._microphones = microphones
        self._tried: tuple[str, bool | None] = ("", None)
        self.trial = MicrophoneTrial(house, player, self)
        self._build()
        self._wire()
        self._show_list()
        self._show_trial()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + GAP // 2)
        line = QHBoxLayout()
        line.setSpacing(2 * GAP)
        self.choice = Choice(label_of(table.MICROPHONE))
        self.choice.setMinimumWidth(px(300))
        self.choice.setMaximumWidth(px(340))
        line.addWidget(Label(label_of(table.MICROPHONE)), 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.choice)
        column.addLayout(line)
        self.state = AdviceBox()
        column.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.test = Button(_TEST, "microphone")
        self.play = Button("Hear it back", "play", "plain")
        self.meter = LevelMeter()
        self.meter.setMaximumWidth(px(300))  # as wide as the choice above it
        row.addWidget(self.test)
        row.addWidget(self.play)
        row.addStretch(1)
        row.addWidget(self.meter, 20)
        column.addLayout(row)
        self.words = Label(_IDLE, "small")
        column.addWidget(self.words)
        self.advice = AdviceBox()
        column.addWidget(self.advice)

    def _wire(self) -> None:
        self._microphones.changed.connect(self._show_list)
        self._microphones.problem_met.connect(self.problem_met)
        self.choice.activated.connect(self._on_chosen)
        self.state.pressed.connect(self._on_state_pressed)
        self.test.clicked.connect(self._on_test)
        self.play.clicked.connect(self.trial.play)
        self.trial.changed.connect(self._show_trial)
        self.trial.level_heard.connect(self._on_level)

    @Slot()
    def refresh(self) -> None:
        """Ask anew which microphones there are."""
        self._microphones.refresh()

    def close_down(self) -> None:
        """End what still runs in the background."""
        self.trial.close_down()

    # ------------------------------------------------------------ the list

    @Slot()
    def _show_list(self) -> None:
        entries = self._microphones.entries()
        self.choice.clear()
        for place, entry in enumerate(entries):
            self.choice.addItem(entry.words, entry.wish)
            if entry.chosen:
                self.choice.setCurrentIndex(place)
        self.choice.setToolTip(self.choice.currentText())
        self._show_state()
        if self.trial.state is TrialState.DONE and self._tried != self._in_use():
            self.trial.throw_away()  # what it found is said of another microphone, or of one that was muted then

    def _in_use(self) -> tuple[str, bool | None]:
        return self._microphones.name, self._microphones.muted

    def _show_state(self) -> None:
        """What is known against the chosen microphone before it is tried."""
        problem, stands = self._microphones.problem, self._microphones.standing
        if problem is not None:
            self.state.notice.say(problem.sentence)
            self.state.show()
        elif stands is None or stands.finding is Finding.HEARD:
            self.state.give(None)
        elif stands.finding is Finding.MISSING and self._microphones.instead is not None:
            self.state.give(Advice(self._microphones.stand_in_words))
        else:
            name = stands.device.name if stands.device is not None else self._microphones.wish.name
            self.state.give(advice(stands.finding, this_system(), name), self._state_button(stands.finding))

    def _state_button(self, finding: Finding) -> str:
        if finding is Finding.MUTED:
            return UNMUTE
        return STAND_IN if finding is Finding.MISSING else ""

    @Slot()
    def _on_state_pressed(self) -> None:
        stands = self._microphones.standing
        if stands is not None and stands.finding is Finding.MUTED:
            self._microphones.unmute()
        else:
            self._microphones.use_default_meanwhile()

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        wish = self.choice.itemData(place)
        if isinstance(wish, DeviceWish):
            self._microphones.choose(wish)

    # ------------------------------------------------------------ the test

    @Slot()
    def _on_test(self) -> None:
        """Begin, or give up: the button stays on, so that it keeps the keyboard's focus."""
        if self.trial.busy:
            self.trial.throw_away()
            return
        self._tried = self._in_use()
        self.trial.begin(self._microphones.instead or self._microphones.wish)

    @Slot()
    def _show_trial(self) -> None:
        trial = self.trial
        self.test.say(_STOP if trial.busy else _TEST, "stop" if trial.busy else "microphone")
        self.play.setVisible(trial.can_be_heard)
        if trial.state is not TrialState.LISTENING:
            self.meter.turn_off()
        words, told = self._result() if trial.state is TrialState.DONE else (_WORDS[trial.state], None)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.advice.give(told)

    def _result(self) -> tuple[str, Advice | None]:
        """What a test found, in a sentence or as advice."""
        found, muted = self.trial.finding, self._microphones.muted
        if found is None:
            return self.trial.problem.sentence if self.trial.problem is not None else "", None
        if muted and found in _SILENT:
            return _NOTHING_HEARD, None  # what to do about it is said above already
        told = advice(found, this_system(), self._microphones.name, muted=muted)
        return (told.found, None) if found is Finding.HEARD else ("", told)

    @Slot(object)
    def _on_level(self, level: Level) -> None:
        self.meter.show_level(level)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.trial.throw_away()
