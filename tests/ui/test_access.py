"""What every page owes to people who use the keyboard or a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
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
