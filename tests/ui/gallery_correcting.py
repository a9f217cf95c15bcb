"""The gallery's pictures of words being corrected, found and marked in a review."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.core.transcript import Note, NoteKind
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.words.places import spot
from tests.ui.review.scenes import CONFIDENTIAL, lined_up, loudness, settle, spoken
from tests.ui.stand_ins import Model


def _page(model: Model, window: MainWindow) -> ReviewPage:
    """A lined-up answer with a place that may be an um, and one that was not understood."""
    words = spoken()
    said = words.words
    notes = (
        Note(NoteKind.POSSIBLE_FILLER, said[6].end_ms, said[7].start_ms),
        Note(NoteKind.NOT_UNDERSTOOD, said[22].end_ms, said[23].start_ms),
    )
    words = replace(words, notes=notes)
    asked = datetime.now(UTC) - timedelta(minutes=5)
    attempt_id = model.answer(CONFIDENTIAL, 1, asked, words.duration_ms, reviewed=False)
    model.shelf._levels[attempt_id] = loudness(words, words.duration_ms)
    model.keeper.save_transcript(attempt_id, words)
    model.keeper.save_coverage(attempt_id, lined_up(words))
    window.show_attempt(attempt_id)
    page = window.page("review")
    assert isinstance(page, ReviewPage)
    deadline = QDeadlineTimer(5_000)
    while not page.pane.view.count and not deadline.hasExpired():
        QTest.qWait(20)
    settle(page)
    QTest.qWait(50)
    page.pane.view.setFocus()
    return settle(page)


def correcting_plain(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    page.checklist.choose("breach")
    return window


def correcting_field(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    page.pane.view.go_to(12)
    page.pane.correcting.edit()
    return window


def correcting_selection(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    page.pane.view.choose_words(40, 44)
    return window


def correcting_filler(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    view = page.pane.view
    assert view.review is not None
    view.word_pressed.emit(view.review.delivery.fillers[1].word)
    return window


def correcting_place(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    view = page.pane.view
    view.place_pressed.emit(view.places_before(7)[0])
    assert spot(view, view.places_before(7)[0]).isValid()
    return window


def correcting_own(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    for item_id, first, last in (("shred", 3, 9), ("shred", 48, 66), ("digital", 46, 56)):
        page.pane.view.evidence_wished.emit(item_id, first, last)
    QTest.qWait(100)
    page.checklist.choose("shred")
    return window


def correcting_find(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    page.pane.finding.find()
    page.pane.find_bar.field.setText("the")
    return window


def correcting_replace(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    page.pane.finding.find_and_replace()
    page.pane.find_bar.field.setText("people")
    page.pane.find_bar.instead.setText("colleagues")
    return window


def correcting_menu(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    page.pane.view.go_to(7)
    page.pane.offering.open_menu()
    assert page.pane.offering.menu is not None
    return page.pane.offering.menu


def correcting_items(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    page.checklist.choose("breach")
    page.pane.view.choose_words(40, 44)
    page.pane.offering.offer_items()
    assert page.pane.offering.menu is not None
    return page.pane.offering.menu


CORRECTING = (
    correcting_plain,
    correcting_field,
    correcting_selection,
    correcting_filler,
    correcting_place,
    correcting_own,
    correcting_find,
    correcting_replace,
    correcting_menu,
    correcting_items,
)
