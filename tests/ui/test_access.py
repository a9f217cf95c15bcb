"""What every page owes to people who use the keyboard or a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListView, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.ui.commands import COMMANDS
from mockinterview.ui.dialogs.shortcuts import ShortcutSheet
from mockinterview.ui.look import TARGET
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.page_makers import (
    BIN,
    COMPARE,
    EDITOR,
    HISTORY,
    IMPORT,
    QUESTIONS,
    REHEARSE,
    REVIEW,
    SETTINGS,
    TITLES,
)
from mockinterview.ui.pages.shortcuts_part import KeyCap
from mockinterview.ui.widgets.segments import Segments
from tests.fakes.fake_banks import LIGHTHOUSE

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QListView, QPlainTextEdit)
PAGES = pytest.mark.parametrize("name", ["questions", "history", "bin", "settings", "rehearse", "import", "editor"])
DEEDS = {"import": "paste_page", "editor": "edit_question"}


def open_page(window: MainWindow, name: str) -> QWidget:
    if name == "rehearse":
        window.rehearse(LIGHTHOUSE.id)
    elif name in DEEDS:
        window.page("questions").deed_wished.emit(DEEDS[name], [LIGHTHOUSE.id])
    else:
        getattr(window, f"show_{name}")()
    return window


def ours(widget: QWidget) -> bool:
    """Not a part that Qt put into a control (the search field's clear button)."""
    return not isinstance(widget.parent(), (QLineEdit, QComboBox)) and widget.objectName() != "qt_scrollarea_viewport"


@PAGES
def test_every_control_has_a_name(window: MainWindow, name: str) -> None:
    open_page(window, name)
    nameless = [
        control
        for kind in CONTROLS
        for control in window.findChildren(kind)
        if ours(control)
        and control.isVisible()
        and not control.accessibleName()
        and not control.window().objectName().startswith("QComboBoxPrivate")
    ]
    assert nameless == []


@PAGES
def test_targets_are_large_enough(window: MainWindow, name: str) -> None:
    open_page(window, name)
    small = [
        (button.accessibleName(), button.size())
        for button in window.findChildren(QAbstractButton)
        if ours(button) and button.isVisible() and min(button.width(), button.height()) < TARGET
    ]
    assert small == []


@PAGES
def test_every_control_can_be_reached_with_tab(window: MainWindow, name: str) -> None:
    open_page(window, name)
    for button in window.findChildren(QAbstractButton):
        in_tabs = isinstance(
            button.parent(), Segments
        )  # Tab reaches the chosen one, the arrows the others, as in every tab bar
        if ours(button) and button.isVisible() and button.isEnabled() and not (in_tabs and not button.isChecked()):
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, button.accessibleName()


@PAGES
def test_no_label_guesses_rich_text(window: MainWindow, name: str) -> None:
    open_page(window, name)
    assert {label.textFormat() for label in window.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


# ---------------------------------------------------------------- what a screen reader is told


def heard(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


@PAGES
def test_every_drop_down_list_says_what_is_chosen_in_it(window: MainWindow, name: str) -> None:
    """Qt calls it by what is chosen, on Linux: what it is for is told by a label beside it."""
    open_page(window, name)
    lists = [one for one in window.findChildren(QComboBox) if one.isVisible()]
    for one in lists:
        labels = heard(one).relations(QAccessible.RelationFlag.Label)
        assert [label.text(QAccessible.Text.Name) for label, _ in labels] == [one.accessibleName()]
    assert lists or name not in ("questions", "history", "settings")


@PAGES
def test_nothing_is_said_twice(window: MainWindow, name: str) -> None:
    open_page(window, name)
    for button in window.findChildren(QAbstractButton):
        if ours(button) and button.isVisible():
            words = heard(button).text(QAccessible.Text.Name)
            more = heard(button).text(QAccessible.Text.Description)
            assert not more.startswith(f"{words} ("), words


@PAGES
def test_nothing_is_called_a_layered_pane(window: MainWindow, name: str) -> None:
    """Screen readers say so at every step into one."""
    open_page(window, name)
    panes = [one for one in window.findChildren(QWidget) if heard(one).role() == QAccessible.Role.LayeredPane]
    assert panes == []


def test_the_pages_in_the_sidebar_are_told_as_one_of_several(window: MainWindow) -> None:
    entries = [window.sidebar.entry(name) for name in ("questions", "history", "settings")]
    assert {heard(entry).role() for entry in entries} == {QAccessible.Role.RadioButton}
    for name in ("history", "questions"):
        getattr(window, f"show_{name}")()
        assert [bool(heard(entry).state().checked) for entry in entries] == [
            name == "questions",
            name == "history",
            False,
        ]
    window.sidebar.mark("")
    assert not any(entry.isChecked() for entry in entries)


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Right])
def test_arrows_in_the_sidebar_press_nothing(window: MainWindow, key: Qt.Key) -> None:
    window.show_questions()
    here, there = window.sidebar.entry("questions"), window.sidebar.entry("history")
    here.setFocus()
    QTest.keyClick(here, key)
    assert window.focusWidget() is there
    assert window.current == "questions"


def test_the_window_is_called_by_its_page(window: MainWindow) -> None:
    """Screen readers say so when it changes: the focus alone does not tell where one has come to."""
    assert window.windowTitle() == "Questions – Mock Interview"
    window.show_settings()
    assert window.windowTitle() == "Settings – Mock Interview"
    assert set(TITLES) == {QUESTIONS, HISTORY, SETTINGS, REHEARSE, REVIEW, IMPORT, EDITOR, BIN, COMPARE}


def test_a_key_that_can_be_changed_is_a_button(window: MainWindow) -> None:
    window.show_settings()
    cap = window.findChildren(KeyCap)[0]
    assert heard(cap).role() == QAccessible.Role.Button
    cap.click()
    assert "press a key" in heard(cap).text(QAccessible.Text.Name)
    cap.click()
    assert heard(cap).role() == QAccessible.Role.Button


def test_the_shortcut_sheet_is_read_line_by_line_and_not_all_at_once(qtbot: QtBot) -> None:
    sheet = ShortcutSheet()
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitExposed(sheet)
    lines: list[str] = []
    for key in [Qt.Key.Key_Down] * 3 + [Qt.Key.Key_Up] * 3:
        QTest.keyClick(sheet.focusWidget(), key)
        lines.append(heard(sheet.focusWidget()).text(QAccessible.Text.Name))
    assert lines[0].startswith("Play, pause: ")
    assert lines[3:] == [lines[1], lines[0], "Search commands and keys"]
    words = [one for one in sheet.findChildren(QLabel) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert len(words) == len(COMMANDS)
    assert all(heard(one).relations(QAccessible.RelationFlag.Labelled) for one in words), "a label of something else"
