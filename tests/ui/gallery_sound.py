"""The gallery's pictures of the microphone: what is known before a take, what is told while it is made, and its test."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.take import DeviceWish, Level
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.models.microphone_trial import TrialState
from mockinterview.ui.pages.rehearse_page import RehearsePage
from mockinterview.ui.review import ReviewPage
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_microphone import FakeTake
from tests.ui.gallery_words import review_of
from tests.ui.review.scenes import spoken
from tests.ui.stand_ins import Model

SPEECH = Level(-22.0, -9.0)
HEADSET = DeviceWish("Jabra Evolve2 65 (Bluetooth headset)", "fake")


def _until(condition: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(5_000)
    while not condition() and not deadline.hasExpired():
        QTest.qWait(10)


def _page(model: Model, window: MainWindow) -> RehearsePage:
    window.rehearse(LIGHTHOUSE.id)
    page = window.page("rehearse")
    assert isinstance(page, RehearsePage)
    _until(lambda: page._microphones.known and not page._microphones._asking.busy)
    return page


def _recording(model: Model, window: MainWindow, level: Level = SPEECH) -> FakeTake:
    _page(model, window)
    model.house.answering.record()
    take = model.microphone.take
    take.hear(72_000)
    take.level = level
    QTest.qWait(80)
    return take


def _lasting(model: Model, window: MainWindow, kind: MarkKind, words: str, level: Level) -> QWidget:
    take = _recording(model, window, level)
    take.mark(kind, words)
    take.hint = words
    QTest.qWait(80)
    return window


def sound_gap(model: Model, window: MainWindow) -> QWidget:
    take = _recording(model, window)
    take.mark(MarkKind.GAP, "The sound came late; some of it is missing.", 800)
    QTest.qWait(80)
    return window


def sound_counted(model: Model, window: MainWindow) -> QWidget:
    take = _recording(model, window)
    take.mark(MarkKind.GAP, "", 800)
    take.hear(5_000)
    take.mark(MarkKind.MICROPHONE_CHANGED, "Microphone changed to “Built-in Audio Analog Stereo”.", 700)
    take.hear(5_000)
    take.mark(MarkKind.CLIPPED, "Too loud: the loudest moments are cut off.")
    QTest.qWait(80)
    page = window.page("rehearse")
    page.recorder.notices._on_shown_long_enough()
    page.recorder.notes.click()
    QTest.qWait(50)
    return window


def sound_silent(model: Model, window: MainWindow) -> QWidget:
    words = "The microphone hears nothing. Check that it is not muted and that it is the right one."
    return _lasting(model, window, MarkKind.SILENT_INPUT, words, Level())


def sound_quiet(model: Model, window: MainWindow) -> QWidget:
    words = "You are hard to hear. Come closer to the microphone, or turn its volume up."
    return _lasting(model, window, MarkKind.QUIET_INPUT, words, Level(-58.0, -49.0))


def sound_disk_low(model: Model, window: MainWindow) -> QWidget:
    words = "The disk is nearly full: about 6 minutes more will fit. Free some space soon."
    return _lasting(model, window, MarkKind.DISK_LOW, words, Level(-22.0, -9.0))


def sound_muted_meanwhile(model: Model, window: MainWindow) -> QWidget:
    take = _recording(model, window, Level())
    model.microphone.muted.add("Desk microphone")
    model.news.change()
    take.hint = "“Desk microphone” is muted in the sound settings. Unmute it there: nothing is heard."
    QTest.qWait(120)
    return window


def sound_changed(model: Model, window: MainWindow) -> QWidget:
    take = _recording(model, window)
    take.mark(MarkKind.MICROPHONE_CHANGED, "Microphone changed to “Built-in Audio Analog Stereo”.", 700)
    take.hint = "Recording from “Built-in Audio Analog Stereo” now, no longer from “Desk microphone”."
    QTest.qWait(80)
    return window


def sound_muted(model: Model, window: MainWindow) -> QWidget:
    model.microphone.muted.add("Desk microphone")
    _page(model, window)
    return window


def sound_missing(model: Model, window: MainWindow) -> QWidget:
    _page(model, window)._microphones.choose(HEADSET)
    return window


def sound_standing_in(model: Model, window: MainWindow) -> QWidget:
    page = _page(model, window)
    page._microphones.choose(HEADSET)
    page.hint.button.click()
    return window


def sound_none(model: Model, window: MainWindow) -> QWidget:
    model.microphone.devices = ()
    _page(model, window)
    return window


def sound_chooser(model: Model, window: MainWindow) -> QWidget:
    model.microphone.devices = ("Desk microphone", "Headset", "Built-in Audio Analog Stereo", "R&D <b>lab</b>")
    model.microphone.muted.add("Headset")
    page = _page(model, window)
    page.recorder.chooser.open_menu()
    _until(lambda: not page._microphones._asking.busy)
    return page.recorder.chooser.menu_shown


def _tried(model: Model, window: MainWindow, level: Level) -> QWidget:
    window.show_settings_section("microphone")
    part = window.page("settings").microphone
    part.test.click()
    _until(lambda: part.trial._take is not None)
    model.microphone.take.level = level
    model.microphone.take.hear(3_000)
    _until(lambda: part.trial.state is TrialState.DONE)
    QTest.qWait(60)
    return part


def settings_microphone(model: Model, window: MainWindow) -> QWidget:
    _tried(model, window, Level(-20.0, -8.0))
    return window


def settings_microphone_silent(model: Model, window: MainWindow) -> QWidget:
    _tried(model, window, Level())
    window.page("settings").microphone.advice.more.click()
    QTest.qWait(50)
    return window


def settings_microphone_listening(model: Model, window: MainWindow) -> QWidget:
    window.show_settings_section("microphone")
    part = window.page("settings").microphone
    part.test.click()
    _until(lambda: part.trial._take is not None)
    model.microphone.take.level = Level(-20.0, -8.0)
    model.microphone.take.hear(500)
    QTest.qWait(80)
    return window


def settings_microphone_missing(model: Model, window: MainWindow) -> QWidget:
    window.show_settings_section("microphone")
    part = window.page("settings").microphone
    _until(lambda: part._microphones.known)
    part._microphones.choose(HEADSET)
    QTest.qWait(50)
    return window


def _reviewed(model: Model, window: MainWindow, *marks: TakeMark) -> ReviewPage:
    return review_of(model, window, spoken(), *marks)


def review_one_note(model: Model, window: MainWindow) -> QWidget:
    _reviewed(model, window, TakeMark(MarkKind.GAP, 12_000, "Nothing came for 0.8 s.", 800))
    return window


def review_every_note(model: Model, window: MainWindow) -> QWidget:
    """Every kind of mark, evenly over the take."""
    marks = [TakeMark(kind, 2_000 + 3_600 * place, "", 700) for place, kind in enumerate(MarkKind)]
    _reviewed(model, window, *marks).pane.sound_notes.head.click()
    QTest.qWait(50)
    return window


def review_ended_early(model: Model, window: MainWindow) -> QWidget:
    end = spoken().duration_ms
    _reviewed(model, window, TakeMark(MarkKind.DEVICE_LOST, end, "The microphone stopped sending sound."))
    return window


SOUND = (
    review_one_note,
    review_every_note,
    review_ended_early,
    sound_gap,
    sound_counted,
    sound_silent,
    sound_quiet,
    sound_disk_low,
    sound_muted_meanwhile,
    sound_changed,
    sound_muted,
    sound_missing,
    sound_standing_in,
    sound_none,
    sound_chooser,
    settings_microphone,
    settings_microphone_silent,
    settings_microphone_listening,
    settings_microphone_missing,
)
