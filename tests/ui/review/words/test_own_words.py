"""Typing what one said: the page to type on, what is asked before words are lost, and what the review tells of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import SpeechProblem
from mockinterview.settings import Settings, table
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.words.own_words import KEPT
from mockinterview.ui.review.words.words_dialog import EMPTY, NO_SOUND, WordsDialog
from tests.ui.review.held_store import HeldStore
from tests.ui.review.scenes import Scene, open_attempt, settle, spoken

TEXT = "I kept the files locked.\nNobody else could open them."


@pytest.fixture
def draft(scene: Scene, page: ReviewPage) -> ReviewPage:
    """The page with the draft recogniser's words."""
    scene.write_down("take-3", spoken(draft=True))
    scene.measure("take-3")
    open_attempt(page, "take-3")
    return page


@pytest.fixture
def dialog(draft: ReviewPage, qtbot: QtBot) -> WordsDialog:
    """The page to type on, opened by its key."""
    QTest.keyClick(draft, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    made = draft.own_words.dialog
    assert made is not None
    qtbot.waitExposed(made)
    return made


def words(scene: Scene) -> str:
    transcript = scene.keeper.transcript("take-3")
    assert transcript is not None
    return transcript.text


def test_it_opens_with_the_words_there_are_a_sentence_a_line(dialog: WordsDialog) -> None:
    assert " ".join(dialog.text.split()) == spoken().text
    assert len(dialog.text.splitlines()) == len(spoken().segments)
    assert dialog.count.text() == f"{len(spoken().words)} words"


def test_a_draft_is_offered_for_correction_and_good_words_are_not(draft: ReviewPage, scene: Scene) -> None:
    assert draft.pane.write.isVisible()
    scene.write_down("take-2")
    open_attempt(draft, "take-2")
    assert not draft.pane.write.isVisible()


def test_a_take_without_words_can_be_typed(page: ReviewPage, qtbot: QtBot) -> None:
    open_attempt(page, "take-1")
    assert page.pane.write.isVisible()
    page.pane.write.click()
    made = page.own_words.dialog
    assert made is not None
    assert made.text == ""
    assert made.count.text() == EMPTY
    assert not made.keep.isEnabled()
    made.words.setPlainText("One")
    assert made.count.text() == "One word"
    assert made.keep.isEnabled()
    made.words.clear()
    made.reject()


def test_kept_words_are_there_at_once_get_their_times_and_can_be_taken_back(
    draft: ReviewPage, dialog: WordsDialog, scene: Scene, qtbot: QtBot
) -> None:
    scene.transcriber.hold.clear()
    dialog.words.setPlainText(TEXT)
    QTest.keyClick(dialog.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: draft.own_words.dialog is None)
    assert words(scene) == TEXT.replace("\n", " ")
    notice = draft.pane.own_words
    qtbot.waitUntil(lambda: notice.text.startswith("Your words are here. Finding"))
    scene.transcriber.hold.set()
    qtbot.waitUntil(lambda: notice.text == KEPT and notice.button.isVisible())
    assert not draft.pane.draft.isVisible()
    notice.button.click()
    qtbot.waitUntil(lambda: words(scene) == spoken().text and notice.text == "")


def test_what_was_taken_back_cannot_be_taken_back_twice_while_the_store_is_slow(
    draft: ReviewPage, dialog: WordsDialog, scene: Scene, qtbot: QtBot
) -> None:
    dialog.words.setPlainText(TEXT)
    QTest.keyClick(dialog.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    notice = draft.pane.own_words
    qtbot.waitUntil(lambda: notice.text == KEPT and notice.button.isVisible())
    settle(draft)
    store = HeldStore(scene.keeper)
    store.hold()
    QTest.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    assert not notice.button.isVisible()  # a second click would lead back again
    store.free()
    qtbot.waitUntil(lambda: words(scene) == spoken().text)


def test_the_search_for_times_can_be_stopped(
    draft: ReviewPage, dialog: WordsDialog, scene: Scene, qtbot: QtBot
) -> None:
    scene.transcriber.hold.clear()
    dialog.words.setPlainText(TEXT)
    dialog.keep.click()
    qtbot.waitUntil(lambda: draft.pane.own_words.text.startswith("Your words are here. Finding"))
    draft.pane.own_words.button.click()
    qtbot.waitUntil(lambda: scene.house.reviewing.writing.working("take-3") is None)
    qtbot.waitUntil(lambda: draft.pane.own_words.button.text() == "Undo")
    assert words(scene) == TEXT.replace("\n", " ")


def test_a_search_that_fails_says_so_and_can_be_begun_again(
    draft: ReviewPage, dialog: WordsDialog, scene: Scene, qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("align of attempt .* failed: SpeechProblem")
    scene.transcriber.problem = SpeechProblem("The times of your words could not be found.", "", "Try again.")
    dialog.words.setPlainText(TEXT)
    dialog.keep.click()
    qtbot.waitUntil(lambda: draft.pane.own_words.text.startswith("The times of your words"))
    scene.transcriber.problem = None
    draft.pane.own_words.button.click()
    qtbot.waitUntil(lambda: draft.pane.own_words.text == KEPT)


def test_ones_own_words_take_the_place_of_a_failure(
    page: ReviewPage, scene: Scene, qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("recognise of attempt take-3 failed")
    scene.transcriber.problem = SpeechProblem("The recogniser stopped.", "", "Choose a smaller model.")
    open_attempt(page, "take-3")
    page.wishes.begin()
    qtbot.waitUntil(lambda: page.pane.message.text.startswith("The recogniser stopped."))
    scene.transcriber.problem = None
    scene.house.reviewing.writing.write("take-3", TEXT)
    qtbot.waitUntil(lambda: page.pane.shown == "words")
    assert page.pane.trouble.text == ""


def test_text_without_a_word_is_told_on_the_page_and_nothing_is_lost(
    dialog: WordsDialog, scene: Scene, qtbot: QtBot
) -> None:
    dialog.words.setPlainText("… ?!")
    dialog.keep.click()
    qtbot.waitUntil(lambda: "holds no words" in dialog.trouble.text)
    assert dialog.text == "… ?!"
    assert words(scene) == spoken().text
    dialog.words.setPlainText(dialog._before)
    dialog.reject()


def test_escape_closes_what_was_not_changed(draft: ReviewPage, dialog: WordsDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert draft.own_words.dialog is None


def test_escape_asks_before_words_are_lost(draft: ReviewPage, dialog: WordsDialog, scene: Scene) -> None:
    dialog.words.setPlainText(TEXT)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog._question is not None
    QTest.keyClick(dialog._question, Qt.Key.Key_Escape)
    assert draft.own_words.dialog is dialog
    assert dialog.text == TEXT
    dialog.close()
    assert dialog._question is not None
    dialog._leave.click()
    assert draft.own_words.dialog is None
    assert words(scene) == spoken().text


def test_the_answer_is_heard_while_typing(dialog: WordsDialog, scene: Scene) -> None:
    typed = dialog.text
    QTest.keyClick(dialog.words, Qt.Key.Key_F8)
    assert scene.player.playing
    scene.player.advance(5_000)
    QTest.keyClick(dialog.words, Qt.Key.Key_F7)
    assert scene.player.playing
    assert scene.player.position_ms == 2_000
    QTest.keyClick(dialog.words, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert not scene.player.playing
    assert dialog.text == typed
    QTest.keyClick(dialog.words, Qt.Key.Key_F8)
    dialog.reject()
    assert not scene.player.playing


def test_without_its_sound_one_can_still_type(
    page: ReviewPage, scene: Scene, expect_log: Callable[[str], None]
) -> None:
    expect_log("the sound of attempt take-1 could not be measured")
    scene.shelf.lose_sound("take-1")
    open_attempt(page, "take-1")
    page.own_words.write()
    made = page.own_words.dialog
    assert made is not None
    assert not made.play.isEnabled()
    assert NO_SOUND in [label.text() for label in made.findChildren(type(made.count))]
    QTest.keyClick(made.words, Qt.Key.Key_F8)
    made.reject()


def test_its_size_is_remembered(draft: ReviewPage, dialog: WordsDialog, settings: Settings) -> None:
    dialog.resize(701, 502)
    dialog.reject()
    assert settings.get(table.WORDS_DIALOG_SIZE) == "701x502"
    draft.own_words.write()
    assert draft.own_words.dialog is not None
    assert (draft.own_words.dialog.width(), draft.own_words.dialog.height()) == (701, 502)
    draft.own_words.dialog.reject()


def test_a_file_becomes_the_words(draft: ReviewPage, scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "talk.vtt"
    file.write_text("WEBVTT\n\n00:01.000 --> 00:03.000\nI kept the files locked.\n", "utf-8")
    QTest.keyClick(draft, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    (asking,) = draft.findChildren(QFileDialog)
    asking.fileSelected.emit(str(file))
    asking.close()
    qtbot.waitUntil(lambda: words(scene) == "I kept the files locked.")
    qtbot.waitUntil(lambda: draft.pane.own_words.text == KEPT)


def test_a_file_without_words_is_a_sentence(draft: ReviewPage, scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "empty.srt"
    file.write_bytes(b"")
    with qtbot.waitSignal(draft.problem_met) as told:
        draft.own_words.take_file(str(file))
    assert "empty.srt" in told.args[0].what
    assert words(scene) == spoken().text


def test_the_menu_offers_what_can_be_done(draft: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    menu = draft.own_words.menu
    menu.aboutToShow.emit()
    texts = [action.text().partition("\t")[0] for action in menu.actions() if action.text() and action.isVisible()]
    assert texts == [
        "Recognise again…",
        "Type what you said…",
        "Import a transcript…",
        "Bring back the words of before",
    ]
    assert [action.isEnabled() for action in menu.actions() if action.text() and action.isVisible()] == [
        True,
        True,
        True,
        False,
    ]
    scene.house.reviewing.writing.write("take-3", TEXT)
    qtbot.waitUntil(lambda: scene.house.reviewing.writing.working("take-3") is None)
    settle(draft)
    menu.aboutToShow.emit()
    undo = next(action for action in menu.actions() if action.text().startswith("Bring back the words of before"))
    assert undo.isEnabled()
    undo.trigger()
    qtbot.waitUntil(lambda: words(scene) == spoken().text)


def test_another_take_has_nothing_to_tell(draft: ReviewPage, dialog: WordsDialog, qtbot: QtBot) -> None:
    dialog.words.setPlainText(TEXT)
    dialog.keep.click()
    qtbot.waitUntil(lambda: draft.pane.own_words.text == KEPT)
    open_attempt(draft, "take-1")
    assert draft.pane.own_words.text == ""
