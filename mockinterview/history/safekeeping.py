"""What the story may ask about backups, in one hand: the daily copies, the archive of everything, and bringing one back.

Archives are rare: what reads and writes them is imported when it is asked for, and the window does not wait for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.core.backup import Contents, Holdings, Restored
from mockinterview.core.problems import BackupProblem
from mockinterview.history.backup import DailyCopies, folder_of
from mockinterview.history.bin import holds
from mockinterview.history.store import told

if TYPE_CHECKING:
    from mockinterview.history.archive import Asked, Folders, Progress


class SafeKeeping:
    """Fulfils `flow.backups.Backups`. program: its version. The store may be open meanwhile, except for `finish_restore`."""

    def __init__(self, folders: Folders, program: str) -> None:
        self._folders = folders
        self._program = program
        self._daily = DailyCopies(folders.history)
        self._keeps_daily = False

    # ------------------------------------------------------------ daily copies

    def make_daily(self) -> None:
        """Copy the history if today has no copy and something was changed; from now on `close` brings the copy up to date."""
        self._keeps_daily = True
        self._copied(self._daily.make)

    def close(self) -> None:
        """The program ends: bring today's copy up to date where that takes a moment only."""
        if self._keeps_daily:
            self._keeps_daily = False
            self._copied(self._daily.make_if_cheap)

    def scrub(self, attempt_ids: Collection[str]) -> None:
        """Truly remove attempts from every daily copy."""
        self._daily.scrub(attempt_ids)

    def holding(self, attempt_ids: Collection[str]) -> Sequence[str]:
        """Names of the copies, and of the folders of what was here before a restoring, that hold one of these attempts."""
        from mockinterview.history import restoring

        ready = self._folders.data / restoring.READY
        aside = [folder.name for folder in self._aside() if _in_folder(folder, attempt_ids)]
        aside += [ready.name] if _in_folder(ready / restoring.NEW, attempt_ids) else []
        return [*self._daily.holding(attempt_ids), *aside]

    def _copied(self, make: Callable[[], Path | None]) -> None:
        import sqlite3

        from mockinterview.history import archive

        try:
            make()
        except (sqlite3.DatabaseError, UnicodeError) as error:
            raise told(error, self._folders.history) from error
        except OSError as error:
            raise archive.unwritten(error, folder_of(self._folders.history)) from error

    # ------------------------------------------------------------ everything

    def here(self) -> Holdings:
        """What lies in the data folder; looks at every file's length."""
        from mockinterview.history import archive, restoring

        folders = self._folders
        copies = self._daily.files()
        entries = archive.everything(folders)
        sound_bytes = sum(entry.size for entry in entries if entry.name.startswith("takes/"))
        return Holdings(
            str(folders.data),
            archive.count(entries, self._program),
            sound_bytes,
            _size(folders.history),
            sum(_size(file) for file in folders.models.rglob("*")) if folders.models.is_dir() else 0,
            tuple(copy.stem.removeprefix("history-") for copy in copies),
            sum(_size(copy) for copy in copies),
            restoring.waiting(folders.data),
            tuple(folder.name for folder in self._aside()),
        )

    def write(self, target: Path, progress: Progress, cancelled: Asked, *, with_sound: bool = True) -> Contents:
        """Make a backup of everything."""
        from mockinterview.history import archive

        return archive.write(
            self._folders, target.absolute(), self._program, progress, cancelled, with_sound=with_sound
        )

    def examine(self, file: Path) -> Contents:
        """What a backup says it holds."""
        from mockinterview.history import restoring

        return restoring.examine(file)

    def check(self, file: Path, progress: Progress, cancelled: Asked) -> Contents:
        """Read all of a backup and compare its checksums."""
        from mockinterview.history import restoring

        return restoring.check(file, progress, cancelled)

    def stage(self, file: Path, progress: Progress, cancelled: Asked) -> Contents:
        """Unpack and check a backup beside the data."""
        from mockinterview.history import restoring

        return restoring.stage(self._folders.data, file, progress, cancelled)

    def unstage(self) -> None:
        """Throw the unpacked backup away."""
        from mockinterview.history import restoring

        restoring.unstage(self._folders.data)

    @property
    def interrupted(self) -> bool:
        """Whether a restoring was begun and has to go on."""
        from mockinterview.history import restoring

        return restoring.interrupted(self._folders.data)

    def finish_restore(self) -> Restored | None:
        """Let the unpacked backup take the place of what is here."""
        from mockinterview.history import restoring

        return restoring.finish(self._folders.data)

    def _aside(self) -> list[Path]:
        from mockinterview.history import restoring

        try:
            entries = sorted(self._folders.data.glob(f"{restoring.ASIDE}*"))
        except OSError as error:
            raise BackupProblem(
                "The data folder could not be read.",
                f"The system says: {error.strerror}.",
                "Check that its disk is there.",
            ) from error
        return [entry for entry in entries if entry.is_dir() and not entry.is_symlink()]


def _in_folder(folder: Path, attempt_ids: Collection[str]) -> bool:
    """Whether what was put aside there holds one of these attempts."""
    from mockinterview.history import archive

    files = [*folder.glob(f"{archive.HISTORY}*"), *(folder / "backups").glob("*")]
    sounds = any((folder / "takes" / attempt_id).exists() for attempt_id in attempt_ids)
    return sounds or any(holds(file, attempt_ids) for file in files if file.is_file())


def _size(file: Path) -> int:
    try:
        return os.lstat(file).st_size
    except OSError:
        return 0
