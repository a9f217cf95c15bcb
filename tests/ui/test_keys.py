"""Keys the person has changed: read, told of conflicts, and in force at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.settings import Settings, table
from mockinterview.ui import commands
from mockinterview.ui.commands import COMMANDS, Place, keys_of, settled, wished_keys, written_keys
from mockinterview.ui.dialogs.shortcuts import ShortcutSheet
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages.shortcuts_part import WAITING, KeyCap, ShortcutsPart
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.search_field import SearchField


@pytest.fixture(autouse=True)
def table_keys(qapp: object) -> Iterator[None]:
    """The next test begins with the table's keys."""
    yield
    commands.put_keys({})


# ---------------------------------------------------------------- the rules


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "7",
        '{"play": 7}',
        '{"play": "K"}',
        '{"no such command": ["K"]}',
        "[" * 100_000,
        '{"play": [',
    ],
)
def test_what_is_not_understood_counts_for_nothing(text: str) -> None:
    assert settled(wished_keys(text)) == {}


def test_what_is_no_key_is_left_out() -> None:
    assert wished_keys('{"play": ["K", 7, "no key", "Ctrl+K, Ctrl+C", "k", null]}') == {"play": ("K",)}


def test_only_what_differs_is_written() -> None:
    assert written_keys({"play": COMMANDS["play"].keys}) == ""
    assert json.loads(written_keys({"play": ("K",), "loop": ("L",), "faster": ()})) == {"play": ["K"], "faster": []}


def test_what_the_person_wished_goes_before_the_table() -> None:
    """A newer table gives a key to another command: the person's own stays theirs."""
    changed = settled({"faster": ("Space",)})
    assert changed == {"faster": ("Space",), "play": ()}


def test_what_works_everywhere_has_its_keys_everywhere() -> None:
    changed = settled({"toggle_theme": ("L",)})
    assert changed["toggle_theme"] == ("L",)
    assert changed["loop"] == ()
    assert settled({"loop": ("F9",)}) == {"loop": ("F9",), "toggle_sidebar": ()}


KEYS = st.sampled_from([key for command in COMMANDS.values() for key in command.keys] + ["K", "Ctrl+K", "F5"])


@given(st.dictionaries(st.sampled_from(sorted(COMMANDS)), st.lists(KEYS, max_size=3), max_size=12))
def test_no_key_ever_has_two_meanings_in_one_place(wished: dict[str, list[str]]) -> None:
    changed = settled(wished_keys(json.dumps(wished)))
    taken: set[tuple[Place, str]] = set()
    for command in COMMANDS.values():
        for key in changed.get(command.id, command.keys):
            places = list(Place) if command.place is Place.EVERYWHERE else [command.place]
            for place in places:
                assert (place, key) not in taken
            taken.update((place, key) for place in places)
    assert wished_keys(written_keys(changed)) == changed


# ---------------------------------------------------------------- in force at once


