"""The model manager: lists, gets, pauses, checks, asks before it removes or trusts, and takes a dropped file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.recognition import KnownModel, ModelState
from mockinterview.ui.look import px
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.models.model_work import ModelWork, Pace
from mockinterview.ui.pages.model_manager import ModelManager
from mockinterview.ui.pages.model_row import ModelRow, facts_words
from tests.fakes.fake_model_store import known
from tests.ui.stand_ins import Model

PROBLEM = SpeechProblem("The connection was cut.", "", "Press Go on to go on.")


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> ModelManager:
    window.show_settings_section("models")
    made = window.page("settings").speech._dialog
    assert isinstance(made, ModelManager)
    qtbot.waitExposed(made)
    return made


def idle(dialog: ModelManager) -> bool:
    return not dialog._work.busy


def shown(row: ModelRow) -> set[str]:
    """The deeds a row offers now."""
    names = ("get", "check", "remove", "cancel", "question")
    return {name for name in names if getattr(row, name).isVisibleTo(row)}


def put(model: Model, dialog: ModelManager, one: KnownModel) -> ModelRow:
    model.models.known = [one if other.name == one.name else other for other in model.models.known]
    if one not in model.models.known:
        model.models.known.append(one)
    dialog.refresh()
    return dialog.rows[one.name]


def test_every_model_is_listed_with_what_to_know_before_getting_it(dialog: ModelManager) -> None:
    assert list(dialog.rows) == ["tiny.en", "base.en", "small"]
    row = dialog.rows["base.en"]
    assert row.facts.text() == "145 MB · needs 436 MB of memory · English only"
    assert row.suggestion.text().startswith("suits this computer")
    assert facts_words(known("small", 483_617_219)).endswith("many languages")
    assert dialog.room.text() == "No model is here yet. 50.0 GB are free."


@pytest.mark.parametrize(
    ("state", "deeds"),
    [
        (ModelState.ABSENT, {"get"}),
        (ModelState.BEGUN, {"get", "remove"}),
        (ModelState.HERE, {"check", "remove"}),
        (ModelState.DAMAGED, {"get", "remove"}),
        (ModelState.UNTRUSTED, {"get", "remove"}),
    ],
)
def test_each_state_offers_its_deeds(model: Model, dialog: ModelManager, state: ModelState, deeds: set[str]) -> None:
    row = put(model, dialog, known("base.en", 145_261_783, state))
    assert shown(row) == deeds


def test_a_download_shows_how_far_it_is_and_is_here_when_done(qtbot: QtBot, model: Model, dialog: ModelManager) -> None:
    model.models.hold.clear()
    row = dialog.rows["base.en"]
    qtbot.mouseClick(row.get, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "73 MB of 145 MB" in row.state.text())
    assert shown(row) == {"cancel"}
    assert row.bar.value() == 500
    assert not dialog.rows["small"].get.isEnabled()
    model.models.hold.set()
    qtbot.waitUntil(lambda: shown(row) == {"check", "remove"})
    assert model.models.fetched == ["base.en"]
    assert dialog.room.text().startswith("Models take 145 MB.")


def test_a_download_can_be_paused_and_gone_on_with(qtbot: QtBot, model: Model, dialog: ModelManager) -> None:
    model.models.hold.clear()
    row = dialog.rows["base.en"]
    row.get.click()
    qtbot.waitUntil(row.cancel.isVisible)
    model.models.known[1] = replace(known("base.en", 145_261_783, ModelState.BEGUN), here_bytes=73_000_000)
    row.cancel.click()
    qtbot.waitUntil(lambda: row.state.text() == "Stopped at 73 MB of 145 MB.")
    assert row.get.text().strip() == "Go on"
    model.models.hold.set()
    row.get.click()
    qtbot.waitUntil(lambda: row.model.present and idle(dialog))


def test_a_download_goes_on_when_the_manager_is_closed(qtbot: QtBot, model: Model, dialog: ModelManager) -> None:
    model.models.hold.clear()
    dialog.rows["base.en"].get.click()
    dialog.accept()
    model.models.hold.set()
    qtbot.waitUntil(lambda: idle(dialog))
    assert model.models.known[1].present


def test_a_failed_download_is_a_sentence(qtbot: QtBot, model: Model, dialog: ModelManager) -> None:
    model.models.problem = PROBLEM
    dialog.rows["base.en"].get.click()
    qtbot.waitUntil(lambda: dialog.trouble.text == PROBLEM.sentence)
    assert idle(dialog)
    assert dialog.rows["base.en"].get.isEnabled()
    model.models.problem = None
    dialog.rows["base.en"].get.click()
    qtbot.waitUntil(lambda: dialog.rows["base.en"].model.present)
    assert dialog.trouble.text == ""


def test_what_goes_wrong_after_closing_is_said_on_the_page(
    qtbot: QtBot, model: Model, window: MainWindow, dialog: ModelManager
) -> None:
    model.models.hold.clear()
    model.models.problem = PROBLEM
    dialog.rows["base.en"].get.click()
    dialog.accept()
    model.models.hold.set()
    page = window.page("settings")
    qtbot.waitUntil(lambda: page.speech.trouble.text == PROBLEM.sentence)


def test_removing_asks_first(qtbot: QtBot, model: Model, dialog: ModelManager) -> None:
    row = put(model, dialog, known("base.en", 145_261_783, ModelState.HERE))
    row.remove.click()
    assert row.asked.text() == "Remove base.en and free 145 MB? You can get it again."
    assert dialog.focusWidget() is row.no
    row.no.click()
    assert model.models.removed == []
    row.remove.click()
    row.yes.click()
    assert model.models.removed == ["base.en"]
    assert dialog.told.text == "base.en was removed. 145 MB are free again."
    assert shown(row) == {"get"}


def test_a_model_in_use_stays(model: Model, dialog: ModelManager) -> None:
    row = put(model, dialog, known("base.en", 145_261_783, ModelState.HERE))
    model.models.problem = SpeechProblem("The model base.en is in use.", "", "Wait until that is done.")
    row.remove.click()
    row.yes.click()
    assert dialog.trouble.text.startswith("The model base.en is in use.")
    assert row.model.present


def test_checking_says_that_all_is_well(qtbot: QtBot, model: Model, dialog: ModelManager) -> None:
    row = put(model, dialog, known("base.en", 145_261_783, ModelState.HERE))
    row.check.click()
    qtbot.waitUntil(lambda: "is whole" in dialog.told.text)
    assert model.models.checked == ["base.en"]


def drop(dialog: ModelManager, *files: Path) -> bool:
    """Drag files in and let go; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, buttons, modifiers)
    enter.ignore()
    dialog.dragEnterEvent(enter)
    if enter.isAccepted():
        dialog.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, buttons, modifiers))
    return enter.isAccepted()


