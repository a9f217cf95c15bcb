"""A backup that somebody hands over, read as if it meant harm: only files such as we write, whole, no larger than they say.

Names are compared with patterns and never joined into a path before; lengths are counted while unpacking, whatever the zip says;
every file is compared with the SHA-256 its manifest gives. What the files mean is checked where they are used: a history as any
history is, banks, settings and notes of takes by their own readers, which trust nothing either.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockinterview.core.backup import Contents
from mockinterview.core.backup_shape import contents_from
from mockinterview.core.problems import BackupProblem, Cancelled
from mockinterview.history.archive import (
    ABOUT,
    BANK_NAME,
    FORMAT,
    HISTORY,
    MANIFEST,
    PIECE_BYTES,
    SETTINGS,
    SPARE_BYTES,
    TAKE_FILES,
    TAKE_NAME,
    VERSION,
)
from mockinterview.history.files import sync

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_ENTRIES = 250_000
"""Two for each recording; nobody answers so often."""
_MOST_DIRECTORY_BYTES = 64_000_000
"""The zip's table of contents at that many entries; it is read into memory as a whole."""
_MOST_MANIFEST_BYTES = 64_000_000
_LARGEST = {HISTORY: 16 << 30, SETTINGS: 1_000_000, ABOUT: 100_000, "audio.wav": 4 << 30, "meta.json": 8_000_000}
_LARGEST_BANK = 20_000_000
_MOST_PACKED = 100
"""A file of more than `_LARGE_BYTES` that claims to be packed tighter than this is a trap."""
_LARGE_BYTES = 500_000_000

_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_END_BYTES = 22
_LONGEST_COMMENT = 65_535


@dataclass(frozen=True)
class Listed:
    """A file as the manifest names it."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Archive:
    """An open backup whose structure is sound; what is in the files is not known yet."""

    contents: Contents
    files: tuple[Listed, ...]
    opened: ZipFile

    @property
    def size_bytes(self) -> int:
        """All files unpacked."""
        return sum(one.size for one in self.files)

    def unpack(self, target: Path | None, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        """Read every file, compare it, and write it below `target` (None: only compare). BackupProblem, Cancelled.

        progress gets (bytes done, all bytes). What is written is on disk when this returns.
        """
        done = 0
        try:
            for one in self.files:
                for size in self._unpack_one(one, target):
                    done += size
                    if cancelled():
                        raise Cancelled
                    progress(done, self.size_bytes)
        except _broken_zip() as error:
            if isinstance(error, OSError) and error.errno and target is not None:
                raise BackupProblem(
                    "The backup could not be unpacked.",
                    f"The system says: {error.strerror}.",
                    "Free some space, and try again. Nothing was changed.",
                ) from error
            raise damaged_backup() from error

    def _unpack_one(self, one: Listed, target: Path | None) -> Iterator[int]:
        import hashlib  # OpenSSL: the page of one's data has no use for it

        hashed, left = hashlib.sha256(), one.size
        with self.opened.open(one.name) as packed, _written(one.name, target) as write:
            while piece := packed.read(min(PIECE_BYTES, left + 1)):
                left -= len(piece)
                if left < 0:
                    raise damaged_backup()
                hashed.update(piece)
                write(piece)
                yield len(piece)
        if left or hashed.hexdigest() != one.sha256:
            raise damaged_backup()


@contextmanager
def _written(name: str, target: Path | None) -> Iterator[Callable[[bytes], object]]:
    if target is None:
        yield len
        return
    file = target / name
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
    ) as out:
        yield out.write
        out.flush()
        os.fsync(out.fileno())
    sync(file.parent)


@contextmanager
def opened(file: Path) -> Iterator[Archive]:
    """A backup, once its structure and its manifest were found sound. BackupProblem if they are not."""
    from zipfile import ZipFile

    try:
        _refuse_bulk(file)
        archive = ZipFile(file)
    except OSError as error:
        raise BackupProblem(
            f"{file.name} could not be read.",
            f"The system says: {error.strerror}.",
            "Check where the backup lies, and whether its disk is there.",
        ) from error
    except _broken_zip() as error:
        raise no_backup(file) from error
    with archive:
        try:
            entries = _entries(archive, file)
            plain = json.loads(_manifest(archive, file))
            contents, files = _understood(plain, file)
        except _broken_zip(TypeError, AttributeError) as error:
            raise no_backup(file) from error
        _agree(entries, files)
        yield Archive(contents, files, archive)


def _broken_zip(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """What the zip module raises on files that are no zip, were cut off or changed, are encrypted or packed in another way.

    A manifest that is nested too deeply is a RecursionError, which is a RuntimeError, as NotImplementedError is.
    """
    from zipfile import BadZipFile

    return (BadZipFile, OSError, ValueError, KeyError, RuntimeError, EOFError, zlib.error, MemoryError, *more)


def refuse_without_room(folder: Path, size_bytes: int) -> None:
    """BackupProblem where that much cannot be unpacked."""
    free = shutil.disk_usage(folder).free
    if free < size_bytes + SPARE_BYTES:
        raise BackupProblem(
            "There is not enough room to unpack the backup.",
            f"It needs {size_bytes / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free. Nothing was changed.",
            "Free some space and try again.",
        )


def no_backup(file: Path) -> BackupProblem:
    """The sentence for another program's zip, or none."""
    return BackupProblem(
        f"{file.name} is not a backup of Mock Interview, or it is damaged.",
        "Nothing was changed.",
        "Choose another file. A backup that was cut off while it was copied has to be copied again.",
    )


