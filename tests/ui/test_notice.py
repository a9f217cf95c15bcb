"""A notice has room for its sentence: the button stands beside it, or below where that would make a narrow column of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.ui.widgets.panels import Notice

SHORT = "Draft recogniser: many words will be wrong."
LONG = (
    "The recogniser was ended by the system. Most likely memory ran out. Your recording is safe. "
    "Choose a smaller model in Settings, or close other programs, and recognise it again."
)


@pytest.fixture
def notice(qtbot: QtBot) -> Iterator[Notice]:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made = Notice("trouble", parent=page)
    column.addWidget(made)
    column.addStretch(1)
    page.resize(400, 500)
    page.show()
    qtbot.waitExposed(page)
    yield made
    page.close()


@pytest.mark.parametrize(("text", "width", "below"), [(SHORT, 400, False), (LONG, 400, True), (LONG, 1_000, False)])
def test_the_button_stands_where_the_sentence_leaves_it_room(
    notice: Notice, qtbot: QtBot, text: str, width: int, below: bool
) -> None:
    notice.window().resize(width, 500)
    notice.say(text, "Recognise again…")
    label = notice._label
    qtbot.waitUntil(lambda: (notice.button.y() >= label.geometry().bottom()) is below)
    assert notice.button.x() == label.x() if below else notice.button.x() > label.geometry().right()
    assert notice.rect().contains(notice.button.geometry())
    assert label.height() >= label.heightForWidth(label.width())


def test_it_finds_its_place_again_when_the_window_widens(notice: Notice, qtbot: QtBot) -> None:
    notice.say(LONG, "Recognise again…")
    qtbot.waitUntil(lambda: notice.button.y() >= notice._label.geometry().bottom())
    notice.window().resize(1_000, 500)
    qtbot.waitUntil(lambda: notice.button.x() > notice._label.geometry().right())
    notice.say(LONG)
    assert notice.button.isHidden()
