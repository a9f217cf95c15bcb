"""The gallery's pictures of the time line: every state, a row for each item, zoomed with a loop, naming a bookmark, an hour."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Bookmark
from mockinterview.core.review import Lane, Review
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.review.line.time_line import TimeLine
from tests.ui.gallery_history import settled
from tests.ui.gallery_words import review_of
from tests.ui.review.lines import every_state, noise, review_with
from tests.ui.review.scenes import loudness, spoken
from tests.ui.stand_ins import Model


def _shown(model: Model, window: MainWindow, review: Review, *, real: bool = True) -> TimeLine:
    """The review page with the time line of another review."""
    page = review_of(model, window, spoken())
    settled(lambda: bool(page.time_line.marks))
    length = review.attempt.duration_ms
    levels = loudness(spoken(), length) if real else noise(length)
    page.time_line.show_review(review, levels, tuple(Lane))
    page.time_line.select_item("partly")
    page.time_line.show_position(12_300)
    QTest.qWait(30)
    return page.time_line


def line_states(model: Model, window: MainWindow) -> QWidget:
    _shown(model, window, every_state())
    return window


def line_items(model: Model, window: MainWindow) -> QWidget:
    line = _shown(model, window, every_state())
    line.show_items(True)
    return window


def line_zoomed(model: Model, window: MainWindow) -> QWidget:
    line = _shown(model, window, every_state())
    line.show_loop(10_500, 13_800)
    line.track.zoom(3, 200)
    return window


def line_naming(model: Model, window: MainWindow) -> QWidget:
    line = _shown(model, window, every_state())
    line.name_bookmark(9_000)
    return window


def line_menu(model: Model, window: MainWindow) -> QWidget:
    line = _shown(model, window, every_state())
    line.show_loop(1_000, 4_000)
    line.menu.offer(9_000, Bookmark(9_000), looped=True, whole=True)
    return line.menu


def line_long(model: Model, window: MainWindow) -> QWidget:
    """Two hours, forty items."""
    states = list(State)
    spans = {f"item {n}": (states[n % 8], tuple((k, k + 12) for k in range(37 * n, 14_000, 1_433))) for n in range(40)}
    marks = tuple(TakeMark(MarkKind.OVERFLOW, at) for at in range(400_000, 7_000_000, 900_000))
    bookmarks = tuple(Bookmark(at) for at in range(300_000, 7_000_000, 1_100_000))
    line = _shown(model, window, review_with(spans, words=14_400, marks=marks, bookmarks=bookmarks), real=False)
    line.select_item("item 3")
    return window


LINE = (line_states, line_items, line_zoomed, line_naming, line_menu, line_long)
