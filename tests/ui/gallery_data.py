"""The gallery's pictures of one's own data: as it is, while a backup is made, asked about one, and with one that waits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.core.problems import BackupProblem
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.models.backup_work import Deed
from mockinterview.ui.models.model_work import Pace
from tests.fakes.fake_backups import SAVED
from tests.ui.stand_ins import Model


def settings_data(model: Model, window: MainWindow) -> QWidget:
    window.show_settings_section("data")
    QTest.qWait(80)
    return window


def settings_data_working(model: Model, window: MainWindow) -> QWidget:
    settings_data(model, window)
    work = window.page("settings").data.work
    work.deed, work.pace = Deed.SAVE, Pace(410_000_000, 1_330_000_000, 0, 0.0, 9.0)
    work.changed.emit()
    work.progressed.emit()
    window.show_settings_section("data")
    return window


def settings_data_asking(model: Model, window: MainWindow) -> QWidget:
    file = Path("/media/stick/mock-interview-2025-03-03.zip")
    model.backups.saved[file] = SAVED
    settings_data(model, window)
    window.page("settings").data.examine(str(file))
    QTest.qWait(80)
    window.show_settings_section("data")
    return window


def settings_data_waiting(model: Model, window: MainWindow) -> QWidget:
    model.backups.holdings = replace(
        model.backups.holdings, waiting=SAVED, copies=(), aside=("before-restore-2025-02-01-120000",)
    )
    settings_data(model, window)
    window.page("settings").data.work.problem_met.emit(
        BackupProblem("photos.zip is not a backup of Mock Interview, or it is damaged.", "", "Choose another file.")
    )
    window.show_settings_section("data")
    return window
