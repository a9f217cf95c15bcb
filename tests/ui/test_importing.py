"""Recordings from elsewhere, chosen or dropped: told, cancelled, shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import SpeechProblem
from mockinterview.ui.main_window import MainWindow
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.ui.stand_ins import Model

FILE = Path("/home/somebody/answer.m4a")
NONE = Qt.MouseButton.NoButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def dragged(*files: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def offered(page: QWidget, data: QMimeData) -> bool:
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, NONE, NO_KEY)
    event.ignore()
    page.dragEnterEvent(event)
    return event.isAccepted()


def drop(page: QWidget, data: QMimeData) -> None:
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, NONE, NO_KEY))


def bring(window: MainWindow, question_id: str = LIGHTHOUSE.id) -> None:
    window._makers.desk().recordings.bring(question_id, FILE)


def test_its_review_opens_when_it_is_kept(qtbot: QtBot, model: Model, window: MainWindow) -> None:
    bring(window)
    qtbot.waitUntil(lambda: window.current == "review")
    [attempt] = model.keeper.attempts()
    assert attempt.question == LIGHTHOUSE
    assert attempt.marks[0].text == "Imported from answer.m4a"
    assert window.quiet_line.text == "answer.m4a was imported."


def test_while_it_is_read_it_is_told_and_can_be_cancelled(qtbot: QtBot, model: Model, window: MainWindow) -> None:
    model.decoder.hold.clear()
    bring(window)
    qtbot.waitUntil(lambda: window.quiet_line.text == "Importing answer.m4a … 0:02 of 0:04")
    window.quiet_line.action.click()
    qtbot.waitUntil(lambda: window.quiet_line.text == "answer.m4a was not imported.")
    assert not model.keeper.attempts()
    assert window.current == "questions"


def test_what_cannot_be_read_is_said(qtbot: QtBot, model: Model, window: MainWindow, expect_log) -> None:
    expect_log("import of attempt")
    model.decoder.problem = SpeechProblem(
        "The sound file answer.m4a cannot be read.", "It is damaged.", "Save it again."
    )
    bring(window)
    qtbot.waitUntil(lambda: window.quiet_line.text.startswith("The sound file answer.m4a cannot be read."))


def test_an_answer_that_is_being_recorded_is_not_disturbed(qtbot: QtBot, model: Model, window: MainWindow) -> None:
    window.rehearse(LIGHTHOUSE.id)
    model.house.answering.record()
    qtbot.waitUntil(lambda: model.house.answering.busy)
    bring(window, FERRY.id)
    qtbot.waitUntil(lambda: window.quiet_line.text == "answer.m4a was imported.")
    assert window.current == "rehearse"
    assert window.quiet_line.token.startswith("review:")


@pytest.mark.parametrize("name", ["questions", "rehearse"])
def test_a_recording_is_dropped_on_a_question(qtbot: QtBot, model: Model, window: MainWindow, name: str) -> None:
    window.rehearse(LIGHTHOUSE.id)
    window.show_questions()
    page = window.page(name)
    assert offered(page, dragged(FILE))
    drop(page, dragged(FILE))
    qtbot.waitUntil(lambda: window.current == "review")
    assert [attempt.question.id for attempt in model.keeper.attempts()] == [LIGHTHOUSE.id]


@pytest.mark.parametrize("files", [(), (Path("/x/bank.json"),), (FILE, FILE), (Path("/x/noend"),)])
def test_other_things_are_not_taken(window: MainWindow, files: tuple[Path, ...]) -> None:
    assert not offered(window.page("questions"), dragged(*files))


def test_the_question_under_the_recording_is_chosen(window: MainWindow) -> None:
    page = window.page("questions")
    second = page.list.visualRect(page._model.index(1)).center()
    place = page.list.viewport().mapTo(page, second)
    page.dragMoveEvent(QDragMoveEvent(place, Qt.DropAction.CopyAction, dragged(FILE), NONE, NO_KEY))
    assert page.details.question.id == FERRY.id


def test_the_key_opens_the_desktops_dialog_with_the_kinds(qtbot: QtBot, model: Model, window: MainWindow) -> None:
    qtbot.keyClick(window.page("questions"), Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    [dialog] = window.findChildren(QFileDialog)
    assert "*.m4a" in dialog.nameFilters()[0]
    dialog.fileSelected.emit(str(FILE))
    qtbot.waitUntil(lambda: window.current == "review")
    dialog.close()
