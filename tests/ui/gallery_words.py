"""The gallery's pictures of words a person writes: the page to type on, what the review tells, and what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.core.attempt import TakeMark
from mockinterview.core.guidance import Trial
from mockinterview.core.problems import SpeechProblem, TranscriptProblem
from mockinterview.core.recognition import Recogniser
from mockinterview.core.transcript import Transcript
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.again_dialog import AgainDialog
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.ui.review.scenes import loudness, settle, spoken
from tests.ui.stand_ins import Model


def review_of(
    model: Model, window: MainWindow, words: Transcript, *marks: TakeMark, written: bool = True
) -> ReviewPage:
    """The review of an answer in which these words were recognised, or nothing yet, and these things happened."""
    attempt_id = model.answer(
        LIGHTHOUSE, 1, datetime.now(UTC) - timedelta(minutes=5), words.duration_ms, reviewed=False
    )
    attempt = model.keeper.attempt(attempt_id)
    assert attempt is not None
    model.keeper._attempts[attempt_id] = replace(attempt, marks=marks)
    model.shelf._levels[attempt_id] = loudness(words, words.duration_ms)
    if written:
        model.keeper.save_transcript(attempt_id, words)
        model.keeper.save_coverage(attempt_id, model.matcher.line_up(words, LIGHTHOUSE))
    window.show_attempt(attempt_id)
    page = window.page("review")
    assert isinstance(page, ReviewPage)
    settle(page)
    QTest.qWait(50)
    return settle(page)


def _review(model: Model, window: MainWindow, *, written: bool = True) -> ReviewPage:
    """The same as the draft recogniser writes it."""
    return review_of(model, window, spoken(draft=True), written=written)


def words_draft(model: Model, window: MainWindow) -> QWidget:
    _review(model, window)
    return window


def words_none(model: Model, window: MainWindow) -> QWidget:
    _review(model, window, written=False)
    return window


def words_menu(model: Model, window: MainWindow) -> QWidget:
    page = _review(model, window)
    page.header.words.click()
    return page.own_words.menu


def words_typing(model: Model, window: MainWindow) -> QWidget:
    page = _review(model, window)
    page.own_words.write()
    assert page.own_words.dialog is not None
    page.own_words.dialog.toggle()
    model.player.advance(12_000)
    return page.own_words.dialog


def words_typing_empty(model: Model, window: MainWindow) -> QWidget:
    page = _review(model, window, written=False)
    page.own_words.write()
    assert page.own_words.dialog is not None
    page.own_words.dialog.show_problem(TranscriptProblem("What you wrote holds no words.", "", "Give plain text."))
    return page.own_words.dialog


def words_asking(model: Model, window: MainWindow) -> QWidget:
    page = _review(model, window)
    page.own_words.write()
    assert page.own_words.dialog is not None
    page.own_words.dialog.words.setPlainText("I kept")
    page.own_words.dialog.reject()
    assert page.own_words.dialog._question is not None
    return page.own_words.dialog._question


def words_timing(model: Model, window: MainWindow) -> QWidget:
    page = _review(model, window)
    model.transcriber.hold.clear()
    model.house.reviewing.writing.write(page.attempt_id, spoken().text)
    QTest.qWait(50)
    return window


def words_kept(model: Model, window: MainWindow) -> QWidget:
    page = _review(model, window)
    page.own_words.write()
    assert page.own_words.dialog is not None
    page.own_words.dialog.words.setPlainText(spoken().text)
    page.own_words.dialog.keep.click()
    QTest.qWait(100)
    return window


def _asked(page: ReviewPage) -> AgainDialog:
    """The question with what to recognise again; it is looked up in the background."""
    page.again.ask()
    deadline = QDeadlineTimer(5_000)
    while page.again.dialog is None and not deadline.hasExpired():
        QTest.qWait(5)
    assert page.again.dialog is not None
    return page.again.dialog


def again_dialog(model: Model, window: MainWindow) -> QWidget:
    model.transcriber.known = (
        Recogniser("whisper", True, models=("base.en", "tiny.en", "medium.en")),
        Recogniser("whisper-light", True, models=("base.en",)),
        Recogniser("pocketsphinx", True, draft=True, models=("en-us",)),
    )
    model.models.trial = Trial("whisper", "base.en", 5_000, 2_000, 1_000)
    page = _review(model, window)
    return _asked(page)


def again_draft_alone(model: Model, window: MainWindow) -> QWidget:
    page = _review(model, window)
    return _asked(page)


def again_going_on(model: Model, window: MainWindow) -> QWidget:
    dialog = again_dialog(model, window)
    assert isinstance(dialog, AgainDialog)
    model.transcriber.hold.clear()
    model.transcriber.steps = (21_000,)
    dialog.go.click()
    QTest.qWait(50)
    return window


def again_done(model: Model, window: MainWindow) -> QWidget:
    dialog = again_dialog(model, window)
    assert isinstance(dialog, AgainDialog)
    model.transcriber.transcript = spoken()
    dialog.go.click()
    QTest.qWait(200)
    return window


def again_in_vain(model: Model, window: MainWindow) -> QWidget:
    dialog = again_dialog(model, window)
    assert isinstance(dialog, AgainDialog)
    model.transcriber.problem = SpeechProblem(
        "The recogniser was ended by the system.",
        "Most likely memory ran out.",
        "Your recording is safe. Choose a smaller model in Settings, or close other programs, and recognise it again.",
    )
    dialog.go.click()
    QTest.qWait(200)
    return window


WORDS = (
    again_dialog,
    again_draft_alone,
    again_going_on,
    again_done,
    again_in_vain,
    words_draft,
    words_none,
    words_menu,
    words_typing,
    words_typing_empty,
    words_asking,
    words_timing,
    words_kept,
)
