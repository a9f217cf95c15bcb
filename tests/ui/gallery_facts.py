"""The gallery's pictures of what was measured: the row, what each fact opens, the menu at its end, its part of the settings."""

from __future__ import annotations

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.core.manner import Aspect
from mockinterview.core.transcript import Note, NoteKind, Transcript
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.review import ReviewPage
from tests.ui.gallery_words import review_of
from tests.ui.review.scenes import ANSWER, spoken
from tests.ui.stand_ins import Model

HALTING = """
Um, I I think we sort of had a a bit of a problem with the keys. Maybe it was my fault, I think, because I was I was in a
hurry and um I kind of left the the drawer open.
"""


def _words(*, draft: bool = False) -> Transcript:
    """Two minutes in which the pace changes, with all there is to count."""
    made = spoken(HALTING + ANSWER + HALTING + ANSWER, draft=draft)
    words = list(made.words)
    notes = (Note(NoteKind.POSSIBLE_FILLER, words[40].end_ms, words[40].end_ms + 200),)
    return Transcript(made.engine, made.model, "en", made.duration_ms, made.words, made.segments, made.draft, notes)


def _page(model: Model, window: MainWindow, *, draft: bool = False) -> ReviewPage:
    page = review_of(model, window, _words(draft=draft))
    deadline = QDeadlineTimer(5_000)
    while not (page.settled and page.measuring.found) and not deadline.hasExpired():
        QTest.qWait(20)
    QTest.qWait(50)
    return page


def _opened(model: Model, window: MainWindow, aspect: Aspect, *, draft: bool = False) -> QWidget:
    page = _page(model, window, draft=draft)
    page.measuring.open(aspect)
    QTest.qWait(50)
    return page.measuring.popover


def facts_row(model: Model, window: MainWindow) -> QWidget:
    _page(model, window)
    return window


def facts_pace(model: Model, window: MainWindow) -> QWidget:
    return _opened(model, window, Aspect.PACE)


def facts_length(model: Model, window: MainWindow) -> QWidget:
    return _opened(model, window, Aspect.LENGTH)


def facts_pauses(model: Model, window: MainWindow) -> QWidget:
    return _opened(model, window, Aspect.PAUSES)


def facts_fillers_draft(model: Model, window: MainWindow) -> QWidget:
    return _opened(model, window, Aspect.FILLERS, draft=True)


def facts_hedges(model: Model, window: MainWindow) -> QWidget:
    return _opened(model, window, Aspect.HEDGES)


def facts_repeats(model: Model, window: MainWindow) -> QWidget:
    return _opened(model, window, Aspect.REPEATS)


def facts_menu(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    page.facts.more.click()
    return page.facts.menu


def settings_measures(model: Model, window: MainWindow) -> QWidget:
    window.show_settings_section("measures")
    QTest.qWait(50)
    return window


FACTS = (
    facts_row,
    facts_pace,
    facts_length,
    facts_pauses,
    facts_fillers_draft,
    facts_hedges,
    facts_repeats,
    facts_menu,
    settings_measures,
)
