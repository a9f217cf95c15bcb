"""One line of the checklist: state, name and the words behind it; all about it once it is chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mockinterview.core.coverage import ItemCoverage, State, verdict_choices
from mockinterview.core.question import ChecklistItem, MinefieldKind
from mockinterview.core.review import Verdict
from mockinterview.ui.look import GAP, Size, font, px, theme_of
from mockinterview.ui.look.states import state_look, state_word
from mockinterview.ui.review.quote import Quote
from mockinterview.ui.review.wording import TRAPS, verdicts
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Glyph
from mockinterview.ui.widgets.text import Label


class StateWord(QWidget):
    """A state's word in its hue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, state: State | None) -> None:
        """Show another state; None shows nothing."""
        self._state = state
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self.setFont(font(Size.SMALL, bold=True))
        words = state_word(self._state) if self._state is not None else ""
        return QSize(self.fontMetrics().horizontalAdvance(words) + 2, px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._state is None:
            return
        painter = QPainter(self)
        painter.setFont(font(Size.SMALL, bold=True))
        painter.setPen(theme_of(self.palette()).colour(state_look(self._state).hue))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), state_word(self._state))
        painter.end()


class VerdictChoice(QWidget):
    """The states a person may give, one button each. Pressing the one that is chosen takes the verdict back."""

    chosen = Signal(object)

    def __init__(self, item: ChecklistItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[State, Button] = {}
        self._user: State | None = None
        self.setMinimumWidth(1)  # a row that cannot be narrow would measure its height for another width
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GAP // 2, 0, 0)
        row.setSpacing(GAP // 2)
        for number, state in enumerate(verdict_choices(item), start=1):
            words = state_word(state).capitalize()
            button = Button(words)
            button.setCheckable(True)
            button.setProperty("state", state.value)
            button.setToolTip(f"Your verdict: {words} ({number})")
            button.setAccessibleDescription(f"Your verdict. Key {number}.")
            button.clicked.connect(self._on_clicked)
            self._buttons[state] = button
            row.addWidget(button)
        self.take_back = Button("Take your verdict back", "undo", "icon", key="0")
        self.take_back.clicked.connect(self._on_take_back)
        row.addWidget(self.take_back)
        row.addStretch(1)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Press the button of the user's verdict."""
        self._user = verdict.user if verdict is not None else None
        for state, button in self._buttons.items():
            button.setChecked(state is self._user)
        self.take_back.setVisible(self._user is not None)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [*self._buttons.values(), self.take_back]

    @Slot()
    def _on_clicked(self) -> None:
        state = State(self.sender().property("state"))
        self.chosen.emit(None if state is self._user else state)

    @Slot()
    def _on_take_back(self) -> None:
        self.chosen.emit(None)


class ItemDetails(QWidget):
    """What is shown of an item once it is chosen, below its words: the reason, the delivery where it bears on it, the choice."""

    def __init__(self, item: ChecklistItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._reason = Label("", "small")
        self._trap = Label(TRAPS[item.minefield] if item.minefield else "", "small")
        self._facts = Label("", "small")
        self.choice = VerdictChoice(item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        for widget in (self._reason, self._trap, self._facts, self.choice):
            column.addWidget(widget)

    def show_line(self, line: ItemCoverage | None, verdict: Verdict | None, facts: str) -> None:
        """Show what is known of the item now."""
        self._reason.setText(line.reason if line is not None else "")
        self._facts.setText(facts if self._item.minefield is MinefieldKind.MANNER else "")
        for label in (self._reason, self._trap, self._facts):
            label.setVisible(bool(label.text()))
        self.choice.show_verdict(verdict)
        self.choice.setVisible(verdict is not None)


class ItemRow(QWidget):
    """Shows one checklist item. evidence_pressed: which piece to play; verdict_chosen: a State, or None to take it back.

    What only a chosen item shows is made when it is first chosen.
    """

    evidence_pressed = Signal(str, int)
    verdict_chosen = Signal(str, object)

    def __init__(self, item: ChecklistItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._open = False
        self._line: ItemCoverage | None = None
        self._verdict: Verdict | None = None
        self._facts = ""
        self._quotes: list[Quote] = []
        self.details: ItemDetails | None = None
        self._build()

    def _build(self) -> None:
        self._icon = Glyph("state-not-found", 18, "quiet")
        self._name = Label(self.item.name, "strong")
        self._state = StateWord()
        self._both = Label("", "small")
        self._text = Label(self.item.text, "muted")
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._name, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        self._quote_box = QVBoxLayout()
        self._quote_box.setSpacing(2)
        self._under = QVBoxLayout()
        self._under.setContentsMargins(px(18) + GAP, 0, 0, 0)
        self._under.setSpacing(GAP // 2)
        self._under.addWidget(self._both)
        self._under.addWidget(self._text)
        self._under.addLayout(self._quote_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 4, 6, GAP + 4, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(self._under)

    # ------------------------------------------------------------ what is shown

    def show_line(self, line: ItemCoverage | None, verdict: Verdict | None, facts: str) -> None:
        """Show what the program proposes and what the user decided; facts: for what only the manner of speaking can show."""
        if line is None or self._line is None or line.evidence != self._line.evidence:
            self._forget_quotes()
        self._line, self._verdict, self._facts = line, verdict, facts
        state = verdict.standing if verdict is not None else None
        look = state_look(state) if state is not None else None
        self._icon.show_icon(look.icon if look else "state-not-found", look.hue if look else "line")
        self._state.show_state(state)
        self._both.setText(verdicts(verdict) if verdict is not None else "")
        self._arrange()

    def open(self, open: bool) -> None:
        """Show all about the item, or only what matters at a glance."""
        if open != self._open:
            self._open = open
            self._arrange()

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def quotes(self) -> list[Quote]:
        """The pieces of evidence that are shown."""
        return [quote for quote in self._quotes if not quote.isHidden()]

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through in this row, in order."""
        return [*self.quotes, *(self.details.choice.stops if self.details is not None else [])]

    @property
    def spoken(self) -> str:
        """What a screen reader says of the row."""
        parts = [self.item.name]
        if self._verdict is not None:
            parts.append(verdicts(self._verdict) or state_word(self._verdict.standing))
        if self._line is not None:
            parts += [span.text for span in self._line.evidence[:1]]
        return ". ".join(parts)

    def _forget_quotes(self) -> None:
        for quote in self._quotes:
            self._quote_box.removeWidget(quote)
            quote.hide()
            quote.deleteLater()
        self._quotes = []

    def _arrange(self) -> None:
        self._both.setVisible(bool(self._both.text()) and (self._open or self._differs()))
        self._text.setVisible(self._open and bool(self._text.text()))
        self._arrange_quotes()
        if self._open and self.details is None:
            self.details = ItemDetails(self.item, self)
            self.details.choice.chosen.connect(self._on_chosen)
            self._under.addWidget(self.details)
        if self.details is not None:
            self.details.show_line(self._line, self._verdict, self._facts)
            self.details.setVisible(self._open)
        self.updateGeometry()

    def _arrange_quotes(self) -> None:
        evidence = self._line.evidence if self._line is not None else ()
        for span in evidence[len(self._quotes) : len(evidence) if self._open else 1]:
            quote = Quote(span, self)
            quote.clicked.connect(self._on_quote)
            self._quotes.append(quote)
            self._quote_box.addWidget(quote)
        for number, quote in enumerate(self._quotes):
            quote.show_state(self._verdict.standing if self._verdict is not None else State.NOT_SURE, long=self._open)
            quote.setVisible(self._open or number == 0)

    def _differs(self) -> bool:
        return self._verdict is not None and self._verdict.user is not None and self._verdict.agrees is not True

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_quote(self) -> None:
        quote = self.sender()
        if isinstance(quote, Quote) and quote in self._quotes:
            self.evidence_pressed.emit(self.item.id, self._quotes.index(quote))

    @Slot(object)
    def _on_chosen(self, state: State | None) -> None:
        self.verdict_chosen.emit(self.item.id, state)
