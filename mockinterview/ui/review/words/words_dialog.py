"""A plain page to type on, with the answer to be heard while typing: for what was said, in one's own words."""

from __future__ import annotations

import logging

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.settings import Settings, table
from mockinterview.ui.commands import bind, key_words
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.review.sound.replay import Replay
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Card, Notice
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import minutes

log = logging.getLogger(__name__)

BACK_MS = 3_000
"""What one hears again after typing it: a little more than one can keep in mind."""
_SIZE = QSize(760, 560)
_LEAST = QSize(420, 320)

HOW = "Play the answer and write down what you hear. Every word gets its time from the sound; the checklist is lined up again."
EMPTY = "Nothing is written yet."
HERE = "Write here what you hear."
NO_SOUND = "The sound of this take is missing, so it cannot be heard here."


class WordsDialog(QDialog):
    """kept: the text, when the person is done. It stays open until `accept`, so that what stands in the way can be mended."""

    kept = Signal(str)

    def __init__(
        self, text: str, replay: Replay, duration_ms: int, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What you said")
        self._before = text
        self._replay = replay
        self._duration_ms = duration_ms
        self._settings = settings
        self._shown_time = ""
        self._question: QMessageBox | None = None
        self._build(text)
        self._wire()
        self.setMinimumSize(px(_LEAST.width()), px(_LEAST.height()))
        self.resize(self._last_size())
        self.words.setFocus()

    def _build(self, text: str) -> None:
        self.trouble = Notice("trouble")
        self.words = QPlainTextEdit(text)
        self.words.setAccessibleName("What you said")
        self.words.setPlaceholderText(HERE)
        self.words.setTabChangesFocus(True)
        self.back = Button("Back 3 seconds", "back", "icon", key=key_words("writing_back"))
        self.play = Button("Play", "play", key=key_words("writing_play"))
        self.time = Label("", wrap=False)
        self.count = Label("", "muted", wrap=False)
        self.cancel = Button("Cancel")
        self.keep = Button("Keep these words", "check", "primary", key=key_words("keep_words"))
        card = Card(margin=GAP)
        card.body.addWidget(self.words)
        hearing = QHBoxLayout()
        hearing.setSpacing(GAP)
        for widget in (self.back, self.play, self.time):
            hearing.addWidget(widget)
        hearing.addStretch(1)
        hearing.addWidget(self.count)
        deeds = QHBoxLayout()
        deeds.setSpacing(GAP)
        deeds.addStretch(1)
        deeds.addWidget(self.cancel)
        deeds.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP + GAP // 2)
        column.addWidget(Label("What you said", "title"))
        column.addWidget(Label(HOW if self._replay.ready else NO_SOUND, "muted"))
        column.addWidget(self.trouble)
        column.addWidget(card, 1)
        column.addLayout(hearing)
        column.addLayout(deeds)

    def _wire(self) -> None:
        for button in (self.back, self.play):
            button.setEnabled(self._replay.ready)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where one types
        for button in (self.back, self.play, self.cancel, self.keep):
            button.setAutoDefault(False)
        self.words.textChanged.connect(self._on_text)
        self.play.clicked.connect(self.toggle)
        self.back.clicked.connect(self.jump_back)
        self.cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self._on_keep)
        bind("writing_play", self, self.toggle)
        bind("writing_back", self, self.jump_back)
        bind("keep_words", self, self._on_keep)
        self._replay.position_changed.connect(self._on_position)
        self._replay.playing_changed.connect(self._on_playing)
        self._on_text()
        self._on_position(self._replay.position_ms)
        self._on_playing(self._replay.playing)

    @property
    def text(self) -> str:
        """What is written now."""
        return self.words.toPlainText()

    def show_problem(self, problem: Problem) -> None:
        """Say why the words could not be kept; they stay here."""
        self.trouble.say(problem.sentence)

    # ------------------------------------------------------------ wishes

    @Slot()
    def toggle(self) -> None:
        """Play or pause."""
        self._replay.toggle()

    @Slot()
    def jump_back(self) -> None:
        """Hear the last words again."""
        self._replay.jump(-BACK_MS)
        if self._replay.ready and not self._replay.playing:
            self._replay.toggle()

    @Slot()
    def reject(self) -> None:
        """Close without keeping; what would be lost is asked about first."""
        if self.text == self._before:
            super().reject()
        elif self._question is None:
            self._ask()

    def done(self, result: int) -> None:
        self._replay.pause()
        self._remember()
        super().done(result)

    def _ask(self) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, "What you said", "Your changes are not kept yet.", parent=self)
        box.setInformativeText("If you close this now, they are lost.")
        self._stay = box.addButton("Go on writing", QMessageBox.ButtonRole.RejectRole)
        self._leave: QPushButton = box.addButton("Throw them away", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(self._stay)
        box.setEscapeButton(self._stay)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._on_answered)
        self._question = box
        box.open()

    # ------------------------------------------------------------ slots

    @Slot(int)
    def _on_answered(self, _result: int) -> None:
        box, self._question = self._question, None
        if box is not None and box.clickedButton() is self._leave:
            super().reject()

    @Slot()
    def _on_keep(self) -> None:
        if self.keep.isEnabled():
            self.trouble.say("")
            self.kept.emit(self.text)

    @Slot()
    def _on_text(self) -> None:
        number = len(self.text.split())
        self.count.setText("One word" if number == 1 else f"{number:,} words" if number else EMPTY)
        self.keep.setEnabled(bool(number))

    @Slot(int)
    def _on_position(self, at_ms: int) -> None:
        shown = f"{minutes(at_ms)} / {minutes(self._duration_ms)}"
        if shown != self._shown_time:
            self._shown_time = shown
            self.time.setText(shown)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        self.play.say("Pause" if playing else "Play", "pause" if playing else "play")

    # ------------------------------------------------------------ size

    def _last_size(self) -> QSize:
        width, _, height = self._settings.get(table.WORDS_DIALOG_SIZE).partition("x")
        known = width.isdecimal() and height.isdecimal()
        wished = QSize(int(width), int(height)) if known else QSize(px(_SIZE.width()), px(_SIZE.height()))
        return wished.boundedTo(self.screen().availableSize())

    def _remember(self) -> None:
        try:
            self._settings.set(table.WORDS_DIALOG_SIZE, f"{self.width()}x{self.height()}")
        except Problem as problem:
            log.warning("the size of the page to write on was not kept: %s", type(problem).__name__)
