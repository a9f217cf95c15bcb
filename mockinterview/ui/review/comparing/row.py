"""One item as it stands in two takes: its name over two halves, in each the state and the words it rests on, to be heard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mockinterview.core.comparison import ItemComparison, Side
from mockinterview.core.coverage import Evidence, State
from mockinterview.ui.look import GAP, TARGET, Size, font, px, theme_of
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.look.states import hue_of, state_icon, state_word
from mockinterview.ui.review.checklist.passage_button import PassageButton
from mockinterview.ui.review.comparing.wording import ABSENT, ICONS, NO_STATE
from mockinterview.ui.review.wording import tip, verdicts
from mockinterview.ui.widgets.panels import Glyph
from mockinterview.ui.widgets.text import Label

LEFT, RIGHT = range(2)

MIDDLE = 7 * GAP
"""Between the two halves, in the list and above it."""

_MOST_CHARACTERS = 400
"""A quote is a reminder; all of it is lit among the words."""

_WIDEST_STATE = max((state_word(state) for state in State), key=len)


class StateTag(QWidget):
    """A state as icon and word in its hue, or a few quiet words where there is none; as wide for one state as for another."""

    def __init__(self, side: Side | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = side.verdict.standing if side is not None and side.verdict is not None else None
        self._words = state_word(self._state) if self._state is not None else ABSENT if side is None else NO_STATE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.setFont(font(Size.SMALL, bold=self._state is not None))
        words = _WIDEST_STATE if self._state is not None else self._words
        return QSize(px(18) + GAP + self.fontMetrics().horizontalAdvance(words) + GAP, px(TARGET))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme_of(self.palette()).colour(hue_of(self._state) if self._state is not None else "muted")
        left = 0
        if self._state is not None:
            side = px(16)
            paint_icon(painter, state_icon(self._state), QRectF(0, (self.height() - side) / 2, side, side), colour)
            left = side + GAP - 2
        painter.setFont(font(Size.SMALL, bold=self._state is not None))
        painter.setPen(colour)
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._words)
        painter.end()


class Half(QWidget):
    """One side of an item. pressed: which piece of its evidence to play."""

    pressed = Signal(int)

    def __init__(self, side: Side | None, take: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._take = take
        self._hue = hue_of(side.verdict.standing) if side is not None and side.verdict is not None else "quiet"
        told = verdicts(side.verdict) if side is not None and side.verdict is not None else ""
        self._both = Label(told, "small")
        self.quotes: list[PassageButton] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self._quotes = QVBoxLayout()
        self._quotes.setSpacing(2)
        self._column.addLayout(self._quotes)
        self._column.addWidget(self._both)
        self._column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(StateTag(side), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column, 1)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What can be heard of it."""
        return self._side.evidence if self._side is not None else ()

    def open(self, open: bool) -> None:
        """All of its evidence and both verdicts, or the first words in one line."""
        differs = self._side is not None and self._side.verdict is not None and self._side.verdict.agrees is False
        self._both.setVisible(bool(self._both.text()) and (open or differs))
        for number, span in enumerate(self.evidence[: None if open else 1]):
            if number == len(self.quotes):
                self._add(span)
        for number, quote in enumerate(self.quotes):
            quote.show_hue(self._hue, long=open)
            quote.setVisible(open or number == 0)

    def _add(self, span: Evidence) -> None:
        text = " ".join(span.text.split())
        words = f"“{text[:_MOST_CHARACTERS]}{'…' if len(text) > _MOST_CHARACTERS else ''}”"
        quote = PassageButton(words, ("play", "state-your-call") if span.own else ("play",), own=span.own)
        quote.setMinimumHeight(px(TARGET))
        quote.setToolTip(tip(f"Hear it in take {self._take}"))
        quote.setAccessibleName(f"Hear evidence in take {self._take}: {words}")
        quote.clicked.connect(self._on_quote)
        self.quotes.append(quote)
        self._quotes.addWidget(quote)

    @Slot()
    def _on_quote(self) -> None:
        quote = self.sender()
        if isinstance(quote, PassageButton) and quote in self.quotes:
            self.pressed.emit(self.quotes.index(quote))


class ComparisonRow(QWidget):
    """evidence_pressed: the row's number, the side, and which piece to play."""

    evidence_pressed = Signal(int, int, int)

    def __init__(
        self, number: int, compared: ItemComparison, takes: tuple[int, int], why: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.number = number
        self.compared = compared
        icon, token = ICONS[compared.outcome]
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(Glyph(icon, 18, token), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(compared.item.name, "strong"), 1)
        if why:
            head.addWidget(Label(why, "small", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        self._text = Label(compared.item.text, "muted")
        self.halves = (Half(compared.first, takes[LEFT]), Half(compared.second, takes[RIGHT]))
        halves = QHBoxLayout()
        halves.setSpacing(MIDDLE)
        for half in self.halves:
            halves.addWidget(half, 1)
        under = QVBoxLayout()
        under.setContentsMargins(px(18) + GAP, 0, 0, 0)
        under.setSpacing(2)
        under.addWidget(self._text)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 4, 6, GAP, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(under)
        column.addLayout(halves)
        self.halves[LEFT].pressed.connect(self._on_left)
        self.halves[RIGHT].pressed.connect(self._on_right)
        self.open(open=False)

    def open(self, open: bool) -> None:
        """Show all about the item, or what matters at a glance."""
        self._text.setVisible(open and bool(self._text.text()))
        for half in self.halves:
            half.open(open)
        self.updateGeometry()

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through in this row, in order."""
        return [quote for half in self.halves for quote in half.quotes if not quote.isHidden()]

    @Slot(int)
    def _on_left(self, which: int) -> None:
        self.evidence_pressed.emit(self.number, LEFT, which)

    @Slot(int)
    def _on_right(self, which: int) -> None:
        self.evidence_pressed.emit(self.number, RIGHT, which)
