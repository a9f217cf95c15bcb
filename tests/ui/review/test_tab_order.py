"""Tab leads through everything on the page, and on: no part of it keeps the focus to itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.side import TAKES

Key = Qt.Key
MOST = 80


def stops_from(page: ReviewPage, first: QWidget) -> list[QWidget]:
    """What Tab goes through, from a widget until that is reached again."""
    first.setFocus()
    found: list[QWidget] = []
    for _ in range(MOST):
        QTest.keyClick(page.focusWidget(), Key.Key_Tab)
        found.append(page.focusWidget())
        if found[-1] is first:
            break
    return found


@pytest.mark.parametrize("item_id", ["", "training"])
def test_tab_goes_through_every_part_and_comes_back(lined_up: ReviewPage, item_id: str) -> None:
    if item_id:
        lined_up.checklist.choose(item_id)
    found = stops_from(lined_up, lined_up.transport.play)
    assert found[-1] is lined_up.transport.play
    parts = (lined_up.header.back, lined_up.pane.view, lined_up.checklist, lined_up.time_line.track)
    places = [found.index(part) for part in parts]
    assert places == sorted(places)


def test_tab_goes_back_the_same_way(lined_up: ReviewPage) -> None:
    lined_up.transport.play.setFocus()
    for _ in range(MOST):
        QTest.keyClick(lined_up.focusWidget(), Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        if lined_up.focusWidget() is lined_up.header.back:
            return
    pytest.fail("the head is never reached")


def test_takes_come_before_what_can_be_done_with_the_chosen_one(lined_up: ReviewPage) -> None:
    lined_up.side.tabs.choose(TAKES)
    takes = lined_up.side.takes
    assert takes.list is not None
    found = stops_from(lined_up, lined_up.transport.play)
    places = [found.index(part) for part in (takes.list, takes.hear, takes.open, takes.compare)]
    assert places == sorted(places)
