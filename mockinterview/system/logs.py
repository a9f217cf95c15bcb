"""The log: one small rotating file in the data folder, which never holds a word of a question or an answer.

The rule for everybody who logs: the message is a constant, and what varies comes as an argument
(`log.info("kept %s", attempt.id)`). Arguments are then let through only if they cannot be prose: numbers, paths, enums, problems,
and strings without a space. Anything else becomes its type and size (`<str, 12 words>`). Traces leave out the messages of errors
that quote data. A test reads the source for log calls that build their message themselves.
"""

from __future__ import annotations

import datetime
import enum
import logging
import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from mockinterview.core.problems import PlaceProblem, Problem
from mockinterview.system.crash import trace

ROOT = "mockinterview"
LONGEST_NAME = 80
"""Longer strings than any id, device or file name of ours are taken for prose."""

_LARGEST_FILE_BYTES = 1_000_000
_OLD_FILES = 3

_SAFE_TYPES = (bool, int, float, type(None), os.PathLike, enum.Enum, Problem, datetime.datetime)


class _Hidden(str):
    """What stands for prose; a second handler lets it through."""

    __slots__ = ()


def discreet(value: object) -> Any:
    """The value if it cannot be prose, else only its type and size."""
    if isinstance(value, (*_SAFE_TYPES, _Hidden)):
        return value
    if isinstance(value, str):
        if len(value) <= LONGEST_NAME and not any(letter.isspace() for letter in value):
            return value
        return _Hidden(f"<str, {len(value.split())} words>")
    if isinstance(value, BaseException):
        return _Hidden(f"<{type(value).__qualname__}>")
    size = f", {len(value)}" if hasattr(value, "__len__") else ""
    return _Hidden(f"<{type(value).__qualname__}{size}>")


class Discretion(logging.Filter):
    """Replaces arguments that could be prose. Never drops a line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place and let it through."""
        if isinstance(record.args, dict):
            record.args = {key: discreet(value) for key, value in record.args.items()}
        elif record.args:
            record.args = tuple(discreet(value) for value in record.args)
        return True


class _Lines(logging.Formatter):
    """One line an event, in UTC."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        return trace(ei[1])


def _rotate(file: Path) -> None:
    """Move a log that has grown large aside: log.txt -> log.1.txt -> log.2.txt, the oldest is forgotten.

    Done when the log is opened; one run writes a few kilobytes. logging.handlers would do it while running, but importing it
    takes longer than all the rest of this room.
    """
    if not file.exists() or file.stat().st_size < _LARGEST_FILE_BYTES:
        return
    for number in range(_OLD_FILES, 0, -1):
        older = file if number == 1 else file.with_name(f"log.{number - 1}.txt")
        if older.exists():
            older.replace(file.with_name(f"log.{number}.txt"))


class Log:
    """The open log. Use it as a context, or close it.

    verbosity 0 keeps what the program did (INFO); 1 and more keep every detail (DEBUG), on stderr too.
    """

    def __init__(self, folder: Path, verbosity: int = 0, terminal: TextIO | None = None) -> None:
        self.file = folder / "log.txt"
        try:
            _rotate(self.file)
            main = logging.FileHandler(self.file, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise PlaceProblem(
                f"The log {self.file} cannot be written.",
                f"The system says: {error.strerror}.",
                "Choose another folder with --data-dir, or make this one writable.",
            ) from error
        self._handlers: list[logging.Handler] = [main]
        if verbosity:
            self._handlers.append(logging.StreamHandler(terminal or sys.stderr))
        logger = logging.getLogger(ROOT)
        logger.setLevel(logging.DEBUG if verbosity else logging.INFO)
        for handler in self._handlers:
            handler.addFilter(Discretion())
            handler.setFormatter(_Lines())
            logger.addHandler(handler)

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trail: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is left and let go of the file."""
        logger = logging.getLogger(ROOT)
        for handler in self._handlers:
            logger.removeHandler(handler)
            handler.close()
        self._handlers = []
