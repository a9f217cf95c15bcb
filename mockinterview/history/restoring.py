"""A backup takes the place of what is here, in steps of which each can be the last before a crash.

It is unpacked and checked beside the data, in a folder that counts for nothing until it bears the name `restore-ready`. Then what
is here moves into a folder named by the day, and what was unpacked moves in; which of the two goes on is said by the name of the
folder again. Moves are renames on one disk: each is done or not. Nothing is deleted but our own unpacked copies.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from mockinterview.core.backup import Contents, Restored
from mockinterview.core.backup_shape import contents_from, contents_to
from mockinterview.core.problems import BackupProblem
from mockinterview.history.archive import HISTORY, SETTINGS, counts_of
from mockinterview.history.files import connect, newer, sync, whole
from mockinterview.history.migrations import MIGRATIONS
from mockinterview.history.unpacking import damaged_backup, newer_backup, opened, refuse_without_room

log = logging.getLogger(__name__)

COMING = ".restore-coming"
READY = "restore-ready"
PUTTING = "restore-putting-aside"
MOVING = "restore-moving-in"
LEAVING = ".restore-leaving"
ASIDE = "before-restore-"
NEW = "new"
_PLAN = "plan.json"

_REPLACED = ("backups", "banks", "takes", SETTINGS)
"""What moves aside beside the history and everything named after it; the daily copies are of the history that goes."""


def examine(file: Path) -> Contents:
    """What a backup says it holds, its structure being sound. Quick; BackupProblem if it is none."""
    with opened(file) as archive:
        return archive.contents


def check(file: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Contents:
    """Read all of a backup and compare it with its checksums; nothing is written. BackupProblem, Cancelled."""
    with opened(file) as archive:
        archive.unpack(None, progress, cancelled)
        return archive.contents


def stage(data: Path, file: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Contents:
    """Unpack and check a backup beside the data, ready for `finish`; blocks. One that was ready before gives way.

    BackupProblem or Cancelled; then nothing is changed.
    """
    coming = data / COMING
    try:
        _throw_away(coming)
        with opened(file) as archive:
            refuse_without_room(data, archive.size_bytes)
            (coming / NEW).mkdir(mode=0o700, parents=True)
            archive.unpack(coming / NEW, progress, cancelled)
            contents = _checked(coming / NEW, archive.contents)
        plan = {"aside": f"{ASIDE}{datetime.now():%Y-%m-%d-%H%M%S}", "contents": contents_to(contents)}
        _write(coming / _PLAN, plan)
        sync(coming)
        _discard(data / READY)
        coming.rename(data / READY)
        sync(data)
    except OSError as error:
        raise _unwritten(error) from error
    finally:
        with suppress(OSError):
            _throw_away(coming)
    return contents


def waiting(data: Path) -> Contents | None:
    """The backup that takes the place of what is here at the next start."""
    for folder in (data / MOVING, data / PUTTING, data / READY):
        if (folder / _PLAN).exists():
            try:
                return contents_from(_plan(folder)["contents"])
            except BackupProblem:
                return None
    return None


def interrupted(data: Path) -> bool:
    """Whether a restoring was begun and has to go on before anything here is used."""
    return (data / PUTTING).is_dir() or (data / MOVING).is_dir()


def unstage(data: Path) -> None:
    """Nothing is to be restored after all."""
    try:
        _discard(data / READY)
        _throw_away(data / COMING)
    except OSError as error:
        raise _unwritten(error) from error


def finish(data: Path) -> Restored | None:
    """Let the backup that is ready take the place of what is here; None if none is. Nobody may have the history open.

    Called again after a crash it goes on where it was. BackupProblem if a file cannot be moved: to be called again.
    """
    ready, putting, moving = data / READY, data / PUTTING, data / MOVING
    try:
        for left in (COMING, LEAVING):  # unpacked copies that a crash left behind
            _throw_away(data / left)
        if ready.is_dir() and not interrupted(data):
            _plan(ready)  # before anything moves
            ready.rename(putting)
        if putting.is_dir():
            plan = _plan(putting)
            aside = data / str(plan["aside"])
            for one in _leaving(data, with_sound=contents_from(plan["contents"]).with_sound):
                _move(one, aside)
            sync(data)
            putting.rename(moving)
            sync(data)
        if not moving.is_dir():
            return None
        plan = _plan(moving)
        aside = data / str(plan["aside"])
        for one in _entries(moving / NEW):
            if (data / one.name).exists():  # made by a program that ran in between
                _move(data / one.name, aside)
            one.rename(data / one.name)
        sync(data)
        _discard(moving)
    except OSError as error:
        raise BackupProblem(
            "The backup could not be brought back yet.",
            f"The system says: {error.strerror}. Nothing is lost: what was here, and the backup, lie in {data}.",
            "Close what else uses that folder, and open the program again; it goes on where it was.",
        ) from error
    log.info("a backup was restored; what was here before lies in %s", aside)
    return Restored(contents_from(plan["contents"]), aside.name if aside.exists() else "")


# ---------------------------------------------------------------- inside


def _checked(new: Path, contents: Contents) -> Contents:
    """What was unpacked, counted by what is in it. BackupProblem if its history is none of ours, or damaged."""
    history = new / HISTORY
    if history.exists():
        if newer(history, MIGRATIONS):
            raise newer_backup()
        if not whole(history, MIGRATIONS) or not _plain(history):
            raise damaged_backup()
        attempts, transcripts, verdicts, notes = counts_of(history)
        contents = replace(contents, attempts=attempts, transcripts=transcripts, verdicts=verdicts, notes=notes)
    elif contents.attempts:
        raise damaged_backup()
    return contents


def _plain(history: Path) -> bool:
    """Take out the index of words, which is made anew, and every trigger: nobody knows whose they are. False if that fails."""
    import sqlite3

    query = "SELECT type, name FROM sqlite_master WHERE type = 'trigger' OR name = 'found'"
    try:
        with closing(connect(history)) as connection:
            for kind, name in connection.execute(query).fetchall():
                quoted = str(name).replace('"', '""')
                connection.execute(f'DROP {kind} "{quoted}"')
            left = "SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view') OR name LIKE 'found%'"
            return bool(connection.execute(left).fetchone()[0] == 0)
    except (sqlite3.DatabaseError, UnicodeError):
        return False


def _leaving(data: Path, *, with_sound: bool) -> list[Path]:
    """What moves aside. Recordings stay where they are if the backup has none. Damaged files that were put aside stay, too."""
    return [
        one
        for one in _entries(data)
        if (one.name in _REPLACED and (with_sound or one.name != "takes"))
        or (one.name.startswith(HISTORY) and ".corrupt-" not in one.name)
    ]


def _move(one: Path, aside: Path) -> None:
    """Move something into the folder for what was here; an empty folder is not worth it."""
    if one.is_dir() and not one.is_symlink():
        with suppress(OSError):  # it is not empty
            one.rmdir()
            return
    aside.mkdir(mode=0o700, exist_ok=True)
    target, number = aside / one.name, 1
    while os.path.lexists(target):
        number += 1
        target = aside / f"{one.name}-{number}"
    one.rename(target)
    sync(aside)


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _plan(folder: Path) -> dict[str, Any]:
    try:
        plan = json.loads((folder / _PLAN).read_bytes())
        contents_from(plan["contents"])
        if not str(plan["aside"]).startswith(ASIDE) or Path(plan["aside"]).name != plan["aside"]:
            raise ValueError("not a plan of ours")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupProblem(
            "A restoring that was begun cannot go on.",
            f"The file {folder / _PLAN} is damaged. Nothing is lost: what was here, and the backup, lie in {folder.parent}.",
            f"Move the folder {folder} away, and open the program again.",
        ) from error
    return dict(plan)


def _write(file: Path, plain: dict[str, Any]) -> None:
    with file.open("w", encoding="utf-8") as out:
        json.dump(plain, out)
        out.flush()
        os.fsync(out.fileno())


def _discard(folder: Path) -> None:
    """Delete a folder of ours that has a meaning: that ends in one step, whatever becomes of what is in it."""
    leaving = folder.with_name(LEAVING)
    _throw_away(leaving)
    if folder.is_dir():
        folder.rename(leaving)
        _throw_away(leaving)


def _throw_away(folder: Path) -> None:
    """Delete an unpacked copy of ours."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)


def _unwritten(error: OSError) -> BackupProblem:
    return BackupProblem(
        "The backup could not be unpacked.",
        f"The system says: {error.strerror or type(error).__name__}. Nothing was changed.",
        "Check that the data folder can be written to and that its disk has room; then try again.",
    )
