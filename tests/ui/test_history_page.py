"""The list of attempts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.core.problems import Problem
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages.history_page import HistoryPage
from mockinterview.ui.widgets.rows import ASIDE_ROLE, HEADING_ROLE, UNDER_ROLE
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.ui.stand_ins import Model

NOW = datetime.now(UTC)


@pytest.fixture
def page(model: Model, window: MainWindow) -> HistoryPage:
    model.answer(LIGHTHOUSE, 1, NOW - timedelta(days=40), 58_000)
    model.answer(FERRY, 1, NOW - timedelta(days=1), 61_000, reviewed=False)
    model.answer(LIGHTHOUSE, 2, NOW, 92_000)
    window.show_history()
    page = window.page("history")
    assert isinstance(page, HistoryPage)
    return page


def column(page: HistoryPage, role: int) -> list[str]:
    return [page._model.data(page._model.index(row), role) for row in range(page._model.rowCount())]


def test_newest_first_grouped_by_day(page: HistoryPage) -> None:
    assert column(page, HEADING_ROLE)[:2] == ["Today", "Yesterday"]
    assert [words.split(" · ")[:2] for words in column(page, UNDER_ROLE)] == [
        ["Take 2", "1:32 min"],
        ["Take 1", "1:01 min"],
        ["Take 1", "0:58 min"],
    ]


def test_state_says_what_is_known(model: Model, page: HistoryPage) -> None:
    assert column(page, ASIDE_ROLE) == ["2 of 4 covered", "sound only", "2 of 4 covered"]
    # WHEN the person overrules the program THEN their verdict counts
    model.house.reviewing.decide("lighthouse-2", "calm", State.COVERED)
    assert column(page, ASIDE_ROLE)[0] == "3 of 4 covered"


def test_where_nothing_is_sure_nothing_is_counted_against_the_person(model: Model, page: HistoryPage) -> None:
    coverage = model.keeper.coverage("lighthouse-2")
    assert coverage is not None
    unsure = tuple(replace(item, state=State.NOT_SURE) for item in coverage.items)
    model.keeper.save_coverage("lighthouse-2", replace(coverage, items=unsure))
    page._model.forget_state("lighthouse-2")
    assert column(page, ASIDE_ROLE)[0] == "4 of 4 not sure"
    partly = (*(replace(item, state=State.PARTLY) for item in coverage.items[:3]), *unsure[3:])
    model.keeper.save_coverage("lighthouse-2", replace(coverage, items=partly))
    page._model.forget_state("lighthouse-2")
    assert column(page, ASIDE_ROLE)[0] == "3 of 4 partly"


def test_failed_recognition_is_said_in_words(model: Model, page: HistoryPage) -> None:
    trouble = Problem("It broke.", "", "Try again.")
    model.bridge.job_changed.emit(JobReport("ferry-1", JobKind.RECOGNISE, JobState.FAILED, problem=trouble))
    assert column(page, ASIDE_ROLE)[1] == "transcript failed"


def test_work_in_progress_is_said(qtbot: QtBot, model: Model, page: HistoryPage) -> None:
    model.transcriber.hold.clear()
    model.transcriber.steps = (5_000,)
    model.house.reviewing.begin("ferry-1")
    qtbot.waitUntil(lambda: column(page, ASIDE_ROLE)[1].startswith("recognising, "))
    model.transcriber.hold.set()
    qtbot.waitUntil(lambda: column(page, ASIDE_ROLE)[1] == "transcript ready")


@pytest.mark.parametrize("way", ["key", "button", "double click"])
def test_opening(qtbot: QtBot, page: HistoryPage, way: str) -> None:
    with qtbot.waitSignal(page.attempt_requested) as wished:
        if way == "key":
            qtbot.keyClick(page.list, Qt.Key.Key_Return)
        elif way == "button":
            page.open.click()
        else:
            page.list.doubleClicked.emit(page._model.index(0))
    assert wished.args == ["lighthouse-2"]


def test_deleting_can_be_undone(qtbot: QtBot, model: Model, window: MainWindow, page: HistoryPage) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert page._model.rowCount() == 2
    assert window.quiet_line.text == "The attempt was deleted."
    window.quiet_line.action.click()
    assert page._model.rowCount() == 3
    assert page._model.attempt(page.list.currentIndex().row()).id == "lighthouse-2"
    assert model.shelf.discarded == []
    assert window.quiet_line.text == "The attempt is back."


def test_undone_by_key_the_offer_to_undo_is_gone(qtbot: QtBot, window: MainWindow, page: HistoryPage) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.quiet_line.text == ""
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.quiet_line.token == ""
    assert window.quiet_line.text == "The attempt is back."


def test_a_second_deletion_makes_the_first_one_true(model: Model, page: HistoryPage) -> None:
    page.delete.click()
    page.delete.click()
    assert page._model.rowCount() == 1
    assert model.shelf.discarded == ["lighthouse-2"]


def test_filter_by_question(page: HistoryPage) -> None:
    page.filter.setCurrentIndex(page.filter.findData(FERRY.id))
    page.filter.activated.emit(page.filter.currentIndex())
    assert page._model.rowCount() == 1
    page.show_question("")
    assert page._model.rowCount() == 3


def test_empty_history_has_one_button(qtbot: QtBot, window: MainWindow) -> None:
    window.show_history()
    page = window.page("history")
    assert page.empty.isVisible()
    page.empty.button.click()
    assert window.current == "questions"


def test_store_in_trouble_is_told(model: Model, window: MainWindow) -> None:
    model.keeper.problem = Problem("The history cannot be read.", "", "Close the other program.")
    window.show_history()
    assert window.quiet_line.text == "The history cannot be read. Close the other program."
    model.keeper.problem = None
