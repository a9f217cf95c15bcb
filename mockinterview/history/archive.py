"""Everything a person would miss in one zip file: the history, the recordings, their own questions, the settings.

A zip, so that it can be looked into with any program, and so that the sound in it is the WAV file itself, not packed. The manifest
names every file with its length and SHA-256. What can be downloaded again (models) or is of no use elsewhere (logs) is not in
it. The file is written beside its target and takes its name when it is whole and on disk.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from mockinterview.core.backup import Contents
from mockinterview.core.backup_shape import contents_to
from mockinterview.core.problems import BackupProblem, Cancelled
from mockinterview.history.files import copy_whole, look_into, private, sync
from mockinterview.history.migrations import MIGRATIONS
from mockinterview.history.store import told

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

log = logging.getLogger(__name__)

FORMAT = "mockinterview-backup"
VERSION = 1

MANIFEST = "manifest.json"
ABOUT = "README.txt"
HISTORY = "history.sqlite"
SETTINGS = "settings.json"
TAKE_FILES = ("audio.wav", "meta.json")
_SOUND = "/audio.wav"
BANK_NAME = re.compile(r"(?!(?i:con|prn|aux|nul|com\d|lpt\d)\.)\w[\w ()+,-]{0,100}\.json")
TAKE_NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

PIECE_BYTES = 1_000_000
_BLOCK_BYTES = 4_096
"""What a disk loses at once."""
SPARE_BYTES = 64_000_000
"""Room that must stay free beside what is written, so that nothing else fails for it."""

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

_ABOUT = """This is a backup of Mock Interview, made on {day}.

In it: {inside}.{missing}
Not in it: recognition models (they can be downloaded again), the log{without}.

history.sqlite   your attempts: questions as they were asked, words, states, verdicts, notes, bookmarks
takes            one folder for each recording: audio.wav is the sound, meta.json says what it is
banks            your own questions
settings.json    your settings
manifest.json    every file with its length and its SHA-256

To bring it back: Settings, "Your data", "Restore", or on a command line: mockinterview restore FILE
Anybody who has this file can hear and read your answers: it is not encrypted.
"""

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]


class Folders(Protocol):
    """Where everything lies (see `system.places`)."""

    @property
    def data(self) -> Path: ...
    @property
    def history(self) -> Path: ...
    @property
    def takes(self) -> Path: ...
    @property
    def banks(self) -> Path: ...
    @property
    def settings(self) -> Path: ...
    @property
    def models(self) -> Path: ...


@dataclass(frozen=True)
class Entry:
    """A file on disk and its name in the archive."""

    name: str
    file: Path
    size: int


class _Meter:
    """How far the writing is; raises Cancelled when asked to stop."""

    def __init__(self, total: int, told: Progress, cancelled: Asked) -> None:
        self._total, self._told, self._cancelled = total, told, cancelled
        self._done = 0

    def add(self, size: int) -> None:
        if self._cancelled():
            raise Cancelled
        self._done += size
        self._told(min(self._done, self._total), self._total)


def write(
    folders: Folders, target: Path, program: str, progress: Progress, cancelled: Asked, *, with_sound: bool = True
) -> Contents:
    """Make a backup; blocks. program: the version that makes it. progress gets (bytes done, all bytes).

    BackupProblem if it cannot be made; then, and after Cancelled, what stood at `target` stands there still.
    """
    part = target.with_name(f".{target.name}.part")
    snapshot = target.with_name(f".{target.name}.history")
    leftovers = (part, snapshot)
    try:
        os.stat(target.parent)
        _refuse_to_overwrite(target)
        for old in leftovers:
            old.unlink(missing_ok=True)
        entries = [*_snapshot(folders, snapshot), *_beside_the_history(folders, with_sound=with_sound)]
        total = sum(entry.size for entry in entries)
        _refuse_without_room(target, total)
        contents = replace(count(entries, program), with_sound=with_sound)
        contents = _pack(part, entries, contents, _Meter(total, progress, cancelled))
        sync(part)
        part.replace(target)
        sync(target.parent)
    except OSError as error:
        raise unwritten(error, target) from error
    finally:
        for left in leftovers:
            with suppress(OSError):
                left.unlink(missing_ok=True)
    return contents


def unwritten(error: OSError, target: Path) -> BackupProblem:
    """What the system says, in the person's words."""
    log.warning("a backup was not made: %s", error)
    return BackupProblem(
        f"The backup {target.name} could not be made.",
        f"The system says: {error.strerror or type(error).__name__}.",
        "Check that the folder exists, may be written to, and that its disk has room; then try again.",
    )


