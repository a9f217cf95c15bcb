"""What is told in any thread arrives in the main thread."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import Problem
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.ui.bridge import Bridge


class Ear(QObject):
    """Writes down what it hears, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[object, threading.Thread]] = []

    @Slot()
    def on_change(self) -> None:
        self.heard.append(("changed", threading.current_thread()))

    @Slot(str)
    @Slot(object)
    def on_any(self, what: object) -> None:
        self.heard.append((what, threading.current_thread()))

    @Slot(object, object)
    def on_two(self, first: object, second: object) -> None:
        self.heard.append(((first, second), threading.current_thread()))


def test_every_telling_crosses_into_the_main_thread(qtbot: QtBot) -> None:
    bridge, ear = Bridge(), Ear()
    bridge.answering_changed.connect(ear.on_change)
    for signal in (bridge.attempt_kept, bridge.review_changed, bridge.job_changed, bridge.problem_arose):
        signal.connect(ear.on_any)
    bridge.takes_recovered.connect(ear.on_two)
    report, problem = JobReport("a", "keep", JobState.DONE), Problem("It rains.")

    def tell() -> None:
        bridge.listener.answering_changed()
        bridge.listener.attempt_kept("kept")
        bridge.listener.review_changed("changed")
        bridge.listener.job_changed(report)
        bridge.listener.problem_arose(problem)
        bridge.listener.takes_recovered([], [])

    teller = threading.Thread(target=tell)
    teller.start()
    teller.join()
    qtbot.waitUntil(lambda: len(ear.heard) == 6)
    assert [what for what, _ in ear.heard] == ["changed", "kept", "changed", report, problem, ((), ())]
    assert {thread for _, thread in ear.heard} == {threading.main_thread()}


def test_a_crash_is_told_with_its_file(qtbot: QtBot) -> None:
    bridge = Bridge()
    with qtbot.waitSignal(bridge.crash_met) as met:
        bridge.crashed("all of it", Path("/logs/crash.txt"))
    assert met.args == ["all of it", "/logs/crash.txt"]
