"""Who is at work in the data folder: any number of programs together, or one alone that replaces what lies there.

The right is a lock of the system's on a file that stays: a program that is killed loses it at once, and nothing needs tidying up.
Into the file each writes who it is, so that whoever has to wait can be told for whom. That is only told, never relied on.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from mockinterview.core.problems import PlaceProblem

log = logging.getLogger(__name__)

_SLOTS = 64
"""Lines for names. Two programs whose process numbers differ by a multiple of it share one, and one of them is not named."""
_SLOT_BYTES = 48
_WINDOWS_LOCKS_AT = 1 << 20
"""Behind the names: on Windows a locked byte cannot be read."""


class Occupancy:
    """One program's right to be in a data folder, until `release` or its end. file: `Places.occupancy`; its folder is there.

    Where the file system knows no locks nobody is kept out (the log says so): no answer is lost to a lock that cannot be had.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._fd = -1

    def share(self, who: str) -> Occupancy:
        """Be there with others. who: as in "the command record". PlaceProblem while one is there alone."""
        if not self._take(alone=False):
            raise PlaceProblem(
                "A backup is being brought back here.",
                "Meanwhile nothing else may use the data folder.",
                "Wait until that is done, then try again.",
            )
        self._sign(who)
        return self

    def alone(self) -> Occupancy:
        """Be there alone. PlaceProblem, which names them, while others are there."""
        if not self._take(alone=True):
            others = " and ".join(self._others()) or "another program"
            raise PlaceProblem(
                "Mock Interview is at work in this data folder.",
                f"It is {others}.",
                "Wait until it is done, or close it, then try again.",
            )
        return self

    def release(self) -> None:
        """Leave; harmless when called twice."""
        if self._fd >= 0:
            self._sign("")
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Occupancy:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    # ------------------------------------------------------------ inside

    def _take(self, *, alone: bool) -> bool:
        try:
            self._fd = os.open(self._file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise PlaceProblem(
                "The data folder could not be locked.",
                f"The system says: {error.strerror}.",
                "Check that it can be written to, or choose another with --data-dir.",
            ) from error
        try:
            _lock(self._fd, alone=alone)
        except (BlockingIOError, PermissionError):  # what POSIX, and what Windows, says of a lock that another has
            os.close(self._fd)
            self._fd = -1
            return False
        except OSError as error:
            log.warning("the data folder cannot be locked: %s", error)
        return True

    def _sign(self, who: str) -> None:
        """Write into the file who is here. What cannot be written is not told."""
        line = f"{os.getpid()} {who}"[: _SLOT_BYTES - 1] if who else ""
        try:
            os.lseek(self._fd, os.getpid() % _SLOTS * _SLOT_BYTES, os.SEEK_SET)
            os.write(self._fd, line.ljust(_SLOT_BYTES - 1).encode("ascii", "replace") + b"\n")
        except OSError as error:  # a full disk
            log.info("not written down who uses the data folder: %s", error)

    def _others(self) -> list[str]:
        """Those that signed and live, in words."""
        try:
            lines = self._file.read_bytes()[: _SLOTS * _SLOT_BYTES].replace(b"\0", b" ").decode("ascii", "replace")
        except OSError:
            return []
        signed = [line.split(maxsplit=1) for line in lines.splitlines() if line.strip()]
        return [
            f"{one[1].strip()}, process {one[0]}"
            for one in signed
            if len(one) == 2 and one[0].isdecimal() and _lives(int(one[0]))
        ]


if sys.platform == "win32":  # never tried on a Windows computer

    def _lock(fd: int, *, alone: bool) -> None:
        """Windows locks bytes, and shares no lock: whoever is there with others holds one byte, who is there alone all of them."""
        import msvcrt

        places, size = (range(1), _SLOTS) if alone else (range(_SLOTS), 1)
        for place in places:
            os.lseek(fd, _WINDOWS_LOCKS_AT + place, os.SEEK_SET)
            try:
                msvcrt.locking(fd, msvcrt.LK_NBLCK, size)
            except PermissionError:
                if place == places[-1]:
                    raise
            else:
                return

    def _lives(process: int) -> bool:
        """Not asked: what asks elsewhere would interrupt the process here."""
        return True

else:

    def _lock(fd: int, *, alone: bool) -> None:
        """BlockingIOError if another program is in the way. The lock goes with the open file, so with the process at the latest."""
        import fcntl

        fcntl.flock(fd, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)

    def _lives(process: int) -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except OSError:  # somebody else's
            return True
        return True
