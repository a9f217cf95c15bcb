"""What is done to questions, wherever it is asked for: paste, new, edit, duplicate, delete, star, export; each told, and undone.

Recordings that answer one are brought in at a desk of their own beside it.

Made when first needed, as are its two pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from mockinterview.core.problems import Problem
from mockinterview.core.question import Question
from mockinterview.flow.house import House
from mockinterview.flow.library import Former
from mockinterview.ui.bridge import Bridge
from mockinterview.ui.models.board import new_id
from mockinterview.ui.pages.editor_page import EditorPage
from mockinterview.ui.pages.import_page import ImportPage
from mockinterview.ui.pages.recording_desk import RecordingDesk
from mockinterview.ui.widgets.times import count_words

IMPORT, EDITOR = "import", "editor"

MOST_UNDONE = 50
"""Changes that are remembered to be undone."""


class BankDesk(QObject):
    """page_wished: IMPORT or EDITOR. deed_told: a sentence, the word of a button, its token.

    bank_changed: the question to show now. attempt_requested: the attempt to show.
    """

    page_wished = Signal(str)
    deed_told = Signal(str, str, str)
    bank_changed = Signal(str)
    back_requested = Signal()
    problem_met = Signal(object)
    attempt_requested = Signal(str)

    def __init__(self, house: House, bridge: Bridge, over: QWidget) -> None:
        super().__init__(over)
        self._house = house
        self._library = house.library
        self._over = over
        self._undoable: dict[str, tuple[Former, str]] = {}
        self._number = 0
        self._sharing: Sequence[str] = ()
        self._import: ImportPage | None = None
        self._editor: EditorPage | None = None
        self.recordings = RecordingDesk(house, bridge, over)
        self.recordings.told.connect(self.deed_told)
        self.recordings.problem_met.connect(self.problem_met)
        self.recordings.attempt_requested.connect(self.attempt_requested)

    # ------------------------------------------------------------ pages

    def import_page(self) -> ImportPage:
        """The page to paste into."""
        if self._import is None:
            self._import = ImportPage(self._house)
            self._import.kept.connect(self._on_kept)
        return self._import

    def editor_page(self) -> EditorPage:
        """The page to write in."""
        if self._editor is None:
            self._editor = EditorPage(self._house)
            self._editor.saved.connect(self.bank_changed)
        return self._editor

    def close_down(self) -> None:
        """Save what is being written, and end what is being read."""
        if self._editor is not None:
            self._editor.save_now()
        if self._import is not None:
            self._import.close_down()

    # ------------------------------------------------------------ deeds

    def do(self, deed: str, ids: Sequence[str]) -> None:
        """A deed by the id of its command, for questions by theirs."""
        deeds: dict[str, Callable[[Sequence[str]], None]] = {
            "paste_page": self._paste,
            "new_question": self._new,
            "edit_question": self._edit,
            "duplicate_question": self._duplicate,
            "delete_question": self._delete,
            "favourite": self._star,
            "share": self._share,
            "question_up": self._move_up,
            "question_down": self._move_down,
            "undo_bank": self._undo_last,
            "import_recording": self._import_recording,
        }
        try:
            deeds[deed](ids)
        except Problem as problem:
            self.problem_met.emit(problem)

    def undo(self, token: str) -> None:
        """Undo the change of that token; nothing happens if it was undone already."""
        if token not in self._undoable:
            return
        former, shown = self._undoable.pop(token)
        try:
            self._library.bring_back(former)
        except Problem as problem:
            self.problem_met.emit(problem)
        else:
            self.bank_changed.emit(shown)

    def _paste(self, _ids: Sequence[str]) -> None:
        self.page_wished.emit(IMPORT)
        self.import_page().paste()

    def _new(self, _ids: Sequence[str]) -> None:
        self.page_wished.emit(EDITOR)
        self.editor_page().begin(Question(new_id(), ""))

    def _edit(self, ids: Sequence[str]) -> None:
        for question_id in ids[:1]:
            question = self._library.question(question_id)
            self.page_wished.emit(EDITOR)
            self.editor_page().begin(question)

    def _duplicate(self, ids: Sequence[str]) -> None:
        copies = [replace(self._library.question(one), id=new_id(), favourite=False) for one in ids]
        if copies:
            words = f"{count_words(len(copies), 'question was', 'questions were')} duplicated."
            self._change(words, put=copies, shown=copies[0].id)

    def _delete(self, ids: Sequence[str]) -> None:
        own = {question.id for question in self._library.own_questions()}
        mine = [one for one in ids if one in own]
        rest = len(ids) - len(mine)
        if not mine:
            if rest:
                self.deed_told.emit("Questions that came with the program cannot be deleted.", "", "")
            return
        words = f"{count_words(len(mine), 'question was', 'questions were')} deleted; your takes of it stay."
        if rest:
            words += f" {rest} came with the program and stay."
        self._change(words, drop=mine, shown="")
        again = [one for one in mine if self._is_here(one)]
        if again:
            self._tell("Your copy was deleted; the program's own question is back.")

    def _star(self, ids: Sequence[str]) -> None:
        questions = [self._library.question(one) for one in ids]
        starred = not all(question.favourite for question in questions)
        if questions:
            self._library.change_questions([replace(question, favourite=starred) for question in questions])
            self.bank_changed.emit(questions[0].id)

    def _move_up(self, ids: Sequence[str]) -> None:
        self._move(ids, -1)

    def _move_down(self, ids: Sequence[str]) -> None:
        self._move(ids, +1)

    def _move(self, ids: Sequence[str], step: int) -> None:
        """One of the person's own questions past the next of theirs; the program's have their place."""
        order = [question.id for question in self._library.own_questions()]
        if len(ids) != 1 or ids[0] not in order:
            return
        place = order.index(ids[0])
        if 0 <= place + step < len(order):
            order[place], order[place + step] = order[place + step], order[place]
            self._library.change_questions(order=order)
            self.bank_changed.emit(ids[0])

    def _undo_last(self, _ids: Sequence[str]) -> None:
        if self._undoable:
            self.undo(next(reversed(self._undoable)))

    def _import_recording(self, ids: Sequence[str]) -> None:
        for question_id in ids[:1]:
            self.recordings.choose(question_id)

    def _share(self, ids: Sequence[str]) -> None:
        if not ids:
            return
        self._sharing = tuple(ids)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        words = f"Export {count_words(len(ids), 'question')}"
        dialog = QFileDialog(self._over, words, str(Path(folder) / "Interview questions.json"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Question bank (*.json)"])
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(self.share_to)
        dialog.open()

    @Slot(str)
    def share_to(self, file: str) -> None:
        """Write the questions that were chosen last into a bank file."""
        try:
            self._library.share(self._sharing, Path(file))
        except Problem as problem:
            self.problem_met.emit(problem)
            return
        count = count_words(len(self._sharing), "question was", "questions were")
        self.deed_told.emit(f"{count} exported to {Path(file).name}, without your notes.", "", "")

    # ------------------------------------------------------------ inside

    def _change(self, words: str, *, put: Sequence[Question] = (), drop: Sequence[str] = (), shown: str) -> None:
        former = self._library.former([*(question.id for question in put), *drop])
        self._library.change_questions(put, drop)
        self._remember(former, drop[0] if drop else "")
        self.bank_changed.emit(shown)
        self._tell(words)

    def _remember(self, former: Former, shown: str) -> None:
        self._number += 1
        self._undoable[f"bank:{self._number}"] = (former, shown)
        while len(self._undoable) > MOST_UNDONE:
            del self._undoable[next(iter(self._undoable))]

    def _tell(self, words: str) -> None:
        self.deed_told.emit(words, "Undo", next(reversed(self._undoable)))

    def _is_here(self, question_id: str) -> bool:
        return any(question.id == question_id for question in self._library.questions())

    @Slot(list, str, object)
    def _on_kept(self, ids: list[str], words: str, former: Former) -> None:
        self._remember(former, "")
        self.back_requested.emit()
        self.bank_changed.emit(ids[0] if ids else "")
        self._tell(words)
