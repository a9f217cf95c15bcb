"""Words on the screen: what becomes of one that is wider than where it stands."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.ui.widgets.text import Label

LONG = "Qualitätsmanagementbeauftragtenstellvertreterin"


def ink(label: Label) -> int:
    """The lowest row of pixels with something on it."""
    image = label.grab().toImage()
    ground = image.pixel(image.width() - 1, image.height() - 1)
    return max(
        (y for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) != ground), default=-1
    )


@pytest.mark.parametrize("text", [LONG, f"Asks the {LONG} first"])
def test_a_word_that_is_too_wide_goes_on_in_the_next_line(qtbot: QtBot, text: str) -> None:
    label = Label(text)
    qtbot.addWidget(label)
    line = label.fontMetrics().lineSpacing()
    height = label.heightForWidth(160)
    assert height >= 2 * line
    label.resize(160, height)
    assert ink(label) > height - line
    assert label.text() == text


def test_no_word_makes_a_page_wider_than_it_is(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for label in (Label(LONG * 3), Label(LONG * 3).make_selectable()):
        column.addWidget(label)
    assert page.minimumSizeHint().width() < 250


def test_words_that_have_room_are_laid_out_as_by_qt(qtbot: QtBot) -> None:
    label = Label(f"Asks the {LONG} first")
    qtbot.addWidget(label)
    narrow = Label("Asks the quality manager first", wrap=True)
    qtbot.addWidget(narrow)
    assert label.heightForWidth(2_000) < 2 * label.fontMetrics().lineSpacing()
    assert narrow.heightForWidth(2_000) == label.heightForWidth(2_000)
