"""The checklist with what stands above it: counts, undo and redo, rating oneself first, filters. Each only where it has a use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.filters import Filter, passing
from mockinterview.core.manner import bearing
from mockinterview.core.measures import Fact, facts_line
from mockinterview.core.question import MinefieldKind
from mockinterview.core.rating import agreement, is_concealed, progress
from mockinterview.core.review import Review
from mockinterview.ui.commands import COMMANDS, key_words, tip
from mockinterview.ui.look import GAP, px
from mockinterview.ui.review.checklist.checklist import Checklist
from mockinterview.ui.review.checklist.filter_bar import FilterBar
from mockinterview.ui.review.checklist.judged_words import NONE_LEFT, rated
from mockinterview.ui.review.checklist.rating_panel import RatingPanel
from mockinterview.ui.review.wording import hoped_for
from mockinterview.ui.widgets.announcing import announce
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import EmptyState
from mockinterview.ui.widgets.stack import Stack
from mockinterview.ui.widgets.text import Label

ALL, SHOW_ALL = "All items", "Show all items"

REVEAL = "Show now"

LOW = 170
"""Under this height (at 100 % text) chips would leave hardly one item to be seen."""


class ChecklistPart(QWidget):
    """Shows reviews, concealed ones too. What its buttons are for is `Judging`'s to wire."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = Label("", "small")
        self.undo = Button(COMMANDS["undo_review"].words, "undo", "icon")
        self.redo = Button(COMMANDS["redo_review"].words, "redo", "icon")
        self.rate_first = Button("Rate yourself first", "eye-off", "icon", key=key_words("rate_first"))
        self.rate_first.setCheckable(True)
        self.reveal = Button(REVEAL, look="plain")
        self.reveal.setToolTip("Show the program's view now")
        self.reveal.setAccessibleDescription("The program's view of this answer, before everything is rated.")
        self.rating = RatingPanel()
        self.filters = FilterBar()
        self.checklist = Checklist()
        self.nothing = EmptyState("check", "", SHOW_ALL)
        self._lay_out()
        self.show_steps("", "")
        self.filters.chosen.connect(self._on_filter)
        self.checklist.emptied.connect(self._on_emptied)
        self.nothing.pressed.connect(self._on_show_all)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(GAP + 4, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self.counts, 1)
        head.addStretch(0)  # where there is nothing to count, the buttons stay at the right
        for button in (self.reveal, self.rate_first, self.undo, self.redo):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._chips = QWidget()
        chips = QHBoxLayout(self._chips)
        chips.setContentsMargins(GAP + 4, 0, GAP + 4, 0)
        chips.addWidget(self.filters)
        self._stack = Stack()
        self._stack.addWidget(self.checklist)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addLayout(head)
        column.addWidget(self.rating)
        column.addWidget(self._chips)
        column.addWidget(self._stack, 1)

    def show_review(self, review: Review, facts: Sequence[Fact]) -> None:
        """Show states, evidence, counts. facts: what was measured and is shown elsewhere too."""
        concealed = is_concealed(review)
        self.reveal.setVisible(concealed)
        self._say_counts(review, concealed=concealed)
        counts = {} if concealed else {wish: len(ids) for wish, ids in passing(review).items()}
        if concealed:
            self.filters.choose(None)
        self.checklist.show_review(review, _beside_manner(review, facts))
        self.filters.show_counts(counts)
        self._give_room()

    def _say_counts(self, review: Review, *, concealed: bool) -> None:
        far = progress(review)
        self.counts.setText(rated(far) if concealed else hoped_for(review))
        self.counts.setVisible(bool(self.counts.text()))
        if concealed:
            self.rating.show_progress(far)
        elif far.items and far.complete and review.coverage is not None:
            self.rating.show_agreement(agreement(review))
        else:
            self.rating.show_nothing()

    def show_steps(self, undoable: str, redoable: str) -> None:
        """What can be undone and redone, in words; "" for nothing."""
        for button, command, what in ((self.undo, "undo_review", undoable), (self.redo, "redo_review", redoable)):
            button.setEnabled(bool(what))
            words = f"{COMMANDS[command].words} ({{}})"
            tip(button, f"{words}\n{_plain(what)}" if what else words, command)
            button.setAccessibleDescription(what)

    def show_rate_first(self, on: bool) -> None:
        """Whether the person rates themselves first."""
        self.rate_first.setChecked(on)

    @Slot()
    def toggle_missing(self) -> None:
        """Only what is missing, or all."""
        self._toggle(Filter.MISSING)

    @Slot()
    def toggle_not_sure(self) -> None:
        """Only what is not sure, or all."""
        self._toggle(Filter.NOT_SURE)

    @Slot()
    def toggle_disagreed(self) -> None:
        """Only where person and program differ, or all."""
        self._toggle(Filter.DISAGREED)

    def _toggle(self, wish: Filter) -> None:
        before = self.filters.wish
        self.filters.toggle(wish)
        if self.filters.wish is not before:
            announce(self, self.filters.chip(wish).accessibleName() if self.filters.wish is wish else ALL)

    def _give_room(self) -> None:
        """Where it is low, the items have the room of the chips; their keys work all the same, and what is pressed is seen."""
        unpressed = self.filters.wish is None or self._stack.currentWidget() is self.nothing
        self._chips.setVisible(not self.filters.isHidden() and not (self.height() < px(LOW) and unpressed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    # ------------------------------------------------------------ slots

    @Slot(object)
    def _on_filter(self, wish: Filter | None) -> None:
        self.checklist.show_filter(wish)
        self._give_room()

    @Slot(bool)
    def _on_emptied(self, empty: bool) -> None:
        wish = self.checklist.filter
        if empty and wish is not None:
            self.nothing.say(NONE_LEFT[wish], SHOW_ALL)
        self._stack.setCurrentWidget(self.nothing if empty and wish is not None else self.checklist)
        self._give_room()

    @Slot()
    def _on_show_all(self) -> None:
        self.filters.choose(None)
        self.checklist.setFocus()


def _plain(words: str) -> str:
    """Words with names of items in them, as a tip with places for keys takes them."""
    return words.replace("{", "{{").replace("}", "}}")


def _beside_manner(review: Review, facts: Sequence[Fact]) -> dict[str, str]:
    """What was measured and bears on each minefield of manner, in one line of text."""
    return {
        item.id: facts_line(fact for fact in facts if fact.aspect in bearing(item))
        for item in review.attempt.question.items
        if item.minefield is MinefieldKind.MANNER
    }
