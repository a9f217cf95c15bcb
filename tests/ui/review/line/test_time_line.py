"""The time line: what is shown where, zoom and scroll, rows, and the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Bookmark
from mockinterview.core.review import Lane
from mockinterview.settings import Settings, table
from mockinterview.ui import look
from mockinterview.ui.look import theme_of
from mockinterview.ui.review.line.layout import MOST_ITEM_ROWS
from mockinterview.ui.review.line.time_line import TimeLine
from tests.ui.review.lines import emitted, every_state, noise, place, review_with, with_bookmark

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def wheel(line: TimeLine, turned: int, x: float, y: float = 10, keys: Qt.KeyboardModifier = CTRL) -> bool:
    """Turn the wheel over the track; whether it was taken."""
    at = QPointF(x, y)
    event = QWheelEvent(
        at, line.track.mapToGlobal(at), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(line.track, event)
    return event.isAccepted()


# ------------------------------------------------------------ mouse


def test_a_click_goes_there(line: TimeLine) -> None:
    sought = emitted(line.seek_requested)
    QTest.mouseClick(line.track, LEFT, pos=place(line, 20_000))
    assert sought == [(pytest.approx(20_000, abs=60),)]


def test_a_click_on_evidence_chooses_its_item_and_the_next_one_over_it(line: TimeLine) -> None:
    chosen = emitted(line.item_chosen)
    line.show_items(True)
    QTest.mouseClick(line.track, LEFT, pos=place(line, 4_500, Lane.EVIDENCE, "covered"))
    QTest.mouseClick(line.track, LEFT, pos=place(line, 4_500, Lane.PAUSE))
    QTest.mouseClick(line.gutter, LEFT, pos=QPoint(40, place(line, 0, Lane.EVIDENCE, "partly").y()))
    assert chosen == [("covered",), ("partly",)]


def test_a_drag_chooses_a_span_and_a_click_none(line: TimeLine) -> None:
    spans, sought = emitted(line.span_chosen), emitted(line.seek_requested)
    QTest.mousePress(line.track, LEFT, pos=place(line, 30_000))
    QTest.mouseMove(line.track, place(line, 20_000))
    QTest.mouseMove(line.track, place(line, 12_000))
    QTest.mouseRelease(line.track, LEFT, pos=place(line, 12_000))
    assert spans == [(pytest.approx(12_000, abs=60), pytest.approx(30_000, abs=60))]
    assert sought == []


def test_an_end_of_the_loop_is_moved_by_dragging_it(line: TimeLine) -> None:
    line.show_loop(10_000, 20_000)
    spans = emitted(line.span_chosen)
    QTest.mousePress(line.track, LEFT, pos=place(line, 20_000))
    QTest.mouseMove(line.track, place(line, 25_000))
    QTest.mouseRelease(line.track, LEFT, pos=place(line, 25_000))
    assert spans == [(10_000, pytest.approx(25_000, abs=60))]


def test_the_loop_is_seen_until_there_is_none(line: TimeLine) -> None:
    before = line.track.grab().toImage()
    line.show_loop(10_000, 20_000)
    assert line.track.loop == (10_000, 20_000)
    assert line.track.grab().toImage() != before
    line.show_loop(None, None)
    assert line.track.grab().toImage() == before


def test_a_loop_that_is_only_begun_is_seen_too(line: TimeLine) -> None:
    before = line.track.grab().toImage()
    line.show_loop(10_000, None)
    begun = line.track.grab().toImage()
    assert begun != before
    assert line.track.loop is None
    line.show_loop(10_000, 20_000)
    assert line.track.grab().toImage() != begun
    line.show_loop(None, None)
    assert line.track.grab().toImage() == before


def test_what_stands_under_the_pointer_is_named(line: TimeLine) -> None:
    tip = line.track.tip_at
    assert tip(place(line, 26_500, Lane.PAUSE)).splitlines() == ["0:26", "Pause of 2.5 s"]
    assert tip(place(line, 3_700, Lane.FILLER)).splitlines()[1] == "Filler: um"
    assert tip(place(line, 15_200, Lane.FILLER)).splitlines()[1] == "Possibly an um"
    assert tip(place(line, 51_000, Lane.UNCLEAR)).splitlines()[1] == "Something was heard here but not understood"
    assert tip(place(line, 44_000, Lane.TAKE)).splitlines()[1] == "In the recording: 0.7 s missing"
    assert "Bookmark: the slip" in tip(place(line, 9_000))
    on_wave = tip(place(line, 4_600)).splitlines()
    assert on_wave[1:] == ["Evidence for: Covered (covered)", "Evidence for: Over (covered)"]


def test_evidence_the_person_marked_says_so(line: TimeLine) -> None:
    assert "Evidence for: Over (covered), marked by you" in line.track.tip_at(place(line, 36_000)).splitlines()


def test_a_row_that_is_not_wished_is_neither_shown_nor_named(line: TimeLine) -> None:
    height = line.sizeHint().height()
    line.show_review(every_state(), None, (Lane.EVIDENCE, Lane.PAUSE))
    assert [found.row.lane for found in line.track.layout_of_rows.lines] == [Lane.EVIDENCE, Lane.PAUSE]
    assert "um" not in line.track.tip_at(place(line, 3_700))
    assert line.sizeHint().height() < height


# ------------------------------------------------------------ zoom and scroll


def test_ctrl_and_wheel_zoom_around_the_pointer(line: TimeLine) -> None:
    x = round(line.track.stretch.x(40_000))
    for _ in range(4):
        assert wheel(line, 120, x)
    assert line.track.stretch.scale < 60_000 / line.track.width() / 2
    assert line.track.stretch.time(x) == pytest.approx(40_000, abs=60)
    for _ in range(6):
        wheel(line, -120, x)
    assert line.track.stretch.whole


def test_the_wheel_scrolls_only_where_there_is_more(line: TimeLine) -> None:
    none = Qt.KeyboardModifier.NoModifier
    assert not wheel(line, -120, 400, keys=none)
    line.zoom_in()
    before = line.track.stretch.left
    assert wheel(line, -120, 400, keys=none)
    assert line.track.stretch.left > before
    assert line.bar.isVisible()
    assert line.bar.value() == line.track.stretch.left


def test_the_scroll_bar_moves_the_view_and_the_view_the_bar(line: TimeLine) -> None:
    line.zoom_in()
    line.zoom_in()
    line.bar.setValue(line.bar.maximum())
    assert line.track.stretch.left == line.track.stretch.most_left
    assert line.track.stretch.x(60_000) == pytest.approx(line.track.width(), abs=1)
    line.zoom_fit()
    assert line.bar.maximum() == 0
    assert not line.bar.isVisible()


def test_the_tools_are_offered_where_they_can_do_something(line: TimeLine) -> None:
    assert not line.gutter.further.isEnabled()
    while line.gutter.closer.isEnabled():
        line.gutter.closer.click()
    assert line.track.stretch.scale * line.track.width() < 8_000
    line.gutter.further.click()
    assert line.gutter.closer.isEnabled()


def test_the_view_follows_the_playhead_until_the_person_scrolls(line: TimeLine) -> None:
    line.track.zoom(4)
    line.show_position(50_000)
    assert 0 <= line.track.stretch.x(50_000) <= line.track.width()
    line.bar.setValue(0)
    line.show_position(51_000)
    assert line.track.stretch.left == 0
    line.follow_again()
    assert 0 <= line.track.stretch.x(51_000) <= line.track.width()


def test_another_take_is_seen_whole_and_a_change_of_this_one_where_it_was(line: TimeLine) -> None:
    line.track.zoom(5, 300)
    stretch = line.track.stretch
    line.show_review(with_bookmark(every_state(), Bookmark(2_000)), None, tuple(Lane))
    assert line.track.stretch == stretch
    line.show_review(review_with({}, attempt_id="b"), None, tuple(Lane))
    assert line.track.stretch.whole


def test_it_stays_whole_or_where_it_was_in_another_width(line: TimeLine) -> None:
    line.resize(700, line.height())
    assert line.track.stretch.whole
    line.track.zoom(5, 300)
    start = line.track.stretch.time(0)
    line.resize(900, line.height())
    assert line.track.stretch.time(0) == start


# ------------------------------------------------------------ rows


def test_every_item_with_evidence_has_a_row_on_demand(line: TimeLine) -> None:
    packed = line.sizeHint().height()
    toggled = emitted(line.items_toggled)
    line.gutter.items.click()
    rows = [found.row for found in line.track.layout_of_rows.lines if found.row.lane is Lane.EVIDENCE]
    assert [row.item_id for row in rows] == [*(state.value for state in State), "over"]
    assert toggled == [(True,)]
    assert packed < line.sizeHint().height() <= packed + MOST_ITEM_ROWS * 16


def test_many_rows_scroll_and_the_chosen_item_is_in_sight(line: TimeLine) -> None:
    line.show_items(True)
    hidden = line.track.layout_of_rows.hidden
    assert hidden > 0
    line.select_item("over")
    assert line.track.rows_hidden_above == hidden
    y = place(line, 0, Lane.EVIDENCE, "over").y()
    assert line.gutter.line_at(y).row.item_id == "over"
    assert wheel(line, 120, 300, y, Qt.KeyboardModifier.NoModifier)
    assert line.track.rows_hidden_above < hidden
    line.select_item("covered")
    assert line.track.rows_hidden_above == 0


def test_choosing_an_item_emphasises_its_bars_by_their_height(line: TimeLine) -> None:
    line.show_items(True)
    y = place(line, 0, Lane.EVIDENCE, "covered").y() - 3
    x = place(line, 4_500).x()

    def inked() -> int:
        drawn = line.track.grab().toImage()
        bar = line.track.palette()
        assert bar is not None
        return sum(drawn.pixelColor(x, row).lightness() < 120 for row in range(y, y + 15))

    before = inked()
    line.select_item("covered")
    assert inked() > before > 0


def test_among_bars_of_all_items_the_chosen_ones_have_a_frame(line: TimeLine) -> None:
    def inked() -> int:
        drawn, y = line.track.grab().toImage(), place(line, 0, Lane.EVIDENCE).y() - 3
        x, ink = place(line, 30_000).x(), theme_of(line.palette()).colour("text")
        return sum(drawn.pixelColor(x + n, y + row) == ink for n in range(40) for row in range(-1, 18))

    before = inked()
    line.select_item("over")
    assert inked() > before + 40


def test_what_ended_the_take_is_seen_whole_at_its_end(line: TimeLine) -> None:
    def inked(at_ms: int) -> int:
        """How many pixels of the row an icon there changes."""
        line.show_review(review_with({}, marks=(TakeMark(MarkKind.DEVICE_LOST, at_ms),)), None, tuple(Lane))
        drawn, top = line.track.grab().toImage(), place(line, 0, Lane.TAKE).y() + 6
        ground = drawn.pixelColor(drawn.width() // 4, top)
        return sum(drawn.pixelColor(x, y) != ground for x in range(drawn.width()) for y in range(top, top + 5))

    assert inked(60_000) > 0.8 * inked(30_000) > 0
    assert inked(0) > 0.8 * inked(30_000)


def test_its_gutter_takes_no_more_room_than_it_needs_once_it_has_its_style(
    qtbot: QtBot, settings: Settings, dress: look.Look
) -> None:
    # GIVEN a time line that was made and filled before it was ever seen, so without style
    settings.set(table.TEXT_PERCENT, 125)
    page = QWidget()
    qtbot.addWidget(page)
    line = TimeLine()
    QVBoxLayout(page).addWidget(line)
    review = every_state()
    line.show_review(review, noise(review.attempt.duration_ms), tuple(Lane))
    page.resize(1_000, 300)
    # WHEN it is shown
    page.show()
    # THEN what it took for its tools is what they need as they are
    qtbot.waitUntil(lambda: line.gutter.width() == line.gutter.sizeHint().width())
    settings.set(table.TEXT_PERCENT, 100)  # as the next test expects it


def test_names_stay_beside_their_rows_when_the_text_grows(
    line: TimeLine, settings: Settings, dress: look.Look, qtbot: QtBot
) -> None:
    rows = line.track.layout_of_rows.lines
    settings.set(table.TEXT_PERCENT, 150)
    qtbot.waitUntil(lambda: line.track.layout_of_rows.lines[-1].height > rows[-1].height)
    for row in line.track.layout_of_rows.lines:
        named = line.gutter.line_at(row.top + row.height - 1)
        assert named is not None
        assert named.row == row.row
    settings.set(table.TEXT_PERCENT, 100)  # as the next test expects it
