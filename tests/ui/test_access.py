"""What every page owes to people who use the keyboard or a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListView, QPlainTextEdit, QWidget

from mockinterview.ui.look import TARGET
from mockinterview.ui.main_window import MainWindow
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
