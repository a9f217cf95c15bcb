"""The settings page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.recognition import ModelState, Recogniser
from mockinterview.settings import ALL, table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages.settings_editors import label_of
from mockinterview.ui.pages.settings_page import SECTIONS, SettingsPage
from tests.fakes.fake_model_store import known
from tests.ui.stand_ins import Model

ELSEWHERE = {
    one.key
    for one in (
        table.MICROPHONE,
        table.RECOGNISER,
        table.MODEL,
        table.LANGUAGE,
        table.VOCABULARY,
        table.RECOGNISE_WHILE_RECORDING,
    )
}
"""Shown in a section that has an inside of its own."""


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
    placed = {setting.key for _, _, _, settings in SECTIONS for setting in settings} | ELSEWHERE
    assert placed == {key for key, setting in ALL.items() if setting.words}


@pytest.mark.parametrize("setting", [setting for setting in ALL.values() if setting.words], ids=lambda one: one.key)
def test_labels_are_words_for_people(setting: table.AnySetting) -> None:
    assert label_of(setting)
    assert "empty" not in label_of(setting)


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


def test_a_target_typed_in_the_review_is_shown_in_words(model: Model, page: SettingsPage) -> None:
    model.settings.set(table.PACE_FROM, 125)
    assert page.editors[table.PACE_FROM.key].choice.currentText() == "125 words a minute"
    model.settings.set(table.TARGET_SECONDS, 135)
    assert page.editors[table.TARGET_SECONDS.key].choice.currentText() == "2:15"
    choose(page.editors[table.PACE_TO.key], 0)
    assert model.settings.get(table.PACE_TO) == 0
    assert page.editors[table.PACE_TO.key].choice.currentText() == "Open"


def test_sections_can_be_asked_for(qtbot: QtBot, window: MainWindow, page: SettingsPage) -> None:
    window.show_settings_section("privacy")
    bar = page._column.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    assert page.segments.current == len(SECTIONS) - 1


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


def whisper_here(model: Model, *names: str) -> None:
    """As if these Whisper models were here."""
    model.transcriber.known = (Recogniser("whisper", True, models=names), *model.transcriber.known[1:])
    model.models.known = [known(name, 145_261_783, ModelState.HERE) for name in names]


def test_the_way_to_whisper_stands_beside_the_draft_recogniser(page: SettingsPage) -> None:
    page.speech.state.button.click()
    assert page.speech._dialog.isVisible()
    page.speech._dialog.reject()
    assert page.isVisible()


def test_a_recogniser_that_was_chosen_and_does_not_work_says_why(model: Model, page: SettingsPage) -> None:
    whisper_here(model, "base.en")
    model.transcriber.known = (
        *model.transcriber.known,
        Recogniser("whisper-light", False, "It is not installed with this program."),
    )
    model.settings.set(table.RECOGNISER, "whisper-light")
    page.speech.refresh()
    assert page.speech.state.text == "Whisper, light cannot be used. It is not installed with this program."


def test_a_trial_says_how_long_one_waits_here(qtbot: QtBot, model: Model, page: SettingsPage) -> None:
    whisper_here(model, "base.en")
    part = page.speech
    part.refresh()
    assert part.guidance.text() == "Needs about 436 MB of memory, 4.0 GB are free now."
    model.models.hold.clear()
    part.try_it.click()
    qtbot.waitUntil(part.stop_trying.isVisible)
    assert not part.try_it.isVisible()
    model.models.hold.set()
    qtbot.waitUntil(part.try_it.isVisible)
    assert part.guidance.text().endswith("words about 2 s after Stop.")
    model.settings.set(table.RECOGNISE_WHILE_RECORDING, False)
    assert part.guidance.text().endswith("words about 35 s for a two-minute answer.")


def test_a_trial_can_be_stopped(qtbot: QtBot, model: Model, page: SettingsPage) -> None:
    whisper_here(model, "base.en")
    page.speech.refresh()
    model.models.hold.clear()
    page.speech.try_it.click()
    page.speech.stop_trying.click()
    qtbot.waitUntil(page.speech.try_it.isVisible)
    assert model.models.trial is None
    model.models.hold.set()


def test_a_trial_that_fails_is_a_sentence(qtbot: QtBot, model: Model, page: SettingsPage) -> None:
    whisper_here(model, "base.en")
    page.speech.refresh()
    model.models.problem = SpeechProblem("It broke.", "", "Try again.")
    page.speech.try_it.click()
    qtbot.waitUntil(lambda: page.speech.trouble.text == "It broke. Try again.")


def test_little_memory_is_said_before_it_is_needed(model: Model, page: SettingsPage) -> None:
    whisper_here(model, "base.en")
    model.models.free_bytes = 400_000_000
    page.speech.refresh()
    assert "it may be slow or fail" in page.speech.guidance.text()


def test_languages_have_names_and_can_be_found_out(model: Model, page: SettingsPage) -> None:
    choice = page.speech.language.choice
    assert choice.currentText() == "English"
    choose(page.speech.language, "de")
    assert (choice.currentText(), model.settings.get(table.LANGUAGE)) == ("German", "de")
    choose(page.speech.language, "")
    assert choice.currentText() == "Find out by itself"


@pytest.mark.parametrize(
    ("names", "language", "note"),
    [
        ((), "de", "The draft recogniser knows English only. For German, get a model without “.en”, such as small."),
        ((), "en", ""),
        (("base.en",), "en", ""),
        (("base.en",), "fr", "Every model that is here knows English only"),
        (("base.en",), "", "For another language, get a model"),
        (("base.en", "small"), "fr", ""),
    ],
)
def test_why_only_english_is_said(
    model: Model, page: SettingsPage, names: tuple[str, ...], language: str, note: str
) -> None:
    if names:
        whisper_here(model, *names)
    page.speech.refresh()
    model.settings.set(table.LANGUAGE, language)
    shown = page.speech.language_note
    assert note in shown.text()
    assert shown.isVisible() is bool(note)


def test_a_chosen_english_model_is_named(model: Model, page: SettingsPage) -> None:
    whisper_here(model, "base.en", "small")
    model.settings.set(table.MODEL, "base.en")
    model.settings.set(table.LANGUAGE, "fr")
    page.speech.refresh()
    assert page.speech.language_note.text().startswith("base.en knows English only")


def test_ones_own_names_are_kept_soon_after_they_are_typed(qtbot: QtBot, model: Model, page: SettingsPage) -> None:
    QTest.keyClicks(page.speech.vocabulary.box, "Grafana")
    qtbot.waitUntil(lambda: model.settings.get(table.VOCABULARY) == "Grafana")
    model.settings.set(table.VOCABULARY, "Kubernetes")
    assert page.speech.vocabulary.box.toPlainText() == "Kubernetes"


def test_leaving_the_page_keeps_what_was_just_typed(model: Model, window: MainWindow, page: SettingsPage) -> None:
    QTest.keyClicks(page.speech.vocabulary.box, "Grafana")
    window.show_questions()
    assert model.settings.get(table.VOCABULARY) == "Grafana"
