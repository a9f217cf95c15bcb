"""One program for each data folder: the lock, how a second start calls the window that is open, and how that one answers.

Needs nothing of Qt but its core, since a command that replaces what lies in the folder takes the lock too.
"""

from __future__ import annotations

import logging
import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QSysInfo, Slot

from mockinterview.core.problems import PlaceProblem

if TYPE_CHECKING:
    from mockinterview.system.calls import Calls
    from mockinterview.system.places import Places
    from mockinterview.ui.look.first_frame import FirstFrame

log = logging.getLogger(__name__)

_ANSWER_S = 10.0
"""So long a window may take to answer. One that is just starting answers as soon as it is there."""

_LOOK_AGAIN_S = 0.02

_TOKEN = "XDG_ACTIVATION_TOKEN"
"""Where a desktop puts the right to come forward for a program that it starts, and where Qt looks for it (Wayland)."""


class AlreadyOpen(Exception):
    """The program is open with this data folder, and its window has come to the front: nothing is left to do."""


class DataLock:
    """The right to be the only program in a data folder: a window's, or a command's that replaces what lies there.

    A program that was killed loses it at once. `with DataLock(places):` is for commands; PlaceProblem if the program is open.
    """

    def __init__(self, places: Places) -> None:
        self._lock = QLockFile(str(places.lock))
        self._lock.setStaleLockTime(0)

    def take(self) -> bool:
        """Take it, if nobody else has it. PlaceProblem if the folder cannot be locked at all."""
        if self._lock.tryLock(0):
            return True
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            raise PlaceProblem(
                "The data folder could not be locked.",
                "Its disk may be full, or does not allow it.",
                "Free some space, or choose another folder with --data-dir.",
            )
        return False

    def release(self) -> None:
        """Give it back; harmless if it was never taken."""
        self._lock.unlock()

    @property
    def holder(self) -> str:
        """Who has it, as a part of a sentence: a process, and its computer if that is another one."""
        process, host, _program = self._lock.getLockInfo()
        if not process:
            return "another process"
        return f"process {process}" + (f" on the computer {host}" if host != QSysInfo.machineHostName() else "")

    def __enter__(self) -> DataLock:
        if not self.take():
            raise PlaceProblem("Mock Interview is open.", f"It is {self.holder}.", "Close it, then try again.")
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def enter(places: Places) -> DataLock:
    """The lock of the folder, for a window; while another program has it, that one is called. One that is closing is waited for.

    AlreadyOpen if its window came to the front, PlaceProblem if it does not answer.
    """
    lock = DataLock(places)
    if lock.take():
        return lock
    # Only where it is needed: the first frame waits for this module.
    from mockinterview.system.calls import Calls

    try:
        call = Calls(places.calls).leave(os.environ.get(_TOKEN, ""))
    except OSError as error:
        log.warning("the window that is open could not be called: %s", error)
        raise PlaceProblem("Mock Interview is already open.", f"It is {lock.holder}.", "Use its window.") from error
    deadline = time.monotonic() + _ANSWER_S
    try:
        while call.exists():
            if lock.take():
                return lock
            if time.monotonic() > deadline:
                raise PlaceProblem(
                    "Mock Interview is already open, but does not answer.",
                    f"It is {lock.holder}: a window that is stuck, or a command like restore that is not done yet.",
                    "Wait a moment and try again. A window that stays stuck can be ended; what it recorded is kept.",
                )
            time.sleep(_LOOK_AGAIN_S)
    finally:
        call.unlink(missing_ok=True)
    raise AlreadyOpen("Mock Interview is already open. Its window has been called to the front.")


class Doorkeeper(QObject):
    """Watches for calls from other starts of the program, and answers them while the window is there. Lives with the window."""

    def __init__(self, calls: Calls, window: FirstFrame) -> None:
        super().__init__(window)
        self._calls, self._window = calls, window
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.answer)

    @Slot()
    def answer(self) -> None:
        """Answer who has called already; after the first time, whoever calls."""
        if not self._window.isVisible():
            return  # it is closing: the other start waits for that, and opens a window of its own
        try:
            self._calls.prepare()
            if not self._watcher.directories():  # the first time, or the folder was deleted meanwhile
                self._watcher.addPath(str(self._calls.folder))
            tokens = self._calls.take()
        except OSError as error:
            log.warning("other starts of the program cannot call this window: %s", error)
            return
        if tokens:
            self._come_forward(tokens[-1])

    def _come_forward(self, token: str) -> None:
        if token:
            os.environ[_TOKEN] = token
        self._window.come_to_front()
        os.environ.pop(_TOKEN, None)  # it is good for once, and not for the processes we start
