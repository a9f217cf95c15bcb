"""The gallery's pictures of how an answer is played, and of the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.settings import table
from mockinterview.ui.commands import Place
from mockinterview.ui.dialogs.shortcuts import ShortcutSheet
from mockinterview.ui.main_window import MainWindow
from tests.ui.gallery_review import review_lined_up
from tests.ui.stand_ins import Model


def settings_shortcuts(model: Model, window: MainWindow) -> QWidget:
    """Some keys are others than the table's, one is asked for, and one was refused."""
    model.settings.set(table.SHORTCUTS, '{"play":["K","Space"],"slower":[]}')
    window.show_settings_section("shortcuts")
    part = window.page("settings").shortcuts
    part.show_place(Place.REVIEW)
    QTest.qWait(50)
    cap = part.rows["jump_back"].caps[1]
    QTest.mouseClick(cap, Qt.MouseButton.LeftButton)
    QTest.keyClick(cap, Qt.Key.Key_K)
    QTest.mouseClick(part.rows["jump_forward"].caps[1], Qt.MouseButton.LeftButton)
    window.show_settings_section("shortcuts")
    QTest.qWait(50)
    return window


def shortcuts_found(model: Model, window: MainWindow) -> QWidget:
    """The sheet, narrowed down by typing."""
    sheet = ShortcutSheet(window)
    sheet.search.setText("evid")
    return sheet


def transport_full(model: Model, window: MainWindow) -> QWidget:
    """A loop, silences left out, another speed: everything the row can show."""
    model.settings.set(table.SKIP_SILENCES, True)
    model.settings.set(table.REPLAY_RATE, 1.25)
    review_lined_up(model, window)
    window.page("review").replay.set_loop(12_000, 21_000)
    return window


def transport_menu(model: Model, window: MainWindow) -> QWidget:
    """What the row does not show."""
    review_lined_up(model, window)
    transport = window.page("review").transport
    transport.more.click()
    return transport.menu


KEYS = (settings_shortcuts, shortcuts_found, transport_full, transport_menu)
