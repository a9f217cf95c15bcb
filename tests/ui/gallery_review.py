"""The gallery's pictures of the review in every state it can be met in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.core.attempt import Attempt, MarkKind, TakeMark
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Bookmark, Opinion
from mockinterview.core.problems import HistoryProblem, LineUpProblem, SpeechProblem
from mockinterview.core.question import Question
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.core.transcript import Transcript
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.settings import table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.lining import GOING_ON
from tests.ui.review.held_store import HeldStore
from tests.ui.review.long_answer import HOUR_MS, long_question, long_states, long_words
from tests.ui.review.scenes import CONFIDENTIAL, lined_up, loudness, settle, spoken
from tests.ui.stand_ins import Model

HEARD_MS = 17_300


def _until(condition: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(10_000)
    while not condition() and not deadline.hasExpired():
        QTest.qWait(5)


def _take(
    model: Model,
    number: int,
    words: Transcript,
    *marks: TakeMark,
    question: Question = CONFIDENTIAL,
    written: bool = True,
) -> str:
    """One take with its sound, with or without its words in the store. They stand in no state yet."""
    attempt_id = f"take-{number}"
    day = datetime.now(UTC) - timedelta(days=3 - number, minutes=5)
    length = model.player.duration_ms = words.duration_ms
    model.keeper.add_attempt(Attempt(attempt_id, question, number, day, length, marks=marks))
    model.shelf.put(FinishedTake(TakeLabel(attempt_id, question, number), day, length), levels=loudness(words, length))
    if written:
        model.keeper.save_transcript(attempt_id, words)
    return attempt_id


def _states(model: Model, attempt_id: str, words: Transcript) -> None:
    model.keeper.save_coverage(attempt_id, lined_up(words))


def _opened(model: Model, window: MainWindow, attempt_id: str) -> ReviewPage:
    window.show_attempt(attempt_id)
    page = window.page("review")
    assert isinstance(page, ReviewPage)
    settle(page)
    _until(lambda: model.house.reviewing.levels(attempt_id) is not None)
    QTest.qWait(30)
    return settle(page)


def _whole(model: Model, window: MainWindow, *marks: TakeMark, opinion: Opinion | None = None) -> ReviewPage:
    """Two takes, the second open, lined up."""
    for number in (1, 2):
        words = spoken()
        attempt_id = _take(model, number, words, *(marks if number == 2 else ()))
        _states(model, attempt_id, words)
    if opinion is not None:
        model.keeper.save_opinion("take-2", opinion)
    return _opened(model, window, "take-2")


def review_lined_up(model: Model, window: MainWindow) -> QWidget:
    """As it is when all is done, somewhere in the middle of listening."""
    page = _whole(model, window, opinion=Opinion(bookmarks=(Bookmark(31_000, "Say this first"),)))
    page.hearing.seek(HEARD_MS)
    return window


def review_item(model: Model, window: MainWindow) -> QWidget:
    """An item is chosen and its words are heard."""
    page = _whole(model, window)
    page.checklist.choose("access")
    page.hearing.hear_chosen()
    model.player.advance(900)
    page.checklist.setFocus()
    return window


def review_selected(model: Model, window: MainWindow) -> QWidget:
    """Words are selected, for evidence or for a loop."""
    page = _whole(model, window)
    page.checklist.choose("shred")
    page.pane.view.choose_words(34, 41)
    return window


def review_looping(model: Model, window: MainWindow) -> QWidget:
    """A stretch is heard over and over."""
    page = _whole(model, window)
    page.hearing.loop(12_000, 21_000)
    model.player.advance(3_000)
    return window


def review_loop_begun(model: Model, window: MainWindow) -> QWidget:
    """A loop has its beginning, and its end is still to be said."""
    page = _whole(model, window)
    page.hearing.seek(12_000)
    page.transport.toggle_loop()
    page.hearing.seek(21_000)
    return window


def review_disagreeing(model: Model, window: MainWindow) -> QWidget:
    """Person and program see some things differently; evidence was added and taken away; a note was written."""
    page = _whole(model, window)
    page.judging.decide("access", State.COVERED)
    page.judging.decide("digital", State.NOT_FOUND)
    page.judging.decide("gossip", State.CLEAR)
    page.judging.mark_words("shred", 3, 9)
    page.judging.unmark("access", 1)
    page.judging.note("digital", "I never said a word about passwords.")
    page.checklist.choose("digital")
    QTest.qWait(80)
    settle(page)
    return window


def review_rate_first(model: Model, window: MainWindow) -> QWidget:
    """The program's view is hidden until everything is judged."""
    model.settings.set(table.RATE_FIRST, True)
    page = _whole(model, window)
    page.judging.decide("access", State.PARTLY)
    page.judging.decide("breach", State.COVERED)
    return window


def review_draft(model: Model, window: MainWindow) -> QWidget:
    """The words of the recogniser that needs no download."""
    words = spoken(draft=True)
    _states(model, _take(model, 1, words), words)
    _opened(model, window, "take-1")
    return window


def review_empty(model: Model, window: MainWindow) -> QWidget:
    """Not written down."""
    _take(model, 1, spoken(), written=False)
    _opened(model, window, "take-1")
    return window


def review_silent(model: Model, window: MainWindow) -> QWidget:
    """Nothing was said."""
    _take(model, 1, replace(spoken(), words=(), segments=()))
    _opened(model, window, "take-1")
    return window


