"""One window for each data folder: who gets the lock, who is called, and who answers."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import PlaceProblem
from mockinterview.settings import Settings
from mockinterview.system.calls import Calls
from mockinterview.system.places import Places
from mockinterview.ui import front_door
from mockinterview.ui.front_door import AlreadyOpen, DataLock, Doorkeeper
from mockinterview.ui.look.first_frame import FirstFrame


class Frame(FirstFrame):
    """A window that notes how it is called."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.called: list[str] = []

    def come_to_front(self) -> None:
        self.called.append(os.environ.get("XDG_ACTIVATION_TOKEN", ""))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    frame = Frame(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(frame)
    frame.show()
    yield frame
    frame.close()


class Start(threading.Thread):
    """A second start of the program."""

    def __init__(self, places: Places) -> None:
        super().__init__(name="second start")
        self._places = places
        self.lock: DataLock | None = None
        self.said: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self.lock = front_door.enter(self._places)
        except (AlreadyOpen, PlaceProblem) as said:
            self.said = said


def test_the_first_gets_the_lock_and_calls_nobody(places: Places) -> None:
    lock = front_door.enter(places)
    assert not places.calls.exists()
    lock.release()


def test_a_second_start_calls_the_window_and_ends(
    qtbot: QtBot, places: Places, frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DataLock(places):
        Doorkeeper(Calls(places.calls), frame).answer()
        monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "leave to come forward")
        second = Start(places)
        qtbot.waitUntil(lambda: not second.is_alive())
    second.join()
    assert isinstance(second.said, AlreadyOpen)
    assert frame.called == ["leave to come forward"]
    assert not list(places.calls.iterdir())


def test_who_called_before_the_window_was_there_is_answered(qtbot: QtBot, places: Places, frame: Frame) -> None:
    with DataLock(places):
        second = Start(places)
        qtbot.waitUntil(lambda: places.calls.is_dir() and any(places.calls.iterdir()))
        Doorkeeper(Calls(places.calls), frame).answer()
        qtbot.waitUntil(lambda: not second.is_alive())
    second.join()
    assert isinstance(second.said, AlreadyOpen)
    assert frame.called == [""]


def test_the_folder_of_calls_may_be_deleted(qtbot: QtBot, places: Places, frame: Frame) -> None:
    with DataLock(places):
        Doorkeeper(Calls(places.calls), frame).answer()
        places.calls.rmdir()
        qtbot.waitUntil(places.calls.is_dir)
        second = Start(places)
        qtbot.waitUntil(lambda: not second.is_alive())
    second.join()
    assert isinstance(second.said, AlreadyOpen)


def test_a_start_while_the_window_closes_opens_one_of_its_own(qtbot: QtBot, places: Places, frame: Frame) -> None:
    with DataLock(places):
        Doorkeeper(Calls(places.calls), frame).answer()
        frame.close()
        second = Start(places)
        qtbot.waitUntil(lambda: any(places.calls.iterdir()))
    second.join(20)
    assert second.lock is not None
    assert frame.called == []
    assert not list(places.calls.iterdir())
    second.lock.release()


def test_a_window_that_does_not_answer_is_named(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_door, "_ANSWER_S", 0.1)
    with DataLock(places), pytest.raises(PlaceProblem, match="does not answer") as caught:
        front_door.enter(places)
    assert f"process {os.getpid()}" in caught.value.why
    assert not list(places.calls.iterdir())


def test_a_window_that_cannot_be_called_is_named_all_the_same(places: Places, expect_log) -> None:
    expect_log("could not be called")
    places.calls.write_text("a file where the folder should be")
    with DataLock(places), pytest.raises(PlaceProblem, match="already open"):
        front_door.enter(places)


def test_a_window_that_cannot_be_called_goes_on(places: Places, frame: Frame, expect_log) -> None:
    expect_log("cannot call this window")
    places.calls.write_text("a file where the folder should be")
    Doorkeeper(Calls(places.calls), frame).answer()
    assert frame.isVisible()


def test_a_command_that_needs_the_folder_for_itself_refuses_while_it_is_open(places: Places) -> None:
    with DataLock(places), pytest.raises(PlaceProblem, match=r"is open.*Close it"), DataLock(places):
        pass
    with DataLock(places):
        pass


def test_a_folder_that_cannot_be_locked_is_not_called_open(tmp_path: Path) -> None:
    with pytest.raises(PlaceProblem, match="could not be locked"):
        DataLock(Places(tmp_path / "gone")).take()
