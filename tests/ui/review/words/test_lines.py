"""Where words stand on their line, whichever way they are written."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from mockinterview.ui.review.words.lines import paragraphs_in


def spans(qtbot: QtBot, text: str) -> dict[str, tuple[float, float]]:
    """From where to where each word of a line stands."""
    view = QTextEdit()
    qtbot.addWidget(view)
    view.setPlainText(text)
    view.resize(900, 100)
    view.grab()
    (paragraph,) = paragraphs_in(view, view.viewport().rect())
    found, at = {}, 0
    for word in text.split(" "):
        (piece,) = paragraph.pieces(at, at + len(word))
        found[word] = (piece.left, piece.right)
        at += len(word) + 1
    return found


def test_words_written_leftwards_stand_one_after_the_other_to_the_left(qtbot: QtBot) -> None:
    found = spans(qtbot, "שלום עולם טוב")
    assert all(left < right for left, right in found.values())
    assert found["שלום"][0] > found["עולם"][1] > found["עולם"][0] > found["טוב"][1]


def test_among_words_written_rightwards_each_has_its_own_place(qtbot: QtBot) -> None:
    found = spans(qtbot, "so שלום עולם said")
    order = ["so", "עולם", "שלום", "said"]
    assert all(found[one][1] < found[after][0] for one, after in pairwise(order))