def _recognising(model: Model, window: MainWindow, *parts: Transcript) -> ReviewPage:
    model.transcriber.hold.clear()
    model.transcriber.parts = parts
    _take(model, 1, spoken(), written=False)
    page = _opened(model, window, "take-1")
    page.wishes.begin()
    _until(model.transcriber.began.is_set)
    QTest.qWait(30)
    model.bridge.job_changed.emit(JobReport("take-1", JobKind.RECOGNISE, JobState.RUNNING, 4_000, 51_000))
    QTest.qWait(1_100)  # the time left is told from the second second on
    model.bridge.job_changed.emit(JobReport("take-1", JobKind.RECOGNISE, JobState.RUNNING, 9_000, 51_000))
    return page


def review_recognising(model: Model, window: MainWindow) -> QWidget:
    """Before the first word."""
    _recognising(model, window)
    return window


def review_arriving(model: Model, window: MainWindow) -> QWidget:
    """The first words are there and can be heard."""
    page = _recognising(model, window, spoken("In my last place I kept client files under lock."))
    _until(lambda: page.pane.shown == "words")
    return window


def review_lining_up(model: Model, window: MainWindow) -> QWidget:
    """The words are there, the states are looked for."""
    model.matcher.hold.clear()
    _take(model, 1, spoken())
    page = _opened(model, window, "take-1")
    page.lining.again()
    _until(lambda: page.pane.line_up.text == GOING_ON)
    return window


def review_failed(model: Model, window: MainWindow) -> QWidget:
    """Recognition ended with a sentence."""
    model.transcriber.problem = SpeechProblem(
        "The recogniser was ended by the system.",
        "Most likely memory ran out.",
        "Your recording is safe. Choose a smaller model in Settings, or close other programs, and recognise it again.",
    )
    _take(model, 1, spoken(), written=False)
    page = _opened(model, window, "take-1")
    page.wishes.begin()
    _until(lambda: page.pane.message.text.startswith("The recogniser"))
    return window


def review_line_up_failed(model: Model, window: MainWindow) -> QWidget:
    """The words are there, the line-up failed."""
    model.matcher.failure = LineUpProblem(
        "The answer could not be lined up.", "The model is damaged.", "Judge it yourself."
    )
    _take(model, 1, spoken())
    page = _opened(model, window, "take-1")
    page.lining.again()
    _until(lambda: page.pane.line_up.text.startswith("The answer"))
    return window


def review_damaged(model: Model, window: MainWindow) -> QWidget:
    """Sound is missing in several places; the take was brought back after a crash."""
    _whole(
        model,
        window,
        TakeMark(MarkKind.GAP, 9_000, "The sound stopped for 0.4 s.", 400),
        TakeMark(MarkKind.MICROPHONE_CHANGED, 22_000, "Microphone changed to “Built-in Audio Analog Stereo”.", 700),
        TakeMark(MarkKind.GAP, 33_000, "The sound came late; some of it is missing.", 2_800),
        TakeMark(MarkKind.RECOVERED, 51_000, "Recovered after the program ended."),
    )
    return window


def review_no_sound(model: Model, window: MainWindow) -> QWidget:
    """The file of the sound is gone."""
    _take(model, 1, spoken())
    _states(model, "take-1", spoken())
    model.shelf.lose_sound("take-1")
    _opened(model, window, "take-1")
    return window


def review_opening(model: Model, window: MainWindow) -> QWidget:
    """The store is held by another program."""
    _take(model, 1, spoken())
    store = HeldStore(model.keeper)
    store.hold()
    window.show_attempt("take-1")
    QTest.qWait(600)
    store.free()
    return window


def review_unread(model: Model, window: MainWindow) -> QWidget:
    """It cannot be read."""
    _take(model, 1, spoken())
    model.keeper.problem = HistoryProblem(
        "The history could not be read.", "Another program holds it.", "Close that program, then try again."
    )
    window.show_attempt("take-1")
    settle(window.page("review"))
    model.keeper.problem = None
    return window


def review_after_stop(model: Model, window: MainWindow) -> QWidget:
    """The moment after Stop: the store has not answered yet, and the answer can be heard."""
    store = HeldStore(model.keeper)
    model.transcriber.hold.clear()
    window.rehearse(next(question.id for question in model.house.library.questions() if question.tips))
    model.house.answering.record()
    model.microphone.take.hear(72_000)
    store.hold()
    model.house.answering.stop()
    page = window.page("review")
    _until(page.transport.play.isEnabled)
    page.transport.toggle()
    QTest.qWait(1)
    threading.Timer(1.0, store.free).start()  # the picture is taken before
    return window


def review_hour(model: Model, window: MainWindow) -> QWidget:
    """An hour, ten thousand words, sixty items."""
    words, question = long_words(), long_question()
    _take(model, 1, words, question=question)
    model.keeper.save_coverage("take-1", long_states(question, words))
    page = _opened(model, window, "take-1")
    page.hearing.seek(HOUR_MS // 3)
    page.checklist.choose("i4")
    return window


REVIEW = (
    review_lined_up,
    review_item,
    review_selected,
    review_looping,
    review_loop_begun,
    review_disagreeing,
    review_rate_first,
    review_draft,
    review_empty,
    review_silent,
    review_recognising,
    review_arriving,
    review_lining_up,
    review_failed,
    review_line_up_failed,
    review_damaged,
    review_no_sound,
    review_opening,
    review_unread,
    review_after_stop,
    review_hour,
)
