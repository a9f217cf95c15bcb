"""Room on the disk the takes lie on: looked at while a take grows, so that it ends with words and not with an error.

A ballast file of 8 MB lies beside the takes. It is let go when nothing else is free: then there is room for the last notes of
a take, for its row in the history, and for the deletion that makes more, since a database needs room even to forget. Sound never
takes that room.
"""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path

from mockinterview.core.problems import TakeProblem
from mockinterview.sound.safe_files import NO_FOLLOW, size_of, write_all
from mockinterview.sound.take_file import FRAME_BYTES, RATE

log = logging.getLogger(__name__)

BALLAST = ".ballast"
BALLAST_BYTES = 8_000_000
KEPT_BYTES = 2_000_000
"""Room beside the ballast that sound leaves free: a take's notes are some kilobytes, its row and the row's journal some hundred."""

WARNING_MINUTES = 10
"""With less room than this a running take says so: as long as the longest answers are."""
LEAST_MINUTES = 1
"""With less room than this none is begun."""

MINUTE_BYTES = 60 * RATE * FRAME_BYTES
_PIECE = 1_000_000


class Room:
    """The disk under a folder of takes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._ballast = root / BALLAST

    def free_bytes(self) -> int | None:
        """What the disk has free for this person, the ballast not counted; None where the system does not tell."""
        try:
            return shutil.disk_usage(self._root).free
        except OSError as error:
            log.info("nobody tells how much room the disk has: %s", error)
            return None

    def seconds(self) -> float | None:
        """How much sound still fits, the ballast's room and a little more left free; None where the system does not tell."""
        free = self.free_bytes()
        if free is None:
            return None
        spare = free + (size_of(self._ballast) or 0) - BALLAST_BYTES - KEPT_BYTES
        return max(0.0, spare * 60 / MINUTE_BYTES)

    def admit(self) -> None:
        """TakeProblem if a take begun now would end within a minute."""
        seconds = self.seconds()
        if seconds is not None and seconds < 60 * LEAST_MINUTES:
            raise TakeProblem(
                "The recording did not start.",
                "The disk is full: less than a minute would fit.",
                "Free some space and try again.",
            )

    def settle(self) -> None:
        """Make the ballast where there is plenty of room, let it go where nothing else is free.

        Cheap where it is there already. Not while recording: a slow disk takes its time for 8 MB.
        """
        self.relieve()
        free, there = self.free_bytes(), (size_of(self._ballast) or 0) >= BALLAST_BYTES
        if not there and free is not None and free > BALLAST_BYTES + KEPT_BYTES + WARNING_MINUTES * MINUTE_BYTES:
            self._make()

    def relieve(self) -> None:
        """Let the ballast go if nothing else is free: something is about to be written or forgotten."""
        free = self.free_bytes()
        if free is not None and free < KEPT_BYTES:
            self.release()

    def release(self) -> None:
        """Let the ballast go: whoever calls needs its room now."""
        try:
            self._ballast.unlink(missing_ok=True)
        except OSError as error:
            log.warning("the ballast could not be let go: %s", error)

    def _make(self) -> None:
        """Fill the ballast with noise: zeros take no room on disks that compress."""
        try:
            self._ballast.unlink(missing_ok=True)
            fd = os.open(self._ballast, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW, 0o600)
            try:
                for start in range(0, BALLAST_BYTES, _PIECE):
                    write_all(fd, os.urandom(min(_PIECE, BALLAST_BYTES - start)))
            finally:
                os.close(fd)
        except OSError as error:
            log.warning("no room could be put by: %s", error)
            self.release()


class RoomWatch:
    """What a running take is told about the room under it. Asked about once a second."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.hint = ""
        """What the person should know now; "" while ten minutes fit."""
        self.full = False
        """Whether no more sound should be written."""

    def look(self) -> None:
        """Look at the disk."""
        seconds = self._room.seconds()
        if seconds is None or seconds >= 60 * WARNING_MINUTES:
            self.hint, self.full = "", False
            return
        self.full = seconds <= 0
        minutes = int(seconds // 60)
        fits = f"about {minutes} more minute{'s' if minutes > 1 else ''}" if minutes else "less than a minute"
        self.hint = f"The disk is nearly full: {fits} will fit. Free some space soon."
