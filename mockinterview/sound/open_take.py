"""A take on the shelf while it is recorded: its sound, its notes, the room under it."""

from __future__ import annotations

import logging
import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.problems import TakeProblem
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.sound import sidecar
from mockinterview.sound.disk_problems import disk_problem
from mockinterview.sound.room import Room, RoomWatch
from mockinterview.sound.safe_files import sync_folder, write_new
from mockinterview.sound.sidecar import Sidecar
from mockinterview.sound.take_file import TakeFile, milliseconds

log = logging.getLogger(__name__)

AUDIO = "audio.wav"

RESERVE = "reserve"
_RESERVE_BYTES = 65_536
"""Room kept while a take grows, so that its last notes can still be written when the disk has filled up meanwhile."""

ROOM_LOOK_S = 1.0
"""How often the disk's room is asked for: cheap, and soon enough to say within two seconds that others have filled it."""


class OpenTake:
    """A take while it is recorded. Used by one thread, the one that writes. `write`, `tend` and `close` raise TakeProblem."""

    def __init__(self, coming: Path, folder: Path, label: TakeLabel, device: str, room: Room) -> None:
        """Made in `coming`, a new and empty folder, which then gets the name `folder`. OSError if it cannot.

        So whoever sees a take sees it whole: held by the one who records it, with notes that say what it is.
        """
        self._folder = folder
        self._take = FinishedTake(label, datetime.now(UTC), 0, device=device)
        self._noted = True
        self._room = room
        self._watch = RoomWatch(room)
        self._looked_at = float("-inf")
        self._file = TakeFile(coming / AUDIO)  # first: nobody sweeps away what is held
        try:
            sidecar.write(coming, Sidecar(self._take, closed=False))
            write_new(coming / RESERVE, os.urandom(_RESERVE_BYTES), safe=False)
            self._file.move_folder(folder)
            sync_folder(folder.parent)
        except OSError:
            self._file.let_go()
            raise

    @property
    def elapsed_ms(self) -> int:
        """Sound on disk."""
        return milliseconds(self._file.frames)

    @property
    def marks(self) -> tuple[TakeMark, ...]:
        """What has happened to the sound so far."""
        return self._take.marks

    @property
    def hint(self) -> str:
        """What the person should know about the disk right now; "" if all is well."""
        return self._watch.hint

    def begin_now(self) -> None:
        """The first sound is here: this is when the take started."""
        self._take = replace(self._take, started_at=datetime.now(UTC))
        self._noted = False

    def add_mark(self, mark: TakeMark) -> None:
        """Note what happened to the sound; on disk with the next second of it."""
        self._take = replace(self._take, marks=(*self._take.marks, mark))
        self._noted = False

    def write(self, pcm: bytes) -> None:
        """Append 16 kHz mono int16."""
        try:
            self._file.write(pcm)
        except OSError as error:
            raise disk_problem(error, "The recording stopped: it could not be written.") from error
        self.tend()

    def tend(self) -> None:
        """Do what has fallen due. To be called several times a second while no sound comes; `write` does it by itself.

        Makes sound and notes safe; warns of a disk that fills up; TakeProblem once there is no room for more.
        """
        try:
            safe = self._file.tend()
        except OSError as error:
            raise disk_problem(error, "The recording stopped: it could not be written.") from error
        if safe and not self._noted:
            self._note()
        self._look_at_room()

    def close(self) -> FinishedTake:
        """End the take; what is on disk. TakeProblem if the sound itself could not be made safe.

        Where only its notes could not be written any more, a mark says so, and the next start finds the take as unfinished. It is
        held until its notes say that it is closed, or nobody could tell it from one that was cut short.
        """
        in_time = tuple(sorted(self._take.marks, key=_place))  # they were noted as they were noticed
        self._take = replace(self._take, duration_ms=self.elapsed_ms, marks=in_time)
        try:
            self._file.finish()
            self._room.relieve()
            self._note_the_end()
        except OSError as error:
            self._room.relieve()
            raise disk_problem(error, "The recording could not be closed properly.") from error
        finally:
            self._file.let_go()
        return self._take

    def _note_the_end(self) -> None:
        try:
            (self._folder / RESERVE).unlink(missing_ok=True)
            sidecar.write(self._folder, Sidecar(self._take, closed=True))
        except OSError as error:
            problem = disk_problem(error, "The notes to this take could not be written; its sound is safe.")
            self.add_mark(TakeMark(MarkKind.DISK_LOW, self._take.duration_ms, problem.sentence))

    def _note(self) -> None:
        """Bring the notes up to date. Where that fails the sound goes on: they are written once more at the end."""
        self._noted = True
        try:
            sidecar.write(self._folder, Sidecar(self._take, closed=False))
        except OSError as error:
            log.warning("the notes to a running take could not be written: %s", error)

    def _look_at_room(self) -> None:
        now = time.monotonic()
        if now - self._looked_at < ROOM_LOOK_S:
            return
        self._looked_at = now
        warned = bool(self._watch.hint)
        self._watch.look()
        if self._watch.hint and not warned:
            self.add_mark(TakeMark(MarkKind.DISK_LOW, self.elapsed_ms, self._watch.hint))
        if self._watch.full:
            raise TakeProblem(
                "The recording stopped: the disk is full.",
                "The last room on it is for keeping what you have said so far.",
                "Free some space, then record again.",
            )


def _place(mark: TakeMark) -> int:
    return mark.at_ms
