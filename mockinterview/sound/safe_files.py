"""Small steps on a disk that may lie, fill up or hold what somebody else put there.

Nothing is written through a link, nothing waits on a pipe that was laid where a file should be, and a new file or a new name is
made safe against a power cut before anybody relies on it.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
BINARY = getattr(os, "O_BINARY", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
"""A pipe or a device answers at once; for a regular file it means nothing."""

MOVES_OPEN = os.name != "nt"
"""Whether a folder can be renamed while a file in it is open."""

_NOTHING_THERE = (errno.ENOENT, errno.ELOOP, errno.ENXIO, errno.ENODEV, errno.EISDIR, errno.ENOTDIR)


def open_regular(path: Path, flags: int = os.O_RDONLY) -> int:
    """A descriptor of a file that is there; FileExistsError where a link, pipe, device or folder stands in its place."""
    fd = os.open(path, flags | NO_FOLLOW | BINARY | _NO_WAIT)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise FileExistsError(errno.EEXIST, "not a regular file", str(path))
    return fd


def read_regular(path: Path, most: int) -> bytes | None:
    """The first `most` bytes of a file; None if none is there, or something else. OSError if it cannot be read now."""
    try:
        fd = open_regular(path)
    except FileExistsError:
        return None
    except OSError as error:
        if error.errno in _NOTHING_THERE:
            return None
        raise
    with os.fdopen(fd, "rb") as file:
        return file.read(most)


def size_of(path: Path) -> int | None:
    """A regular file's length in bytes; None if there is none."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def write_new(path: Path, data: bytes, *, safe: bool = True) -> None:
    """Make a file that was not there, for its owner alone, with all of the data; safe: against a power cut too."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW | BINARY, 0o600)
    try:
        write_all(fd, data)
        if safe:
            sync(fd)
    finally:
        os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write the whole of it: a disk that is nearly full takes a part first and says no only to the next."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def sync(fd: int, *, dates: bool = True) -> None:
    """Make what was written safe against a power cut. dates=False: without the file's dates, where that is cheaper.

    On macOS fsync reaches the drive's own memory only; F_FULLFSYNC empties that too (both in Apple's manual page fsync(2)), and is
    refused by some network folders.
    """
    if sys.platform == "darwin":
        # Only where it exists.
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    if dates or not hasattr(os, "fdatasync"):
        os.fsync(fd)
    else:
        os.fdatasync(fd)


def sync_folder(folder: Path) -> None:
    """Make new names in a folder safe against a power cut; where folders cannot be opened (Windows) the system does it itself."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        sync(fd)
    finally:
        os.close(fd)
