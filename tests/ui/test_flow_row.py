"""A row of widgets that goes on in the next line."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.ui.widgets.flow_row import FlowRow


def a_row(qtbot: QtBot, buttons: int) -> tuple[QWidget, FlowRow, list[QPushButton]]:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = FlowRow(holder, 4)
    made = [QPushButton(f"Button {number}") for number in range(buttons)]
    for button in made:
        button.setFixedSize(100, 30)
        row.addWidget(button)
    return holder, row, made


def test_it_breaks_where_there_is_no_room_and_says_how_tall_it_is(qtbot: QtBot) -> None:
    holder, row, buttons = a_row(qtbot, 3)
    assert row.heightForWidth(312) == 30
    assert row.heightForWidth(308) == 30
    assert row.heightForWidth(307) == 64
    assert row.heightForWidth(90) == 98
    holder.resize(210, 100)
    holder.show()
    assert [(button.x(), button.y()) for button in buttons] == [(0, 0), (104, 0), (0, 34)]


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    holder, row, buttons = a_row(qtbot, 3)
    holder.show()
    buttons[1].hide()
    assert row.heightForWidth(204) == 30
    assert row.sizeHint().width() == 204
    assert row.minimumSize().width() == 100


def test_items_can_be_taken_out(qtbot: QtBot) -> None:
    _, row, buttons = a_row(qtbot, 2)
    row.removeWidget(buttons[0])
    assert row.count() == 1
    assert row.itemAt(5) is None
    assert row.takeAt(5) is None
