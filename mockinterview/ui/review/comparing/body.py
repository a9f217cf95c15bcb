"""What stands on the page of two takes once both are read: their heads, and under tabs checklist, words and delivery."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.comparison import Comparison
from mockinterview.core.measures import Shown
from mockinterview.flow.ports import Player
from mockinterview.ui.commands import key_words
from mockinterview.ui.look import GAP
from mockinterview.ui.review.comparing.facts import ComparedDelivery
from mockinterview.ui.review.comparing.items import ComparedItems
from mockinterview.ui.review.comparing.row import LEFT, RIGHT
from mockinterview.ui.review.comparing.side import TakeHead
from mockinterview.ui.review.comparing.wording import notice, summary
from mockinterview.ui.review.comparing.words import ComparedWords
from mockinterview.ui.widgets.announcing import announce
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Card, EmptyState, Notice
from mockinterview.ui.widgets.segments import Segments
from mockinterview.ui.widgets.stack import Stack
from mockinterview.ui.widgets.text import OneLine

ITEMS, WORDS, DELIVERY = range(3)

_NO_ITEMS = ("These takes were asked without a checklist. Their words can be read side by side.", "Show the words")


class ComparedBody(QWidget):
    """Widgets alone; the page joins them with the house."""

    def __init__(self, player: Callable[[], Player], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heads = (TakeHead("left", player), TakeHead("right", player))
        self.swap = Button("Swap the two takes", "swap", "icon", key=key_words("compare_swap"))
        self.notice = Notice()
        self.tabs = Segments(("Checklist", "Words", "Delivery"))
        self.summary = OneLine("", "muted")
        self.items, self.words, self.delivery = ComparedItems(), ComparedWords(), ComparedDelivery()
        self.no_items = EmptyState("list", *_NO_ITEMS)
        self._first = Stack()
        for widget in (self.items, self.no_items):
            self._first.addWidget(widget)
        self._parts = Stack()
        for part in (self._first, self.words, self.delivery):
            self._parts.addWidget(part)
        self._arrange()
        self.tabs.chosen.connect(self._parts.setCurrentIndex)
        self.items.item_chosen.connect(self._on_item)
        self.no_items.pressed.connect(self.show_words)

    def _arrange(self) -> None:
        heads = QHBoxLayout()
        heads.setSpacing(GAP)
        for widget, stretch in ((self.heads[LEFT], 1), (self.swap, 0), (self.heads[RIGHT], 1)):
            heads.addWidget(widget, stretch)
        tabs = QHBoxLayout()
        tabs.setSpacing(2 * GAP)
        tabs.addWidget(self.tabs)
        tabs.addWidget(self.summary, 1)
        card = Card(margin=GAP)
        card.body.addLayout(tabs)
        card.body.addWidget(self._parts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + GAP // 2)
        column.addLayout(heads)
        column.addWidget(self.notice)
        column.addWidget(card, 1)
        order = [*self.heads[LEFT].stops, self.swap, *self.heads[RIGHT].stops, self.notice.button, self.tabs]
        for one, after in pairwise(order):
            QWidget.setTabOrder(one, after)

    def show_comparison(self, comparison: Comparison, shown: Shown) -> None:
        """Show what there is to say of both. shown: which facts of the delivery the person wants to see."""
        self.notice.say(*notice(comparison))
        line = summary(comparison)
        if line != self.summary.text():
            self.summary.setText(line)
            self.summary.setToolTip(line)
            announce(self, line)
        self.words.show_reviews(comparison.first, comparison.second)
        self.items.show_comparison(comparison)
        self.delivery.show_comparison(comparison, shown)
        self._first.setCurrentWidget(self.items if comparison.items else self.no_items)
        self._on_item()

    def focus_part(self) -> None:
        """Give the focus to what is read first in the tab that is shown."""
        first = self.items if self._first.currentWidget() is self.items else self.no_items.button
        parts: tuple[QWidget, ...] = (first, self.words.takes[LEFT].view, self.delivery)
        parts[self.tabs.current].setFocus()

    @Slot()
    def show_items(self) -> None:
        """The checklist of both."""
        self._show_tab(ITEMS)

    @Slot()
    def show_words(self) -> None:
        """The words of both."""
        self._show_tab(WORDS)

    @Slot()
    def show_delivery(self) -> None:
        """The delivery of both."""
        self._show_tab(DELIVERY)

    def _show_tab(self, tab: int) -> None:
        self.tabs.choose(tab)
        self.focus_part()

    @Slot()
    def _on_item(self) -> None:
        self.words.show_item(self.items.chosen)
