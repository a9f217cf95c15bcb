"""A take that is shown before its sound is found: what is wished for meanwhile, and where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.ui.review import ReviewPage
from tests.ui.review.scenes import Scene, open_attempt, settle


def show_without_sound(page: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    """The page in front, with a take whose sound cannot be reached yet."""
    scene.write_down("take-3")
    page.activateWindow()
    qtbot.waitActive(page)
    scene.shelf.reachable.clear()
    page.show_attempt("take-3")
    qtbot.waitUntil(page.checklist.hasFocus)


def test_what_is_heard_goes_on_when_the_take_is_asked_for_once_more(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.hearing.play_word(5)
    open_attempt(lined_up, "take-3")
    assert scene.player.playing


def test_the_keyboard_is_with_play_once_the_sound_is_there_and_nothing_is_chosen(
    page: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    show_without_sound(page, scene, qtbot)
    assert page.checklist.item_id == ""
    scene.shelf.reachable.set()
    settle(page)
    assert page.transport.play.hasFocus()
    assert page.checklist.item_id == ""


def test_who_uses_the_checklist_before_the_sound_is_found_is_not_taken_elsewhere(
    page: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    show_without_sound(page, scene, qtbot)
    QTest.keyClick(page.checklist, Qt.Key.Key_Down)
    scene.shelf.reachable.set()
    settle(page)
    assert page.transport.play.isEnabled()
    assert page.checklist.hasFocus()


def test_who_has_left_the_page_for_something_beside_it_is_not_called_back(
    page: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    window, beside = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.addWidget(beside)
    row.addWidget(page)
    window.show()
    scene.write_down("take-3")
    scene.shelf.reachable.clear()
    page.show_attempt("take-3")
    qtbot.waitUntil(lambda: window.focusWidget() is page.checklist)
    beside.setFocus()
    scene.shelf.reachable.set()
    settle(page)
    assert page.transport.play.isEnabled()
    assert window.focusWidget() is beside
    page.setParent(None)


def test_a_word_clicked_before_its_sound_is_found_is_heard_once_it_is(
    page: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    scene.write_down("take-3")
    scene.shelf.reachable.clear()
    page.show_attempt("take-3")
    view = page.pane.view
    qtbot.waitUntil(lambda: view.count > 5)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.word_rect(5).center())
    assert not scene.player.plays
    scene.shelf.reachable.set()
    settle(page)
    assert page.pane.transcript is not None
    assert scene.player.plays == [(page.pane.transcript.words[5].start_ms, None)]
    assert view.current_word == 5
