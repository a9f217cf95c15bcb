"""The words as a document of Qt's: text and the formats that stand still, and of both only what changes is ever written again.

A transcript of an hour has ten thousand words; a corrected word, a selected item or words that arrive touch a few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from PySide6.QtGui import QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from mockinterview.ui.look import Size, Theme, font
from mockinterview.ui.review.words.reading import NOTHING, Reading, difference

LINE_HEIGHT = 1.6
"""From one line to the next, in sizes of the type; fonts differ in how high a line is of itself."""


class Dress(NamedTuple):
    """How a word looks that does not look plain. wash: the token of the colour behind it; through: it goes on to the next word."""

    unsure: bool = False
    filler: bool = False
    wash: str = ""
    through: bool = False


PLAIN = Dress()


class Script:
    """Writes into a document. `reading` says which characters are which word's."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        self._document = document
        self._theme = theme
        self._dress: Mapping[int, Dress] = {}
        self._formats: dict[Dress, QTextCharFormat] = {}
        self.reading = NOTHING

    def show(self, reading: Reading, dress: Mapping[int, Dress], cursor: QTextCursor) -> bool:
        """Show these words, looking so; `dress` names those that are not plain. True if the text is another than before.

        cursor: the reader's. It stays where it is among the words that stay.
        """
        change = difference(self.reading, reading)
        before: Mapping[int, Dress] = self._dress
        written: Iterable[int] = ()
        writing = QTextCursor(self._document)
        writing.beginEditBlock()
        if change is not None:
            if not self.reading.text:
                writing.setBlockFormat(self._block_format())
            at, anchor = cursor.position(), cursor.anchor()
            writing.setPosition(change.start)
            writing.setPosition(change.end, QTextCursor.MoveMode.KeepAnchor)
            writing.insertText(change.text, self._format(PLAIN))
            if at <= change.start:  # a cursor where text is put in would be carried along
                cursor.setPosition(min(anchor, change.start))
                cursor.setPosition(at, QTextCursor.MoveMode.KeepAnchor)
            shift, kept = len(reading.starts) - len(self.reading.starts), len(self.reading.starts) - change.words_behind
            written = range(change.words_before, len(reading.starts) - change.words_behind)
            before = {
                word if word < change.words_before else word + shift: look
                for word, look in self._dress.items()
                if word < change.words_before or word >= kept
            }
        self.reading, self._dress = reading, dict(dress)
        self._put_on(writing, _differing(before, self._dress, written))
        writing.endEditBlock()
        return change is not None

    def write_again(self, theme: Theme) -> None:
        """All formats anew: the colours or the size of text are others now."""
        self._theme = theme
        self._formats = {}
        writing = QTextCursor(self._document)
        writing.beginEditBlock()
        writing.select(QTextCursor.SelectionType.Document)
        writing.setBlockFormat(self._block_format())
        writing.setCharFormat(self._format(PLAIN))
        self._put_on(writing, sorted(self._dress))
        writing.endEditBlock()

    def _put_on(self, writing: QTextCursor, words: Iterable[int]) -> None:
        """Write how some words look, neighbours alike at once, and what is behind the space after them."""
        for first, last, look in _alike(words, self._dress):
            start, end = self.reading.span(first, last)
            if last + 1 < len(self.reading.starts) and not self._ends_paragraph(end):
                wash = look.wash if look.through else ""
                self._write(writing, end, end + 1, Dress(wash=wash))
            self._write(writing, start, end, look)

    def _ends_paragraph(self, position: int) -> bool:
        block = self._document.findBlock(position)
        return position == block.position() + block.length() - 1

    def _write(self, writing: QTextCursor, start: int, end: int, look: Dress) -> None:
        writing.setPosition(start)
        writing.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        writing.setCharFormat(self._format(look))

    # ------------------------------------------------------------ formats

    def _format(self, look: Dress) -> QTextCharFormat:
        if look not in self._formats:
            self._formats[look] = self._made(look)
        return self._formats[look]

    def _made(self, look: Dress) -> QTextCharFormat:
        format = QTextCharFormat()
        format.setFont(font(Size.READING))
        format.setForeground(self._theme.colour("muted" if look.filler else "text"))
        if look.filler:
            format.setFontItalic(True)
        if look.unsure:
            format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            format.setUnderlineColor(self._theme.colour("field_line"))
        if look.wash:
            format.setBackground(self._theme.colour(look.wash))
        return format

    def _block_format(self) -> QTextBlockFormat:
        format, reading = QTextBlockFormat(), font(Size.READING)
        of_its_own = QFontMetricsF(reading).height() / reading.pixelSize()
        percent = max(100.0, 100 * LINE_HEIGHT / of_its_own)
        format.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        format.setBottomMargin(reading.pixelSize() * 0.75)
        return format


def _differing(before: Mapping[int, Dress], after: Mapping[int, Dress], written: Iterable[int]) -> list[int]:
    """The words that look other than before, and those whose text was written, in order."""
    changed = {word for word in before.keys() | after.keys() if before.get(word, PLAIN) != after.get(word, PLAIN)}
    return sorted(changed.union(written))


def _alike(words: Iterable[int], dress: Mapping[int, Dress]) -> Iterator[tuple[int, int, Dress]]:
    """Neighbours that look the same, and the same as the space between them, as inclusive spans."""
    run: list[int] = []
    for word in words:
        if run and (word != run[-1] + 1 or _look(dress, word) != _look(dress, run[-1]) or _ends(dress, run[-1])):
            yield run[0], run[-1], _look(dress, run[0])
            run = []
        run.append(word)
    if run:
        yield run[0], run[-1], _look(dress, run[0])


def _look(dress: Mapping[int, Dress], word: int) -> Dress:
    return dress.get(word, PLAIN)


def _ends(dress: Mapping[int, Dress], word: int) -> bool:
    """Whether the space after a word looks other than the word: dots and italics are a word's own, a wash may go on."""
    look = _look(dress, word)
    return look.unsure or look.filler or (bool(look.wash) and not look.through)
