"""Correcting words where they stand: the field over them, and the keys of the text.

A plain click plays a word and nothing else. F2, a double click or the menu turn words into a field; Del takes them away. What is
wished goes out as edits through the view's signals; the words change when the review that is shown does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent

from mockinterview.core.editing import Edit, edited_all, typed_words
from mockinterview.ui.review.page_keys import PageKeys
from mockinterview.ui.review.words.places import Place
from mockinterview.ui.review.words.transcript_view import TranscriptView
from mockinterview.ui.review.words.word_field import WordField
from mockinterview.ui.review.words.word_wishes import FILLERS, Deed
from mockinterview.ui.widgets.announcing import announce


class Correcting(QObject):
    """Joined to a view. What a method is about are the chosen words, if nothing else is said."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self.field = WordField(view.viewport())
        self._range = (0, 0)
        self._at_ms: int | None = None
        self._next: int | None = None
        self._keys = PageKeys(
            {
                "insert_words": self.insert,
                "delete_words": self.delete,
                "join_words": self.join,
                "insert_filler": self.insert_filler,
            }
        )
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.moved.connect(self._on_moved)
        view.words_changed.connect(self._on_words_changed)
        self.field.kept.connect(self._on_kept)
        self.field.left.connect(self._on_left)
        self.field.hear_wished.connect(self._on_hear)

    @property
    def deeds(self) -> Mapping[Deed, Callable[[], object]]:
        """Those that are done with the chosen words alone."""
        return {
            Deed.FIX: self.edit,
            Deed.SPLIT: self.split,
            Deed.JOIN: self.join,
            Deed.INSERT_BEFORE: self.insert,
            Deed.INSERT_AFTER: self.insert_after,
            Deed.DELETE: self.delete,
            Deed.FILLER: self.insert_filler,
        }

    # ------------------------------------------------------------ the deeds

    @Slot()
    def edit(self) -> None:
        """Turn the chosen words into a field."""
        if (chosen := self._editable()) is not None:
            self._open(chosen[0], chosen[1] + 1)

    @Slot()
    def split(self) -> None:
        """The same with the caret in the middle of the word, ready for a space."""
        if (chosen := self._editable()) is not None:
            half = len(self._text(*chosen)) // 2
            self._open(chosen[0], chosen[1] + 1, caret=half)

    @Slot()
    def insert(self) -> None:
        """Open an empty field before the chosen words."""
        if (chosen := self._editable()) is not None:
            self._open(chosen[0], chosen[0])

    @Slot()
    def insert_after(self) -> None:
        """Open an empty field behind them."""
        if (chosen := self._editable()) is not None:
            self._open(chosen[1] + 1, chosen[1] + 1)

    @Slot()
    def delete(self) -> None:
        """Take the chosen words away."""
        if (chosen := self._editable()) is not None:
            said = self._text(*chosen)
            if self._wish(Edit(chosen[0], chosen[1] + 1, ())):
                announce(self._view, f"Deleted: {said}")

    @Slot()
    def join(self) -> None:
        """Make one word of the chosen ones; of one and the next, if it is one."""
        if (chosen := self._editable()) is not None:
            first, last = chosen[0], max(chosen[1], chosen[0] + 1)
            if last < self._view.count:
                self._wish(Edit(first, last + 1, (self._text(first, last).replace(" ", ""),)))

    @Slot()
    def insert_filler(self) -> None:
        """Put an "um" before the chosen words: where it may have been heard, if there is such a place."""
        if (chosen := self._editable()) is not None:
            heard = next((one for one in self._view.places_before(chosen[0]) if one.possible_filler), None)
            at_ms = heard.at_ms if heard is not None else None
            self._wish(Edit(chosen[0], chosen[0], FILLERS[:1], at_ms))

    def write(self, place: Place, text: str) -> None:
        """Write a word at a place where none was written."""
        self._wish(Edit(place.word, place.word, (text,), place.at_ms))

    def name(self, place: Place) -> None:
        """Open an empty field there."""
        if self._view.editable:
            self._open(place.word, place.word, at_ms=place.at_ms)

    def dismiss(self, place: Place) -> None:
        """Nothing was said there."""
        self._wish(Edit(place.word, place.word, (), place.at_ms))

    # ------------------------------------------------------------ the field

    def _open(self, first: int, past: int, *, caret: int | None = None, at_ms: int | None = None) -> None:
        """Open the field over words, or before one if there are none between."""
        view = self._view
        self._range, self._at_ms, self._next = (first, past), at_ms, None
        view.held = True
        if first < view.count:
            view.show_word(first)
        text = self._text(first, past - 1)
        name = f"Correct: {text}" if text else "Words to insert"
        self.field.open_over(self._field_rect(), text, name, caret=caret)

    def _shut(self) -> None:
        """Close the field; the caret stands at the word, and the keyboard is with the text again."""
        self.field.shut()
        self._view.held = False
        if self._view.count:
            self._view.go_to(self._range[0])

    @Slot(str, int)
    def _on_kept(self, text: str, step: int) -> None:
        (first, past), at_ms, texts = self._range, self._at_ms, typed_words(text)
        with_focus = self.field.box.hasFocus()
        self._shut()
        if with_focus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        going_on = first + len(texts) if step > 0 else first - 1 if step < 0 else None
        if first == past and not texts:  # nothing was put in, and what was noted there stays
            changed = False
        else:
            self._next = going_on
            changed = self._wish(Edit(first, past, texts, at_ms))
        if not changed and going_on is not None:
            self._go_on(going_on if past > first or step < 0 else first)

    @Slot()
    def _on_left(self) -> None:
        self._shut()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_hear(self) -> None:
        if self._range[0] < self._view.count:
            self._view.word_chosen.emit(self._range[0])

    def _go_on(self, word: int) -> None:
        """Correct a word that the person came to by Tab."""
        self._next = None
        if 0 <= word < self._view.count:
            self._open(word, word + 1)

    def _field_rect(self) -> QRect:
        view, (first, past) = self._view, self._range
        if first < past:
            rect, last = view.word_rect(first), view.word_rect(past - 1)
            same_line = last.top() == rect.top()
            rect.setRight(last.right() if same_line else view.viewport().width())
            return rect
        if first < view.count:
            return QRect(view.word_rect(first).topLeft(), view.word_rect(first).bottomLeft())
        if view.count:
            return QRect(view.word_rect(first - 1).topRight(), view.word_rect(first - 1).bottomRight())
        return view.cursorRect()

    # ------------------------------------------------------------ what happens in the view

    @Slot()
    def _on_moved(self) -> None:
        if self.field.open:
            self.field.move_over(self._field_rect())

    @Slot()
    def _on_words_changed(self) -> None:
        """Other words stand there: the field over the old ones closes, and the next is opened that Tab led to."""
        going_on = self._next
        if self.field.open:
            self.field.shut()
            self._view.held = False
        if going_on is not None:
            self._go_on(going_on)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            return self._on_double_click(event)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._keys.press(event)
        return False

    def _on_double_click(self, event: QMouseEvent) -> bool:
        """The first click has played the word; the second corrects it."""
        word = self._view.word_at(event.position().toPoint())
        if word is None or event.button() != Qt.MouseButton.LeftButton:
            return True
        self._view.go_to(word)
        self.edit()
        return True

    # ------------------------------------------------------------ edits

    def _editable(self) -> tuple[int, int] | None:
        return self._view.chosen_words if self._view.editable else None

    def _text(self, first: int, last: int) -> str:
        transcript = self._view.review.transcript if self._view.review is not None else None
        return " ".join(transcript.span_text(first, last).split()) if transcript is not None else ""

    def _wish(self, *edits: Edit) -> bool:
        """Ask for edits; False if they change nothing."""
        transcript = self._view.review.transcript if self._view.review is not None else None
        if transcript is None or edited_all(transcript, edits) is transcript:
            return False
        self._view.go_to(edits[-1].first_word)
        self._view.edit_wished.emit(edits)
        return True
