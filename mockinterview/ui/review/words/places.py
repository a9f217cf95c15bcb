"""Places in the text where no word is written: something was not understood, or it may have been an "um". Discreet, clickable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QTextEdit

from mockinterview.core.editing import place_of
from mockinterview.core.transcript import Note, NoteKind, Transcript
from mockinterview.ui.look import Theme, px
from mockinterview.ui.review.words.reading import Reading

SIGN = 8
"""Width of a sign at 100 % text, in pixels; the space between two words is hardly less."""


SPACE = 4
"""Width of the space between two words at 100 % text, about."""


@dataclass(frozen=True)
class Place:
    """A note, and before which word it lies. position: the character at which its sign stands."""

    note: Note
    word: int
    position: int

    @property
    def possible_filler(self) -> bool:
        """Whether it may have been an "um"; else something was heard and not understood."""
        return self.note.kind is NoteKind.POSSIBLE_FILLER

    @property
    def at_ms(self) -> int:
        """The middle of it."""
        return (self.note.start_ms + self.note.end_ms) // 2


def places_of(transcript: Transcript, reading: Reading) -> tuple[Place, ...]:
    """Where the notes of a transcript stand, in text order: behind the word before them, at the beginning before the first."""
    if not reading.starts:
        return ()
    found = []
    for note in transcript.notes:
        word = place_of(transcript, (note.start_ms + note.end_ms) // 2)
        found.append(Place(note, word, reading.ends[word - 1] if word else 0))
    return tuple(sorted(found, key=lambda place: (place.position, place.note.start_ms)))


def spot(view: QTextEdit, place: Place) -> QRect:
    """Where the sign of a place stands in the viewport: under the space behind the word, where no letter is hit."""
    cursor = view.textCursor()
    cursor.setPosition(place.position)
    rect = view.cursorRect(cursor)
    width = px(SIGN)
    left = rect.left() + px(SPACE) // 2 - width // 2 if place.position else rect.left()
    return QRect(left, rect.bottom() - width // 2, width, width)


def at(view: QTextEdit, places: tuple[Place, ...], point: QPoint) -> Place | None:
    """The place whose sign is at a point of the viewport, with some room around it for the hand."""
    here = view.cursorForPosition(point).position()
    near = (place for place in places if abs(place.position - here) <= 1)
    return next((place for place in near if spot(view, place).adjusted(-2, 0, 2, 6).contains(point)), None)


def paint(painter: QPainter, view: QTextEdit, places: Iterable[Place], theme: Theme) -> None:
    """A proof reader's caret where an "um" may be missing, a wave where something was not understood."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("muted"), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for place in places:
        rect = QRectF(spot(view, place)).adjusted(1, 1, -1, -1)
        path = QPainterPath(rect.bottomLeft())
        if place.possible_filler:
            path.lineTo(QPointF(rect.center().x(), rect.top()))
            path.lineTo(rect.bottomRight())
        else:
            middle, quarter = rect.center(), rect.width() / 4
            path.moveTo(rect.left(), middle.y())
            path.quadTo(rect.left() + quarter, rect.top() - 1, middle.x(), middle.y())
            path.quadTo(rect.right() - quarter, rect.bottom() + 1, rect.right(), middle.y())
        painter.drawPath(path)
    painter.restore()
