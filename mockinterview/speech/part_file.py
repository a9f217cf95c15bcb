"""A file that is arriving, by download or by copying: its bytes so far, their checksum, and the step that gives it its name.

Nothing is ever under the final name before all of it is, so a power cut leaves either the old file, or a part, or the new file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mockinterview.speech.models import PART, TAG

LONGEST_TAG = 200
_BLOCK = 1 << 20


class PartFile:
    """The bytes that have arrived, on disk, and their checksum so far."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._file = target.with_name(target.name + PART)
        self._tag_file = target.with_name(target.name + TAG)
        self._digest = hashlib.sha256()
        self._handle: int | None = None
        self.size = 0
        self.tag = ""
        """The server's mark of this very file (a strong ETag), where it gave one."""

    @property
    def checksum(self) -> str:
        """SHA-256 of what is here."""
        return self._digest.hexdigest()

    def on_disk(self) -> int:
        """Bytes left by an earlier download."""
        return self._file.stat().st_size if self._file.is_file() else 0

    def take_up(self, most: int, check: Callable[[int], None]) -> None:
        """Read what an earlier download left, up to `most` bytes; what lies behind them is cut off."""
        if self.on_disk() == 0:
            return
        with self._file.open("r+b") as file:
            file.truncate(min(most, self.on_disk()))
            while block := file.read(_BLOCK):
                self._digest.update(block)
                self.size += len(block)
                check(self.size)
        with suppress(OSError, UnicodeError):  # no mark: the checksum decides in the end
            self.tag = self._tag_file.read_text("ascii")[:LONGEST_TAG]

    def start_again(self, tag: str) -> None:
        """Nothing that is here counts any more."""
        self._digest, self.size, self.tag = hashlib.sha256(), 0, tag
        self._file.write_bytes(b"")
        if tag:
            self._tag_file.write_text(tag, "ascii")
        else:
            self._tag_file.unlink(missing_ok=True)

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Ready for `add`; flushed to the disk at the end, however that comes."""
        self._handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            yield
        finally:
            try:
                os.fsync(self._handle)
            finally:
                os.close(self._handle)
                self._handle = None

    def add(self, block: bytes) -> None:
        """Put a block behind what is here."""
        assert self._handle is not None
        left = memoryview(block)
        while left:
            left = left[os.write(self._handle, left) :]
        self._digest.update(block)
        self.size += len(block)

    def discard(self) -> None:
        """Throw away what is here."""
        self._file.unlink(missing_ok=True)
        self._tag_file.unlink(missing_ok=True)

    def put_in_place(self, target: Path | None = None) -> None:
        """Give the file its name (another one in the same folder, if it turned out to be another), in one step, for good."""
        os.replace(self._file, target or self._target)
        self._tag_file.unlink(missing_ok=True)
        settle(self._target.parent)


def settle(folder: Path) -> None:
    """Make a new name survive a power cut, where folders can be flushed (not on Windows)."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
