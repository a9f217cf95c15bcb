"""Correcting, finding and marking words on the whole page: kept, undone, heard, and all by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.settings import Settings, table
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.words.word_wishes import Deed, Wish
from tests.ui.review.scenes import Scene, settle, spoken

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key
WORDS = [word.text for word in spoken().words]


def texts(page: ReviewPage) -> list[str]:
    assert page.pane.transcript is not None
    return [word.text for word in page.pane.transcript.words]


def press(page: ReviewPage, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    where = page.focusWidget() or page
    QTest.keyClick(where, key, modifiers)


def kept(scene: Scene) -> list[str]:
    transcript = scene.keeper.transcript("take-3")
    return [word.text for word in transcript.words] if transcript is not None else []


def test_a_word_is_corrected_kept_and_brought_back_with_the_keyboard_alone(
    qtbot: QtBot, lined_up: ReviewPage, scene: Scene
) -> None:
    view = lined_up.pane.view
    view.setFocus()
    view.go_to(4)
    press(lined_up, Key.Key_F2)
    field = lined_up.pane.correcting.field
    assert field.open
    QTest.keyClicks(field.box, "position")
    press(lined_up, Key.Key_Return)
    assert texts(lined_up)[4] == "position"
    assert lined_up.pane.transcript is not None
    assert lined_up.pane.transcript.words[4].start_ms == spoken().words[4].start_ms
    qtbot.waitUntil(lambda: kept(scene)[4] == "position")
    assert view.hasFocus()
    press(lined_up, Key.Key_Z, CTRL)
    assert texts(lined_up) == WORDS
    qtbot.waitUntil(lambda: kept(scene) == WORDS)
    settle(lined_up)


def test_f2_elsewhere_on_the_page_corrects_the_word_that_is_heard(lined_up: ReviewPage) -> None:
    lined_up.hearing.play_word(12)
    lined_up.checklist.setFocus()
    press(lined_up, Key.Key_F2)
    assert lined_up.pane.correcting.field.box.text() == WORDS[12]
    press(lined_up, Key.Key_Escape)


def test_replacing_everywhere_is_one_step_back(qtbot: QtBot, lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.transport.play.setFocus()
    press(lined_up, Key.Key_H, CTRL)
    bar = lined_up.pane.find_bar
    assert bar.isVisible()
    bar.field.setText("people")
    bar.instead.setText("colleagues")
    bar.replace_all.click()
    assert texts(lined_up).count("colleagues") == 3
    press(lined_up, Key.Key_Escape)
    press(lined_up, Key.Key_Z, CTRL)
    assert texts(lined_up) == WORDS
    qtbot.waitUntil(lambda: kept(scene) == WORDS)
    settle(lined_up)


def test_find_next_works_from_anywhere(lined_up: ReviewPage) -> None:
    press(lined_up, Key.Key_F, CTRL)
    bar = lined_up.pane.find_bar
    QTest.keyClicks(bar.field, "people")
    assert bar.count.text() == "1 of 3"
    lined_up.checklist.setFocus()
    press(lined_up, Key.Key_F3)
    assert bar.count.text() == "2 of 3"


def test_words_are_marked_as_evidence_from_their_menu_and_shown_as_the_persons_own(
    qtbot: QtBot, lined_up: ReviewPage
) -> None:
    view = lined_up.pane.view
    view.setFocus()
    view.choose_words(3, 6)
    lined_up.pane.offering.offer_items()
    menu = lined_up.pane.offering.menu
    assert menu is not None
    menu.wishes[Wish(Deed.MARK, "shred")].trigger()
    menu.close()
    assert "shred" in view.item_ids_at(4)
    assert "marked by you" in view.tip_at(4)
    assert view.review is not None
    verdict = view.review.verdict("shred")
    assert verdict is not None
    assert verdict.standing is State.COVERED
    press(lined_up, Key.Key_Z, CTRL)
    assert "shred" not in view.item_ids_at(4)
    settle(lined_up)


def test_a_selection_is_looped_and_played_exactly(lined_up: ReviewPage, scene: Scene) -> None:
    view = lined_up.pane.view
    view.setFocus()
    view.choose_words(8, 10)
    lined_up.pane.offering.play()
    words = spoken().words
    assert scene.player.plays[-1] == (words[8].start_ms - 300, words[10].end_ms)


def test_marks_of_unsure_words_follow_the_setting(lined_up: ReviewPage, settings: Settings) -> None:
    view = lined_up.pane.view
    unsure = next(index for index, word in enumerate(spoken().words) if word.confidence == 0.2)

    def marked() -> bool:
        cursor = view.textCursor()
        cursor.setPosition(view.reading.starts[unsure] + 1)
        format = cursor.charFormat()
        return format.underlineStyle() is format.UnderlineStyle.DotLine

    assert marked()
    settings.set(table.SHOW_UNSURE_WORDS, False)
    lined_up.refresh()
    settle(lined_up)
    assert not marked()


def test_the_recognisers_words_come_back_from_the_head_of_the_page(qtbot: QtBot, lined_up: ReviewPage) -> None:
    menu = lined_up.own_words.menu
    original = next(action for action in menu.actions() if action.text().startswith("Bring back the recogniser"))
    menu.aboutToShow.emit()
    assert not original.isVisible()
    view = lined_up.pane.view
    view.setFocus()
    view.choose_words(3, 6)
    press(lined_up, Key.Key_Delete)
    assert texts(lined_up) == WORDS[:3] + WORDS[7:]
    lined_up.refresh()
    settle(lined_up)
    menu.aboutToShow.emit()
    assert original.isVisible()
    original.trigger()
    assert texts(lined_up) == WORDS
    settle(lined_up)


def test_esc_puts_away_what_is_open_on_the_page_wherever_the_focus_is(qtbot: QtBot, lined_up: ReviewPage) -> None:
    leave = QShortcut(QKeySequence(Key.Key_Escape), lined_up)
    pane = lined_up.pane
    press(lined_up, Key.Key_F, CTRL)
    pane.view.choose_words(3, 6)
    lined_up.transport.play.setFocus()
    press(lined_up, Key.Key_Escape)
    assert pane.view.selected_words is None
    assert pane.find_bar.isVisible()
    lined_up.transport.play.setFocus()
    press(lined_up, Key.Key_Escape)
    assert not pane.find_bar.isVisible()
    lined_up.transport.play.setFocus()
    with qtbot.waitSignal(leave.activated):
        press(lined_up, Key.Key_Escape)
