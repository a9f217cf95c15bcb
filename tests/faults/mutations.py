"""What may stand in the folder of takes one morning: damage, a newer version's notes, pranks, links to other people's files.

Each takes a take's folder, a folder of somebody else's files, and chance. `keeps_sound` says whether the take's own sound is still
whole afterwards, so that it must be listed; `needs_root` whether the system refuses to make it otherwise.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import stat
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mockinterview.sound.take_file import HEADER_BYTES

Mutate = Callable[[Path, Path, random.Random], None]


@dataclass(frozen=True)
class Mutation:
    """One of them."""

    name: str
    mutate: Mutate
    keeps_sound: bool = True
    stuck: bool = False
    """Whether the program may say that it cannot bring this take back."""
    linked: bool = False


def _notes(content: bytes) -> Mutate:
    def mutate(take: Path, theirs: Path, chance: random.Random) -> None:
        (take / "meta.json").write_bytes(content)

    return mutate


def _changed(**values: Any) -> Mutate:
    def mutate(take: Path, theirs: Path, chance: random.Random) -> None:
        plain = json.loads((take / "meta.json").read_text("utf-8"))
        (take / "meta.json").write_text(json.dumps({**plain, **values}), "utf-8")

    return mutate


def _cut(take: Path, theirs: Path, chance: random.Random) -> None:
    file = take / "meta.json"
    file.write_bytes(file.read_bytes()[: chance.randrange(file.stat().st_size)])


def _flipped(take: Path, theirs: Path, chance: random.Random) -> None:
    content = bytearray((take / "meta.json").read_bytes())
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    (take / "meta.json").write_bytes(content)


def _only_new(take: Path, theirs: Path, chance: random.Random) -> None:
    (take / "meta.json").rename(take / "meta.json.new")


def _gone(name: str) -> Mutate:
    def mutate(take: Path, theirs: Path, chance: random.Random) -> None:
        (take / name).unlink()

    return mutate


def _instead(name: str, make: Callable[[Path, Path], None]) -> Mutate:
    """Something else under a name in the take's folder."""

    def mutate(take: Path, theirs: Path, chance: random.Random) -> None:
        (take / name).unlink(missing_ok=True)
        make(take / name, theirs)

    return mutate


def _beside(name: str, make: Callable[[Path, Path], None]) -> Mutate:
    """Something on the shelf, beside the takes; perhaps in the place of what the program put there."""

    def mutate(take: Path, theirs: Path, chance: random.Random) -> None:
        (take.parent / name).unlink(missing_ok=True)
        make(take.parent / name, theirs)

    return mutate


def _link(path: Path, theirs: Path) -> None:
    path.symlink_to(theirs / "letter")


def _link_to_folder(path: Path, theirs: Path) -> None:
    path.symlink_to(theirs)


def _loop(path: Path, theirs: Path) -> None:
    path.symlink_to(path.name)


def _second_name(path: Path, theirs: Path) -> None:
    os.link(theirs / "letter", path)


def _folder(path: Path, theirs: Path) -> None:
    path.mkdir()
    (path / "inside").write_text("mine")


