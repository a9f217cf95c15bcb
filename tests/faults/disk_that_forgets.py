"""A disk as a power cut leaves it, from the calls a program made: what was not made safe may be there, half there, or gone.

Harsher than most file systems, as POSIX allows: sound written is safe after a sync of its file and not before; a new name, a rename
or a deletion is safe after a sync of the folder it stands in. What is not safe is dropped, kept, kept up to some point, torn, or
kept with holes, by chance, file by file and folder by folder.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.counted_system import Call


@dataclass
class _File:
    safe: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    """(place, bytes) of a write; (length, None) of a cut."""


@dataclass
class _Folder:
    now: dict[str, _File | _Folder] = field(default_factory=dict)
    safe: dict[str, _File | _Folder] = field(default_factory=dict)
    waiting: list[tuple[str, str]] = field(default_factory=list)
    """(name, "") for a name that came or went; (name, target) for a rename."""
    came: list[_File | _Folder | None] = field(default_factory=list)
    """For each of `waiting` what the name stands for from then on, None if for nothing."""


class ForgetfulDisk:
    """Follows the calls below one folder, which is there and safe to begin with."""

    def __init__(self) -> None:
        self._root = _Folder()

    def follow(self, call: Call, data: bytes, at: int) -> None:
        """One more call that succeeded."""
        match call.name:
            case "open":
                self._made(call.about, _File())
                if call.size:
                    self._file(call.about).waiting.append((0, None))
            case "mkdir":
                self._made(call.about, _Folder())
            case "write":
                self._file(call.about).waiting.append((at, data))
            case "ftruncate":
                self._file(call.about).waiting.append((call.size, None))
            case "fsync" | "fdatasync":
                self._synced(call.about)
            case "unlink" | "rmdir":
                folder, name = self._place(call.about)
                folder.now.pop(name)
                _wait(folder, name, "", None)
            case "rename":
                source, target = call.about.split("\n")
                (folder, name), (there, new_name) = self._place(source), self._place(target)
                assert folder is there, "renames from folder to folder are not known here"
                folder.now[new_name] = folder.now.pop(name)
                _wait(folder, name, new_name, folder.now[new_name])

    def cut(self, target: Path, source: random.Random) -> None:
        """Write what is left into a folder that is not there yet."""
        _leave(self._root, target, source)

    def _made(self, path: str, new: _File | _Folder) -> None:
        folder, name = self._place(path)
        if name not in folder.now:
            folder.now[name] = new
            _wait(folder, name, "", new)

    def _synced(self, path: str) -> None:
        found = self._found(path)
        if isinstance(found, _File):
            for at, data in found.waiting:
                _put(found.safe, at, data)
        else:
            found.safe = dict(found.now)
            found.came.clear()
        found.waiting.clear()

    def _place(self, path: str) -> tuple[_Folder, str]:
        parent, _, name = path.rpartition("/")
        folder = self._found(parent or ".")
        assert isinstance(folder, _Folder)
        return folder, name

    def _found(self, path: str) -> _File | _Folder:
        found: _File | _Folder = self._root
        for part in path.split("/") if path != "." else ():
            assert isinstance(found, _Folder)
            found = found.now[part]
        return found

    def _file(self, path: str) -> _File:
        found = self._found(path)
        assert isinstance(found, _File)
        return found


def _wait(folder: _Folder, name: str, target: str, came: _File | _Folder | None) -> None:
    folder.waiting.append((name, target))
    folder.came.append(came)


def _put(content: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(data)] = data


def _leave(folder: _Folder, target: Path, source: random.Random) -> None:
    target.mkdir(mode=0o700)
    names = dict(folder.safe)
    kept = source.choice((0, len(folder.waiting), source.randint(0, len(folder.waiting))))
    for (name, new_name), came in list(zip(folder.waiting, folder.came, strict=True))[:kept]:
        if came is None:
            names.pop(name, None)
        elif new_name:
            names.pop(name, None)
            names[new_name] = came
        else:
            names[name] = came
    for name, found in names.items():
        if isinstance(found, _Folder):
            _leave(found, target / name, source)
        else:
            (target / name).write_bytes(_left(found, source))


def _left(file: _File, source: random.Random) -> bytes:
    content, waiting = bytearray(file.safe), file.waiting
    match source.choice(("none", "all", "some", "holes")):
        case "none":
            waiting = []
        case "some" if waiting:
            waiting = waiting[: source.randint(1, len(waiting))]
            at, data = waiting[-1]
            if data:  # the last one is torn
                waiting = [*waiting[:-1], (at, data[: source.randint(0, len(data))])]
        case "holes":
            waiting = [one for one in waiting if source.random() < 0.5]
    for at, data in waiting:
        _put(content, at, data)
    return bytes(content)
