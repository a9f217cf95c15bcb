"""What was deleted and is still whole: it can be heard, brought back, or deleted for good after one question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.attempt import Attempt
from mockinterview.core.problems import Problem
from mockinterview.flow.house import House
from mockinterview.settings import Settings
from mockinterview.ui.bridge import Bridge
from mockinterview.ui.commands import bind, key_words, tip
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.models import listing
from mockinterview.ui.models.background import Asking
from mockinterview.ui.models.listing import Deleted
from mockinterview.ui.pages.attempt_list import AttemptCard, AttemptList
from mockinterview.ui.pages.deletion_question import DeletionQuestion, attempts_question, put_aside_question
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import EmptyState, Notice
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import count_words

_EMPTY = "The bin is empty. What you delete waits here, whole, until you delete it for good."

_OPEN_FOLDER = "Open the folder"

_ALL_WORDS = 720
"""The width under which the buttons say less, at 100 % text."""


class BinPage(QWidget):
    """The bin. attempt_requested carries an attempt's id; deed_told a sentence, a button's word, its token."""

    attempt_requested = Signal(str)
    back_requested = Signal()
    deed_told = Signal(str, str, str)
    problem_met = Signal(object)

    def __init__(self, house: House, settings: Settings, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._library = house.library
        self._asking = Asking(self)
        self._put_aside: Sequence[str] = ()
        self._folder: Path | None = None
        self._doomed: Sequence[str] = ()
        self._build(house, settings)
        self._wire(bridge)

    def _build(self, house: House, settings: Settings) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.setSpacing(2 * GAP)
        self.back = Button("Back", "arrow-left", "icon", key=key_words("go_back"))
        self.open = Button("Open review", "chevron-right", "plain")
        self.bring_back = Button("Bring back", "undo")
        tip(self.bring_back, "{}", "bring_back")
        self.delete = Button("Delete for good…")
        tip(self.delete, "{}", "delete_for_good")
        self.clear = Button("Empty the bin…", "", "plain")
        tip(self.clear, "{}", "empty_bin")
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.back)
        head.addWidget(Label("Bin", "title", wrap=False))
        head.addStretch(1)
        for button in (self.clear, self.open, self.delete, self.bring_back):
            head.addWidget(button)
        self.report = Notice()
        self.list = AttemptList(house, settings, "Deleted answers", ("open_binned", "bring_back", "delete_for_good"))
        self.empty = EmptyState("trash", _EMPTY, "Back to the history")
        self.card = AttemptCard(self.list, self.empty)
        page.addLayout(head)
        page.addWidget(self.report)
        page.addWidget(self.card, 1)

    def _wire(self, bridge: Bridge) -> None:
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)
        self.back.clicked.connect(self.back_requested)
        self.empty.pressed.connect(self.back_requested)
        self.open.clicked.connect(self._on_open)
        self.bring_back.clicked.connect(self._on_bring_back)
        self.delete.clicked.connect(self._on_delete)
        self.clear.clicked.connect(self._on_clear)
        self.report.pressed.connect(self._on_report_pressed)
        self.list.doubleClicked.connect(self._on_open)
        self.list.choice_changed.connect(self._say_count)
        self.list.deed_wished.connect(self._on_deed_wished)
        bind("open_binned", self.list, self._on_open)
        bind("bring_back", self, self._on_bring_back)
        bind("delete_for_good", self.list, self._on_delete)
        bind("empty_bin", self, self._on_clear)
        bridge.answers_expired.connect(self._on_expired)

    # ------------------------------------------------------------ public

    @Slot()
    def refresh(self) -> None:
        """Ask the store anew; what is chosen stays so."""
        self._asking.ask("bin", partial(listing.in_bin, self._library))

    def close_down(self) -> None:
        """End what goes on in the background."""
        self._asking.finish()
        self.list.entries.finish()

    # ------------------------------------------------------------ inside

    def _ask(self, attempts: Sequence[Attempt]) -> None:
        if attempts:
            self._doomed = [attempt.id for attempt in attempts]
            question = attempts_question(attempts, self)
            question.accepted.connect(self._on_delete_confirmed)
            question.open()

    def _tell(self, deleted: Deleted) -> None:
        """What is gone goes to the quiet line; what still holds it stays here to be read."""
        report = deleted.report
        if report.deleted:
            were = count_words(len(report.deleted), "answer was", "answers were")
            self.deed_told.emit(f"{were} deleted for good.", "", "")
        self._put_aside = [name for name in deleted.put_aside if name in report.still_in]
        self._folder = deleted.folder if report.still_in else None
        sentences = []
        if report.still_in:
            names = ", ".join(report.still_in)
            sentences.append(f"What you deleted is still in: {names}. The program does not delete that unasked.")
        sentences += dict.fromkeys(problem.sentence for problem in report.problems)
        button = _OPEN_FOLDER if self._folder is not None else ""
        if self._put_aside:
            button = "Delete the damaged file…" if len(self._put_aside) == 1 else "Delete the damaged files…"
        self.report.say(" ".join(sentences), button)

    # ------------------------------------------------------------ answers of the store

    @Slot(str, object)
    def _on_answered(self, name: str, answer: object) -> None:
        if name == "bin" and isinstance(answer, (list, tuple)):
            self.list.show_entries(answer)
            self.card.show_one(filled=bool(answer))
            for button in (self.open, self.bring_back, self.delete, self.clear):
                button.setVisible(bool(answer))
            return
        if name == "bring back" and isinstance(answer, (list, tuple)):
            are = count_words(len(answer), "answer is", "answers are")
            self.deed_told.emit(f"{are} back in the history.", "", "")
        elif isinstance(answer, Deleted):
            self._tell(answer)
        elif name == "put aside":
            self.report.say("")
            were = count_words(len(self._put_aside), "damaged file was", "damaged files were")
            self.deed_told.emit(f"{were} deleted for good.", "", "")
        self.refresh()

    @Slot(str, object)
    def _on_failed(self, name: str, problem: Problem) -> None:
        self.problem_met.emit(problem)
        if name != "bin":
            self.refresh()

    # ------------------------------------------------------------ slots

    @Slot()
    def _say_count(self) -> None:
        shown, chosen = self.list.entries.rowCount(), len(self.list.chosen)
        self.card.say_count(count_words(shown, "deleted answer"))
        self.open.setEnabled(chosen == 1)
        for button in (self.bring_back, self.delete):
            button.setEnabled(chosen > 0)

    @Slot(str)
    def _on_deed_wished(self, deed: str) -> None:
        deeds = {
            "open_binned": self._on_open,
            "bring_back": self._on_bring_back,
            "delete_for_good": self._on_delete,
        }
        deeds[deed]()

    @Slot()
    def _on_open(self) -> None:
        attempt = self.list.current
        if attempt is not None:
            self.attempt_requested.emit(attempt.id)

    @Slot()
    def _on_bring_back(self) -> None:
        ids = [attempt.id for attempt in self.list.chosen]
        if ids:
            self._asking.do("bring back", partial(listing.bring_back, self._library, ids))

    @Slot()
    def _on_delete(self) -> None:
        self._ask(self.list.chosen)

    @Slot()
    def _on_clear(self) -> None:
        self._ask([entry.attempt for entry in self.list.entries.entries])

    @Slot()
    def _on_delete_confirmed(self) -> None:
        self.card.number.setText(f"Deleting {count_words(len(self._doomed), 'answer')} …")
        self._asking.do("delete", partial(listing.delete_for_good, self._house, self._doomed))

    @Slot()
    def _on_report_pressed(self) -> None:
        if not self._put_aside:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
            return
        question: DeletionQuestion = put_aside_question(self._put_aside, self)
        question.accepted.connect(self._on_put_aside_confirmed)
        question.open()

    @Slot()
    def _on_put_aside_confirmed(self) -> None:
        self._asking.do("put aside", partial(listing.delete_put_aside, self._library))

    @Slot(int, int)
    def _on_expired(self, _binned: int, _deleted: int) -> None:
        if self.isVisible():
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorter words where there is no room for all of them."""
        super().resizeEvent(event)
        roomy = self.width() >= px(_ALL_WORDS)
        self.clear.setText("Empty the bin…" if roomy else "Empty…")
        self.open.setText(" Open review" if roomy else " Open")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()
            self.list.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.report.say("")
