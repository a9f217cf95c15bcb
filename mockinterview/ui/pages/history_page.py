"""Every answer ever given, newest first. Opening one shows its review as it was; deleting one can be undone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.flow.house import House
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.ui.bridge import Bridge
from mockinterview.ui.commands import COMMANDS, bind
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.models.attempts import AttemptModel
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.panels import Card, EmptyState
from mockinterview.ui.widgets.rows import RowDelegate
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import count_words


class HistoryPage(QWidget):
    """The list of attempts. attempt_requested carries an attempt's id, deed_told a sentence, a button's word, its token."""

    attempt_requested = Signal(str)
    questions_requested = Signal()
    deed_told = Signal(str, str, str)
    problem_met = Signal(object)

    def __init__(self, house: House, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = house.library
        self._model = AttemptModel(house, self)
        self._wanted = ""
        self._build()
        self._wire(bridge)

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.setSpacing(2 * GAP)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        self.filter = Choice("Question")
        self.filter.setMinimumWidth(px(180))
        self.filter.setMaximumWidth(px(560))
        self._count = Label("", "muted", wrap=False)
        self.open = Button("Open review", "chevron-right")
        self.delete = Button("Delete", "trash", "plain")
        head.addWidget(self.filter, 2)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.delete)
        head.addWidget(self.open)
        self._head = QWidget()
        self._head.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._head)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(RowDelegate(1, self.list))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setAccessibleName("Attempts")
        card = Card(margin=GAP)
        card.body.addWidget(self.list)
        self.empty = EmptyState("history", "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self.empty)
        page.addWidget(self._stack, 1)

    def _wire(self, bridge: Bridge) -> None:
        self.filter.activated.connect(self._on_filter_chosen)
        self.list.doubleClicked.connect(self._on_open)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.open.clicked.connect(self._on_open)
        self.delete.clicked.connect(self._on_delete)
        self.empty.pressed.connect(self.questions_requested)
        self._menu = QMenu(self)
        self._menu.addAction("Open review", self._on_open)
        self._menu.addAction(COMMANDS["delete"].words, self._on_delete)
        bind("open_review", self.list, self._on_open)
        bind("delete", self.list, self._on_delete)
        bind("undo", self, self.undo)
        bridge.review_changed.connect(self._on_review_changed)
        bridge.job_changed.connect(self._on_job_changed)
        bridge.attempt_kept.connect(self._on_attempt_kept)

    # ------------------------------------------------------------ public

    def show_question(self, question_id: str) -> None:
        """Show the attempts at one question, or all with ""."""
        self._wanted = question_id
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask the store anew; the chosen row stays."""
        try:
            everything = self._library.attempts()
        except Problem as problem:
            self.problem_met.emit(problem)
            return
        row = self.list.currentIndex().row()
        self._fill_filter({attempt.question.id: attempt.question.text for attempt in everything})
        shown = [attempt for attempt in everything if self._wanted in ("", attempt.question.id)]
        self._model.show_attempts(shown)
        self._count.setText(count_words(len(shown), "take"))
        self._head.setVisible(bool(everything))
        self.empty.say("Your answers will be kept here. You have not given one yet.", "Choose a question")
        self._stack.setCurrentIndex(0 if shown else 1)
        if shown:
            self.list.setCurrentIndex(self._model.index(min(max(row, 0), len(shown) - 1)))

    @Slot()
    def undo(self) -> None:
        """Bring back what was deleted last."""
        brought_back = self._library.undo_removal()
        self.refresh()
        if brought_back:
            self.deed_told.emit("The attempt is back.", "", "")
        for row in range(self._model.rowCount()):
            attempt = self._model.attempt(row)
            if attempt is not None and attempt.id == brought_back:
                self.list.setCurrentIndex(self._model.index(row))

    # ------------------------------------------------------------ inside

    def _fill_filter(self, questions: dict[str, str]) -> None:
        self.filter.clear()
        self.filter.addItem("All questions", "")
        for question_id, text in questions.items():
            self.filter.addItem(text, question_id)
        place = self.filter.findData(self._wanted)
        if place < 0:
            self._wanted, place = "", 0
        self.filter.setCurrentIndex(place)

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_filter_chosen(self) -> None:
        self.show_question(str(self.filter.currentData() or ""))

    @Slot()
    def _on_open(self) -> None:
        attempt = self._model.attempt(self.list.currentIndex().row())
        if attempt is not None:
            self.attempt_requested.emit(attempt.id)

    @Slot()
    def _on_delete(self) -> None:
        attempt = self._model.attempt(self.list.currentIndex().row())
        if attempt is None:
            return
        try:
            self._library.remove(attempt.id)
        except Problem as problem:
            self.problem_met.emit(problem)
            return
        self.refresh()
        self.deed_told.emit("The attempt was deleted.", "Undo", "undo")

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        if self.list.indexAt(place).isValid():
            self._menu.popup(self.list.viewport().mapToGlobal(place))

    @Slot(str)
    def _on_review_changed(self, attempt_id: str) -> None:
        self._model.forget_state(attempt_id)

    @Slot(object)
    def _on_job_changed(self, report: JobReport) -> None:
        if report.kind == JobKind.RECOGNISE:
            self._model.forget_state(report.attempt_id, failed=report.state is JobState.FAILED)

    @Slot(str)
    def _on_attempt_kept(self, _attempt_id: str) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.setFocus()
