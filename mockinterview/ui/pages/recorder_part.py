"""The lower half of a rehearsal, always in sight: time, loudness, microphone, Record and Stop, and what is told of the sound."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.microphone import Finding, advice
from mockinterview.core.problems import MicrophoneProblem, Problem, TakeProblem, VoiceProblem
from mockinterview.core.take import InputDevice
from mockinterview.flow.answering import Answering, Step
from mockinterview.system.surroundings import this_system
from mockinterview.ui.commands import key_words
from mockinterview.ui.look import GAP, px
from mockinterview.ui.models.microphones import MicrophoneList
from mockinterview.ui.pages.microphone_chooser import MicrophoneChooser
from mockinterview.ui.pages.sound_notices import CHOOSE, UNMUTE, SoundNotices
from mockinterview.ui.widgets.announcing import announce
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.level_meter import LevelMeter
from mockinterview.ui.widgets.panels import Notice
from mockinterview.ui.widgets.takes_row import TakesRow
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.timer_ring import TimerRing
from mockinterview.ui.widgets.times import minutes

_RING_WORDS = {
    Step.IDLE: "",
    Step.ASKED: "ready when you are",
    Step.READING: "reading aloud",
    Step.STARTING: "opening microphone",
    Step.RECORDING: "recording",
    Step.PAUSED: "paused",
    Step.KEEPING: "keeping it",
}

MAKING = (Step.STARTING, Step.RECORDING, Step.PAUSED)
"""While a take is made Record means Stop."""

_HELP = (
    (MicrophoneProblem, "Choose a microphone", "microphone"),
    (VoiceProblem, "Choose a voice", "reading"),
    (TakeProblem, "Try again", ""),
)
"""For each kind of trouble the button that helps, and the section of the settings it leads to ("": record once more)."""

LOOK_AGAIN = "Look again"

NOTICE_HEIGHT = 58
"""A notice of two lines. So much is kept free for it: nobody who reaches for Stop should miss it because something is told."""


class RecorderPart(QWidget):
    """Shows a sitting. record_wished: once more; settings_requested carries a section."""

    record_wished = Signal()
    settings_requested = Signal(str)

    def __init__(self, answering: Answering, microphones: MicrophoneList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answering = answering
        self._microphones = microphones
        self._help = ""
        self._said = ""
        self._low = False
        self._met: tuple[Problem, tuple[InputDevice, ...]] | None = None
        self._build()
        self.notices = SoundNotices(self.hint, self.notes, this_system(), self)
        self._wire()

    def _build(self) -> None:
        """Stop must never have to be scrolled to, so this part takes what height it needs."""
        self.ring = TimerRing()
        self.target = Label("", "small", wrap=False)
        self.target.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.meter = LevelMeter()
        self.meter.setMaximumWidth(px(360))
        self.chooser = MicrophoneChooser(self._microphones)
        self.notes = Button("", "info", "plain")
        self.notes.setCheckable(True)
        self.record = Button("Record answer", "record", "primary", key=key_words("record"))
        self.record.setProperty("scale", "large")
        self.record.setMinimumWidth(px(240))
        self.pause = Button("Pause", "pause", key=key_words("pause"))
        self.pause.setProperty("scale", "large")
        self.hint = Notice()
        self.trouble = Notice("trouble")
        self.takes = TakesRow()
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, GAP)
        column.setSpacing(2 * GAP)
        column.addWidget(self.ring, 0, centre)
        column.addWidget(self.target)
        column.addLayout(self._row(self.chooser, self.meter, self.notes))
        column.addLayout(self._row(self.record, self.pause))
        column.addWidget(self._told_below())
        for button in (self.pause, self.notes):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _told_below(self) -> QWidget:
        """The earlier takes, and in their place what is told while another is made."""
        self._below = QWidget()
        column = QVBoxLayout(self._below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.hint)
        column.addWidget(self.trouble)
        column.addWidget(self.takes, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._keep_room()
        return self._below

    @staticmethod
    def _row(*widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        for widget in widgets:
            row.addWidget(widget, 20 if isinstance(widget, LevelMeter) else 0)
        row.addStretch(1)
        return row

    def _wire(self) -> None:
        self.chooser.settings_requested.connect(self._on_settings)
        self.hint.pressed.connect(self._on_hint_pressed)
        self.trouble.pressed.connect(self._on_help)
        self._microphones.changed.connect(self.show_state)

    # ------------------------------------------------------------ public

    def show_target(self, target_ms: int, *, time_shown: bool) -> None:
        """The length to aim for, 0 for none, and whether time is shown at all."""
        self.ring.set_target(target_ms, time_shown=time_shown)
        self.target.setText(f"target {minutes(target_ms)}" if target_ms and time_shown else "")

    def make_room(self, *, low: bool, crowded: bool) -> None:
        """Take less height while the page is low, or while much stands above."""
        self._low = low
        self.ring.set_compact(low or crowded)
        self.target.setVisible(not (low or crowded))
        self._keep_room()

    def begin_anew(self) -> None:
        """Another question: nothing of the one before holds."""
        self._said = ""
        self.notices.clear()
        self.meter.turn_off()
        self.ring.show_time(0, "", lamp=False)

    @Slot()
    def show_state(self) -> None:
        """Show where the sitting stands."""
        step = self._answering.step
        making = step in MAKING
        self.record.say("Stop" if making else "Record answer", "stop" if making else "record")
        self.pause.setVisible(step in (Step.RECORDING, Step.PAUSED))
        self.pause.say("Go on" if step is Step.PAUSED else "Pause", "play" if step is Step.PAUSED else "pause")
        self.ring.show_time(self._answering.elapsed_ms if making else 0, _RING_WORDS[step], lamp=step is Step.RECORDING)
        self.chooser.allow_settings(allowed=not self._answering.busy)
        if step is not Step.RECORDING:
            self.meter.turn_off()
        self._keep_room()
        self._show_trouble(self._answering.problem)
        if making:
            self._look()
        else:
            self.notices.clear()
            self._show_microphone()

    @Slot()
    def tick(self) -> None:
        """Sound arrives: show it."""
        self.meter.show_level(self._answering.level)
        self.ring.show_time(self._answering.elapsed_ms, _RING_WORDS[Step.RECORDING], lamp=True)
        self._look()

    def _keep_room(self) -> None:
        self._below.setMinimumHeight(0 if self._low else px(NOTICE_HEIGHT))
        self.takes.make_room(wanted=self._low or self._answering.step in MAKING)

    # ------------------------------------------------------------ what is told

    def _look(self) -> None:
        sitting = self._answering
        self.notices.look(sitting.hint, sitting.marks, sitting.level, self._microphones.name, self._microphones.muted)

    def _show_microphone(self) -> None:
        """Before a take: what is known against its microphone, so that nobody speaks to a dead one."""
        stands, words, button = self._microphones.standing, "", ""
        if stands is None or isinstance(self._answering.problem, MicrophoneProblem):
            pass  # nobody knows, or it is told as a trouble already
        elif stands.finding is Finding.MISSING and self._microphones.instead is not None:
            words = self._microphones.stand_in_words
        elif stands.finding is not Finding.HEARD:
            name = self._microphones.wish.name if stands.device is None else stands.device.name
            words = advice(stands.finding, this_system(), name).sentence
            button = {Finding.MUTED: UNMUTE, Finding.NONE: LOOK_AGAIN}.get(stands.finding, self._stand_in_words())
        self.hint.say(words, button)
        if words != self._said:
            self._said = words
            announce(self.hint, words)

    def _stand_in_words(self) -> str:
        stands = self._microphones.standing
        default = stands.default if stands is not None else None
        return f"Use “{default.name}” this time" if default is not None else CHOOSE

    def _is_over(self, problem: MicrophoneProblem) -> bool:
        """Whether other microphones are there than when it was met, and nothing is known against the one that would be used."""
        devices, stands = self._microphones.devices, self._microphones.standing
        if self._met is None or self._met[0] is not problem:
            self._met = problem, devices
        return devices != self._met[1] and stands is not None and stands.finding is Finding.HEARD

    def _show_trouble(self, problem: Problem | None) -> None:
        button, self._help = "", ""
        if isinstance(problem, MicrophoneProblem) and self._is_over(problem):
            problem = None
        for kind, words, section in _HELP:
            if isinstance(problem, kind):
                button, self._help = words, section
        if isinstance(problem, MicrophoneProblem) and self._can_stand_in():
            button, self._help = self._stand_in_words(), ""
        self.trouble.say(problem.sentence if problem else "", button)

    def _can_stand_in(self) -> bool:
        stands = self._microphones.standing
        return stands is not None and stands.finding is Finding.MISSING

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_hint_pressed(self) -> None:
        if self._microphones.muted:
            self._microphones.unmute()
        elif self._answering.step in MAKING:
            self.chooser.open_menu()
        elif self._can_stand_in():
            self._microphones.use_default_meanwhile()
        else:
            self._microphones.refresh()

    @Slot()
    def _on_help(self) -> None:
        if self._help:
            self.settings_requested.emit(self._help)
            return
        if isinstance(self._answering.problem, MicrophoneProblem):
            self._microphones.use_default_meanwhile()
        self.record_wished.emit()

    @Slot()
    def _on_settings(self) -> None:
        self.settings_requested.emit("microphone")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.meter.setMaximumWidth(px(360))
            self._keep_room()