def test_a_dropped_file_is_taken(qtbot: QtBot, model: Model, dialog: ModelManager) -> None:
    assert drop(dialog, Path("/stick/mine.pt"))
    qtbot.waitUntil(lambda: dialog.told.text == "mine is here and can be used.")
    assert model.models.added == [Path("/stick/mine.pt")]
    assert "mine" in dialog.rows


def test_several_files_at_once_are_not_taken(model: Model, dialog: ModelManager) -> None:
    assert not drop(dialog, Path("/stick/one.pt"), Path("/stick/two.pt"))
    assert model.models.added == []


@pytest.mark.parametrize("yes", [True, False])
def test_a_file_nobody_knows_needs_a_yes(qtbot: QtBot, model: Model, dialog: ModelManager, yes: bool) -> None:
    model.models.strange = True
    drop(dialog, Path("/stick/mine.pt"))
    qtbot.waitUntil(lambda: "mine" in dialog.rows and dialog.rows["mine"].question.isVisible())
    row = dialog.rows["mine"]
    assert "nobody but you can say where it comes from" in row.asked.text()
    assert model.models.trusted == []
    (row.yes if yes else row.no).click()
    qtbot.waitUntil(lambda: idle(dialog))
    assert model.models.trusted == (["mine"] if yes else [])
    assert row.model.state is (ModelState.HERE if yes else ModelState.UNTRUSTED)
    assert shown(row) == ({"check", "remove"} if yes else {"get", "remove"})


