"""Two takes of one question side by side: what was gained and lost, the words of both, how the delivery differs.

Everything is read in the background. Each side has a sound of its own, and only one of them is to be heard at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.flow.house import House
from mockinterview.flow.ports import Player
from mockinterview.settings import Settings, table
from mockinterview.settings.measures import shown_by
from mockinterview.ui.bridge import Bridge
from mockinterview.ui.commands import key_words
from mockinterview.ui.look import GAP
from mockinterview.ui.models.background import Asking
from mockinterview.ui.review.checklist.rate_first import RateFirst
from mockinterview.ui.review.comparing.body import ComparedBody
from mockinterview.ui.review.comparing.hearing import PairHearing
from mockinterview.ui.review.comparing.reader import Pair, Wish, read_pair
from mockinterview.ui.review.comparing.row import LEFT, RIGHT
from mockinterview.ui.review.comparing.wording import REVEAL
from mockinterview.ui.review.page_keys import PageKeys
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import EmptyState
from mockinterview.ui.widgets.stack import Stack
from mockinterview.ui.widgets.text import OneLine

_ALONE = "This is the only take of this question. Record another one, and you can compare the two here."
_RETAKE = "Answer again"
_READ_AGAIN = "Try again"


class ComparePage(QWidget):
    """The page. The texts its signals carry are an attempt's id, but for retake_requested: a question's.

    rate_first: shared with other pages that show reviews, so that what was revealed on one is on all; by default its own.
    """

    attempt_requested = Signal(str)
    retake_requested = Signal(str)
    back_requested = Signal()
    problem_met = Signal(object)

    def __init__(
        self,
        house: House,
        settings: Settings,
        bridge: Bridge,
        player: Callable[[], Player],
        parent: QWidget | None = None,
        rate_first: RateFirst | None = None,
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._settings = settings
        self._wish: Wish | None = None
        self._pair: Pair | None = None
        self._fresh = self._stale = False
        """Other takes were asked for, and the focus is nowhere yet; something has changed since both were asked for."""
        self._rate_first = rate_first or RateFirst(settings, self)
        self._asking = Asking(self)
        self.body = ComparedBody(player)
        self.hearing = PairHearing(self.body, self)
        self._build()
        self._wire(bridge)
        self._keys = PageKeys(self._deeds())

    def _build(self) -> None:
        self.back = Button("Back", "arrow-left", "icon", key=key_words("go_back"))
        self.question = OneLine("", "title")
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.back)
        top.addWidget(self.question, 1)
        self.empty = EmptyState("compare", _ALONE, _RETAKE)
        self._waiting = QWidget()
        self._stack = Stack()
        for widget in (self._waiting, self.body, self.empty):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GAP, 2 * GAP, 3 * GAP, 2 * GAP)
        column.setSpacing(GAP + GAP // 2)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _wire(self, bridge: Bridge) -> None:
        bridge.review_changed.connect(self._on_review_changed)
        bridge.attempt_kept.connect(self._on_attempt_kept)
        self._rate_first.changed.connect(self._on_curtain)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)
        self.back.clicked.connect(self.back_requested)
        self.empty.pressed.connect(self._on_empty)
        self.body.swap.clicked.connect(self.swap_takes)
        self.body.notice.pressed.connect(self._on_notice)
        self.body.heads[LEFT].take_chosen.connect(self._on_left_chosen)
        self.body.heads[RIGHT].take_chosen.connect(self._on_right_chosen)
        for head, words in zip(self.body.heads, self.body.words.takes, strict=True):
            head.open_pressed.connect(self.attempt_requested)
            words.open_pressed.connect(head.open.click)
            head.replay.failed.connect(self.problem_met)

    def _deeds(self) -> dict[str, Callable[[], object]]:
        """What the commands of this page do."""
        return {
            "compare_play": self.hearing.toggle,
            "compare_next": self.body.items.choose_next,
            "compare_previous": self.body.items.choose_previous,
            "compare_hear": self.hearing.hear_next,
            "compare_hear_left": self.hearing.hear_left,
            "compare_hear_right": self.hearing.hear_right,
            "compare_swap": self.swap_takes,
            "compare_items": self.body.show_items,
            "compare_words": self.body.show_words,
            "compare_delivery": self.body.show_delivery,
        }

    # ------------------------------------------------------------ the two takes

    def show_takes(self, first: str, second: str = "") -> None:
        """Show two takes, the earlier one on the left; the second "" for the one that suits."""
        self._pair, self._fresh = None, True
        self._wish = Wish(first, second, in_time=True)
        self._stack.setCurrentWidget(self._waiting)
        self.question.setText("")
        self.body.items.choose("")
        self.body.tabs.choose(0)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read both anew."""
        self._stale = False
        if self._wish is not None:
            first = self._rate_first
            wish = replace(self._wish, rate_first=first.on, revealed=first.revealed)
            self._asking.ask("pair", partial(read_pair, self._house, wish))

    @Slot()
    def swap_takes(self) -> None:
        """Left becomes right."""
        left, right = self._wished
        if left and right:
            self._choose(right, left)

    @property
    def _wished(self) -> tuple[str, str]:
        """What is on its way to both sides, or there already."""
        return (self._wish.first, self._wish.second) if self._wish is not None else ("", "")

    def _choose(self, first: str, second: str) -> None:
        self.hearing.fall_silent()
        self._wish = Wish(first, second)
        self.refresh()

    def _put(self, side: int, attempt_id: str) -> None:
        """A take on one side; if it stands on the other, the two change places."""
        ids = list(self._wished)
        if ids[1 - side] == attempt_id:
            ids.reverse()
        ids[side] = attempt_id
        self._choose(*ids)

    def _show(self, pair: Pair) -> None:
        first_time, self._pair = self._pair is None, pair
        question = pair.first.review.attempt.question
        self.question.setText(question.text)
        self.question.setToolTip(f"The question\n{question.text}")
        if pair.second is None or pair.comparison is None:
            self.hearing.fall_silent()
            self.empty.say(_ALONE, _RETAKE)
            self._stack.setCurrentWidget(self.empty)
            self._take_focus()
            return
        self._wish = Wish(pair.first.review.attempt.id, pair.second.review.attempt.id)
        for head, take in zip(self.body.heads, (pair.first, pair.second), strict=True):
            head.show_take(take, pair.attempts)
        self.hearing.show_comparison(pair.comparison)
        shown = shown_by(self._settings)
        self.body.words.prefer(unsure=self._settings.get(table.SHOW_UNSURE_WORDS), places=shown.fillers)
        self.body.show_comparison(pair.comparison, shown)
        self._stack.setCurrentWidget(self.body)
        if first_time:
            self.body.items.choose_first()
        self._take_focus()
        if self.isVisible():
            self.hearing.prepare_soon()

    def _take_focus(self) -> None:
        """Never while the page is not seen: that would be another page's focus."""
        if self._fresh and self.isVisible():
            self._fresh = False
            if self._stack.currentWidget() is self.body:
                self.body.focus_part()
            else:
                self.empty.button.setFocus()

    # ------------------------------------------------------------ slots

    @Slot(str, object)
    def _on_answered(self, name: str, answer: object) -> None:
        if name == "pair" and isinstance(answer, Pair):
            self._show(answer)
        if self._stale:
            self.refresh()

    @Slot(str, object)
    def _on_failed(self, name: str, problem: Problem) -> None:
        self._tell_failed(name, problem)
        if self._stale:
            self.refresh()

    def _tell_failed(self, name: str, problem: Problem) -> None:
        if self._pair is None and name == "pair":
            self.empty.say(problem.sentence, _READ_AGAIN)
            self._stack.setCurrentWidget(self.empty)
            return
        if name == "pair" and self._stack.currentWidget() is self.body:
            left, right = (head.attempt_id for head in self.body.heads)
            self._wish = Wish(left, right)  # what is shown stays
        self.problem_met.emit(problem)

    @Slot(str)
    def _on_review_changed(self, attempt_id: str) -> None:
        if self._asking.busy:
            self._stale = True  # what is on its way may not have it
        elif attempt_id in self._wished and self.isVisible():
            self.refresh()

    @Slot(str)
    def _on_attempt_kept(self, _attempt_id: str) -> None:
        if self.isVisible():
            self.refresh()

    @Slot()
    def _on_curtain(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot()
    def _on_notice(self) -> None:
        ids = [head.attempt_id for head in self.body.heads]
        if self.body.notice.button.accessibleName() == REVEAL:
            self._rate_first.reveal(*ids)
            return
        for attempt_id in ids:
            self._asking.do("line up", partial(self._house.reviewing.lining_up.begin, attempt_id))

    @Slot()
    def _on_empty(self) -> None:
        if self._pair is None:
            self.refresh()
        else:
            self.retake_requested.emit(self._pair.first.review.attempt.question.id)

    @Slot(str)
    def _on_left_chosen(self, attempt_id: str) -> None:
        self._put(LEFT, attempt_id)

    @Slot(str)
    def _on_right_chosen(self, attempt_id: str) -> None:
        self._put(RIGHT, attempt_id)

    def close_down(self) -> None:
        """End what goes on in the background."""
        self.hearing.let_go()
        self._asking.finish()

    # ------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._stack.currentWidget() is not self.body or not self._keys.press(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and self._pair is not None:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.hearing.let_go()
