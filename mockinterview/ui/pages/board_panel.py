"""The list of a board with its deeds, and the form for what is chosen in it. The import and the editor are made of these two."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QMenu, QWidget

from mockinterview.ui.commands import bind, key_words
from mockinterview.ui.look import GAP
from mockinterview.ui.models.board import added, copied, moved, stepped, without
from mockinterview.ui.models.board_model import BoardModel, Row
from mockinterview.ui.models.sheet import Shelf
from mockinterview.ui.models.sheet_checks import Troubles, wrong_keys
from mockinterview.ui.models.workbench import Workbench
from mockinterview.ui.pages.entry_forms import EntryForm, LeftForm, ListForm
from mockinterview.ui.pages.question_form import QuestionForm
from mockinterview.ui.widgets.board_rows import ENTRY, HEADING, LEFT, QUESTION, BoardRows
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Card, Column


class BoardList(Card):
    """The rows of a workbench's board. row_chosen: a Row, None when nothing is left; edit_wished: to the form of the chosen row."""

    row_chosen = Signal(object)
    edit_wished = Signal()

    def __init__(self, bench: Workbench, *, all_shelves: bool, parent: QWidget | None = None) -> None:
        super().__init__(margin=GAP // 2, parent=parent)
        self._bench = bench
        self._all_shelves = all_shelves
        self._row: Row | None = None
        self.model = BoardModel(all_shelves=all_shelves, parent=self)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(BoardRows(self.list))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setDropIndicatorShown(True)
        self.list.setAccessibleName("Questions and their lists")
        self.add = Button("Add", "plus", "icon", key=key_words("add_entry"))
        self.up = Button("Move up", "arrow-up", "icon", key=key_words("entry_up"))
        self.down = Button("Move down", "arrow-down", "icon", key=key_words("entry_down"))
        self.delete = Button("Delete", "trash", "icon", key=key_words("delete_entry"))
        self.undo = Button("Undo", "undo", "icon", key=key_words("undo_edit"))
        self.redo = Button("Redo", "redo", "icon", key=key_words("redo_edit"))
        deeds = QHBoxLayout()
        deeds.setSpacing(GAP // 2)
        for button in (self.add, self.up, self.down, self.delete):
            deeds.addWidget(button)
        deeds.addStretch(1)
        deeds.addWidget(self.undo)
        deeds.addWidget(self.redo)
        self.body.setSpacing(GAP // 2)
        self.body.addLayout(deeds)
        self.body.addWidget(self.list, 1)
        self._menu = QMenu(self)
        for shelf in Shelf:
            if self._all_shelves or shelf is not Shelf.STORY:
                self._menu.addAction(shelf.one).setData(shelf)

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.doubleClicked.connect(self._on_edit)
        self.model.move_wished.connect(self._on_move_wished)
        self.add.clicked.connect(self._on_add_pressed)
        self._menu.triggered.connect(self._on_add_chosen)
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)
        self.delete.clicked.connect(self.remove)
        steps = self._bench.steps
        self.undo.clicked.connect(steps.undo)
        self.redo.clicked.connect(steps.redo)
        steps.canUndoChanged.connect(self.undo.setEnabled)
        steps.canRedoChanged.connect(self.redo.setEnabled)
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        bind("delete_entry", self.list, self.remove)
        bind("edit_entry", self.list, self._on_edit)

    # ------------------------------------------------------------ public

    @property
    def row(self) -> Row | None:
        """What is chosen."""
        return self._row

    def show_board(self, troubles: Troubles) -> None:
        """Show the workbench's board as it is now; what was chosen stays chosen, or its neighbour is."""
        place = self.list.currentIndex().row()
        scrolled = self.list.verticalScrollBar().value()
        if self.model.show_board(self._bench.board, wrong_keys(troubles)):
            again = self.model.place_of(self._row)
            if again < 0 and self._row is not None and self._row.form == ENTRY:
                again = self.model.place_of_key(self._row.key)  # it stands in another list now
            self._choose(again if again >= 0 else self._beside(place))
            self.list.verticalScrollBar().setValue(scrolled)
            self.list.scrollTo(self.list.currentIndex())
        self._say_what_can_be_done()

    def show_fates(self, fates: Mapping[int, str]) -> None:
        """What keeping each sheet would do."""
        self.model.show_fates(fates)

    def choose_key(self, key: int) -> None:
        """Choose the row of a sheet, an entry, or a left-over line."""
        self._choose(self.model.place_of_key(key))

    def choose_first(self) -> None:
        """Choose the first question, or else the first line that was left over."""
        self._choose(next((place for place in (0, 1) if self.model.is_more_than_heading(place)), 0))

    def choose_line(self, line: int) -> None:
        """Choose what a line of the page became; nothing happens if it became nothing."""
        self._choose(self.model.place_of_line(line))

    @Slot()
    def add_here(self) -> None:
        """One more entry in the list that is chosen; else ask which."""
        row = self._row
        if row is not None and row.shelf is not None:
            self._add(row.shelf)
        else:
            self._on_add_pressed()

    @Slot()
    def move_up(self) -> None:
        """The chosen entry one place up."""
        self._step(-1)

    @Slot()
    def move_down(self) -> None:
        """The chosen entry one place down."""
        self._step(+1)

    @Slot()
    def remove(self) -> None:
        """Take away what is chosen; undo brings it back. The only question of an editor stays."""
        row = self._row
        if row is None or row.form == HEADING or (row.form == QUESTION and self._all_shelves):
            return
        words = {QUESTION: "Delete a question", ENTRY: "Delete an entry", LEFT: "Leave a line out"}[row.form]
        self._bench.do(words, without(self._bench.board, {row.key}))

    @Slot()
    def duplicate(self) -> None:
        """A copy of the chosen entry below it."""
        if self._row is not None and self._row.form == ENTRY:
            after, key = copied(self._bench.board, self._row.key)
            self._bench.do("Duplicate an entry", after)
            self.choose_key(key)

    # ------------------------------------------------------------ inside

    def _beside(self, place: int) -> int:
        """The row to go on with when the one at this place is gone: the next, or at a list's end the one before."""
        place = min(max(place, 0), self.model.rowCount() - 1)
        before = self.model.row(place - 1)
        at_end = self.model.row(place) is not None and not self.model.is_more_than_heading(place)
        return place - 1 if at_end and before is not None and before.form in (ENTRY, LEFT) else place

    def _choose(self, place: int) -> None:
        if 0 <= place < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(place))
        elif not self.model.rowCount():
            self._row = None
            self.row_chosen.emit(None)

    def _step(self, step: int) -> None:
        if self._row is not None and self._row.form == ENTRY:
            self._bench.do("Move an entry", stepped(self._bench.board, self._row.key, step))

    def _add(self, shelf: Shelf) -> None:
        row, board = self._row, self._bench.board
        if not board.sheets:
            return
        sheet = row.sheet if row is not None and row.sheet else board.sheets[0].key
        place = -1
        if row is not None and row.form == ENTRY and row.shelf is shelf:
            place = board.sheet(sheet).on(shelf).index(board.entry(row.key)) + 1
        after, key = added(board, sheet, shelf, place)
        self._bench.do(f"Add: {shelf.one.lower()}", after)
        self.choose_key(key)
        self.edit_wished.emit()

    def _say_what_can_be_done(self) -> None:
        row, board = self._row, self._bench.board
        is_entry = row is not None and row.form == ENTRY
        self.add.setEnabled(bool(board.sheets))
        self.delete.setEnabled(
            row is not None and row.form != HEADING and not (row.form == QUESTION and self._all_shelves)
        )
        for button, step in ((self.up, -1), (self.down, +1)):
            button.setEnabled(is_entry and row is not None and stepped(board, row.key, step) is not board)

    # ------------------------------------------------------------ slots

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._row = self.model.row(current.row())
        self._bench.end_burst()
        self._say_what_can_be_done()
        self.row_chosen.emit(self._row)

    @Slot(int, int, object, int)
    def _on_move_wished(self, key: int, sheet: int, shelf: Shelf, place: int) -> None:
        self._bench.do("Move an entry", moved(self._bench.board, key, sheet, shelf, place))
        self.choose_key(key)

    @Slot()
    def _on_add_pressed(self) -> None:
        self._menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    @Slot(QAction)
    def _on_add_chosen(self, action: QAction) -> None:
        self._add(Shelf(action.data()))

    @Slot()
    def _on_edit(self) -> None:
        if self._row is not None and self._row.form == HEADING:
            self.add_here()
        else:
            self.edit_wished.emit()


class BoardForm(Card):
    """The form of the row that is chosen. own: with notes, for a question that is kept."""

    def __init__(self, bench: Workbench, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._bench = bench
        self._row: Row | None = None
        self.question = QuestionForm(bench, own=own)
        self.entry = EntryForm(bench)
        self.heading = ListForm()
        self.left = LeftForm(bench)
        self._forms: dict[int, QWidget] = {
            QUESTION: self.question,
            HEADING: self.heading,
            ENTRY: self.entry,
            LEFT: self.left,
        }
        self._column = Column(760, margin=2 * GAP, centred=False)
        for form in self._forms.values():  # not a stack: that is always as high as its highest form
            self._column.body.addWidget(form)
            form.hide()
        self.body.addWidget(self._column)

    @property
    def row(self) -> Row | None:
        """The row whose form is shown."""
        return self._row

    def show_row(self, row: Row | None, troubles: Troubles, conflict: str = "") -> None:
        """Show a row of the workbench's board; conflict: see `QuestionForm.show_row`."""
        fresh = row != self._row
        self._row = row
        self._column.setVisible(row is not None)
        if row is None:
            return
        if row.form == QUESTION:
            self.question.show_row(row, troubles, conflict)
        elif row.form == ENTRY:
            self.entry.show_row(row, troubles)
        elif row.form == LEFT:
            self.left.show_row(row)
        else:
            self.heading.show_row(row)
        for form, widget in self._forms.items():
            widget.setVisible(form == row.form)
        if fresh:
            self._column.verticalScrollBar().setValue(0)

    @Slot()
    def begin_typing(self) -> None:
        """Put the cursor where typing begins."""
        if self._row is None:
            return
        targets = {
            QUESTION: self.question.text_box,
            HEADING: self.heading.add,
            LEFT: self.left.shelf,
        }
        target = self.entry.first if self._row.form == ENTRY else targets[self._row.form]
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def bind_steps(bench: Workbench, listed: BoardList, owner: QWidget) -> list[QObject]:
    """The keys that work in the list and in the form alike."""
    steps = bench.steps
    return [
        *bind("undo_edit", owner, steps.undo),
        *bind("redo_edit", owner, steps.redo),
        *bind("entry_up", owner, listed.move_up),
        *bind("entry_down", owner, listed.move_down),
        *bind("add_entry", owner, listed.add_here),
    ]
