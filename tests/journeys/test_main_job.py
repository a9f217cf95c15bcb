"""The main job as a person lives it: choose, record into a real microphone, read, hear a word, judge, close, come back.

Real PortAudio and QtMultimedia on the virtual sound card, the real recogniser's child with the tests' own Whisper checkpoint,
the real store. Only the display is drawn into memory, unless one is set.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.core.delivery import bare
from mockinterview.flow.answering import Step
from mockinterview.speech.models import ModelShelf
from mockinterview.ui.pages.questions_page import QuestionsPage
from mockinterview.ui.pages.rehearse_page import RehearsePage
from mockinterview.ui.review import ReviewPage
from tests.journeys.conftest import OpenWindow, WindowMaker, speak
from tests.journeys.soundcard import VirtualSoundCard

pytestmark = pytest.mark.journey

SENTENCE = "I gave my colleague the credit for the idea."
CHECKPOINT = Path(__file__).parents[1] / "data" / "whisper" / "rehearsal.pt"
QUESTION = "difficult-client-legal-secretary"


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    return speak(SENTENCE, tmp_path / "answer.wav")


@pytest.fixture
def opened(window_maker: WindowMaker, data_dir: Path) -> OpenWindow:
    """The window, with the tests' checkpoint where a person would put a model by hand."""
    models = data_dir / "models"
    models.mkdir(parents=True)
    shutil.copy(CHECKPOINT, models)
    ModelShelf(models).trust(CHECKPOINT.stem)
    return window_maker()


def choose_question(opened: OpenWindow, qtbot: QtBot) -> None:
    page = opened.window.page("questions")
    assert isinstance(page, QuestionsPage)
    QTest.keyClicks(page.search, "hard to deal with")
    qtbot.waitUntil(lambda: page.list.model().rowCount() == 1)
    page.details.rehearse.click()
    qtbot.waitUntil(lambda: opened.window.current == "rehearse")


def answer_aloud(opened: OpenWindow, qtbot: QtBot, card: VirtualSoundCard, spoken: Path) -> None:
    """Press Space, speak once the lamp is lit, press Space."""
    answering = opened.house.answering
    opened.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: answering.step is Step.RECORDING, timeout=10_000)
    speaking = card.play(spoken)
    qtbot.waitUntil(lambda: speaking.poll() is not None, timeout=20_000)
    ended_ms = answering.elapsed_ms
    qtbot.waitUntil(lambda: answering.elapsed_ms > ended_ms + 800, timeout=10_000)
    opened.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: opened.window.current == "review" and not answering.busy, timeout=10_000)


def review_of(opened: OpenWindow) -> ReviewPage:
    page = opened.window.page("review")
    assert isinstance(page, ReviewPage)
    return page


