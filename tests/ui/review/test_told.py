"""What a screen reader is told of what a key has done while the keyboard is elsewhere: nothing that is seen is silent."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from mockinterview.core.coverage import State
from mockinterview.settings import Settings, table
from mockinterview.ui.review import ReviewPage

Key, Alt, Shift = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(lined_up: ReviewPage, announced: list[str]) -> ReviewPage:
    """The focus is on the transport."""
    lined_up.transport.play.setFocus()
    announced.clear()
    return lined_up


def press(page: ReviewPage, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.focusWidget(), key, held)


def test_the_item_that_is_gone_to(page: ReviewPage, announced: list[str]) -> None:
    press(page, Key.Key_N)
    assert announced == [page.checklist.row_of(page.checklist.item_id).spoken]


def test_not_twice_where_the_list_says_it_itself(page: ReviewPage, announced: list[str]) -> None:
    page.checklist.setFocus()
    press(page, Key.Key_N)
    assert page.checklist.item_id
    assert announced == []


def test_a_verdict(page: ReviewPage, announced: list[str]) -> None:
    page.checklist.choose("access")
    name = page.checklist.row_of("access").item.name
    for key in (Key.Key_V, Key.Key_1, Key.Key_0):
        press(page, key)
    assert announced == [
        f"{name}. Program: covered. You: not found, you differ",
        f"{name}. Program: covered. You: covered, the same",
        f"{name}. Program: covered",
    ]


def test_a_rating_how_far_one_is_and_the_item_that_comes_next(
    page: ReviewPage, settings: Settings, announced: list[str]
) -> None:
    press(page, Key.Key_R)
    assert announced == ["Rate yourself first: on"]
    page.checklist.choose("access")
    page.judging.decide("access", State.COVERED)
    assert settings.get(table.RATE_FIRST)
    first, following = page.checklist.row_of("access").item.name, page.checklist.row_of(page.checklist.item_id).spoken
    items = len(page.checklist.rows)
    assert announced[1:] == [f"{first}. You: covered. 1 of {items} rated. {following}"]


def test_evidence_that_is_added_and_taken_away(page: ReviewPage, announced: list[str]) -> None:
    page.checklist.choose("access")
    name = page.checklist.row_of("access").item.name
    page.pane.view.choose_words(0, 1)
    press(page, Key.Key_M)
    words = page.pane.transcript.span_text(0, 1) if page.pane.transcript is not None else ""
    assert announced == [f"Evidence for {name}: {words}"]
    page.judging.unmark("access", 0)
    assert announced[1:] == [f"No evidence for {name} any more: {words}"]


def test_what_the_checklist_is_narrowed_to(page: ReviewPage, announced: list[str]) -> None:
    press(page, Key.Key_1, Alt)
    press(page, Key.Key_1, Alt)
    assert announced[0].startswith("Missing ")
    assert announced[1] == "All items"


def test_how_it_is_played(page: ReviewPage, announced: list[str]) -> None:
    for key in (Key.Key_BracketRight, Key.Key_Right, Key.Key_S, Key.Key_S, Key.Key_L, Key.Key_Escape):
        press(page, key)
    assert announced[:2] == ["Speed 1.1×", "0:02"]
    assert announced[2].startswith("Silences left out: ")
    assert announced[3:] == ["Silences are played", "Loop from 0:02, its end is still to be said", "No loop"]


def test_the_word_one_has_come_to_and_the_evidence_that_begins_there(page: ReviewPage, announced: list[str]) -> None:
    view, review = page.pane.view, page.pane.view.review
    assert review is not None
    assert review.transcript is not None
    words, span = review.transcript.words, review.evidence("access")[0]
    view.setFocus()
    view.go_to(max(0, span.first_word - 1))
    press(page, Key.Key_Right)
    press(page, Key.Key_Right)
    name = page.checklist.row_of("access").item.name
    assert announced[0].startswith(f"{words[span.first_word].text}. Evidence for, {name} (covered)")
    assert announced[1] == words[span.first_word + 1].text
    press(page, Key.Key_Right, Shift)
    assert len(announced) == 2, "what is selected, screen readers say themselves"


def test_the_filters_are_named_when_one_comes_to_them(page: ReviewPage) -> None:
    """What has no role of its own is passed over by screen readers, name and all."""
    found = QAccessible.queryAccessibleInterface(page.side.judged.filters)
    assert found is not None
    assert found.role() == QAccessible.Role.Border


def test_the_time_line_says_where_one_is_after_every_way_there(page: ReviewPage) -> None:
    track = page.time_line.track
    slider = QAccessible.queryAccessibleInterface(track)
    assert slider is not None
    press(page, Key.Key_Right)
    assert slider.valueInterface().currentValue() == 2
    assert slider.text(QAccessible.Text.Description).startswith("0:02 of ")
    slider.valueInterface().setCurrentValue(5)
    assert slider.text(QAccessible.Text.Description).startswith("0:05 of ")
    track.setFocus()
    press(page, Key.Key_Left)
    assert slider.text(QAccessible.Text.Description).startswith("0:03 of ")
