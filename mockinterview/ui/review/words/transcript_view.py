"""The transcript as text one can read, hear and select: every word knows its time, every highlight its items.

What stands still (washes behind evidence, fillers, words hard to hear) is written into the text as character formats, of which only
what changes is written again; underlines, signs and what was found are painted for the lines in sight; only the word being heard
moves, as the one extra selection. A plain click always plays; what else can be done with words is `Correcting`'s.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QToolTip, QWidget

from mockinterview.core.review import LEAD_IN_MS, Review, Run, evidence_runs
from mockinterview.ui.review.words import places, underlines
from mockinterview.ui.review.words.dressing import lit, place_tip, plain_looks, word_tip
from mockinterview.ui.review.words.lines import BELOW, paragraphs_in
from mockinterview.ui.review.words.reading import NOTHING, Reading, lay_out
from mockinterview.ui.review.words.script import Dress
from mockinterview.ui.review.words.word_text import WordText
from mockinterview.ui.widgets.announcing import announce

_PAGE_KEYS = (Qt.Key.Key_A, Qt.Key.Key_C)
"""With Ctrl, these stay with the text."""


class TranscriptView(WordText):
    """Shows a review's words. A plain click, or Enter at the caret, asks for the word to be heard.

    word_chosen: play from this word. range_wished, loop_wished: play once, or over and over, from one ms to another.
    selection_changed: first and last selected word, -1 and -1 for none. edit_wished: Edits to be made of the kept words, one step.
    evidence_wished: an item's id and the first and last word that are to be evidence for it. evidence_unwished: an item's id, and
    which of `Review.evidence` is to be taken away. original_wished: the words as they were recognised.
    word_pressed: a word was clicked, and is heard already. place_pressed: so was a place without a word. words_changed: the text is
    another.
    """

    word_chosen = Signal(int)
    range_wished = Signal(int, int)
    loop_wished = Signal(int, int)
    edit_wished = Signal(object)
    evidence_wished = Signal(str, int, int)
    evidence_unwished = Signal(str, int)
    original_wished = Signal()
    word_pressed = Signal(int)
    place_pressed = Signal(object)
    words_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.review: Review | None = None
        self.editable = False
        self.selected_item = ""
        self.held = False
        """While a word is being corrected, the text does not scroll after the sound."""
        self._looks: dict[int, Dress] = {}
        self._runs: tuple[Run, ...] = ()
        self._run_starts: tuple[int, ...] = ()
        self._underlines: dict[int, list[underlines.Underline]] = {}
        self._places: tuple[places.Place, ...] = ()
        self._hits: Sequence[tuple[int, int]] = ()
        self._hit = -1
        self._marks = (True, True)
        self._current: int | None = None
        self._pressed_at: QPoint | None = None
        self.setAccessibleName("Transcript")
        self.setAccessibleDescription(
            "Left and Right move by word. Enter plays from the word at the caret. F2 corrects it. The Menu key offers more."
        )

    # ------------------------------------------------------------ what is shown

    def show_review(self, review: Review, *, editable: bool = True) -> None:
        """Show a review's words and evidence, writing only what changed. editable: these words are kept, and may be corrected."""
        before, self.review = self.review, review
        self.editable = editable and review.transcript is not None
        if before is not None and before.attempt.id != review.attempt.id:
            self._write(NOTHING, {})
            self.verticalScrollBar().setValue(0)
        reading = self.reading
        if before is None or before.transcript != review.transcript or reading is NOTHING:
            reading = lay_out(review.transcript) if review.transcript is not None else NOTHING
        self._runs = evidence_runs(review)
        self._run_starts = tuple(run.first_word for run in self._runs)
        self._looks = plain_looks(review, unsure=self._marks[0])
        changed = self._write(reading, lit(self._looks, review, self.selected_item))
        shown = review.transcript if self._marks[1] else None
        self._places = places.places_of(shown, reading) if shown is not None else ()
        self._sort_underlines(underlines.pack(review, reading))
        self.viewport().update()
        if changed:
            self.words_changed.emit()

    def prefer(self, *, unsure: bool, places: bool) -> None:
        """Whether words that were hard to hear are marked, and places without a word, such as possible fillers, are shown."""
        if (unsure, places) != self._marks:
            self._marks = (unsure, places)
            if self.review is not None:
                self.show_review(self.review, editable=self.editable)

    def select_item(self, item_id: str) -> None:
        """Light the evidence of an item ("" for none) and bring its first words into sight."""
        if item_id == self.selected_item:
            return
        self.selected_item = item_id
        if self.review is None:
            return
        self._write(self.reading, lit(self._looks, self.review, item_id))
        self.viewport().update()
        spans = self.review.evidence(item_id) if item_id else ()
        if spans:
            self.show_word(spans[0].first_word)

    def show_hits(self, hits: Sequence[tuple[int, int]], current: int = -1) -> None:
        """Mark what was found, as inclusive spans of words in text order; the current one stands out and is brought into sight."""
        self._hits, self._hit = hits, current
        if 0 <= current < len(hits):
            self.show_word(hits[current][0])
        self.viewport().update()

    def mark_word(self, word: int | None) -> None:
        """Mark the word being heard, and scroll after it unless the reader has scrolled away."""
        if word == self._current:
            return
        self._current = word
        if word is None or word >= self.count:
            self.setExtraSelections([])
            return
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(word, word)
        selection.format = QTextCharFormat()
        selection.format.setBackground(self._theme().colour("playing_word"))
        self.setExtraSelections([selection])
        if self._follows and not self.held:
            self._bring_into_sight(word)

    @property
    def current_word(self) -> int | None:
        """The word marked as being heard."""
        return self._current

    @property
    def chosen_words(self) -> tuple[int, int] | None:
        """The selected words; else the word at the caret, or the one being heard while the focus is elsewhere."""
        if self.selected_words is not None or not self.count:
            return self.selected_words
        word = self._current if self._current is not None and not self.hasFocus() else self.caret_word
        return None if word is None else (word, word)

    def item_ids_at(self, word: int) -> tuple[str, ...]:
        """The items that rest on a word."""
        place = bisect_right(self._run_starts, word) - 1
        return self._runs[place].item_ids if place >= 0 and word <= self._runs[place].last_word else ()

    def place_at(self, point: QPoint) -> places.Place | None:
        """The place without a word whose sign is at a point of the viewport."""
        return places.at(self, self._places, point)

    def places_before(self, word: int) -> tuple[places.Place, ...]:
        """The places without a word just before a word."""
        return tuple(place for place in self._places if place.word == word)

    def tip_at(self, word: int) -> str:
        """What the tool tip says of a word: the items that rest on it, and whether it was hard to hear."""
        return word_tip(self.review, word, self.item_ids_at(word)) if self.review is not None else ""

    # ------------------------------------------------------------ writing

    def _write(self, reading: Reading, looks: dict[int, Dress]) -> bool:
        """Write what changed of text and looks; the caret and what is in sight stay. True if the text is another."""
        cursor, scrolled = self.textCursor(), self.verticalScrollBar().value()
        if not self.script.show(reading, looks, cursor):
            return False
        self._current, self._hits, self._hit = None, (), -1
        self.setExtraSelections([])
        if self.textCursor() != cursor:
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(scrolled)
        return True

    def _sort_underlines(self, found: tuple[underlines.Underline, ...]) -> None:
        """By paragraph, so that painting looks only at those in sight."""
        self._underlines = {}
        for underline in found:
            first = self.document().findBlock(underline.start).blockNumber()
            last = self.document().findBlock(underline.end).blockNumber()
            for number in range(first, last + 1):
                self._underlines.setdefault(number, []).append(underline)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        top = self.cursorForPosition(event.rect().topLeft()).position()
        end = self.cursorForPosition(event.rect().bottomRight()).position()
        inside = self.reading.words_in(top, end + 1)
        painter = QPainter(self.viewport())
        if inside is not None:
            self._paint_hits(painter, event, *inside)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        theme = self._theme()
        for paragraph in paragraphs_in(self, event.rect().adjusted(0, -BELOW, 0, 0)):
            here = self._underlines.get(paragraph.number, ())
            underlines.paint(painter, paragraph, here, theme, self.selected_item)
        places.paint(painter, self, (place for place in self._places if top - 1 <= place.position <= end + 1), theme)
        if self.hasFocus() and self.selected_words is None and (word := self.caret_word) is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.word_rect(word)).adjusted(-2, -1, 2, 1), 4, 4)
        painter.end()

    def _paint_hits(self, painter: QPainter, event: QPaintEvent, first: int, last: int) -> None:
        """Behind the words in sight that were found: a box; the current one is filled."""
        low = bisect_left(self._hits, first, key=_last_of)
        high = bisect_right(self._hits, last, key=_first_of)
        if low >= high:
            return
        theme = self._theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for paragraph in paragraphs_in(self, event.rect()):
            for number in range(low, high):
                current = number == self._hit
                painter.setPen(QPen(theme.colour("accent"), 2 if current else 1))
                painter.setBrush(theme.colour("accent_wash") if current else Qt.BrushStyle.NoBrush)
                for piece in paragraph.pieces(*self.reading.span(*self._hits[number])):
                    painter.drawRoundedRect(piece.rect.adjusted(-1.5, -0.5, 1.5, 0.5), 3, 3)

    # ------------------------------------------------------------ keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        plain = not modifiers & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.caret_word is not None:
                self.word_chosen.emit(self.caret_word if self.selected_words is None else self.selected_words[0])
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            select = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            before = self.caret_word
            self._move_by_word(1 if key == Qt.Key.Key_Right else -1, select=select)
            if not select:
                self._tell_word(before)
        elif event.text() and (plain or key not in _PAGE_KEYS):
            event.ignore()  # letters, digits, Space, Ctrl+E and the like are keys of the page
            return
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def _tell_word(self, before: int | None) -> None:
        """Screen readers take Left and Right for steps by letter: they are told the word, and what begins with it."""
        word = self.caret_word
        if word is None or self.review is None or self.review.transcript is None:
            return
        said, more = self.review.transcript.words[word].text, self.tip_at(word)
        if more and (before is None or more != self.tip_at(before)):
            said = f"{said}. {', '.join(more.splitlines())}"
        announce(self, said)

    def let_go(self) -> None:
        """No words are selected any more."""
        cursor: QTextCursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed_at = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed_at = self._pressed_at, None
        here = event.position().toPoint()
        if pressed is None or self.textCursor().hasSelection():
            return
        if (here - pressed).manhattanLength() >= QApplication.startDragDistance():
            return
        place = self.place_at(here)
        word = self.word_at(here)
        if place is not None:
            self.range_wished.emit(max(0, place.note.start_ms - LEAD_IN_MS), place.note.end_ms + LEAD_IN_MS)
            self.place_pressed.emit(place)
        elif word is not None:
            self.word_chosen.emit(word)
            self.word_pressed.emit(word)

    def viewportEvent(self, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        place, word = self.place_at(event.pos()), self.word_at(event.pos())
        if place is not None:
            QToolTip.showText(event.globalPos(), place_tip(place), self.viewport(), places.spot(self, place))
        elif word is not None and (words := self.tip_at(word)):
            QToolTip.showText(event.globalPos(), words, self.viewport(), self.word_rect(word))
        else:
            QToolTip.hideText()
        return True


def _first_of(span: tuple[int, int]) -> int:
    return span[0]


def _last_of(span: tuple[int, int]) -> int:
    return span[1]
