"""A field of a form: its words above, a box that grows with what is typed, and beside it the sentence that says what to mend.

The boxes have no undo of their own: Ctrl+Z is the page's, for typing as for everything else.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from mockinterview.ui.look import GAP, px
from mockinterview.ui.widgets.panels import Glyph
from mockinterview.ui.widgets.text import Label


def _is_undo(event: QEvent) -> bool:
    return (
        event.type() is QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
    )


class TextBox(QPlainTextEdit):
    """Plain text of any length, as high as its text between `least` and `most` lines. one_line: Enter and line ends become spaces.

    edited: the person changed the text (`say` does not tell).
    """

    edited = Signal(str)

    def __init__(
        self, name: str, *, least: int = 1, most: int = 10, one_line: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("look", "field")
        self._least, self._most, self._one_line = least, most, one_line
        self._saying = False
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def say(self, text: str) -> None:
        """Show a text; what is there already stays untouched, with the cursor in it."""
        if text == self.toPlainText():
            return
        self._saying = True
        place = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(self.toPlainText())))
        self.setTextCursor(cursor)
        self._saying = False

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._saying:
            self.edited.emit(self.toPlainText())

    @Slot()
    def _fit(self) -> None:
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        around = 2 * (round(self.document().documentMargin()) + px(GAP // 2) + 1)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + around)
        full = self.document().size().height() > self._most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def event(self, event: QEvent) -> bool:
        if _is_undo(event) and not self.isUndoRedoEnabled():
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._one_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._one_line and source.hasText():
            self.insertPlainText(" ".join(source.text().split()))
        else:
            super().insertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)  # the text is only broken into lines after this


class LineBox(QLineEdit):
    """A few words, with what was written elsewhere offered while typing. edited: the person changed them."""

    edited = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.textEdited.connect(self.edited)

    def offer(self, words: Sequence[str], *, anywhere: bool = False) -> None:
        """What to offer; anywhere: also where what is typed stands in the middle."""
        completer = QCompleter(list(words), self)
        if anywhere:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._on_offer_taken)
        self.setCompleter(completer)

    def say(self, text: str) -> None:
        """Show a text from its beginning; what is there already stays untouched."""
        if text != self.text():
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)

    @Slot(str)
    def _on_offer_taken(self, text: str) -> None:
        self.edited.emit(text)

    def event(self, event: QEvent) -> bool:
        if _is_undo(event):
            event.ignore()
            return False
        return super().event(event)


class Field(QWidget):
    """Words, a box, and below it what to mend."""

    def __init__(self, words: str, box: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = box
        self._words = words
        self._trouble = Label("", "small")
        self._mark = QWidget()
        row = QHBoxLayout(self._mark)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP // 2)
        row.addWidget(Glyph("warning", 14, "warning"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._trouble, 1)
        self._mark.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 4)
        heading = Label(words, "small")
        heading.setBuddy(box)
        column.addWidget(heading)
        column.addWidget(box)
        column.addWidget(self._mark)
        self.setFocusProxy(box)

    @property
    def trouble(self) -> str:
        """What it says is to be mended, "" if nothing."""
        return self._trouble.text()

    def say_trouble(self, words: str) -> None:
        """Say what to mend, or "" when it is."""
        if words != self._trouble.text():
            self._trouble.setText(words)
            self.box.setAccessibleDescription(words)
            self._mark.setVisible(bool(words))
