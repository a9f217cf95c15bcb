"""Choosing a microphone in the settings, and trying it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import MicrophoneProblem
from mockinterview.core.take import Level
from mockinterview.settings import table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.models.microphone_trial import TrialState
from mockinterview.ui.pages.microphone_part import MicrophonePart
from tests.ui.stand_ins import Model

SPEECH = Level(-20.0, -8.0)


@pytest.fixture
def part(qtbot: QtBot, model: Model, window: MainWindow) -> MicrophonePart:
    window.show_settings_section("microphone")
    part: MicrophonePart = window.page("settings").microphone
    qtbot.waitUntil(lambda: part._microphones.known)
    return part


def listed(part: MicrophonePart) -> list[str]:
    return [part.choice.itemText(place) for place in range(part.choice.count())]


def choose(part: MicrophonePart, place: int) -> None:
    part.choice.setCurrentIndex(place)
    part.choice.activated.emit(place)


def opened(qtbot: QtBot, part: MicrophonePart, model: Model, ms: int = 0, level: Level = SPEECH) -> None:
    """A test is begun, and has heard so much."""
    takes = len(model.microphone.takes)
    part.test.click()
    qtbot.waitUntil(lambda: len(model.microphone.takes) > takes and part.trial._take is not None)
    model.microphone.take.level = level
    if ms:
        model.microphone.take.hear(ms)


def test_microphones_are_listed_as_the_desktop_names_them(part: MicrophonePart) -> None:
    assert listed(part) == ["Default (Desk microphone)", "Desk microphone", "Headset"]
    assert part.choice.currentIndex() == 0
    assert part.state.isHidden()


def test_a_microphone_is_remembered_by_name_and_host_api(model: Model, part: MicrophonePart) -> None:
    choose(part, 2)
    assert model.settings.get(table.MICROPHONE) == "Headset"
    assert model.settings.get(table.MICROPHONE_API) == "fake"
    choose(part, 0)
    assert model.settings.get(table.MICROPHONE) == model.settings.get(table.MICROPHONE_API) == ""


def test_what_is_plugged_in_while_the_page_is_open_is_listed(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    model.microphone.devices = ("Desk microphone", "Headset", "Lapel microphone")
    model.news.change()
    qtbot.waitUntil(lambda: "Lapel microphone" in listed(part))


def test_a_change_while_the_list_is_on_its_way_is_not_missed(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    model.microphone.listing.clear()
    looks = model.microphone.looks
    model.news.change()
    qtbot.waitUntil(lambda: model.microphone.looks > looks)
    model.microphone.devices = ("Desk microphone", "Lapel microphone")
    model.news.change()
    qtbot.waitUntil(lambda: part._microphones._stale)
    model.microphone.listing.set()
    qtbot.waitUntil(lambda: "Lapel microphone" in listed(part))


def test_a_microphone_that_is_gone_stays_chosen_and_the_default_stands_in(
    qtbot: QtBot, model: Model, part: MicrophonePart
) -> None:
    choose(part, 2)
    model.microphone.devices = ("Desk microphone",)
    model.news.change()
    qtbot.waitUntil(lambda: part.choice.currentText() == "Headset (not here now)")
    assert "“Headset” is not there now." in part.state.text
    # WHEN the default is taken for now THEN the wish stays what it was
    part.state.notice.button.click()
    assert part._microphones.instead is not None
    assert part._microphones.name == "Desk microphone"
    assert part.state.text == "Recording with “Desk microphone” until “Headset” is back."
    assert model.settings.get(table.MICROPHONE) == "Headset"
    # WHEN it is back THEN it is used again
    model.microphone.devices = ("Desk microphone", "Headset")
    model.news.change()
    qtbot.waitUntil(part.state.isHidden)
    assert part._microphones.instead is None
    assert part._microphones.name == "Headset"
    # WHEN it goes once more THEN the person is asked once more
    model.microphone.devices = ("Desk microphone",)
    model.news.change()
    qtbot.waitUntil(lambda: part.state.notice.button.accessibleName() == "Use the default for now")
    assert part._microphones.instead is None


def test_no_microphone_is_said(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    model.microphone.devices = ()
    model.news.change()
    qtbot.waitUntil(lambda: part.state.text.startswith("No microphone was found."))


def test_a_sound_service_that_does_not_answer_does_not_hold_the_window_up(
    qtbot: QtBot, model: Model, part: MicrophonePart
) -> None:
    model.microphone.listing.clear()
    part.refresh()
    assert part._microphones._asking.busy, "the list is waited for elsewhere"
    model.microphone.list_problem = MicrophoneProblem("No microphone could be reached.", "", "Restart the sound.")
    model.microphone.listing.set()
    qtbot.waitUntil(lambda: part.state.text == "No microphone could be reached. Restart the sound.")


def test_a_muted_microphone_is_named_and_unmuted(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    model.microphone.muted.add("Desk microphone")
    model.news.change()
    qtbot.waitUntil(lambda: part.state.text.startswith("“Desk microphone” is muted in the sound settings."))
    assert "Desk microphone (muted)" in listed(part)
    part.state.notice.button.click()
    qtbot.waitUntil(part.state.isHidden)
    assert not model.microphone.muted


def test_a_test_is_heard_back_and_thrown_away(
    qtbot: QtBot, model: Model, window: MainWindow, part: MicrophonePart
) -> None:
    opened(qtbot, part, model, 1_000)
    qtbot.waitUntil(lambda: part.meter._level == SPEECH)
    assert part.words.text() == "Say something…"
    model.microphone.take.hear(2_000)
    qtbot.waitUntil(lambda: part.words.text() == "“Desk microphone” hears you well.")
    assert part.advice.isHidden()
    part.play.click()
    assert model.player.plays == [(0, None)]
    window.show_questions()
    wanted = [model.microphone.labels[0].attempt_id]
    qtbot.waitUntil(lambda: model.shelf.discarded == wanted)
    assert model.keeper.attempts() == ()


def test_the_test_uses_the_chosen_microphone(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    choose(part, 2)
    opened(qtbot, part, model)
    assert model.microphone.wishes[0].name == "Headset"


def test_another_test_throws_the_first_away(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    for _ in range(2):
        opened(qtbot, part, model, 3_000)
        qtbot.waitUntil(lambda: part.trial.state is TrialState.DONE)
        qtbot.waitUntil(lambda: not part.trial._closing.busy)
    assert model.shelf.discarded == [model.microphone.labels[0].attempt_id]


@pytest.mark.parametrize(
    ("peak", "words"),
    [(-120.0, "gives complete silence"), (-70.0, "hears next to nothing")],
)
def test_a_silent_or_quiet_microphone_is_told_with_one_step_and_more_behind(
    qtbot: QtBot, model: Model, part: MicrophonePart, peak: float, words: str
) -> None:
    opened(qtbot, part, model, 3_000, Level(peak, peak))
    qtbot.waitUntil(lambda: words in part.advice.text)
    assert part.advice.steps == ""
    part.advice.more.click()
    assert "socket" in part.advice.steps
    part.advice.more.click()
    assert part.advice.steps == ""


def test_silence_of_a_muted_microphone_is_told_as_a_mute(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    model.microphone.muted.add("Desk microphone")
    model.news.change()
    qtbot.waitUntil(lambda: part.state.text != "")
    opened(qtbot, part, model, 3_000, Level())
    qtbot.waitUntil(lambda: part.words.text() == "The test heard nothing: the microphone is muted.")
    assert part.advice.isHidden(), "what to do about it is said once"
    assert part.play.isHidden(), "there is nothing to hear"
    part.state.notice.button.click()
    qtbot.waitUntil(lambda: not model.microphone.muted)
    # WHEN it is not muted any more THEN what the test found holds no longer
    qtbot.waitUntil(lambda: part.words.text() == "Three seconds, thrown away afterwards.")


def test_what_a_test_found_is_not_said_of_another_microphone(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    opened(qtbot, part, model, 3_000, Level())
    qtbot.waitUntil(lambda: "gives complete silence" in part.advice.text)
    choose(part, 2)
    assert part.advice.isHidden()
    assert part.words.text() == "Three seconds, thrown away afterwards."


def test_a_test_is_given_up_by_the_button_that_began_it(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    part.test.setFocus()
    opened(qtbot, part, model, 500)
    assert part.test.hasFocus()
    part.test.click()
    qtbot.waitUntil(lambda: part.trial.state is TrialState.IDLE)
    assert model.microphone.labels[0].attempt_id in model.shelf.discarded
    assert part.test.accessibleName() == "Test microphone"


def test_a_test_that_is_too_loud_is_told(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    opened(qtbot, part, model)
    model.microphone.take.mark(MarkKind.CLIPPED)
    model.microphone.take.hear(3_000)
    qtbot.waitUntil(lambda: "too loud" in part.advice.text)
    assert part.play.isVisible()


def test_a_microphone_without_sound_is_given_up(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    part.trial._waiting.setInterval(1)
    part.test.click()
    qtbot.waitUntil(lambda: "No sound came from “Desk microphone”." in part.advice.text)
    assert part.test.isEnabled()
    assert part.play.isHidden()


def test_a_refused_microphone_is_said(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    model.microphone.refusal = MicrophoneProblem("The microphone is busy.", "", "Close the other program.")
    part.test.click()
    qtbot.waitUntil(lambda: part.words.text() == "The microphone is busy. Close the other program.")
    assert part.test.isEnabled()


def test_a_microphone_that_goes_during_the_test_is_said(qtbot: QtBot, model: Model, part: MicrophonePart) -> None:
    opened(qtbot, part, model, 500)
    model.microphone.take.fail(MicrophoneProblem("The microphone stopped.", "", "Plug it in."))
    qtbot.waitUntil(lambda: part.words.text() == "The microphone stopped. Plug it in.")
    assert part.test.isEnabled()


def test_leaving_ends_a_running_test(qtbot: QtBot, model: Model, window: MainWindow, part: MicrophonePart) -> None:
    opened(qtbot, part, model, 500)
    window.show_questions()
    qtbot.waitUntil(lambda: model.shelf.discarded == [model.microphone.labels[0].attempt_id])
    assert model.microphone.take.stops == 1


def test_leaving_while_the_microphone_opens_ends_the_test_as_soon_as_it_has(
    qtbot: QtBot, model: Model, window: MainWindow, part: MicrophonePart
) -> None:
    model.microphone.opens.clear()
    part.test.click()
    window.show_questions()
    model.microphone.opens.set()
    qtbot.waitUntil(lambda: part.trial.state is TrialState.IDLE and bool(model.shelf.discarded))
    assert model.microphone.take.stops == 1


def test_closing_the_window_while_the_microphone_opens_leaves_nothing(
    qtbot: QtBot, model: Model, window: MainWindow, part: MicrophonePart
) -> None:
    model.microphone.opens.clear()
    part.test.click()
    model.microphone.opens.set()
    part.close_down()
    assert model.microphone.take.stops == 1
    assert model.shelf.discarded
