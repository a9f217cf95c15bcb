"""The bin: what was deleted is heard, brought back, or deleted for good after one question."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import Problem, TakeProblem
from mockinterview.settings import table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages import bin_page
from mockinterview.ui.pages.bin_page import BinPage
from mockinterview.ui.pages.deletion_question import DeletionQuestion
from mockinterview.ui.widgets.rows import HEADING_ROLE
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.ui.stand_ins import Model, Wait

NOW = datetime.now(UTC)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(until: Wait, model: Model, window: MainWindow) -> BinPage:
    """Two answers in the bin, one in the history."""
    for take, length in ((1, 58_000), (2, 92_000)):
        model.keeper.put_in_bin(model.answer(LIGHTHOUSE, take, NOW, length), NOW - timedelta(days=2 - take))
    model.answer(FERRY, 1, NOW, 61_000)
    window.show_history()
    window.show_bin()
    page = window.page("bin")
    assert isinstance(page, BinPage)
    until(lambda: page.list.entries.rowCount() == 2)
    return page


def ids(page: BinPage) -> list[str]:
    return [entry.attempt.id for entry in page.list.entries.entries]


def question(page: BinPage) -> DeletionQuestion:
    [asked] = page.findChildren(DeletionQuestion)
    return asked


def words(asked: DeletionQuestion) -> str:
    return asked.accessibleDescription()


def test_the_last_deleted_comes_first_under_its_day(page: BinPage) -> None:
    rows = page.list.entries
    assert ids(page) == ["lighthouse-2", "lighthouse-1"]
    assert [rows.data(rows.index(row), HEADING_ROLE) for row in range(2)] == ["Deleted today", "Deleted yesterday"]


def test_the_history_leads_here_and_escape_back(qtbot: QtBot, window: MainWindow, page: BinPage) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert window.current == "history"
    qtbot.keyClick(window.page("history").list, Qt.Key.Key_B, CONTROL)
    assert window.current == "bin"


def test_what_lies_here_can_be_heard(qtbot: QtBot, window: MainWindow, page: BinPage) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert window.current == "review"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.current == "bin"


def test_bringing_back_several(qtbot: QtBot, until: Wait, window: MainWindow, model: Model, page: BinPage) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_A, CONTROL)
    assert page.card.number.text() == "2 deleted answers · 2 chosen"
    qtbot.keyClick(page.list, Qt.Key.Key_Z, CONTROL)
    until(page.empty.isVisible)
    assert window.quiet_line.text == "2 answers are back in the history."
    assert len(model.keeper.attempts()) == 3
    page.empty.button.click()
    assert window.current == "history"
    until(lambda: window.page("history").list.entries.rowCount() == 3)


def test_nothing_is_deleted_for_good_without_a_yes(qtbot: QtBot, model: Model, page: BinPage) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    asked = question(page)
    assert "The sound (1:32 min), the words, your verdicts and your notes go" in words(asked)
    assert LIGHTHOUSE.text in words(asked)
    assert "cannot be undone" in words(asked)
    assert "A backup that you made yourself keeps what is in it." in words(asked)
    # WHEN Enter is pressed without reading THEN it is kept
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    assert model.shelf.discarded == []
    assert page.list.entries.rowCount() == 2


def test_deleting_for_good(qtbot: QtBot, until: Wait, window: MainWindow, model: Model, page: BinPage) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    question(page).delete.click()
    until(lambda: ids(page) == ["lighthouse-1"])
    assert model.shelf.discarded == ["lighthouse-2"]
    assert window.quiet_line.text == "1 answer was deleted for good."
    assert page.report.isHidden()


def test_emptying_the_bin(qtbot: QtBot, until: Wait, model: Model, page: BinPage) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Delete, CONTROL | SHIFT)
    assert "The sound (2:30 min)" in words(question(page))
    question(page).delete.click()
    until(page.empty.isVisible)
    assert sorted(model.shelf.discarded) == ["lighthouse-1", "lighthouse-2"]
    assert not page.delete.isVisible()
    # Emptying an empty bin asks nothing
    page.clear.click()
    assert not any(asked.isVisible() for asked in page.findChildren(DeletionQuestion))


def test_what_still_holds_it_is_named_and_can_be_deleted_too(until: Wait, model: Model, page: BinPage) -> None:
    model.keeper.aside = ("history.sqlite.corrupt-1",)
    page.delete.click()
    question(page).delete.click()
    until(page.report.isVisible)
    assert "history.sqlite.corrupt-1" in page.report.text
    # WHEN that is to go too THEN it is asked once more
    page.report.button.click()
    asked = next(one for one in page.findChildren(DeletionQuestion) if one.isVisible())
    assert "nowhere else" in words(asked)
    asked.delete.click()
    until(page.report.isHidden)
    assert model.keeper.aside == ()


def test_what_only_the_person_may_delete_is_shown_where_it_lies(
    until: Wait, model: Model, page: BinPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a folder from before a backup was restored
    model.keeper.aside = ("before-restore-1",)
    monkeypatch.setattr(model.keeper, "put_aside", lambda: ())
    monkeypatch.setattr(model.keeper, "facts", lambda: {"file": str(tmp_path / "history.sqlite")})
    opened: list[str] = []
    monkeypatch.setattr(bin_page.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page.delete.click()
    question(page).delete.click()
    until(page.report.isVisible)
    assert "before-restore-1" in page.report.text
    page.report.button.click()
    assert opened == [str(tmp_path)]


def test_what_could_not_be_deleted_stays_and_is_said(until: Wait, model: Model, page: BinPage) -> None:
    model.shelf.stuck["lighthouse-2"] = TakeProblem("The recording could not be deleted.", "", "Try again.")
    page.delete.click()
    question(page).delete.click()
    until(page.report.isVisible)
    assert page.report.text == "The recording could not be deleted. Try again."
    assert ids(page) == ["lighthouse-2", "lighthouse-1"]


def test_a_store_in_trouble_is_told(until: Wait, model: Model, window: MainWindow, page: BinPage) -> None:
    model.keeper.problem = Problem("The history cannot be read.", "", "Close the other program.")
    page.bring_back.click()
    until(lambda: "cannot be read" in window.quiet_line.text)
    model.keeper.problem = None


def test_what_the_persons_rule_did_is_told_and_leads_here(until: Wait, model: Model, window: MainWindow) -> None:
    model.bridge.answers_expired.emit(2, 1)
    assert window.quiet_line.text == (
        "2 old answers were moved to the bin, as you set it. 1 answer was deleted from the bin for good, as you set it."
    )
    window.quiet_line.action.click()
    assert window.current == "bin"
    assert model.settings.get(table.KEEP_DAYS) == 0
