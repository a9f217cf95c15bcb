"""Writing a question, and what is done to questions from the list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mockinterview.bank import Banks
from mockinterview.core.problems import BankProblem
from mockinterview.core.question import ItemKind
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.models.sheet import Shelf
from mockinterview.ui.pages.editor_page import EditorPage
from mockinterview.ui.pages.questions_page import QuestionsPage
from mockinterview.ui.widgets.board_rows import ENTRY, HEADING
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE, FakeBanks
from tests.ui.stand_ins import Model

CTRL, ALT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def banks(model: Model) -> FakeBanks:
    found: FakeBanks = model.house.library._banks
    return found


@pytest.fixture
def questions(window: MainWindow) -> QuestionsPage:
    return window.page("questions")


@pytest.fixture
def editor(window: MainWindow, questions: QuestionsPage) -> EditorPage:
    questions.details.edit.click()
    assert window.current == "editor"
    return window.page("editor")


def choose(page: EditorPage, title: str) -> None:
    key = next(one.key for one in page.bench.board.sheets[0].entries if one.title == title)
    page.listed.choose_key(key)


def choose_heading(page: EditorPage, shelf: Shelf) -> None:
    model = page.listed.model
    place = next(p for p in range(model.rowCount()) if model.row(p).form == HEADING and model.row(p).shelf is shelf)
    page.listed.list.setCurrentIndex(model.index(place))


def select_all(page: QuestionsPage) -> None:
    page.list.selectionModel().select(
        page._model.index(1), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )


# ---------------------------------------------------------------- the editor


def test_a_question_of_the_program_becomes_a_copy_of_ones_own_and_says_so(
    qtbot: QtBot, banks: FakeBanks, editor: EditorPage
) -> None:
    assert "your own copy" in editor.foreign.text
    assert banks.own_questions == []
    with qtbot.waitSignal(editor.saved):
        qtbot.keyClicks(editor.form.question.text_box, "So: ")
    assert banks.own_questions[0].text == f"So: {LIGHTHOUSE.text}"
    assert banks.own_questions[0].id == LIGHTHOUSE.id
    assert editor.state.text() == "Saved"


def test_looking_at_a_question_writes_nothing(window: MainWindow, banks: FakeBanks, editor: EditorPage) -> None:
    window.go_back()
    assert window.current == "questions"
    assert banks.own_questions == []


def test_leaving_saves_at_once(qtbot: QtBot, window: MainWindow, banks: FakeBanks, editor: EditorPage) -> None:
    qtbot.keyClicks(editor.form.question.text_box, "So: ")
    qtbot.keyClick(editor.form.question.text_box, Qt.Key.Key_Escape)
    assert window.current == "questions"
    assert banks.own_questions[0].text.startswith("So: ")
    assert window.page("questions").details.question.text.startswith("So: ")


def test_closing_the_window_saves_too(qtbot: QtBot, window: MainWindow, banks: FakeBanks, editor: EditorPage) -> None:
    qtbot.keyClicks(editor.form.question.text_box, "So: ")
    window.close()
    assert banks.own_questions[0].text.startswith("So: ")


def test_a_question_without_words_is_not_saved_and_says_why(qtbot: QtBot, banks: FakeBanks, editor: EditorPage) -> None:
    box = editor.form.question.text_box
    box.selectAll()
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    editor.save_now()
    assert editor.form.question.fields["text"].trouble == "A question needs words."
    assert editor.state.text() == "Not saved yet. A question needs words."
    assert not editor.rehearse.isEnabled()
    assert banks.own_questions == []
    qtbot.keyClicks(box, "Why?")
    assert editor.form.question.fields["text"].trouble == ""


def test_a_new_question_is_written_and_rehearsed_by_keyboard(
    qtbot: QtBot, window: MainWindow, banks: FakeBanks, questions: QuestionsPage
) -> None:
    qtbot.keyClick(questions.list, Qt.Key.Key_N, CTRL)
    page: EditorPage = window.page("editor")
    assert page.form.question.text_box.hasFocus()
    assert page.form.question.fields["text"].trouble == ""
    qtbot.keyClicks(page.form.question.text_box, "Why us?")
    choose_heading(page, Shelf.KEY_POINT)
    page.listed.list.setFocus()
    qtbot.keyClick(page.listed.list, Qt.Key.Key_Return)
    assert page.listed.row.form == ENTRY
    qtbot.keyClicks(page.form.entry.name.box, "Homework")
    qtbot.keyClick(page.form.entry.name.box, Qt.Key.Key_Return, CTRL)
    qtbot.keyClicks(page.form.entry.name.box, "Fit")
    page.rehearse.click()
    assert window.current == "rehearse"
    (question,) = banks.own_questions
    assert question.text == "Why us?"
    assert [item.name for item in question.of_kind(ItemKind.KEY_POINT)] == ["Homework", "Fit"]


def test_a_new_question_without_a_word_is_never_kept(
    window: MainWindow, banks: FakeBanks, questions: QuestionsPage
) -> None:
    questions.filters.new.click()
    window.go_back()
    assert banks.own_questions == []


def test_entries_are_moved_copied_and_deleted_by_key_and_undone(qtbot: QtBot, editor: EditorPage) -> None:
    listed = editor.listed.list
    before = editor.bench.board
    listed.setFocus()
    choose(editor, "Spare lamp")
    qtbot.keyClick(listed, Qt.Key.Key_Down, ALT)
    assert [one.title for one in editor.bench.board.sheets[0].on(Shelf.KEY_POINT)] == ["Log entry", "Spare lamp"]
    assert not editor.listed.down.isEnabled()
    qtbot.keyClick(listed, Qt.Key.Key_D, CTRL)
    assert len(editor.bench.board.sheets[0].on(Shelf.KEY_POINT)) == 3
    qtbot.keyClick(listed, Qt.Key.Key_Delete, NONE)
    qtbot.keyClick(listed, Qt.Key.Key_Delete, NONE)
    assert len(editor.bench.board.sheets[0].on(Shelf.KEY_POINT)) == 1
    editor.revert.click()
    assert editor.bench.board == before


def test_the_question_itself_cannot_be_deleted_in_its_editor(qtbot: QtBot, editor: EditorPage) -> None:
    editor.listed.choose_first()
    assert not editor.listed.delete.isEnabled()
    qtbot.keyClick(editor.listed.list, Qt.Key.Key_Delete, NONE)
    assert len(editor.bench.board.sheets) == 1


def test_a_dropped_entry_changes_its_list(editor: EditorPage) -> None:
    model = editor.listed.model
    choose(editor, "Log entry")
    data = model.mimeData([editor.listed.list.currentIndex()])
    choose_heading(editor, Shelf.TIP)
    assert model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, editor.listed.list.currentIndex())
    assert editor.bench.board.sheets[0].on(Shelf.TIP)[0].text.startswith("Log entry: ")
    assert editor.listed.row.form == ENTRY


def test_an_entry_is_dropped_with_the_mouse(editor: EditorPage) -> None:
    listed, model = editor.listed.list, editor.listed.model
    choose(editor, "Log entry")
    data = model.mimeData([listed.currentIndex()])
    choose(editor, "Blaming")
    above_blaming = QPointF(listed.visualRect(listed.currentIndex()).topLeft())
    listed.dropEvent(QDropEvent(above_blaming, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NONE))
    assert [one.title for one in editor.bench.board.sheets[0].on(Shelf.MINEFIELD)][:2] == ["Log entry", "Blaming"]
    assert model.rowCount() == 1 + len(Shelf) + len(editor.bench.board.sheets[0].entries)


def test_an_omission_is_tied_to_what_shows_it(editor: EditorPage) -> None:
    choose(editor, "No precautions")
    form = editor.form.entry
    assert form.shown_by.accessibleName() == "Shown when missing: Spare lamp"
    actions = form._menu.actions()
    assert [action.isChecked() for action in actions] == [True, False, False, False]
    actions[1].trigger()
    vague = next(one for one in editor.bench.board.sheets[0].entries if one.item_id == "vague")
    assert vague.shown_by == ("spare", "log")


def test_notes_stories_tags_and_star_are_kept(qtbot: QtBot, banks: FakeBanks, editor: EditorPage) -> None:
    form = editor.form.question
    qtbot.keyClicks(form.notes_box, "Bell Rock")
    qtbot.keyClicks(form.lines["tags"], "sea, night, sea")
    editor.star.click()
    choose_heading(editor, Shelf.STORY)
    editor.form.heading.add.click()
    qtbot.keyClicks(editor.form.entry.text.box, "The storm")
    editor.save_now()
    kept = banks.own_questions[0]
    assert (kept.notes, kept.tags, kept.favourite, kept.stories) == (
        "Bell Rock",
        ("sea", "night"),
        True,
        ("The storm",),
    )


def test_what_cannot_be_written_is_told(
    qtbot: QtBot, banks: FakeBanks, editor: EditorPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise BankProblem("Your questions could not be saved.", "The disk is full.", "Make room.")

    qtbot.keyClicks(editor.form.question.text_box, "So: ")
    with monkeypatch.context() as patch:
        patch.setattr(banks, "change_own", refuse)
        with qtbot.waitSignal(editor.problem_met):
            editor.save_now()
    assert editor.state.text() == "Not saved"
    editor.save_now()
    assert banks.own_questions


# ---------------------------------------------------------------- deeds from the list


def test_duplicating_and_undoing(qtbot: QtBot, window: MainWindow, banks: FakeBanks, questions: QuestionsPage) -> None:
    qtbot.keyClick(questions.list, Qt.Key.Key_D, CTRL)
    (copy,) = banks.own_questions
    assert replace(copy, id=LIGHTHOUSE.id) == LIGHTHOUSE
    assert questions.details.question.id == copy.id
    qtbot.keyClick(questions.list, Qt.Key.Key_Z, CTRL)
    assert banks.own_questions == []


def test_deleting_ones_own_and_undoing(
    qtbot: QtBot, window: MainWindow, banks: FakeBanks, questions: QuestionsPage
) -> None:
    window.house.library.change_questions([replace(FERRY, id="mine", text="Mine?")])
    questions.reload("mine")
    qtbot.keyClick(questions.list, Qt.Key.Key_Delete)
    assert banks.own_questions == []
    assert "1 question was deleted" in window.quiet_line.text
    window.quiet_line.action.click()
    assert [question.id for question in banks.own_questions] == ["mine"]
    assert questions.details.question.id == "mine"


def test_ones_own_are_put_in_order_by_key(
    qtbot: QtBot, window: MainWindow, banks: FakeBanks, questions: QuestionsPage
) -> None:
    window.house.library.change_questions([replace(FERRY, id=name, text=name) for name in ("a", "b")])
    questions.reload("b")
    for _ in range(2):  # the second finds no place above
        qtbot.keyClick(questions.list, Qt.Key.Key_Up, ALT)
        assert [question.id for question in banks.own_questions] == ["b", "a"]
    assert questions.details.question.id == "b"
    qtbot.keyClick(questions.list, Qt.Key.Key_Down, ALT)
    assert [question.id for question in banks.own_questions] == ["a", "b"]
    questions.reload(LIGHTHOUSE.id)
    qtbot.keyClick(questions.list, Qt.Key.Key_Down, ALT)
    assert [question.id for question in banks.own_questions] == ["a", "b"]


def test_what_came_with_the_program_stays(qtbot: QtBot, window: MainWindow, questions: QuestionsPage) -> None:
    qtbot.keyClick(questions.list, Qt.Key.Key_Delete)
    assert "cannot be deleted" in window.quiet_line.text
    assert len(window.house.library.questions()) == 2


def test_deleting_ones_copy_brings_the_programs_own_back(
    window: MainWindow, questions: QuestionsPage, tmp_path: Path
) -> None:
    # GIVEN real banks, and a question of the program that was changed
    (tmp_path / "builtin").mkdir()
    library = window.house.library
    Banks(tmp_path, tmp_path / "builtin").write(tmp_path / "builtin" / "lamps.json", [LIGHTHOUSE])
    library._banks = Banks(tmp_path / "builtin", tmp_path / "own")
    library.load_questions()
    library.change_questions([replace(LIGHTHOUSE, text="Mine?")])
    questions.reload(LIGHTHOUSE.id)
    # WHEN it is deleted THEN the program's is there again
    questions.deed_wished.emit("delete_question", [LIGHTHOUSE.id])
    assert "own question is back" in window.quiet_line.text
    assert library.question(LIGHTHOUSE.id).text == LIGHTHOUSE.text
    # WHEN that is undone THEN the copy is
    window.quiet_line.action.click()
    assert library.question(LIGHTHOUSE.id).text == "Mine?"


def test_star_and_filters(qtbot: QtBot, window: MainWindow, banks: FakeBanks, questions: QuestionsPage) -> None:
    questions.details.star.click()
    assert banks.own_questions[0].favourite
    window.house.library.change_questions([replace(FERRY, tags=("water",))])
    questions.reload("")
    kind = questions.filters.kind
    for words, shown in (("Favourites", LIGHTHOUSE.id), ("Tag: water", FERRY.id), ("Behavioural", LIGHTHOUSE.id)):
        kind.setCurrentIndex(kind.findText(words))
        kind.activated.emit(kind.currentIndex())
        assert [questions._model.question(row).id for row in range(questions._model.rowCount())] == [shown]
    questions.show_all()
    questions.list.setCurrentIndex(questions._model.index(0))
    questions.details.star.click()
    assert not window.house.library.question(LIGHTHOUSE.id).favourite


def test_chosen_questions_are_exported(
    qtbot: QtBot, window: MainWindow, banks: FakeBanks, questions: QuestionsPage, tmp_path: Path
) -> None:
    select_all(questions)
    assert questions._count.text() == "2 questions · 2 chosen"
    qtbot.keyClick(questions.list, Qt.Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    window._makers.desk().share_to(str(tmp_path / "out.json"))
    assert [question.id for question in banks.written[tmp_path / "out.json"]] == [LIGHTHOUSE.id, FERRY.id]
    assert "without your notes" in window.quiet_line.text


def test_the_menu_offers_every_deed(questions: QuestionsPage, window: MainWindow) -> None:
    menu = questions._menu()
    words = [action.text() for action in menu.actions()]
    assert words == [
        "Edit the question",
        "Duplicate",
        "Favourite, or not",
        "Export the chosen questions",
        "Import a recording…",
        "Delete",
    ]
    menu.actions()[0].trigger()
    assert window.current == "editor"


def test_neither_page_is_built_before_it_is_needed(window: MainWindow) -> None:
    assert window._makers._desk is None
