"""The user's verdicts: by key, by button, kept, taken back; and the checklist they are given in."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.core.problems import HistoryProblem
from mockinterview.flow.jobs import JobKind
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.checklist.checklist import Checklist
from tests.ui.review.scenes import Scene, open_attempt


def state_of(page: ReviewPage, item_id: str) -> str:
    """What the row of an item says of its state, as a screen reader hears it."""
    return page.checklist.row_of(item_id).spoken


def press(page: ReviewPage, *keys: Qt.Key) -> None:
    page.checklist.setFocus()
    for key in keys:
        QTest.keyClick(page.checklist, key)


def kept(scene: Scene) -> None:
    """Wait until what was judged is kept."""
    scene.house.jobs.wait_all(JobKind.JUDGE)


def test_one_key_flips_the_verdict_and_both_are_shown(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.checklist.choose("access")
    press(lined_up, Qt.Key.Key_V)
    assert "Program: covered. You: not found, you differ" in state_of(lined_up, "access")
    kept(scene)
    assert scene.keeper.verdicts("take-3") == {"access": State.NOT_FOUND}
    assert "Program: covered. You: not found, you differ" in state_of(lined_up, "access")
    press(lined_up, Qt.Key.Key_V)
    assert "Program: covered. You: covered, the same" in state_of(lined_up, "access")


@pytest.mark.parametrize(
    ("item_id", "key", "state"),
    [
        ("access", Qt.Key.Key_2, State.PARTLY),
        ("access", Qt.Key.Key_3, State.NOT_FOUND),
        ("gossip", Qt.Key.Key_3, State.TRIPPED),
        ("halting", Qt.Key.Key_1, State.CLEAR),
    ],
)
def test_digits_set_a_state(lined_up: ReviewPage, scene: Scene, item_id: str, key: Qt.Key, state: State) -> None:
    lined_up.checklist.choose(item_id)
    press(lined_up, key)
    kept(scene)
    assert scene.keeper.verdicts("take-3") == {item_id: state}


def test_a_digit_without_a_state_does_nothing(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.checklist.choose("halting")
    press(lined_up, Qt.Key.Key_3)
    assert scene.keeper.verdicts("take-3") == {}


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_Backspace])
def test_a_verdict_can_be_taken_back(lined_up: ReviewPage, scene: Scene, key: Qt.Key) -> None:
    lined_up.checklist.choose("digital")
    press(lined_up, Qt.Key.Key_1, key)
    kept(scene)
    assert scene.keeper.verdicts("take-3") == {}
    assert "partly" in state_of(lined_up, "digital")


def test_the_buttons_do_the_same(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    lined_up.checklist.choose("digital")
    details = lined_up.checklist.row_of("digital").details
    assert details is not None
    button = details.choice._buttons[State.COVERED]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    kept(scene)
    assert scene.keeper.verdicts("take-3") == {"digital": State.COVERED}
    assert button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    kept(scene)
    assert scene.keeper.verdicts("take-3") == {}
    assert not button.isChecked()


def test_without_a_chosen_item_or_a_line_up_nothing_is_judged(page: ReviewPage, scene: Scene) -> None:
    scene.write_down("take-3", line_up=False)
    open_attempt(page, "take-3")
    press(page, Qt.Key.Key_V, Qt.Key.Key_1, Qt.Key.Key_0)
    page.checklist.choose("access")
    press(page, Qt.Key.Key_V, Qt.Key.Key_1, Qt.Key.Key_0)
    assert scene.keeper.verdicts("take-3") == {}


def test_a_store_that_is_held_is_not_waited_for(lined_up: ReviewPage, scene: Scene) -> None:
    free = Event()
    scene.house.jobs.start(JobKind.JUDGE, "another", lambda job: free.wait(10))
    lined_up.checklist.choose("access")
    press(lined_up, Qt.Key.Key_V, Qt.Key.Key_V, Qt.Key.Key_2)
    assert "You: partly" in state_of(lined_up, "access")
    assert scene.keeper.verdicts("take-3") == {}
    free.set()
    kept(scene)
    assert scene.keeper.verdicts("take-3") == {"access": State.PARTLY}


def test_a_verdict_that_could_not_be_kept_is_shown_no_more(
    lined_up: ReviewPage, scene: Scene, qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("HistoryProblem")
    lined_up.checklist.choose("access")
    before = state_of(lined_up, "access")
    free = Event()
    scene.house.jobs.start(JobKind.JUDGE, "another", lambda job: free.wait(10))
    press(lined_up, Qt.Key.Key_V)
    assert state_of(lined_up, "access") != before
    scene.keeper.problem = HistoryProblem("The store is locked.", "", "Close the other program.")
    free.set()
    kept(scene)
    scene.keeper.problem = None
    qtbot.waitUntil(lambda: state_of(lined_up, "access") == before)


def test_up_and_down_go_from_item_to_item_over_the_headings(lined_up: ReviewPage) -> None:
    lined_up.checklist.choose("shred")
    press(lined_up, Qt.Key.Key_Down)
    assert lined_up.checklist.item_id == "judgement"
    press(lined_up, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert lined_up.checklist.item_id == "digital"


def test_items_are_reached_from_the_transcript_too(lined_up: ReviewPage) -> None:
    lined_up.pane.view.setFocus()
    QTest.keyClick(lined_up.pane.view, Qt.Key.Key_N)
    QTest.keyClick(lined_up.pane.view, Qt.Key.Key_N)
    QTest.keyClick(lined_up.pane.view, Qt.Key.Key_P)
    assert lined_up.checklist.item_id == "access"


def test_only_the_chosen_row_is_open_and_every_row_is_as_tall_as_its_words(lined_up: ReviewPage) -> None:
    lined_up.checklist.choose("breach")
    assert [row.item.id for row in lined_up.checklist.rows if row.is_open] == ["breach"]
    assert_no_row_is_cut(lined_up.checklist)
    lined_up.resize(960, 640)
    assert_no_row_is_cut(lined_up.checklist)


def assert_no_row_is_cut(checklist: Checklist) -> None:
    checklist.executeDelayedItemsLayout()
    for row in checklist.rows:
        layout = row.layout()
        assert layout is not None
        layout.activate()
        assert row.height() >= row.heightForWidth(row.width())
