"""The time line: what is shown where, zoom and scroll, mouse and keyboard, bookmarks, and how little is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QPaintEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Bookmark
from mockinterview.core.review import Lane
from mockinterview.ui.review import time_line as module
from mockinterview.ui.review.time_line import TimeLine
from mockinterview.ui.review.time_line_layout import MOST_ITEM_ROWS, head_height
from mockinterview.ui.review.time_line_picture import Picture
from mockinterview.ui.review.time_line_track import Track
from mockinterview.ui.review.time_line_words import mark_words
from tests.ui.review.lines import every_state, noise, review_with, with_bookmark

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def line(qtbot: QtBot) -> TimeLine:
    """A time line of one minute in which there is everything."""
    made = TimeLine()
    qtbot.addWidget(made)
    made.resize(1_000, 220)
    made.show()
    qtbot.waitExposed(made)
    review = every_state()
    made.show_review(review, noise(review.attempt.duration_ms), tuple(Lane))
    made.resize(1_000, made.sizeHint().height())
    return made


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader would be told."""
    heard: list[str] = []
    monkeypatch.setattr(module, "announce", lambda _place, words: heard.append(words))
    return heard


def emitted(signal: Any) -> list[tuple[Any, ...]]:
    """Everything a signal says from now on."""
    found: list[tuple[Any, ...]] = []
    signal.connect(lambda *values: found.append(values))
    return found


def place(line: TimeLine, at_ms: int, lane: Lane | None = None, item_id: str = "") -> QPoint:
    """Where on the track a time stands, on the wave or in a row."""
    track = line.track
    y = head_height() // 2
    for found in track.layout_of_rows.lines:
        if lane is found.row.lane and item_id in ("", found.row.item_id):
            y = track.layout_of_rows.on_widget(found, track.rows_hidden_above) + 3
            break
    return QPoint(round(track.stretch.x(at_ms)), y)


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
    line.show_loop(0, None)
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


def test_what_ended_the_take_is_seen_whole_at_its_end(line: TimeLine) -> None:
    def inked(at_ms: int) -> int:
        """How many pixels of the row an icon there changes."""
        line.show_review(review_with({}, marks=(TakeMark(MarkKind.DEVICE_LOST, at_ms),)), None, tuple(Lane))
        drawn, top = line.track.grab().toImage(), place(line, 0, Lane.TAKE).y() + 6
        ground = drawn.pixelColor(drawn.width() // 4, top)
        return sum(drawn.pixelColor(x, y) != ground for x in range(drawn.width()) for y in range(top, top + 5))

    assert inked(60_000) > 0.8 * inked(30_000) > 0
    assert inked(0) > 0.8 * inked(30_000)


# ------------------------------------------------------------ bookmarks


def test_b_bookmarks_the_playhead_and_at_a_bookmark_names_it(line: TimeLine, said: list[str]) -> None:
    wished, named = emitted(line.bookmark_wished), emitted(line.bookmark_named)
    line.show_position(30_200)
    line.bookmark_here()
    assert wished == [(30_200,)]
    assert said[-1].startswith("Bookmark at 0:30.")
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


def test_a_bookmark_behind_the_end_is_dropped_by_the_time_it_is_kept_under(line: TimeLine, said: list[str]) -> None:
    dropped = emitted(line.bookmark_dropped)
    line.show_review(with_bookmark(every_state(), Bookmark(99_000)), None, tuple(Lane))
    line.show_position(60_000)
    line.drop_bookmark_here()
    assert dropped == [(99_000,)]
    line.show_position(20_000)
    line.drop_bookmark_here()
    assert dropped == [(99_000,)]
    assert said[-1] == "No bookmark here."


def test_from_bookmark_to_bookmark(line: TimeLine, said: list[str]) -> None:
    sought = emitted(line.seek_requested)
    line.seek_requested.connect(line.show_position)
    for _ in range(3):
        line.next_bookmark()
    line.previous_bookmark()
    assert sought == [(9_000,), (41_000,), (9_000,)]
    assert said == ["0:09. Bookmark: the slip.", "0:41. Bookmark.", "No bookmark after this.", said[0]]


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
    assert sought == [(12_400,), (8_400,), (20_400,), (60_000,), (400,)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_B])