def damaged_backup() -> BackupProblem:
    """The sentence for a file in it that is not what the manifest says."""
    return BackupProblem(
        "The backup is damaged.",
        "What is in it is not what was put into it. Nothing was changed.",
        "Copy it once more from where it was kept, or choose an older one.",
    )


def newer_backup() -> BackupProblem:
    """The sentence for a backup that this program cannot understand yet."""
    return BackupProblem(
        "This backup was made by a newer Mock Interview.", "Nothing was changed.", "Update the program and try again."
    )


# ---------------------------------------------------------------- the structure


def _refuse_bulk(file: Path) -> None:
    """A table of contents too long to be read at all (APPNOTE.TXT 4.3.14, 4.3.16); the zip module reads it into memory first."""
    size = file.stat().st_size
    with file.open("rb") as raw:
        raw.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT - 76))
        tail = raw.read()
    end, end64 = tail.rfind(_END), tail.rfind(_END64)
    if end < 0:
        raise no_backup(file)
    counts = [
        (int.from_bytes(tail[end + 10 : end + 12], "little"), int.from_bytes(tail[end + 12 : end + 16], "little"))
    ]
    if end64 >= 0:
        counts.append(
            (
                int.from_bytes(tail[end64 + 32 : end64 + 40], "little"),
                int.from_bytes(tail[end64 + 40 : end64 + 48], "little"),
            )
        )
    for entries, directory_bytes in counts:
        unknown = directory_bytes == 0xFFFFFFFF
        if not unknown and (entries > MOST_ENTRIES or directory_bytes > min(size, _MOST_DIRECTORY_BYTES)):
            raise no_backup(file)


def _entries(archive: ZipFile, file: Path) -> dict[str, int]:
    """Name and length of every entry; BackupProblem if one is not such as we write."""
    entries: dict[str, int] = {}
    packed = 0
    for info in archive.infolist():
        if not _harmless(info) or info.filename in entries:
            raise no_backup(file)
        entries[info.filename] = info.file_size
        packed += info.compress_size
    if len({name.casefold() for name in entries}) != len(entries) or len(entries) > MOST_ENTRIES:
        raise no_backup(file)
    if packed > file.stat().st_size:  # entries that share their bytes
        raise no_backup(file)
    return entries


def _harmless(info: ZipInfo) -> bool:
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    kind = stat.S_IFMT(info.external_attr >> 16)
    most = _most_bytes(info.filename)
    trap = info.file_size > _LARGE_BYTES and info.file_size > _MOST_PACKED * info.compress_size
    return (
        0 <= info.file_size <= most
        and not trap
        and kind in (0, stat.S_IFREG)
        and info.compress_type in (ZIP_STORED, ZIP_DEFLATED)
        and not info.flag_bits & 0x1  # encrypted
    )


def _most_bytes(name: str) -> int:
    """How long a file of that name may be; -1 where we write none of that name."""
    parts = name.split("/")
    match parts:
        case [only] if only in (HISTORY, SETTINGS, ABOUT):
            return _LARGEST[only]
        case [only] if only == MANIFEST:
            return _MOST_MANIFEST_BYTES
        case ["banks", bank] if BANK_NAME.fullmatch(bank):
            return _LARGEST_BANK
        case ["takes", take, part] if TAKE_NAME.fullmatch(take) and part in TAKE_FILES:
            return _LARGEST[part]
    return -1


def _manifest(archive: ZipFile, file: Path) -> bytes:
    with archive.open(MANIFEST) as packed:
        raw = packed.read(_MOST_MANIFEST_BYTES + 1)
    if len(raw) > _MOST_MANIFEST_BYTES:
        raise no_backup(file)
    return raw


def _understood(plain: Any, file: Path) -> tuple[Contents, tuple[Listed, ...]]:
    if not isinstance(plain, dict) or plain.get("format") != FORMAT or type(plain.get("version")) is not int:
        raise no_backup(file)
    if plain["version"] > VERSION:
        raise newer_backup()
    files = tuple(Listed(name, one["size"], one["sha256"]) for name, one in plain["files"].items())
    if not all(type(one.size) is int and one.size >= 0 and isinstance(one.sha256, str) for one in files):
        raise no_backup(file)
    return contents_from(plain["contents"]), files


def _agree(entries: dict[str, int], files: tuple[Listed, ...]) -> None:
    """What the manifest lists and what is there must be the same files of the same lengths."""
    there = {name: size for name, size in entries.items() if name not in (MANIFEST, ABOUT)}
    if there != {one.name: one.size for one in files}:
        raise damaged_backup()
