"""The gallery's pictures of the history: listed, searched, deleted, brought back after a crash, and what the bin looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.finding import Hit
from mockinterview.core.problems import TakeProblem
from mockinterview.core.recovery import StuckTake
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.pages.deletion_question import DeletionQuestion
from mockinterview.ui.widgets.rows import FADED_ROLE
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.ui.stand_ins import Model

_SAID = (
    "… so I asked the client to sign for every file that leaves the room, and I kept the list of who had read which file "
    "in the same locked drawer as the keys …",
    "… nobody outside the matter sees the file. When a colleague asked me for one over lunch I said that I could not even "
    "tell her whether there was such a file …",
    "… the file was on the wrong desk, and I told my manager within the hour …",
)


def with_past(model: Model) -> None:
    """Five answers of the last days."""
    now = datetime.now(UTC)
    questions = model.house.library.questions()
    first = next(question for question in questions if question.sample_answers)
    second = next(question for question in questions if question is not first and question.items)
    model.answer(first, 1, now - timedelta(days=9), 58_000)
    model.answer(second, 1, now - timedelta(days=1, hours=2), 97_000)
    model.answer(first, 2, now - timedelta(days=1), 151_000)
    model.answer(first, 3, now - timedelta(minutes=12), 121_000, reviewed=False)
    model.answer(LIGHTHOUSE, 1, now - timedelta(minutes=50), 88_000)


def settled(condition: Callable[[], bool]) -> None:
    """Let events run until a condition holds, at most five seconds, and once more for what follows from it."""
    deadline = QDeadlineTimer(5_000)
    while not condition() and not deadline.hasExpired():
        QTest.qWait(20)
    QTest.qWait(120)


def history(model: Model, window: MainWindow) -> QWidget:
    with_past(model)
    window.show_history()
    settled(lambda: window.page("history").list.entries.rowCount() == 4)
    return window


def history_chosen(model: Model, window: MainWindow) -> QWidget:
    history(model, window)
    page = window.page("history")
    for row in (1, 2):
        page.list.selectionModel().select(page.list.entries.index(row), page.list.selectionModel().SelectionFlag.Select)
    return window


def history_removed(model: Model, window: MainWindow) -> QWidget:
    history(model, window)
    window.page("history").delete.click()
    settled(lambda: window.quiet_line.token == "undo")
    return window


def history_empty(model: Model, window: MainWindow) -> QWidget:
    window.show_history()
    settled(window.page("history").empty.isVisible)
    return window


def history_found(model: Model, window: MainWindow) -> QWidget:
    """What a search found."""
    history(model, window)
    attempts = model.keeper.attempts()

    def search(words: str, limit: int = 50) -> list[Hit]:
        return [
            Hit(attempt, said, tuple((at, at + 4) for at in range(len(said)) if said.startswith("file", at)))
            for attempt, said in zip(attempts, _SAID, strict=False)
        ]

    model.keeper.search = search
    page = window.page("history")
    page.search.setText("file")
    settled(lambda: page.list.entries.rowCount() == 3)
    return window


def history_no_hit(model: Model, window: MainWindow) -> QWidget:
    history(model, window)
    page = window.page("history")
    page.search.setText("submarine")
    settled(page.empty.isVisible)
    return window


def history_sound_missing(model: Model, window: MainWindow) -> QWidget:
    with_past(model)
    for attempt in model.keeper.attempts()[:2]:
        model.shelf.lose_sound(attempt.id)
    window.show_history()
    rows = window.page("history").list.entries
    settled(lambda: rows.rowCount() == 4 and rows.data(rows.index(0), FADED_ROLE))
    return window


def _recover(model: Model, window: MainWindow) -> None:
    with_past(model)
    question = model.house.library.questions()[3]
    now = datetime.now(UTC)
    mark = TakeMark(MarkKind.RECOVERED, 80_000)
    for name, length, ago in (("a", 80_000, 2), ("b", 35_000, 3)):
        attempt_id = model.answer(replace(question, id=f"left-{name}"), 1, now - timedelta(hours=ago), length)
        model.keeper._attempts[attempt_id] = replace(model.keeper.attempt(attempt_id), marks=(mark,))
    found = [attempt for attempt in model.keeper.attempts() if attempt.question.id.startswith("left")]
    label = TakeLabel("stuck", model.house.library.questions()[5], 2)
    why = TakeProblem("This recording could not be read.", "The disk answered too slowly.", "Try again.")
    model.bridge.takes_recovered.emit(found, [StuckTake(FinishedTake(label, now - timedelta(hours=4), 47_000), why)])


def recovered_told(model: Model, window: MainWindow) -> QWidget:
    _recover(model, window)
    return window


def recovered_listed(model: Model, window: MainWindow) -> QWidget:
    _recover(model, window)
    window.quiet_line.action.click()
    settled(lambda: window.page("history").list.entries.rowCount() == 2)
    return window


def recovered_among_all(model: Model, window: MainWindow) -> QWidget:
    _recover(model, window)
    window.quiet_line.clear()
    window.show_history()
    settled(lambda: window.page("history").list.entries.rowCount() == 6)
    return window


def bin_full(model: Model, window: MainWindow) -> QWidget:
    with_past(model)
    now = datetime.now(UTC)
    for days, attempt in enumerate(model.keeper.attempts()[1:4]):
        model.keeper.put_in_bin(attempt.id, now - timedelta(days=days))
    window.show_history()
    settled(lambda: window.page("history").list.entries.rowCount() == 1)
    window.show_bin()
    settled(lambda: window.page("bin").list.entries.rowCount() == 3)
    return window


def bin_empty(model: Model, window: MainWindow) -> QWidget:
    window.show_bin()
    settled(window.page("bin").empty.isVisible)
    return window


def _asked(window: MainWindow) -> DeletionQuestion:
    return next(one for one in window.findChildren(DeletionQuestion) if one.isVisible())


def bin_question(model: Model, window: MainWindow) -> QWidget:
    """The question before one answer is deleted for good."""
    bin_full(model, window)
    window.page("bin").delete.click()
    return _asked(window)


def bin_question_all(model: Model, window: MainWindow) -> QWidget:
    bin_full(model, window)
    window.page("bin").clear.click()
    return _asked(window)


def bin_report(model: Model, window: MainWindow) -> QWidget:
    """One is gone, and named is what still holds it."""
    bin_full(model, window)
    model.keeper.aside = ("history.sqlite.corrupt-20260310T0915", "Backup of 2 March.zip")
    model.keeper.put_aside = lambda: model.keeper.aside[:1]
    page = window.page("bin")
    page.delete.click()
    _asked(window).delete.click()
    settled(page.report.isVisible)
    return window


def bin_question_damaged(model: Model, window: MainWindow) -> QWidget:
    bin_report(model, window)
    window.page("bin").report.button.click()
    return _asked(window)


HISTORY = (
    history,
    history_chosen,
    history_removed,
    history_empty,
    history_found,
    history_no_hit,
    history_sound_missing,
    recovered_told,
    recovered_listed,
    recovered_among_all,
    bin_full,
    bin_empty,
    bin_question,
    bin_question_all,
    bin_report,
    bin_question_damaged,
)
"""Every picture of the history."""
