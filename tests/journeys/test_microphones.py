"""Microphones that come, go and fall silent, on the real sound server, as the person at the window sees it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import MarkKind
from mockinterview.flow.answering import Step
from mockinterview.settings import table
from mockinterview.ui.pages.microphone_part import MicrophonePart
from mockinterview.ui.pages.rehearse_page import RehearsePage
from mockinterview.ui.review import ReviewPage
from tests.journeys.conftest import OpenWindow, WindowMaker
from tests.journeys.soundcard import MICROPHONE, VirtualSoundCard
from tests.journeys.usb_microphone import UsbMicrophone

pytestmark = pytest.mark.journey

QUESTION = "confidentiality-paralegal"
PATIENCE_MS = 20_000


def rehearsal(qtbot: QtBot, opened: OpenWindow) -> RehearsePage:
    opened.window.rehearse(QUESTION)
    page = opened.window.page("rehearse")
    assert isinstance(page, RehearsePage)
    qtbot.waitUntil(lambda: page._microphones.known and not page._microphones._asking.busy, timeout=PATIENCE_MS)
    return page


def recording(qtbot: QtBot, opened: OpenWindow, page: RehearsePage) -> None:
    page.record.click()
    answering = opened.house.answering
    qtbot.waitUntil(lambda: answering.step is Step.RECORDING and answering.elapsed_ms > 500, timeout=PATIENCE_MS)


def test_what_is_plugged_in_and_pulled_out_is_seen_while_the_settings_are_open(
    window_maker: WindowMaker, qtbot: QtBot, sound_card: VirtualSoundCard
) -> None:
    opened = window_maker()
    opened.window.show_settings_section("microphone")
    part: MicrophonePart = opened.window.page("settings").microphone
    qtbot.waitUntil(lambda: part._microphones.known, timeout=PATIENCE_MS)

    def names() -> list[str]:
        return [part.choice.itemText(place) for place in range(part.choice.count())]

    with UsbMicrophone(sound_card) as usb:
        # WHEN a headset is plugged in THEN it is in the list, and can be chosen
        qtbot.waitUntil(lambda: usb.name in names(), timeout=PATIENCE_MS)
        part.choice.setCurrentIndex(names().index(usb.name))
        part.choice.activated.emit(part.choice.currentIndex())
        assert opened.house.answering._device().name == usb.name
        # WHEN it is muted THEN that is said, and one button undoes it
        usb.mute()
        qtbot.waitUntil(lambda: "is muted in the sound settings" in part.state.text, timeout=PATIENCE_MS)
        part.state.notice.button.click()
        qtbot.waitUntil(part.state.isHidden, timeout=PATIENCE_MS)
        # WHEN it is tried THEN it is silent, for nobody speaks, and the advice is not to look for a mute
        part.test.click()
        qtbot.waitUntil(lambda: "complete silence" in part.advice.text, timeout=PATIENCE_MS)
        assert "not muted" not in part.advice.text
        # WHEN it is pulled out THEN the wish stays, and the default can stand in
        usb.pull_out()
        qtbot.waitUntil(lambda: f"“{usb.name}” is not there now." in part.state.text, timeout=PATIENCE_MS)
        assert part.choice.currentText() == f"{usb.name} (not here now)"
        part.state.notice.button.click()
        page = rehearsal(qtbot, opened)
        recording(qtbot, opened, page)
        page.record.click()
        qtbot.waitUntil(lambda: opened.window.current == "review", timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not opened.house.answering.busy, timeout=PATIENCE_MS)
        # WHEN it is back THEN it is used again, and PortAudio reaches it
        usb.plug_in()
        qtbot.waitUntil(lambda: part._microphones.name == usb.name, timeout=PATIENCE_MS)
        page = rehearsal(qtbot, opened)
        recording(qtbot, opened, page)
        page.record.click()
        qtbot.waitUntil(lambda: opened.window.current == "review", timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not opened.house.answering.busy, timeout=PATIENCE_MS)
        devices = [attempt.device for attempt in opened.house.library.attempts(QUESTION)]
        assert devices[0] == usb.name
        assert devices[1] != usb.name


def test_a_microphone_that_is_pulled_out_while_it_is_used_is_told_at_once_and_kept_as_a_note(
    window_maker: WindowMaker, qtbot: QtBot, sound_card: VirtualSoundCard
) -> None:
    opened = window_maker()
    with UsbMicrophone(sound_card) as usb:
        page = rehearsal(qtbot, opened)
        qtbot.waitUntil(lambda: any(one.name == usb.name for one in page._microphones.devices), timeout=PATIENCE_MS)
        entry = next(entry for entry in page._microphones.entries() if entry.device and entry.device.name == usb.name)
        page._microphones.choose(entry.wish)
        recording(qtbot, opened, page)
        usb.pull_out()
        # THEN the person sees it on the page (the server moves the stream to the other microphone, and tells nobody)
        qtbot.waitUntil(lambda: page.hint.isVisible() and bool(opened.house.answering.marks), timeout=PATIENCE_MS)
        assert MarkKind.MICROPHONE_CHANGED in [mark.kind for mark in opened.house.answering.marks]
        assert page.recorder.chooser.accessibleName() == f"Microphone: {usb.name}"
        page.record.click()
        qtbot.waitUntil(lambda: opened.window.current == "review", timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not opened.house.answering.busy, timeout=PATIENCE_MS)
        review = opened.window.page("review")
        assert isinstance(review, ReviewPage)
        qtbot.waitUntil(review.pane.sound_notes.isVisible, timeout=PATIENCE_MS)
        review.pane.sound_notes.head.click()
        assert any("Microphone changed to" in text for text in review.pane.sound_notes.list.texts)
    assert opened.house.answering.problem is None


def test_a_microphone_that_hears_nothing_is_told_while_there_is_time_to_start_again(
    window_maker: WindowMaker, qtbot: QtBot, sound_card: VirtualSoundCard
) -> None:
    opened = window_maker()
    page = rehearsal(qtbot, opened)
    recording(qtbot, opened, page)
    qtbot.waitUntil(lambda: "gives complete silence" in page.hint.text, timeout=PATIENCE_MS)
    assert opened.house.answering.elapsed_ms < 4_000
    assert page.hint.button.accessibleName() == "Choose a microphone"
    # WHEN it is muted in the sound settings as well THEN that is the likelier reason, and one button undoes it
    sound_card.pactl("set-source-mute", f"{MICROPHONE}.monitor", "1")
    qtbot.waitUntil(lambda: page.hint.button.accessibleName() == "Unmute", timeout=PATIENCE_MS)
    page.hint.button.click()
    qtbot.waitUntil(lambda: page._microphones.muted is False, timeout=PATIENCE_MS)
    page.record.click()
    qtbot.waitUntil(lambda: opened.window.current == "review", timeout=PATIENCE_MS)


def test_the_choice_is_remembered_by_name_and_host_api(
    window_maker: WindowMaker, qtbot: QtBot, sound_card: VirtualSoundCard
) -> None:
    opened = window_maker()
    with UsbMicrophone(sound_card) as usb:
        page = rehearsal(qtbot, opened)
        qtbot.waitUntil(lambda: any(one.name == usb.name for one in page._microphones.devices), timeout=PATIENCE_MS)
        entry = next(entry for entry in page._microphones.entries() if entry.device and entry.device.name == usb.name)
        page._microphones.choose(entry.wish)
        opened.close()
    again = window_maker()
    page = rehearsal(qtbot, again)
    assert again.window._settings.get(table.MICROPHONE) == usb.name
    assert again.window._settings.get(table.MICROPHONE_API) == "PulseAudio"
    assert page.hint.text.startswith(f"“{usb.name}” is not there now.")
