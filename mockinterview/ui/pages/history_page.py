"""Every answer ever given, newest first, and a search in them. Opening one shows its review; deleting moves it to the bin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.flow.house import House
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport
from mockinterview.settings import Settings
from mockinterview.ui.bridge import Bridge
from mockinterview.ui.commands import bind
from mockinterview.ui.look import GAP, MARGIN
from mockinterview.ui.models import listing
from mockinterview.ui.models.attempts import Entry
from mockinterview.ui.models.background import Asking
from mockinterview.ui.models.listing import Listing, Wish
from mockinterview.ui.models.recovered import Recovered
from mockinterview.ui.pages.attempt_list import AttemptCard, AttemptList
from mockinterview.ui.pages.history_head import RECOVERED, HistoryHead
from mockinterview.ui.pages.stuck_takes import StuckTakes
from mockinterview.ui.widgets.panels import EmptyState
from mockinterview.ui.widgets.times import count_words

_TYPING_MS = 150
"""The search begins when the fingers rest so long."""

_NOTHING = ("Your answers will be kept here. You have not given one yet.", "Choose a question")
_NOTHING_LEFT = ("There is no answer here; those you deleted are in the bin.", "Open the bin")
_NO_HIT = ("No answer holds these words.", "Show all answers")


class HistoryPage(QWidget):
    """The history. attempt_requested carries an attempt's id, hit_requested also the excerpt that was found and its marked spans.

    deed_told: a sentence, a button's word, its token.
    """

    attempt_requested = Signal(str)
    hit_requested = Signal(str, str, object)
    questions_requested = Signal()
    bin_requested = Signal()
    deed_told = Signal(str, str, str)
    problem_met = Signal(object)

    def __init__(
        self, house: House, settings: Settings, bridge: Bridge, recovered: Recovered, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library = house.library
        self._recovered = recovered
        self._asking = Asking(self)
        self._listing: Listing | None = None
        self._wanted = ""
        self._choose: Sequence[str] = ()
        self._undoable: list[Sequence[str]] = []
        self._removing = self._undone_early = 0
        """So many deletions are on their way to the bin; of these, so many of the last are undone already."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_MS)
        self._build(house, settings)
        self._wire(bridge)

    def _build(self, house: House, settings: Settings) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.setSpacing(2 * GAP)
        self.head = HistoryHead()
        self.search, self.filter = self.head.search, self.head.filter
        self.open, self.delete, self.bin = self.head.open, self.head.delete, self.head.bin
        self.stuck = StuckTakes()
        self.list = AttemptList(house, settings, "Answers", ("open_review", "delete"))
        self.empty = EmptyState("history", "", "")
        self.card = AttemptCard(self.list, self.empty)
        page.addWidget(self.head)
        page.addWidget(self.stuck)
        page.addWidget(self.card, 1)

    def _wire(self, bridge: Bridge) -> None:
        self._soon.timeout.connect(self._on_typed)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)
        self.filter.activated.connect(self._on_filter_chosen)
        self.search.textChanged.connect(self._on_search_changed)
        self.search.returnPressed.connect(self._on_search_left)
        self.search.left.connect(self._on_search_left)
        self.list.doubleClicked.connect(self._on_open)
        self.list.choice_changed.connect(self._say_count)
        self.list.deed_wished.connect(self._on_deed_wished)
        self.open.clicked.connect(self._on_open)
        self.delete.clicked.connect(self._on_delete)
        self.bin.clicked.connect(self.bin_requested)
        self.empty.pressed.connect(self._on_empty_pressed)
        self.stuck.retry_requested.connect(self._on_retry)
        self._recovered.changed.connect(self._on_recovered_changed)
        bind("search_answers", self, self._on_search_wished)
        bind("open_review", self.list, self._on_open)
        bind("delete", self.list, self._on_delete)
        bind("undo", self, self.undo)
        bind("show_bin", self, self.bin_requested.emit)
        bridge.review_changed.connect(self.list.entries.forget_state)
        bridge.job_changed.connect(self._on_job_changed)
        bridge.attempt_kept.connect(self._on_attempt_kept)

    # ------------------------------------------------------------ public

    def show_question(self, question_id: str) -> None:
        """Show the attempts at one question, or all with ""."""
        self._wanted = question_id
        self.search.clear()
        self.refresh()

    def show_recovered(self) -> None:
        """Show what was brought back at this start, and what could not be."""
        self.show_question(RECOVERED)

    @Slot()
    def refresh(self) -> None:
        """Ask the store anew; what is chosen stays so."""
        wish = self._wish()
        self._asking.ask("listing", partial(listing.listing, self._library, wish))
        if wish.words:
            self._asking.ask("hits", partial(listing.hits, self._library, wish))

    @Slot()
    def undo(self) -> None:
        """Bring back what was deleted last; what is only on its way to the bin, as soon as it is there."""
        if self._removing > self._undone_early:
            self._undone_early += 1
        elif self._undoable:
            self._asking.do("undo", partial(listing.bring_back, self._library, self._undoable.pop()))

    def close_down(self) -> None:
        """End what goes on in the background."""
        self._soon.stop()
        self._asking.finish()
        self.list.entries.finish()

    # ------------------------------------------------------------ inside

    def _wish(self) -> Wish:
        only = self._recovered.ids if self._wanted == RECOVERED else None
        return Wish("" if only is not None else self._wanted, only, self.search.text().strip())

    def _show(self, entries: Sequence[Entry]) -> None:
        self.list.show_entries(entries, self._recovered.ids, self._choose)
        self._choose = ()
        if not entries:
            self.empty.say(*self._nothing())
        # Where only stuck takes are told of, an empty list says nothing that they do not say.
        self.card.show_one(filled=bool(entries))
        self.card.setVisible(bool(entries) or not self.stuck.isVisibleTo(self))

    def _nothing(self) -> tuple[str, str]:
        if self.search.text().strip():
            return _NO_HIT
        return _NOTHING_LEFT if self._listing is not None and self._listing.in_bin else _NOTHING

    def _take_listing(self, found: Listing) -> None:
        self._listing = found
        self._wanted = self.head.offer(found.questions, self._wanted, len(self._recovered.ids), self._stuck_there())
        self.stuck.show_takes(self._recovered.stuck if self._wanted == RECOVERED else ())
        self.head.show_bin(found.in_bin)
        self.head.setVisible(bool(found.total or found.in_bin or self._stuck_there()))
        if self._wish()._replace(words="") != found.wish._replace(words=""):
            self.refresh()  # the question that was asked for has no answers any more
        elif not self.search.text().strip():
            self._show(found.entries)

    def _stuck_there(self) -> bool:
        return bool(self._recovered.stuck)

    # ------------------------------------------------------------ answers of the store

    @Slot(str, object)
    def _on_answered(self, name: str, answer: object) -> None:
        if isinstance(answer, Listing):
            self._take_listing(answer)
        elif name == "hits" and isinstance(answer, tuple):
            wish, entries = answer
            if wish == self._wish():
                self._show(entries)
        elif name == "remove" and isinstance(answer, (list, tuple)):
            self._undoable.append(answer)
            self.deed_told.emit(f"{_answers(len(answer))} moved to the bin.", "Undo", "undo")
            self.refresh()
            if self._end_removal():
                self.undo()
        elif name == "undo" and isinstance(answer, (list, tuple)):
            self._choose = answer
            words = f"{_answers(len(answer))} brought back." if answer else "It is not in the bin any more."
            self.deed_told.emit(words, "", "")
            self.refresh()

    @Slot(str, object)
    def _on_failed(self, name: str, problem: Problem) -> None:
        self.problem_met.emit(problem)
        if name in ("remove", "undo"):
            self.refresh()
        if name == "remove":
            self._end_removal()

    def _end_removal(self) -> bool:
        """Count a deletion that has arrived, or failed; whether it is one that was undone on its way."""
        self._removing -= 1
        undone = self._undone_early > self._removing
        self._undone_early -= undone
        return undone

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_filter_chosen(self) -> None:
        self._wanted = str(self.filter.currentData() or "")
        self.refresh()

    @Slot(str)
    def _on_search_changed(self, _text: str) -> None:
        self._soon.start()

    @Slot()
    def _on_typed(self) -> None:
        wish = self._wish()
        if wish.words:
            self._asking.ask("hits", partial(listing.hits, self._library, wish))
        elif self._listing is not None and self._listing.wish._replace(words="") == wish:
            self._show(self._listing.entries)
        else:
            self.refresh()

    @Slot()
    def _on_search_wished(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _on_search_left(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._on_typed()
        target = self.list if self.list.entries.rowCount() else self.empty.button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _say_count(self) -> None:
        shown, chosen = self.list.entries.rowCount(), len(self.list.chosen)
        searching = bool(self.search.text().strip())
        if searching and shown >= listing.MOST_HITS:
            words = f"The {shown} best; add a word to narrow them down"
        elif searching:
            words = f"{count_words(shown, 'answer holds', 'answers hold')} these words"
        elif self._wanted == RECOVERED:
            words = f"{count_words(shown, 'recording')} brought back; kept unless you delete {_them(shown)}"
        else:
            words = count_words(shown, "take")
        self.card.say_count(words)
        self.open.setEnabled(chosen == 1)
        self.delete.setEnabled(chosen > 0)

    @Slot(str)
    def _on_deed_wished(self, deed: str) -> None:
        {"open_review": self._on_open, "delete": self._on_delete}[deed]()

    @Slot()
    def _on_open(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < self.list.entries.rowCount():
            return
        entry = self.list.entries.entries[row]
        if entry.marked:
            self.hit_requested.emit(entry.attempt.id, entry.excerpt, entry.marked)
        else:
            self.attempt_requested.emit(entry.attempt.id)

    @Slot()
    def _on_delete(self) -> None:
        ids = [attempt.id for attempt in self.list.chosen]
        if ids:
            self._removing += 1
            self._asking.do("remove", partial(listing.remove, self._library, ids))

    @Slot()
    def _on_empty_pressed(self) -> None:
        wished = self.empty.button.accessibleName()
        if wished == _NO_HIT[1]:
            self.show_question("")
            self.search.setFocus()
        else:
            (self.bin_requested if wished == _NOTHING_LEFT[1] else self.questions_requested).emit()

    @Slot()
    def _on_retry(self) -> None:
        self.stuck.retry.setEnabled(False)
        self._library.tidy()

    @Slot()
    def _on_recovered_changed(self) -> None:
        self.stuck.retry.setEnabled(True)
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _on_job_changed(self, report: JobReport) -> None:
        if report.kind == JobKind.RECOGNISE:
            self.list.entries.forget_state(report.attempt_id)

    @Slot(str)
    def _on_attempt_kept(self, _attempt_id: str) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.setFocus()


def _them(count: int) -> str:
    return "it" if count == 1 else "them"


def _answers(count: int) -> str:
    return "The answer was" if count == 1 else f"{count} answers were"
