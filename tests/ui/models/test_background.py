"""The windows' door to the background: what is asked is answered in the main thread, in order, and only the newest counts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from mockinterview.core.problems import Problem
from mockinterview.ui.models.background import Asking, Errand, finish_all


@pytest.fixture
def asking(qapp: object) -> Iterator[Asking]:
    made = Asking()
    yield made
    made.finish()


@pytest.fixture
def answers(asking: Asking) -> list[tuple[str, object]]:
    """What was answered, and which problems were met, as they came; each in the main thread."""
    heard: list[tuple[str, object]] = []

    def hear(name: str, answer: object) -> None:
        assert threading.current_thread() is threading.main_thread()
        heard.append((name, answer))

    asking.answered.connect(hear)
    asking.failed.connect(hear)
    return heard


class Slow:
    """Work that is begun and ends when told to."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.may_end.wait(10)
        return "slow"


def test_it_is_asked_elsewhere_and_answered_here(
    qtbot: QtBot, asking: Asking, answers: list[tuple[str, object]]
) -> None:
    asking.ask("who", threading.current_thread)
    assert asking.busy
    qtbot.waitUntil(lambda: not asking.busy)
    [(name, thread)] = answers
    assert name == "who"
    assert thread is not threading.main_thread()


def test_only_the_newest_question_of_a_name_is_answered(
    qtbot: QtBot, asking: Asking, answers: list[tuple[str, object]]
) -> None:
    slow, asked = Slow(), []
    asking.ask("search", slow)
    slow.begun.wait(10)
    for word in ("l", "la", "lamp"):
        asking.ask("search", lambda word=word: asked.append(word) or word)
    asking.ask("bin", lambda: 3)
    slow.may_end.set()
    qtbot.waitUntil(lambda: not asking.busy)
    assert answers == [("search", "lamp"), ("bin", 3)]
    assert asked == ["lamp"]  # what nobody waits for any more is not even asked


def test_every_deed_is_done_and_told_in_order(qtbot: QtBot, asking: Asking, answers: list[tuple[str, object]]) -> None:
    for number in range(3):
        asking.do("delete", lambda number=number: number)
    qtbot.waitUntil(lambda: not asking.busy)
    assert answers == [("delete", 0), ("delete", 1), ("delete", 2)]


def test_a_problem_and_a_bug_are_both_told_and_stop_nothing(
    qtbot: QtBot, asking: Asking, answers: list[tuple[str, object]], expect_log: Callable[[str], None]
) -> None:
    expect_log("a bug ended what was asked")
    problem = Problem("The history cannot be read.")

    def fail() -> None:
        raise problem

    asking.do("one", fail)
    asking.do("two", lambda: 1 // 0)
    asking.do("three", lambda: "done")
    qtbot.waitUntil(lambda: not asking.busy)
    assert answers[0] == ("one", problem)
    assert isinstance(answers[1][1], Problem)
    assert answers[2] == ("three", "done")


def test_at_the_end_what_was_wished_for_is_done_and_nothing_is_asked_or_answered(
    asking: Asking, answers: list[tuple[str, object]]
) -> None:
    slow, later = Slow(), []
    asking.do("first", slow)
    asking.ask("list", lambda: later.append("asked"))
    asking.do("second", lambda: later.append("second"))
    asking.do("third", lambda: later.append("third"))
    slow.may_end.set()
    asking.finish()
    asking.do("fourth", lambda: later.append("fourth"))
    QCoreApplication.sendPostedEvents()  # the end of the first is told only now
    assert later == ["second", "third"]
    assert answers == []


def test_whose_store_is_held_is_not_waited_for_at_the_end(asking: Asking) -> None:
    slow, later = Slow(), []
    asking.do("first", slow)
    asking.do("second", lambda: later.append("second"))
    asking.finish(timeout_s=0.01)
    slow.may_end.set()
    assert asking._thread is not None
    asking._thread.join(10)
    assert later == []


def test_nobody_waits_at_the_end_for_an_answer_that_nobody_will_hear(
    asking: Asking, answers: list[tuple[str, object]]
) -> None:
    slow = Slow()
    asking.ask("list", slow)
    asking.finish(timeout_s=60)
    thread = asking._thread
    assert thread is not None
    assert thread.is_alive(), "it was waited for"
    slow.may_end.set()
    thread.join(10)
    QCoreApplication.sendPostedEvents()
    assert answers == []


def test_at_the_end_of_a_window_all_that_was_asked_in_it_is_waited_for_once(qapp: object) -> None:
    window, slow = QObject(), Slow()
    own = [Asking(window), Asking(QObject(window))]
    for one in own:
        one.do("first", slow)
    finish_all(window, timeout_s=0.01)
    for one in own:
        one.finish(timeout_s=60)  # as its page does it
        assert one._thread is not None
        assert one._thread.is_alive(), "it was waited for twice"
    slow.may_end.set()
    for one in own:
        assert one._thread is not None
        one._thread.join(10)
    delete(window)


def test_of_a_question_that_another_took_the_place_of_not_even_the_failure_is_told(
    qtbot: QtBot, asking: Asking, answers: list[tuple[str, object]]
) -> None:
    slow = Slow()

    def fail() -> None:
        slow()
        raise Problem("There is no such attempt.")

    asking.ask("review", fail)
    slow.begun.wait(10)
    asking.ask("review", lambda: "another")
    slow.may_end.set()
    qtbot.waitUntil(lambda: not asking.busy)
    assert answers == [("review", "another")]


# ---------------------------------------------------------------- one errand


class Runner(QObject):
    """Sends the same errand once more as soon as it is told of its end."""

    def __init__(self, errand: Errand) -> None:
        super().__init__()
        self._errand = errand
        self.ended = 0
        errand.done.connect(self.on_done)

    @Slot()
    def on_done(self) -> None:
        self.ended += 1
        if self.ended == 1:
            self._errand.start(lambda _errand: None, "second")


def test_who_is_told_of_an_end_may_begin_the_next_at_once(qtbot: QtBot) -> None:
    # GIVEN a thread that takes its time to leave after it has told its end
    errand, leaving = Errand(), threading.Event()
    runner = Runner(errand)
    errand.done.connect(lambda _result: leaving.wait(10), Qt.ConnectionType.DirectConnection)
    errand.start(lambda _errand: None, "first")
    first = errand._thread
    assert first is not None
    # WHEN the next is begun where that end was told THEN it is not refused
    try:
        qtbot.waitUntil(lambda: runner.ended == 2)
    finally:
        leaving.set()
        first.join(10)
        errand.finish()


def test_an_errand_that_outlasts_the_patience_of_the_end_tells_nobody(qapp: object) -> None:
    errand, slow = Errand(), Slow()
    errand.start(lambda _errand: slow(), "slow")
    slow.begun.wait(10)
    thread = errand._thread
    assert thread is not None
    errand.finish(timeout_s=0)
    delete(errand)  # with the window; the thread lives on, and telling through what is gone would be a crash
    slow.may_end.set()
    thread.join(10)
    assert not thread.is_alive()
