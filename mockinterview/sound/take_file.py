"""The sound file of a take while it grows: readable after a crash at any moment.

Raw PCM is appended behind a 44-byte WAV header, one write per block, so that a killed program loses only what had not reached it
yet. The header's sizes are brought up to date now and then and at the end; after a crash `mend` reads them off the file's length.
"""

from __future__ import annotations

import os
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path

RATE = 16_000
"""Samples a second of every take: what recognisers take in, and enough for speech."""

FRAME_BYTES = 2
"""One sample: mono, 16 bits."""

HEADER_BYTES = 44

SYNC_S = 0.9
"""Longest time sound stays in the system's memory only: a power cut may cost a second, so ask a little sooner."""

HEADER_S = 5.0
"""How often the header learns the file's true length, for other programs that read along."""

_LARGEST = 0xFFFF_FFFF - HEADER_BYTES
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)

_sync: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)


def header(data_bytes: int) -> bytes:
    """The 44 bytes of a RIFF header for that much 16 kHz mono int16 sound."""
    size = min(data_bytes, _LARGEST)
    shape = struct.pack("<HHIIHH", 1, 1, RATE, RATE * FRAME_BYTES, FRAME_BYTES, 8 * FRAME_BYTES)
    return b"".join(
        (b"RIFF", struct.pack("<I", size + HEADER_BYTES - 8), b"WAVEfmt ", struct.pack("<I", len(shape)), shape)
    ) + struct.pack("<4sI", b"data", size)


def frames_in(file_bytes: int) -> int:
    """Whole samples in a take's file of that length."""
    return max(0, file_bytes - HEADER_BYTES) // FRAME_BYTES


def milliseconds(frames: int) -> int:
    """Time that many samples last."""
    return frames * 1000 // RATE


class TakeFile:
    """A take's WAV file being written. Methods raise OSError; every byte written before one stays."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | _BINARY, 0o600)
        try:
            hold(self._fd)
            self._bytes = 0
            self._append(header(0))
            os.fsync(self._fd)
        except OSError:
            os.close(self._fd)
            raise
        self._synced_at = self._headed_at = time.monotonic()

    @property
    def frames(self) -> int:
        """Whole samples written so far."""
        return frames_in(self._bytes)

    def write(self, pcm: bytes) -> bool:
        """Append one block; True if it and all before it has just been made safe against a power cut."""
        self._append(pcm)
        now = time.monotonic()
        if now - self._headed_at >= HEADER_S:
            self._headed_at = now
            self._patch()
        if now - self._synced_at < SYNC_S:
            return False
        self._synced_at = now
        _sync(self._fd)
        return True

    def close(self) -> None:
        """Cut to whole samples, write the true sizes, make all safe."""
        try:
            os.ftruncate(self._fd, HEADER_BYTES + self.frames * FRAME_BYTES)
            self._patch()
            os.fsync(self._fd)
        finally:
            os.close(self._fd)

    def _append(self, block: bytes) -> None:
        """Write the whole block: a disk that is nearly full takes a part first and says no only to the next."""
        rest = memoryview(block)
        while rest:
            written = os.write(self._fd, rest)
            self._bytes += written
            rest = rest[written:]

    def _patch(self) -> None:
        _write_header(self._fd, header(self.frames * FRAME_BYTES))


def mend(path: Path) -> int:
    """Make a file that was never closed whole again: cut to whole samples, true sizes in the header. Returns its samples.

    Does nothing to a file that is whole already; a missing one is made, empty. OSError if it cannot be written.
    """
    fd = os.open(path, os.O_RDWR | os.O_CREAT | _NO_FOLLOW | _BINARY, 0o600)
    try:
        length = os.fstat(fd).st_size
        frames = frames_in(length)
        whole = HEADER_BYTES + frames * FRAME_BYTES
        if length > whole:
            os.ftruncate(fd, whole)
        os.lseek(fd, 0, os.SEEK_SET)
        if os.read(fd, HEADER_BYTES) != header(frames * FRAME_BYTES):
            _write_header(fd, header(frames * FRAME_BYTES))
        os.fsync(fd)
    finally:
        os.close(fd)
    return frames


def is_growing(path: Path) -> bool:
    """Whether some program is writing this take's file now. False where the system cannot tell."""
    try:
        fd = os.open(path, os.O_RDWR | _NO_FOLLOW | _BINARY)
    except OSError:
        return False
    try:
        hold(fd)
    except BlockingIOError:
        return True
    finally:
        os.close(fd)
    return False


def _write_header(fd: int, head: bytes) -> None:
    os.lseek(fd, 0, os.SEEK_SET)
    try:
        os.write(fd, head)
    finally:
        os.lseek(fd, 0, os.SEEK_END)


def hold(fd: int) -> None:
    """Mark an open file as being written, until it is closed or its program ends; BlockingIOError if somebody else holds it."""
    if sys.platform == "win32":
        return
    # Only where it exists: Windows has no fcntl.
    import fcntl

    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return  # a file system without locks (some network folders): the take is written all the same
