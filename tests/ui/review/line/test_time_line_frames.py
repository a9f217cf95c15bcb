"""How little the time line paints: a moving playhead, a scroll, the same review again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Bookmark
from mockinterview.core.review import Lane
from mockinterview.ui.review.line.picture import Picture
from mockinterview.ui.review.line.time_line import TimeLine
from mockinterview.ui.review.line.track import Track
from tests.ui.review.lines import every_state, review_with, with_bookmark

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


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
    for left in reversed(range(10, 1_000, 50)):
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
