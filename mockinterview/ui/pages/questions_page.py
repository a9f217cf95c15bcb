"""The first page: find a question, look at it, rehearse it."""

from __future__ import annotations

import logging

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.flow.house import House
from mockinterview.flow.library import Filter
from mockinterview.settings import Settings, table
from mockinterview.ui.commands import bind, key_words
from mockinterview.ui.look import GAP, MARGIN, px, theme_of
from mockinterview.ui.look.icons import icon
from mockinterview.ui.models.questions import QuestionModel
from mockinterview.ui.pages.question_details import QuestionDetails
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.panels import Card, EmptyState, Notice
from mockinterview.ui.widgets.rows import RowDelegate
from mockinterview.ui.widgets.search_field import SearchField
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import count_words

log = logging.getLogger(__name__)

_WELCOME = (
    "Choose a question and press Rehearse. You answer out loud; "
    "then you see your own words beside what interviewers listen for."
)
_DRAFT = "Until a Whisper model is here, a draft recogniser writes your answers down, and many words will be wrong."


class QuestionsPage(QWidget):
    """Search, filters, the list, and the question that is looked at.

    rehearse_requested and takes_requested carry a question's id, settings_requested the section that helps.
    """

    rehearse_requested = Signal(str)
    takes_requested = Signal(str)
    settings_requested = Signal(str)
    problem_met = Signal(object)

    def __init__(self, house: House, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = house.library
        self._transcriber = house.transcriber
        self._settings = settings
        self._model = QuestionModel(self)
        self._build()
        self._wire()
        self._fill_filters()
        self._apply_filter()
        self._choose(settings.get(table.LAST_QUESTION))

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.setSpacing(2 * GAP)
        self.welcome = Notice()
        page.addLayout(self._build_filters())
        page.addWidget(self.welcome)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(2 * GAP)
        self._splitter.addWidget(self._build_list())
        self.details = QuestionDetails()
        self._splitter.addWidget(self.details)
        self._splitter.setStretchFactor(1, 1)
        kept = self._settings.get(table.MAIN_SPLITTER).split(",")
        widths = [int(width) for width in kept if width.isdecimal()]
        self._splitter.setSizes(widths if len(widths) == 2 and all(widths) else [400, 680])
        self.empty = EmptyState("search", "No question matches.", "Show all questions")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self.empty)
        page.addWidget(self._stack, 1)

    def _build_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.search = SearchField()
        self.search.setAccessibleName("Search questions")
        self.search.setPlaceholderText(f"Search questions ({key_words('search')})")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(px(200))
        self.search.setMaximumWidth(px(420))
        self._glass = self.search.addAction(
            icon("search", theme_of(self.palette()).colour("muted"), px(18)), QLineEdit.ActionPosition.LeadingPosition
        )
        self.role = Choice("Role")
        self.theme = Choice("Theme")
        self._count = Label("", "muted", wrap=False)
        row.addWidget(self.search, 3)
        row.addWidget(self.role, 1)
        row.addWidget(self.theme, 1)
        row.addStretch(1)
        row.addWidget(self._count)
        return row

    def _build_list(self) -> QWidget:
        card = Card(margin=GAP // 2)
        card.setMinimumWidth(px(260))
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(RowDelegate(2, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Questions")
        card.body.addWidget(self.list)
        return card

    def _wire(self) -> None:
        self.search.textChanged.connect(self._on_filter_changed)
        self.search.returnPressed.connect(self._on_search_done)
        self.search.left.connect(self._on_search_done)
        self.role.activated.connect(self._on_role_chosen)
        self.theme.activated.connect(self._on_filter_changed)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.doubleClicked.connect(self._on_activated)
        self.empty.pressed.connect(self.show_all)
        self.details.rehearse_requested.connect(self.rehearse_requested)
        self.details.takes_requested.connect(self.takes_requested)
        self.welcome.pressed.connect(self._on_model_wished)
        self._settings.on_change(table.HIDE_CHECKLIST, self._on_hide_changed)
        bind("search", self, self._on_search_wished)
        bind("rehearse", self, self.details.rehearse.click)
        bind("open", self.list, self.details.rehearse.click)

    # ------------------------------------------------------------ public

    @Slot()
    def show_all(self) -> None:
        """Take every filter off."""
        self.role.setCurrentIndex(0)
        self._fill_themes()
        self.search.clear()
        self._apply_filter()
        self.list.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Ask anew how often each question was answered, and whether a first hint is due. Called once the page has been painted."""
        try:
            tallies = self._library.tallies()
            only_draft = not any(one.ready and not one.draft for one in self._transcriber.recognisers())
        except Problem as problem:
            self.problem_met.emit(problem)
            return
        self._model.show_tallies(tallies)
        question = self.details.question
        if question is not None:
            self._show(question.id)
        if tallies:
            self.welcome.say("")
        elif only_draft:
            self.welcome.say(f"{_WELCOME} {_DRAFT}", "Get a Whisper model")
        else:
            self.welcome.say(_WELCOME)

    def remember(self) -> None:
        """Keep what the next start should look like."""
        self._settings.set(table.MAIN_SPLITTER, ",".join(str(width) for width in self._splitter.sizes()))
        if self.details.question is not None:
            self._settings.set(table.LAST_QUESTION, self.details.question.id)

    # ------------------------------------------------------------ inside

    def _fill_filters(self) -> None:
        self.role.clear()
        self.role.addItem("All roles", "")
        for role in self._library.roles():
            self.role.addItem(role, role)
        self._fill_themes()

    def _fill_themes(self) -> None:
        before = self.theme.currentData() or ""
        self.theme.clear()
        self.theme.addItem("All themes", "")
        for theme in self._library.themes(self.role.currentData() or ""):
            self.theme.addItem(theme, theme)
        self.theme.setCurrentIndex(max(0, self.theme.findData(before)))

    def _apply_filter(self) -> None:
        wanted = Filter(self.search.text(), self.role.currentData() or "", self.theme.currentData() or "")
        before = self.details.question
        found = self._library.questions(wanted)
        self._model.show_questions(found)
        self._count.setText(count_words(len(found), "question"))
        self._stack.setCurrentIndex(0 if found else 1)
        if not self._library.questions():
            self.empty.say("There are no questions here yet.", "Look again")
        else:
            self.empty.say("No question matches.", "Show all questions")
        if found:
            self._choose(before.id if before else "")

    def _choose(self, question_id: str) -> None:
        row = max(0, self._model.row_of(question_id))
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(row))

    def _show(self, question_id: str) -> None:
        question = self._model.question(self._model.row_of(question_id))
        if question is not None:
            hide = self._settings.get(table.HIDE_CHECKLIST)
            self.details.show_question(question, self._model.tally(question_id), hide_checklist=hide)

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_filter_changed(self) -> None:
        self._apply_filter()

    @Slot()
    def _on_role_chosen(self) -> None:
        self._fill_themes()
        self._apply_filter()

    @Slot()
    def _on_search_wished(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _on_search_done(self) -> None:
        target = self.list if self._model.rowCount() else self.empty.button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        question = self._model.question(current.row())
        if question is not None:
            self._show(question.id)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        question = self._model.question(index.row())
        if question is not None:
            self.rehearse_requested.emit(question.id)

    @Slot()
    def _on_model_wished(self) -> None:
        self.settings_requested.emit("speech")

    def _on_hide_changed(self, _hide: bool) -> None:
        if self.details.question is not None:
            self._show(self.details.question.id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.setFocus()
