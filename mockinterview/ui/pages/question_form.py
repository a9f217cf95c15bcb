"""The form for a question itself: its words, its job, and what is to happen to it when the page it came from is kept."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from mockinterview.core.question import Question
from mockinterview.ui.look import GAP, px
from mockinterview.ui.models.board import joined, new_id, with_all_questions, with_question, with_sheet
from mockinterview.ui.models.board_model import Row
from mockinterview.ui.models.sheet import Sheet
from mockinterview.ui.models.sheet_checks import Troubles, words_of
from mockinterview.ui.models.workbench import Workbench
from mockinterview.ui.pages.entry_forms import form_column, short
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.field import Field, LineBox, TextBox
from mockinterview.ui.widgets.panels import Card
from mockinterview.ui.widgets.text import Label

_LINES = (
    ("role", "Role", 0, 0),
    ("theme", "Theme", 0, 1),
    ("function", "Function", 2, 0),
    ("kind", "Kind, such as behavioural", 2, 1),
    ("tags", "Tags, parted by commas", 3, 0),
    ("about_role", "About the role", 3, 1),
)


class Fate(StrEnum):
    """What a person decides about a question that is here already, or a checklist without a question."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    OUT = "out"
    ASK = "ask"


def tags_of(text: str) -> tuple[str, ...]:
    """Tags as they are typed: parted by commas, each once."""
    return tuple(dict.fromkeys(tag for part in text.split(",") if (tag := " ".join(part.split()))))


class QuestionForm(QWidget):
    """One question. own: with the fields that only the person sees.

    attach_requested: a sheet's key and the id of a kept question that its checklist is to be added to.
    """

    attach_requested = Signal(int, str)

    def __init__(self, bench: Workbench, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._key = 0
        self._tags: tuple[str, ...] = ()
        self._build(own)
        self._wire()

    def _build(self, own: bool) -> None:
        self._fate_card = Card("notice", margin=GAP + GAP // 2)
        self._fate_words = Label()
        self.fate = Choice("What to do with it")
        self.attach = LineBox("Add it to a question you have")
        self.attach.setPlaceholderText("Or type words of a question you have")
        self._kept: dict[str, str] = {}
        for widget in (self._fate_words, self.fate, self.attach):
            self._fate_card.body.addWidget(widget)
        self.text_box = TextBox("Question", least=2, most=6, one_line=True)
        self.fields = {"text": Field("Question", self.text_box)}
        grid = QGridLayout()
        grid.setSpacing(GAP + GAP // 2)
        self.lines: dict[str, LineBox] = {}
        for name, words, line, side in _LINES:
            self.lines[name] = LineBox(words.partition(",")[0])
            self.fields[name] = Field(words, self.lines[name])
            grid.addWidget(self.fields[name], line, side, Qt.AlignmentFlag.AlignTop)
        self.for_all = Button("Use this role and theme for every question", "copy", "plain")
        self.for_all.setMinimumWidth(px(64))
        self.fate.setMinimumWidth(px(64))
        grid.addWidget(self.for_all, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self.notes_box = TextBox("My notes", least=4, most=14)
        self.fields["notes"] = Field("My notes (only you see them; they are not exported)", self.notes_box)
        column = form_column(self)
        column.addWidget(self._fate_card)
        column.addWidget(self.fields["text"])
        column.addLayout(grid)
        column.addWidget(self.fields["notes"])
        self.fields["notes"].setVisible(own)  # not before it has its place: it would be a window of its own
        column.addStretch(1)

    def _wire(self) -> None:
        self.text_box.edited.connect(self._on_text_edited)
        self.notes_box.edited.connect(self._on_notes_edited)
        for box in self.lines.values():
            box.edited.connect(self._on_line_edited)
        self.for_all.clicked.connect(self._on_for_all)
        self.fate.activated.connect(self._on_fate_chosen)
        self.attach.edited.connect(self._on_attach)

    def offer(self, questions: Sequence[Question]) -> None:
        """What the kept questions have is offered while typing."""
        for name in ("role", "theme", "function", "kind"):
            self.lines[name].offer(sorted({words for one in questions if (words := getattr(one, name))}))
        self._kept = {" ".join(one.text.split()): one.id for one in questions}
        self.attach.offer(list(self._kept), anywhere=True)

    def show_row(self, row: Row, troubles: Troubles, conflict: str) -> None:
        """Show a question. conflict: in words, how it differs from the one kept already; "" if it overwrites nothing."""
        self._key = row.key
        sheet = self._bench.board.sheet(row.key)
        question = sheet.question
        self.text_box.say(question.text)
        self.notes_box.say(question.notes)
        for name, box in self.lines.items():
            if name == "tags":
                if tags_of(box.text()) != question.tags:
                    box.say(", ".join(question.tags))
            else:
                box.say(getattr(question, name))
        for name, field in self.fields.items():
            field.say_trouble(words_of(troubles, row.key, name))
        self.for_all.setVisible(len(self._bench.board.sheets) > 1)
        self._show_fate(sheet, conflict)

    def _show_fate(self, sheet: Sheet, conflict: str) -> None:
        self._fate_card.setVisible(bool(conflict) or sheet.checklist_only)
        self.attach.setVisible(sheet.checklist_only)
        self.fate.clear()
        if sheet.checklist_only:
            self._fate_words.setText("This is a checklist; the page asks no question with it.")
            self.fate.addItem("Leave it out", Fate.OUT)
            self.fate.addItem("Ask it as a question", Fate.ASK)
            for other in self._bench.board.sheets:
                if other.key != sheet.key:
                    self.fate.addItem(f"Add it to: {short(other.question.text)}", other.key)
        elif conflict:
            self._fate_words.setText(conflict)
            self.fate.addItem("Keep yours as it is", Fate.MINE)
            self.fate.addItem("Take this one; your notes stay", Fate.THEIRS)
            self.fate.addItem("Keep both", Fate.BOTH)
            self.fate.setCurrentIndex(1 if sheet.take else 0)

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        self._change("text", text)

    @Slot(str)
    def _on_notes_edited(self, text: str) -> None:
        self._change("notes", text)

    @Slot(str)
    def _on_line_edited(self, text: str) -> None:
        for name, box in self.lines.items():
            if box is self.sender():
                self._change(name, tags_of(text) if name == "tags" else text)

    def _change(self, name: str, value: object) -> None:
        board = self._bench.board
        self._bench.do("Change a question", with_question(board, self._key, **{name: value}), (self._key, name))

    @Slot()
    def _on_for_all(self) -> None:
        question = self._bench.board.sheet(self._key).question
        everywhere = with_all_questions(self._bench.board, role=question.role, theme=question.theme)
        self._bench.do("Give every question this role and theme", everywhere)

    @Slot()
    def _on_fate_chosen(self) -> None:
        board, chosen = self._bench.board, self.fate.currentData()
        match chosen:
            case Fate.MINE | Fate.THEIRS:
                self._bench.do("Choose what to keep", with_sheet(board, self._key, take=chosen == Fate.THEIRS))
            case Fate.BOTH:
                self._bench.do("Keep both", with_question(board, self._key, id=new_id()))
            case Fate.ASK:
                self._bench.do("Ask a checklist as a question", with_sheet(board, self._key, checklist_only=False))
            case int():
                self._bench.do("Add a checklist to a question", joined(board, self._key, chosen))

    @Slot(str)
    def _on_attach(self, text: str) -> None:
        if question_id := self._kept.get(text):
            self.attach.clear()
            self.attach_requested.emit(self._key, question_id)
