"""After a bug: what happened as text, kept in a file, shown whole, never sent.

No Qt here, so that a crash of the windows can be told too. A report holds the version, the system and the trace through our
code: no local variables, and an error's message only where Python wrote it itself. A KeyError or ValueError quotes the data it
met, and that could be a word of an answer.
"""

from __future__ import annotations

import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import mockinterview
from mockinterview.core.problems import Problem

_MESSAGE_HOLDS_NO_DATA = (
    Problem,
    OSError,
    AttributeError,
    ImportError,
    IndexError,
    MemoryError,
    NameError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
    TypeError,
    ZeroDivisionError,
)

MOST_REPORTS = 20
"""Older crash files are deleted, so that a bug that repeats cannot fill the disk."""


def trace(error: BaseException) -> str:
    """The trace through our code, causes first, without local variables and without messages that may quote data."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    parts = []
    for part in reversed(chain):
        message = (
            f": {part}" if isinstance(part, _MESSAGE_HOLDS_NO_DATA) else " (message left out: it may quote an answer)"
        )
        parts.append("".join(traceback.format_tb(part.__traceback__)) + type(part).__qualname__ + message)
    return "\n\nwhich led to\n\n".join(parts)


def report(error: BaseException, thread: str = "") -> str:
    """The text of a crash report."""
    return "\n".join(
        (
            f"Mock Interview {mockinterview.__version__}",
            f"Python {platform.python_version()} on {platform.platform()}",
            f"Thread {thread or threading.current_thread().name}",
            "",
            trace(error),
            "",
        )
    )


def keep(text: str, folder: Path) -> Path | None:
    """Write a report into the folder of logs; None if that is impossible too."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    file = folder / f"crash-{stamp}-{os.getpid()}.txt"
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
        for old in sorted(folder.glob("crash-*.txt"))[:-MOST_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return file


class CrashWatch:
    """Catches what nobody caught, in every thread, keeps a report of it, and says so.

    told: gets the report's text and its file (None if it could not be written), in the thread that crashed.
    """

    def __init__(self, folder: Path, told: Callable[[str, Path | None], None] | None = None) -> None:
        self._folder = folder
        self.told = told

    def install(self) -> None:
        """From now on, for the whole process."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def uninstall(self) -> None:
        """Python's own way again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _uncaught(self, kind: type[BaseException], error: BaseException, trail: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trail)
            return
        self._tell(error, "")

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._tell(args.exc_value, args.thread.name if args.thread else "")

    def _tell(self, error: BaseException, thread: str) -> None:
        text = report(error, thread)
        file = keep(text, self._folder)
        if sys.stderr is not None:
            sys.stderr.write(text)
        if self.told is not None:
            self.told(text, file)
