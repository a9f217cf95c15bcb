"""The place of the transcript, whatever there is of it: the words, work going on, or one sentence and one button.

Words are shown as they arrive: what was recognised while the answer was given stands there at once, and the rest joins it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, Qt, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.ui.commands import key_words
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.review.sound_notes import SoundNotes
from mockinterview.ui.review.wording import progress
from mockinterview.ui.review.words.correcting import Correcting
from mockinterview.ui.review.words.find_bar import FindBar
from mockinterview.ui.review.words.finding import Finding
from mockinterview.ui.review.words.offering import Offering
from mockinterview.ui.review.words.transcript_view import TranscriptView
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import EmptyState, Notice
from mockinterview.ui.widgets.stack import Stack
from mockinterview.ui.widgets.text import Label

DRAFT = "Draft recogniser: many words will be wrong."
NOTHING = "No words were recognised. If you can hear yourself in the recording, try another recogniser or model."
TYPE = "Type what you said…"
CORRECT = "Correct the words…"
NOT_YET = "This take is not written down yet."
COMING = "Writing down what you said. {}"
AGAIN = "Recognising again; these words stay until the new ones are there. {}"
ASK = "Recognise again…"
GET = "Get Whisper…"
BEGIN = "Write it down"
LEAST_WORDS = 72
"""Two lines of words stay in sight under what is told above them."""
WAITING = "Waiting: another take is being recognised first."


class Working(QWidget):
    """The recogniser at work: how far it is in the sound, the time left, and a way to stop it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._since = QElapsedTimer()
        self._began_at_ms = 0
        self._title = Label("Writing down what you said", "strong")
        self._words = Label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Recognised so far")
        self.cancel = Button("Cancel")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP + GAP // 2)
        column.addStretch(2)
        meanwhile = Label("You can listen to the take meanwhile.", "muted")
        for label in (self._title, self._words, meanwhile):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._title)
        column.addWidget(self._words)
        self._bar.setFixedWidth(px(240))
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(meanwhile)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.cancel.clicked.connect(self.cancelled)

    @property
    def text(self) -> str:
        """How far it is, in words."""
        return self._words.text()

    def forget(self) -> None:
        """Another take, or work begun anew: the pace until now says nothing any more."""
        self._since.invalidate()

    def show_report(self, report: JobReport) -> None:
        """Show how far the work is."""
        if report.state is JobState.QUEUED:
            self._words.setText(WAITING)
            self._bar.setRange(0, 0)
            return
        if not self._since.isValid():
            self._since.start()
            self._began_at_ms = report.done_ms
        self._words.setText(progress(report.done_ms, report.total_ms, self._since.elapsed(), self._began_at_ms))
        self._bar.setRange(0, report.total_ms)
        self._bar.setValue(report.done_ms)


