"""One line of the checklist: state, name and the words behind it; all about it once it is chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mockinterview.core.coverage import State
from mockinterview.core.question import ChecklistItem
from mockinterview.ui.look import GAP, Size, font, px, theme_of
from mockinterview.ui.look.states import state_look, state_word
from mockinterview.ui.review.checklist import judged_words
from mockinterview.ui.review.checklist.item_details import ItemDeeds, ItemDetails
from mockinterview.ui.review.checklist.judged_words import ShownItem
from mockinterview.ui.review.checklist.note_field import NoteField
from mockinterview.ui.review.checklist.quote import Quote, QuoteLine
from mockinterview.ui.review.checklist.verdict_pair import VerdictPair
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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationFontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._state is None:
            return
        painter = QPainter(self)
        painter.setFont(font(Size.SMALL, bold=True))
        painter.setPen(theme_of(self.palette()).colour(state_look(self._state).hue))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), state_word(self._state))
        painter.end()


class ItemRow(QWidget):
    """Shows one checklist item. The wishes carry its id.

    evidence_pressed, evidence_removed: which piece; verdict_chosen: a State, or None to take it back; note_closed: the keyboard has
    nowhere to go; resized: it takes another height now, by itself. What only a chosen item shows is made when it is first chosen.
    """

    evidence_pressed = Signal(str, int)
    evidence_removed = Signal(str, int)
    verdict_chosen = Signal(str, object)
    mark_pressed = Signal(str)
    note_written = Signal(str, str)
    note_closed = Signal()
    resized = Signal(str)

    def __init__(self, item: ChecklistItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._open = False
        self._shown = ShownItem()
        self._selection = self._arranging = False
        self._quotes: list[QuoteLine] = []
        self.details: ItemDetails | None = None
        self.deeds: ItemDeeds | None = None
        self.note: NoteField | None = None
        self._build()
        self._arrange()

    def _build(self) -> None:
        self._icon = Glyph("state-not-found", 18, "line")
        self._name = Label(self.item.name, "strong")
        self._state = StateWord()
        self.pair = VerdictPair()
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
        self._under.addWidget(self.pair)
        self._under.addWidget(self._text)
        self._under.addLayout(self._quote_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 4, 6, GAP + 4, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(self._under)

    # ------------------------------------------------------------ what is shown

    def show_item(self, shown: ShownItem) -> bool:
        """Show what is known of the item now; False if that is what it shows already."""
        if shown == self._shown:
            return False
        if shown.evidence != self._shown.evidence:
            self._forget_quotes()
        self._shown = shown
        state = shown.verdict.standing if shown.verdict is not None else None
        look = state_look(state) if state is not None else None
        unrated = shown.concealed and state is State.YOUR_CALL
        hue = "muted" if unrated else look.hue if look else "line"
        self._icon.show_icon(look.icon if look else "state-not-found", hue)
        self._state.show_state(None if unrated else state)
        self.pair.show_verdict(None if shown.concealed else shown.verdict)
        self._arrange()
        return True

    def open(self, open: bool) -> None:
        """Show all about the item, or only what matters at a glance."""
        if open != self._open:
            self._open = open
            if not open and self.note is not None:
                self.note.keep()
            self._arrange()

    def show_selection(self, there: bool) -> None:
        """Whether words are selected in the transcript."""
        self._selection = there
        if self.deeds is not None:
            self.deeds.show_selection(there=there)

    @Slot()
    def write_note(self) -> None:
        """Write a note on the item, which is chosen."""
        self._note_field().edit()

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def quotes(self) -> list[Quote]:
        """The pieces of evidence that are shown."""
        return [line.quote for line in self._quotes if not line.isHidden()]

    @property
    def focused_evidence(self) -> int:
        """Which piece of evidence has the focus; -1 if none."""
        return next((which for which, line in enumerate(self._quotes) if line.quote.hasFocus()), -1)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through in this row, in order."""
        found = [stop for line in self._quotes if not line.isHidden() for stop in line.stops]
        for part in (self.details.choice if self.details else None, self.note, self.deeds):
            found += part.stops if part is not None else []
        return found

    @property
    def spoken(self) -> str:
        """What a screen reader says of the row."""
        return judged_words.spoken(self.item.name, self._shown)

    # ------------------------------------------------------------ inside

    def _forget_quotes(self) -> None:
        for line in self._quotes:
            self._quote_box.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._quotes = []

    def _arrange(self) -> None:
        self._arranging = True
        verdict = self._shown.verdict
        self.pair.setVisible(
            bool(self.pair.texts) and (self._open or (verdict is not None and verdict.user is not None))
        )
        self._text.setVisible(self._open and bool(self._text.text()))
        self._arrange_quotes()
        if self._open and self.details is None:
            self._furnish()
        if self.details is not None and self.deeds is not None:
            self.details.show_item(self._shown)
            self.details.setVisible(self._open)
            self.deeds.setVisible(self._open and verdict is not None)
        if self._shown.note or self.note is not None:
            self._note_field().show_note(self._shown.note, long=self._open)
        self._offer_note()
        self.updateGeometry()
        self._arranging = False

    def _furnish(self) -> None:
        """Make what only a chosen item shows."""
        self.details = ItemDetails(self.item, self)
        self.details.choice.chosen.connect(self._on_chosen)
        self._under.insertWidget(3, self.details)
        self.deeds = ItemDeeds(self)
        self.deeds.show_selection(there=self._selection)
        self.deeds.mark_pressed.connect(self._on_mark)
        self.deeds.note_pressed.connect(self.write_note)
        self._under.addWidget(self.deeds)

    def _offer_note(self) -> None:
        """A note that is there, or being written, is edited where it stands."""
        if self.deeds is not None:
            self.deeds.note.setVisible(not self._shown.note and not (self.note is not None and self.note.editing))

    def _note_field(self) -> NoteField:
        if self.note is None:
            self.note = NoteField(self.item.name, self)
            self.note.written.connect(self._on_note)
            self.note.changed.connect(self._on_note_changed)
            self.note.closed.connect(self.note_closed)
            self._under.insertWidget(self._under.count() - (self.deeds is not None), self.note)
        return self.note

    def _arrange_quotes(self) -> None:
        evidence = self._shown.evidence
        for span in evidence[len(self._quotes) : len(evidence) if self._open else 1]:
            line = QuoteLine(span, self)
            line.pressed.connect(self._on_quote)
            line.removed.connect(self._on_removed)
            self._quotes.append(line)
            self._quote_box.addWidget(line)
        state = self._shown.verdict.standing if self._shown.verdict is not None else State.NOT_SURE
        for number, line in enumerate(self._quotes):
            line.show_state(state, long=self._open)
            line.setVisible(self._open or number == 0)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and not self._arranging:
            self.resized.emit(self.item.id)
        return done

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_quote(self) -> None:
        self._tell_of(self.evidence_pressed)

    @Slot()
    def _on_removed(self) -> None:
        self._tell_of(self.evidence_removed)

    def _tell_of(self, wish: SignalInstance) -> None:
        line = self.sender()
        if isinstance(line, QuoteLine) and line in self._quotes:
            wish.emit(self.item.id, self._quotes.index(line))

    @Slot(object)
    def _on_chosen(self, state: State | None) -> None:
        self.verdict_chosen.emit(self.item.id, state)

    @Slot()
    def _on_mark(self) -> None:
        self.mark_pressed.emit(self.item.id)

    @Slot(str)
    def _on_note(self, note: str) -> None:
        self.note_written.emit(self.item.id, note)

    @Slot()
    def _on_note_changed(self) -> None:
        if not self._arranging:
            self._offer_note()
            self.updateGeometry()
            self.resized.emit(self.item.id)
