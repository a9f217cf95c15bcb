"""The page while its words come: arriving, failing, cancelled, begun again, a draft, or none."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.question import Question
from mockinterview.core.transcript import Transcript
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.words.transcript_pane import NOT_YET
from tests.ui.review.scenes import Scene, open_attempt, settle, spoken

Answered = Callable[[Question, Transcript], ReviewPage]


def test_the_page_opens_before_there_are_words(page: ReviewPage, scene: Scene) -> None:
    open_attempt(page, "take-3")
    assert page.pane.shown == "message"
    assert page.pane.message.button.accessibleName() == "Write it down"
    page.transport.toggle()
    assert scene.player.playing


def test_recognition_is_shown_and_the_words_come_by_themselves(page: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.transcriber.transcript = spoken()
    scene.transcriber.hold.clear()
    open_attempt(page, "take-3")
    page.wishes.begin()
    qtbot.waitUntil(lambda: page.pane.shown == "working")
    scene.transcriber.hold.set()
    qtbot.waitUntil(lambda: page.pane.shown == "words" and page.side.counts.isVisible())
    qtbot.waitUntil(lambda: page.pane.line_up.text == "")


def test_words_are_shown_as_they_arrive_and_can_be_heard(page: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    whole = scene.transcriber.transcript = spoken()
    scene.transcriber.parts = (spoken("I kept client files under lock."),)
    scene.transcriber.hold.clear()
    open_attempt(page, "take-3")
    page.wishes.begin()
    qtbot.waitUntil(lambda: page.pane.shown == "words")
    assert " ".join(page.pane.view.toPlainText().split()) == "I kept client files under lock."
    page.hearing.play_word(4)
    assert scene.player.playing
    scene.bridge.job_changed.emit(JobReport("take-3", JobKind.RECOGNISE, JobState.RUNNING, 12_000, 51_000))
    assert page.pane.coming.text.startswith("Writing down what you said. 0:12 of 0:51 recognised")
    assert page.pane.coming.isVisible()
    scene.transcriber.hold.set()
    qtbot.waitUntil(lambda: len(page.pane.view.toPlainText().split()) == len(whole.words))
    qtbot.waitUntil(lambda: not page.pane.coming.isVisible())


def recognise(page: ReviewPage, qtbot: QtBot) -> None:
    """Take what the dialog proposes."""
    qtbot.waitUntil(lambda: page.again.dialog is not None)
    assert page.again.dialog is not None
    page.again.dialog.go.click()


def test_what_was_recognised_before_a_failure_stays_with_a_second_try(
    page: ReviewPage, scene: Scene, qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("recognise of attempt take-3 failed")
    problem = SpeechProblem("The recogniser stopped.", "", "Try again.")
    problem.partial = spoken("I kept client files under lock.")
    scene.transcriber.problem = problem
    open_attempt(page, "take-3")
    page.wishes.begin()
    qtbot.waitUntil(lambda: page.pane.trouble.text == "The recogniser stopped. Try again.")
    assert page.pane.shown == "words"
    assert len(page.pane.view.toPlainText().split()) == 6
    qtbot.waitUntil(lambda: scene.house.reviewing.working("take-3") is None)
    scene.transcriber.problem = None
    scene.transcriber.transcript = spoken()
    page.pane.trouble.button.click()
    recognise(page, qtbot)
    qtbot.waitUntil(lambda: len(page.pane.view.toPlainText().split()) == len(spoken().words))
    assert page.pane.trouble.text == ""


def test_recognition_can_be_cancelled_and_begun_again(page: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.transcriber.hold.clear()
    open_attempt(page, "take-3")
    page.wishes.begin()
    qtbot.waitUntil(lambda: page.pane.shown == "working")
    page.pane.working.cancel.click()
    qtbot.waitUntil(lambda: page.pane.shown == "message")
    assert scene.keeper.waiting_jobs() == ()
    qtbot.waitUntil(lambda: scene.house.reviewing.working("take-3") is None)
    scene.transcriber.hold.set()
    page.pane.message.button.click()
    qtbot.waitUntil(lambda: page.pane.shown == "words")


def test_progress_is_shown(page: ReviewPage, scene: Scene) -> None:
    open_attempt(page, "take-3")
    scene.bridge.job_changed.emit(JobReport("take-3", JobKind.RECOGNISE, JobState.QUEUED))
    assert page.pane.working.text.startswith("Waiting")
    scene.bridge.job_changed.emit(JobReport("take-3", JobKind.RECOGNISE, JobState.RUNNING, 12_000, 51_000))
    assert page.pane.working.text.startswith("0:12 of 0:51 recognised")
    scene.bridge.job_changed.emit(JobReport("take-2", JobKind.RECOGNISE, JobState.RUNNING, 40_000, 51_000))
    assert page.pane.working.text.startswith("0:12")


def test_failure_is_a_sentence_with_a_second_try(
    page: ReviewPage, scene: Scene, qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("recognise of attempt take-3 failed")
    scene.transcriber.problem = SpeechProblem("The recogniser stopped.", "", "Try again.")
    open_attempt(page, "take-3")
    page.wishes.begin()
    qtbot.waitUntil(lambda: page.pane.message.text == "The recogniser stopped. Try again.")
    assert page.pane.message.button.accessibleName() == "Recognise again…"
    scene.transcriber.problem = None
    qtbot.waitUntil(lambda: scene.house.reviewing.working("take-3") is None)
    page.pane.message.button.click()
    recognise(page, qtbot)
    qtbot.waitUntil(lambda: page.pane.shown == "words")


def test_a_failure_from_before_the_page_was_opened_is_told(
    page: ReviewPage, scene: Scene, qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("recognise of attempt take-3 failed")
    scene.transcriber.problem = SpeechProblem("The model file is damaged.", "", "Get it again.")
    scene.house.reviewing.begin("take-3")
    assert scene.house.reviewing.wait("take-3", 5)
    open_attempt(page, "take-1")
    assert page.pane.message.text == NOT_YET
    open_attempt(page, "take-3")
    assert page.pane.message.text == "The model file is damaged. Get it again."
    scene.transcriber.problem = None
    scene.house.reviewing.begin("take-3")
    assert scene.house.reviewing.wait("take-3", 5)
    assert scene.house.reviewing.failure("take-3") is None
    qtbot.waitUntil(lambda: page.pane.shown == "words")


def test_words_without_a_line_up_say_so(page: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.write_down("take-3", line_up=False)
    open_attempt(page, "take-3")
    assert page.pane.shown == "words"
    assert "not lined up" in page.pane.line_up.text
    assert not page.side.counts.isVisible()


def test_a_draft_says_what_it_is_and_leads_to_whisper(page: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.write_down("take-3", spoken(draft=True))
    open_attempt(page, "take-3")
    assert page.pane.draft.text == "Draft recogniser: many words will be wrong."
    with qtbot.waitSignal(page.settings_requested) as asked:
        page.pane.draft.button.click()
    assert asked.args == ["models"]


def test_nothing_recognised_says_so(page: ReviewPage, scene: Scene) -> None:
    scene.write_down("take-3", spoken(""))
    open_attempt(page, "take-3")
    assert page.pane.shown == "message"
    assert page.pane.message.text.startswith("No words were recognised.")


def test_where_there_are_no_words_none_are_called_a_draft(page: ReviewPage, scene: Scene) -> None:
    scene.write_down("take-3", spoken("", draft=True))
    open_attempt(page, "take-3")
    assert page.pane.shown == "message"
    assert page.pane.draft.isHidden()


def test_between_its_end_and_its_words_nobody_is_told_that_nothing_is_written_down(
    page: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    # GIVEN a recognition that has ended, and a store that is slow to tell its words
    open_attempt(page, "take-3")
    scene.bridge.job_changed.emit(JobReport("take-3", JobKind.RECOGNISE, JobState.RUNNING, 12_000, 51_000))
    scene.bridge.job_changed.emit(JobReport("take-3", JobKind.RECOGNISE, JobState.DONE))
    assert page.pane.shown == "working"
    # what was asked of the store before that end tells nothing new either
    page.refresh()
    settle(page)
    assert page.pane.shown == "working"
    # WHEN they are read THEN they are shown; of another take it is told as it is
    scene.write_down("take-3")
    scene.bridge.review_changed.emit("take-3")
    settle(page)
    assert page.pane.shown == "words"
    open_attempt(page, "take-2")
    assert page.pane.shown == "message"