class Listener(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heard = 0

    def hear(self) -> None:
        self.heard += 1


def test_a_change_is_in_force_at_once(qtbot: QtBot) -> None:
    owner = Listener()
    qtbot.addWidget(owner)
    commands.bind("faster", owner, owner.hear)
    button = Button("Faster", "forward", key=commands.key_words("faster"))
    field = SearchField("Search", commands.key_words("faster"))
    tipped = QWidget()
    commands.tip(tipped, "Faster ({})", "faster")
    for widget in (button, field, tipped):
        widget.setParent(owner)
    owner.show()
    QTest.qWaitForWindowActive(owner)
    owner.setFocus()
    QTest.keyClick(owner, Qt.Key.Key_BracketRight)
    commands.put_keys({"faster": ["K"]})
    QTest.keyClick(owner, Qt.Key.Key_BracketRight)
    QTest.keyClick(owner, Qt.Key.Key_K)
    assert owner.heard == 2
    assert button.text().endswith("K")
    assert button.accessibleName() == "Faster"
    assert field.placeholderText() == "Search (K)"
    assert tipped.toolTip() == "Faster (K)"
    commands.put_keys({"faster": []})
    QTest.keyClick(owner, Qt.Key.Key_K)
    assert owner.heard == 2
    assert button.text().strip() == "Faster"
    assert field.placeholderText() == "Search"
    assert tipped.toolTip() == "Faster"
    commands.put_keys({})
    assert button.text().endswith("]")


def test_the_window_follows_its_settings(window: MainWindow) -> None:
    window._settings.set(table.SHORTCUTS, '{"show_settings":["F6"]}')
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.current == "settings"


# ---------------------------------------------------------------- changing them


@pytest.fixture
def part(qtbot: QtBot, settings: Settings) -> ShortcutsPart:
    commands.follow_keys(settings)
    made = ShortcutsPart(settings)
    qtbot.addWidget(made)
    made.show_place(Place.REVIEW)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(cap: KeyCap, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Click a key, and press another one instead."""
    QTest.mouseClick(cap, Qt.MouseButton.LeftButton)
    assert WAITING.lower() in cap.accessibleName()
    cap.setFocus()
    QTest.keyClick(cap, key, modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier)


def test_a_key_is_changed_by_pressing_another(part: ShortcutsPart, settings: Settings, tmp_path: Path) -> None:
    press(part.rows["play"].caps[0], Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert keys_of("play") == ("Ctrl+K",)
    assert part.rows["play"].caps[0].text() == "Ctrl+K"
    assert part.rows["play"].reset.isVisible()
    assert wished_keys(Settings(settings._file).get(table.SHORTCUTS)) == {"play": ("Ctrl+K",)}


def test_one_more_key_and_one_less(part: ShortcutsPart) -> None:
    press(part.rows["faster"].caps[-1], Qt.Key.Key_K)
    assert keys_of("faster") == ("]", "K")
    press(part.rows["faster"].caps[0], Qt.Key.Key_Backspace)
    assert keys_of("faster") == ("K",)
    press(part.rows["faster"].caps[0], Qt.Key.Key_Backspace)
    assert keys_of("faster") == ()


def test_a_conflict_is_told_and_nothing_is_changed(part: ShortcutsPart) -> None:
    press(part.rows["faster"].caps[0], Qt.Key.Key_V)
    assert part.told.text == "V already means “Turn the verdict over”. Press another key, or change that one first."
    assert keys_of("faster") == ("]",)
    press(part.rows["faster"].caps[0], Qt.Key.Key_F9)
    assert "F9 already means “Wide or narrow sidebar”, under “Everywhere”." in part.told.text
    for one, below in (("slower", "faster"), ("export", "compare")):  # told where the person looks, in a list of sixty
        press(part.rows[one].caps[0], Qt.Key.Key_F9)
        part.grab()
        assert part.rows[one].y() < part.told.y() < part.rows[below].y()
    press(part.rows["faster"].caps[0], Qt.Key.Key_K)
    assert part.told.isHidden()


def test_the_key_it_has_already_is_no_conflict(part: ShortcutsPart) -> None:
    press(part.rows["jump_back"].caps[0], Qt.Key.Key_Comma)
    assert keys_of("jump_back") == (",",)


def test_esc_and_going_away_leave_it_as_it_is(part: ShortcutsPart) -> None:
    cap = part.rows["faster"].caps[0]
    press(cap, Qt.Key.Key_Escape)
    QTest.mouseClick(cap, Qt.MouseButton.LeftButton)
    part.place.setFocus()
    assert cap.text() == "]"
    QTest.keyClick(cap, Qt.Key.Key_K)
    assert keys_of("faster") == ("]",)


def test_space_can_be_chosen_with_the_keyboard_alone(part: ShortcutsPart) -> None:
    press(part.rows["play"].caps[0], Qt.Key.Key_F5)
    cap = part.rows["faster"].caps[0]
    cap.setFocus()
    QTest.keyClick(cap, Qt.Key.Key_Space)
    assert WAITING.lower() in cap.accessibleName()
    QTest.keyClick(cap, Qt.Key.Key_Space)
    assert keys_of("faster") == ("Space",)
    assert part.rows["faster"].caps[0].hasFocus()


def test_tab_goes_down_the_keys_before_it_leaves_them(qtbot: QtBot, settings: Settings) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    part, below = ShortcutsPart(settings), QLineEdit()
    column.addWidget(part)
    column.addWidget(below)
    commands.follow_keys(settings)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    part.show_place(Place.COMPARING)
    rows = list(part.rows.values())
    qtbot.waitUntil(rows[0].caps[0].isVisible)
    press(rows[0].caps[0], Qt.Key.Key_K)
    part.place.setFocus()
    wanted = [cap for row in rows for cap in row.caps]
    met: list[QWidget | None] = []
    for _ in range(60):
        QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        if page.focusWidget() is below:
            break
        met.append(page.focusWidget())
    met = [widget for widget in met if widget in wanted]
    assert met == wanted


def test_one_and_all_are_put_back(part: ShortcutsPart, settings: Settings) -> None:
    assert not part.reset_all.isEnabled()
    press(part.rows["play"].caps[0], Qt.Key.Key_K)
    press(part.rows["slower"].caps[0], Qt.Key.Key_O)
    part.rows["play"].reset.click()
    assert keys_of("play") == ("Space",)
    assert keys_of("slower") == ("O",)
    part.reset_all.click()
    assert keys_of("slower") == ("[",)
    assert settings.get(table.SHORTCUTS) == ""
    assert not part.reset_all.isEnabled()


# ---------------------------------------------------------------- the sheet


def test_the_sheet_shows_the_keys_that_hold_and_is_searched(qtbot: QtBot) -> None:
    commands.put_keys({"play": ["F5"], "faster": []})
    sheet = ShortcutSheet()
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.search.setText("f5")
    review = sheet._groups[Place.REVIEW]
    assert [words.text() for _, (words, _) in review._lines if words.isVisible()] == ["Play, pause"]
    assert sheet._groups[Place.BIN].isHidden()
    sheet.search.setText("no such thing")
    assert sheet.nothing.isVisible()
    sheet.search.clear()
    assert sheet.nothing.isHidden()
    assert all(group.isVisible() for group in sheet._groups.values())


def test_from_the_sheet_to_changing(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutSheet)
    assert sheet is not None
    sheet.change.click()
    assert window.current == "settings"
    qtbot.waitUntil(lambda: window.findChild(ShortcutSheet) is None)


def test_what_the_sidebar_tells_follows_too(window: MainWindow) -> None:
    window._settings.set(table.SHORTCUTS, '{"show_history":["F6"],"toggle_sidebar":["F7"]}')
    assert window.sidebar.entry("history").toolTip() == "History (F6)"
    assert window.sidebar.fold.toolTip().endswith("(F7)")
