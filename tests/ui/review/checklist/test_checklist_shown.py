"""The checklist narrowed, and laid out: no text of it is cut at any size, and only what changes is laid out anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.core.filters import Filter
from mockinterview.core.question import Question
from mockinterview.core.transcript import Transcript
from mockinterview.ui.look.style import style_sheet
from mockinterview.ui.look.theme import LIGHT
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.checklist.item_details import ItemDeeds

Answered = Callable[[Question, Transcript], ReviewPage]
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def press(page: ReviewPage, key: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    page.checklist.setFocus()
    QTest.keyClick(page.checklist, key, with_)


def deeds_of(page: ReviewPage, item_id: str) -> ItemDeeds:
    page.checklist.choose(item_id)
    deeds = page.checklist.row_of(item_id).deeds
    assert deeds is not None
    return deeds


# ---------------------------------------------------------------- filters


def test_chips_count_and_are_only_there_where_they_have_a_use(lined_up: ReviewPage) -> None:
    filters = lined_up.side.judged.filters
    assert filters.texts == ["Missing 2", "Not sure 1"]
    lined_up.judging.decide("access", State.PARTLY)
    assert filters.texts == ["Missing 2", "Not sure 1", "You differ 1"]


@pytest.mark.parametrize(
    ("key", "ids"),
    [(Qt.Key.Key_1, ["shred", "vague"]), (Qt.Key.Key_2, ["trust"]), (Qt.Key.Key_3, ["access"])],
)
def test_a_filter_narrows_the_list_by_key_and_lets_go_by_the_same(
    lined_up: ReviewPage, key: Qt.Key, ids: list[str]
) -> None:
    lined_up.judging.decide("access", State.PARTLY)
    press(lined_up, key, ALT)
    assert lined_up.checklist.shown_ids == ids
    press(lined_up, key, ALT)
    assert len(lined_up.checklist.shown_ids) == 10


def test_a_group_without_an_item_loses_its_heading(lined_up: ReviewPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(lined_up.side.judged.filters.chip(Filter.MISSING), Qt.MouseButton.LeftButton)
    lines = [lined_up.checklist.item(row) for row in range(lined_up.checklist.count())]
    said = [line.data(Qt.ItemDataRole.AccessibleTextRole) for line in lines if not line.isHidden()]
    assert [text.split(":")[0].split(".")[0] for text in said] == [
        "Key points",
        "Destroying papers",
        "Minefields",
        "No specific measures",
    ]


def test_the_chosen_item_stays_or_the_first_of_the_narrowed_takes_its_place(lined_up: ReviewPage) -> None:
    lined_up.checklist.choose("vague")
    press(lined_up, Qt.Key.Key_1, ALT)
    assert lined_up.checklist.item_id == "vague"
    press(lined_up, Qt.Key.Key_2, ALT)
    assert lined_up.checklist.item_id == "trust"


def test_an_item_that_is_judged_out_of_the_filter_stays_until_another_is_chosen(lined_up: ReviewPage) -> None:
    lined_up.checklist.choose("shred")
    press(lined_up, Qt.Key.Key_1, ALT)
    press(lined_up, Qt.Key.Key_1)
    assert lined_up.checklist.item_id == "shred"
    assert lined_up.checklist.shown_ids == ["shred", "vague"]
    assert lined_up.side.judged.filters.texts[0] == "Missing 1"
    press(lined_up, Qt.Key.Key_Down)
    assert lined_up.checklist.item_id == "vague"
    assert lined_up.checklist.shown_ids == ["vague"]


def test_an_item_chosen_elsewhere_is_shown_whatever_the_filter(lined_up: ReviewPage) -> None:
    press(lined_up, Qt.Key.Key_1, ALT)
    lined_up.checklist.choose("breach")
    assert lined_up.checklist.item_id == "breach"
    assert lined_up.checklist.shown_ids == ["breach", "shred", "vague"]
    assert lined_up.checklist.row_of("breach").isVisible()


def test_where_nothing_is_left_one_sentence_and_one_button_stand(lined_up: ReviewPage, qtbot: QtBot) -> None:
    judged = lined_up.side.judged
    press(lined_up, Qt.Key.Key_2, ALT)
    lined_up.judging.decide("trust", State.COVERED)
    lined_up.checklist.choose("")
    assert judged.nothing.isVisible()
    assert judged.nothing.text == "Nothing is unsure."
    assert judged.filters.texts[1] == "Not sure 0"
    qtbot.mouseClick(judged.nothing.button, Qt.MouseButton.LeftButton)
    assert not judged.nothing.isVisible()
    assert len(lined_up.checklist.shown_ids) == 10


# ---------------------------------------------------------------- how it is laid out


def texts_fit(page: ReviewPage) -> None:
    """No row is lower than its words, no button narrower, and nothing stands outside its row."""
    page.checklist.executeDelayedItemsLayout()
    for row in page.checklist.rows:
        if not row.isVisible():
            continue
        assert row.height() >= row.heightForWidth(row.width()), row.item.id
        for part in row.findChildren(QWidget):
            if part.isVisible():
                corner = part.mapTo(row, QPoint(part.width(), part.height()))
                assert corner.y() <= row.height() + 1, (row.item.id, part)
                assert corner.x() <= row.width() + 1, (row.item.id, part)
                tall = (
                    part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.minimumSizeHint().height()
                )
                assert part.height() >= tall - 1, (row.item.id, part)


@pytest.mark.parametrize("percent", [100, 125, 150])
@pytest.mark.parametrize("size", [(1_280, 720), (960, 600)])
def test_no_text_of_a_row_is_cut_at_any_text_size(
    lined_up: ReviewPage, qapp: QApplication, percent: int, size: tuple[int, int]
) -> None:
    before, sheet = qapp.font(), qapp.styleSheet()
    large = QFont(before)
    large.setPixelSize(14 * percent // 100)
    qapp.setFont(large)
    qapp.setStyleSheet(style_sheet(LIGHT, percent / 100))
    try:
        lined_up.resize(*size)
        lined_up.judging.decide("access", State.PARTLY)
        lined_up.judging.note("access", "A note of more than one line, to see that it is written out in full. " * 3)
        lined_up.judging.mark_words("access", 2, 9)
        for item in lined_up.checklist.rows:
            lined_up.checklist.choose(item.item.id)
            lined_up.grab()
            texts_fit(lined_up)
    finally:
        qapp.setFont(before)
        qapp.setStyleSheet(sheet)


def test_where_it_is_low_the_items_have_the_room_of_the_chips(lined_up: ReviewPage) -> None:
    judged = lined_up.side.judged
    chip = judged.filters.chip(Filter.MISSING)
    assert chip.isVisible()
    judged.resize(judged.width(), 120)
    assert not chip.isVisible()
    press(lined_up, Qt.Key.Key_1, ALT)
    judged.resize(judged.width(), 121)
    assert chip.isVisible(), "what narrows the list is seen"


def test_what_has_the_keyboard_is_brought_into_sight(lined_up: ReviewPage, qtbot: QtBot) -> None:
    lined_up.resize(1_000, 600)
    lined_up.checklist.choose("halting")
    deeds = deeds_of(lined_up, "halting")
    lined_up.checklist.verticalScrollBar().setValue(0)
    deeds.note.setFocus()
    viewport = lined_up.checklist.viewport()
    bottom = deeds.note.mapTo(viewport, QPoint(0, deeds.note.height())).y()
    assert deeds.note.mapTo(viewport, QPoint(0, 0)).y() >= 0
    assert bottom <= viewport.height()


def test_opening_another_item_lays_out_only_the_two(lined_up: ReviewPage, monkeypatch: pytest.MonkeyPatch) -> None:
    lined_up.checklist.choose("access")
    fitted: list[int] = []
    fit = lined_up.checklist.fit

    def counting(lines: list[object]) -> None:
        fitted.append(len(lines))
        fit(lines)  # type: ignore[arg-type]

    monkeypatch.setattr(lined_up.checklist, "fit", counting)
    lined_up.checklist.choose("breach")
    assert fitted
    assert max(fitted) <= 2


def test_rows_are_no_wider_than_the_list_when_it_grows_narrower(lined_up: ReviewPage, qtbot: QtBot) -> None:
    checklist = lined_up.checklist
    lined_up.resize(1_400, 720)
    row = checklist.row_of("vague")
    qtbot.waitUntil(lambda: row.width() > 450)
    tall = row.height()
    lined_up.resize(1_330, 720)
    qtbot.waitUntil(lambda: row.geometry().right() <= checklist.viewport().width())
    assert row.height() == tall
