"""A rehearsal whose microphone is not well: what is said of it, when, and what its button does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import MicrophoneProblem
from mockinterview.core.take import DeviceWish, Level
from mockinterview.flow.answering import Step
from mockinterview.settings import table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages.rehearse_page import RehearsePage
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_microphone import FakeTake
from tests.ui.stand_ins import Model

SILENT = "The microphone hears nothing."
HEADSET = DeviceWish("Headset", "fake")


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> RehearsePage:
    window.rehearse(LIGHTHOUSE.id)
    page = window.page("rehearse")
    assert isinstance(page, RehearsePage)
    qtbot.waitUntil(lambda: page._microphones.known and not page._microphones._asking.busy)
    return page


@pytest.fixture
def take(qtbot: QtBot, model: Model, page: RehearsePage) -> FakeTake:
    """A take that runs and is well."""
    model.house.answering.record()
    take = model.microphone.take
    take.level = Level(-20.0, -8.0)
    take.hear(1_000)
    qtbot.waitUntil(lambda: page.ring.lamp)
    return take


# ---------------------------------------------------------------- before a take


def test_the_microphone_in_use_is_named(page: RehearsePage) -> None:
    assert page.recorder.chooser.accessibleName() == "Microphone: Desk microphone"
    assert page.hint.isHidden()


def test_another_is_chosen_with_the_keyboard(qtbot: QtBot, model: Model, page: RehearsePage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_M)
    menu = page.recorder.chooser.menu_shown
    qtbot.waitUntil(menu.isVisible)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == [
        "Default (Desk microphone)",
        "Desk microphone",
        "Headset",
        "Try the microphone in Settings",
    ]
    for _ in range(3):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert model.settings.get(table.MICROPHONE) == "Headset"
    assert model.settings.get(table.MICROPHONE_API) == "fake"
    assert page.recorder.chooser.accessibleName() == "Microphone: Headset"


def test_the_menu_leads_to_the_test_in_the_settings(window: MainWindow, page: RehearsePage) -> None:
    chooser = page.recorder.chooser
    chooser.open_menu()
    chooser.menu_shown.actions()[-1].trigger()
    chooser.menu_shown.close()
    assert window.current == "settings"


def test_while_a_take_runs_the_page_cannot_be_left_by_the_menu(page: RehearsePage, take: FakeTake) -> None:
    chooser = page.recorder.chooser
    chooser.open_menu()
    assert not chooser.menu_shown.actions()[-1].isEnabled()
    chooser.menu_shown.close()


def test_a_muted_microphone_is_said_before_the_first_word_and_unmuted(
    qtbot: QtBot, model: Model, page: RehearsePage, announced: list[str]
) -> None:
    model.microphone.muted.add("Desk microphone")
    model.news.change()
    qtbot.waitUntil(lambda: page.hint.text.startswith("“Desk microphone” is muted in the sound settings."))
    assert announced == [page.hint.text]
    page.hint.button.click()
    qtbot.waitUntil(page.hint.isHidden)
    assert not model.microphone.muted


def test_a_missing_microphone_is_named_and_the_default_stands_in_until_it_is_back(
    qtbot: QtBot, model: Model, page: RehearsePage
) -> None:
    page._microphones.choose(HEADSET)
    model.microphone.devices = ("Desk microphone",)
    model.news.change()
    qtbot.waitUntil(lambda: page.hint.text.startswith("“Headset” is not there now."))
    page.hint.button.click()
    assert page.hint.text == "Recording with “Desk microphone” until “Headset” is back."
    model.house.answering.ask(LIGHTHOUSE)
    page.record.click()
    assert model.microphone.wishes == [DeviceWish()]
    model.microphone.take.hear(2_000)
    page.record.click()
    qtbot.waitUntil(lambda: model.house.answering.step is not Step.KEEPING)
    # WHEN it is back THEN the next take is recorded with it
    model.microphone.devices = ("Desk microphone", "Headset")
    model.news.change()
    qtbot.waitUntil(lambda: page._microphones.name == "Headset")
    assert page._microphones.instead is None
    assert page.hint.isHidden()
    assert model.settings.get(table.MICROPHONE) == "Headset"


def test_a_refused_take_of_a_missing_microphone_offers_the_default_at_once(
    qtbot: QtBot, model: Model, page: RehearsePage
) -> None:
    page._microphones.choose(HEADSET)
    model.microphone.devices = ("Desk microphone",)
    model.news.change()
    qtbot.waitUntil(page.hint.isVisible)
    model.microphone.refusal = MicrophoneProblem("The microphone “Headset” is not there.", "", "Plug it in.")
    page.record.click()
    qtbot.waitUntil(page.trouble.isVisible)
    assert page.hint.isHidden(), "it is not told twice"
    assert page.trouble.button.accessibleName() == "Use “Desk microphone” this time"
    model.microphone.refusal = None
    page.trouble.button.click()
    qtbot.waitUntil(lambda: model.microphone.wishes == [DeviceWish()])


def test_no_microphone_is_said_and_one_that_comes_is_noticed(qtbot: QtBot, model: Model, page: RehearsePage) -> None:
    model.microphone.devices = ()
    model.news.change()
    qtbot.waitUntil(lambda: page.hint.text.startswith("No microphone was found."))
    model.microphone.devices = ("Desk microphone",)
    page.hint.button.click()
    qtbot.waitUntil(page.hint.isHidden)


# ---------------------------------------------------------------- while it is made


def test_an_event_is_shown_for_a_while_then_counted_and_listed(
    qtbot: QtBot, page: RehearsePage, take: FakeTake, announced: list[str]
) -> None:
    page.recorder.notices._showing.setInterval(100)
    take.mark(MarkKind.GAP, "The sound came late.", 800)
    qtbot.waitUntil(lambda: page.hint.text == "0.8 s missing. The sound came late.")
    assert page.recorder.notes.accessibleName() == "1 note on the sound"
    qtbot.waitUntil(page.hint.isHidden)
    assert page.recorder.notes.isVisible()
    assert page._sound_card.isHidden()
    page.recorder.notes.click()
    assert page.sound_list.texts == ["0:01 0.8 s missing. The sound came late."]
    take.hear(1_000)
    take.mark(MarkKind.CLIPPED)
    qtbot.waitUntil(lambda: page.sound_list.texts[1:] == ["0:02 Too loud, cut off"])
    assert announced == ["0.8 s missing. The sound came late.", "Too loud, cut off"]


def test_what_the_person_did_is_no_news(qtbot: QtBot, model: Model, page: RehearsePage, take: FakeTake) -> None:
    take.mark(MarkKind.PAUSED, "Paused.")
    seen = page.recorder.notices
    qtbot.waitUntil(lambda: page.ring._elapsed_ms == 1_000)
    page.recorder.tick()
    assert seen.notes == ()
    assert page.recorder.notes.isHidden()


def test_a_silent_microphone_is_told_with_what_to_do_and_where_to_choose(
    qtbot: QtBot, page: RehearsePage, take: FakeTake, announced: list[str]
) -> None:
    take.level = Level()
    take.mark(MarkKind.SILENT_INPUT, SILENT)
    take.hint = SILENT
    qtbot.waitUntil(lambda: page.hint.text.startswith("“Desk microphone” gives complete silence. "))
    assert "not muted" not in page.hint.text, "the sound settings were asked already"
    assert page.hint.button.accessibleName() == "Choose a microphone"
    assert page.recorder.notes.isHidden(), "what goes on still is not counted yet"
    assert announced == [page.hint.text]
    page.hint.button.click()
    assert page.recorder.chooser.menu_shown.isVisible()
    page.recorder.chooser.menu_shown.close()
    # WHEN it hears again THEN the hint goes and the note stays
    take.hint = ""
    qtbot.waitUntil(page.hint.isHidden)
    assert page.recorder.notes.accessibleName() == "1 note on the sound"


def test_silence_is_told_of_the_microphone_that_is_used_now(
    qtbot: QtBot, model: Model, page: RehearsePage, take: FakeTake
) -> None:
    take.mark(MarkKind.SILENT_INPUT, SILENT)
    take.hint, take.level = SILENT, Level()
    qtbot.waitUntil(lambda: page.hint.text.startswith("“Desk microphone” gives complete silence."))
    model.microphone.devices = ("Headset",)
    model.news.change()
    qtbot.waitUntil(lambda: page.hint.text.startswith("“Headset” gives complete silence."))


def test_a_microphone_that_is_muted_during_the_take_can_be_unmuted(
    qtbot: QtBot, model: Model, page: RehearsePage, take: FakeTake
) -> None:
    take.hint = "“Desk microphone” is muted in the sound settings."
    model.microphone.muted.add("Desk microphone")
    model.news.change()
    qtbot.waitUntil(lambda: page.hint.button.accessibleName() == "Unmute")
    page.hint.button.click()
    qtbot.waitUntil(lambda: not model.microphone.muted)


def test_a_full_disk_and_a_loud_voice_are_no_matter_of_the_microphone(
    qtbot: QtBot, page: RehearsePage, take: FakeTake
) -> None:
    for kind, words in ((MarkKind.DISK_LOW, "The disk is nearly full."), (MarkKind.CLIPPED, "Too loud.")):
        take.mark(kind, words)
        take.hint = words
        qtbot.waitUntil(lambda words=words: page.hint.text == words)
        assert page.hint.button.isHidden()


def test_nothing_of_one_take_is_told_of_the_next(
    qtbot: QtBot, model: Model, page: RehearsePage, take: FakeTake
) -> None:
    take.mark(MarkKind.GAP, "", 800)
    qtbot.waitUntil(page.recorder.notes.isVisible)
    page.recorder.notes.click()
    model.house.answering.stop()
    qtbot.waitUntil(lambda: not model.house.answering.busy)
    assert page.recorder.notes.isHidden()
    assert page._sound_card.isHidden()
    assert page.sound_list.texts == []


@pytest.mark.parametrize("percent", [100, 150])
def test_stop_is_in_sight_with_a_notice_and_the_list(
    qtbot: QtBot, model: Model, window: MainWindow, page: RehearsePage, percent: int
) -> None:
    model.settings.set(table.TEXT_PERCENT, percent)
    window.resize(960, 600)
    model.house.answering.record()
    take = model.microphone.take
    take.hear(1_000)
    for _ in range(4):
        take.mark(MarkKind.MICROPHONE_CHANGED, "Microphone changed to “Built-in Audio Analog Stereo”.", 700)
    take.hint = "Recording from “Built-in Audio Analog Stereo” now, no longer from “Desk microphone”."
    qtbot.waitUntil(lambda: page.hint.isVisible() and page.recorder.notes.isVisible())
    page.recorder.notes.click()

    def in_sight() -> bool:
        return all(
            page.rect().contains(widget.mapTo(page, widget.rect().bottomRight())) for widget in (page.record, page.hint)
        )

    qtbot.waitUntil(in_sight)


def test_stop_stays_where_it_is_whatever_is_told(
    qtbot: QtBot, model: Model, window: MainWindow, page: RehearsePage, take: FakeTake
) -> None:
    window.resize(1_280, 720)
    place = page.record.mapTo(window, page.record.rect().topLeft())
    take.hint = (
        "“Desk microphone” is muted in the sound settings. Unmute it there: nothing is heard by anybody or anything."
    )
    qtbot.waitUntil(page.hint.isVisible)
    assert page.record.mapTo(window, page.record.rect().topLeft()) == place


def test_the_count_of_notes_never_shrinks(qtbot: QtBot, page: RehearsePage, take: FakeTake) -> None:
    for seconds in (10, 20):
        take.hear(seconds * 1_000)
        take.mark(MarkKind.SILENT_INPUT, SILENT)
    qtbot.waitUntil(lambda: page.recorder.notes.accessibleName() == "2 notes on the sound")
    # WHEN it is silent once more THEN only the silence that lasts is told elsewhere
    take.hear(10_000)
    take.mark(MarkKind.SILENT_INPUT, SILENT)
    take.hint = SILENT
    qtbot.waitUntil(page.hint.isVisible)
    assert page.recorder.notes.accessibleName() == "2 notes on the sound"


def test_a_trouble_with_the_microphone_is_over_when_one_is_back(qtbot: QtBot, model: Model, page: RehearsePage) -> None:
    model.microphone.devices = ()
    model.news.change()
    qtbot.waitUntil(lambda: page.hint.text.startswith("No microphone was found."))
    model.microphone.refusal = MicrophoneProblem("No microphone was found.", "", "Plug one in, and try again.")
    page.record.click()
    qtbot.waitUntil(page.trouble.isVisible)
    model.microphone.devices = ("Desk microphone",)
    model.news.change()
    qtbot.waitUntil(page.trouble.isHidden)
    assert page.hint.isHidden()
