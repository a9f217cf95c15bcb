"""Find and replace in the words: marked, counted, walked through with the keyboard, replaced as one step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from mockinterview.core.replacing import find
from tests.ui.review.words.words_desk import Desk, a_review

SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture(params=[False, True], ids=["at once", "later"])
def desk(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Desk]:
    made = Desk(qtbot, a_review(), late=request.param)
    yield made
    made.window.close()


def catch_up(desk: Desk) -> None:
    if desk.late:
        desk.answer()


def hits(desk: Desk) -> list[tuple[int, int]]:
    return list(desk.view._hits)


def test_what_is_typed_is_found_marked_and_counted(desk: Desk) -> None:
    desk.finding.find()
    assert desk.bar.field.hasFocus()
    assert not desk.bar.replacing
    desk.type("the")
    assert desk.review.transcript is not None
    expected = find(desk.review.transcript, "the")
    assert hits(desk) == list(expected)
    assert desk.bar.count.text() == f"1 of {len(expected)}"
    desk.bar.whole.click()
    whole = find(desk.review.transcript, "the", whole_words=True)
    assert 0 < len(whole) < len(expected)
    assert hits(desk) == list(whole)
    desk.bar.field.setText("zebra")
    assert desk.bar.count.text() == "None found"
    assert not desk.bar.next.isEnabled()
    desk.bar.field.clear()
    assert desk.bar.count.text() == ""


def test_case_can_be_told_apart(desk: Desk) -> None:
    desk.finding.find()
    desk.type("uh")
    both = len(hits(desk))
    desk.bar.case.click()
    assert len(hits(desk)) == both - 1


def test_enter_and_arrows_go_round(desk: Desk) -> None:
    desk.finding.find()
    desk.type("people")
    assert desk.bar.count.text() == "1 of 3"
    desk.press(Key.Key_Return)
    assert desk.bar.count.text() == "2 of 3"
    desk.press(Key.Key_Return, SHIFT)
    desk.press(Key.Key_Up)
    assert desk.bar.count.text() == "3 of 3"
    desk.press(Key.Key_Down)
    assert desk.bar.count.text() == "1 of 3"
    desk.finding.next()
    assert desk.bar.count.text() == "2 of 3"


def test_looking_begins_at_the_caret(desk: Desk) -> None:
    desk.view.go_to(desk.word("people", 1) - 1)
    desk.finding.find()
    desk.type("people")
    assert desk.bar.count.text() == "2 of 3"


def test_the_current_one_is_brought_into_sight(desk: Desk) -> None:
    desk.finding.find()
    desk.type("nobody")
    rect = desk.view.word_rect(desk.word("nobody"))
    assert 0 <= rect.top() < desk.view.viewport().height()


def test_a_few_selected_words_are_looked_for_a_passage_is_not(desk: Desk) -> None:
    desk.view.choose_words(3, 4)
    desk.finding.find()
    assert desk.bar.field.text() == " ".join(desk.texts[3:5])
    assert desk.bar.count.text() == "1 of 1"
    desk.view.choose_words(3, 30)
    desk.finding.find()
    assert desk.bar.field.text() == " ".join(desk.texts[3:5])


def test_escape_closes_and_the_caret_is_at_what_was_found(desk: Desk) -> None:
    desk.finding.find()
    desk.type("people")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Escape)
    assert not desk.bar.isVisible()
    assert desk.view.hasFocus()
    assert desk.view.caret_word == desk.word("people", 1)
    assert hits(desk) == []


@pytest.mark.parametrize("name", ["next", "case", "replace_all", "close_it"])
def test_escape_on_a_button_closes_it_and_does_not_leave_the_page(desk: Desk, name: str) -> None:
    left: list[bool] = []
    leaving = QShortcut(QKeySequence("Esc"), desk.window)
    leaving.activated.connect(lambda: left.append(True))
    desk.finding.find_and_replace()
    desk.type("the")
    button = getattr(desk.bar, name)
    button.setFocus()
    desk.press(Key.Key_Escape)
    assert left == []
    assert not desk.bar.isVisible()
    assert desk.view.hasFocus()


def test_escape_in_the_text_closes_it_too_once_nothing_is_selected(desk: Desk) -> None:
    desk.finding.find()
    desk.view.setFocus()
    desk.view.choose_words(2, 4)
    desk.press(Key.Key_Escape)
    assert desk.bar.isVisible()
    desk.press(Key.Key_Escape)
    assert not desk.bar.isVisible()


def test_next_opens_the_bar_if_it_is_closed(desk: Desk) -> None:
    desk.finding.next()
    assert desk.bar.isVisible()


def test_one_is_replaced_and_the_next_comes(desk: Desk) -> None:
    first, second = desk.word("people"), desk.word("people", 1)
    desk.finding.find_and_replace()
    assert desk.bar.replacing
    desk.type("people")
    desk.bar.instead.setFocus()
    desk.type("our people")
    desk.press(Key.Key_Return)
    catch_up(desk)
    assert desk.texts[first : first + 2] == ["our", "people"]
    assert desk.bar.count.text() == "2 of 3"
    assert hits(desk)[1] == (second + 1, second + 1)
    desk.press(Key.Key_Return)
    catch_up(desk)
    assert desk.texts[second + 1 : second + 3] == ["our", "people"]
    assert len(desk.wished) == 2


def test_all_are_replaced_as_one_step(desk: Desk) -> None:
    desk.finding.find_and_replace()
    desk.type("the")
    desk.bar.whole.click()
    number = len(hits(desk))
    desk.bar.instead.setText("that")
    desk.bar.replace_all.click()
    catch_up(desk)
    assert len(desk.wished) == 1
    assert len(desk.wished[0]) == number
    assert "the" not in desk.texts
    assert hits(desk) == []
    assert desk.bar.count.text() == f"{number} replaced"
    desk.bar.field.setText("on")
    assert desk.bar.count.text().startswith("1 of")


def test_replacing_by_the_same_changes_nothing(desk: Desk) -> None:
    desk.finding.find_and_replace()
    desk.type("people")
    desk.bar.instead.setText("people")
    desk.bar.replace.click()
    assert desk.wished == []
    assert desk.bar.count.text() == "2 of 3"
    desk.bar.replace_all.click()
    assert desk.wished == []


def test_words_that_arrive_are_looked_through_too_but_not_replaced(desk: Desk) -> None:
    desk.view.show_review(desk.review, editable=False)
    desk.finding.find_and_replace()
    desk.type("people")
    assert desk.bar.next.isEnabled()
    assert not desk.bar.replace.isEnabled()
    desk.bar.instead.setFocus()
    desk.press(Key.Key_Return)
    assert desk.wished == []


def test_corrected_words_are_found_anew_while_the_bar_is_open(desk: Desk) -> None:
    desk.finding.find()
    desk.type("people")
    desk.view.setFocus()
    desk.view.go_to(desk.word("people"))
    desk.press(Key.Key_Delete)
    catch_up(desk)
    assert desk.bar.count.text().endswith("of 2")


def test_tab_leads_from_what_is_looked_for_to_what_takes_its_place(desk: Desk) -> None:
    desk.finding.find_and_replace()
    desk.type("people")
    desk.press(Key.Key_Tab)
    desk.type("colleagues")
    assert desk.bar.instead.text() == "colleagues"
    desk.press(Key.Key_Backtab, SHIFT)
    assert desk.bar.field.hasFocus()