def loudness(sound: bytes) -> float:
    """The loudest 100 ms of 16 kHz mono int16, as RMS of full scale."""
    samples = np.frombuffer(sound, "<i2").astype("f4") / 32768
    frames = samples[: samples.size // 1600 * 1600].reshape(-1, 1600)
    return float(np.sqrt((frames**2).mean(axis=1)).max()) if frames.size else 0.0


def test_an_answer_is_spoken_read_heard_judged_and_found_again(
    opened: OpenWindow, window_maker: WindowMaker, qtbot: QtBot, sound_card: VirtualSoundCard, spoken: Path
) -> None:
    choose_question(opened, qtbot)
    answer_aloud(opened, qtbot, sound_card, spoken)
    attempt_id = opened.house.answering.attempt_id
    reviewing = opened.house.reviewing

    # The sound can be replayed at once; the words arrive by themselves.
    assert opened.house.library.audio(attempt_id).is_file()
    qtbot.waitUntil(lambda: reviewing.review(attempt_id).coverage is not None, timeout=90_000)
    review = reviewing.review(attempt_id)
    assert review.transcript is not None
    assert [bare(word.text) for word in review.transcript.words] == [bare(word) for word in SENTENCE.split()]
    assert not review.transcript.draft
    page = review_of(opened)
    qtbot.waitUntil(lambda: page.pane.view.toPlainText().startswith("I gave my colleague"))

    # A word's time is where it is heard: nothing before the first, nothing after the last.
    speech = reviewing.levels(attempt_id)
    assert speech is not None
    loud = [index * speech.frame_ms for index, level in enumerate(speech.dbfs) if level > -45]
    assert review.transcript.words[0].start_ms == pytest.approx(loud[0], abs=300)
    assert review.transcript.words[-1].end_ms == pytest.approx(loud[-1], abs=400)

    # A plain click on a word plays from it.
    listening = sound_card.capture()
    QTest.mouseClick(page.pane.view.viewport(), Qt.MouseButton.LeftButton, pos=page.pane.view.word_rect(3).center())
    qtbot.waitUntil(lambda: listening.heard_ms > 2500, timeout=20_000)
    assert loudness(listening.stop()) > 0.02

    # One key turns the program's verdict over; the person's word stands beside it.
    item = review.attempt.question.items[0]
    before = review.verdict(item.id)
    assert before is not None
    page.checklist.choose(item.id)
    QTest.keyClick(page.checklist, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: item.id in reviewing.review(attempt_id).opinion.verdicts)
    after = reviewing.review(attempt_id).verdict(item.id)
    assert after is not None
    assert after.user in (State.COVERED, State.NOT_FOUND)
    assert after.program is before.program

    # Closed and opened again, it is all there.
    told = reviewing.full_review(attempt_id)
    opened.close()
    again = window_maker()
    again.window.show_history()
    attempts = again.house.library.attempts()
    assert [attempt.id for attempt in attempts] == [attempt_id]
    again.window.show_attempt(attempt_id)
    assert again.house.reviewing.full_review(attempt_id) == told
    page = review_of(again)
    qtbot.waitUntil(lambda: page.pane.view.toPlainText().startswith("I gave my colleague"))


def test_a_retake_is_one_click_away_and_both_are_kept(
    opened: OpenWindow, qtbot: QtBot, sound_card: VirtualSoundCard, spoken: Path
) -> None:
    choose_question(opened, qtbot)
    answer_aloud(opened, qtbot, sound_card, spoken)
    review_of(opened).retake()
    qtbot.waitUntil(lambda: opened.window.current == "rehearse")
    page = opened.window.page("rehearse")
    assert isinstance(page, RehearsePage)
    answer_aloud(opened, qtbot, sound_card, spoken)
    takes = [attempt.take for attempt in opened.house.library.attempts(QUESTION)]
    assert takes == [2, 1]


def test_closing_the_window_while_recording_keeps_the_take(
    opened: OpenWindow, window_maker: WindowMaker, qtbot: QtBot, sound_card: VirtualSoundCard, spoken: Path
) -> None:
    choose_question(opened, qtbot)
    opened.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: opened.house.answering.elapsed_ms > 1000, timeout=10_000)
    opened.close()
    again = window_maker()
    attempts = again.house.library.attempts()
    assert len(attempts) == 1
    assert attempts[0].duration_ms >= 1000
    qtbot.waitUntil(lambda: again.house.reviewing.review(attempts[0].id).transcript is not None, timeout=90_000)


def test_the_question_is_read_aloud_and_recording_waits_for_silence(
    opened: OpenWindow, qtbot: QtBot, sound_card: VirtualSoundCard
) -> None:
    choose_question(opened, qtbot)
    answering = opened.house.answering
    listening = sound_card.capture()
    opened.press(Qt.Key.Key_R)
    qtbot.waitUntil(lambda: loudness(listening.heard) > 0.02, timeout=30_000)
    assert answering.step is Step.READING
    opened.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: answering.step is Step.RECORDING, timeout=10_000)
    silent_from = len(listening.heard)
    qtbot.waitUntil(lambda: answering.elapsed_ms > 1000, timeout=10_000)
    assert loudness(listening.stop()[silent_from:]) < 0.005
    opened.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: opened.window.current == "review" and not answering.busy, timeout=10_000)
    attempt = opened.house.library.attempts(QUESTION)[0]
    levels = opened.house.shelf.levels(attempt.id)
    assert max(levels.dbfs[:15]) < -60, "the voice that reads must not be on the recording"
