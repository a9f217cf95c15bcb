"""After Stop: the review opens with its sound at once, whatever the store does; the rest comes by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import HistoryProblem
from mockinterview.flow.answering import Step
from mockinterview.settings import table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages.rehearse_page import RehearsePage
from mockinterview.ui.review import ReviewPage
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.ui.review.held_store import HeldStore
from tests.ui.stand_ins import Model


@pytest.fixture
def store(model: Model) -> Iterator[HeldStore]:
    made = HeldStore(model.keeper)
    yield made
    made.free()
    model.transcriber.hold.set()


@pytest.fixture
def recording(model: Model, window: MainWindow, store: HeldStore) -> ReviewPage:
    """Three seconds of an answer are recorded. The page that will show it."""
    model.transcriber.hold.clear()
    window.rehearse(LIGHTHOUSE.id)
    model.house.answering.record()
    model.microphone.take.hear(3_000)
    page = window.page("review")
    assert isinstance(page, ReviewPage)
    return page


def test_it_is_there_and_heard_before_the_store_has_answered(
    model: Model, window: MainWindow, recording: ReviewPage, store: HeldStore, qtbot: QtBot
) -> None:
    store.hold()
    model.house.answering.stop()
    qtbot.waitUntil(lambda: window.current == "review" and recording.inside.isVisible())
    assert recording.header.question.text() == LIGHTHOUSE.text
    assert recording.pane.shown == "working"
    qtbot.waitUntil(recording.transport.play.isEnabled)
    recording.transport.toggle()
    assert model.player.playing
    assert model.house.answering.step is Step.KEEPING
    # WHEN the store answers THEN its recognition goes on where it is shown
    store.free()
    model.transcriber.hold.set()
    qtbot.waitUntil(lambda: recording.pane.shown == "words")
    qtbot.waitUntil(lambda: recording.checklist.row_of(LIGHTHOUSE.items[0].id).spoken.count(".") > 0)
    assert window.quiet_line.text == ""
    assert model.player.playing


def test_a_store_that_will_not_have_it_is_told_and_the_take_stays_to_be_heard(
    model: Model,
    window: MainWindow,
    recording: ReviewPage,
    store: HeldStore,
    qtbot: QtBot,
    expect_log: Callable[[str], None],
) -> None:
    expect_log("keep of attempt .* failed")
    store.hold()
    model.house.answering.stop()
    qtbot.waitUntil(lambda: window.current == "review")
    model.keeper.problem = HistoryProblem("The history could not be written.", "It is locked.", "")
    store.free()
    qtbot.waitUntil(lambda: recording.unread.text.startswith("Your answer is recorded, but it is not in the history"))
    qtbot.waitUntil(recording.transport.play.isEnabled)
    assert recording.pane.shown == "message"
    model.keeper.problem = None


def test_the_next_answer_waits_until_the_one_before_is_kept(
    model: Model, window: MainWindow, recording: ReviewPage, store: HeldStore, qtbot: QtBot
) -> None:
    store.hold()
    model.house.answering.stop()
    qtbot.waitUntil(lambda: window.current == "review")
    recording.header.retake.click()
    assert window.current == "review"
    assert window.quiet_line.text == "Your answer is being kept. One moment."
    store.free()
    qtbot.waitUntil(lambda: not model.house.answering.busy)
    recording.header.retake.click()
    assert window.current == "rehearse"


def test_another_answer_can_be_looked_at_while_the_last_one_is_kept(
    model: Model, window: MainWindow, recording: ReviewPage, store: HeldStore, qtbot: QtBot
) -> None:
    past = model.answer(LIGHTHOUSE, 1, datetime(2026, 3, 1, tzinfo=UTC), 20_000)
    store.hold()
    model.house.answering.stop()
    qtbot.waitUntil(lambda: window.current == "review" and recording.attempt_id == model.house.answering.attempt_id)
    window.show_attempt(past)
    store.free()
    qtbot.waitUntil(lambda: recording.attempt_id == past)
    assert recording.pane.shown == "words"


def test_a_review_that_is_left_does_not_open_again_when_the_take_is_kept(
    model: Model, window: MainWindow, recording: ReviewPage, store: HeldStore, qtbot: QtBot
) -> None:
    store.hold()
    model.house.answering.stop()
    qtbot.waitUntil(lambda: window.current == "review")
    window.show_settings()
    kept: list[str] = []
    model.bridge.attempt_kept.connect(kept.append)
    store.free()
    qtbot.waitUntil(lambda: bool(kept))
    assert window.current == "settings"


@pytest.mark.parametrize("elsewhere", [False, True])
def test_back_from_the_review_another_answer_can_be_recorded_at_once(
    model: Model, window: MainWindow, recording: ReviewPage, store: HeldStore, qtbot: QtBot, elsewhere: bool
) -> None:
    model.settings.set(table.READ_ALOUD_FIRST, True)
    page = cast("RehearsePage", window.page("rehearse"))
    store.hold()
    model.house.answering.stop()
    qtbot.waitUntil(lambda: window.current == "review")
    window.go_back()
    assert window.current == "rehearse"
    if elsewhere:  # the person looks at another program meanwhile
        other = QWidget()
        qtbot.addWidget(other)
        other.show()
        other.activateWindow()
        qtbot.waitUntil(other.isActiveWindow)
    store.free()
    qtbot.waitUntil(page.record.isEnabled)
    assert window.focusWidget() is page.record
    assert window.current == "rehearse"
    # WHEN one looks at a take from there and comes back THEN it is ready too, and nothing is read aloud again
    window.show_attempt(model.keeper.attempts()[0].id)
    window.go_back()
    assert page.record.isEnabled()
    assert model.house.answering.step is Step.ASKED
