"""The forms for rows of a board: an entry, a list, a left-over line. The question's own is `question_form`."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mockinterview.core.question import Level, MinefieldKind
from mockinterview.ui.look import GAP, px
from mockinterview.ui.models.board import adopted, asked, moved, with_entry
from mockinterview.ui.models.board_model import LEVEL_WORDS, MINEFIELD_WORDS, Row
from mockinterview.ui.models.sheet import Entry, Sheet, Shelf
from mockinterview.ui.models.sheet_checks import Troubles, words_of
from mockinterview.ui.models.workbench import Workbench
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.field import Field, TextBox
from mockinterview.ui.widgets.text import Label

_EXPLAINED = {
    Shelf.KEY_POINT: "What a good answer tells them.",
    Shelf.COMPETENCY: "What interviewers are evaluating.",
    Shelf.MOTIVATION: "Why they ask.",
    Shelf.MINEFIELD: "What speaks against you: what you say, what you leave out, or how you say it.",
    Shelf.SAMPLE_ANSWER: "Answers somebody might give, and why they are as good as they are.",
    Shelf.TIP: "How to prepare.",
    Shelf.FOLLOW_UP: "What they may ask next.",
    Shelf.RELATED: "Other questions about the same.",
    Shelf.STORY: "What happened to you that answers this question. Only you see it.",
}


def form_column(form: QWidget) -> QVBoxLayout:
    """The layout every form has."""
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP + GAP // 2)
    return column


def short(text: str, most: int = 60) -> str:
    """A text as one line of a drop-down list."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _shown(choice: Choice, words: str) -> QWidget:
    """A drop-down list with its words above."""
    return Field(words, choice)


