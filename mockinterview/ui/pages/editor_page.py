"""One question, written and changed: its lists at the left, what is chosen at the right. It saves itself meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.core.question import Question
from mockinterview.flow.house import House
from mockinterview.flow.library import Former
from mockinterview.ui.commands import bind, key_words
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.models.board import board_of_question, with_question
from mockinterview.ui.models.board_model import Row
from mockinterview.ui.models.sheet_checks import Troubles, stopping, troubles_of
from mockinterview.ui.models.workbench import Workbench
from mockinterview.ui.pages.board_panel import BoardForm, BoardList, bind_steps
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Notice
from mockinterview.ui.widgets.text import Label

SAVE_MS = 700
"""After the last change: often enough to lose nothing, seldom enough not to write every letter."""

_FOREIGN = (
    "This question came with the program. What you change becomes your own copy; "
    "deleting the copy brings the original back."
)


class EditorPage(QWidget):
    """saved: the id of the question that was written. It writes `SAVE_MS` after a change, and when the page is left."""

    saved = Signal(str)
    back_requested = Signal()
    rehearse_requested = Signal(str)
    problem_met = Signal(object)

    def __init__(self, house: House, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = house.library
        self._kept: Question | None = None
        self._former: Former | None = None
        self._troubles: Troubles = {}
        self.bench = Workbench(self)
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._build()
        self._wire()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.setSpacing(GAP + GAP // 2)
        page.addLayout(self._build_head())
        self.foreign = Notice()
        page.addWidget(self.foreign)
        self.listed = BoardList(self.bench, all_shelves=True)
        self.listed.setMinimumWidth(px(260))
        self.form = BoardForm(self.bench, own=True)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(2 * GAP)
        sides.addWidget(self.listed)
        sides.addWidget(self.form)
        sides.setSizes([460, 600])
        sides.setStretchFactor(1, 1)
        page.addWidget(sides, 1)

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.back = Button("Back", "arrow-left", "icon", key=key_words("go_back"))
        self._title = Label("", "title", wrap=False)
        self.state = Label("", "muted", wrap=False)
        self.star = Button("Favourite", "star", "icon")
        self.star.setCheckable(True)
        self.revert = Button("Back to how it was", "undo", "plain")
        self.rehearse = Button("Rehearse", "microphone", "primary")
        row.addWidget(self.back)
        row.addWidget(self._title)
        row.addWidget(self.star)
        row.addStretch(1)
        row.addWidget(self.state)
        row.addWidget(self.revert)
        row.addWidget(self.rehearse)
        return row

    def _wire(self) -> None:
        self.bench.changed.connect(self._on_changed)
        self._save_soon.timeout.connect(self.save_now)
        self.listed.row_chosen.connect(self._on_row_chosen)
        self.listed.edit_wished.connect(self.form.begin_typing)
        self.form.heading.add_requested.connect(self.listed.add_here)
        self.star.clicked.connect(self._on_star)
        self.back.clicked.connect(self.back_requested)
        self.revert.clicked.connect(self._on_revert)
        self.rehearse.clicked.connect(self._on_rehearse)
        bind("save_questions", self, self.save_now)
        bind("duplicate_entry", self, self.listed.duplicate)
        bind_steps(self.bench, self.listed, self)

    # ------------------------------------------------------------ public

    @property
    def question(self) -> Question:
        """The question as it would be kept now."""
        return self.bench.board.sheets[0].finished()

    def begin(self, question: Question) -> None:
        """Write on a question; one without text is new. What was written before is saved first."""
        self.save_now()
        is_new = not question.text
        self._former = self._library.former([question.id])
        self._title.setText("New question" if is_new else "Edit question")
        self.foreign.say("" if is_new or self._former.questions else _FOREIGN)
        self._kept = None if is_new else question
        self.bench.begin(board_of_question(question))
        self.listed.choose_first()
        self.form.question.offer(self._library.questions())
        self.form.begin_typing()

    @Slot()
    def save_now(self) -> None:
        """Write what was changed, unless something in it must be mended first."""
        self._save_soon.stop()
        if not self.bench.board.sheets:
            return
        question = self.question
        if not self._differs(question) or stopping(self._troubles):
            self._say_state()
            return
        try:
            self._library.change_questions([question])
        except Problem as problem:
            self.problem_met.emit(problem)
            self.state.setText("Not saved")
            return
        self._kept = question
        self._say_state()
        self.saved.emit(question.id)

    # ------------------------------------------------------------ inside

    def _differs(self, question: Question) -> bool:
        if self._kept is None:
            return bool(question.text) or self.bench.touched
        return question != self._kept

    def _say_state(self) -> None:
        key = stopping(self._troubles)
        if key and self._differs(self.question):
            words = next(trouble.words for (one, _), trouble in self._troubles.items() if one == key and trouble.stops)
            self.state.setText(f"Not saved yet. {words}")
        elif self._differs(self.question):
            self.state.setText("Saving …")
        else:
            self.state.setText("Saved" if self.bench.touched else "")

    def _show_form(self, row: Row | None) -> None:
        if row is None or self.listed.model.place_of(row) >= 0:
            self.form.show_row(row, self._troubles)

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_changed(self) -> None:
        board = self.bench.board
        untouched = self._kept is None and not self.bench.touched  # nobody is told off before they have begun
        self._troubles = {} if untouched else troubles_of(board)
        self.listed.show_board(self._troubles)
        self._show_form(self.listed.row)
        question = board.sheets[0].question
        self.star.setChecked(question.favourite)
        self.star.say("Favourite", "star-full" if question.favourite else "star")
        self.revert.setVisible(self.bench.touched)
        self.rehearse.setEnabled(bool(question.text.strip()) and not stopping(self._troubles))
        self._say_state()
        if self.bench.touched or self._differs(self.question):
            self._save_soon.start()

    @Slot(object)
    def _on_row_chosen(self, row: Row | None) -> None:
        self._show_form(row)

    @Slot()
    def _on_star(self) -> None:
        sheet = self.bench.board.sheets[0]
        wanted = not sheet.question.favourite
        self.bench.do("Change the star", with_question(self.bench.board, sheet.key, favourite=wanted))

    @Slot()
    def _on_revert(self) -> None:
        """Undo everything since the page was opened, as one would with the key, to the first step."""
        self.bench.steps.setIndex(0)

    @Slot()
    def _on_rehearse(self) -> None:
        self.save_now()
        if self._kept is not None:
            self.rehearse_requested.emit(self._kept.id)

    # ------------------------------------------------------------ Qt's

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.begin_typing()

    def hideEvent(self, event: QHideEvent) -> None:
        self.save_now()
        super().hideEvent(event)
