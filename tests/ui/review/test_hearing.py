"""Position <-> word <-> item: every way from one to the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import TakeProblem
from mockinterview.core.review import LEAD_IN_MS
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.export import ExportDialog
from tests.ui.review.scenes import Scene, found, open_attempt, spoken

WORDS = spoken()


def times(phrase: str) -> tuple[int, int]:
    """From when to when a phrase is played."""
    span = found(WORDS, phrase)
    assert span is not None
    return WORDS.words[span.first_word].start_ms - LEAD_IN_MS, WORDS.words[span.last_word].end_ms


def click_word(page: ReviewPage, word: int) -> None:
    view = page.pane.view
    view.show_word(word)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.word_rect(word).center())


def test_a_plain_click_on_a_word_plays_from_it(lined_up: ReviewPage, scene: Scene) -> None:
    click_word(lined_up, 20)
    assert scene.player.plays == [(WORDS.words[20].start_ms, None)]
    assert scene.player.audio is not None


@pytest.mark.parametrize("word", [0, 37, 60, len(WORDS.words) - 1])
def test_every_word_is_found_where_it_is_drawn(lined_up: ReviewPage, word: int) -> None:
    view = lined_up.pane.view
    view.show_word(word)
    rect = view.word_rect(word)
    for x in (rect.left() + 1, rect.center().x(), rect.right() - 1):
        assert view.word_at(QPoint(x, rect.center().y())) == word


def test_a_click_beside_the_text_plays_nothing(lined_up: ReviewPage, scene: Scene) -> None:
    view = lined_up.pane.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(view.viewport().width() - 2, 2))
    assert scene.player.plays == []


def test_marking_words_to_copy_plays_nothing(lined_up: ReviewPage, scene: Scene) -> None:
    view = lined_up.pane.view
    start, end = view.word_rect(2).center(), view.word_rect(6).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert view.textCursor().hasSelection()
    assert scene.player.plays == []


def test_the_caret_goes_by_word_and_enter_plays_from_there(lined_up: ReviewPage, scene: Scene) -> None:
    view = lined_up.pane.view
    view.setFocus()
    for _ in range(4):
        QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert scene.player.plays == [(WORDS.words[3].start_ms, None)]


def test_shift_marks_by_word(lined_up: ReviewPage) -> None:
    view = lined_up.pane.view
    view.setFocus()
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.textCursor().selectedText() == "Um, in "


def test_the_mark_follows_the_sound(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.hearing.play_word(10)
    assert lined_up.pane.view.current_word == 10
    scene.player.advance(WORDS.words[12].start_ms - WORDS.words[10].start_ms)
    assert lined_up.pane.view.current_word == 12
    assert len(lined_up.pane.view.extraSelections()) == 1
    assert lined_up.transport.time.text().endswith("/ 0:51")


def test_the_text_follows_the_sound_until_the_reader_scrolls(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.resize(900, 600)
    view = lined_up.pane.view
    last = len(WORDS.words) - 3
    lined_up.hearing.play_word(5)
    scene.player.advance(WORDS.words[last].start_ms)
    assert view.verticalScrollBar().value() > 0
    view.verticalScrollBar().triggerAction(view.verticalScrollBar().SliderAction.SliderToMinimum)
    scene.player.advance(400)
    assert view.verticalScrollBar().value() == 0
    lined_up.hearing.seek(WORDS.words[last].start_ms)
    assert view.verticalScrollBar().value() > 0


def test_choosing_an_item_lights_it_and_enter_plays_its_evidence_in_turn(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.checklist.setFocus()
    lined_up.checklist.choose("access")
    first, second = times("only people who worked on a matter"), times("access to be taken away")
    for _ in range(3):
        QTest.keyClick(lined_up.checklist, Qt.Key.Key_Return)
    assert scene.player.plays == [first, second, first]


def test_evidence_stops_at_its_end(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.hearing.hear("training", 0)
    scene.player.advance(60_000)
    assert not scene.player.playing
    assert scene.player.position_ms == times("I ran a short course for the new people")[1]


def test_a_quote_plays_its_words_on_one_click(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    row = lined_up.checklist.row_of("breach")
    qtbot.mouseClick(row.quotes[0], Qt.MouseButton.LeftButton)
    assert lined_up.checklist.item_id == "breach"
    assert scene.player.plays[0][0] == times("I rang them within ten minutes")[0]


def test_choosing_lights_only_that_items_words(lined_up: ReviewPage) -> None:
    view = lined_up.pane.view
    span = found(WORDS, "I ran a short course for the new people")
    assert span is not None

    def lit(word: int) -> bool:
        cursor = view.textCursor()
        cursor.setPosition(view.reading.starts[word] + 1)
        brush = cursor.charFormat().background()
        return brush.style() is not Qt.BrushStyle.NoBrush and brush.color().alpha() > 0

    assert not lit(span.first_word)
    lined_up.checklist.choose("training")
    assert lit(span.first_word)
    assert lit(span.last_word)
    assert not lit(span.first_word - 1)
    lined_up.checklist.choose("")
    assert not lit(span.first_word)


def test_hovering_names_the_items_as_plain_text(lined_up: ReviewPage) -> None:
    span = found(WORDS, "access to be taken away")
    assert span is not None
    words = lined_up.pane.view.tip_at(span.first_word)
    assert words.splitlines() == [
        "Evidence for",
        "Limiting access (covered)",
        "Care with files on the computer (partly)",
    ]


def test_a_word_that_was_hard_to_hear_says_so(lined_up: ReviewPage) -> None:
    unsure = next(index for index, word in enumerate(WORDS.words) if word.confidence == 0.2)
    assert "unsure" in lined_up.pane.view.tip_at(unsure)


@pytest.mark.parametrize(
    ("key", "position"), [(Qt.Key.Key_Comma, 8_000), (Qt.Key.Key_Period, 12_000), (Qt.Key.Key_Left, 8_000)]
)
def test_back_and_forward_from_anywhere(lined_up: ReviewPage, scene: Scene, key: Qt.Key, position: int) -> None:
    for widget in (lined_up.checklist, lined_up.transport.play):
        lined_up.hearing.seek(10_000)
        widget.setFocus()
        QTest.keyClick(widget, key)
        assert scene.player.position_ms == position


def test_the_checklist_is_walked_and_judged_from_anywhere(lined_up: ReviewPage) -> None:
    stops = (lined_up.transport.play, lined_up.transport.speed, lined_up.header.take, lined_up.header.export)
    for widget in stops:
        widget.setFocus()
        lined_up.checklist.choose("access")
        QTest.keyClick(widget, Qt.Key.Key_N)
        assert lined_up.checklist.item_id == "breach"
        QTest.keyClick(widget, Qt.Key.Key_3)
        assert "You: not found" in lined_up.checklist.row_of("breach").spoken
        QTest.keyClick(widget, Qt.Key.Key_0)
    assert lined_up.transport.speed.currentText() == "1×"


def test_the_first_press_of_down_chooses_the_first_item(lined_up: ReviewPage) -> None:
    QTest.keyClick(lined_up.transport.play, Qt.Key.Key_Down)
    assert lined_up.checklist.item_id == "access"
    assert lined_up.transport.play.hasFocus()


def test_export_and_record_again_from_within_the_text(lined_up: ReviewPage, qtbot: QtBot) -> None:
    lined_up.pane.view.setFocus()
    with qtbot.waitSignal(lined_up.retake_requested):
        QTest.keyClick(lined_up.pane.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(lined_up.pane.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert lined_up.findChild(ExportDialog) is not None


def test_copying_stays_with_the_text(lined_up: ReviewPage) -> None:
    view = lined_up.pane.view
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.textCursor().selection().toPlainText() == view.toPlainText()


def test_space_plays_and_pauses_from_text_and_checklist(lined_up: ReviewPage, scene: Scene) -> None:
    for widget in (lined_up.pane.view, lined_up.checklist):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Space)
        assert scene.player.playing
        assert lined_up.transport.play.accessibleName() == "Pause"
        QTest.keyClick(widget, Qt.Key.Key_Space)
        assert not scene.player.playing


def test_at_the_end_play_begins_again(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.transport.toggle()
    scene.player.advance(600_000)
    assert not scene.player.playing
    lined_up.transport.toggle()
    assert scene.player.plays[-1] == (0, None)


def test_speed_goes_step_by_step_and_holds_for_the_next_take(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.setFocus()
    QTest.keyClick(lined_up, Qt.Key.Key_BracketRight)
    assert scene.player.rate == 1.1
    scene.player.rate = 1.0
    open_attempt(lined_up, "take-2")
    lined_up.transport.toggle()
    assert scene.player.rate == 1.1


def test_the_player_is_made_once_and_lets_go_when_the_page_is_left(
    lined_up: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: scene.player.audio is not None)
    lined_up.hearing.seek(9_000)
    lined_up.hide()
    assert scene.player.audio is None
    lined_up.show()
    lined_up.transport.toggle()
    assert scene.player.plays == [(9_000, None)]
    assert scene.players == 1


def test_no_player_is_made_for_a_take_without_sound(
    scene: Scene, page: ReviewPage, expect_log: Callable[[str], None]
) -> None:
    expect_log("could not be measured")
    scene.write_down("take-1")
    scene.shelf.lose_sound("take-1")
    open_attempt(page, "take-1")
    page.hearing.play_word(3)
    page.transport.toggle()
    assert scene.players == 0
    assert "missing" in page.no_sound.text
    assert not page.transport.play.isEnabled()


def test_a_sound_that_breaks_is_told_on_the_page(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.transport.toggle()
    scene.player.fail(TakeProblem("The sound cannot be played.", "", "Record the answer again."))
    assert lined_up.no_sound.text == "The sound cannot be played. Record the answer again."


def test_a_click_on_the_time_line_goes_there(lined_up: ReviewPage, scene: Scene) -> None:
    track = lined_up.time_line.track
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(round(track.stretch.x(20_000)), 20))
    assert abs(scene.player.position_ms - 20_000) < 100
    assert lined_up.pane.view.current_word == WORDS.word_at(scene.player.position_ms)


def test_the_keyboard_moves_on_the_time_line(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.hearing.seek(10_000)
    lined_up.time_line.settle()
    lined_up.time_line.track.setFocus()
    QTest.keyClick(lined_up.time_line.track, Qt.Key.Key_Right)
    assert scene.player.position_ms == 12_000
