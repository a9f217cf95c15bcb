"""Finding a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import Tally
from mockinterview.core.problems import Problem
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.recognition import Recogniser
from mockinterview.flow.jobs import JobKind
from mockinterview.settings import table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages.question_details import QuestionDetails, summary
from mockinterview.ui.pages.questions_page import QuestionsPage
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.ui.stand_ins import Model

NOW = datetime.now(UTC)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> QuestionsPage:
    page = window.page("questions")
    qtbot.waitUntil(lambda: bool(page.welcome.text))
    return page


def titles(page: QuestionsPage) -> list[str]:
    rows = range(page._model.rowCount())
    return [question.text for row in rows if (question := page._model.question(row)) is not None]


def shown_words(page: QuestionsPage) -> str:
    return "\n".join(label.text() for label in page.details.findChildren(QLabel) if label.isVisible())


def test_first_run_says_what_to_do_and_how_to_get_whisper(qtbot: QtBot, page: QuestionsPage) -> None:
    assert "press Rehearse" in page.welcome.text
    assert "many words will be wrong" in page.welcome.text
    with qtbot.waitSignal(page.settings_requested) as wished:
        page.welcome.button.click()
    assert wished.args == ["models"]


def test_with_whisper_there_the_hint_is_short(qtbot: QtBot, model: Model, page: QuestionsPage) -> None:
    qtbot.waitUntil(lambda: "Whisper" in page.welcome.text)
    model.transcriber.known = (Recogniser("whisper", True),)
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.welcome.text) and "Whisper" not in page.welcome.text)


def test_hint_goes_with_the_first_take(qtbot: QtBot, model: Model, page: QuestionsPage) -> None:
    qtbot.waitUntil(page.welcome.isVisible)
    model.answer(LIGHTHOUSE, 1, NOW, 20_000)
    page.refresh()
    qtbot.waitUntil(page.welcome.isHidden)
    assert "1 take · today" in page._model.data(page._model.index(0))
    assert page.details.takes.accessibleName() == "1 take"


def test_search_as_you_type(qtbot: QtBot, page: QuestionsPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "ferry")
    assert titles(page) == [FERRY.text]
    assert page.details.question == FERRY


def test_esc_empties_the_search_and_down_goes_on_to_what_was_found(qtbot: QtBot, page: QuestionsPage) -> None:
    page.search.setFocus()
    qtbot.keyClicks(page.search, "ferry")
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert page.search.hasFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.hasFocus()


def test_enter_in_a_search_without_results_goes_to_the_way_back(qtbot: QtBot, page: QuestionsPage) -> None:
    page.search.setFocus()
    qtbot.keyClicks(page.search, "zeppelin")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.empty.button.hasFocus()


@pytest.mark.parametrize("size", [(700, 300), (960, 600)])
def test_no_part_of_a_question_is_cut_off(window: MainWindow, page: QuestionsPage, size: tuple[int, int]) -> None:
    text = page.details._text
    text.setText("The payment run goes out at three. At two, a letter says their bank details have changed. What now?")
    window.resize(*size)
    window.grab()  # which lays everything out
    assert text.height() >= text.heightForWidth(text.width())


def test_a_long_question_leaves_its_checklist_whole(qtbot: QtBot, dress: object) -> None:
    long = "Tell me about a customer who was hard to deal with, what you did then, and why you think it was right. " * 4
    details = QuestionDetails()
    qtbot.addWidget(details)
    details.resize(300, 500)
    details.show()
    items = tuple(ChecklistItem(f"point-{n}", ItemKind.KEY_POINT, f"Point {n}", long[:90]) for n in range(6))
    details.show_question(Question("long", long, items=items), Tally(), hide_checklist=False)
    labels = [label for label in details.findChildren(QLabel) if label.wordWrap() and label.text()]
    assert len(labels) > 12
    qtbot.waitUntil(
        lambda: all(label.isVisible() and label.height() >= label.heightForWidth(label.width()) for label in labels)
    )


def test_role_narrows_themes(page: QuestionsPage) -> None:
    page.role.setCurrentIndex(page.role.findData("Ferry pilot"))
    page.role.activated.emit(page.role.currentIndex())
    assert titles(page) == [FERRY.text]
    assert [page.theme.itemData(index) for index in range(page.theme.count())] == ["", "Motivation"]


def test_nothing_found_offers_the_way_back(page: QuestionsPage) -> None:
    page.search.setText("submarine")
    assert page.empty.isVisible()
    page.empty.button.click()
    assert titles(page) == [LIGHTHOUSE.text, FERRY.text]


def test_the_looked_at_question_stays_when_a_filter_keeps_it(page: QuestionsPage) -> None:
    page.list.setCurrentIndex(page._model.index(1))
    page.search.setText("e")
    assert page.details.question == FERRY


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_enter_rehearses(qtbot: QtBot, page: QuestionsPage, modifier: Qt.KeyboardModifier) -> None:
    page.list.setFocus()
    with qtbot.waitSignal(page.rehearse_requested) as wished:
        qtbot.keyClick(page.list, Qt.Key.Key_Return, modifier)
    assert wished.args == [LIGHTHOUSE.id]


def test_everything_known_is_shown(qtbot: QtBot, page: QuestionsPage) -> None:
    words = shown_words(page)
    for item in LIGHTHOUSE.items:
        assert item.name in words
    page.details._segments.choose(1)
    qtbot.waitUntil(lambda: LIGHTHOUSE.sample_answers[1].why in shown_words(page))
    page.details._segments.choose(2)
    qtbot.waitUntil(lambda: LIGHTHOUSE.tips[0] in shown_words(page))


def test_empty_lists_have_no_tab(page: QuestionsPage) -> None:
    page.list.setCurrentIndex(page._model.index(1))
    assert [button.isHidden() for button in page.details._segments._group.buttons()] == [True, True, True, True]


def test_summary_counts_each_list() -> None:
    assert summary(LIGHTHOUSE) == "2 key points · 1 competency · 1 motivation · 3 minefields"


def test_checklist_can_be_hidden_until_recorded(qtbot: QtBot, model: Model, page: QuestionsPage) -> None:
    # GIVEN a person who wants to answer first
    model.settings.set(table.HIDE_CHECKLIST, True)
    qtbot.waitUntil(lambda: "Hidden until you have answered" in shown_words(page))
    assert "Spare lamp" not in shown_words(page)
    # WHEN they have answered
    model.answer(LIGHTHOUSE, 1, NOW, 20_000)
    page.refresh()
    # THEN they see it
    qtbot.waitUntil(lambda: "Spare lamp" in shown_words(page))


def test_store_in_trouble_is_told_and_the_page_stays(qtbot: QtBot, model: Model, page: QuestionsPage) -> None:
    model.house.jobs.wait_all(JobKind.TIDY)  # which would meet it, too
    model.keeper.problem = Problem("The history cannot be read.", "", "Close the other program.")
    with qtbot.waitSignal(page.problem_met) as met:
        page.refresh()
    assert met.args == [model.keeper.problem]
    assert titles(page)
    model.keeper.problem = None


def test_markup_from_a_bank_is_shown_as_it_is_written(qtbot: QtBot, model: Model, page: QuestionsPage) -> None:
    wicked = replace(LIGHTHOUSE, id="wicked", text="<img src='file:///etc/passwd'><b>Why?</b>", role="<i>Thief</i>")
    page._model.show_questions([wicked])
    page.list.setCurrentIndex(page._model.index(0))
    assert wicked.text in shown_words(page)
    formats = {label.textFormat() for label in page.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_five_thousand_questions_are_listed_and_searched(model: Model, page: QuestionsPage) -> None:
    many = [replace(FERRY, id=f"q{number}", text=f"Question number {number}?") for number in range(5_000)]
    model.house.library._banks.questions = many
    model.house.library.load_questions()
    page.show_all()
    assert page._model.rowCount() == 5_000
    page.search.setText("4999")
    assert titles(page) == ["Question number 4999?"]


@pytest.mark.parametrize("held", [Qt.Key.Key_Control, Qt.Key.Key_Shift])
def test_the_question_of_a_deed_is_chosen_while_its_keys_are_still_down(
    qtbot: QtBot, page: QuestionsPage, held: Qt.Key
) -> None:
    modifier = {
        Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
        Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    }
    qtbot.keyPress(page, held, modifier[held])
    page.reload(FERRY.id)
    assert page._chosen() == [FERRY.id]
    qtbot.keyRelease(page, held)
