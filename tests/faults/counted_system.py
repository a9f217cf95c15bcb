"""The calls the program makes to the system, counted, and one of them made to go wrong: as SQLite's own tests do it.

"Fail the n-th operation, for n = 1, 2, 3 … until the run passes." A child process calls `install` before it begins; at the n-th
call it kills itself (before it, after it, or half-way through a write), or the call fails with an error, once or from then on. What
the system took over is told to whoever watches, so that nothing that was acknowledged can be missed afterwards.

Nothing in the program knows of this. Statements to the database count as calls too; inside SQLite nothing is counted.
"""

from __future__ import annotations

import errno
import os
import shutil  # before anything is replaced: it looks at import time what the system can do
import signal
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_NEED_ROOM = ("write", "mkdir", "open", "sqlite")
"""What a full disk refuses."""


@dataclass(frozen=True)
class Fault:
    """What goes wrong at the `at`-th call (from 1).

    how: "before", "after" or "half" (of a write) it is killed; else an error's name, or "FULL" for a disk that stays full from
    then on.
    """

    at: int
    how: str

    @property
    def kills(self) -> bool:
        return self.how in ("before", "after", "half")


@dataclass(frozen=True)
class Call:
    """One call: its name, the file or folder it was about, as a path below the data folder."""

    name: str
    about: str
    size: int = 0


