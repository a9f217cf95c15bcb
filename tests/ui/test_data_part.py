"""One's own data in the settings: what is here, a backup with progress and cancel, and one brought back at the next start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mockinterview.core.backup import Contents, Holdings
from mockinterview.core.problems import BackupProblem
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.models.backup_work import Deed
from mockinterview.ui.pages.data_part import DataPart
from mockinterview.ui.pages.settings_page import SettingsPage
from tests.fakes.fake_backups import HERE, SAVED
from tests.ui.stand_ins import Model

FILE = Path("/media/stick/saved.zip")


@pytest.fixture
def part(qtbot: QtBot, window: MainWindow) -> DataPart:
    window.show_settings_section("data")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: "131 attempts" in page.data.sizes.text())
    return page.data


def at_rest(part: DataPart) -> bool:
    return part.work.deed is None and not part.work._errand.busy and not part.work._looking.busy


def test_what_is_here_is_told(part: DataPart) -> None:
    assert part.place.text().endswith("mockinterview")
    assert "1.3 GB" in part.sizes.text()
    assert "3 copies, the newest of 3 March 2025" in part.copies.text()
    assert not part.waiting.isVisible()
    assert not part.bar.isVisible()


def test_what_there_is_not_is_not_counted(qtbot: QtBot, model: Model, part: DataPart) -> None:
    nothing = Contents(HERE.made_at, "0.1.0")
    model.backups.holdings = replace(
        model.backups.holdings, contents=nothing, sound_bytes=0, models_bytes=0, history_bytes=9
    )
    part.work.look()
    qtbot.waitUntil(lambda: part.sizes.text() == "No answers yet. On the disk: history under 1 MB.")
    qtbot.waitUntil(lambda: at_rest(part))


def test_what_became_otherwise_while_it_was_looked_for_is_told(
    qtbot: QtBot, model: Model, part: DataPart, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a slow disk that is still telling how things were
    free, was = Event(), model.backups.here()

    def slow() -> Holdings:
        assert free.wait(10)
        return was

    with monkeypatch.context() as slowly:
        slowly.setattr(model.backups, "here", slow)
        part.work.look()
    # WHEN something is done meanwhile, and it is looked for anew THEN that is told
    model.backups.holdings = replace(was, copies=())
    part.work.look()
    free.set()
    qtbot.waitUntil(lambda: at_rest(part))
    assert part.copies.text().startswith("No daily copy")


def test_a_backup_is_made_and_told(qtbot: QtBot, model: Model, part: DataPart) -> None:
    part.with_sound.click()
    part.back_up_into(str(FILE))
    qtbot.waitUntil(lambda: "saved.zip is whole" in part.told.text)
    assert not model.backups.saved[FILE].with_sound
    qtbot.waitUntil(lambda: at_rest(part))
    assert part.back_up.hasFocus(), "not what stands below: a rule that deletes answers"


def test_recordings_that_could_not_be_read_are_told(qtbot: QtBot, model: Model, part: DataPart) -> None:
    model.backups.holdings = replace(model.backups.holdings, contents=replace(HERE, left_out=("takes/a/audio.wav",)))
    part.back_up_into(str(FILE))
    qtbot.waitUntil(lambda: "saved.zip is not complete: 1 file could not be read. In it:" in part.told.text)
    qtbot.waitUntil(lambda: at_rest(part))


def test_a_backup_can_be_cancelled(qtbot: QtBot, model: Model, part: DataPart, monkeypatch: pytest.MonkeyPatch) -> None:
    going_on = Event()
    real = model.backups.write

    def slow(target, progress, cancelled, *, with_sound=True):  # type: ignore[no-untyped-def]
        progress(1, 4)
        assert going_on.wait(10)
        return real(target, progress, cancelled, with_sound=with_sound)

    monkeypatch.setattr(model.backups, "write", slow)
    part.back_up_into(str(FILE))
    qtbot.waitUntil(lambda: part.bar.value() == 250)
    assert part.work.deed is Deed.SAVE
    assert not part.back_up.isEnabled()
    qtbot.mouseClick(part.stop, Qt.MouseButton.LeftButton)
    going_on.set()
    qtbot.waitUntil(lambda: at_rest(part))
    assert FILE not in model.backups.saved
    assert part.told.text == ""
    assert not part.bar.isVisible()


def test_a_backup_is_looked_into_asked_about_and_made_ready(qtbot: QtBot, model: Model, part: DataPart) -> None:
    model.backups.saved[FILE] = SAVED
    part.examine(str(FILE))
    qtbot.waitUntil(part.question.isVisible)
    assert "120 attempts" in part.asked.text()
    assert "Here are 131 attempts" in part.asked.text()
    assert "nothing is deleted" in part.asked.text()
    assert model.backups.holdings.waiting is None
    qtbot.waitUntil(lambda: at_rest(part))
    part.yes.click()
    qtbot.waitUntil(lambda: "backup of 3 March 2025" in part.waiting.text)
    assert not part.question.isVisible()
    assert "open it again" in part.waiting.text
    assert part.told.text == "", "it is said once"
    qtbot.waitUntil(lambda: at_rest(part))
    part.waiting.button.click()
    qtbot.waitUntil(lambda: part.waiting.text == "")
    assert model.backups.holdings.waiting is None
    qtbot.waitUntil(lambda: at_rest(part))


def test_leaving_things_as_they_are_changes_nothing(qtbot: QtBot, model: Model, part: DataPart) -> None:
    model.backups.saved[FILE] = replace(SAVED, with_sound=False)
    part.examine(str(FILE))
    qtbot.waitUntil(part.question.isVisible)
    assert "no recordings; those that are here stay" in part.asked.text()
    part.no.click()
    assert not part.question.isVisible()
    assert model.backups.holdings.waiting is None
    qtbot.waitUntil(lambda: at_rest(part))


def test_what_is_no_backup_is_told_in_place(qtbot: QtBot, model: Model, part: DataPart) -> None:
    part.examine("/tmp/photos.zip")
    qtbot.waitUntil(lambda: "photos.zip is not a backup" in part.trouble.text)
    assert not part.question.isVisible()
    qtbot.waitUntil(lambda: at_rest(part))
    model.backups.problem = BackupProblem("The disk is full.", "", "Free some space.")
    part.back_up_into(str(FILE))
    qtbot.waitUntil(lambda: "The disk is full." in part.trouble.text)
    qtbot.waitUntil(lambda: at_rest(part))


def test_no_copy_yet_and_what_was_put_aside_are_told(qtbot: QtBot, model: Model, part: DataPart) -> None:
    model.backups.holdings = replace(model.backups.holdings, copies=(), aside=("before-restore-2025-02-01-120000",))
    part.work.look()
    qtbot.waitUntil(lambda: "No daily copy" in part.copies.text())
    assert "before-restore-2025-02-01-120000" in part.copies.text()
    qtbot.waitUntil(lambda: at_rest(part))


def test_files_are_asked_for_with_the_desktops_own_dialog(qtbot: QtBot, part: DataPart) -> None:
    for button, mode in (
        (part.back_up, QFileDialog.AcceptMode.AcceptSave),
        (part.restore, QFileDialog.AcceptMode.AcceptOpen),
    ):
        button.click()
        qtbot.waitUntil(lambda: bool(part.findChildren(QFileDialog)))
        [dialog] = part.findChildren(QFileDialog)
        assert dialog.acceptMode() is mode
        with qtbot.waitSignal(dialog.destroyed):
            dialog.reject()
