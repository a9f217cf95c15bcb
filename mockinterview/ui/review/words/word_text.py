"""Text that is read and never typed into, made of words: which is where, which are selected, and where the caret goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from mockinterview.ui.look import Size, Theme, font, theme_of
from mockinterview.ui.review.words.reading import Reading
from mockinterview.ui.review.words.script import Script

COLUMN_CHARACTERS = 76
"""Lines longer than this are hard to come back from (60 to 80 characters)."""

FOLLOW_AT = 0.3
"""Where in the height of the view the line that is heard comes to stand after scrolling."""

_MARGIN = 4


class WordText(QTextEdit):
    """`script` holds the words. selection_changed: first and last word, -1 and -1 for none; words are selected whole or not.

    moved: words may stand elsewhere in the viewport: the text was scrolled, or broken into other lines.
    """

    selection_changed = Signal(int, int)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_MARGIN)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.script = Script(self.document(), self._theme())
        self._chosen = (-1, -1)
        self._follows = True
        self.verticalScrollBar().actionTriggered.connect(self._on_scrolled_by_hand)
        self.selectionChanged.connect(self._on_selection_changed)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self.document().documentLayout().documentSizeChanged.connect(self._move_soon)

    @property
    def reading(self) -> Reading:
        """Which characters are which word's."""
        return self.script.reading

    @property
    def count(self) -> int:
        """How many words are shown."""
        return len(self.reading.starts)

    # ------------------------------------------------------------ the selection and the caret

    @property
    def selected_words(self) -> tuple[int, int] | None:
        """First and last word of the selection, None without one."""
        return self._chosen if self._chosen[0] >= 0 else None

    @property
    def caret_word(self) -> int | None:
        """The word the caret stands in or just behind; None in an empty text."""
        return self.reading.word_at(self.textCursor().position())

    def choose_words(self, first: int, last: int) -> None:
        """Select words, the caret behind the last."""
        cursor = self._cursor(first, last)
        if cursor != self.textCursor():
            self.setTextCursor(cursor)

    def go_to(self, word: int) -> None:
        """Put the caret at a word, behind the last if there are not so many; nothing is selected."""
        if self.count:
            self.setTextCursor(self._place(self.reading.starts[min(word, self.count - 1)]))

    def _move_by_word(self, step: int, *, select: bool) -> None:
        word = self.caret_word
        if word is None:
            return
        cursor = self.textCursor()
        within = step < 0 and cursor.position() > self.reading.starts[word]
        target = word if within else word + step
        mode = QTextCursor.MoveMode.KeepAnchor if select else QTextCursor.MoveMode.MoveAnchor
        if target >= self.count:
            cursor.setPosition(self.reading.ends[-1], mode)
        else:
            cursor.setPosition(self.reading.starts[max(0, target)], mode)
        self.setTextCursor(cursor)

    @Slot()
    def _on_selection_changed(self) -> None:
        cursor = self.textCursor()
        found = self.reading.words_in(cursor.selectionStart(), cursor.selectionEnd()) if cursor.hasSelection() else None
        chosen = found or (-1, -1)
        if chosen != self._chosen:
            self._chosen = chosen
            self.selection_changed.emit(*chosen)

    # ------------------------------------------------------------ places on the screen

    def word_at(self, point: QPoint) -> int | None:
        """The word under a point of the viewport; None beside the text."""
        word = self.reading.word_at(self.cursorForPosition(point).position())
        if word is None:
            return None
        for near in (word, word - 1):  # between two letters the nearer place is told, which may be the next word's
            if near >= 0 and self.word_rect(near).adjusted(-2, -4, 4, 8).contains(point):
                return near
        return None

    def word_rect(self, word: int) -> QRect:
        """Where a word stands in the viewport."""
        start, end = self.reading.span(word, word)
        return self.cursorRect(self._place(start)).united(self.cursorRect(self._place(end)))

    def show_word(self, word: int) -> None:
        """Bring a word into sight; the text does not follow the sound until the person starts or moves it."""
        if word < self.count:
            self._follows = False
            self._bring_into_sight(word)

    def follow_again(self) -> None:
        """The sound was started or moved by the person: the text follows it from here."""
        self._follows = True

    def _place(self, position: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        return cursor

    def _cursor(self, first_word: int, last_word: int) -> QTextCursor:
        start, end = self.reading.span(first_word, last_word)
        cursor = self._place(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

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

    def _theme(self) -> Theme:
        return theme_of(self.palette())

    # ------------------------------------------------------------ Qt

    @Slot(int)
    def _on_scrolled_by_hand(self, _action: int) -> None:
        self._follows = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._follows = False
        super().wheelEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and (chosen := self.selected_words) is not None:
            self.choose_words(*chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_column()
        super().resizeEvent(event)
        self._move_soon()

    @Slot()
    def _move_soon(self) -> None:
        """The text is broken into lines after this."""
        QTimer.singleShot(0, self, self._on_moved)

    @Slot()
    def _on_moved(self) -> None:
        self.moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._keep_column()
            self.script.write_again(self._theme())
