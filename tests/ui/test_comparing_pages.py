"""From the review to two takes side by side and back, in the window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.settings import table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.compare_page import ComparePage
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.ui.review.scenes import settle
from tests.ui.stand_ins import Model, Wait

NOW = datetime.now(UTC)


def test_one_key_puts_a_take_beside_the_one_before_and_escape_leads_back(
    qtbot: QtBot, model: Model, window: MainWindow, until: Wait
) -> None:
    first = model.answer(LIGHTHOUSE, 1, NOW - timedelta(days=1), 20_000)
    second = model.answer(LIGHTHOUSE, 2, NOW, 20_000)
    window.show_attempt(second)
    review = window.page("review")
    assert isinstance(review, ReviewPage)
    settle(review)
    qtbot.keyClick(review, Qt.Key.Key_C)
    assert window.current == "compare"
    page = window.page("compare")
    assert isinstance(page, ComparePage)
    until(lambda: [head.attempt_id for head in page.body.heads] == [first, second])
    # WHEN the other take is opened from there THEN that is the review
    page.body.heads[0].open.click()
    assert window.current == "review"
    until(lambda: review.attempt_id == first)
    # AND Escape leads back from the comparison to the review it came from
    settle(review)
    review.header.compare.click()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.current == "review"


def test_editing_a_questions_notes_from_the_review_leads_to_the_editor(
    model: Model, window: MainWindow, until: Wait
) -> None:
    window.show_attempt(model.answer(LIGHTHOUSE, 1, NOW, 20_000))
    review = window.page("review")
    assert isinstance(review, ReviewPage)
    settle(review)
    review.side.notes.edit.click()
    assert window.current == "editor"


def test_what_was_revealed_on_one_page_is_on_the_other(model: Model, window: MainWindow, until: Wait) -> None:
    model.settings.set(table.RATE_FIRST, True)
    first = model.answer(LIGHTHOUSE, 1, NOW - timedelta(days=1), 20_000)
    second = model.answer(LIGHTHOUSE, 2, NOW, 20_000)
    window.show_attempt(second)
    review = window.page("review")
    assert isinstance(review, ReviewPage)
    settle(review)
    # WHEN one of the two is revealed in its review THEN only the other is still hidden in the comparison
    review.judging.reveal()
    review.header.compare.click()
    page = window.page("compare")
    assert isinstance(page, ComparePage)
    until(lambda: "take 1 stays hidden" in page.body.notice.text)
    # WHEN that one is revealed there, too THEN its review shows all of it
    page.body.notice.button.click()
    until(page.body.notice.isHidden)
    page.body.heads[0].open.click()
    until(lambda: review.attempt_id == first)
    settle(review)
    assert not review.side.judged.reveal.isVisible()
    # WHEN it is wished for anew THEN both are hidden again
    model.settings.set(table.RATE_FIRST, False)
    model.settings.set(table.RATE_FIRST, True)
    assert review.side.judged.reveal.isVisible()
    review.header.compare.click()
    until(lambda: "takes 1 and 2 stays hidden" in page.body.notice.text)


def test_only_one_take_cannot_be_compared(model: Model, window: MainWindow) -> None:
    window.show_attempt(model.answer(LIGHTHOUSE, 1, NOW, 20_000))
    review = window.page("review")
    assert isinstance(review, ReviewPage)
    settle(review)
    assert not review.header.compare.isEnabled()
    review.header.compare.click()
    assert window.current == "review"
