"""A house of fakes and a window on it; both are put away again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.settings import Settings
from mockinterview.ui import look
from mockinterview.ui.main_window import MainWindow
from tests.ui.as_it_was import as_it_was
from tests.ui.stand_ins import Model, Wait


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told by itself."""
    told: list[str] = []

    def update(event: QAccessibleAnnouncementEvent) -> None:
        told.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    return told


@pytest.fixture
def model(qapp: object, settings: Settings) -> Iterator[Model]:
    made = Model(settings)
    yield made
    made.house.close()


@pytest.fixture
def dress(qapp: QApplication, settings: Settings) -> Iterator[look.Look]:
    """The look, put on for one test."""
    with as_it_was(qapp):
        made = look.apply(qapp, settings)
        yield made
        made.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def until(qtbot: QtBot) -> Wait:
    """Let events run until a condition holds, for pages that ask the store in the background."""
    return lambda condition: qtbot.waitUntil(condition, timeout=10_000)


@pytest.fixture
def window(qtbot: QtBot, model: Model, dress: look.Look) -> Iterator[MainWindow]:
    reports: list[JobReport] = []
    model.bridge.job_changed.connect(reports.append)
    made = MainWindow(model.settings, model.bridge, model.make_player)
    made.furnish(model.house)
    made.resize(1_280, 720)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.page("questions").details.question is not None)
    qtbot.waitUntil(lambda: any(report.kind == JobKind.TIDY and report.state is JobState.DONE for report in reports))
    yield made
    made.close_for_good()  # before the house, as in the program
    model.house.close()