class EntryForm(QWidget):
    """One entry: its words, its list, and what only its list has. Every change is a step of the workbench."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._key = 0
        self._build()
        self._wire()

    def _build(self) -> None:
        self.name = Field("Short name", TextBox("Short name", most=3, one_line=True))
        self.text = Field("Description", TextBox("Description", least=2))
        self.why = Field("Why this is so good, or not better", TextBox("Why", least=2, most=6))
        self.shelf = Choice("List")
        for shelf in Shelf:
            self.shelf.addItem(shelf.many, shelf)
        self.minefield = Choice("How it shows")
        for kind, words in MINEFIELD_WORDS.items():
            self.minefield.addItem(words.capitalize(), kind)
        self.level = Choice("Level")
        for level, words in LEVEL_WORDS.items():
            self.level.addItem(words, level)
        self.holder = Choice("Question it belongs to")
        self.shown_by = Button("", "check")
        for control in (self.shelf, self.minefield, self.level, self.holder, self.shown_by):
            control.setMinimumWidth(px(64))  # rather cut off than wider than the form
        self._menu = QMenu(self)
        self._fields = {
            "shelf": _shown(self.shelf, "List"),
            "minefield": _shown(self.minefield, "How it shows"),
            "level": _shown(self.level, "Level"),
            "holder": _shown(self.holder, "Belongs to"),
        }
        column = form_column(self)
        choices = QHBoxLayout()
        choices.setSpacing(GAP)
        for field in ("shelf", "minefield", "level"):
            choices.addWidget(self._fields[field], 1)
        for widget in (self.name, self.text, self.why):
            column.addWidget(widget)
        column.addLayout(choices)
        column.addWidget(self.shown_by, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._fields["holder"])
        column.addStretch(1)

    def _wire(self) -> None:
        for field, on_edited in (
            (self.name, self._on_name_edited),
            (self.text, self._on_text_edited),
            (self.why, self._on_why_edited),
        ):
            assert isinstance(field.box, TextBox)
            field.box.edited.connect(on_edited)
        self.shelf.activated.connect(self._on_shelf_chosen)
        self.minefield.activated.connect(self._on_minefield_chosen)
        self.level.activated.connect(self._on_level_chosen)
        self.holder.activated.connect(self._on_holder_chosen)
        self.shown_by.clicked.connect(self._on_shown_by)
        self._menu.triggered.connect(self._on_shown_by_chosen)

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        named = self._bench.board.entry(self._key).shelf.has_name
        return self.name.box if named else self.text.box

    def show_row(self, row: Row, troubles: Troubles) -> None:
        """Show an entry, and what is to be mended in it."""
        self._key = row.key
        board = self._bench.board
        entry, holder = board.entry(row.key), board.holder(row.key)
        for name, field in (("name", self.name), ("text", self.text), ("why", self.why)):
            assert isinstance(field.box, TextBox)
            field.box.say(getattr(entry, name))
            field.say_trouble(words_of(troubles, row.key, name))
        self.name.setVisible(entry.shelf.has_name)
        self.why.setVisible(entry.shelf is Shelf.SAMPLE_ANSWER)
        self.shelf.setCurrentIndex(self.shelf.findData(entry.shelf))
        self.minefield.setCurrentIndex(self.minefield.findData(entry.minefield))
        self.level.setCurrentIndex(self.level.findData(entry.level))
        self._fields["minefield"].setVisible(entry.shelf is Shelf.MINEFIELD)
        self._fields["level"].setVisible(entry.shelf is Shelf.SAMPLE_ANSWER)
        self._show_shown_by(entry, holder)
        self._fields["holder"].setVisible(len(board.sheets) > 1)
        self.holder.clear()
        for sheet in board.sheets:
            self.holder.addItem(short(sheet.question.text), sheet.key)
        self.holder.setCurrentIndex(self.holder.findData(holder.key))

    def _show_shown_by(self, entry: Entry, holder: Sheet) -> None:
        positive = [one for one in holder.entries if one.shelf.has_name and one.shelf is not Shelf.MINEFIELD]
        wanted = entry.shelf is Shelf.MINEFIELD and entry.minefield is MinefieldKind.OMISSION and bool(positive)
        self.shown_by.setVisible(wanted)
        if not wanted:
            return
        self._menu.clear()
        names = []
        for one in positive:
            action = self._menu.addAction(short(one.title).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(one.item_id in entry.shown_by)
            action.setData(one.item_id)
            names += [short(one.title)] if action.isChecked() else []
        words = short(names[0], 34) if names else "choose the points"
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        self.shown_by.say(f"Shown when missing: {words}{more}".replace("&", "&&"))

    def _change(self, words: str, name: str, value: object) -> None:
        self._bench.do(words, with_entry(self._bench.board, self._key, **{name: value}), (self._key, name))

    @Slot(str)
    def _on_name_edited(self, text: str) -> None:
        self._change("Change a name", "name", text)

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        self._change("Change a text", "text", text)

    @Slot(str)
    def _on_why_edited(self, text: str) -> None:
        self._change("Change a reason", "why", text)

    @Slot()
    def _on_shelf_chosen(self) -> None:
        holder = self._bench.board.holder(self._key)
        shelf = Shelf(self.shelf.currentData())
        if shelf is not self._bench.board.entry(self._key).shelf:
            self._bench.do(f"Move to {shelf.many}", moved(self._bench.board, self._key, holder.key, shelf))

    @Slot()
    def _on_minefield_chosen(self) -> None:
        self._change("Change how it shows", "minefield", MinefieldKind(self.minefield.currentData()))

    @Slot()
    def _on_level_chosen(self) -> None:
        self._change("Change the level", "level", Level(self.level.currentData()))

    @Slot()
    def _on_holder_chosen(self) -> None:
        board, key = self._bench.board, int(self.holder.currentData())
        if key != board.holder(self._key).key:
            shelf = board.entry(self._key).shelf
            self._bench.do("Move to another question", moved(board, self._key, key, shelf))

    @Slot()
    def _on_shown_by(self) -> None:
        self._menu.popup(self.shown_by.mapToGlobal(self.shown_by.rect().bottomLeft()))

    @Slot(QAction)
    def _on_shown_by_chosen(self, _action: QAction) -> None:
        ids = tuple(str(action.data()) for action in self._menu.actions() if action.isChecked())
        self._bench.do("Change what shows it", with_entry(self._bench.board, self._key, shown_by=ids))


class ListForm(QWidget):
    """A list: what belongs there. add_requested: one more entry there."""

    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = Label("", "strong")
        self._words = Label("", "muted")
        self.add = Button("", "plus")
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        column = form_column(self)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        column.addLayout(row)
        column.addStretch(1)
        self.add.clicked.connect(self.add_requested)

    def show_row(self, row: Row) -> None:
        """Show a list; one without a shelf is that of the left-over lines."""
        self.add.setVisible(row.shelf is not None)
        if row.shelf is None:
            self._heading.setText("Not understood")
            self._words.setText("These lines of the page became nothing. Choose one to add it somewhere, or leave it.")
            return
        self._heading.setText(row.shelf.many)
        self._words.setText(_EXPLAINED[row.shelf])
        self.add.say(f"Add: {row.shelf.one.lower()}")


class LeftForm(QWidget):
    """A line that was not understood. added: the key of what it became."""

    added = Signal(int)

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._key = 0
        self._line = Label("", "small")
        self.text = Label().make_selectable()
        self.shelf = Choice("Add as")
        for shelf in Shelf:
            self.shelf.addItem(shelf.one, shelf)
        self.shelf.addItem("Question of its own", None)
        self.holder = Choice("To the question")
        for choice in (self.shelf, self.holder):
            choice.setMinimumWidth(px(64))
        self.add = Button("Add", "plus")
        column = form_column(self)
        column.addWidget(self._line)
        column.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(_shown(self.shelf, "Add as"), 1)
        self._holder_field = _shown(self.holder, "To")
        row.addWidget(self._holder_field, 2)
        column.addLayout(row)
        deeds = QHBoxLayout()
        deeds.addWidget(self.add)
        deeds.addStretch(1)
        column.addLayout(deeds)
        column.addStretch(1)
        self.add.clicked.connect(self._on_add)
        self.shelf.activated.connect(self._on_shelf_chosen)

    def show_row(self, row: Row) -> None:
        """Show a left-over line; the question above it on the page is proposed."""
        self._key = row.key
        board = self._bench.board
        left = board.left_over(row.key)
        self._line.setText(f"Line {left.line} of the page was not understood:")
        self.text.setText(left.text)
        self.holder.clear()
        for sheet in board.sheets:
            self.holder.addItem(short(sheet.question.text), sheet.key)
        above = [sheet for sheet in board.sheets if sheet.lines and sheet.lines[0][0] <= left.line]
        if above:
            self.holder.setCurrentIndex(self.holder.findData(max(above, key=_first_line).key))
        if not board.sheets:
            self.shelf.setCurrentIndex(self.shelf.count() - 1)
        self._on_shelf_chosen()

    @Slot()
    def _on_shelf_chosen(self) -> None:
        self._holder_field.setVisible(self.shelf.currentData() is not None)
        self.add.setEnabled(self.shelf.currentData() is None or bool(self.holder.count()))

    @Slot()
    def _on_add(self) -> None:
        shelf, board = self.shelf.currentData(), self._bench.board
        if shelf is None:
            after, key = asked(board, self._key)
        else:
            after, key = adopted(board, self._key, int(self.holder.currentData()), Shelf(shelf))
        self._bench.do("Add a line of the page", after)
        self.added.emit(key)


def _first_line(sheet: Sheet) -> int:
    return sheet.lines[0][0]
