"""The transcript as text one can read, hear and select: every word knows its time, every highlight its items.

What stands still (washes behind evidence, fillers, words hard to hear) is written into the text once as character formats; the
underlines, which may lie above each other where evidence overlaps, are painted for the lines in sight; only the word being heard
moves, as the one extra selection.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QToolTip, QWidget

from mockinterview.core.review import Review, Run, evidence_runs, hard_to_hear
from mockinterview.ui.look import Size, Theme, font, theme_of
from mockinterview.ui.look.states import state_look, state_word
from mockinterview.ui.review import underlines
from mockinterview.ui.review.reading import Reading, lay_out
from mockinterview.ui.review.wording import tip

LINE_HEIGHT = 1.6
COLUMN_CHARACTERS = 76
"""Lines longer than this are hard to come back from (60 to 80 characters)."""

FOLLOW_AT = 0.3
"""Where in the height of the view the line that is heard comes to stand after scrolling."""

_EMPTY = Reading("", (), ())
_MARGIN = 4


class TranscriptView(QTextEdit):
    """Shows a review's words. Read only; a plain click, or Enter at the caret, asks for the word to be heard."""

    word_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._reading = _EMPTY
        self._runs: tuple[Run, ...] = ()
        self._run_starts: tuple[int, ...] = ()
        self._underlines: dict[int, list[underlines.Underline]] = {}
        self._selected = ""
        self._current: int | None = None
        self._follows = True
        self._pressed_at: QPoint | None = None
        self._build()

    def _build(self) -> None:
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.document().setDocumentMargin(_MARGIN)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalScrollBar().actionTriggered.connect(self._on_scrolled_by_hand)
        self.setAccessibleName("Transcript")
        self.setAccessibleDescription("Left and Right move by word. Enter plays from the word at the caret.")

    # ------------------------------------------------------------ what is shown

    def show_review(self, review: Review) -> None:
        """Show a review's words and evidence. The same words keep their place, caret and scroll position."""
        before, self._review = self._review, review
        anew = before is None or before.transcript != review.transcript
        if anew:
            self._reading = lay_out(review.transcript) if review.transcript is not None else _EMPTY
            self._current = None
            self.setExtraSelections([])
        runs = evidence_runs(review)
        still = not anew and before is not None and runs == self._runs and before.delivery == review.delivery
        self._runs = runs
        self._run_starts = tuple(run.first_word for run in runs)
        if still:
            self._wash(self._selected)
        else:
            self._write(anew)
        self._sort_underlines(underlines.pack(review, self._reading))
        self.viewport().update()

    def select_item(self, item_id: str) -> None:
        """Light the evidence of an item ("" for none) and bring its first words into sight."""
        if item_id == self._selected:
            return
        before, self._selected = self._selected, item_id
        self._wash(before, item_id)
        self.viewport().update()
        line = self._review.line(item_id) if self._review is not None and item_id else None
        if line is not None and line.evidence:
            self.show_word(line.evidence[0].first_word)

    def show_word(self, word: int) -> None:
        """Bring a word into sight; the text does not follow the sound until the person starts or moves it."""
        if word < len(self._reading.starts):
            self._follows = False
            self._bring_into_sight(word)

    def mark_word(self, word: int | None) -> None:
        """Mark the word being heard, and scroll after it unless the reader has scrolled away."""
        if word == self._current:
            return
        self._current = word
        if word is None or word >= len(self._reading.starts):
            self.setExtraSelections([])
            return
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(word)
        selection.format = self._filled(self._theme().colour("playing_word"))
        self.setExtraSelections([selection])
        if self._follows:
            self._bring_into_sight(word)

    @property
    def current_word(self) -> int | None:
        """The word marked as being heard."""
        return self._current

    def follow_again(self) -> None:
        """The sound was started or moved by the person: the text follows it from here."""
        self._follows = True

    def item_ids_at(self, word: int) -> tuple[str, ...]:
        """The items that rest on a word."""
        place = bisect_right(self._run_starts, word) - 1
        return self._runs[place].item_ids if place >= 0 and word <= self._runs[place].last_word else ()

    def word_at(self, point: QPoint) -> int | None:
        """The word under a point of the viewport; None beside the text."""
        word = self._reading.word_at(self.cursorForPosition(point).position())
        if word is None:
            return None
        for near in (word, word - 1):  # between two letters the nearer place is told, which may be the next word's
            if near >= 0 and self.word_rect(near).adjusted(-2, -4, 4, 8).contains(point):
                return near
        return None

    def word_rect(self, word: int) -> QRect:
        """Where a word stands in the viewport."""
        start, end = self._reading.span(word, word)
        return self.cursorRect(self._place(start)).united(self.cursorRect(self._place(end)))

    def tip_at(self, word: int) -> str:
        """What the tool tip says of a word: the items that rest on it, and whether it was hard to hear."""
        if self._review is None or self._review.transcript is None:
            return ""
        question = self._review.attempt.question
        names = [
            f"{question.item(item_id).name} ({state_word(verdict.standing)})"
            for item_id in self.item_ids_at(word)
            if (verdict := self._review.verdict(item_id)) is not None
        ]
        unsure = hard_to_hear(self._review.transcript.words[word])
        heard = "The recogniser was unsure of this word." if unsure else ""
        return tip("Evidence for", *names, heard) if names else heard

    # ------------------------------------------------------------ writing

    def _write(self, anew: bool) -> None:
        """Write text (if it is another) and all formats that stand still."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        if anew:
            cursor.removeSelectedText()
            cursor.setBlockFormat(self._block_format())
            cursor.insertText(self._reading.text, self._base_format())
        else:
            cursor.setBlockFormat(self._block_format())
            cursor.setCharFormat(self._base_format())
        self._write_formats(cursor)
        cursor.endEditBlock()
        if anew:
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self.viewport().update()

    def _write_formats(self, cursor: QTextCursor) -> None:
        if self._review is None or self._review.transcript is None:
            return
        theme = self._theme()
        dotted, faint = QTextCharFormat(), QTextCharFormat()
        dotted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        dotted.setUnderlineColor(theme.colour("field_line"))
        faint.setForeground(theme.colour("muted"))
        faint.setFontItalic(True)
        words, draft = self._review.transcript.words, self._review.transcript.draft
        for unsure, group in groupby(range(len(words)), lambda index: hard_to_hear(words[index])):
            if unsure and not draft:  # of a draft it is said once, above, that many words are wrong
                together = list(group)
                self._merge(cursor, together[0], together[-1], dotted)
        for filler in self._review.delivery.fillers:
            self._merge(cursor, filler.word, filler.word, faint)
        for run in self._runs:
            self._merge(cursor, run.first_word, run.last_word, self._wash_format(run))

    def _wash(self, *item_ids: str) -> None:
        """Write anew what lies behind the words of some items."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for run in self._runs:
            if any(item_id in run.item_ids for item_id in item_ids):
                self._merge(cursor, run.first_word, run.last_word, self._wash_format(run))
        cursor.endEditBlock()

    def _sort_underlines(self, found: tuple[underlines.Underline, ...]) -> None:
        """By paragraph, so that painting looks only at those in sight."""
        self._underlines = {}
        for underline in found:
            first = self.document().findBlock(underline.start).blockNumber()
            last = self.document().findBlock(underline.end).blockNumber()
            for number in range(first, last + 1):
                self._underlines.setdefault(number, []).append(underline)

    def _merge(self, cursor: QTextCursor, first_word: int, last_word: int, format: QTextCharFormat) -> None:
        start, end = self._reading.span(first_word, last_word)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(format)

    def _base_format(self) -> QTextCharFormat:
        format = QTextCharFormat()
        format.setFont(font(Size.READING))
        format.setForeground(self._theme().colour("text"))
        return format

    def _block_format(self) -> QTextBlockFormat:
        format = QTextBlockFormat()
        format.setLineHeight(LINE_HEIGHT * 100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        format.setBottomMargin(font(Size.READING).pixelSize() * 0.75)
        return format

    def _wash_format(self, run: Run) -> QTextCharFormat:
        """Behind the selected item's words its hue; behind no others, so that it is plain which they are."""
        verdict = self._review.verdict(self._selected) if self._review is not None and self._selected else None
        if verdict is None or self._selected not in run.item_ids:
            return self._filled(QColor(Qt.GlobalColor.transparent))
        return self._filled(self._theme().colour(f"{state_look(verdict.standing).hue}_wash"))

    def _theme(self) -> Theme:
        return theme_of(self.palette())

    @staticmethod
    def _filled(colour: QColor) -> QTextCharFormat:
        format = QTextCharFormat()
        format.setBackground(colour)
        return format

    # ------------------------------------------------------------ places

    def _place(self, position: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        return cursor

    def _cursor(self, word: int) -> QTextCursor:
        start, end = self._reading.span(word, word)
        cursor = self._place(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _caret_word(self) -> int | None:
        return self._reading.word_at(self.textCursor().position())

    def _bring_into_sight(self, word: int) -> None:
        rect, height = self.word_rect(word), self.viewport().height()
        if rect.top() < 0 or rect.bottom() > height - rect.height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(rect.top() - height * FOLLOW_AT))

    def _keep_column(self) -> None:
        """No line longer than can be read: what is over becomes margin on both sides."""
        own = self.fontMetrics().averageCharWidth() / max(1, self.font().pixelSize())
        column = round(own * font(Size.READING).pixelSize() * COLUMN_CHARACTERS) + 2 * _MARGIN
        over = max(0, self.contentsRect().width() - self.verticalScrollBar().sizeHint().width() - column) // 2
        if self.viewportMargins().right() != over:
            self.setViewportMargins(over, 0, over, 0)

    def _move_by_word(self, step: int, select: bool) -> None:
        word = self._caret_word()
        if word is None:
            return
        cursor = self.textCursor()
        within = step < 0 and cursor.position() > self._reading.starts[word]
        target = word if within else word + step
        mode = QTextCursor.MoveMode.KeepAnchor if select else QTextCursor.MoveMode.MoveAnchor
        if target >= len(self._reading.starts):
            cursor.setPosition(self._reading.ends[-1], mode)
        else:
            cursor.setPosition(self._reading.starts[max(0, target)], mode)
        self.setTextCursor(cursor)

    # ------------------------------------------------------------ slots

    @Slot(int)
    def _on_scrolled_by_hand(self, _action: int) -> None:
        self._follows = False

    # ------------------------------------------------------------ Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        theme = self._theme()
        scrolled = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        layout = self.document().documentLayout()
        block = self.cursorForPosition(event.rect().topLeft()).block()
        while block.isValid():
            rect = layout.blockBoundingRect(block).translated(scrolled)
            if rect.top() > event.rect().bottom():
                break
            here = self._underlines.get(block.blockNumber(), ())
            underlines.paint(painter, block, rect.topLeft(), here, theme, self._selected, event.rect())
            block = block.next()
        if self.hasFocus() and (word := self._caret_word()) is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.word_rect(word)).adjusted(-2, -1, 2, 1), 4, 4)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        plain = not modifiers & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            word = self._caret_word()
            if word is not None:
                self.word_chosen.emit(word)
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move_by_word(
                1 if key == Qt.Key.Key_Right else -1, bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            )
        elif event.text() and (plain or key not in (Qt.Key.Key_A, Qt.Key.Key_C)):
            event.ignore()  # letters, digits, Space, Ctrl+E and the like are keys of the page
            return
        else:
            super().keyPressEvent(event)
        self.viewport().update()

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
        if (here - pressed).manhattanLength() < QApplication.startDragDistance():
            word = self.word_at(here)
            if word is not None:
                self.word_chosen.emit(word)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._follows = False
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        word = self.word_at(event.pos())
        words = self.tip_at(word) if word is not None else ""
        if word is not None and words:
            QToolTip.showText(event.globalPos(), words, self.viewport(), self.word_rect(word))
        else:
            QToolTip.hideText()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_column()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._keep_column()
            self._write(anew=False)
