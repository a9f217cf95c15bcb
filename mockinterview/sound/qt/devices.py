"""Told by Qt that a microphone came or went: for systems where nobody else can be asked.

Lives in a thread of its own: Qt asks the sound service for its devices, and a service that does not answer would hold the windows
up with it. QtMultimedia is imported there too, when the first page wants to know (docs/decisions/0010-the-frame-first.md).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal, Slot

from mockinterview.sound.server_news import SETTLE_S

log = logging.getLogger(__name__)

_END_S = 2.0


class _Watcher(QObject):
    """Qt's signal, the moment of patience after it, and the loop they live in: all in the watching thread.

    end: emitted, in any thread, when nobody wants to know any more.
    """

    end = Signal()

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self._loop = QEventLoop(self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(round(1000 * SETTLE_S))
        self._settling.timeout.connect(self._tell)
        self.end.connect(self._loop.quit)

    def run(self) -> None:
        """Watch until the end."""
        from PySide6.QtMultimedia import QMediaDevices

        devices = QMediaDevices(self)
        QMediaDevices.audioInputs()  # where nobody has asked, Qt does not look, and finds no change
        devices.audioInputsChanged.connect(self._on_change)
        self._loop.exec()

    @Slot()
    def _on_change(self) -> None:
        if not self._settling.isActive():
            self._settling.start()

    @Slot()
    def _tell(self) -> None:
        try:
            self._changed()
        except Exception:  # whoever is told may break; the next change must be told all the same
            log.exception("nobody could be told that the microphones have changed")


class QtDeviceNews:
    """Flow's `DeviceNews`, by QMediaDevices; needs a QCoreApplication."""

    def __init__(self) -> None:
        self._watcher: _Watcher | None = None
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None
        self._over = False

    def watch(self, changed: Callable[[], None]) -> None:
        """Tell from now on, in a thread of its own; returns at once. To be called once."""
        self._thread = threading.Thread(target=self._run, args=(changed,), name="device-news", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Tell no more. A thread that hangs in a sound service which does not answer is left behind."""
        self._over = True
        if self._thread is None:
            return
        self._ready.wait(_END_S)
        if self._watcher is not None:
            self._watcher.end.emit()
        self._thread.join(_END_S)
        if self._thread.is_alive():
            log.warning("the watch over the microphones did not end")

    def _run(self, changed: Callable[[], None]) -> None:
        self._watcher = _Watcher(changed)
        self._ready.set()
        if not self._over:
            self._watcher.run()
        self._watcher = None  # freed in the thread it belongs to