def _pipe(path: Path, theirs: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path, theirs: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:  # nobody but root may; a pipe is as bad
        os.mkfifo(path)


def _socket(path: Path, theirs: Path) -> None:
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(path.parent)  # a socket's path may only be short
        try:
            listening.bind(path.name)
        finally:
            os.chdir(here)


def _file(path: Path, theirs: Path) -> None:
    path.write_text("mine")


def _leaving_with_links(path: Path, theirs: Path) -> None:
    path.mkdir()
    (path / "audio.wav").symlink_to(theirs / "letter")
    (path / "folder").symlink_to(theirs)


def _many(take: Path, theirs: Path, chance: random.Random) -> None:
    for number in range(500):
        (take.parent / f"{number}\n\u202etxt").write_text("mine")


def _all_linked(take: Path, theirs: Path, chance: random.Random) -> None:
    moved = take.parent.parent / "moved"
    take.rename(moved)
    take.symlink_to(moved)


def _sound(change: Callable[[bytes], bytes]) -> Mutate:
    def mutate(take: Path, theirs: Path, chance: random.Random) -> None:
        (take / "audio.wav").write_bytes(change((take / "audio.wav").read_bytes()))

    return mutate


def _other_kind(content: bytes) -> bytes:
    return content[:22] + struct.pack("<HIIHH", 2, 44_100, 176_400, 4, 16) + content[36:]


def _copied(take: Path, theirs: Path, chance: random.Random) -> None:
    shutil.copytree(take, take.with_name(f"Copy of {take.name}"))


_DEEP = b'{"question": ' + b"[" * 100_000
_MANY_DEEP = b'"question": [' * 200_000
_ID = "0b54a1f0-0000-4000-8000-00000000000f"
_MARKS = [
    {"kind": "hiccup", "at_ms": 3, "text": "New.", "cause": {"a": [1]}},
    7,
    None,
    {"at_ms": "x"},
    {"kind": [], "at_ms": 1e999},
]

MUTATIONS: tuple[Mutation, ...] = (
    Mutation("notes empty", _notes(b"")),
    Mutation("notes cut", _cut),
    Mutation("notes flipped", _flipped),
    Mutation("notes of zeros", _notes(bytes(900))),
    Mutation("notes of noise", _notes(random.Random(1).randbytes(4000))),
    Mutation("notes huge", _notes(b"[" + b"1," * 3_000_000)),
    Mutation("notes deep", _notes(_DEEP)),
    Mutation("notes deep in many places", _notes(_MANY_DEEP)),
    Mutation("notes a list", _notes(b"[]")),
    Mutation("notes a long number", _notes(b'{"take": ' + b"9" * 5000 + b"}")),
    Mutation("notes with surrogates", _changed(device="\ud800", note="\udfff")),
    Mutation("notes with zero bytes", _changed(device="a\0b")),
    Mutation("numbers too large", _changed(duration_ms=10**40, take=10**300, rate=-1)),
    Mutation("numbers infinite", _changed(duration_ms=float("inf"), take=float("nan"))),
    Mutation("numbers as words", _changed(duration_ms="long", take=None, rate=[], device=5)),
    Mutation("a day before time", _changed(started_at="0001-01-01T00:00:00+14:00")),
    Mutation("a day of no calendar", _changed(started_at="yesterday")),
    Mutation("shorter than it is", _changed(duration_ms=0)),
    Mutation("a question of numbers", _changed(question={"id": 5, "text": ["a"], "items": {}})),
    Mutation(
        "a question of a newer version",
        _changed(question={"id": "a", "text": "Why?", "items": [{"id": "b", "kind": "new", "name": "n"}]}),
    ),
    Mutation(
        "a question with odd parts",
        _changed(question={"id": "a", "text": "Why?", "tips": [[1]], "favourite": 3, "role": None}),
    ),
    Mutation("marks of a newer version", _changed(version=9, marks=_MARKS, added={"more": True})),
    Mutation("marks that are none", _changed(marks="many")),
    Mutation("notes gone", _gone("meta.json")),
    Mutation("notes half replaced", _only_new),
    Mutation("notes a link", _instead("meta.json", _link), linked=True),
    Mutation("notes a link to itself", _instead("meta.json", _loop), linked=True),
    Mutation("notes a second name", _instead("meta.json", _second_name), linked=True),
    Mutation("notes a folder", _instead("meta.json", _folder)),
    Mutation("notes a pipe", _instead("meta.json", _pipe)),
    Mutation("notes without end", _instead("meta.json", _endless)),
    Mutation("notes a socket", _instead("meta.json", _socket)),
    Mutation("new notes a link", _instead("meta.json.new", _link), linked=True),
    Mutation("new notes a pipe", _instead("meta.json.new", _pipe)),
    Mutation("damaged notes a link", _instead("meta.json.damaged", _link), linked=True),
    Mutation("reserve a link", _instead("reserve", _link), linked=True),
    Mutation("sound gone", _gone("audio.wav"), keeps_sound=False),
    Mutation("sound empty", _sound(lambda content: b""), keeps_sound=False),
    Mutation("sound cut", _sound(lambda content: content[:4001]), keeps_sound=False),
    Mutation("sound without its header", _sound(lambda content: bytes(HEADER_BYTES) + content[HEADER_BYTES:])),
    Mutation("sound of another kind", _sound(_other_kind), keeps_sound=False, stuck=True),
    Mutation("sound a link", _instead("audio.wav", _link), keeps_sound=False, stuck=True, linked=True),
    Mutation("sound a link to itself", _instead("audio.wav", _loop), keeps_sound=False, stuck=True, linked=True),
    Mutation("sound a second name", _instead("audio.wav", _second_name), keeps_sound=False, linked=True),
    Mutation("sound a folder", _instead("audio.wav", _folder), keeps_sound=False, stuck=True),
    Mutation("sound a pipe", _instead("audio.wav", _pipe), keeps_sound=False, stuck=True),
    Mutation("sound without end", _instead("audio.wav", _endless), keeps_sound=False, stuck=True),
    Mutation("the take a link", _all_linked, keeps_sound=False, linked=True),
    Mutation("a take that is a link", _beside(_ID, _link_to_folder), linked=True),
    Mutation("a take that is a file", _beside(_ID, _file)),
    Mutation("an empty take", _beside(_ID, lambda path, theirs: path.mkdir())),
    Mutation("a deletion that is a link", _beside(f".leaving-{_ID}", _link_to_folder), linked=True),
    Mutation("a deletion full of links", _beside(f".leaving-{_ID}", _leaving_with_links), linked=True),
    Mutation("an import that is a link", _beside(f".coming-{_ID}", _link_to_folder), linked=True),
    Mutation("an import full of links", _beside(f".coming-{_ID}", _leaving_with_links), linked=True),
    Mutation("room put by is a link", _beside(".ballast", _link), linked=True),
    Mutation("room put by is a folder", _beside(".ballast", _folder)),
    Mutation("a link among the takes", _beside("shortcut", _link_to_folder), linked=True),
    Mutation("a copy of a take", _copied),
    Mutation("hundreds of strange names", _many),
)
