"""A list whose lines are widgets: as tall as their words, the chosen one open, and still a list to whoever does not see it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidgetItem, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.ui.widgets.row_list import RowList
from mockinterview.ui.widgets.text import Label

WORDS = "Says who may see a file, and how the others are kept out of it, and for how long. " * 2


class OneRow(QWidget):
    """Words that break into lines, and a button once it is open."""

    def __init__(self) -> None:
        super().__init__()
        self.deed = QPushButton("Do it")
        self.deed.hide()
        column = QVBoxLayout(self)
        column.addWidget(Label(WORDS))
        column.addWidget(self.deed)

    def open(self, open: bool) -> None:
        self.deed.setVisible(open)

    @property
    def stops(self) -> list[QWidget]:
        return [self.deed]


class Told(RowList):
    """Counts what it is told."""

    def __init__(self) -> None:
        super().__init__((Qt.Key.Key_Space,))
        self.told = 0

    def tell(self) -> None:
        self.told += 1


class Page(QWidget):
    """Hears what the list leaves to it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.heard.append(event.key())


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


@pytest.fixture
def rows(page: Page) -> Told:
    made = Told()
    made.setParent(page)
    made.resize(400, 300)
    made.show()
    made.add_heading("Points", "small")
    for number in range(6):
        made.add_row(OneRow(), f"Row {number}")
    made.fit(made.everything())
    made.executeDelayedItemsLayout()
    return made


def lines(rows: Told) -> list[QListWidgetItem]:
    return rows.everything()[1:]


def row(rows: Told, number: int) -> OneRow:
    widget = rows.itemWidget(lines(rows)[number])
    assert isinstance(widget, OneRow)
    return widget


def choose_nothing(rows: Told) -> None:
    """Qt chooses a line when the list gets the focus."""
    rows.setCurrentRow(-1)
    rows.told = 0


def test_only_the_chosen_row_is_open_and_the_rest_are_lower(rows: Told) -> None:
    choose_nothing(rows)
    rows.step(1)
    assert rows.currentItem() is lines(rows)[0], "a heading cannot be chosen"
    rows.step(1)
    heights = [line.sizeHint().height() for line in lines(rows)]
    assert [row(rows, number).deed.isHidden() for number in range(6)] == [True, False, True, True, True, True]
    assert heights[1] > heights[0] == heights[2]
    assert rows.told == 2


def test_steps_end_at_both_ends_and_leave_out_what_is_hidden(rows: Told) -> None:
    choose_nothing(rows)
    lines(rows)[1].setHidden(True)
    rows.step(1)
    rows.step(1)
    assert rows.currentItem() is lines(rows)[2]
    rows.step(-9)
    assert rows.currentItem() is lines(rows)[0]
    rows.step(9)
    assert rows.currentItem() is lines(rows)[5]


def test_a_line_that_a_screen_reader_selects_is_the_chosen_one(rows: Told) -> None:
    told = QAccessible.queryAccessibleInterface(rows)
    names = [told.child(number).text(QAccessible.Text.Name) for number in range(told.childCount())]
    assert told.selectionInterface().select(told.child(names.index("Row 3")))
    assert rows.currentItem() is lines(rows)[3]
    assert not row(rows, 3).deed.isHidden()


def test_narrower_rows_are_taller_and_never_wider_than_the_list(rows: Told, qtbot: QtBot) -> None:
    before = lines(rows)[0].sizeHint().height()
    rows.resize(250, 300)
    qtbot.waitUntil(lambda: row(rows, 0).geometry().right() <= rows.viewport().width())
    assert lines(rows)[0].sizeHint().height() > before


def test_what_has_the_keyboard_in_a_row_is_in_sight(rows: Told) -> None:
    rows.activateWindow()
    rows.setCurrentItem(lines(rows)[5])
    rows.verticalScrollBar().setValue(0)
    row(rows, 5).deed.setFocus()
    deed = row(rows, 5).deed
    bottom = deed.mapTo(rows.viewport(), deed.rect().bottomLeft()).y()
    assert 0 < bottom <= rows.viewport().height()


def test_keys_of_the_page_are_left_to_it(page: Page, rows: Told) -> None:
    for key in (Qt.Key.Key_V, Qt.Key.Key_Space, Qt.Key.Key_Down):
        QTest.keyClick(rows, key)
    assert page.heard == [Qt.Key.Key_V, Qt.Key.Key_Space]
    assert rows.currentItem() is not None
