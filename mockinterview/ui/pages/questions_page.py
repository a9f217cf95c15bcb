"""The first page: find a question, look at it, rehearse it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QListView, QSplitter, QVBoxLayout, QWidget

from mockinterview.core.attempt import Tally
from mockinterview.core.problems import Problem
from mockinterview.flow.house import House
from mockinterview.settings import Settings, table
from mockinterview.ui.commands import bind
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.models.background import Asking
from mockinterview.ui.models.questions import QuestionModel
from mockinterview.ui.pages.question_details import QuestionDetails
from mockinterview.ui.pages.question_filters import QuestionFilters
from mockinterview.ui.widgets.panels import Card, EmptyState, Notice
from mockinterview.ui.widgets.recording_drop import recording_in
from mockinterview.ui.widgets.rows import RowDelegate
from mockinterview.ui.widgets.stack import Stack
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import count_words

if TYPE_CHECKING:
    from mockinterview.ui.pages.question_menu import QuestionMenu

log = logging.getLogger(__name__)

_WELCOME = (
    "Choose a question and press Rehearse. You answer out loud; "
    "then you see your own words beside what interviewers listen for."
)
_DRAFT = "Until a Whisper model is here, a draft recogniser writes your answers down, and many words will be wrong."


_DEEDS = (
    "paste_page",
    "new_question",
    "edit_question",
    "duplicate_question",
    "favourite",
    "share",
    "delete_question",
    "question_up",
    "question_down",
    "undo_bank",
    "import_recording",
)


class DeedWish(QObject):
    """A key that asks for a deed: a shortcut tells no name."""

    wished = Signal(str)

    def __init__(self, deed: str, parent: QObject) -> None:
        super().__init__(parent)
        self._deed = deed

    @Slot()
    def wish(self) -> None:
        """The key was pressed."""
        self.wished.emit(self._deed)


class QuestionsPage(QWidget):
    """Search, filters, the list, and the question that is looked at.

    rehearse_requested and takes_requested carry a question's id, settings_requested the section that helps, deed_wished the id of a
    command and the ids of the questions it is for, recording_dropped a question's id and a Path.
    """

    rehearse_requested = Signal(str)
    takes_requested = Signal(str)
    settings_requested = Signal(str)
    problem_met = Signal(object)
    deed_wished = Signal(str, list)
    recording_dropped = Signal(str, object)

    def __init__(self, house: House, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = house.library
        self._transcriber = house.transcriber
        self._settings = settings
        self._model = QuestionModel(self)
        self._made_menu: QuestionMenu | None = None
        self._asking = Asking(self)
        self.setAcceptDrops(True)
        self._build()
        self._wire()
        self._apply_filter()
        self._choose(settings.get(table.LAST_QUESTION))

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.setSpacing(2 * GAP)
        self.welcome = Notice()
        self.filters = QuestionFilters(self._library)
        self.search, self.role, self.theme = self.filters.search, self.filters.role, self.filters.theme
        page.addWidget(self.filters)
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
        self._stack = Stack()
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self.empty)
        page.addWidget(self._stack, 1)

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
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setAccessibleName("Questions")
        self._count = Label("", "small", wrap=False)
        self._count.setContentsMargins(GAP + GAP // 2, GAP // 2, GAP, 0)
        card.body.setSpacing(GAP // 2)
        card.body.addWidget(self._count)
        card.body.addWidget(self.list)
        return card

    def _wire(self) -> None:
        self._asking.answered.connect(self._on_tallies)
        self._asking.failed.connect(self._on_failed)
        self.filters.changed.connect(self._on_filter_changed)
        self.filters.deed_wished.connect(self._on_deed_wished)
        self.search.returnPressed.connect(self._on_search_done)
        self.search.left.connect(self._on_search_done)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.selectionModel().selectionChanged.connect(self._say_count)
        self.list.customContextMenuRequested.connect(self._on_menu_wished)
        self.list.doubleClicked.connect(self._on_activated)
        self.empty.pressed.connect(self.show_all)
        self.details.rehearse_requested.connect(self.rehearse_requested)
        self.details.takes_requested.connect(self.takes_requested)
        self.details.deed_wished.connect(self._on_deed_wished)
        self.details.more.clicked.connect(self._on_more)
        self.welcome.pressed.connect(self._on_model_wished)
        self._settings.on_change(table.HIDE_CHECKLIST, self._on_hide_changed)
        bind("search", self, self._on_search_wished)
        bind("rehearse", self, self.details.rehearse.click)
        bind("open", self.list, self.details.rehearse.click)
        for deed in _DEEDS:
            wish = DeedWish(deed, self)
            wish.wished.connect(self._on_deed_wished)
            bind(deed, self.list if deed == "delete_question" else self, wish.wish)

    # ------------------------------------------------------------ public

    @Slot()
    def show_all(self) -> None:
        """Take every filter off."""
        self.filters.clear()
        self._apply_filter()
        self.list.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Ask anew how often each question was answered, and whether a first hint is due. Called once the page has been painted."""
        self._asking.ask("tallies", self._library.tallies)

    def close_down(self) -> None:
        """End what goes on in the background."""
        self._asking.finish()

    @Slot(str, object)
    def _on_tallies(self, _name: str, tallies: Mapping[str, Tally]) -> None:
        only_draft = not any(one.ready and not one.draft for one in self._transcriber.recognisers())
        self._model.show_tallies(tallies)
        question = self.details.question
        if question is not None:
            self._show(question.id)
        if tallies:
            self.welcome.say("")
        elif only_draft:
            self.welcome.say(f"{_WELCOME} {_DRAFT}", "Get Whisper…")
        else:
            self.welcome.say(_WELCOME)

    @Slot(str)
    def reload(self, question_id: str) -> None:
        """The questions were changed; show this one, whatever the filters say, or with "" the one that was shown."""
        self.filters.fill()
        self._apply_filter()
        if question_id and self._model.row_of(question_id) < 0 and self._is_there(question_id):
            self.filters.clear()
            self._apply_filter()
        if self._model.row_of(question_id) >= 0:
            self._choose(question_id)
            self._show(question_id)
        QTimer.singleShot(0, self, self._show_row)  # the list has its new height only then

    def remember(self) -> None:
        """Keep what the next start should look like."""
        self._settings.set(table.MAIN_SPLITTER, ",".join(str(width) for width in self._splitter.sizes()))
        if self.details.question is not None:
            self._settings.set(table.LAST_QUESTION, self.details.question.id)

    # ------------------------------------------------------------ inside

    def _apply_filter(self) -> None:
        before = self.details.question
        found = self._library.questions(self.filters.wanted)
        self._model.show_questions(found)
        self._stack.setCurrentIndex(0 if found else 1)
        if not self._library.questions():
            self.empty.say("There are no questions here yet.", "Look again")
        else:
            self.empty.say("No question matches.", "Show all questions")
        if found:
            self._choose(before.id if before else "")
        self._say_count()

    def _choose(self, question_id: str) -> None:
        row = max(0, self._model.row_of(question_id))
        if self._model.rowCount():
            self._make_current(self._model.index(row))

    def _make_current(self, index: QModelIndex) -> None:
        """The list's own `setCurrentIndex` would choose nothing, or more, while a key such as Ctrl is down."""
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _show(self, question_id: str) -> None:
        question = self._model.question(self._model.row_of(question_id))
        if question is not None:
            hide = self._settings.get(table.HIDE_CHECKLIST)
            self.details.show_question(question, self._model.tally(question_id), hide_checklist=hide)

    @Slot()
    def _show_row(self) -> None:
        self.list.scrollTo(self.list.currentIndex())

    def _is_there(self, question_id: str) -> bool:
        return any(question.id == question_id for question in self._library.questions())

    def _chosen(self) -> list[str]:
        """The ids of the selected questions, in the order of the list."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        questions = [self._model.question(row) for row in rows]
        return [question.id for question in questions if question is not None]

    def _menu(self) -> QuestionMenu:
        """Made, and even imported, when it is first asked for."""
        if self._made_menu is None:
            from mockinterview.ui.pages.question_menu import QuestionMenu

            self._made_menu = QuestionMenu(self)
            self._made_menu.deed_wished.connect(self._on_deed_wished)
        return self._made_menu

    # ------------------------------------------------------------ slots

    @Slot()
    def _say_count(self) -> None:
        words = count_words(self._model.rowCount(), "question")
        chosen = len(self.list.selectionModel().selectedIndexes())
        self._count.setText(f"{words} · {chosen} chosen" if chosen > 1 else words)

    @Slot(str)
    def _on_deed_wished(self, deed: str) -> None:
        self.deed_wished.emit(deed, self._chosen())

    @Slot(QPoint)
    def _on_menu_wished(self, place: QPoint) -> None:
        if self.list.indexAt(place).isValid():
            self._menu().popup(self.list.viewport().mapToGlobal(place))

    @Slot()
    def _on_more(self) -> None:
        button = self.details.more
        self._menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    @Slot()
    def _on_filter_changed(self) -> None:
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

    @Slot(str, object)
    def _on_failed(self, _name: str, problem: Problem) -> None:
        self.problem_met.emit(problem)

    @Slot()
    def _on_model_wished(self) -> None:
        self.settings_requested.emit("models")

    def _on_hide_changed(self, _hide: bool) -> None:
        if self.details.question is not None:
            self._show(self.details.question.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if recording_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The question under the recording becomes the chosen one; elsewhere it is for the one that is shown."""
        place = self.list.viewport().mapFrom(self, event.position().toPoint())
        index = self.list.indexAt(place) if self.list.viewport().rect().contains(place) else QModelIndex()
        if index.isValid():
            self._make_current(index)
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file, question = recording_in(event.mimeData()), self.details.question
        if file is not None and question is not None:
            event.acceptProposedAction()
            self.recording_dropped.emit(question.id, file)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.setFocus()
