"""The shelf of takes: one folder each, named by the attempt's id, holding the sound and what is known of it.

Nothing here needs a database: a folder with `closed: false` is a take that a crash cut short, and `recover` closes it.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.delivery import Levels
from mockinterview.core.problems import TakeProblem
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.sound import sidecar
from mockinterview.sound.loudness import levels_of
from mockinterview.sound.sidecar import Sidecar
from mockinterview.sound.take_file import TakeFile, frames_in, hold, is_growing, mend, milliseconds

log = logging.getLogger(__name__)

AUDIO = "audio.wav"
_RESERVE = "reserve"
_RESERVE_BYTES = 65_536
"""Room kept while a take grows, so that its last notes can still be written when the disk has filled up meanwhile."""

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LEAVING = ".leaving-"
"""A folder on its way out bears this before its name, so that a half-deleted take is never taken for a take."""
_COMING = ".coming-"
"""And this one that is still being filled with a sound from elsewhere."""


def disk_problem(error: OSError, what: str) -> TakeProblem:
    """The sentence for a disk that does not take or give a recording. what: what happened, as a sentence."""
    log.warning("%s %s", what, error)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return TakeProblem(what, "The disk is full.", "Free some space and try again.")
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return TakeProblem(
                what,
                "The folder for recordings cannot be written to.",
                "Make it writable, or choose another data folder.",
            )
        case errno.ENOENT:
            return TakeProblem(what, "The file is not there any more.", "If you moved it, put it back and try again.")
        case errno.ENOTDIR | errno.ELOOP | errno.EEXIST:
            return TakeProblem(
                what,
                "Something else stands where the recording should be.",
                "Look into the data folder and move it away.",
            )
        case _:
            return TakeProblem(what, "The disk reported an error.", "Check the disk, or choose another data folder.")


class OpenTake:
    """A take on the shelf while it is recorded. Used by one thread, the one that writes. `write` and `close` raise TakeProblem."""

    def __init__(self, folder: Path, label: TakeLabel, device: str) -> None:
        self._folder = folder
        self._take = FinishedTake(label, datetime.now(UTC), 0, device=device)
        self._noted = True
        self._file = TakeFile(folder / AUDIO)  # first: it shows every other program that this take is being recorded
        try:
            sidecar.write(folder, Sidecar(self._take, closed=False))
            (folder / _RESERVE).write_bytes(bytes(_RESERVE_BYTES))
        except OSError:
            self._file.close()
            raise

    @property
    def elapsed_ms(self) -> int:
        """Sound on disk."""
        return milliseconds(self._file.frames)

    @property
    def marks(self) -> tuple[TakeMark, ...]:
        """What has happened to the sound so far."""
        return self._take.marks

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
            if self._file.write(pcm) and not self._noted:
                sidecar.write(self._folder, Sidecar(self._take, closed=False))
                self._noted = True
        except OSError as error:
            raise disk_problem(error, "The recording stopped: it could not be written.") from error

    def close(self) -> FinishedTake:
        """End the take; what is on disk. TakeProblem if the sound itself could not be made safe.

        Where only its notes could not be written any more, a mark says so, and the next start finds the take as unfinished.
        """
        self._take = replace(self._take, duration_ms=self.elapsed_ms)
        try:
            self._file.close()
        except OSError as error:
            raise disk_problem(error, "The recording could not be closed properly.") from error
        try:
            (self._folder / _RESERVE).unlink(missing_ok=True)
            sidecar.write(self._folder, Sidecar(self._take, closed=True))
        except OSError as error:
            problem = disk_problem(error, "The notes to this take could not be written; its sound is safe.")
            self.add_mark(TakeMark(MarkKind.DISK_LOW, self._take.duration_ms, problem.sentence))
        return self._take


class TakeShelf:
    """The folder of takes. Methods raise TakeProblem; ids that are not UUIDs never become paths."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def begin(self, label: TakeLabel, device: str) -> OpenTake:
        """Put a new, empty take on the shelf."""
        folder = self._folder(label.attempt_id)
        try:
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise disk_problem(error, "The recording did not start.") from error
        try:
            self._sweep()
        except OSError as error:  # what cannot be deleted must not keep anybody from recording
            log.warning("a deleted take is still there: %s", error)
        try:
            return OpenTake(folder, label, device)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)  # ours, made just now and empty of sound
            raise disk_problem(error, "The recording did not start.") from error

    def adopt(self, label: TakeLabel, source: Path, fill: Callable[[Path], None]) -> FinishedTake:
        """Put a sound from elsewhere on the shelf as a finished take; `fill` writes it to a path, as 16 kHz mono WAV.

        It is there whole or not at all, whatever `fill` raises. The take is as old as `source`; a mark says what that is called.
        """
        folder, coming = self._folder(label.attempt_id), self._root / f"{_COMING}{label.attempt_id}"
        try:
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            coming.mkdir(mode=0o700)
            _fill(coming / AUDIO, fill)
            length = milliseconds(mend(coming / AUDIO))
            origin = TakeMark(MarkKind.IMPORTED, 0, f"Imported from {source.name}")
            take = FinishedTake(label, _date_of(source), length, marks=(origin,))
            sidecar.write(coming, Sidecar(take, closed=True))
            coming.rename(folder)
            sidecar.sync_folder(self._root)
        except OSError as error:
            raise disk_problem(error, "The recording could not be imported.") from error
        finally:
            shutil.rmtree(coming, ignore_errors=True)
        return take

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
        found = [
            _recovered(note.take, _frames(folder))
            for folder, note in self._notes()
            if not note.closed and not is_growing(folder / AUDIO)
        ]
        return sorted(found, key=_age)

    def recover(self, attempt_id: str) -> FinishedTake:
        """Close an unfinished take: its length is what is on disk. Doing it again changes nothing."""
        folder = self._folder(attempt_id)
        if folder.is_symlink() or not folder.is_dir():
            raise TakeProblem("This recording is not there.", "Its folder is gone.", "Nothing else was changed.")
        note = sidecar.read(folder)
        if note.closed:
            return note.take
        if is_growing(folder / AUDIO):
            raise TakeProblem("This take is being recorded now.", "", "Stop it first.")
        try:
            take = _recovered(note.take, mend(folder / AUDIO))
            (folder / _RESERVE).unlink(missing_ok=True)
            sidecar.write(folder, Sidecar(take, closed=True))
        except OSError as error:
            raise disk_problem(error, "A recording could not be recovered yet; its sound is still there.") from error
        return take

    def finished(self) -> list[FinishedTake]:
        """Every closed take, oldest first."""
        return sorted((note.take for _, note in self._notes() if note.closed), key=_age)

    def discard(self, attempt_id: str) -> None:
        """Delete a take's folder and all in it; a link is removed, never what it points to."""
        folder = self._folder(attempt_id)
        try:
            if folder.is_symlink():
                folder.unlink()
            elif folder.is_dir():
                leaving = self._root / f"{_LEAVING}{attempt_id}"
                if leaving.is_dir() and not leaving.is_symlink():
                    shutil.rmtree(leaving)
                folder.rename(leaving)
            self._sweep()
        except OSError as error:
            raise disk_problem(error, "The recording could not be deleted.") from error

    def _folder(self, attempt_id: str) -> Path:
        if not _ID.fullmatch(attempt_id):
            raise TakeProblem(
                "There is no such recording.", "Its name is not one this program gives.", "Check the name."
            )
        return self._root / attempt_id

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

    def _notes(self) -> Iterator[tuple[Path, Sidecar]]:
        """Every take's folder and what it says of itself."""
        for folder in self._folders():
            try:
                note = sidecar.read(folder)
            except FileNotFoundError:
                continue  # it was deleted meanwhile
            yield folder, note

    def _sweep(self) -> None:
        """Finish deletions that a crash interrupted, and throw away what it left half imported."""
        if not self._root.is_dir():
            return
        for entry in list(os.scandir(self._root)):
            if not entry.is_dir(follow_symlinks=False):
                continue
            if entry.name.startswith(_LEAVING):
                shutil.rmtree(entry.path)
            elif entry.name.startswith(_COMING) and not is_growing(Path(entry.path) / AUDIO):
                shutil.rmtree(entry.path, ignore_errors=True)


def _fill(audio: Path, fill: Callable[[Path], None]) -> None:
    """Let a take's file be written from elsewhere, marked as growing for every other program meanwhile."""
    mark = os.open(audio, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        hold(mark)
        fill(audio)
    finally:
        os.close(mark)


def _date_of(source: Path) -> datetime:
    """When a file was last written; now, where that makes no sense."""
    now = datetime.now(UTC)
    try:
        return min(now, datetime.fromtimestamp(source.stat().st_mtime, UTC))
    except (OSError, ValueError, OverflowError):
        return now


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _age(take: FinishedTake) -> datetime:
    return take.started_at


def _frames(folder: Path) -> int:
    try:
        return frames_in((folder / AUDIO).lstat().st_size)
    except OSError:
        return 0


def _recovered(take: FinishedTake, frames: int) -> FinishedTake:
    length = milliseconds(frames)
    mark = TakeMark(
        MarkKind.RECOVERED, length, "The program ended before this take was stopped. All that was on disk is here."
    )
    return replace(take, duration_ms=length, marks=(*take.marks, mark))
