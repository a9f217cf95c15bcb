"""A rehearsal, with a microphone moved by hand."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import MicrophoneProblem, VoiceProblem
from mockinterview.core.take import Level
from mockinterview.flow.answering import Step
from mockinterview.settings import table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages.rehearse_page import RehearsePage
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.ui.stand_ins import Model


@pytest.fixture
def page(window: MainWindow) -> RehearsePage:
    window.rehearse(LIGHTHOUSE.id)
    page = window.page("rehearse")
    assert isinstance(page, RehearsePage)
    return page


def press(qtbot: QtBot, page: RehearsePage, key: Qt.Key) -> None:
    qtbot.keyClick(page, key)


def test_question_is_shown_large_and_silent(model: Model, page: RehearsePage) -> None:
    assert page.text.text() == LIGHTHOUSE.text
    assert page.text.font().pixelSize() > page.back.font().pixelSize()
    assert model.voice.said == []
    assert page.record.accessibleName() == "Record answer"


def test_read_aloud_at_once_if_wished(model: Model, window: MainWindow) -> None:
    model.settings.set(table.READ_ALOUD_FIRST, True)
    window.rehearse(LIGHTHOUSE.id)
    assert model.voice.said == [LIGHTHOUSE.text]
    assert window.page("rehearse").hear.accessibleName() == "Stop reading"


def test_r_reads_and_stops_reading(qtbot: QtBot, model: Model, page: RehearsePage) -> None:
    press(qtbot, page, Qt.Key.Key_R)
    assert model.voice.speaking
    press(qtbot, page, Qt.Key.Key_R)
    assert not model.voice.speaking


def test_the_lamp_waits_for_sound(qtbot: QtBot, model: Model, page: RehearsePage) -> None:
    # WHEN recording was asked for and no sound has come
    press(qtbot, page, Qt.Key.Key_Space)
    assert model.house.answering.step is Step.STARTING
    # THEN the lamp is dark
    assert not page.ring.lamp
    assert page.ring.words == "opening microphone"
    # WHEN the first sound is there THEN it is lit
    model.microphone.take.hear(20)
    qtbot.waitUntil(lambda: page.ring.lamp)
    assert page.record.accessibleName() == "Stop"
    assert page.pause.isVisible()


def test_pause_and_go_on(qtbot: QtBot, model: Model, page: RehearsePage) -> None:
    press(qtbot, page, Qt.Key.Key_Space)
    model.microphone.take.hear(20)
    qtbot.waitUntil(lambda: page.ring.lamp)
    press(qtbot, page, Qt.Key.Key_P)
    assert model.microphone.take.paused
    assert not page.ring.lamp
    assert page.pause.accessibleName() == "Go on"
    press(qtbot, page, Qt.Key.Key_P)
    assert not model.microphone.take.paused


def test_meter_and_hint_follow_the_sound(qtbot: QtBot, model: Model, page: RehearsePage) -> None:
    press(qtbot, page, Qt.Key.Key_Space)
    take = model.microphone.take
    take.level = Level(-20.0, -8.0)
    take.hint = "The microphone hears nothing."
    take.hear(1_000)
    qtbot.waitUntil(lambda: page.hint.text == take.hint)
    qtbot.waitUntil(lambda: page.meter._level == take.level)
    take.hint = ""
    qtbot.waitUntil(page.hint.isHidden)


def test_nothing_repaints_when_nothing_is_recorded(page: RehearsePage) -> None:
    assert not page._ticking.isActive()


def test_sound_that_ends_by_itself_ends_the_take(
    qtbot: QtBot, model: Model, window: MainWindow, page: RehearsePage
) -> None:
    press(qtbot, page, Qt.Key.Key_Space)
    model.microphone.take.hear(2_000)
    model.microphone.take.end()
    qtbot.waitUntil(lambda: window.current == "review")


def test_space_on_another_button_presses_that_button(qtbot: QtBot, model: Model, page: RehearsePage) -> None:
    page.tips.setFocus()
    qtbot.keyClick(page.tips, Qt.Key.Key_Space)
    assert page.tips.isChecked()
    assert model.house.answering.step is Step.ASKED


def test_text_can_be_hidden(qtbot: QtBot, page: RehearsePage) -> None:
    press(qtbot, page, Qt.Key.Key_H)
    assert LIGHTHOUSE.text not in page.text.text()
    assert page.record.accessibleDescription() == "The question's text is hidden"
    press(qtbot, page, Qt.Key.Key_H)
    assert page.text.text() == LIGHTHOUSE.text
    assert page.record.accessibleDescription() == LIGHTHOUSE.text, (
        "a screen reader says it with the button that has the focus"
    )


def test_tips_only_where_there_are_some(qtbot: QtBot, window: MainWindow, page: RehearsePage) -> None:
    press(qtbot, page, Qt.Key.Key_T)
    assert page._tips_card.isVisible()
    window.rehearse(FERRY.id)
    assert page.tips.isHidden()
    assert page._tips_card.isHidden()


def test_no_microphone_is_a_sentence_with_one_button(
    qtbot: QtBot, model: Model, window: MainWindow, page: RehearsePage
) -> None:
    model.microphone.refusal = MicrophoneProblem("No microphone was found.", "", "Plug one in.")
    press(qtbot, page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.trouble.text == "No microphone was found. Plug one in.")
    assert page.trouble.button.accessibleName() == "Choose a microphone"
    page.trouble.button.click()
    assert window.current == "settings"


def test_no_voice_is_a_sentence_and_the_flow_goes_on(qtbot: QtBot, model: Model, page: RehearsePage) -> None:
    model.voice.problem = VoiceProblem("No voice was found.", "", "Install espeak-ng.")
    press(qtbot, page, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: page.trouble.text == "No voice was found. Install espeak-ng.")
    press(qtbot, page, Qt.Key.Key_Space)
    assert model.house.answering.step is Step.STARTING
    assert page.trouble.isHidden()


def test_too_short_a_take_can_be_tried_again(qtbot: QtBot, model: Model, page: RehearsePage) -> None:
    press(qtbot, page, Qt.Key.Key_Space)
    model.microphone.take.hear(100)
    press(qtbot, page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Nothing was kept" in page.trouble.text)
    page.trouble.button.click()
    assert len(model.microphone.takes) == 2


def test_after_a_take_too_short_the_next_space_records_again(qtbot: QtBot, model: Model, window: MainWindow) -> None:
    model.answer(LIGHTHOUSE, 1, datetime.now(UTC), 58_000)
    window.rehearse(LIGHTHOUSE.id)
    page = window.page("rehearse")
    qtbot.keyClick(page.record, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(model.microphone.takes) == 1)
    model.microphone.take.hear(100)
    qtbot.keyClick(page.record, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Nothing was kept" in page.trouble.text and page.record.hasFocus())


def test_earlier_takes_open_their_review(qtbot: QtBot, model: Model, window: MainWindow) -> None:
    first = model.answer(LIGHTHOUSE, 1, datetime.now(UTC), 58_000)
    model.answer(FERRY, 1, datetime.now(UTC), 58_000)
    window.rehearse(LIGHTHOUSE.id)
    page = window.page("rehearse")
    qtbot.waitUntil(page.takes.isVisible)
    chips = page.takes._group.buttons()
    assert [chip.accessibleName() for chip in chips] == ["Take 1, 0:58"]
    with qtbot.waitSignal(page.attempt_requested) as wished:
        chips[0].click()
    assert wished.args == [first]


def test_a_store_that_does_not_answer_holds_no_rehearsal_up(
    qtbot: QtBot, model: Model, window: MainWindow, page: RehearsePage
) -> None:
    qtbot.waitUntil(lambda: not page._asking.busy)
    model.answer(LIGHTHOUSE, 1, datetime.now(UTC), 58_000)
    answering, attempts = threading.Event(), model.keeper.attempts

    def slow(question_id: str) -> object:
        answering.wait(10)
        return attempts(question_id)

    model.keeper.attempts = slow  # type: ignore[method-assign, assignment]
    window.rehearse(LIGHTHOUSE.id)
    assert page.takes.isHidden()
    model.house.answering.record()
    qtbot.waitUntil(lambda: model.house.answering.busy)
    model.microphone.take.hear(100)
    model.house.answering.stop()
    answering.set()
    qtbot.waitUntil(page.takes.isVisible)


def test_timer_can_be_hidden_and_target_changed(model: Model, page: RehearsePage) -> None:
    assert page.recorder.target.text() == "target 2:00"
    model.settings.set(table.TARGET_SECONDS, 90)
    assert page.recorder.target.text() == "target 1:30"
    model.settings.set(table.SHOW_TIMER, False)
    assert page.recorder.target.text() == ""


@pytest.mark.parametrize("percent", [100, 150])
def test_stop_is_in_sight_in_the_smallest_window(
    qtbot: QtBot, model: Model, window: MainWindow, page: RehearsePage, percent: int
) -> None:
    model.settings.set(table.TEXT_PERCENT, percent)
    window.resize(960, 600)
    page.tips.setChecked(True)
    model.house.answering.record()
    model.microphone.take.hear(1_000)
    qtbot.waitUntil(lambda: page.ring.lamp and page.pause.isVisible())

    def in_sight() -> bool:
        return page.rect().contains(page.record.mapTo(page, page.record.rect().bottomRight()))

    qtbot.waitUntil(in_sight)
