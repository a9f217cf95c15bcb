"""Searching in one's own answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import Problem
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages.history_page import HistoryPage
from mockinterview.ui.review.words.found import place_of
from mockinterview.ui.widgets.rows import EXCERPT_ROLE, MARKED_ROLE
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.fakes.fake_transcriber import spoken
from tests.ui.stand_ins import Model, Wait

NOW = datetime.now(UTC)


@pytest.fixture
def page(until: Wait, model: Model, window: MainWindow) -> HistoryPage:
    model.answer(LIGHTHOUSE, 1, NOW - timedelta(days=2), 58_000)
    other = model.answer(FERRY, 1, NOW, 61_000)
    model.keeper.save_transcript(other, spoken("we turned the boat round in the wind"))
    window.show_history()
    page = window.page("history")
    assert isinstance(page, HistoryPage)
    until(lambda: page.list.entries.rowCount() == 2)
    return page


def ids(page: HistoryPage) -> list[str]:
    return [entry.attempt.id for entry in page.list.entries.entries]


def test_what_was_said_is_found_while_one_types(qtbot: QtBot, until: Wait, page: HistoryPage) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.window().focusWidget() is page.search
    qtbot.keyClicks(page.search, "boat")
    until(lambda: ids(page) == ["ferry-1"])
    rows = page.list.entries
    excerpt = rows.data(rows.index(0), EXCERPT_ROLE)
    [(start, end)] = rows.data(rows.index(0), MARKED_ROLE)
    assert excerpt[start:end] == "boat"
    assert page.card.number.text() == "1 answer holds these words"
    # WHEN the search is emptied THEN all are there again
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    until(lambda: page.list.entries.rowCount() == 2)


def test_nothing_found_is_said_and_leads_back(qtbot: QtBot, until: Wait, page: HistoryPage) -> None:
    page.search.setText("submarine")
    until(page.empty.isVisible)
    assert page.empty.text == "No answer holds these words."
    page.empty.button.click()
    until(page.list.isVisible)
    assert page.list.entries.rowCount() == 2


def test_return_leads_to_what_was_found_and_opens_it_at_that_word(
    qtbot: QtBot, until: Wait, window: MainWindow, page: HistoryPage
) -> None:
    page.search.setFocus()
    page.search.setText("wind")
    until(lambda: ids(page) == ["ferry-1"])
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.window().focusWidget() is page.list
    shown: list[int] = []
    window.page("review").pane.view.show_word = shown.append
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert window.current == "review"
    until(lambda: shown == [7])


def test_a_search_stays_within_the_chosen_question(until: Wait, page: HistoryPage) -> None:
    page.search.setText("the")
    until(lambda: all(entry.excerpt for entry in page.list.entries.entries))
    page.filter.setCurrentIndex(page.filter.findData(LIGHTHOUSE.id))
    page.filter.activated.emit(page.filter.currentIndex())
    until(lambda: ids(page) == ["lighthouse-1"])


def test_what_is_deleted_among_the_hits_is_not_found_again(until: Wait, page: HistoryPage) -> None:
    page.search.setText("boat")
    until(lambda: ids(page) == ["ferry-1"])
    page.delete.click()
    until(page.empty.isVisible)
    page.undo()
    until(lambda: page.list.isVisible() and ids(page) == ["ferry-1"])


def test_a_store_that_cannot_search_says_so(until: Wait, model: Model, window: MainWindow, page: HistoryPage) -> None:
    model.keeper.problem = Problem("The history cannot be read.", "", "Close the other program.")
    page.search.setText("boat")
    until(lambda: "cannot be read" in window.quiet_line.text)
    model.keeper.problem = None


@pytest.mark.parametrize(
    ("excerpt", "marked", "place"),
    [
        ("… lamp and I lit the spare lamp which", ((27, 32),), 11),  # the second of two, told by what follows
        ("The lamp went", ((4, 8),), 1),
        ("Märch", ((0, 5),), None),
        ("went out in “March” and", ((13, 18),), 5),
        ("nothing is marked", (), None),
    ],
)
def test_the_word_that_was_found(excerpt: str, marked: tuple[tuple[int, int], ...], place: int | None) -> None:
    said = spoken("the lamp went out in March and I lit the spare lamp which I test")
    assert place_of(said, excerpt, marked) == place