# ---------------------------------------------------------------- what goes in


def everything(folders: Folders) -> list[Entry]:
    """Every file that would go in now, the history as it lies there."""
    history = [Entry(HISTORY, folders.history, folders.history.stat().st_size)] if _plain_file(folders.history) else []
    return [*history, *_beside_the_history(folders, with_sound=True)]


def _beside_the_history(folders: Folders, *, with_sound: bool) -> list[Entry]:
    return [*_settings(folders), *_banks(folders), *(_takes(folders) if with_sound else ())]


def _snapshot(folders: Folders, snapshot: Path) -> Iterator[Entry]:
    """The history as it is at this moment, copied by SQLite's own means."""
    import sqlite3

    if not folders.history.is_file() or not folders.history.stat().st_size:
        return
    try:
        with closing(look_into(folders.history)) as source:
            copy_whole(source, snapshot, MIGRATIONS)
    except (sqlite3.DatabaseError, UnicodeError) as error:
        said = told(error, folders.history)
        what = "The history could not be copied, so no backup was made."
        raise BackupProblem(what, said.why, said.next_step) from error
    yield Entry(HISTORY, snapshot, snapshot.stat().st_size)


def _settings(folders: Folders) -> Iterator[Entry]:
    if _plain_file(folders.settings):
        yield Entry(SETTINGS, folders.settings, folders.settings.stat().st_size)


def _banks(folders: Folders) -> Iterator[Entry]:
    """The person's bank files; one whose name could do harm elsewhere gets another."""
    files = sorted(folders.banks.glob("*.json")) if folders.banks.is_dir() else []
    files = [file for file in files if not file.name.startswith(".") and _plain_file(file)]
    taken = {file.name.casefold() for file in files}
    for number, file in enumerate(files, start=1):
        name = file.name
        while not BANK_NAME.fullmatch(name) or (name != file.name and name.casefold() in taken):
            name = f"bank-{number}.json" if name == file.name else f"{name.removesuffix('.json')}-{number}.json"
        yield Entry(f"banks/{name}", file, file.stat().st_size)


def _takes(folders: Folders) -> Iterator[Entry]:
    if not folders.takes.is_dir():
        return
    for folder in sorted(folders.takes.iterdir()):
        if TAKE_NAME.fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink():
            for name in TAKE_FILES:
                file = folder / name
                if _plain_file(file):
                    with suppress(FileNotFoundError):  # deleted meanwhile
                        yield Entry(f"takes/{folder.name}/{name}", file, file.stat().st_size)


def _plain_file(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def count(entries: list[Entry], program: str) -> Contents:
    """What the files hold."""
    history = next((entry.file for entry in entries if entry.name == HISTORY), None)
    attempts, transcripts, verdicts, notes = counts_of(history) if history is not None else (0, 0, 0, 0)
    return Contents(
        datetime.now(UTC).replace(microsecond=0),
        program,
        attempts,
        transcripts,
        verdicts,
        takes=sum(entry.name.endswith(_SOUND) for entry in entries),
        questions=sum(questions_in(entry.file) for entry in entries if entry.name.startswith("banks/")),
        settings=any(entry.name == SETTINGS for entry in entries),
        size_bytes=sum(entry.size for entry in entries),
        notes=notes,
    )


def counts_of(history: Path) -> tuple[int, int, int, int]:
    """Attempts, transcripts, verdicts, and notes with bookmarks in a store; zeros where it cannot be read."""
    import sqlite3

    try:
        with closing(look_into(history)) as connection:
            there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            numbers = [
                int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) if table in there else 0
                for table in (
                    "attempts",
                    "transcripts",
                    "verdicts",
                    "item_notes",
                    "bookmarks",
                )  # an older store has no notes
            ]
    except (sqlite3.DatabaseError, UnicodeError):
        return 0, 0, 0, 0
    return numbers[0], numbers[1], numbers[2], numbers[3] + numbers[4]


def questions_in(bank: Path) -> int:
    """How many questions a bank file holds; 0 where it cannot be read."""
    try:
        plain = json.loads(bank.read_bytes())
        questions = plain["questions"] if isinstance(plain, dict) else plain
    except (OSError, ValueError, KeyError, RecursionError):
        return 0
    return len(questions) if isinstance(questions, list) else 0


# ---------------------------------------------------------------- writing


