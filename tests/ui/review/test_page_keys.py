"""The review's keys: as they are now, on any keyboard, wherever on the page the focus is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from mockinterview.ui import commands
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.page_keys import PageKeys
from tests.ui.review.scenes import Scene

NONE, SHIFT, KEYPAD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


@pytest.fixture(autouse=True)
def table_keys(qapp: object) -> Iterator[None]:
    """The next test begins with the table's keys."""
    yield
    commands.put_keys({})


def pressed(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "") -> list[str]:
    """What the review would do at a key."""
    done: list[str] = []
    names = ("play", "long_jump_back", "jump_back", "next_item", "faster")
    keys = PageKeys({name: (lambda name=name: done.append(name)) for name in names})
    assert keys.press(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) is bool(done)
    return done


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "done"),
    [
        (Qt.Key.Key_Space, NONE, " ", ["play"]),
        (Qt.Key.Key_Less, NONE, "<", ["long_jump_back"]),
        (Qt.Key.Key_Less, SHIFT, "<", ["long_jump_back"]),
        (Qt.Key.Key_Left, SHIFT, "", ["long_jump_back"]),
        (Qt.Key.Key_Left, KEYPAD, "", ["jump_back"]),
        (Qt.Key.Key_N, NONE, "n", ["next_item"]),
        (Qt.Key.Key_N, SHIFT, "N", []),
        (Qt.Key.Key_Shift, SHIFT, "", []),
        (Qt.Key.Key_F12, NONE, "", []),
    ],
)
def test_what_a_key_means(key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, done: list[str]) -> None:
    assert pressed(key, modifiers, text) == done


def test_keys_that_were_changed_hold_at_once(lined_up: ReviewPage, scene: Scene) -> None:
    commands.put_keys({"play": ["O"]})
    lined_up.setFocus()
    QTest.keyClick(lined_up, Qt.Key.Key_Space)
    assert scene.player.plays == []
    QTest.keyClick(lined_up, Qt.Key.Key_O)
    assert len(scene.player.plays) == 1


@pytest.mark.parametrize("place", ["time_line", "checklist", "transport", "words", "speed"])
def test_playing_is_driven_from_wherever_the_focus_is(lined_up: ReviewPage, scene: Scene, place: str) -> None:
    page = lined_up
    focus = {
        "time_line": page.time_line,
        "checklist": page.checklist,
        "transport": page.transport.forward,
        "words": page.pane.view,
        "speed": page.transport.speed,
    }[place]
    focus.setFocus()
    target = focus.focusProxy() or focus
    for key in (Qt.Key.Key_L, Qt.Key.Key_D):
        QTest.keyClick(target, key)
    assert page.replay.loop_begun is not None
    assert len(scene.player.plays) == 1
    QTest.keyClick(target, Qt.Key.Key_BracketRight)
    assert scene.player.rate == 1.1


def test_evidence_is_walked_through_in_time_order(lined_up: ReviewPage) -> None:
    lined_up.setFocus()
    met = []
    for _ in range(4):
        QTest.keyClick(lined_up, Qt.Key.Key_D)
        met.append(lined_up.checklist.item_id)
    assert len(set(met)) > 1
    assert all(met)
