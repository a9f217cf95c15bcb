"""The shelf of takes: one folder each, named by the attempt's id, holding the sound and what is known of it.

Nothing here needs a database: a folder with `closed: false` is a take that a crash cut short, and `recover` closes it.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.delivery import Levels
from mockinterview.core.problems import TakeProblem
from mockinterview.core.take import DiskRoom, FinishedTake, TakeLabel
from mockinterview.sound import recovery, sidecar
from mockinterview.sound.disk_problems import disk_problem
from mockinterview.sound.holding import hold, is_growing
from mockinterview.sound.loudness import levels_of
from mockinterview.sound.open_take import AUDIO, OpenTake
from mockinterview.sound.recovery import Found
from mockinterview.sound.room import Room
from mockinterview.sound.safe_files import MOVES_OPEN, sync_folder
from mockinterview.sound.sidecar import Sidecar
from mockinterview.sound.take_file import mend, milliseconds

log = logging.getLogger(__name__)

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LEAVING = ".leaving-"
"""A folder on its way out bears this before its name, so that a half-deleted take is never taken for a take."""
_COMING = ".coming-"
"""And this one that is still being made, so that nobody takes half of a take for one that was cut short."""

YOUNG_S = 10.0
"""A folder on its way is left alone for so long: it is made in one moment and held against all others in the next."""


class TakeShelf:
    """The folder of takes. Methods raise TakeProblem; ids that are not UUIDs never become paths."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._room = Room(root)
        self._rooted = False

    # ------------------------------------------------------------ putting on

    def begin(self, label: TakeLabel, device: str) -> OpenTake:
        """Put a new, empty take on the shelf. TakeProblem if the disk has no room for a minute of it."""
        folder, coming = self._folder(label.attempt_id), self._coming(label.attempt_id)
        try:
            self._make_root()
            self._room.admit()
            self._room.settle()
            if os.path.lexists(folder):
                raise FileExistsError(errno.EEXIST, "there is one of this name", str(folder))
            coming.mkdir(mode=0o700)
        except OSError as error:
            raise disk_problem(error, "The recording did not start.") from error
        try:
            self._sweep()
        except OSError as error:  # what cannot be deleted must not keep anybody from recording
            log.warning("a deleted take is still there: %s", error)
        try:
            return OpenTake(coming, folder, label, device, self._room)
        except OSError as error:
            # Ours, made just now and empty of sound, whichever name it has by now.
            shutil.rmtree(coming if coming.is_dir() else folder, ignore_errors=True)
            raise disk_problem(error, "The recording did not start.") from error

    def adopt(self, label: TakeLabel, source: Path, fill: Callable[[Path], None]) -> FinishedTake:
        """Put a sound from elsewhere on the shelf as a finished take; `fill` writes it to a path, as 16 kHz mono WAV.

        It is there whole or not at all, whatever `fill` raises. The take is as old as `source`; a mark says what that is called.
        """
        folder, coming = self._folder(label.attempt_id), self._coming(label.attempt_id)
        try:
            self._make_root()
            coming.mkdir(mode=0o700)
            with _growing(coming / AUDIO) as mark:
                fill(coming / AUDIO)
                length = milliseconds(mend(coming / AUDIO))
                origin = TakeMark(MarkKind.IMPORTED, 0, f"Imported from {source.name}")
                take = FinishedTake(label, _date_of(source), length, marks=(origin,))
                sidecar.write(coming, Sidecar(take, closed=True))
                if not MOVES_OPEN:
                    mark.close()
                coming.rename(folder)
            sync_folder(self._root)
        except OSError as error:
            raise disk_problem(error, "The recording could not be imported.") from error
        finally:
            shutil.rmtree(coming, ignore_errors=True)
        return take

    # ------------------------------------------------------------ what is there

    def audio(self, attempt_id: str) -> Path:
        """The take's WAV file; TakeProblem if it is missing."""
        audio = self._folder(attempt_id) / AUDIO
        if audio.is_symlink() or not audio.is_file():
            raise TakeProblem(
                "The sound of this attempt is missing.",
                "Its file is no longer in the data folder.",
                "If you moved it, put it back; the transcript stays.",
            )
        return audio

    def levels(self, attempt_id: str) -> Levels:
        """Loudness every 20 ms, from the whole file."""
        try:
            return levels_of(self.audio(attempt_id))
        except OSError as error:
            raise disk_problem(error, "The recording could not be read.") from error

    def unfinished(self) -> list[FinishedTake]:
        """Takes that were never closed and are not being recorded now, oldest first, as `recover` would close them."""
        return sorted((found.take for found in self._found() if not found.closed and not found.growing), key=_age)

    def finished(self, but: Collection[str] = ()) -> list[FinishedTake]:
        """Every closed take, oldest first. but: ids of which nobody wants to know, and which are not looked at."""
        return sorted((found.take for found in self._found(but) if found.closed), key=_age)

    def room(self) -> DiskRoom:
        """How much the takes take, and how much more fits; for `doctor`."""
        used = sum(_size(folder) for folder in self._folders())
        seconds = self._room.seconds()
        return DiskRoom(used, self._room.free_bytes(), None if seconds is None else int(seconds // 60))

    # ------------------------------------------------------------ after a crash

    def recover(self, attempt_id: str) -> FinishedTake:
        """Close an unfinished take: its length is what is on disk. Doing it again changes nothing."""
        folder = self._folder(attempt_id)
        if folder.is_symlink() or not folder.is_dir():
            raise TakeProblem("This recording is not there.", "Its folder is gone.", "Nothing else was changed.")
        try:
            found = recovery.look(folder)
            if found.closed:
                recovery.mend_header(folder)
                return found.take
            if found.growing:
                raise TakeProblem("This take is being recorded now.", "", "Stop it first.")
            return recovery.close(folder)
        except OSError as error:
            raise disk_problem(error, "A recording could not be recovered yet; its sound is still there.") from error

    def tidy(self) -> None:
        """What falls due when the program starts: interrupted deletions are finished, and some room is put by (`sound/room`)."""
        if not self._root.is_dir():
            return
        try:
            self._sweep()
        except OSError as error:
            raise disk_problem(error, "A deleted recording is still there.") from error
        self._room.settle()

    # ------------------------------------------------------------ taking off

    def discard(self, attempt_id: str) -> None:
        """Delete a take's folder and all in it; a link is removed, never what it points to.

        From its first step on the take is no take any more, and what a crash leaves of it is deleted at the next start.
        """
        folder = self._folder(attempt_id)
        try:
            if folder.is_symlink():
                folder.unlink()
            elif folder.is_dir():
                leaving = self._root / f"{_LEAVING}{attempt_id}"
                if leaving.is_dir() and not leaving.is_symlink():
                    _delete(leaving)
                folder.rename(leaving)
                sync_folder(self._root)
            self._sweep()
        except OSError as error:
            raise disk_problem(error, "The recording could not be deleted.") from error
        self._room.relieve()

    def relieve(self) -> None:
        """Let the room that is put by go if the disk is full: something is about to be written or forgotten."""
        self._room.relieve()

    def _sweep(self) -> None:
        """Finish deletions that a crash interrupted, and throw away what it left half made."""
        if not self._root.is_dir():
            return
        swept = False
        for entry in list(os.scandir(self._root)):
            if not entry.is_dir(follow_symlinks=False):
                continue
            if entry.name.startswith(_LEAVING):
                _delete(Path(entry.path))
                swept = True
            elif entry.name.startswith(_COMING) and not (_is_young(entry) or is_growing(Path(entry.path) / AUDIO)):
                shutil.rmtree(entry.path, ignore_errors=True)
        if swept:
            sync_folder(self._root)

    # ------------------------------------------------------------ the folders

    def _make_root(self) -> None:
        """The shelf itself, with its name safe on disk: a take cannot be safer than the folders above it."""
        self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._rooted:
            return
        for folder in (self._root.parent, self._root.parent.parent):
            with suppress(OSError):  # a home whose owner may not list it: nothing of ours was made there
                sync_folder(folder)
        self._rooted = True

    def _folder(self, attempt_id: str) -> Path:
        if not _ID.fullmatch(attempt_id):
            raise TakeProblem(
                "There is no such recording.", "Its name is not one this program gives.", "Check the name."
            )
        return self._root / attempt_id

    def _coming(self, attempt_id: str) -> Path:
        return self._folder(attempt_id).with_name(f"{_COMING}{attempt_id}")

    def _folders(self) -> Iterator[Path]:
        try:
            entries = sorted(os.scandir(self._root), key=_name)
        except FileNotFoundError:
            return
        except OSError as error:
            raise disk_problem(error, "The recordings could not be listed.") from error
        for entry in entries:
            if _ID.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)

    def _found(self, but: Collection[str] = ()) -> Iterator[Found]:
        """Every take that is there, but for those of these ids."""
        for folder in self._folders():
            if folder.name in but:
                continue
            try:
                yield recovery.look(folder)
            except FileNotFoundError:
                continue  # it was deleted meanwhile
            except OSError as error:
                log.warning("the recording %s could not be looked at: %s", folder.name, error)
                yield Found(sidecar.unknown(folder), closed=False)  # `recover` says why


@contextmanager
def _growing(audio: Path) -> Iterator[IO[bytes]]:
    """A new take's file that is written from elsewhere, marked as growing for every other program meanwhile."""
    with os.fdopen(os.open(audio, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as mark:
        hold(mark.fileno())
        yield mark


def _delete(folder: Path) -> None:
    """Delete a folder; what another program deletes at the same time is deleted as well as by us."""
    while folder.is_dir():
        try:
            shutil.rmtree(folder)
        except FileNotFoundError as error:
            log.info("somebody else deletes %s, too: %s", folder.name, error)


def _is_young(entry: os.DirEntry[str]) -> bool:
    """Whether a folder was made a moment ago; one that a clock set back makes look newer than now was not."""
    try:
        return 0 <= time.time() - entry.stat(follow_symlinks=False).st_mtime < YOUNG_S
    except FileNotFoundError:
        return True  # it has its name by now


def _date_of(source: Path) -> datetime:
    """When a file was last written; now, where that makes no sense."""
    now = datetime.now(UTC)
    try:
        return min(now, datetime.fromtimestamp(source.stat().st_mtime, UTC))
    except (OSError, ValueError, OverflowError):
        return now


def _size(folder: Path) -> int:
    """Bytes of a take's files."""
    with suppress(OSError):  # it was deleted meanwhile
        return sum(entry.stat(follow_symlinks=False).st_size for entry in os.scandir(folder))
    return 0


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _age(take: FinishedTake) -> datetime:
    return take.started_at
