"""The gallery's pictures of the checklist in the review: judged, noted, marked, narrowed, and rated before the program is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.core.coverage import State, verdict_choices
from mockinterview.core.filters import Filter
from mockinterview.settings import table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.review import ReviewPage
from tests.ui.review.scenes import CONFIDENTIAL, lined_up, loudness, settle, spoken
from tests.ui.stand_ins import Model


def _review(model: Model, window: MainWindow) -> ReviewPage:
    """An answer that is lined up, with nothing of the person's yet."""
    words = spoken()
    moment = datetime.now(UTC) - timedelta(minutes=5)
    attempt_id = model.answer(CONFIDENTIAL, 1, moment, words.duration_ms, reviewed=False)
    model.shelf._levels[attempt_id] = loudness(words, words.duration_ms)
    model.keeper.save_transcript(attempt_id, words)
    model.keeper.save_coverage(attempt_id, lined_up(words, CONFIDENTIAL))
    window.show_attempt(attempt_id)
    page = window.page("review")
    assert isinstance(page, ReviewPage)
    settle(page)
    QTest.qWait(50)
    return page


def _judged(model: Model, window: MainWindow) -> ReviewPage:
    """One agrees, two differ, one is noted, words are marked."""
    page = _review(model, window)
    page.judging.decide("access", State.COVERED)
    page.judging.decide("digital", State.COVERED)
    page.judging.decide("training", State.NOT_FOUND)
    page.judging.note("breach", "Say first what it cost the client, then what I did.")
    page.judging.mark_words("digital", 4, 9)
    return page


def checklist_open(model: Model, window: MainWindow) -> QWidget:
    _review(model, window).checklist.choose("breach")
    return window


def checklist_judged(model: Model, window: MainWindow) -> QWidget:
    page = _judged(model, window)
    page.judging.set_selection(3, 8)
    page.checklist.choose("digital")
    page.checklist.setFocus()
    return window


def checklist_noting(model: Model, window: MainWindow) -> QWidget:
    page = _judged(model, window)
    page.checklist.choose("breach")
    page.checklist.write_note()
    return window


def checklist_manner(model: Model, window: MainWindow) -> QWidget:
    page = _judged(model, window)
    page.judging.decide("halting", State.CLEAR)
    page.checklist.choose("halting")
    return window


def checklist_narrowed(model: Model, window: MainWindow) -> QWidget:
    page = _judged(model, window)
    page.side.judged.filters.choose(Filter.DISAGREED)
    page.checklist.choose("training")
    return window


def checklist_nothing_left(model: Model, window: MainWindow) -> QWidget:
    page = _judged(model, window)
    page.side.judged.filters.choose(Filter.NOT_SURE)
    page.judging.decide("trust", State.COVERED)
    page.checklist.choose("")
    return window


def checklist_rate_first(model: Model, window: MainWindow) -> QWidget:
    model.settings.set(table.RATE_FIRST, True)
    page = _review(model, window)
    page.checklist.choose("access")
    for item in CONFIDENTIAL.items[:3]:
        page.judging.decide(item.id, verdict_choices(item)[0])
    return window


def checklist_all_rated(model: Model, window: MainWindow) -> QWidget:
    model.settings.set(table.RATE_FIRST, True)
    page = _review(model, window)
    for place, item in enumerate(CONFIDENTIAL.items):
        page.judging.decide(item.id, verdict_choices(item)[place % 2])
    page.checklist.choose("access")
    return window


CHECKLIST: tuple[Callable[[Model, MainWindow], QWidget], ...] = (
    checklist_open,
    checklist_judged,
    checklist_noting,
    checklist_manner,
    checklist_narrowed,
    checklist_nothing_left,
    checklist_rate_first,
    checklist_all_rated,
)
