"""The words of two takes beside each other, with what the items rest on underlined; a plain click on a word plays from it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.comparison import ItemComparison
from mockinterview.core.review import Review
from mockinterview.ui.look import GAP
from mockinterview.ui.review.comparing.row import LEFT, MIDDLE, RIGHT
from mockinterview.ui.review.comparing.wording import side_words
from mockinterview.ui.review.words.transcript_view import TranscriptView
from mockinterview.ui.widgets.panels import EmptyState
from mockinterview.ui.widgets.stack import Stack
from mockinterview.ui.widgets.text import OneLine

_NO_WORDS = "Take {take} is not written down yet. Its review shows how far that is."
_NO_SPEECH = "No words were recognised in take {take}."
_OPEN = "Open take {take}"
_NO_ITEM = "Choose an item on the checklist, and its words are lit here."


class TakeWords(Stack):
    """One of the two. open_pressed: the words are not there, the review is wished for. word_chosen: play from this word."""

    open_pressed = Signal()
    word_chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self.view = TranscriptView()
        self.view.setAccessibleName(f"Words of the take on the {name}")
        self.view.setAccessibleDescription("Left and Right move by word. Enter plays from the word at the caret.")
        self.empty = EmptyState("wave", "", "")
        self.addWidget(self.view)
        self.addWidget(self.empty)
        self.view.word_chosen.connect(self.word_chosen)
        self.empty.pressed.connect(self.open_pressed)

    def show_review(self, review: Review) -> None:
        """Show the words of a review, or what stands there without any."""
        self._review = review
        take = review.attempt.take
        if review.transcript is None or not review.transcript.words:
            words = _NO_WORDS if review.transcript is None else _NO_SPEECH
            self.empty.say(words.format(take=take), _OPEN.format(take=take))
            self.setCurrentWidget(self.empty)
            return
        self.view.show_review(review, editable=False)
        self.setCurrentWidget(self.view)

    def show_item(self, item_id: str) -> None:
        """Light the words an item rests on, "" for none."""
        if self._has_words:
            self.view.select_item(item_id)

    def show_evidence(self, item_id: str, which: int) -> None:
        """Bring one piece of evidence into sight."""
        if self._has_words and self._review is not None:
            spans = self._review.evidence(item_id)
            if which < len(spans):
                self.view.show_word(spans[which].first_word)

    @Slot(int)
    def show_position(self, at_ms: int) -> None:
        """Mark the word that is being heard."""
        if self._has_words and self._review is not None and self._review.transcript is not None:
            self.view.mark_word(self._review.transcript.word_at(at_ms) if at_ms > 0 else None)

    @property
    def _has_words(self) -> bool:
        return self.currentWidget() is self.view


class ComparedWords(QWidget):
    """Both, under a line that names the item whose words are lit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.takes = (TakeWords("left"), TakeWords("right"))
        self._lit = OneLine(_NO_ITEM, "small")
        self._lit.setContentsMargins(GAP, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(MIDDLE)
        for take in self.takes:
            row.addWidget(take, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._lit)
        column.addLayout(row, 1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def told(self) -> str:
        """The line above the words."""
        return self._lit.text()

    def prefer(self, *, unsure: bool, places: bool) -> None:
        """What is marked besides evidence, as `TranscriptView` has it."""
        for take in self.takes:
            take.view.prefer(unsure=unsure, places=places)

    def show_reviews(self, first: Review, second: Review) -> None:
        """Show the words of both."""
        self.takes[LEFT].show_review(first)
        self.takes[RIGHT].show_review(second)

    def show_item(self, compared: ItemComparison | None) -> None:
        """Light the words an item rests on, on both sides."""
        for take, side in zip(self.takes, (compared.first, compared.second) if compared else (None, None), strict=True):
            take.show_item(side.item.id if side is not None else "")
        if compared is None:
            self._lit.setText(_NO_ITEM)
            return
        states = f"{side_words(compared.first)}, then {side_words(compared.second)}"
        self._lit.setText(f"Lit: {compared.item.name} ({states})")
        self._lit.setToolTip(self._lit.text())
