"""What is shown of a checklist item once it is chosen: reason, delivery where it bears on it, verdicts to give, what else to do."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mockinterview.core.coverage import State, verdict_choices
from mockinterview.core.question import ChecklistItem
from mockinterview.core.review import Verdict
from mockinterview.ui.commands import COMMANDS, key_words, tip
from mockinterview.ui.look import GAP
from mockinterview.ui.look.states import state_word
from mockinterview.ui.review.checklist.judged_words import ShownItem
from mockinterview.ui.review.wording import TRAPS
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.flow_row import FlowRow
from mockinterview.ui.widgets.text import Label

SELECT_FIRST = "Select words in the transcript first"

_CHOICES = ("first_verdict", "second_verdict", "third_verdict")


class VerdictChoice(QWidget):
    """The states a person may give, one button each. Pressing the one that is chosen takes the verdict back."""

    chosen = Signal(object)

    def __init__(self, item: ChecklistItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[State, Button] = {}
        self._user: State | None = None
        row = FlowRow(self)
        row.setContentsMargins(0, GAP // 2, 0, 0)
        for state, command_id in zip(verdict_choices(item), _CHOICES, strict=False):
            words = state_word(state).capitalize()
            button = Button(words)
            button.setCheckable(True)
            button.setProperty("state", state.value)
            tip(button, f"Your verdict: {words} ({{}})", command_id)
            button.setAccessibleDescription("Your verdict.")
            button.clicked.connect(self._on_clicked)
            self._buttons[state] = button
            row.addWidget(button)
        self.take_back = Button("Take your verdict back", "undo", "icon", key=key_words("take_back_verdict"))
        self.take_back.clicked.connect(self._on_take_back)
        row.addWidget(self.take_back)

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
    """Below the words of the item."""

    def __init__(self, item: ChecklistItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reason = Label("", "small")
        self._trap = Label(TRAPS[item.minefield] if item.minefield else "", "small")
        self._facts = Label("", "small")
        self.choice = VerdictChoice(item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        for widget in (self._reason, self._trap, self._facts, self.choice):
            column.addWidget(widget)

    def show_item(self, shown: ShownItem) -> None:
        """Show what is known of the item now."""
        self._reason.setText(shown.reason)
        self._facts.setText(shown.facts)
        for label in (self._reason, self._trap, self._facts):
            label.setVisible(bool(label.text()))
        self.choice.show_verdict(shown.verdict)
        self.choice.setVisible(shown.verdict is not None)


class ItemDeeds(QWidget):
    """What else can be done with an item: quiet, at its foot. mark_pressed: the selected words are its evidence."""

    mark_pressed = Signal()
    note_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = Button("Mark as evidence", "plus", "plain")
        self.mark.setAccessibleName(COMMANDS["mark_evidence"].words)
        self.note = Button("Add a note", "edit", "plain")
        tip(self.note, "Add a note ({})", "note_item")
        row = FlowRow(self)
        row.addWidget(self.mark)
        row.addWidget(self.note)
        self.mark.clicked.connect(self.mark_pressed)
        self.note.clicked.connect(self.note_pressed)
        self.show_selection(there=False)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [self.mark, self.note]

    def show_selection(self, *, there: bool) -> None:
        """Whether words are selected in the transcript."""
        self.mark.setEnabled(there)
        tip(self.mark, f"{COMMANDS['mark_evidence'].words} ({{}})" if there else SELECT_FIRST, "mark_evidence")
        self.mark.setAccessibleDescription("" if there else SELECT_FIRST)
