"""Reads what is pasted or opened in the background, a moment after the last keystroke, so that typing never waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mockinterview.core.page import PageReading
from mockinterview.core.problems import Problem
from mockinterview.flow.library import Library
from mockinterview.ui.models.background import Errand

PAUSE_MS = 200
"""After the last keystroke; longer than between two of somebody who types, shorter than anybody waits."""


class PageReader(QObject):
    """One reading at a time; of what is wished meanwhile, only the last is read.

    understood: a PageReading, and the name of the file it came from, "" for pasted text. failed: a Problem and that name.
    """

    understood = Signal(object, str)
    failed = Signal(object, str)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._errand = Errand(self)
        self._wish: tuple[Callable[[], PageReading], str] | None = None
        self._name = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        self._errand.done.connect(self._on_done)
        self._errand.failed.connect(self._on_failed)

    @property
    def busy(self) -> bool:
        """Whether something is being read, or about to be."""
        return self._errand.busy or self._wish is not None

    def read(self, text: str) -> None:
        """Read a text in a moment."""

        def work() -> PageReading:
            return self._library.read_page(text)

        self._wish = (work, "")
        self._pause.start()

    def open(self, file: Path) -> None:
        """Read a file at once."""

        def work() -> PageReading:
            return self._library.import_file(file)

        self._wish = (work, file.name)
        self._begin()

    def forget(self) -> None:
        """What is being read now is wanted no more."""
        self._pause.stop()
        self._wish = None
        self._name = "\0"  # no file has this name: what still arrives is let go

    def finish(self) -> None:
        """Wait for the thread; to be called before the end."""
        self.forget()
        self._errand.finish()

    @Slot()
    def _begin(self) -> None:
        if self._errand.busy or self._wish is None:
            return
        self._pause.stop()
        (work, self._name), self._wish = self._wish, None
        self._errand.start(lambda _errand: work(), "page")

    @Slot(object)
    def _on_done(self, reading: PageReading) -> None:
        if self._name != "\0" and self._wish is None:
            self.understood.emit(reading, self._name)
        self._go_on()

    @Slot(object)
    def _on_failed(self, problem: Problem) -> None:
        if self._name != "\0" and self._wish is None:
            self.failed.emit(problem, self._name)
        self._go_on()

    def _go_on(self) -> None:
        if self._wish is not None and not self._pause.isActive():
            self._begin()
