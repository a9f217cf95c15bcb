"""The sound file of a take while it grows: readable after a crash at any moment.

Raw PCM is appended behind a 44-byte WAV header, one write per block, so that a killed program loses only what had not reached it
yet. The header's sizes are brought up to date now and then and at the end; after a crash `mend` reads them off the file's length.
"""

from __future__ import annotations

import errno
import os
import shutil
import struct
import time
from pathlib import Path

from mockinterview.sound.holding import hold
from mockinterview.sound.safe_files import BINARY, MOVES_OPEN, NO_FOLLOW, open_regular, sync

RATE = 16_000
"""Samples a second of every take: what recognisers take in, and enough for speech."""

FRAME_BYTES = 2
"""One sample: mono, 16 bits."""

HEADER_BYTES = 44

SYNC_S = 0.7
"""Longest time sound stays in the system's memory only, as `tend` sees it: with a fifth of a second from one call to the next, the
disk is asked at most 0.9 s after a block came, and a power cut costs no more than a second of sound."""

HEADER_S = 5.0
"""How often the header learns the file's true length, for other programs that read along."""

_LARGEST = 0xFFFF_FFFF - HEADER_BYTES
_FORMAT = slice(8, 36)
"""Where a header says what kind of sound follows."""


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
    """A take's WAV file being written, held against every other program from its first moment until `let_go`.

    Methods raise OSError; every byte written before one stays.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_FOLLOW | BINARY, 0o600)
        try:
            hold(self._fd)
            self._bytes = 0
            self._append(header(0))
            sync(self._fd)
        except OSError:
            self.let_go()
            raise
        self._unsafe = False
        self._synced_at = self._headed_at = time.monotonic()

    @property
    def frames(self) -> int:
        """Whole samples written so far."""
        return frames_in(self._bytes)

    def move_folder(self, target: Path) -> None:
        """Give the folder it stands in another name. Where open files forbid that it is nobody's for a moment."""
        if MOVES_OPEN:
            self._path.parent.rename(target)
        else:
            self.let_go()
            self._path.parent.rename(target)
            self._fd = open_regular(target / self._path.name, os.O_RDWR)
            hold(self._fd)
            os.lseek(self._fd, 0, os.SEEK_END)
        self._path = target / self._path.name

    def write(self, pcm: bytes) -> None:
        """Append one block."""
        self._unsafe = True
        self._append(pcm)

    def tend(self) -> bool:
        """Do what has fallen due; True if all that was written is safe against a power cut.

        To be called several times a second, whether or not sound comes.
        """
        if not self._unsafe:
            return True
        now = time.monotonic()
        if now - self._synced_at < SYNC_S:
            return False
        if now - self._headed_at >= HEADER_S:
            self._headed_at = now
            self._patch()
        self._synced_at = now
        sync(self._fd, dates=False)
        self._unsafe = False
        return True

    def finish(self) -> None:
        """Cut to whole samples, write the true sizes, make all safe. It is still held: its notes come next."""
        os.ftruncate(self._fd, HEADER_BYTES + self.frames * FRAME_BYTES)
        self._patch()
        sync(self._fd)

    def let_go(self) -> None:
        """Close it, whatever was written. Doing it again changes nothing."""
        fd, self._fd = self._fd, -1
        if fd != -1:
            os.close(fd)

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

    Does nothing to a file that is whole already; a missing one is made, empty. OSError if it cannot be written, FileExistsError if
    something else stands in its place: a pipe, a link, a sound of another kind. A file that has a second name is changed under this
    one only.
    """
    try:
        fd = open_regular(path, os.O_RDWR)
    except FileNotFoundError:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_FOLLOW | BINARY, 0o600)
    try:
        length = os.fstat(fd).st_size
        frames = frames_in(length)
        whole, head = HEADER_BYTES + frames * FRAME_BYTES, header(frames * FRAME_BYTES)
        present = os.read(fd, HEADER_BYTES)
        if _foreign(present):
            raise FileExistsError(errno.EEXIST, "a sound of another kind", str(path))
        if length == whole and present == head:
            sync(fd)
            return frames
        if os.fstat(fd).st_nlink > 1:
            fd = _own(path, fd)
        if length > whole:
            os.ftruncate(fd, whole)
        if present != head:
            _write_header(fd, head)
        sync(fd)
    finally:
        os.close(fd)
    return frames


def _foreign(head: bytes) -> bool:
    """Whether it begins as a WAV file of another kind than a take's; damage is not taken for that."""
    begun_as_wav = len(head) == HEADER_BYTES and head[:4] == b"RIFF" and head[8:16] == b"WAVEfmt "
    return begun_as_wav and head[_FORMAT] != header(0)[_FORMAT]


def _own(path: Path, fd: int) -> int:
    """Give a file that has other names too (a backup made of links) a copy of its own; the copy's descriptor for the file's."""
    copy = path.with_name(f"{path.name}.own")
    copy.unlink(missing_ok=True)
    mine = os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_FOLLOW | BINARY, 0o600)
    try:
        os.lseek(fd, 0, os.SEEK_SET)
        with os.fdopen(os.dup(fd), "rb") as source, os.fdopen(os.dup(mine), "wb") as target:
            shutil.copyfileobj(source, target)
        sync(mine)
        os.replace(copy, path)
    except OSError:
        os.close(mine)
        raise
    os.close(fd)
    return mine


def _write_header(fd: int, head: bytes) -> None:
    os.lseek(fd, 0, os.SEEK_SET)
    try:
        os.write(fd, head)
    finally:
        os.lseek(fd, 0, os.SEEK_END)
