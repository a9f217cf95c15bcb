"""One question, one answer: read or hear it, think, speak. One column, one obvious next step, nothing that hurries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.attempt import Attempt
from mockinterview.core.problems import Problem
from mockinterview.core.question import Question
from mockinterview.flow.answering import Step
from mockinterview.flow.house import House
from mockinterview.settings import Settings, table
from mockinterview.ui.bridge import Bridge
from mockinterview.ui.commands import COMMANDS, bind, key_words
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.models.background import Asking
from mockinterview.ui.models.microphones import MicrophoneList
from mockinterview.ui.pages.question_parts import tips_part
from mockinterview.ui.pages.recorder_part import MAKING, RecorderPart
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.focus import has_place
from mockinterview.ui.widgets.panels import Card, Column
from mockinterview.ui.widgets.recording_drop import recording_in
from mockinterview.ui.widgets.sound_list import SoundList
from mockinterview.ui.widgets.text import Label

TICK_MS = 33
"""30 repaints a second while sound arrives, none otherwise."""

LOW_PAGE = 620
"""Under this height (at 100 % text) the ring makes room for the question."""

CROWDED_PAGE = 860
"""The same while tips, or notes on the sound, are open under it."""


class RehearsePage(QWidget):
    """The rehearsal. attempt_requested carries an attempt's id, settings_requested a section.

    deed_wished: a command for the asked question, as the list of its id. recording_dropped: that id, and a Path.
    """

    attempt_requested = Signal(str)
    settings_requested = Signal(str)
    back_requested = Signal()
    deed_wished = Signal(str, list)
    recording_dropped = Signal(str, object)

    def __init__(
        self,
        house: House,
        settings: Settings,
        bridge: Bridge,
        microphones: MicrophoneList,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._answering = house.answering
        self._library = house.library
        self._settings = settings
        self._microphones = microphones
        self._question: Question | None = None
        self._hidden_text = False
        self._asking = Asking(self)
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
        self.recorder = RecorderPart(self._answering, self._microphones)
        self.recorder.setMaximumWidth(px(760))
        self.ring, self.meter, self.takes = self.recorder.ring, self.recorder.meter, self.recorder.takes
        self.record, self.pause = self.recorder.record, self.recorder.pause
        self.hint, self.trouble = self.recorder.hint, self.recorder.trouble
        middle = QHBoxLayout()
        middle.addWidget(self.recorder)
        page.addLayout(middle)
        page.addStretch(1)
        for button in (self.back, self.bring, self.hear, self.hide_text, self.tips):
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
        self.sound_list = SoundList()
        self._sound_card = Card()
        self._sound_card.body.addWidget(Label("What happened to the sound", "strong"))
        self._sound_card.body.addWidget(self.sound_list)
        self._sound_card.hide()
        column.setSpacing(2 * GAP)
        column.addStretch(1)
        column.addWidget(self.text)
        column.addLayout(deeds)
        column.addWidget(self._sound_card)
        column.addWidget(self._tips_card)
        column.addStretch(1)

    def _wire(self, bridge: Bridge) -> None:
        self._asking.answered.connect(self._on_takes)
        self._asking.failed.connect(self._on_no_takes)
        self.back.clicked.connect(self.back_requested)
        self.bring.clicked.connect(self._on_bring)
        self.hear.clicked.connect(self._on_hear)
        self.hide_text.clicked.connect(self._on_hide_text)
        self.tips.toggled.connect(self._on_tips)
        self.record.clicked.connect(self._on_record)
        self.pause.clicked.connect(self._on_pause)
        self.recorder.record_wished.connect(self._on_record)
        self.recorder.settings_requested.connect(self.settings_requested)
        self.takes.chosen.connect(self.attempt_requested)
        self.recorder.notes.toggled.connect(self._on_notes)
        self.recorder.notices.changed.connect(self._on_notes_changed)
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
        bind("choose_microphone", self, self.recorder.chooser.open_menu)
        bind("import_answer", self, self._on_bring)

    # ------------------------------------------------------------ public

    def ask(self, question_id: str, *, again: bool = False) -> None:
        """Put a question. again: after a look at a take, so nothing is read aloud. UsageProblem if there is none of that id."""
        question = self._library.question(question_id)
        self._question = question
        self._where.setText(" · ".join(part for part in (question.role, question.theme) if part))
        self.text.setText(question.text)
        self._show_text(hidden=False)
        self.tips.setVisible(bool(question.tips))
        self.tips.setChecked(False)
        self._fill_tips(question)
        self._show_target()
        self.recorder.begin_anew()
        self.takes.show_takes(())
        self._microphones.refresh()
        self._answering.ask(question, aloud=not again and self._settings.get(table.READ_ALOUD_FIRST))
        self.show_state()
        self._show_takes()
        (self.record if self.record.isEnabled() else self).setFocus()

    def come_back(self) -> None:
        """Be ready for another answer to the question that stands here. UsageProblem if it has gone meanwhile."""
        if self._question is not None:
            self.ask(self._question.id, again=True)

    @Slot()
    def show_state(self) -> None:
        """Show where the sitting stands."""
        step = self._answering.step
        self.recorder.show_state()
        self._enable_record(step not in (Step.KEEPING, Step.IDLE))
        self.hear.setEnabled(not self._answering.busy)
        self.bring.setEnabled(not self._answering.busy)
        reading = step is Step.READING
        self.hear.say("Stop reading" if reading else "Hear it", "speaker-off" if reading else "speaker")
        if step is Step.RECORDING:
            self._ticking.start()
        else:
            self._ticking.stop()

    def close_down(self) -> None:
        """End what goes on in the background."""
        self._asking.finish()

    # ------------------------------------------------------------ inside

    def _enable_record(self, enabled: bool) -> None:
        """The page keeps the focus for a button that is off: Qt would hand it on, and the next Space would open an earlier take."""
        if not enabled and has_place(self.record):
            self.setFocus()
        self.record.setEnabled(enabled)
        if enabled and has_place(self):
            self.record.setFocus()

    def _show_text(self, *, hidden: bool) -> None:
        self._hidden_text = hidden
        assert self._question is not None
        self.text.setText("…" if hidden else self._question.text)
        words = "The question's text is hidden" if hidden else self._question.text
        self.text.setAccessibleName(words)
        self.record.setAccessibleDescription(words)  # a screen reader says it with the button that has the focus
        self.hide_text.say("Show text" if hidden else "Hide text", "eye" if hidden else "eye-off")

    def _fill_tips(self, question: Question) -> None:
        if self._tips_inside is not None:
            self._tips_inside.setParent(None)
            self._tips_inside.deleteLater()
        self._tips_inside = tips_part(question)
        self._tips_card.body.addWidget(self._tips_inside)

    def _make_room(self) -> None:
        opened = not (self._tips_card.isHidden() and self._sound_card.isHidden())
        height = self.height()
        self.recorder.make_room(low=height < px(LOW_PAGE), crowded=opened and height < px(CROWDED_PAGE))

    def _show_target(self) -> None:
        shown = self._settings.get(table.SHOW_TIMER)
        self.recorder.show_target(self._settings.get(table.TARGET_SECONDS) * 1_000, time_shown=shown)

    def _show_takes(self) -> None:
        assert self._question is not None
        self._asking.ask("takes", partial(self._library.attempts, self._question.id))

    # ------------------------------------------------------------ slots

    @Slot(str, object)
    def _on_takes(self, _name: str, attempts: Sequence[Attempt]) -> None:
        self.takes.show_takes([(attempt.id, attempt.take, attempt.duration_ms) for attempt in attempts])

    @Slot(str, object)
    def _on_no_takes(self, _name: str, _problem: Problem) -> None:
        """The shell has told of a store in trouble; a rehearsal goes on without it."""
        self.takes.show_takes(())

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
        self._make_room()

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
        if self._answering.step in MAKING:
            self._answering.stop()
        else:
            self._answering.record(self._microphones.instead)

    @Slot()
    def _on_pause(self) -> None:
        if self._answering.step is Step.PAUSED:
            self._answering.resume()
        else:
            self._answering.pause()

    @Slot()
    def _on_tick(self) -> None:
        self.recorder.tick()
        if self._answering.ended:
            self._answering.stop()

    @Slot(bool)
    def _on_notes(self, shown: bool) -> None:
        self._sound_card.setVisible(shown)
        self._make_room()
        if shown:
            self._above.ensureWidgetVisible(self._sound_card)

    @Slot()
    def _on_notes_changed(self) -> None:
        notes = self.recorder.notices.notes
        self.sound_list.show_marks(notes)
        if not notes:
            self.recorder.notes.setChecked(False)

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
        self._make_room()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticking.stop()
