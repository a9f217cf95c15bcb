"""The shell: going about, what is remembered, and what the quiet line says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import Problem
from mockinterview.flow.answering import Step
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.settings import Settings, table
from mockinterview.ui.commands import Place
from mockinterview.ui.dialogs.crash import CrashDialog
from mockinterview.ui.dialogs.shortcuts import ShortcutSheet
from mockinterview.ui.main_window import MainWindow
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.ui.stand_ins import Model

NOW = datetime.now(UTC)


def test_only_the_first_page_is_built_at_the_start(window: MainWindow) -> None:
    assert list(window._pages) == ["questions"]


@pytest.mark.parametrize(
    ("key", "page"), [(Qt.Key.Key_2, "history"), (Qt.Key.Key_3, "settings"), (Qt.Key.Key_1, "questions")]
)
def test_keys_lead_to_the_pages(qtbot: QtBot, window: MainWindow, key: Qt.Key, page: str) -> None:
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.current == page


def test_escape_leads_back_to_where_the_person_came_from(qtbot: QtBot, model: Model, window: MainWindow) -> None:
    attempt_id = model.answer(LIGHTHOUSE, 1, NOW, 20_000)
    window.show_history()
    window.show_attempt(attempt_id)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.current == "history"


def test_escape_on_the_first_page_does_nothing(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.current == "questions"
    assert window.isVisible()


@pytest.mark.parametrize("way", ["go_back", "show_history", "show_settings", "show_questions"])
def test_no_way_out_ends_a_recording(qtbot: QtBot, model: Model, window: MainWindow, way: str) -> None:
    # GIVEN a running take
    window.rehearse(LIGHTHOUSE.id)
    model.house.answering.record()
    model.microphone.take.hear(2_000)
    # WHEN the person tries to leave
    getattr(window, way)()
    # THEN it goes on, and the quiet line says what to do
    assert window.current == "rehearse"
    assert model.house.answering.step is Step.RECORDING
    assert "recording" in window.quiet_line.text
    # WHEN they press its button THEN the take is kept and its review opens
    window.quiet_line.action.click()
    qtbot.waitUntil(lambda: window.current == "review")
    assert len(model.keeper.attempts()) == 1


def test_leaving_a_question_hushes_the_voice(model: Model, window: MainWindow) -> None:
    window.rehearse(LIGHTHOUSE.id)
    model.house.answering.hear()
    window.show_history()
    assert not model.voice.speaking
    assert model.house.answering.step is Step.IDLE


def test_review_opens_at_once_after_stop(qtbot: QtBot, model: Model, window: MainWindow) -> None:
    model.transcriber.hold.clear()
    window.rehearse(LIGHTHOUSE.id)
    model.house.answering.record()
    model.microphone.take.hear(3_000)
    model.house.answering.stop()
    qtbot.waitUntil(lambda: window.current == "review")
    model.transcriber.hold.set()


def test_what_is_ready_elsewhere_is_told_in_the_quiet_line(model: Model, window: MainWindow) -> None:
    attempt_id = model.answer(LIGHTHOUSE, 1, NOW, 20_000)
    model.bridge.job_changed.emit(JobReport(attempt_id, JobKind.LINE_UP, JobState.DONE))
    assert "lined up" in window.quiet_line.text
    window.quiet_line.action.click()
    assert window.current == "review"
    assert window.quiet_line.text == ""


def test_a_matcher_that_stands_in_says_why_once(qtbot: QtBot, model: Model, window: MainWindow) -> None:
    model.matcher.problem = Problem("Only words are compared.", "The model is missing.", "Install the program again.")
    first, second = (model.answer(LIGHTHOUSE, take, NOW, 20_000) for take in (1, 2))
    window.show_attempt(first)
    qtbot.waitUntil(lambda: window.quiet_line.text == model.matcher.problem.sentence)
    window.quiet_line.clear()
    window.show_attempt(second)
    assert window.quiet_line.text == ""


def test_a_failed_line_up_is_told_as_a_sentence(model: Model, window: MainWindow) -> None:
    problem = Problem("The answer could not be lined up.", "", "Judge it yourself.")
    model.bridge.job_changed.emit(JobReport("x", JobKind.LINE_UP, JobState.FAILED, problem=problem))
    assert window.quiet_line.text == problem.sentence


def test_failed_recognition_is_told_as_a_sentence(model: Model, window: MainWindow) -> None:
    problem = Problem("The recogniser stopped.", "It ran out of memory.", "Choose a smaller model.")
    model.bridge.job_changed.emit(JobReport("x", JobKind.RECOGNISE, JobState.FAILED, problem=problem))
    assert window.quiet_line.text == problem.sentence


def test_problem_of_no_page_is_told_and_can_be_dismissed(model: Model, window: MainWindow) -> None:
    model.bridge.problem_arose.emit(Problem("The disk is nearly full.", "", "Make room."))
    assert window.quiet_line.text == "The disk is nearly full. Make room."
    window.quiet_line.dismiss.click()
    assert window.quiet_line.isHidden()


def test_what_a_start_meets_is_read_one_after_the_other(model: Model, window: MainWindow) -> None:
    damaged, aside = (
        Problem("The history was damaged.", "", "Look at it."),
        Problem("A file was put aside.", "", "Good."),
    )
    for problem in (damaged, aside, aside):
        model.bridge.problem_arose.emit(problem)
    assert window.quiet_line.text == damaged.sentence
    window.quiet_line.dismiss.click()
    assert window.quiet_line.text == aside.sentence
    window.quiet_line.dismiss.click()
    assert window.quiet_line.isHidden()


def test_what_the_person_just_did_is_told_at_once(model: Model, window: MainWindow) -> None:
    model.bridge.problem_arose.emit(Problem("The disk is nearly full.", "", "Make room."))
    window.page("questions").problem_met.emit(Problem("This cannot be deleted.", "", "Try again."))
    assert window.quiet_line.text == "This cannot be deleted. Try again."


def test_a_take_that_was_kept_late_is_announced(model: Model, window: MainWindow) -> None:
    attempt_id = model.answer(LIGHTHOUSE, 1, NOW, 20_000)
    model.bridge.attempt_kept.emit(attempt_id)
    assert window.quiet_line.text == "Your answer was kept."
    assert window.current == "questions"
    window.quiet_line.action.click()
    assert window.current == "review"


def test_unknown_question_is_a_sentence(window: MainWindow) -> None:
    window.rehearse("nowhere")
    assert "no question" in window.quiet_line.text
    assert window.current == "questions"


def test_sidebar_folds_and_stays_folded(model: Model, window: MainWindow) -> None:
    window.toggle_sidebar()
    assert not window.sidebar.wide
    assert model.settings.get(table.SIDEBAR_SHOWN) is False


def test_sidebar_is_narrow_in_a_narrow_window(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(980, 640)
    qtbot.waitUntil(lambda: not window.sidebar.wide)
    window.resize(1_400, 800)
    qtbot.waitUntil(lambda: window.sidebar.wide)


def test_sidebar_makes_room_for_large_text_and_comes_back(qtbot: QtBot, model: Model, window: MainWindow) -> None:
    window.resize(1_400, 800)
    model.settings.set(table.TEXT_PERCENT, 200)
    qtbot.waitUntil(lambda: not window.sidebar.wide)
    model.settings.set(table.TEXT_PERCENT, 100)
    qtbot.waitUntil(lambda: window.sidebar.wide)


def test_theme_and_text_size_by_key(qtbot: QtBot, model: Model, window: MainWindow) -> None:
    model.settings.set(table.THEME, "light")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert model.settings.get(table.THEME) == "dark"
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert model.settings.get(table.TEXT_PERCENT) == 90


def test_text_size_has_an_end(model: Model, window: MainWindow) -> None:
    model.settings.set(table.TEXT_PERCENT, 200)
    window._looks.larger_text()
    assert model.settings.get(table.TEXT_PERCENT) == 200


def test_place_and_last_question_are_remembered(model: Model, window: MainWindow) -> None:
    page = window.page("questions")
    page.list.setCurrentIndex(page.list.model().index(1))
    window.close()
    assert model.settings.get(table.WINDOW_GEOMETRY)
    assert model.settings.get(table.LAST_QUESTION) == "ferry"


def test_shortcuts_are_shown_on_f1(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutSheet)
    assert sheet is not None
    assert sheet.size() == sheet.size().boundedTo(sheet.screen().availableSize())  # its buttons are in reach
    sheet.accept()
    qtbot.waitUntil(lambda: window.findChild(ShortcutSheet) is None)


def test_other_keys_are_offered_for_the_page_one_comes_from(qtbot: QtBot, window: MainWindow) -> None:
    window.show_history()
    for shown in (Place.HISTORY, Place.HISTORY):  # the second time one comes from the settings themselves
        window.show_shortcuts()
        window.findChild(ShortcutSheet).change.click()
        assert window.current == "settings"
        assert window.page("settings").shortcuts.place.currentData() == shown
        qtbot.waitUntil(lambda: window.findChild(ShortcutSheet) is None)


def test_a_bug_is_shown_whole_and_can_be_copied(qtbot: QtBot, model: Model, window: MainWindow, qapp: object) -> None:
    model.bridge.crashed("line one\n<b>line two</b>", None)
    qtbot.waitUntil(lambda: window.findChild(CrashDialog) is not None)
    dialog = window.findChild(CrashDialog)
    assert dialog.report.toPlainText() == "line one\n<b>line two</b>"
    dialog.copy.click()
    assert qapp.clipboard().text() == "line one\n<b>line two</b>"
    dialog.go_on.click()
    qtbot.waitUntil(lambda: window.findChild(CrashDialog) is None)


def test_settings_file_in_trouble_is_told_once_the_window_is_up(qtbot: QtBot, model: Model, dress: object) -> None:
    model.settings.problem = Problem("The settings file is damaged.", "", "Set anew what you miss.")
    window = MainWindow(model.settings, model.bridge, model.make_player)
    window.furnish(model.house)
    window.show()
    qtbot.waitUntil(lambda: "damaged" in window.quiet_line.text)
    window.close_for_good()


def test_settings_that_cannot_be_written_are_told(
    model: Model, window: MainWindow, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "_file", settings._file.parent / "gone" / "settings.json")
    window.toggle_sidebar()
    assert "could not be written" in window.quiet_line.text
    monkeypatch.undo()


def test_the_frame_may_come_first_and_its_contents_later(qtbot: QtBot, model: Model, dress: object) -> None:
    # GIVEN a window without a house
    window = MainWindow(model.settings, model.bridge, model.make_player)
    with qtbot.waitSignal(window.painted):
        window.show()
    assert window.centralWidget() is None
    # WHEN the house is there
    window.furnish(model.house)
    # THEN the first page is, too
    assert window.current == "questions"
    qtbot.waitUntil(lambda: "press Rehearse" in window.page("questions").welcome.text)
    window.close_for_good()


def test_asked_for_again_the_window_comes_forward_even_while_it_is_empty(
    qtbot: QtBot, model: Model, dress: object
) -> None:
    # GIVEN a window in the task bar whose contents are not there yet
    window = MainWindow(model.settings, model.bridge, model.make_player)
    window.showMinimized()
    # WHEN the person starts the program again
    window.come_to_front()
    # THEN it is there, and once more after it is furnished
    qtbot.waitUntil(lambda: window.isVisible() and not window.isMinimized() and window.isActiveWindow())
    window.furnish(model.house)
    window.showMinimized()
    window.come_to_front()
    qtbot.waitUntil(lambda: not window.isMinimized() and window.isActiveWindow())
    window.close_for_good()


def test_what_the_person_has_just_done_is_confirmed_for_a_while(qtbot: QtBot, window: MainWindow) -> None:
    line = window.quiet_line
    line._passing.setInterval(1)
    line.say_done("2 answers were deleted for good.", "", "")
    qtbot.waitUntil(line.isHidden)
    # WHEN there is something to press, or it was not the person's own doing THEN it stays
    line.say_done("2 answers were moved to the bin.", "Undo", "undo")
    assert not line._passing.isActive()
    line.say_done("2 answers were deleted for good.", "", "")
    line.say("The disk is nearly full.", trouble=True)
    assert not line._passing.isActive()
