"""Who is writing a take's file now: a lock that the system lets go of when its program ends, however that comes.

With it a take that is being recorded is told apart from one that a crash left behind, across programs.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from mockinterview.sound.safe_files import open_regular

_LOCK_AT = 0x7FFF_FFF0
"""Where Windows locks a byte: it must lie where nobody reads or writes, since locks hold for bytes there (a take of 18 hours ends
before it), and below 2 GB, since the C library's call takes the place as a 32-bit number."""

_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK, getattr(errno, "EDEADLOCK", errno.EDEADLK))


def hold(fd: int, *, shared: bool = False) -> None:
    """Mark an open file as being written, until it is closed or its program ends; BlockingIOError if somebody else holds it.

    shared: not as a writer, so that others may hold it in the same way.

    Where a file system knows no locks (some network folders) nothing is marked, and the take is written all the same.
    """
    if sys.platform == "win32":
        # Only where it exists.
        import msvcrt

        at = os.lseek(fd, 0, os.SEEK_CUR)
        try:
            os.lseek(fd, _LOCK_AT, os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _HELD:
                raise BlockingIOError(errno.EAGAIN, "somebody else writes this file") from error
        finally:
            os.lseek(fd, at, os.SEEK_SET)
    else:
        # Only where it exists: Windows has none.
        import fcntl

        try:
            fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            if isinstance(error, BlockingIOError):
                raise


def is_growing(path: Path) -> bool:
    """Whether some program is writing this take's file now. False where the system cannot tell.

    Several programs may ask at once and not take each other for the writer; only Windows knows no lock that can be shared by the
    C library's call, and there two who ask in the same instant may.
    """
    try:
        fd = open_regular(path, os.O_RDWR)
    except OSError:
        return False
    try:
        hold(fd, shared=True)
    except BlockingIOError:
        return True
    finally:
        os.close(fd)
    return False
