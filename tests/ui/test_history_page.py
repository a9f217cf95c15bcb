"""The history: what is listed, opened, deleted, brought back. The store is asked in the background, so the tests wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State, verdict_choices
from mockinterview.core.problems import Problem
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.settings import table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages.history_page import HistoryPage
from mockinterview.ui.widgets.rows import ASIDE_ROLE, FADED_ROLE, HEADING_ROLE, UNDER_ROLE
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.ui.review.held_store import HeldStore
from tests.ui.stand_ins import Model, Wait

NOW = datetime.now(UTC)


@pytest.fixture
def page(until: Wait, model: Model, window: MainWindow) -> HistoryPage:
    model.answer(LIGHTHOUSE, 1, NOW - timedelta(days=40), 58_000)
    model.answer(FERRY, 1, NOW - timedelta(days=1), 61_000, reviewed=False)
    model.answer(LIGHTHOUSE, 2, NOW, 92_000)
    window.show_history()
    page = window.page("history")
    assert isinstance(page, HistoryPage)
    until(lambda: page.list.entries.rowCount() == 3)
    return page


def column(page: HistoryPage, role: int) -> list[object]:
    rows = page.list.entries
    return [rows.data(rows.index(row), role) for row in range(rows.rowCount())]


def ids(page: HistoryPage) -> list[str]:
    return [entry.attempt.id for entry in page.list.entries.entries]


def test_newest_first_grouped_by_day(page: HistoryPage) -> None:
    assert column(page, HEADING_ROLE)[:2] == ["Today", "Yesterday"]
    assert [str(words).split(" · ")[:2] for words in column(page, UNDER_ROLE)] == [
        ["Take 2", "1:32 min"],
        ["Take 1", "1:01 min"],
        ["Take 1", "0:58 min"],
    ]


def test_rating_oneself_first_hides_what_the_program_found(until: Wait, model: Model, page: HistoryPage) -> None:
    until(lambda: column(page, ASIDE_ROLE) == ["2 of 4 covered", "sound only", "2 of 4 covered"])
    model.settings.set(table.RATE_FIRST, True)
    assert column(page, ASIDE_ROLE) == ["not judged by you yet", "sound only", "not judged by you yet"]
    # WHEN the person has judged every item THEN the row says where they stand
    model.house.reviewing.review("lighthouse-2")
    for item in LIGHTHOUSE.items:
        model.house.reviewing.revising.decide("lighthouse-2", item.id, verdict_choices(item)[0])
    until(lambda: column(page, ASIDE_ROLE)[0] == "4 of 4 covered")
    # WHEN the sound of another is gone THEN that is all its row says
    model.shelf.lose_sound("lighthouse-1")
    page.list.entries.forget_state("lighthouse-1")
    until(lambda: column(page, ASIDE_ROLE)[2] == "sound missing")
    model.settings.set(table.RATE_FIRST, False)
    assert column(page, ASIDE_ROLE)[2] == "sound missing · 2 of 4 covered"


def test_state_says_what_is_known(until: Wait, model: Model, page: HistoryPage) -> None:
    until(lambda: column(page, ASIDE_ROLE) == ["2 of 4 covered", "sound only", "2 of 4 covered"])
    # WHEN the person overrules the program THEN their verdict counts
    model.house.reviewing.review("lighthouse-2")
    model.house.reviewing.revising.decide("lighthouse-2", "calm", State.COVERED)
    until(lambda: column(page, ASIDE_ROLE)[0] == "3 of 4 covered")


def test_where_nothing_is_sure_nothing_is_counted_against_the_person(
    until: Wait, model: Model, page: HistoryPage
) -> None:
    coverage = model.keeper.coverage("lighthouse-2")
    assert coverage is not None
    unsure = tuple(replace(item, state=State.NOT_SURE) for item in coverage.items)
    model.keeper.save_coverage("lighthouse-2", replace(coverage, items=unsure))
    page.list.entries.forget_state("lighthouse-2")
    until(lambda: column(page, ASIDE_ROLE)[0] == "4 of 4 not sure")
    partly = (*(replace(item, state=State.PARTLY) for item in coverage.items[:3]), *unsure[3:])
    model.keeper.save_coverage("lighthouse-2", replace(coverage, items=partly))
    page.list.entries.forget_state("lighthouse-2")
    until(lambda: column(page, ASIDE_ROLE)[0] == "3 of 4 partly")


def test_failed_recognition_is_said_in_words(
    until: Wait, model: Model, page: HistoryPage, expect_log: Callable[[str], None]
) -> None:
    expect_log("recognise of attempt ferry-1 failed")
    model.transcriber.problem = Problem("It broke.", "", "Try again.")
    model.house.reviewing.begin("ferry-1")
    until(lambda: column(page, ASIDE_ROLE)[1] == "transcript failed")


def test_work_in_progress_is_said(until: Wait, model: Model, page: HistoryPage) -> None:
    model.transcriber.hold.clear()
    model.transcriber.steps = (5_000,)
    model.house.reviewing.begin("ferry-1")
    until(lambda: str(column(page, ASIDE_ROLE)[1]).startswith("recognising, "))
    model.transcriber.hold.set()
    until(lambda: column(page, ASIDE_ROLE)[1] == "transcript ready")


def test_where_the_sound_is_gone_the_words_stay(until: Wait, model: Model, page: HistoryPage) -> None:
    model.shelf.lose_sound("lighthouse-2")
    model.shelf.lose_sound("ferry-1")
    page.refresh()
    until(lambda: column(page, ASIDE_ROLE)[:2] == ["sound missing · 2 of 4 covered", "sound missing"])
    assert column(page, FADED_ROLE) == [True, True, False]


@pytest.mark.parametrize("way", ["key", "button", "double click"])
def test_opening(qtbot: QtBot, page: HistoryPage, way: str) -> None:
    with qtbot.waitSignal(page.attempt_requested) as wished:
        if way == "key":
            qtbot.keyClick(page.list, Qt.Key.Key_Return)
        elif way == "button":
            page.open.click()
        else:
            page.list.doubleClicked.emit(page.list.entries.index(0))
    assert wished.args == ["lighthouse-2"]


def test_deleting_moves_to_the_bin_and_can_be_undone(
    qtbot: QtBot, until: Wait, model: Model, window: MainWindow, page: HistoryPage
) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    until(lambda: page.list.entries.rowCount() == 2)
    assert window.quiet_line.text == "The answer was moved to the bin."
    assert page.bin.accessibleName() == "Bin (1)"
    window.quiet_line.action.click()
    until(lambda: page.list.entries.rowCount() == 3)
    assert [attempt.id for attempt in page.list.chosen] == ["lighthouse-2"]
    assert model.shelf.discarded == []
    assert window.quiet_line.text == "The answer was brought back."
    assert page.bin.accessibleName() == "Bin"


def test_several_are_deleted_and_brought_back_together(
    qtbot: QtBot, until: Wait, window: MainWindow, page: HistoryPage
) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.card.number.text() == "3 takes · 2 chosen"
    assert not page.open.isEnabled()
    page.delete.click()
    until(lambda: ids(page) == ["lighthouse-1"])
    assert window.quiet_line.text == "2 answers were moved to the bin."
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(lambda: page.list.entries.rowCount() == 3)
    assert len(page.list.chosen) == 2


def test_undone_by_key_the_offer_to_undo_is_gone(
    qtbot: QtBot, until: Wait, window: MainWindow, page: HistoryPage
) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.quiet_line.text == ""
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    until(lambda: window.quiet_line.token == "undo")
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(lambda: window.quiet_line.text == "The answer was brought back.")
    assert window.quiet_line.token == ""


def test_what_is_undone_on_its_way_to_the_bin_comes_back_and_nothing_else(
    until: Wait, model: Model, page: HistoryPage
) -> None:
    # GIVEN one that is in the bin, and a store that is slow to put the next one there
    page.delete.click()
    until(lambda: page.list.entries.rowCount() == 2)
    store = HeldStore(model.keeper)
    store.hold()
    [going] = page.list.chosen
    page.delete.click()
    until(lambda: store.waiting > 0)
    # WHEN that is undone already THEN it is there again, and the other one stays where it is
    page.undo()
    store.free()
    until(lambda: not page._asking.busy)
    until(lambda: going.id in ids(page))
    assert len(model.keeper.bin()) == 1
    page.undo()
    until(lambda: page.list.entries.rowCount() == 3)


def test_every_deletion_can_be_undone_the_last_first(until: Wait, model: Model, page: HistoryPage) -> None:
    page.delete.click()
    until(lambda: page.list.entries.rowCount() == 2)
    page.delete.click()
    until(lambda: ids(page) == ["lighthouse-1"])
    page.undo()
    until(lambda: ids(page) == ["ferry-1", "lighthouse-1"])
    page.undo()
    until(lambda: page.list.entries.rowCount() == 3)


def test_what_was_deleted_for_good_meanwhile_is_not_said_to_be_back(
    until: Wait, model: Model, window: MainWindow, page: HistoryPage
) -> None:
    page.delete.click()
    until(lambda: page.list.entries.rowCount() == 2)
    model.house.library.delete_for_good(["lighthouse-2"])
    page.undo()
    until(lambda: window.quiet_line.text == "It is not in the bin any more.")


def test_filter_by_question(until: Wait, page: HistoryPage) -> None:
    page.filter.setCurrentIndex(page.filter.findData(FERRY.id))
    page.filter.activated.emit(page.filter.currentIndex())
    until(lambda: ids(page) == ["ferry-1"])
    page.show_question("")
    until(lambda: page.list.entries.rowCount() == 3)


def test_a_filter_whose_last_answer_is_deleted_shows_all_again(until: Wait, page: HistoryPage) -> None:
    page.show_question(FERRY.id)
    until(lambda: ids(page) == ["ferry-1"])
    page.delete.click()
    until(lambda: ids(page) == ["lighthouse-2", "lighthouse-1"])
    assert page.filter.currentData() == ""


def test_empty_history_has_one_button(until: Wait, window: MainWindow) -> None:
    window.show_history()
    page = window.page("history")
    until(page.empty.isVisible)
    page.empty.button.click()
    assert window.current == "questions"


def test_where_everything_is_in_the_bin_the_way_leads_there(until: Wait, window: MainWindow, page: HistoryPage) -> None:
    page.list.selectAll()
    page.delete.click()
    until(page.empty.isVisible)
    assert "in the bin" in page.empty.text
    page.empty.button.click()
    assert window.current == "bin"


def test_store_in_trouble_is_told(until: Wait, model: Model, window: MainWindow) -> None:
    model.keeper.problem = Problem("The history cannot be read.", "", "Close the other program.")
    window.show_history()
    until(lambda: window.quiet_line.text == "The history cannot be read. Close the other program.")
    model.keeper.problem = None


def test_the_store_is_never_asked_in_the_main_thread(until: Wait, model: Model, page: HistoryPage) -> None:
    # GIVEN a store that takes its time
    answered, asked_in = threading.Event(), set()
    attempts, coverage = model.keeper.attempts, model.keeper.coverage

    def slow(*arguments: object) -> object:
        asked_in.add(threading.current_thread())
        answered.wait(10)
        return attempts(*arguments)

    def watched(attempt_id: str) -> object:
        asked_in.add(threading.current_thread())
        return coverage(attempt_id)

    model.keeper.attempts, model.keeper.coverage = slow, watched  # type: ignore[method-assign, assignment]
    # WHEN the page is shown anew THEN it is there at once, and what it shows stays until the answer comes
    page.refresh()
    assert page.list.entries.rowCount() == 3
    answered.set()
    until(lambda: not page._asking.busy)
    page.list.entries.forget_state("lighthouse-2")
    until(lambda: len(asked_in) > 1)
    assert threading.main_thread() not in asked_in


def test_a_job_that_changes_nothing_here_asks_nothing(until: Wait, model: Model, page: HistoryPage) -> None:
    until(lambda: not page._asking.busy)
    model.bridge.job_changed.emit(JobReport("elsewhere", JobKind.RECOGNISE, JobState.DONE))
    assert not page._asking.busy
    assert page.list.entries.rowCount() == 3


def test_how_a_row_stands_is_painted_without_laying_out_all_of_them(until: Wait, page: HistoryPage) -> None:
    until(lambda: column(page, ASIDE_ROLE)[0] == "2 of 4 covered")
    laid_out, restated = [], []
    page.list.entries.dataChanged.connect(laid_out.append)
    page.list.entries.restated.connect(restated.append)
    page.list.entries.forget_state("lighthouse-2")
    until(lambda: len(restated) > 1)
    assert laid_out == []