class TranscriptPane(QWidget):
    """begin_requested: recognise as the settings say. again_requested: with something else. models_requested: get Whisper.

    line_up: for `Lining` to speak in. arriving: the words so far of an attempt that is being recognised. better: whether a
    recogniser is ready that is no draft.
    """

    begin_requested = Signal()
    again_requested = Signal()
    cancel_requested = Signal()
    models_requested = Signal()

    def __init__(
        self,
        arriving: Callable[[str], Transcript | None],
        better: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._arriving = arriving
        self._better = better
        self._review: Review | None = None
        self.transcript: Transcript | None = None
        """The words that are shown, kept or arriving."""
        self.sound_notes = SoundNotes()
        self.trouble = Notice("trouble")
        self.coming = Notice()
        self.draft = Notice()
        self.own_words = Notice()
        self.line_up = Notice()
        self.find_bar = FindBar()
        self.view = TranscriptView()
        self.finding = Finding(self.view, self.find_bar)
        self.correcting = Correcting(self.view)
        self.offering = Offering(self.view, self.correcting, self.finding.find_and_replace)
        self.working = Working()
        self.message = EmptyState("wave", "", "")
        self.write = Button(TYPE, "edit", key=key_words("write_words"))
        self._stack = Stack()
        for widget in (self.view, self.working, self.message):
            self._stack.addWidget(widget)
        self._stack.setMinimumHeight(px(LEAST_WORDS))  # else its highest page would press a long sentence above it flat
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.sound_notes)
        column.addWidget(self.trouble)
        column.addWidget(self.draft)
        column.addWidget(self.own_words)
        column.addWidget(self.find_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.coming)  # what goes by is told below the words: those that are read stay where they are
        column.addWidget(self.line_up)
        column.addWidget(self.write, 0, Qt.AlignmentFlag.AlignHCenter)
        self.draft.pressed.connect(self._on_draft)
        self.message.pressed.connect(self._on_message)
        self.working.cancelled.connect(self.cancel_requested)
        self.coming.pressed.connect(self.cancel_requested)
        self.trouble.pressed.connect(self.again_requested)

    def show_review(self, review: Review) -> None:
        """Show the words there are; `show_work` says the rest."""
        self._review = review
        self.transcript = review.transcript or self._arriving(review.attempt.id)
        self.sound_notes.show_review(review)
        self.view.show_review(replace(review, transcript=self.transcript), editable=review.transcript is not None)
        self._say_draft(working=True)

    @Slot(str, object)
    def show_heard(self, attempt_id: str, _words: Transcript) -> None:
        """More words of an attempt have arrived."""
        if self._review is not None and self._review.attempt.id == attempt_id and self._review.transcript is None:
            self.show_review(self._review)
            if self.transcript is not None and self.transcript.words:
                self._stack.setCurrentWidget(self.view)

    def show_work(self, report: JobReport | None, failure: Problem | None) -> None:
        """Show where the work on these words stands. report: what goes on; failure: why the last work ended badly."""
        if self._review is None:
            return
        if report is None:  # nothing arrives any more, and the pace until now says nothing of the next work
            self.transcript = self._review.transcript
            self.working.forget()
        has_words = self.transcript is not None and bool(self.transcript.words)
        if report is not None:
            self.working.show_report(report)
        coming = COMING if self._review.transcript is None else AGAIN
        self.coming.say(coming.format(self.working.text) if has_words and report is not None else "", "Cancel")
        self.trouble.say(failure.sentence if has_words and failure is not None else "", ASK)
        self._say_draft(working=report is not None)
        if has_words:
            self._stack.setCurrentWidget(self.view)
        elif report is not None:
            self._stack.setCurrentWidget(self.working)
        else:
            self._say(self._review.transcript is not None, failure)

        is_draft = self.transcript is not None and self.transcript.draft
        self.write.say(CORRECT if has_words else TYPE)
        self.write.setVisible(report is None and not self.trouble.text and (is_draft or not has_words))

    def _say(self, silent: bool, failure: Problem | None) -> None:
        self._stack.setCurrentWidget(self.message)
        if failure is not None:
            self.message.say(failure.sentence, ASK)
        elif silent:
            self.message.say(NOTHING, ASK)
        else:
            self.message.say(NOT_YET, BEGIN)

    def _say_draft(self, *, working: bool) -> None:
        """That the words there are are a draft, and the way to better ones: that which is ready, or else to get one.

        Where a trouble is told, its button leads there, and its sentence needs the room.
        """
        words = self.transcript
        if words is None or not words.words or not words.draft or self.trouble.text:
            self.draft.say("")
        elif self._better():
            self.draft.say(DRAFT, "" if working else ASK)
        else:
            self.draft.say(DRAFT, GET)

    @Slot()
    def _on_draft(self) -> None:
        (self.again_requested if self.draft.button.accessibleName() == ASK else self.models_requested).emit()

    @Slot()
    def _on_message(self) -> None:
        (self.begin_requested if self.message.button.accessibleName() == BEGIN else self.again_requested).emit()

    @property
    def written(self) -> bool:
        """Whether the words that are shown are those that are kept."""
        return self._review is not None and self._review.transcript is not None

    @property
    def shown(self) -> str:
        """Which of the three is shown: "words", "working" or "message"."""
        current = self._stack.currentWidget()
        return "words" if current is self.view else "working" if current is self.working else "message"

    def forget(self) -> None:
        """Another take comes."""
        self.working.forget()
