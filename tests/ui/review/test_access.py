"""What the review owes to people who use the keyboard or a screen reader: Tab leads everywhere, and all is called what it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from mockinterview.ui.look import TARGET
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.beside.side import TABS, TAKES
from mockinterview.ui.review.checklist.quote import Quote
from tests.ui.test_access import CONTROLS, ours

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
    side = lined_up.side
    side.tabs.choose(TAKES)
    found = stops_from(lined_up, lined_up.pane.view)
    assert found[1:5] == [side.takes.list, side.takes.hear, side.takes.open, side.takes.compare]


def test_tab_leads_to_the_tab_that_is_chosen(lined_up: ReviewPage) -> None:
    lined_up.side.tabs.choose(TAKES)
    button = stops_from(lined_up, lined_up.pane.view)[0]
    assert isinstance(button, QAbstractButton)
    assert button.isChecked()


def test_tabs_are_told_as_one_of_several(lined_up: ReviewPage) -> None:
    told = QAccessible.queryAccessibleInterface(lined_up.side.tabs)
    roles = {told.child(tab).role() for tab in range(told.childCount())}
    assert told.childCount() == len(TABS)
    assert roles == {QAccessible.Role.RadioButton}


@pytest.mark.usefixtures("dress")
@pytest.mark.parametrize("tab", range(len(TABS)))
def test_every_control_has_a_name_and_is_large_enough(lined_up: ReviewPage, tab: int) -> None:
    lined_up.checklist.choose("training")
    lined_up.side.tabs.choose(tab)
    lined_up.pane.finding.find_and_replace()
    there = [
        control for kind in CONTROLS for control in lined_up.findChildren(kind) if ours(control) and control.isVisible()
    ]
    assert [control for control in there if not control.accessibleName()] == []
    buttons = (one for one in there if isinstance(one, QAbstractButton))
    small = [
        one for one in buttons if not isinstance(one, Quote) or one.focusPolicy()
    ]  # else all the row is its target
    assert [(one.accessibleName(), one.size()) for one in small if min(one.width(), one.height()) < TARGET] == []