def test_keys_of_the_page_are_left_to_it(line: TimeLine, key: Qt.Key) -> None:
    sought = emitted(line.seek_requested)
    QTest.keyClick(line.track, key)
    assert sought == []
    assert line.track.value() == 0


def test_every_mark_is_reached_and_said(line: TimeLine, said: list[str]) -> None:
    line.seek_requested.connect(line.show_position)
    line.show_position(-1)
    for _ in range(200):
        line.next_mark()
        if said[-1] == "No mark after this.":
            break
    told = " ".join(said)
    for mark in line.marks:
        assert mark_words(mark).rstrip(".") in told
    forwards = said[:-1]
    said.clear()
    while not said or said[-1] != "No mark before this.":
        line.previous_mark()
    assert said[:-1] == forwards[-2::-1]


def test_a_step_back_counts_from_the_mark_while_the_sound_goes_on(line: TimeLine, said: list[str]) -> None:
    sought = emitted(line.seek_requested)
    line.seek_requested.connect(line.show_position)
    line.show_position(40_000)
    line.next_bookmark()
    line.show_position(41_600)
    line.previous_bookmark()
    assert sought == [(41_000,), (9_000,)]


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


# ------------------------------------------------------------ how little is painted


class Strips(QObject):
    """The strips in which a widget was asked to paint."""

    def __init__(self, track: Track) -> None:
        super().__init__(track)
        self.painted: list[list[tuple[int, int]]] = []
        track.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.painted.append([(rect.left(), rect.width()) for rect in event.region()])  # type: ignore[attr-defined]
        return False


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The places of the tiles that are drawn from now on."""
    found: list[int] = []
    paint: Callable[..., None] = Picture.paint

    def counted(self: Picture, painter: Any, left: int, width: int) -> None:
        found.append(left)
        paint(self, painter, left, width)

    monkeypatch.setattr(Picture, "paint", counted)
    return found


def test_a_moving_playhead_repaints_two_strips_and_draws_nothing(
    line: TimeLine, drawn: list[int], qtbot: QtBot
) -> None:
    line.track.grab()
    drawn.clear()
    line.show_position(1_000)
    qtbot.wait(50)
    strips = Strips(line.track)
    line.show_position(40_000)
    qtbot.waitUntil(lambda: len(strips.painted) == 1)
    assert len(strips.painted[0]) == 2
    assert sum(width for _, width in strips.painted[0]) <= 24
    line.show_position(40_010)
    qtbot.wait(50)
    assert len(strips.painted) == 1, "less than a pixel"
    assert drawn == []


def test_scrolling_draws_only_what_comes_into_sight(line: TimeLine, drawn: list[int]) -> None:
    line.track.zoom(20, 0)
    line.track.grab()
    drawn.clear()
    line.track.scroll_to(10)
    line.track.grab()
    assert len(drawn) <= 1
    for left in range(10, 1_000, 50):
        line.track.scroll_to(left)
        line.track.grab()
    assert len(drawn) == len(set(drawn)) <= 5
    drawn.clear()
    for left in range(1_000, 10, -50):
        line.track.scroll_to(left)
        line.track.grab()
    assert drawn == []


def test_the_same_review_again_draws_nothing(line: TimeLine, drawn: list[int]) -> None:
    line.track.grab()
    drawn.clear()
    line.show_review(every_state(), line._levels, tuple(Lane))
    line.track.grab()
    assert drawn == []
    line.show_review(with_bookmark(every_state(), Bookmark(100)), line._levels, tuple(Lane))
    line.track.grab()
    assert drawn != []


def test_a_tile_looks_at_no_mark_far_from_it(line: TimeLine, monkeypatch: pytest.MonkeyPatch) -> None:
    spans = {f"i{n}": (State.COVERED, tuple((k, k + 6) for k in range(10 * n, 9_000, 997))) for n in range(40)}
    line.show_review(review_with(spans, words=9_100), None, tuple(Lane))
    line.track.zoom(100, 0)
    line.track.grab()
    seen: list[int] = []
    between = type(line.track.layout_of_rows.lines[0].row).between

    def counted(self: Any, start: float, end: float) -> Any:
        found = list(between(self, start, end))
        seen.append(len(found))
        return iter(found)

    monkeypatch.setattr(type(line.track.layout_of_rows.lines[0].row), "between", counted)
    line.track.scroll_to(40_000)
    line.track.grab()
    assert 0 < sum(seen) < 120 < len(line.marks)
