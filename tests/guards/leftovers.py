"""What a test may leave behind: nothing. Threads, child processes, windows and running timers are counted before and after.

Standard library only; Qt is looked at where a test has loaded it, never loaded here.
"""

from __future__ import annotations

import ctypes
import gc
import os
import select
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

GRACE_S = 3.0
"""How long what is ending already may take to end."""

_PR_SET_CHILD_SUBREAPER = 36
_starts: list[str] = []

_QT_KEEPS = ("QTipLabel",)
"""Windows that belong to Qt: the tool tip is made once and kept."""


def threads() -> set[threading.Thread]:
    """Every living thread that Python started; one that only called in from C (a sound callback) has no end that Python sees."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


def become_reaper() -> None:
    """Let processes whose parent died become our children (Linux), so that a daemon which detaches itself is seen as well."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def count_starts() -> None:
    """From now on `children` knows whether Python has started a process at all; it costs too much to look after every test."""
    sys.addaudithook(_note_start)


def _note_start(event: str, args: tuple[object, ...]) -> None:
    if event in ("subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn"):
        _starts.append(event)


def starts() -> int:
    """How many processes Python has started so far."""
    return len(_starts)


def children() -> set[int]:
    """Process ids of our living children (Linux; elsewhere none are seen). One that has ended and waits to be collected is none."""
    return children_of(os.getpid())


def children_of(parent: int) -> set[int]:
    """Process ids of a process's living children (Linux)."""
    return {
        int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _parent_if_alive(stat) == str(parent)
    }


def _parent_if_alive(stat: Path) -> str:
    """The parent's process id; empty if the process has ended."""
    try:
        state, parent = stat.read_text().rpartition(")")[2].split()[:2]
    except (OSError, ValueError):
        return ""
    return "" if state == "Z" else parent


def ended(pid: int, deadline: float) -> bool:
    """Wait for a process to end, at most until the deadline."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        waiting = select.poll()
        waiting.register(handle, select.POLLIN)
        return bool(waiting.poll(max(0, deadline - time.monotonic()) * 1000))
    finally:
        os.close(handle)


def name_of(pid: int) -> str:
    """What a process was started as; its number if it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()[:120]
    except OSError:
        return str(pid)


def _qt() -> tuple[Any, Any] | None:
    """QtWidgets and shiboken6, if a test has loaded them and there is an application."""
    widgets, shiboken = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("shiboken6")
    if widgets is None or shiboken is None or widgets.QApplication.instance() is None:
        return None
    return widgets, shiboken


def windows() -> dict[int, Any]:
    """Top-level widgets by address."""
    qt = _qt()
    if qt is None:
        return {}
    widgets, shiboken = qt
    alive = widgets.QApplication.topLevelWidgets()
    return {
        shiboken.getCppPointer(each)[0]: each
        for each in alive
        if shiboken.isValid(each) and each.metaObject().className() not in _QT_KEEPS
    }


def running_timers() -> dict[int, Any]:
    """Active QTimers that Python knows, by address."""
    qt = _qt()
    if qt is None:
        return {}
    kind, shiboken = sys.modules["PySide6.QtCore"].QTimer, qt[1]
    timers = [each for each in shiboken.getAllValidWrappers() if isinstance(each, kind)]
    return {shiboken.getCppPointer(each)[0]: each for each in timers if each.isActive()}


class Watch:
    """What there was when a test began. `qt`: the test uses Qt, so windows and timers are counted as well (that takes longer)."""

    def __init__(self, *, qt: bool) -> None:
        self._qt = qt
        self._threads, self._starts = threads(), starts()
        self._children = children() if qt or self._starts else set()
        self._windows = set(windows()) if qt else set()
        self._timers = set(running_timers()) if qt else set()

    def left_behind(self) -> list[str]:
        """One line for each thing that outlived the test; all but threads is ended, so that the next test is not blamed."""
        deadline = time.monotonic() + GRACE_S
        found = self._qt_left_behind() if self._qt else []
        for thread in threads() - self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                found.append(f"thread {thread.name}")
        if self._qt or starts() > self._starts:  # Qt starts processes that Python does not see
            for pid in children() - self._children:
                if not ended(pid, deadline):
                    found.append(f"process {pid}: {name_of(pid)}")
                    os.kill(pid, signal.SIGKILL)
        return found

    def _qt_left_behind(self) -> list[str]:
        if _qt() is None:
            return []
        core = sys.modules["PySide6.QtCore"]
        gc.collect()
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        found = []
        for address, window in windows().items():
            if address not in self._windows:
                found.append(f"window {window.metaObject().className()} {window.objectName()}".rstrip())
                window.close()
                window.deleteLater()
        for address, timer in running_timers().items():
            if address not in self._timers:
                found.append(f"running timer of {timer.parent()}")
                timer.stop()
        return found