class CountedSystem:
    """Replaces the system's calls in this process, for good: use it in a child. told: hears of every call that succeeded."""

    def __init__(
        self, folder: Path, fault: Fault | None = None, told: Callable[[Call, bytes, int], None] | None = None
    ) -> None:
        self._folder = str(folder)
        self._fault = fault
        self._told = told
        self._lock = threading.RLock()
        self._files: dict[int, str] = {}
        self._real = {name: getattr(os, name) for name in _CALLS}
        self._connect = sqlite3.connect
        self.calls: list[Call] = []

    def install(self) -> None:
        """From now on."""
        for name in ("mkdir", "rmdir", "unlink", "remove"):
            setattr(os, name, self._about_path(name))
        for name in ("rename", "replace"):
            setattr(os, name, self._about_two_paths(name))
        for name in ("ftruncate", "fsync", "fdatasync"):
            setattr(os, name, self._about_file(name))
        os.open, os.close, os.write = self._open, self._close, self._write
        sqlite3.connect = self._connected  # type: ignore[assignment]

    # ------------------------------------------------------------ the calls

    def _open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        about = self._below(path, dir_fd)
        if about is None:
            return self._real["open"](path, flags, mode, dir_fd=dir_fd)
        changes = bool(flags & (os.O_CREAT | os.O_TRUNC))
        name = "open" if changes else "look"
        size = flags & os.O_TRUNC
        fd: int = self._call(Call(name, about, size), lambda: self._real["open"](path, flags, mode, dir_fd=dir_fd))
        with self._lock:
            self._files[fd] = about
        return fd

    def _close(self, fd: int) -> None:
        with self._lock:
            self._files.pop(fd, None)
        self._real["close"](fd)

    def _write(self, fd: int, data: Any) -> int:
        about = self._files.get(fd)
        if about is None:
            return self._real["write"](fd, data)
        return self._call(
            Call("write", about, len(data)),
            lambda: self._real["write"](fd, data),
            half=lambda: self._real["write"](fd, bytes(data)[: len(data) // 2]),
            data=bytes(data),
            at=os.lseek(fd, 0, os.SEEK_CUR),
        )

    def _about_file(self, name: str) -> Callable[..., Any]:
        def call(fd: int, *rest: Any) -> Any:
            about = self._files.get(fd)
            if about is None:
                return self._real[name](fd, *rest)
            return self._call(Call(name, about, *rest), lambda: self._real[name](fd, *rest))

        return call

    def _about_path(self, name: str) -> Callable[..., Any]:
        def call(path: Any, *rest: Any, dir_fd: int | None = None) -> Any:
            about = self._below(path, dir_fd)
            if about is None:
                return self._real[name](path, *rest, dir_fd=dir_fd)
            known = "unlink" if name == "remove" else name
            return self._call(Call(known, about), lambda: self._real[name](path, *rest, dir_fd=dir_fd))

        return call

    def _about_two_paths(self, name: str) -> Callable[..., Any]:
        def call(source: Any, target: Any, **rest: Any) -> Any:
            before, after = self._below(source, None), self._below(target, None)
            if before is None or after is None:
                return self._real[name](source, target, **rest)

            def rename() -> None:
                self._real[name](source, target, **rest)
                self._moved(before, after)

            return self._call(Call("rename", f"{before}\n{after}"), rename)

        return call

    def _moved(self, before: str, after: str) -> None:
        """Files that are open go by the new name from here on."""
        for fd, about in self._files.items():
            if about.startswith(f"{before}/"):
                self._files[fd] = after + about.removeprefix(before)

    def _connected(self, *arguments: Any, **named: Any) -> sqlite3.Connection:
        system = self

        class Counted(sqlite3.Connection):
            def execute(self, statement: str, *rest: Any) -> sqlite3.Cursor:
                return system._call(
                    Call("sqlite", statement.split(maxsplit=1)[0]),
                    lambda: sqlite3.Connection.execute(self, statement, *rest),
                )

            def executemany(self, statement: str, *rest: Any) -> sqlite3.Cursor:
                return system._call(
                    Call("sqlite", statement.split(maxsplit=1)[0]),
                    lambda: sqlite3.Connection.executemany(self, statement, *rest),
                )

        return self._connect(*arguments, factory=Counted, **named)

    # ------------------------------------------------------------ what goes wrong

    def _call(
        self,
        call: Call,
        real: Callable[[], Any],
        half: Callable[[], Any] | None = None,
        data: bytes = b"",
        at: int = 0,
    ) -> Any:
        with self._lock:
            self.calls.append(call)
            number, fault = len(self.calls), self._fault
            if fault is None or number < fault.at:
                return self._done(call, real(), data, at)
            if fault.kills:
                if fault.how == "half" and half is not None:
                    half()
                elif fault.how == "after":
                    self._done(call, real(), data, at)
                os.kill(os.getpid(), signal.SIGKILL)
                threading.Event().wait()
            if number == fault.at or (fault.how == "FULL" and call.name in _NEED_ROOM):
                raise self._error(call, fault)
            return self._done(call, real(), data, at)

    def _error(self, call: Call, fault: Fault) -> Exception:
        code = errno.ENOSPC if fault.how in ("FULL", "ENOSPC") else getattr(errno, fault.how)
        if call.name != "sqlite":
            return OSError(code, os.strerror(code))
        full = code == errno.ENOSPC
        error = sqlite3.OperationalError("database or disk is full" if full else "disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL if full else sqlite3.SQLITE_IOERR
        return error

    def _done(self, call: Call, result: Any, data: bytes, at: int) -> Any:
        if self._told is not None:
            self._told(call, data[:result] if call.name == "write" else data, at)
        return result

    def _below(self, path: Any, dir_fd: int | None) -> str | None:
        """A path below the data folder, from there; None for any other."""
        text = os.fsdecode(path)
        if dir_fd is not None:
            parent = self._files.get(dir_fd)
            return None if parent is None else os.path.normpath(f"{parent}/{text}")
        if text == self._folder:
            return "."
        return text[len(self._folder) + 1 :] if text.startswith(f"{self._folder}/") else None


_CALLS = (
    "open",
    "close",
    "write",
    "ftruncate",
    "fsync",
    "fdatasync",
    "rename",
    "replace",
    "unlink",
    "remove",
    "mkdir",
    "rmdir",
)
assert shutil.rmtree.avoids_symlink_attacks
