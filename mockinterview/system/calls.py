"""How a second start of the program calls the window that is open: it leaves a small file, and the window takes it away.

A file needs no socket: nothing listens, nothing can be left in the way by a crash, and the folder's rights say who may call
(docs/decisions/0018-a-file-calls-the-window.md).
"""

from __future__ import annotations

import os
from pathlib import Path

_MOST_BYTES = 4_096
"""Of a call no more is read; a token of the desktop has some dozens."""

_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Calls:
    """The folder of calls that nobody has answered yet. Methods raise OSError where it cannot be used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder, for this person's eyes only."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def leave(self, token: str) -> Path:
        """Call; the file that this returns is gone once somebody answered. token: the desktop's leave to come forward, or ""."""
        self.prepare()
        call = self.folder / os.urandom(8).hex()
        coming = call.with_name("." + call.name)
        with os.fdopen(os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(token)
        coming.rename(call)
        return call

    def take(self) -> list[str]:
        """Answer every call there is: the callers' tokens."""
        return [
            self._taken(call) for call in self.folder.iterdir() if not call.name.startswith(".") and not call.is_dir()
        ]

    def _taken(self, call: Path) -> str:
        try:
            with os.fdopen(os.open(call, os.O_RDONLY | _CAREFULLY), "rb") as file:
                return file.read(_MOST_BYTES).decode("utf-8", "replace")
        except OSError:
            return ""  # a link, or the caller has given up: the window comes forward all the same
        finally:
            call.unlink(missing_ok=True)
