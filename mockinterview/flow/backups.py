"""What the windows and commands may ask about backups; the room that keeps the history fulfils it (see `ports`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol

from mockinterview.core.backup import Contents, Holdings, Restored

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]


class Backups(Protocol):
    """Copies of what the person has. Everything here blocks: call it in a job or a thread. Methods raise BackupProblem.

    What gets `cancelled` raises Cancelled soon after that became true; `progress` gets (bytes done, all bytes).
    """

    def make_daily(self) -> None:
        """Copy the history into the folder of daily copies, if today has none and something was changed; seven days are kept.

        From then on `close` brings today's copy up to date. HistoryProblem if the history cannot be copied.
        """
        ...

    def scrub(self, attempt_ids: Collection[str]) -> None:
        """Truly remove attempts from every daily copy; `holding` names those where that could not be done."""
        ...

    def holding(self, attempt_ids: Collection[str]) -> Sequence[str]:
        """Names of the daily copies, and of the folders with what was here before a restoring, that hold one of these attempts."""
        ...

    def here(self) -> Holdings:
        """What lies in the data folder, and how large it is."""
        ...

    def write(self, target: Path, progress: Progress, cancelled: Asked, *, with_sound: bool = True) -> Contents:
        """Make one file of everything a person would miss: whole, or not at all. It may go on while the program is used."""
        ...

    def examine(self, file: Path) -> Contents:
        """What a backup says it holds. Quick: its structure is checked, its files are not."""
        ...

    def check(self, file: Path, progress: Progress, cancelled: Asked) -> Contents:
        """Read all of a backup and compare it with its checksums; nothing is written."""
        ...

    def stage(self, file: Path, progress: Progress, cancelled: Asked) -> Contents:
        """Unpack and check a backup beside what is here, which stays as it is until the next start."""
        ...

    def unstage(self) -> None:
        """Throw away what was unpacked: nothing is to be restored after all."""
        ...

    @property
    def interrupted(self) -> bool:
        """Whether a restoring was begun, and has to go on before anything in the data folder is used."""
        ...

    def finish_restore(self) -> Restored | None:
        """Let what was unpacked take the place of what is here, which is put aside; None if nothing was unpacked.

        Only before the history is opened, by the one program in the data folder. After a crash it goes on where it was.
        """
        ...

    def close(self) -> None:
        """The program ends: bring today's copy up to date, where that takes a moment only."""
        ...
