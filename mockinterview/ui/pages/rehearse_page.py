"""One question, one answer: read or hear it, think, speak. One column, one obvious next step, nothing that hurries."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.problems import MicrophoneProblem, Problem, TakeProblem, VoiceProblem
from mockinterview.core.question import Question
from mockinterview.flow.answering import Step
from mockinterview.flow.house import House
from mockinterview.settings import Settings, table
from mockinterview.ui.bridge import Bridge
from mockinterview.ui.commands import COMMANDS, bind, key_words
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.pages.question_parts import tips_part
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.level_meter import LevelMeter
from mockinterview.ui.widgets.panels import Card, Column, Notice
from mockinterview.ui.widgets.recording_drop import recording_in
from mockinterview.ui.widgets.takes_row import TakesRow
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.timer_ring import TimerRing
from mockinterview.ui.widgets.times import minutes

TICK_MS = 33
"""30 repaints a second while sound arrives, none otherwise."""

LOW_PAGE = 620
"""Under this height (at 100 % text) the ring makes room for the question."""

_RING_WORDS = {
    Step.IDLE: "",
    Step.ASKED: "ready when you are",
    Step.READING: "reading aloud",
    Step.STARTING: "opening microphone",
    Step.RECORDING: "recording",
    Step.PAUSED: "paused",
    Step.KEEPING: "keeping it",
}

_HELP = (
    (MicrophoneProblem, "Choose a microphone", "microphone"),
    (VoiceProblem, "Choose a voice", "reading"),
    (TakeProblem, "Try again", ""),
)
"""For each kind of trouble the button that helps, and the section of the settings it leads to ("": record once more)."""


class RehearsePage(QWidget):
    """The rehearsal. attempt_requested carries an attempt's id, settings_requested a section.

    deed_wished: a command for the asked question, as the list of its id. recording_dropped: that id, and a Path.
    """

    attempt_requested = Signal(str)
    settings_requested = Signal(str)
    back_requested = Signal()
    deed_wished = Signal(str, list)
    recording_dropped = Signal(str, object)

    def __init__(self, house: House, settings: Settings, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answering = house.answering
        self._library = house.library
        self._settings = settings
        self._question: Question | None = None
        self._help = ""
        self._hidden_text = False
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK_MS)
        self.setAcceptDrops(True)
        self._build()
        self._wire(bridge)

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, 2 * GAP, MARGIN, 2 * GAP)
        page.setSpacing(0)
        head = QHBoxLayout()
        self.back = Button("Back", "arrow-left", "plain")
        self.bring = Button(COMMANDS["import_answer"].words, "wave", "plain", key=key_words("import_answer"))
        self._where = Label("", "muted", wrap=False)
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self._where)
        head.addSpacing(GAP)
        head.addWidget(self.bring)
        page.addLayout(head)
        self._above = Column(760, margin=GAP)
        self._build_question(self._above.body)
        page.addWidget(self._above, 5)
        below = QVBoxLayout()
        below.setContentsMargins(0, GAP, 0, GAP)
        below.setSpacing(2 * GAP)
        self._build_recorder(below)
        middle = QHBoxLayout()
        held = QWidget()
        held.setMaximumWidth(px(760))
        held.setLayout(below)
        middle.addWidget(held)
        page.addLayout(middle)
        page.addStretch(1)
        for button in (self.back, self.bring, self.hear, self.hide_text, self.tips, self.pause):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _build_question(self, column: QVBoxLayout) -> None:
        """What may scroll: the question, and its tips."""
        self.text = Label("", "question").make_selectable()
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.hear = Button("Hear it", "speaker", "plain", key=key_words("hear"))
        self.hide_text = Button("Hide text", "eye-off", "plain", key=key_words("hide_text"))
        self.tips = Button("Tips", "lightbulb", "plain", key=key_words("tips"))
        self.tips.setCheckable(True)
        deeds = QHBoxLayout()
        deeds.setSpacing(GAP)
        deeds.addStretch(1)
        for button in (self.hear, self.hide_text, self.tips):
            deeds.addWidget(button)
        deeds.addStretch(1)
        self._tips_card = Card()
        self._tips_card.hide()
        self._tips_inside: QWidget | None = None
        column.setSpacing(2 * GAP)
        column.addStretch(1)
        column.addWidget(self.text)
        column.addLayout(deeds)
        column.addWidget(self._tips_card)
        column.addStretch(1)

    def _build_recorder(self, column: QVBoxLayout) -> None:
        """What is always in sight: Stop must never have to be scrolled to."""
        self.ring = TimerRing()
        self._target = Label("", "small", wrap=False)
        self._target.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.meter = LevelMeter()
        self.meter.setMaximumWidth(px(440))
        self.record = Button("Record answer", "record", "primary", key=key_words("record"))
        self.record.setProperty("scale", "large")
        self.record.setMinimumWidth(px(240))
        self.pause = Button("Pause", "pause", key=key_words("pause"))
        self.pause.setProperty("scale", "large")
        self.hint = Notice()
        self.trouble = Notice("trouble")
        self.takes = TakesRow()
        deeds = QHBoxLayout()
        deeds.setSpacing(GAP)
        deeds.addStretch(1)
        deeds.addWidget(self.record)
        deeds.addWidget(self.pause)
        deeds.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self.ring, 0, centre)
        column.addWidget(self._target)
        meter_row = QHBoxLayout()
        meter_row.addStretch(1)
        meter_row.addWidget(self.meter, 4)
        meter_row.addStretch(1)
        column.addLayout(meter_row)
        column.addLayout(deeds)
        column.addWidget(self.hint)
        column.addWidget(self.trouble)
        column.addWidget(self.takes, 0, centre)

    def _wire(self, bridge: Bridge) -> None:
        self.back.clicked.connect(self.back_requested)
        self.bring.clicked.connect(self._on_bring)
        self.hear.clicked.connect(self._on_hear)
        self.hide_text.clicked.connect(self._on_hide_text)
        self.tips.toggled.connect(self._on_tips)
        self.record.clicked.connect(self._on_record)
        self.pause.clicked.connect(self._on_pause)
        self.trouble.pressed.connect(self._on_help)
        self.takes.chosen.connect(self.attempt_requested)
        self._ticking.timeout.connect(self._on_tick)
        bridge.answering_changed.connect(self.show_state)
        bridge.attempt_kept.connect(self._on_attempt_kept)
        self._settings.on_change(table.TARGET_SECONDS, self._on_target_changed)
        self._settings.on_change(table.SHOW_TIMER, self._on_target_changed)
        bind("record", self, self._on_space)
        bind("pause", self, self._on_pause)
        bind("hear", self, self._on_hear)
        bind("hide_text", self, self._on_hide_text)
        bind("tips", self, self.tips.toggle)
        bind("import_answer", self, self._on_bring)

    # ------------------------------------------------------------ public

    def ask(self, question_id: str) -> None:
        """Put a question. UsageProblem if there is none of that id."""
        question = self._library.question(question_id)
        self._question = question
        self._where.setText(" · ".join(part for part in (question.role, question.theme) if part))
        self.text.setText(question.text)
        self._show_text(hidden=False)
        self.tips.setVisible(bool(question.tips))
        self.tips.setChecked(False)
        self._fill_tips(question)
        self._show_target()
        self.meter.turn_off()
        self.ring.show_time(0, "", lamp=False)
        self._answering.ask(question, aloud=self._settings.get(table.READ_ALOUD_FIRST))
        self.show_state()
        self._show_takes()
        self.record.setFocus()

    @Slot()
    def show_state(self) -> None:
        """Show where the sitting stands."""
        step = self._answering.step
        making = step in (Step.STARTING, Step.RECORDING, Step.PAUSED)
        self.record.say("Stop" if making else "Record answer", "stop" if making else "record")
        self._enable_record(step not in (Step.KEEPING, Step.IDLE))
        self.pause.setVisible(step in (Step.RECORDING, Step.PAUSED))
        self.pause.say("Go on" if step is Step.PAUSED else "Pause", "play" if step is Step.PAUSED else "pause")
        self.hear.setEnabled(not self._answering.busy)
        self.bring.setEnabled(not self._answering.busy)
        reading = step is Step.READING
        self.hear.say("Stop reading" if reading else "Hear it", "speaker-off" if reading else "speaker")
        self.ring.show_time(self._answering.elapsed_ms if making else 0, _RING_WORDS[step], lamp=step is Step.RECORDING)
        if step is Step.RECORDING:
            self._ticking.start()
        else:
            self._ticking.stop()
            self.meter.turn_off()
        self.hint.say(self._answering.hint if making else "")
        self._show_trouble(self._answering.problem)

    # ------------------------------------------------------------ inside

    def _enable_record(self, enabled: bool) -> None:
        """The page keeps the focus for a button that is off: Qt would hand it on, and the next Space would open an earlier take."""
        if not enabled and self.record.hasFocus():
            self.setFocus()
        self.record.setEnabled(enabled)
        if enabled and self.hasFocus():
            self.record.setFocus()

    def _show_trouble(self, problem: Problem | None) -> None:
        button, self._help = "", ""
        for kind, words, section in _HELP:
            if isinstance(problem, kind):
                button, self._help = words, section
        self.trouble.say(problem.sentence if problem else "", button)

    def _show_text(self, *, hidden: bool) -> None:
        self._hidden_text = hidden
        assert self._question is not None
        self.text.setText("…" if hidden else self._question.text)
        self.text.setAccessibleName("The question's text is hidden" if hidden else self._question.text)
        self.hide_text.say("Show text" if hidden else "Hide text", "eye" if hidden else "eye-off")

    def _fill_tips(self, question: Question) -> None:
        if self._tips_inside is not None:
            self._tips_inside.setParent(None)
            self._tips_inside.deleteLater()
        self._tips_inside = tips_part(question)
        self._tips_card.body.addWidget(self._tips_inside)

    def _show_target(self) -> None:
        seconds = self._settings.get(table.TARGET_SECONDS)
        shown = self._settings.get(table.SHOW_TIMER)
        self.ring.set_target(seconds * 1_000, time_shown=shown)
        self._target.setText(f"target {minutes(seconds * 1_000)}" if seconds and shown else "")

    def _show_takes(self) -> None:
        assert self._question is not None
        try:
            attempts = self._library.attempts(self._question.id)
        except Problem:
            attempts = []  # the shell has told of a store in trouble; a rehearsal goes on without it
        self.takes.show_takes([(attempt.id, attempt.take, attempt.duration_ms) for attempt in attempts])

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_hear(self) -> None:
        if self._answering.step is Step.READING:
            self._answering.hush()
        else:
            self._answering.hear()

    @Slot()
    def _on_hide_text(self) -> None:
        if self._question is not None:
            self._show_text(hidden=not self._hidden_text)

    @Slot(bool)
    def _on_tips(self, shown: bool) -> None:
        self._tips_card.setVisible(shown and self._question is not None and bool(self._question.tips))

    @Slot()
    def _on_bring(self) -> None:
        if self._question is not None and not self._answering.busy:
            self.deed_wished.emit("import_recording", [self._question.id])

    @Slot()
    def _on_space(self) -> None:
        """Space presses the button that has the keyboard's focus, as everywhere; else it records and stops."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and focused is not self.record and self.isAncestorOf(focused):
            focused.click()
        else:
            self._on_record()

    @Slot()
    def _on_record(self) -> None:
        if self._answering.step in (Step.STARTING, Step.RECORDING, Step.PAUSED):
            self._answering.stop()
        else:
            self._answering.record()

    @Slot()
    def _on_pause(self) -> None:
        if self._answering.step is Step.PAUSED:
            self._answering.resume()
        else:
            self._answering.pause()

    @Slot()
    def _on_help(self) -> None:
        if self._help:
            self.settings_requested.emit(self._help)
        else:
            self._answering.record()

    @Slot()
    def _on_tick(self) -> None:
        self.meter.show_level(self._answering.level)
        self.ring.show_time(self._answering.elapsed_ms, _RING_WORDS[Step.RECORDING], lamp=True)
        if self._answering.hint != self.hint.text:
            self.hint.say(self._answering.hint)
        if self._answering.ended:
            self._answering.stop()

    @Slot(str)
    def _on_attempt_kept(self, _attempt_id: str) -> None:
        if self._question is not None:
            self._show_takes()

    def _on_target_changed(self, _value: object) -> None:
        self._show_target()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if recording_in(event.mimeData()) is not None and not self._answering.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = recording_in(event.mimeData())
        if file is not None and self._question is not None:
            event.acceptProposedAction()
            self.recording_dropped.emit(self._question.id, file)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < px(LOW_PAGE)
        self.ring.set_compact(low)
        self._target.setVisible(not low)
        self.takes.make_room(wanted=low)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticking.stop()
