"""Bookmarks on the time line, and the way from mark to mark with the keyboard and for screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mockinterview.core.opinion import Bookmark
from mockinterview.core.review import Lane
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.line.time_line import TimeLine
from mockinterview.ui.review.line.wording import mark_words
from tests.ui.review.lines import emitted, every_state, place, review_with, with_bookmark

LEFT = Qt.MouseButton.LeftButton

# ------------------------------------------------------------ bookmarks


def test_b_bookmarks_the_playhead_and_at_a_bookmark_names_it(line: TimeLine, announced: list[str]) -> None:
    wished, named = emitted(line.bookmark_wished), emitted(line.bookmark_named)
    line.show_position(30_200)
    line.bookmark_here()
    assert wished == [(30_200,)]
    assert announced[-1].startswith("Bookmark at 0:30.")
    line.show_review(with_bookmark(every_state(), Bookmark(30_200)), None, tuple(Lane))
    line.bookmark_here()
    assert wished == [(30_200,)]
    assert line.naming.isVisible()
    assert line.naming.hasFocus()
    QTest.keyClicks(line.naming, " The best  part ")
    QTest.keyClick(line.naming, Qt.Key.Key_Return)
    assert named == [(30_200, "The best part")]
    assert line.track.hasFocus()


def test_esc_leaves_the_name_as_it_was(line: TimeLine) -> None:
    named = emitted(line.bookmark_named)
    line.name_bookmark(9_000)
    assert line.naming.text() == "the slip"
    QTest.keyClicks(line.naming, "other")
    QTest.keyClick(line.naming, Qt.Key.Key_Escape)
    assert named == []
    assert not line.naming.isVisible()


def test_a_name_that_was_begun_is_kept_when_one_goes_elsewhere(line: TimeLine) -> None:
    named = emitted(line.bookmark_named)
    line.name_bookmark(41_000)
    QTest.keyClicks(line.naming, "here")
    line.track.setFocus()
    assert named == [(41_000, "here")]


def test_a_double_click_on_a_flag_names_it(line: TimeLine) -> None:
    QTest.mouseDClick(line.track, LEFT, pos=QPoint(place(line, 9_000).x() + 3, 5))
    assert line.naming.isVisible()


def test_a_bookmark_behind_the_end_is_dropped_by_the_time_it_is_kept_under(
    line: TimeLine, announced: list[str]
) -> None:
    dropped = emitted(line.bookmark_dropped)
    line.show_review(with_bookmark(every_state(), Bookmark(99_000)), None, tuple(Lane))
    line.show_position(60_000)
    line.drop_bookmark_here()
    assert dropped == [(99_000,)]
    line.show_position(20_000)
    line.drop_bookmark_here()
    assert dropped == [(99_000,)]
    assert announced[-1] == "No bookmark here."


def test_the_menu_offers_what_can_be_done_at_a_place(line: TimeLine) -> None:
    def open_at(point: QPoint) -> list[str]:
        at = line.track.mapTo(line, point)
        QApplication.sendEvent(line, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, line.mapToGlobal(at)))
        return [action.text().split("\t")[0] for action in line.menu.actions() if action.isVisible() and action.text()]

    wished, dropped, spans = emitted(line.bookmark_wished), emitted(line.bookmark_dropped), emitted(line.span_chosen)
    assert open_at(place(line, 20_000))[0] == "Bookmark 0:20"
    line.menu.bookmark.trigger()
    assert wished == [(pytest.approx(20_000, abs=60),)]
    line.show_loop(1_000, 2_000)
    assert open_at(place(line, 9_000))[:3] == ["Name the bookmark…", "Remove the bookmark", "Stop looping"]
    line.menu.dropping.trigger()
    line.menu.no_loop.trigger()
    assert dropped == [(9_000,)]
    assert spans == [(-1, -1)]
    line.menu.close()


# ------------------------------------------------------------ keyboard and screen reader


def test_the_keyboard_moves_the_playhead(line: TimeLine) -> None:
    sought = emitted(line.seek_requested)
    line.show_position(10_400)
    line.settle()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(line.track, key)
        line.settle()
    assert sought == [(12_400,), (8_400,), (20_400,), (60_000,), (0,)]


def test_while_it_plays_the_keyboard_moves_from_where_it_is(line: TimeLine) -> None:
    """Nothing has settled since it stood at the beginning."""
    sought = emitted(line.seek_requested)
    line.show_position(30_000)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(line.track, key)
    assert sought == [(28_000,), (32_000,), (0,)]


def test_a_shorter_take_is_not_gone_through(line: TimeLine) -> None:
    """The one before stood behind its end."""
    line.show_position(50_000)
    line.settle()
    sought = emitted(line.seek_requested)
    line.show_position(0)
    line.show_review(review_with({}, words=20, attempt_id="b"), None, tuple(Lane))
    assert sought == []
    assert line.track.value() == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_B])
def test_keys_of_the_page_are_left_to_it(line: TimeLine, key: Qt.Key) -> None:
    sought = emitted(line.seek_requested)
    QTest.keyClick(line.track, key)
    assert sought == []
    assert line.track.value() == 0


def test_every_mark_is_reached_and_said(line: TimeLine, announced: list[str]) -> None:
    line.seek_requested.connect(line.show_position)
    line.show_position(-1)
    for _ in range(200):
        line.next_mark()
        if announced[-1] == "No mark after this.":
            break
    told = " ".join(announced)
    for mark in line.marks:
        assert mark_words(mark).rstrip(".") in told
    forwards = announced[:-1]
    announced.clear()
    while not announced or announced[-1] != "No mark before this.":
        line.previous_mark()
    assert announced[:-1] == forwards[-2::-1]


def test_a_step_back_counts_from_the_mark_while_the_sound_goes_on(line: TimeLine, announced: list[str]) -> None:
    sought = emitted(line.seek_requested)
    line.seek_requested.connect(line.show_position)
    line.show_position(26_000)
    line.next_mark()
    line.show_position(sought[0][0] + 900)
    line.previous_mark()
    line.previous_mark()
    assert [at for (at,) in sought] == [28_000, 25_000, 23_500]
    assert announced == [
        "0:28. Evidence for: Tripped (tripped).", "0:25. Pause of 2.5 s.", "0:23. Filler: um."
    ]  # fmt: skip


def test_a_screen_reader_finds_a_slider_with_its_time(line: TimeLine) -> None:
    line.show_position(12_300)
    line.settle()
    found = QAccessible.queryAccessibleInterface(line.track)
    assert found.role() is QAccessible.Role.Slider
    assert found.text(QAccessible.Text.Name) == "Time line"
    described = found.text(QAccessible.Text.Description)
    assert described.startswith("0:12 of 1:00. 11 pieces of evidence, 2 pauses, 3 fillers")
    assert found.valueInterface().currentValue() == 12
    for button in (line.gutter.bookmark, line.gutter.closer, line.gutter.further, line.gutter.items):
        assert button.accessibleName()
        assert min(button.width(), button.height()) >= 32


def test_a_bookmark_is_made_named_and_removed_on_the_page(lined_up: ReviewPage, qtbot: QtBot) -> None:
    def flags() -> list[tuple[int, str]]:
        return [(mark.start_ms, mark.label) for mark in lined_up.time_line.marks if mark.lane is Lane.BOOKMARK]

    lined_up.hearing.seek(10_000)
    QTest.keyClick(lined_up.checklist, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: flags() == [(10_000, "")])
    QTest.keyClick(lined_up.checklist, Qt.Key.Key_B)
    QTest.keyClicks(lined_up.time_line.naming, "b is a letter here")
    QTest.keyClick(lined_up.time_line.naming, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: flags() == [(10_000, "b is a letter here")])
    QTest.keyClick(lined_up.time_line.track, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: flags() == [])


def test_a_drag_on_the_page_loops_what_was_drawn_over(lined_up: ReviewPage) -> None:
    track = lined_up.time_line.track
    for act, at_ms in ((QTest.mousePress, 20_000), (QTest.mouseMove, 24_000), (QTest.mouseRelease, 24_000)):
        point = QPoint(round(track.stretch.x(at_ms)), 30)
        act(track, point) if act is QTest.mouseMove else act(track, LEFT, pos=point)
    assert track.loop == (pytest.approx(20_000, abs=60), pytest.approx(24_000, abs=60))
    lined_up.time_line.menu.no_loop.trigger()
    assert track.loop is None


def test_a_click_on_evidence_chooses_its_item_in_the_checklist(lined_up: ReviewPage) -> None:
    line = lined_up.time_line
    mark = next(mark for mark in line.marks if mark.item_id == "training")
    QTest.mouseClick(line.track, LEFT, pos=place(line, mark.start_ms + 300, Lane.EVIDENCE))
    assert lined_up.checklist.item_id == "training"
