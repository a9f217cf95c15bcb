"""Pasting a page: from its text to questions that can be rehearsed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from mockinterview.bank import Banks
from mockinterview.core.page import Draft, LeftOver, PageReading
from mockinterview.core.problems import BankProblem
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.models.sheet import Shelf
from mockinterview.ui.pages.import_page import ImportPage
from mockinterview.ui.pages.question_form import Fate
from mockinterview.ui.widgets.board_rows import LEFT, QUESTION
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE, FakeBanks
from tests.ui.models.test_board import PAGE as PAGE_OF_KNOWN
from tests.ui.stand_ins import Model

NEW = replace(LIGHTHOUSE, id="new-lamp", text="Lamp?")
PAGE = replace(PAGE_OF_KNOWN, drafts=(replace(PAGE_OF_KNOWN.drafts[0], question=NEW), Draft(FERRY)))
REAL = """1. Tell me about a time you kept a shift running.
Key points
- Priorities: says which orders had to leave
- Result: names how many orders left on time
Red flags
- Fails to name a single number

2. How do you talk to somebody who works without gloves?
Red flags
- Walks past it
"""
TEXT = "\n".join(PAGE.lines)


@pytest.fixture
def banks(model: Model) -> FakeBanks:
    found: FakeBanks = model.house.library._banks
    found.reading = PAGE
    return found


@pytest.fixture
def page(banks: FakeBanks, window: MainWindow) -> ImportPage:
    QGuiApplication.clipboard().clear()
    window.page("questions").filters.paste.click()
    assert window.current == "import"
    return window.page("import")


@pytest.fixture
def read(qtbot: QtBot, page: ImportPage) -> Callable[[str], None]:
    def reading(text: str = TEXT) -> None:
        with qtbot.waitSignal(page.reader.understood):
            page.show_text(text)
        qtbot.waitUntil(lambda: not page._plan_soon.isActive())

    return reading


def choose(page: ImportPage, title: str) -> None:
    key = next(one.key for sheet in page.bench.board.sheets for one in sheet.entries if one.title == title)
    page.result.choose_key(key)


def press(qtbot: QtBot, page: ImportPage, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    page.result.list.setFocus()
    qtbot.keyClick(page.result.list, key, modifier)


def test_before_anything_is_pasted_the_page_says_what_to_do(page: ImportPage) -> None:
    assert page.empty.isVisible()
    assert "will stand here" in page.empty.text
    assert page.save.isHidden()
    assert page.source.hasFocus()


def test_what_is_typed_is_understood_a_moment_later(qtbot: QtBot, page: ImportPage) -> None:
    with qtbot.waitSignal(page.reader.understood):
        qtbot.keyClicks(page.source, "Lamp?")
    qtbot.waitUntil(lambda: "Save 1 question" in page.save.text())
    assert page.result.row.form == QUESTION
    assert page.form.question.text_box.toPlainText() == NEW.text
    assert "1 new" in page.preview.text()
    assert "1 here already" in page.preview.text()
    assert "2 lines not understood" in page.preview.text()


def test_the_clipboard_is_read_at_once(qtbot: QtBot, window: MainWindow, page: ImportPage) -> None:
    window.go_back()
    QGuiApplication.clipboard().setText(TEXT)
    with qtbot.waitSignal(page.reader.understood):
        qtbot.keyClick(window.page("questions").list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.source.toPlainText() == TEXT


def test_an_entry_lights_its_lines_up_and_a_line_finds_its_entry(page: ImportPage, read: Callable[[], None]) -> None:
    read()
    choose(page, "Spare lamp")
    assert page.source._chosen == ((4, 4),)
    assert {mark.cursor.blockNumber() for mark in page.source.extraSelections()} == {0, 3, 4}
    cursor = QTextCursor(page.source.document().findBlockByNumber(4))
    page.source.setTextCursor(cursor)
    assert page.result.row.form == LEFT
    assert page.form.left.text.text() == "Noise"
    page.source.setTextCursor(QTextCursor(page.source.document().findBlockByNumber(1)))
    assert page.result.row.form == QUESTION


def test_everything_can_be_changed_before_it_is_kept(
    qtbot: QtBot, page: ImportPage, banks: FakeBanks, read: Callable[[], None]
) -> None:
    read()
    # the words
    choose(page, "Spare lamp")
    page.form.begin_typing()
    page.form.entry.name.box.selectAll()
    qtbot.keyClicks(page.form.entry.name.box, "Spare bulb")
    # the kind of a minefield
    choose(page, "Blaming")
    minefield = page.form.entry.minefield
    minefield.setCurrentIndex(minefield.findData("manner"))
    minefield.activated.emit(minefield.currentIndex())
    # the list
    choose(page, "Log entry")
    shelf = page.form.entry.shelf
    shelf.setCurrentIndex(shelf.findData(Shelf.COMPETENCY))
    shelf.activated.emit(shelf.currentIndex())
    # the question it belongs to
    choose(page, "Care for ships")
    holder = page.form.entry.holder
    holder.setCurrentIndex(1)
    holder.activated.emit(1)
    # what is not wanted
    choose(page, "Bored tone")
    press(qtbot, page, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(page.kept):
        page.save.click()
    kept = next(question for question in banks.own_questions if question.id == NEW.id)
    names = {item.name: item for item in kept.items}
    assert "Spare bulb" in names
    assert names["Blaming"].minefield == "manner"
    assert names["Log entry"].kind == "competency"
    assert not {"Care for ships", "Bored tone"} & set(names)


def test_steps_are_undone_and_redone_by_key(qtbot: QtBot, page: ImportPage, read: Callable[[], None]) -> None:
    read()
    before = page.bench.board
    choose(page, "Log entry")
    press(qtbot, page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.bench.board.sheets[0].entries[0].title == "Log entry"
    press(qtbot, page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.bench.board == before
    press(qtbot, page, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.bench.board.sheets[0].entries[0].title == "Log entry"


def test_undo_works_while_a_field_has_the_focus(qtbot: QtBot, page: ImportPage, read: Callable[[], None]) -> None:
    read()
    page.form.begin_typing()
    box = page.form.question.text_box
    qtbot.keyClicks(box, "Why the ")
    assert page.bench.board.sheets[0].question.text == "Why the Lamp?"
    while page.bench.touched:
        qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.toPlainText() == NEW.text


def test_saving_leads_to_the_question_and_can_be_undone(
    qtbot: QtBot, window: MainWindow, banks: FakeBanks, page: ImportPage, read: Callable[[], None]
) -> None:
    read()
    press(qtbot, page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "questions"
    assert window.quiet_line.text == "1 question was added."
    assert window.page("questions").details.question.id == NEW.id
    assert page.source.toPlainText() == ""
    # it can be rehearsed at once
    window.page("questions").details.rehearse.click()
    assert window.current == "rehearse"
    window.go_back()
    # and taken back
    window.quiet_line.action.click()
    assert banks.own_questions == []
    assert NEW.id not in [question.id for question in window.house.library.questions()]


def test_a_filter_does_not_hide_what_was_added(
    qtbot: QtBot, window: MainWindow, page: ImportPage, read: Callable[[], None]
) -> None:
    window.page("questions").search.setText("ferry")
    read()
    page.keep()
    assert window.page("questions").details.question.id == NEW.id


def test_what_differs_is_overwritten_only_when_chosen(
    qtbot: QtBot, banks: FakeBanks, page: ImportPage, read: Callable[[], None]
) -> None:
    banks.reading = replace(PAGE, drafts=(Draft(replace(LIGHTHOUSE, tips=("Other.",), notes="")),))
    read()
    assert "different from yours" in page.preview.text()
    assert not page.save.isEnabled()
    fate = page.form.question.fate
    assert fate.isVisible()
    fate.setCurrentIndex(fate.findData(Fate.THEIRS))
    fate.activated.emit(fate.currentIndex())
    qtbot.waitUntil(page.save.isEnabled)
    page.keep()
    assert banks.own_questions[0].tips == ("Other.",)


def test_both_can_be_kept(qtbot: QtBot, banks: FakeBanks, page: ImportPage, read: Callable[[], None]) -> None:
    banks.reading = replace(PAGE, drafts=(Draft(replace(LIGHTHOUSE, tips=("Other.",))),))
    read()
    fate = page.form.question.fate
    fate.setCurrentIndex(fate.findData(Fate.BOTH))
    fate.activated.emit(fate.currentIndex())
    qtbot.waitUntil(page.save.isEnabled)
    page.keep()
    assert len(banks.questions) == 3


def test_changing_the_page_after_the_result_asks_first(
    qtbot: QtBot, page: ImportPage, read: Callable[[], None]
) -> None:
    read()
    choose(page, "Log entry")
    page.result.remove()
    mine = page.bench.board
    qtbot.keyClicks(page.source, "x")
    assert page.stale.isVisible()
    assert page.bench.board == mine
    with qtbot.waitSignal(page.reader.understood):
        page.stale.button.click()
    assert page.stale.isHidden()
    assert "Log entry" in [one.title for one in page.bench.board.sheets[0].entries]
    page.bench.steps.undo()
    assert page.bench.board == mine


def test_left_over_lines_are_added(qtbot: QtBot, page: ImportPage, read: Callable[[], None]) -> None:
    read()
    page.result.choose_key(page.bench.board.left[1].key)
    form = page.form.left
    form.shelf.setCurrentIndex(form.shelf.findData(Shelf.TIP))
    form.add.click()
    assert [one.text for one in page.bench.board.left] == ["Title"]
    assert page.bench.board.sheets[0].on(Shelf.TIP)[-1].text == "Noise"
    assert page.form.entry.isVisible()


def test_a_page_without_a_question_offers_its_first_line(
    qtbot: QtBot, banks: FakeBanks, page: ImportPage, read: Callable[[str], None]
) -> None:
    banks.reading = PageReading(("Cookies",), (), (LeftOver(1, "Cookies"),))
    read("Cookies")
    assert "looks like a question" in page.hint.text
    page.hint.button.click()
    assert page.bench.board.sheets[0].question.text == "Cookies"
    assert page.hint.isHidden()
    qtbot.waitUntil(page.save.isEnabled)


def test_a_checklist_can_be_asked_joined_or_attached(
    qtbot: QtBot, banks: FakeBanks, page: ImportPage, read: Callable[[], None]
) -> None:
    banks.reading = replace(PAGE, drafts=(Draft(replace(NEW, text="Mistakes"), checklist_only=True),))
    read()
    assert "Nothing to save" in page.save.text()
    qtbot.keyClicks(page.form.question.attach, FERRY.text)
    qtbot.waitUntil(lambda: "Save 1 question" in page.save.text())
    page.keep()
    assert banks.own_questions[0].id == FERRY.id
    assert len(banks.own_questions[0].items) == len(NEW.items)


def test_what_must_be_mended_stops_the_saving_and_is_found(
    qtbot: QtBot, page: ImportPage, read: Callable[[], None]
) -> None:
    read()
    page.form.question.text_box.selectAll()
    qtbot.keyClick(page.form.question.text_box, Qt.Key.Key_Delete)
    qtbot.waitUntil(page.mend.isVisible)
    assert not page.save.isEnabled()
    assert page.form.question.fields["text"].trouble == "A question needs words."
    choose(page, "Blaming")
    page.mend.click()
    assert page.result.row.form == QUESTION
    assert page.form.question.text_box.hasFocus()


def test_one_role_for_every_question(page: ImportPage, read: Callable[[], None]) -> None:
    read()
    page.form.question.lines["role"].setText("Nurse")
    page.form.question.lines["role"].textEdited.emit("Nurse")
    page.form.question.for_all.click()
    assert {sheet.question.role for sheet in page.bench.board.sheets} == {"Nurse"}


def test_a_bank_file_is_opened_and_merged(qtbot: QtBot, banks: FakeBanks, page: ImportPage) -> None:
    file = Path("bank.json")
    banks.files[file] = [NEW, FERRY]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file.absolute()))])
    banks.files[file.absolute()] = [NEW, FERRY]
    with qtbot.waitSignal(page.reader.understood):
        page.dropEvent(
            QDropEvent(
                QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            )
        )
    qtbot.waitUntil(page.save.isEnabled)
    assert [sheet.question.id for sheet in page.bench.board.sheets] == [NEW.id, FERRY.id]


def test_a_damaged_file_is_a_sentence_with_one_button(qtbot: QtBot, page: ImportPage) -> None:
    with qtbot.waitSignal(page.reader.failed):
        page.open_file(Path("nowhere.docx"))
    assert "cannot be read" in page.empty.text
    assert page.empty.button.accessibleName() == "Open another file…"
    assert page.empty.isVisible()


def test_what_cannot_be_written_is_told_and_nothing_is_lost(
    qtbot: QtBot, banks: FakeBanks, page: ImportPage, read: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise BankProblem("Your questions could not be saved.", "The disk is full.", "Make room.")

    read()
    monkeypatch.setattr(banks, "change_own", refuse)
    with qtbot.waitSignal(page.problem_met):
        page.save.click()
    assert page.bench.board.sheets
    assert page.source.toPlainText() == TEXT


def test_leaving_and_coming_back_loses_nothing(window: MainWindow, page: ImportPage, read: Callable[[], None]) -> None:
    read()
    window.go_back()
    assert window.current == "questions"
    window.page("questions").filters.paste.click()
    assert page.source.toPlainText() == TEXT
    page.clear.click()
    assert page.source.toPlainText() == ""
    assert page.empty.isVisible()


def test_markup_is_shown_as_it_is_written(banks: FakeBanks, page: ImportPage, read: Callable[[str], None]) -> None:
    wicked = "<b>Why?</b><img src='file:///etc/passwd'>"
    banks.reading = PageReading((wicked,), (Draft(replace(NEW, text=wicked)),))
    read(wicked)
    assert page.source.toPlainText() == wicked
    assert page.form.question.text_box.toPlainText() == wicked


def test_a_real_page_is_read_kept_shared_and_read_again(
    qtbot: QtBot, window: MainWindow, page: ImportPage, read: Callable[[str], None], tmp_path: Path
) -> None:
    # GIVEN the real banks and a page with two questions
    library = window.house.library
    library._banks = Banks(tmp_path / "builtin", tmp_path / "own")
    library.load_questions()
    read(REAL)
    assert [sheet.question.text for sheet in page.bench.board.sheets] == [
        "Tell me about a time you kept a shift running.",
        "How do you talk to somebody who works without gloves?",
    ]
    # WHEN they are kept and exported
    page.keep()
    ids = [question.id for question in library.questions()]
    assert len(ids) == 2
    library.share(ids, tmp_path / "shared.json")
    # THEN the exported bank holds nothing new
    window.page("questions").filters.paste.click()
    with qtbot.waitSignal(page.reader.understood):
        page.open_file(tmp_path / "shared.json")
    assert page.preview.text() == "2 here already"
    assert not page.save.isEnabled()
    # AND the same page pasted again, neither
    read(REAL)
    assert page.preview.text().startswith("2 here already")
