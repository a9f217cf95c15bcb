"""Two takes and what arrives late: wishes that follow each other at once, news while both are read, a page that was left."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtWidgets import QLineEdit, QStackedWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import HistoryProblem
from mockinterview.ui.review.compare_page import ComparePage
from mockinterview.ui.review.comparing.row import LEFT, RIGHT
from tests.ui.review.comparing.two_takes import both, page, players, read, sides
from tests.ui.review.scenes import Scene

__all__ = ["both", "page", "players"]  # fixtures of two_takes


def test_both_sides_chosen_one_right_after_the_other_are_both_shown(page: ComparePage) -> None:
    page.show_takes("take-1", "take-2")
    read(page)
    page.body.heads[LEFT].choice.activated.emit(2)
    page.body.heads[RIGHT].choice.activated.emit(0)
    read(page)
    assert sides(page) == ["take-3", "take-1"]


def test_what_becomes_known_of_one_while_the_other_is_read_is_shown(
    page: ComparePage, scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a take that has been read, and a store that is slow to tell of the other
    opinion, asked, go_on = scene.keeper.opinion, Event(), Event()

    def slow(attempt_id: str) -> Opinion:
        if attempt_id == "take-3":
            asked.set()
            assert go_on.wait(10)
        return opinion(attempt_id)

    monkeypatch.setattr(scene.keeper, "opinion", slow)
    page.show_takes("take-1", "take-3")
    assert asked.wait(10)
    # WHEN a verdict on the first arrives THEN it is seen
    scene.keeper.save_opinion("take-1", Opinion({"access": State.NOT_FOUND}))
    scene.bridge.review_changed.emit("take-1")
    go_on.set()
    read(page)
    assert _standing(page, "access") is State.NOT_FOUND


def test_what_becomes_known_while_both_are_lined_up_is_shown(
    both: ComparePage, scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    def slow(_attempt_id: str) -> None:
        begun.set()
        assert go_on.wait(10)

    monkeypatch.setattr(scene.house.reviewing.lining_up, "begin", slow)
    both.body.notice.pressed.emit()
    qtbot.waitUntil(begun.is_set)
    scene.keeper.save_opinion("take-1", Opinion({"access": State.NOT_FOUND}))
    scene.bridge.review_changed.emit("take-1")
    go_on.set()
    qtbot.waitUntil(lambda: _standing(both, "access") is State.NOT_FOUND)


def test_swapped_twice_in_a_moment_they_stand_as_before(both: ComparePage) -> None:
    both.swap_takes()
    both.swap_takes()
    read(both)
    assert sides(both) == ["take-1", "take-3"]


def test_what_could_not_be_shown_is_not_asked_for_again(both: ComparePage, scene: Scene, qtbot: QtBot) -> None:
    scene.keeper.problem = HistoryProblem("The history could not be read.")
    with qtbot.waitSignal(both.problem_met):
        both.body.heads[RIGHT].choice.activated.emit(1)
    scene.keeper.problem = None
    both.refresh()
    read(both)
    assert sides(both) == ["take-1", "take-3"]


def test_takes_that_are_read_after_the_page_was_left_take_no_focus(
    both: ComparePage, scene: Scene, qtbot: QtBot
) -> None:
    # GIVEN another page in the same window, on which somebody types
    window, elsewhere = QStackedWidget(), QLineEdit()
    qtbot.addWidget(window)
    window.addWidget(both)
    window.addWidget(elsewhere)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    both.show_takes("take-1", "take-3")
    window.setCurrentWidget(elsewhere)
    elsewhere.setFocus()
    read(both)
    assert elsewhere.hasFocus()
    # WHEN that is left again THEN one is where one reads
    window.setCurrentWidget(both)
    read(both)
    assert both.body.items.hasFocus()
    both.setParent(None)


def _standing(page: ComparePage, item_id: str) -> State | None:
    """What stands on the left for an item."""
    sides = {row.compared.item.id: row.compared.first for row in page.body.items.rows()}
    verdict = sides[item_id].verdict if sides[item_id] is not None else None
    return verdict.standing if verdict is not None else None