def _pack(part: Path, entries: list[Entry], contents: Contents, meter: _Meter) -> Contents:
    """Write the zip; what could not be read, or not as a whole, is named."""
    from zipfile import ZipFile

    listed: dict[str, dict[str, object]] = {}
    left_out: list[str] = []
    incomplete: list[str] = []
    with ZipFile(private(part), "w", allowZip64=True) as archive:
        for entry in entries:
            try:
                opened = _opened(entry)
            except OSError as error:
                if not isinstance(error, FileNotFoundError):  # else it was deleted meanwhile
                    log.warning("not in the backup: %s", error)
                    left_out.append(entry.name)
                continue
            with opened:
                listed[entry.name], whole = _add(archive, entry.name, opened, meter)
            if not whole:
                log.warning("only in part in the backup: %s", entry.file)
                incomplete.append(entry.name)
        contents = replace(
            contents,
            takes=sum(name.endswith(_SOUND) for name in listed),
            size_bytes=sum(int(str(one["size"])) for one in listed.values()),
            left_out=tuple(left_out),
            incomplete=tuple(incomplete),
        )
        _add_text(archive, ABOUT, about(contents))
        plain = {"format": FORMAT, "version": VERSION, "contents": contents_to(contents), "files": listed}
        _add_text(archive, MANIFEST, json.dumps(plain, ensure_ascii=False, indent=1))
    return contents


def _opened(entry: Entry) -> BinaryIO:
    """What is to be packed. A text is read now, as a whole: half of one would be of no use."""
    opened = os.fdopen(os.open(entry.file, os.O_RDONLY | _NO_FOLLOW), "rb", buffering=0)
    if entry.name == HISTORY or entry.name.endswith(_SOUND):
        return opened
    with opened:
        return BytesIO(opened.read())


def _add(archive: ZipFile, name: str, opened: BinaryIO, meter: _Meter) -> tuple[dict[str, object], bool]:
    """Stream a file into the zip, as long as it is now: a take may be growing. Whether all of it could be read."""
    import hashlib  # OpenSSL: the page of one's data has no use for it

    done, whole, hashed = 0, True, hashlib.sha256()
    size = opened.seek(0, os.SEEK_END)
    with archive.open(_info(name, packed=not name.endswith(_SOUND)), "w", force_zip64=size > 1 << 30) as packed:
        for piece, read in _pieces(opened, size):
            if not read and name == HISTORY:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            done, whole = done + len(piece), whole and read
            hashed.update(piece)
            packed.write(piece)
            meter.add(len(piece))
    return {"size": done, "sha256": hashed.hexdigest()}, whole


def _pieces(opened: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """A file piece by piece, each with whether it could be read: zeros, so silence, stand for what the disk does not give."""
    at = bad_until = 0
    while at < size:
        wanted = min(_BLOCK_BYTES if at < bad_until else PIECE_BYTES, size - at)
        try:
            opened.seek(at)
            piece, read = opened.read(wanted), True
        except OSError:
            if at >= bad_until:  # look closer, so that no more is lost than must be
                bad_until = at + wanted
                continue
            piece, read = bytes(wanted), False
        if not piece:  # it became shorter meanwhile
            return
        yield piece, read
        at += len(piece)


def _add_text(archive: ZipFile, name: str, text: str) -> None:
    archive.writestr(_info(name, packed=True), text)


def _info(name: str, *, packed: bool) -> ZipInfo:
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

    info = ZipInfo(name, datetime.now().timetuple()[:6])
    info.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
    info.external_attr = 0o100600 << 16
    return info


def about(contents: Contents) -> str:
    """The text that lies in the archive for whoever finds it."""
    return _ABOUT.format(
        day=contents.day,
        inside=contents.words,
        missing=f"\n{contents.missing}" if contents.missing else "",
        without="" if contents.with_sound else ", and, since that was wished, the recordings",
    )


def _refuse_to_overwrite(target: Path) -> None:
    """Only a backup may be overwritten by a backup: anything else with that name is somebody's."""
    from zipfile import BadZipFile, ZipFile

    if not target.exists():
        return
    try:
        with ZipFile(target) as archive:
            archive.getinfo(MANIFEST)
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        raise BackupProblem(
            f"{target.name} is there already, and is not a backup.", "", "Choose another name for the backup."
        ) from error


def _refuse_without_room(target: Path, size_bytes: int) -> None:
    free = shutil.disk_usage(target.parent).free
    if free < size_bytes + SPARE_BYTES:
        raise BackupProblem(
            "There is not enough room for the backup.",
            f"It needs up to {size_bytes / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free.",
            "Free some space, choose another disk, or make it without the recordings.",
        )
