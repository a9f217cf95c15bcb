"""The settings page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import MicrophoneProblem, SpeechProblem
from mockinterview.core.recognition import Recogniser
from mockinterview.core.take import Level
from mockinterview.settings import ALL, table
from mockinterview.ui.look import px
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages.settings_editors import label_of
from mockinterview.ui.pages.settings_page import SECTIONS, SettingsPage
from mockinterview.ui.pages.speech_part import ModelRow, size_words
from tests.fakes.fake_model_store import known
from tests.ui.stand_ins import Model

ELSEWHERE = {table.MICROPHONE.key, table.RECOGNISER.key, table.MODEL.key}
"""Shown in a section that has an inside of its own."""

NOT_YET = {table.LANGUAGE.key}
"""There is only English to choose so far."""


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> SettingsPage:
    window.show_settings()
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.editors[table.VOICE.key].choice.count() == 2)
    qtbot.waitUntil(lambda: not page._asking_voices.busy)
    return page


def choose(editor: object, value: object) -> None:
    place = editor.choice.findData(value)
    assert place >= 0
    editor.choice.setCurrentIndex(place)
    editor.choice.activated.emit(place)


def test_every_setting_with_words_has_a_place() -> None:
    placed = {setting.key for _, _, _, settings in SECTIONS for setting in settings} | ELSEWHERE | NOT_YET
    assert placed == {key for key, setting in ALL.items() if setting.words}


@pytest.mark.parametrize("setting", [setting for setting in ALL.values() if setting.words], ids=lambda one: one.key)
def test_labels_are_words_for_people(setting: table.AnySetting) -> None:
    assert label_of(setting)
    assert "empty" not in label_of(setting)


def test_a_model_row_fits_large_text_in_the_smallest_window(page: SettingsPage) -> None:
    row = ModelRow(known("large-v3-turbo", 1_617_941_637), page)
    assert row.minimumSizeHint().width() <= px(420)  # of the 444 there are in 960 at 200 % text


def test_a_choice_holds_at_once(model: Model, page: SettingsPage) -> None:
    choose(page.editors[table.THEME.key], "dark")
    assert model.settings.get(table.THEME) == "dark"
    choose(page.editors[table.TARGET_SECONDS.key], 0)
    assert model.settings.get(table.TARGET_SECONDS) == 0
    choose(page.editors[table.VOICE.key], "Fake voice")
    assert model.settings.get(table.VOICE) == "Fake voice"


def test_a_switch_holds_at_once_and_follows(qtbot: QtBot, model: Model, page: SettingsPage) -> None:
    switch = page.editors[table.SHOW_TIMER.key].switch
    assert switch.isChecked()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert model.settings.get(table.SHOW_TIMER) is False
    model.settings.set(table.SHOW_TIMER, True)
    assert switch.isChecked()


def test_a_value_typed_elsewhere_is_shown(model: Model, page: SettingsPage) -> None:
    model.settings.set(table.TEXT_PERCENT, 117)
    assert page.editors[table.TEXT_PERCENT.key].choice.currentText() == "117 %"


def test_sections_can_be_asked_for(qtbot: QtBot, window: MainWindow, page: SettingsPage) -> None:
    window.show_settings_section("privacy")
    bar = page._column.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    assert page.segments.current == len(SECTIONS) - 1


def test_microphones_are_listed(page: SettingsPage) -> None:
    choice = page.microphone.editor.choice
    assert [choice.itemData(index) for index in range(choice.count())] == ["", "Desk microphone", "Headset"]


def test_a_microphone_that_is_gone_stays_chosen(model: Model, page: SettingsPage) -> None:
    choose(page.microphone.editor, "Headset")
    model.microphone.devices = ("Desk microphone",)
    page.microphone.refresh()
    assert page.microphone.editor.choice.currentText() == "Headset (not here now)"
    assert model.settings.get(table.MICROPHONE) == "Headset"


def test_no_microphone_is_said(model: Model, page: SettingsPage) -> None:
    model.microphone.devices = ()
    page.microphone.refresh()
    assert "No microphone" in page.microphone.words.text()


def test_microphone_test_is_heard_back_and_thrown_away(
    qtbot: QtBot, model: Model, window: MainWindow, page: SettingsPage
) -> None:
    part = page.microphone
    part.test.click()
    take = model.microphone.take
    take.level = Level(-20.0, -8.0)
    take.hear(1_000)
    qtbot.waitUntil(lambda: part._loudest == -8.0)
    take.hear(2_000)
    qtbot.waitUntil(lambda: part.words.text() == "Heard you.")
    part.play.click()
    assert model.player.plays == [(0, None)]
    window.show_questions()
    assert model.shelf.discarded == [model.microphone.labels[0].attempt_id]
    assert model.keeper.attempts() == ()


def test_silent_microphone_is_said(qtbot: QtBot, model: Model, page: SettingsPage) -> None:
    page.microphone.test.click()
    model.microphone.take.hear(3_000)
    qtbot.waitUntil(lambda: "very quiet" in page.microphone.words.text())


def test_microphone_without_sound_is_given_up(qtbot: QtBot, model: Model, page: SettingsPage) -> None:
    page.microphone.test.click()
    page.microphone._waiting.setInterval(1)
    qtbot.waitUntil(lambda: "No sound came" in page.microphone.words.text())
    assert page.microphone.test.isEnabled()


def test_refused_microphone_is_said(model: Model, page: SettingsPage) -> None:
    model.microphone.refusal = MicrophoneProblem("The microphone is busy.", "", "Close the other program.")
    page.microphone.test.click()
    assert page.microphone.words.text() == "The microphone is busy. Close the other program."


def test_leaving_ends_a_running_test(model: Model, window: MainWindow, page: SettingsPage) -> None:
    page.microphone.test.click()
    model.microphone.take.hear(500)
    window.show_questions()
    assert model.microphone.take.stops == 1
    assert model.shelf.discarded == [model.microphone.labels[0].attempt_id]


def test_draft_recogniser_is_named_as_such(page: SettingsPage) -> None:
    assert page.speech.state.text.startswith("Draft recogniser: many words will be wrong.")


def test_ready_whisper_is_said(model: Model, page: SettingsPage) -> None:
    model.transcriber.known = (Recogniser("whisper", True),)
    page.speech.refresh()
    assert page.speech.state.text == "Whisper is ready."


def test_no_recogniser_is_said(model: Model, page: SettingsPage) -> None:
    model.transcriber.known = (Recogniser("whisper", False, "No model."),)
    page.speech.refresh()
    assert "recorded and can be heard" in page.speech.state.text


def test_download_starts_only_when_asked_for(qtbot: QtBot, model: Model, page: SettingsPage) -> None:
    assert model.models.fetched == []
    page.speech._rows["base.en"].get.click()
    qtbot.waitUntil(lambda: model.models.fetched == ["base.en"] and not page.speech._download.busy)
    qtbot.waitUntil(lambda: page.speech._downloading == "")


def test_failed_download_is_a_sentence_and_can_be_tried_again(qtbot: QtBot, model: Model, page: SettingsPage) -> None:
    model.models.problem = SpeechProblem("The download was cut off.", "", "Press Download to go on.")
    page.speech._rows["base.en"].get.click()
    qtbot.waitUntil(lambda: page.speech.trouble.text == "The download was cut off. Press Download to go on.")
    assert page.speech._rows["base.en"].get.isVisibleTo(page)


@pytest.mark.parametrize(("size", "words"), [(75_572_083, "76 MB"), (2_900_000_000, "2.9 GB"), ("odd", "0 MB")])
def test_sizes(size: object, words: str) -> None:
    assert size_words(size) == words
