"""The review page: one attempt as words, time line and checklist, each leading to the other two.

Position <-> word <-> item: playing moves the word mark and the playhead; a word plays from itself; an item lights its evidence in
both and plays it. The page asks `house.reviewing` and shows `core.review`; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.core.review import Lane, Review
from mockinterview.flow.house import House
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState, Player
from mockinterview.settings import Settings
from mockinterview.ui.bridge import Bridge
from mockinterview.ui.commands import COMMANDS
from mockinterview.ui.look import GAP
from mockinterview.ui.review.again import Again
from mockinterview.ui.review.announcing import announce_arrivals
from mockinterview.ui.review.export import Exporting
from mockinterview.ui.review.facts_bar import FactsBar, shown_by
from mockinterview.ui.review.header import Header
from mockinterview.ui.review.judging import Judging
from mockinterview.ui.review.lining import Lining
from mockinterview.ui.review.own_words import OwnWords
from mockinterview.ui.review.replay import Replay
from mockinterview.ui.review.side import Side
from mockinterview.ui.review.split import Split
from mockinterview.ui.review.time_line import TimeLine
from mockinterview.ui.review.transcript_pane import TranscriptPane
from mockinterview.ui.review.transport import Transport
from mockinterview.ui.review.wording import AGAIN, early_end, facts, facts_line
from mockinterview.ui.widgets.panels import Card, Notice

WHISPER_SETTINGS = "models"
"""The place in the settings where Whisper is got."""

_UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class ReviewPage(QWidget):
    """One attempt. Wishes that belong to other pages are signals; the texts are a question's or an attempt's id.

    compare_requested: two attempts, the second "" for whichever suits. deed_wished: of a command, for questions by their ids.

    settings_requested: a section of the settings page. problem_met: a Problem that stands in the way of what was just asked.
    """

    retake_requested = Signal(str)
    attempt_requested = Signal(str)
    compare_requested = Signal(str, str)
    deed_wished = Signal(str, list)
    back_requested = Signal()
    settings_requested = Signal(str)
    problem_met = Signal(object)

    def __init__(
        self,
        house: House,
        settings: Settings,
        bridge: Bridge,
        player: Callable[[], Player],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._settings = settings
        self._bridge = bridge
        self._attempt_id = ""
        self._review: Review | None = None
        self._stale = False
        self._evidence = ("", -1)
        self._replay = Replay(player, self)
        self._build()
        self.exporting = Exporting(house.library, self)
        self.judging = Judging(house.reviewing, self._chosen_item, self)
        self.lining = Lining(house.reviewing.lining_up, self.pane.line_up, self)
        reviewing, notice = house.reviewing, self.pane.own_words
        self.own_words = OwnWords(reviewing.writing, reviewing.former_words, self._replay, settings, notice, self)
        self.header.offer(self.own_words.menu)
        self._wire()

    def _build(self) -> None:
        self.again = Again(self._house, self._settings, self)
        self.header = Header()
        self.facts = FactsBar()
        self.no_sound = Notice("trouble")
        self.told = Notice()
        self.pane = TranscriptPane(self._house.reviewing.arriving, self.again.better_is_ready)
        self.side = Side()
        self.checklist = self.side.checklist
        self.time_line = TimeLine()
        self.transport = Transport(self._replay)
        left = Card(margin=GAP + GAP // 2)
        left.body.addWidget(self.pane)
        left.setMinimumWidth(320)
        self.splitter = Split(left, self.side, self._settings)
        bottom = Card(margin=GAP + GAP // 2)
        bottom.body.setSpacing(GAP // 2)
        bottom.body.addWidget(self.time_line)
        bottom.body.addWidget(self.transport)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GAP, 2 * GAP, 3 * GAP, 2 * GAP)
        column.setSpacing(GAP + GAP // 2)
        for widget in (self.header, self.facts, self.no_sound, self.told):
            column.addWidget(widget)
        column.addWidget(self.splitter, 1)
        column.addWidget(bottom)

    def _wire(self) -> None:
        self._bridge.review_changed.connect(self._on_review_changed)
        self._bridge.words_heard.connect(self.pane.show_heard)
        self._bridge.job_changed.connect(self._on_job_changed)
        for teller in (self.lining, self.own_words, self.again):
            self._bridge.job_changed.connect(teller.job_changed)
        self.judging.judged.connect(self.side.show_verdicts)
        for asker in (self.lining, self.own_words, self.again, self.exporting):
            asker.problem_met.connect(self.problem_met)
        self._replay.position_changed.connect(self._on_position)
        self._replay.playing_changed.connect(self._on_playing)
        self._replay.failed.connect(self._on_sound_failed)
        self.header.back_pressed.connect(self.back_requested)
        self.header.retake_pressed.connect(self.retake)
        self.header.export_pressed.connect(self.export)
        self.header.compare_pressed.connect(self.compare)
        self.header.take_chosen.connect(self.attempt_requested)
        self.no_sound.pressed.connect(self.retake)
        self.told.pressed.connect(self._on_told_pressed)
        self.pane.sound_notes.hear_requested.connect(self._replay.play)
        self.pane.view.word_chosen.connect(self.play_word)
        self.pane.begin_requested.connect(self.begin)
        self.pane.cancel_requested.connect(self.cancel)
        self.pane.write.clicked.connect(self.own_words.write)
        self.pane.again_requested.connect(self.again.ask)
        self.pane.models_requested.connect(self.again.get_models)
        self.own_words.again_wished.connect(self.again.ask)
        self.again.begun.connect(self._show_work)
        self.again.done.connect(self.own_words.tell_done)
        self.again.models_wished.connect(self._on_models_wished)
        self.checklist.item_chosen.connect(self._on_item_chosen)
        self.checklist.evidence_requested.connect(self.hear)
        self.checklist.next_evidence_requested.connect(self.hear_next)
        self.checklist.verdict_requested.connect(self.judging.decide)
        self.exporting.exported.connect(self._on_exported)
        self.time_line.seek_requested.connect(self.seek)
        self.transport.moved.connect(self.pane.view.follow_again)
        self._keys: dict[str, Callable[[], object]] = {
            key: deed for name, deed in self._deeds().items() for key in COMMANDS[name].keys
        }

    def _deeds(self) -> dict[str, Callable[[], object]]:
        """What the commands of this page do."""
        return {
            "play": self.transport.toggle,
            "jump_back": self.transport.jump_back,
            "jump_forward": self.transport.jump_forward,
            "slower": self.transport.slower,
            "faster": self.transport.faster,
            "next_item": self.checklist.choose_next,
            "previous_item": self.checklist.choose_previous,
            "hear_evidence": self.hear_chosen,
            "flip_verdict": self.judging.flip,
            "first_verdict": self.judging.first,
            "second_verdict": self.judging.second,
            "third_verdict": self.judging.third,
            "take_back_verdict": self.judging.take_back,
            "line_up_again": self.lining.again,
            "recognise_again": self.again.ask,
            "write_words": self.own_words.write,
            "import_words": self.own_words.import_file,
            "undo_words": self.own_words.undo,
            "retake": self.retake,
            "export": self.export,
            "compare": self.compare,
        }

    # ------------------------------------------------------------ the attempt

    @property
    def attempt_id(self) -> str:
        """The attempt that is shown."""
        return self._attempt_id

    def show_attempt(self, attempt_id: str) -> None:
        """Show an attempt from its beginning. UsageProblem if there is none of that id."""
        review = self._house.reviewing.review(attempt_id)
        self._attempt_id = attempt_id
        self.told.say(*early_end(review.attempt))
        self.pane.forget()
        self.checklist.choose("")
        self._open_sound(review)
        self._show(review)
        (self.transport.play if self._replay.ready else self.checklist).setFocus()
        if self.isVisible():
            self._prepare_soon()

    def _open_sound(self, review: Review) -> None:
        try:
            self._replay.open(self._house.library.audio(self._attempt_id), review.attempt.duration_ms)
            self.no_sound.say("")
        except Problem as problem:
            self._replay.open(None, review.attempt.duration_ms)
            self.no_sound.say(problem.sentence, AGAIN)

    def _refresh(self) -> None:
        """Show what is known now."""
        if not self._attempt_id:
            return
        try:
            self._show(self._house.reviewing.review(self._attempt_id))
        except Problem as problem:
            self.problem_met.emit(problem)

    def _show(self, review: Review) -> None:
        before, self._review = self._review, review
        levels = self._house.reviewing.levels(self._attempt_id)
        shown = shown_by(self._settings)
        found = facts(review, shown, measured=levels is not None and bool(levels.dbfs))
        attempts = self._house.library.attempts(review.attempt.question.id)
        self.header.show_attempt(review.attempt, attempts)
        self.facts.show_facts(found)
        self.judging.show_review(review)
        self.pane.show_review(review)
        self.lining.show_review(review)
        self.own_words.show_review(review)
        self.again.show_review(review)
        self._show_work()
        same = before is not None and before.attempt.id == review.attempt.id
        self.side.show_review(review, facts_line(found), anew=not same)
        wished = {Lane.PAUSE: shown.pauses, Lane.FILLER: shown.fillers}
        self.time_line.show_review(review, levels, tuple(lane for lane in Lane if wished.get(lane, True)))
        self.transport.show_take(review.attempt.duration_ms)
        self._on_position(self._replay.position_ms)
        if before is not None and same:
            announce_arrivals(self, before, review)

    @Slot()
    def _show_work(self) -> None:
        reviewing = self._house.reviewing
        self.pane.show_work(reviewing.working(self._attempt_id), reviewing.failure(self._attempt_id))

    # ------------------------------------------------------------ hearing

    @Slot(int)
    def play_word(self, word: int) -> None:
        """Play from a word."""
        if self.pane.transcript is not None:
            self.pane.view.follow_again()
            self._replay.play(self.pane.transcript.words[word].start_ms)

    @Slot(str, int)
    def hear(self, item_id: str, which: int) -> None:
        """Show and play one piece of an item's evidence."""
        line = self._review.line(item_id) if self._review is not None else None
        if self._review is None or line is None or which >= len(line.evidence):
            return
        self._evidence = (item_id, which)
        self.pane.view.show_word(line.evidence[which].first_word)
        times = self._review.evidence_range(item_id, which)
        if times is not None:
            self._replay.play(*times)

    @Slot(str)
    def hear_next(self, item_id: str) -> None:
        """Play the evidence after the one that was played last, the first after the last."""
        line = self._review.line(item_id) if self._review is not None and item_id else None
        if line is not None and line.evidence:
            before, which = self._evidence
            self.hear(item_id, (which + 1) % len(line.evidence) if before == item_id else 0)

    @Slot()
    def hear_chosen(self) -> None:
        """Play the chosen item's next evidence."""
        self.hear_next(self.checklist.item_id)

    @Slot(int)
    def seek(self, at_ms: int) -> None:
        """Go to a time; what plays goes on from there."""
        self.pane.view.follow_again()
        self._replay.seek(at_ms)

    def _chosen_item(self) -> str:
        return self.checklist.item_id

    # ------------------------------------------------------------ other wishes

    @Slot()
    def begin(self) -> None:
        """Recognise and line up (again)."""
        self._ask(self._house.reviewing.begin)

    @Slot()
    def cancel(self) -> None:
        """Stop recognising."""
        self._ask(self._house.reviewing.cancel)

    def _ask(self, verb: Callable[[str], None]) -> None:
        try:
            verb(self._attempt_id)
        except Problem as problem:
            self.problem_met.emit(problem)
        self._show_work()

    @Slot()
    def retake(self) -> None:
        """Answer the question once more."""
        if self._review is not None:
            self.retake_requested.emit(self._review.attempt.question.id)

    @Slot()
    def export(self) -> None:
        """Ask where to write this review."""
        if self._review is not None:
            self.exporting.ask(self._review.attempt, self)

    @Slot()
    def compare(self) -> None:
        """Show this take beside another of the question."""
        if self._review is not None:
            self.compare_requested.emit(self._review.attempt.id, "")

    # ------------------------------------------------------------ slots

    @Slot(str)
    def _on_review_changed(self, attempt_id: str) -> None:
        if attempt_id != self._attempt_id:
            return
        self._stale = not self.isVisible()
        if not self._stale:
            self._refresh()

    @Slot(object)
    def _on_job_changed(self, report: JobReport) -> None:
        if report.attempt_id != self._attempt_id or report.kind != JobKind.RECOGNISE:
            return
        if report.state in _UNFINISHED:
            self.pane.show_work(report, None)
        else:
            self._show_work()  # as it is now: other work may have begun since this report was on its way

    @Slot(str)
    def _on_item_chosen(self, item_id: str) -> None:
        if item_id != self._evidence[0]:
            self._evidence = (item_id, -1)
        self.pane.view.select_item(item_id)
        self.time_line.select_item(item_id)

    @Slot(int)
    def _on_position(self, at_ms: int) -> None:
        self.time_line.show_position(at_ms)
        transcript = self.pane.transcript
        started = at_ms > 0 or self._replay.playing
        self.pane.view.mark_word(transcript.word_at(at_ms) if transcript is not None and started else None)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        if not playing:
            self.time_line.settle()

    @Slot(object)
    def _on_sound_failed(self, problem: Problem) -> None:
        self.no_sound.say(problem.sentence, AGAIN)

    @Slot(str)
    def _on_exported(self, file: str) -> None:
        self.told.say(f"Exported to {file}.", "Dismiss")

    @Slot()
    def _on_told_pressed(self) -> None:
        again = self.told.button.accessibleName() == AGAIN
        self.told.say("")
        if again:
            self.retake()

    @Slot()
    def _on_models_wished(self) -> None:
        self.settings_requested.emit(WHISPER_SETTINGS)

    # ------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.keyCombination().toCombined() & ~Qt.KeyboardModifier.KeypadModifier.value
        deed = self._keys.get(QKeySequence(pressed).toString(QKeySequence.SequenceFormat.PortableText))
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and self._attempt_id:
            self._stale = False
            self._refresh()  # settings may be others, and work may have gone on
            self.again.come_back()
            self._prepare_soon()

    def _prepare_soon(self) -> None:
        """Make the sound ready once the page is painted, so that the first click is heard at once."""
        QTimer.singleShot(0, self._replay.prepare)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._replay.close()
            self.splitter.remember()
