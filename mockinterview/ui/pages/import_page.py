"""Paste a page: the page at the left; at the right what it says, understood while typing, to be changed before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from mockinterview.core.page import PageReading
from mockinterview.core.problems import Problem
from mockinterview.flow.house import House
from mockinterview.ui.commands import bind, key_words
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.models.board import Board, asked, attached, board_of_page
from mockinterview.ui.models.board_model import Row
from mockinterview.ui.models.keeping import Keeping, keeping_of
from mockinterview.ui.models.page_reader import PageReader
from mockinterview.ui.models.sheet_checks import Troubles, stopping, troubles_of
from mockinterview.ui.models.workbench import Workbench
from mockinterview.ui.pages.board_panel import BoardForm, BoardList, bind_steps
from mockinterview.ui.widgets.board_rows import ENTRY, LEFT, QUESTION
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.page_text import PageText, local_file
from mockinterview.ui.widgets.panels import Card, EmptyState, Notice
from mockinterview.ui.widgets.stack import Stack
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import count_words

FILE_KINDS = (
    "Pages and banks (*.txt *.md *.markdown *.html *.htm *.docx *.odt *.csv *.tsv *.json)",
    "All files (*)",
)

PLAN_MS = 120
"""After the last change: what keeping a long page would do is not worked out for every letter."""

_PLACEHOLDER = (
    "Paste a page of interview questions here, or drop a file: text, Markdown, a saved web page, Word, OpenDocument, "
    "a table, or a question bank.\n\nNothing is fetched from the web and nothing leaves this computer."
)
_STALE = "You changed the page after you had changed what was understood of it."
_NO_QUESTION = "Nothing here looks like a question. Choose a line below and add it as one."


class ImportPage(QWidget):
    """kept: ids of the questions that were written, a sentence, and a Former to bring back what was before."""

    kept = Signal(list, str, object)
    back_requested = Signal()
    problem_met = Signal(object)

    def __init__(self, house: House, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = house.library
        self._keeping = Keeping()
        self._troubles: Troubles = {}
        self._linking = False
        self.bench = Workbench(self)
        self.reader = PageReader(house.library, self)
        self._plan_soon = QTimer(self, singleShot=True, interval=PLAN_MS)
        self.setAcceptDrops(True)
        self._build()
        self._wire()
        self._begin("")

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, 2 * GAP)
        page.setSpacing(GAP + GAP // 2)
        page.addLayout(self._build_head())
        self.stale = Notice()
        self.hint = Notice()
        self.bank_trouble = Notice("trouble")
        for notice in (self.stale, self.hint, self.bank_trouble):
            page.addWidget(notice)
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._sides.setChildrenCollapsible(False)
        self._sides.setHandleWidth(2 * GAP)
        source = Card(margin=GAP // 2)
        source.setMinimumWidth(px(240))
        self.source = PageText()
        self.source.setPlaceholderText(_PLACEHOLDER)
        source.body.addWidget(self.source)
        self._sides.addWidget(source)
        self._sides.addWidget(self._build_result())
        self._sides.setSizes([440, 620])
        self._sides.setStretchFactor(1, 1)
        page.addWidget(self._sides, 1)
        page.addLayout(self._build_foot())

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.back = Button("Back", "arrow-left", "icon", key=key_words("go_back"))
        self.open = Button("Open file…", "folder")
        self.clear = Button("Start again", "close", "plain")
        row.addWidget(self.back)
        row.addWidget(Label("Paste a page", "title", wrap=False))
        row.addStretch(1)
        row.addWidget(self.clear)
        row.addWidget(self.open)
        return row

    def _build_result(self) -> QWidget:
        self.result = BoardList(self.bench, all_shelves=False)
        self.form = BoardForm(self.bench, own=False)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(GAP + GAP // 2)
        both.addWidget(self.result)
        both.addWidget(self.form)
        both.setSizes([300, 260])
        self.empty = EmptyState("paste", "", "")
        self._stack = Stack()
        self._stack.addWidget(both)
        self._stack.addWidget(self.empty)
        return self._stack

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        self.preview = Label("", "muted")
        self.mend = Button("Show what to mend", "warning", "plain")
        self.save = Button("Save", "check", "primary", key=key_words("save_questions"))
        row.addWidget(self.preview, 1)
        row.addWidget(self.mend)
        row.addWidget(self.save)
        return row

    def _wire(self) -> None:
        self.source.edited.connect(self._on_source_edited)
        self.source.file_dropped.connect(self.open_file)
        self.source.line_chosen.connect(self._on_line_chosen)
        self.reader.understood.connect(self._on_understood)
        self.reader.failed.connect(self._on_failed)
        self.bench.changed.connect(self._show_board)
        self._plan_soon.timeout.connect(self._show_plan)
        self.result.row_chosen.connect(self._on_row_chosen)
        self.result.edit_wished.connect(self.form.begin_typing)
        self.form.heading.add_requested.connect(self.result.add_here)
        self.form.left.added.connect(self.result.choose_key)
        self.form.question.attach_requested.connect(self._on_attach)
        self.stale.pressed.connect(self._on_read_again)
        self.hint.pressed.connect(self._on_first_line_asked)
        self.empty.pressed.connect(self._on_empty_pressed)
        self.back.clicked.connect(self.back_requested)
        self.open.clicked.connect(self.ask_for_file)
        self.clear.clicked.connect(self.start_again)
        self.mend.clicked.connect(self._on_mend)
        self.save.clicked.connect(self.keep)
        bind("save_questions", self, self.keep)
        bind_steps(self.bench, self.result, self)

    # ------------------------------------------------------------ public

    @Slot()
    def paste(self) -> None:
        """Read what is in the clipboard, unless something is being worked on here already."""
        if self.source.toPlainText() or self.bench.board.sheets:
            return
        clipboard = QGuiApplication.clipboard()
        if (file := local_file(clipboard.mimeData())) is not None:
            self.open_file(file)
        elif clipboard.text():
            self.show_text(clipboard.text())

    def show_text(self, text: str) -> None:
        """Work on another page."""
        self._begin(text)
        if text.strip():
            self.reader.read(self.source.toPlainText())

    @Slot(object)
    def open_file(self, file: Path) -> None:
        """Work on what a file says."""
        self._begin("")
        self.reader.open(file)
        self.empty.say(f"Reading {file.name} …", "Open another file…")

    @Slot()
    def start_again(self) -> None:
        """An empty page."""
        self._begin("")
        self.source.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def ask_for_file(self) -> None:
        """The desktop's own dialog."""
        dialog = QFileDialog(self, "Open a page or a question bank")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(list(FILE_KINDS))
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    @Slot()
    def keep(self) -> None:
        """Write what is here, tell it, and begin anew."""
        self._show_plan()
        if not self.save.isEnabled():
            return
        keeping = self._keeping
        try:
            former = self._library.former(keeping.ids)
            self._library.keep(self.bench.board.kept(), keeping.take)
        except Problem as problem:
            self.problem_met.emit(problem)
            return
        self._begin("")
        self.kept.emit(keeping.ids, keeping.done_words, former)

    def close_down(self) -> None:
        """Wait for what is being read."""
        self.reader.finish()

    # ------------------------------------------------------------ inside

    def _begin(self, text: str) -> None:
        """Nothing is understood yet."""
        self.reader.forget()
        self.source.say(text)
        self.empty.say("What is understood of the page will stand here.", "Paste from the clipboard")
        self.bank_trouble.say("")
        self.stale.say("")
        self.bench.begin(Board())

    @Slot()
    def _show_board(self) -> None:
        board = self.bench.board
        self._troubles = troubles_of(board)
        self.result.show_board(self._troubles)
        self.source.show_left_over(one.line for one in board.left)
        something = bool(board.sheets or board.left)
        self._stack.setCurrentIndex(0 if something else 1)
        self.clear.setVisible(something or bool(self.source.toPlainText()))
        if board.left and not board.sheets:
            self.hint.say(_NO_QUESTION, "Take the first line as the question")
        else:
            self.hint.say("")
        self._show_form()
        if board.sheets and self._keeping.fates:
            self._plan_soon.start()
        else:
            self._show_plan()

    @Slot()
    def _show_plan(self) -> None:
        self._plan_soon.stop()
        board = self.bench.board
        self._keeping = keeping_of(board, self._library)
        self.result.show_fates(self._keeping.fates)
        stopped = stopping(self._troubles)
        count = self._keeping.count
        self.mend.setVisible(bool(stopped))
        self.save.setVisible(bool(board.sheets))
        self.save.setEnabled(bool(count) and not stopped)
        self.save.say(f"Save {count_words(count, 'question')}" if count else "Nothing to save")
        words = self._keeping.preview
        if board.left:
            words += f"{' · ' if words else ''}{count_words(len(board.left), 'line')} not understood"
        self.preview.setText(words)
        self._show_form()

    def _show_form(self) -> None:
        row = self.result.row
        if row is not None and self.result.model.place_of(row) < 0:
            row = None
        self.form.show_row(row, self._troubles, self._keeping.conflicts.get(row.key, "") if row is not None else "")

    def _lines_of(self, row: Row | None) -> Sequence[tuple[int, int]]:
        board = self.bench.board
        if row is None:
            return ()
        if row.form == ENTRY:
            return board.entry(row.key).lines
        if row.form == LEFT:
            left = board.left_over(row.key)
            return ((left.line, left.line),)
        return board.sheet(row.key).lines if row.form == QUESTION else ()

    # ------------------------------------------------------------ slots

    @Slot(str)
    def _on_source_edited(self, text: str) -> None:
        if self.bench.touched or (self.bench.board.sheets and not text.strip()):
            self.stale.say(_STALE, "Read it again")
        elif text.strip():
            self.reader.read(text)
        else:
            self._begin("")

    @Slot()
    def _on_read_again(self) -> None:
        self.stale.say("")
        self.reader.read(self.source.toPlainText())

    @Slot(object, str)
    def _on_understood(self, reading: PageReading, file: str) -> None:
        """A file replaces everything; a text that is read again is a step that can be undone."""
        self.empty.say("There is nothing on this page.", "Paste from the clipboard")
        if file:
            self.source.say("\n".join(reading.lines))
            self.bank_trouble.say(" ".join(reading.problems[:1]) + _and_more(len(reading.problems) - 1))
        board = board_of_page(reading)
        if self.bench.touched:
            self.bench.do("Read the page again", board)
        else:
            self.bench.begin(board)
        if self.result.row is None or self.bench.board is board:
            self.result.choose_first()

    @Slot(object, str)
    def _on_failed(self, problem: Problem, _file: str) -> None:
        self.bench.begin(Board())
        self.empty.say(problem.sentence, "Open another file…")

    @Slot(object)
    def _on_row_chosen(self, row: Row | None) -> None:
        self._show_form()
        self.source.show_lines(self._lines_of(row), scroll=not self._linking)

    @Slot(int)
    def _on_line_chosen(self, line: int) -> None:
        self._linking = True
        self.result.choose_line(line)
        self._linking = False

    @Slot(int, str)
    def _on_attach(self, sheet: int, question_id: str) -> None:
        question = self._library.question(question_id)
        self.bench.do("Add a checklist to a question you have", attached(self.bench.board, sheet, question))

    @Slot()
    def _on_first_line_asked(self) -> None:
        after, key = asked(self.bench.board, self.bench.board.left[0].key)
        self.bench.do("Take a line as a question", after)
        self.result.choose_key(key)

    @Slot()
    def _on_empty_pressed(self) -> None:
        if self.empty.button.accessibleName().startswith("Open"):
            self.ask_for_file()
        else:
            self.paste()

    @Slot(str)
    def _on_file_chosen(self, file: str) -> None:
        self.open_file(Path(file))

    @Slot()
    def _on_mend(self) -> None:
        self.result.choose_key(stopping(self._troubles))
        self.form.begin_typing()

    # ------------------------------------------------------------ Qt's

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_file(event.mimeData()) is not None or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        if (file := local_file(data)) is not None:
            self.open_file(file)
        else:
            self.show_text(data.text())
        event.acceptProposedAction()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.question.offer(self._library.questions())
        (self.result.list if self.bench.board.sheets else self.source).setFocus(Qt.FocusReason.OtherFocusReason)


def _and_more(count: int) -> str:
    return f" ({count:,} more like this)" if count > 0 else ""
