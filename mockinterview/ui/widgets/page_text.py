"""The page as it was pasted: plain text whose lines light up when what they became is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Signal, Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from mockinterview.ui.look import GAP, theme_of

Span = tuple[int, int]

MOST_MARKS = 400
"""Left-over lines that are marked at once; more would make scrolling slow."""


def local_file(data: QMimeData | None) -> Path | None:
    """The file that is dropped or pasted, if it is one on this computer. data: None where there is no clipboard at all."""
    if data is None:
        return None
    return next((Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()), None)


class PageText(QPlainTextEdit):
    """edited: the person changed the text. line_chosen: the cursor is in another line, from 1. file_dropped: a Path."""

    edited = Signal(str)
    line_chosen = Signal(int)
    file_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The page")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(GAP)
        self._saying = False
        self._line = 0
        self._chosen: Sequence[Span] = ()
        self._left: Sequence[int] = ()
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)

    def say(self, text: str) -> None:
        """Show a text, with the cursor at its beginning."""
        self._saying = True
        self.setPlainText(text)
        self._line = 1
        self._saying = False

    def show_lines(self, spans: Sequence[Span], *, scroll: bool) -> None:
        """Light up these lines."""
        self._chosen = spans
        self._mark()
        if spans and scroll:
            self._bring_into_view(min(spans)[0] - 1)

    def show_left_over(self, lines: Iterable[int]) -> None:
        """Mark the lines that were not understood."""
        self._left = list(dict.fromkeys(lines))[:MOST_MARKS]
        self._mark()

    def _bring_into_view(self, number: int) -> None:
        block = self.document().findBlockByNumber(number)
        if not block.isValid():
            return
        place = self.blockBoundingGeometry(block).translated(self.contentOffset())
        if place.top() < 0 or place.bottom() > self.viewport().height():
            self.verticalScrollBar().setValue(max(0, block.firstLineNumber() - 3))

    def _mark(self) -> None:
        theme = theme_of(self.palette())
        marks = [self._stripe(line, theme.colour("partly_wash")) for line in self._left]
        for first, last in self._chosen:
            marks += [self._stripe(line, theme.colour("playing_word")) for line in range(first, last + 1)]
        self.setExtraSelections(marks)

    def _stripe(self, line: int, colour: QColor) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setBackground(colour)
        form.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.format = form
        cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
        cursor.movePosition(
            QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
        )  # all rows of a long line
        mark.cursor = cursor
        return mark

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._saying:
            self.edited.emit(self.toPlainText())

    @Slot()
    def _on_cursor_moved(self) -> None:
        line = self.textCursor().blockNumber() + 1
        if line != self._line and not self._saying:
            self._line = line
            self.line_chosen.emit(line)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return local_file(source) is not None or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        file = local_file(source)
        if file is not None:
            self.file_dropped.emit(file)
        else:
            super().insertFromMimeData(source)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._mark()