def test_only_one_thing_goes_on_at_a_time(qtbot: QtBot, model: Model, dialog: ModelManager) -> None:
    model.models.hold.clear()
    dialog.rows["base.en"].get.click()
    drop(dialog, Path("/stick/mine.pt"))
    assert dialog.trouble.text.startswith("One thing at a time. Downloading base.en goes on.")
    model.models.hold.set()
    qtbot.waitUntil(lambda: idle(dialog))
    assert model.models.added == []


def test_everything_can_be_done_from_the_keyboard(qtbot: QtBot, model: Model, dialog: ModelManager) -> None:
    model.models.hold.clear()
    row = dialog.rows["base.en"]
    row.get.setFocus()
    QTest.keyClick(row.get, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.focusWidget() is row.cancel)
    model.models.hold.set()
    qtbot.waitUntil(lambda: dialog.focusWidget() is row.check)


def test_who_has_gone_elsewhere_meanwhile_is_left_there(qtbot: QtBot, model: Model, dialog: ModelManager) -> None:
    model.models.hold.clear()
    row = dialog.rows["base.en"]
    row.get.setFocus()
    row.get.click()
    qtbot.waitUntil(lambda: dialog.focusWidget() is row.cancel)
    dialog.close_button.setFocus()
    model.models.hold.set()
    qtbot.waitUntil(lambda: shown(row) == {"check", "remove"})
    assert dialog.focusWidget() is dialog.close_button


def test_every_button_says_which_model_it_is_for(model: Model, dialog: ModelManager) -> None:
    row = put(model, dialog, known("base.en", 145_261_783, ModelState.HERE))
    assert row.check.accessibleName() == "Check base.en"
    assert row.remove.accessibleName() == "Remove base.en"
    assert dialog.rows["small"].get.accessibleName() == "Get small"
    assert "484 MB" in dialog.rows["small"].get.accessibleDescription()
    assert "145 MB" in row.check.accessibleDescription()


def test_a_row_fits_large_text_in_the_smallest_window(dialog: ModelManager) -> None:
    row = ModelRow(known("large-v3-turbo", 1_617_941_637, ModelState.HERE), dialog._work, dialog)
    assert row.minimumSizeHint().width() <= px(420)


@pytest.mark.parametrize(
    ("pace", "words"),
    [
        (Pace(), ""),
        (Pace(50_000_000, 150_000_000, 0, 0.0, 0.5), "50 MB of 150 MB"),
        (Pace(50_000_000, 150_000_000, 0, 0.0, 10.0), "50 MB of 150 MB · 5 MB/s · about 20 s left"),
        (Pace(100_500_000, 150_000_000, 100_000_000, 0.0, 10.0), "100 MB of 150 MB · 50 kB/s · about 17 minutes left"),
    ],
)
def test_the_pace_in_words(pace: Pace, words: str) -> None:
    assert pace.words == words


def test_the_way_back_is_where_one_came_from(qtbot: QtBot, window: MainWindow) -> None:
    window.page("questions").settings_requested.emit("models")
    dialog = window.page("settings").speech._dialog
    assert dialog.isVisible()
    dialog.accept()
    assert window.current == "questions"


def test_nothing_is_fetched_unasked(model: Model, dialog: ModelManager, qtbot: QtBot) -> None:
    dialog.refresh()
    assert isinstance(dialog._work, ModelWork)
    assert model.models.fetched == []


def test_a_question_at_the_end_of_the_list_is_brought_into_sight(
    qtbot: QtBot, model: Model, dialog: ModelManager
) -> None:
    model.models.known = [known(f"model-{number}", 10**8, ModelState.HERE) for number in range(20)]
    dialog.refresh()
    row = dialog.rows["model-19"]
    row.remove.click()
    qtbot.waitUntil(lambda: not row.no.visibleRegion().isEmpty())


def test_the_manager_is_no_larger_than_the_window(window: MainWindow, dialog: ModelManager) -> None:
    assert dialog.width() <= window.width()
    assert dialog.height() <= window.height()
