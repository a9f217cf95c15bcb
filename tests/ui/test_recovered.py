"""What a crash left behind: told in one line at the start, listed with a badge, and tried again where that is not enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.problems import TakeProblem
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.flow.answering import attempt_of
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.models.news import recovery_news
from mockinterview.ui.pages.history_page import HistoryPage
from mockinterview.ui.widgets.rows import BADGE_ROLE
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.ui.stand_ins import Model, Wait

NOW = datetime.now(UTC)


def left_behind(model: Model, name: str, length_ms: int) -> FinishedTake:
    """A take that was being recorded when the program was killed."""
    take = FinishedTake(TakeLabel(name, FERRY, 1), NOW - timedelta(hours=1), length_ms)
    model.shelf.put(take, closed=False)
    return take


@pytest.fixture
def page(until: Wait, model: Model, window: MainWindow) -> HistoryPage:
    """Two takes were left behind; one of them cannot be brought back."""
    model.answer(LIGHTHOUSE, 1, NOW, 30_000)
    left_behind(model, "long", 80_000)
    left_behind(model, "stuck", 35_000)
    model.shelf.stuck["stuck"] = TakeProblem("This recording could not be read.", "The disk is busy.", "Try again.")
    model.house.library.tidy()
    until(lambda: window.quiet_line.token == "recovered")
    return window.page("history")


def listed(page: HistoryPage) -> list[str]:
    return [entry.attempt.id for entry in page.list.entries.entries]


def test_one_line_tells_all_of_it(window: MainWindow, page: HistoryPage) -> None:
    assert window.quiet_line.text == (
        "1 unfinished recording was brought back (1:20). 1 recording could not be brought back yet."
    )
    assert window.quiet_line.action.accessibleName() == "Show them"
    assert window.current == "questions"


def test_they_are_listed_with_a_badge_among_all_the_others(until: Wait, window: MainWindow, page: HistoryPage) -> None:
    window.quiet_line.action.click()
    until(lambda: listed(page) == ["long"])
    rows = page.list.entries
    assert rows.data(rows.index(0), BADGE_ROLE) == "recovered"
    page.show_question("")
    until(lambda: len(listed(page)) == 2)
    assert [rows.data(rows.index(row), BADGE_ROLE) for row in range(2)] == ["", "recovered"]


def test_one_is_opened_or_deleted_like_any_other(
    until: Wait, window: MainWindow, model: Model, page: HistoryPage
) -> None:
    window.quiet_line.action.click()
    until(lambda: listed(page) == ["long"])
    page.open.click()
    assert window.current == "review"
    window.go_back()
    page.delete.click()
    until(lambda: [one.attempt.id for one in model.keeper.bin()] == ["long"])


def test_what_could_not_be_brought_back_says_why_and_is_tried_again(
    until: Wait, window: MainWindow, model: Model, page: HistoryPage
) -> None:
    window.quiet_line.action.click()
    until(page.stuck.isVisible)
    assert FERRY.text in page.stuck.text
    assert "0:35 min" in page.stuck.text
    assert "The disk is busy." in page.stuck.text
    # WHEN it is tried in vain THEN it stays
    page.stuck.retry.click()
    until(page.stuck.retry.isEnabled)
    assert page.stuck.isVisible()
    # WHEN the disk is there again THEN it is listed, and nothing is said to be stuck
    del model.shelf.stuck["stuck"]
    page.stuck.retry.click()
    until(lambda: sorted(listed(page)) == ["long", "stuck"])
    until(page.stuck.isHidden)


def test_a_take_that_somebody_else_brought_back_is_stuck_no_more(
    until: Wait, window: MainWindow, model: Model, page: HistoryPage
) -> None:
    window.quiet_line.action.click()
    until(page.stuck.isVisible)
    del model.shelf.stuck["stuck"]
    model.shelf.discard("stuck")
    page.stuck.retry.click()
    until(page.stuck.isHidden)


@pytest.mark.parametrize(
    ("lengths_ms", "words"),
    [
        ((80_000,), "1 unfinished recording was brought back (1:20)."),
        ((80_000, 35_000), "2 unfinished recordings were brought back (1:20 and 0:35)."),
        ((80_000, 35_000, 5_000), "3 unfinished recordings were brought back (1:20, 0:35 and 0:05)."),
        ((60_000,) * 12, "12 unfinished recordings were brought back (12:00 in all)."),
    ],
)
def test_the_words(lengths_ms: tuple[int, ...], words: str) -> None:
    mark = TakeMark(MarkKind.RECOVERED, 0)
    attempts = [
        attempt_of(FinishedTake(TakeLabel(str(at), FERRY, 1), NOW, length, marks=(mark,)))
        for at, length in enumerate(lengths_ms)
    ]
    news = recovery_news(attempts, ())
    assert news.text == words
    assert news.action == ("Show it" if len(attempts) == 1 else "Show them")
    # What was whole and only not in the history is not called unfinished
    assert "unfinished" not in recovery_news([replace(one, marks=()) for one in attempts], ()).text
