"""Checkpoints for tests, made without PyTorch: the tests' own taken apart and put together again, whole or spoilt."""

from __future__ import annotations

import pickle
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

Parts = dict[str, bytes]
REHEARSAL = Path(__file__).parents[2] / "data" / "whisper" / "rehearsal.pt"


def parts_of(file: Path) -> Parts:
    """The files inside a checkpoint."""
    with zipfile.ZipFile(file) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def written(file: Path, parts: Parts) -> Path:
    """A checkpoint of these files."""
    with zipfile.ZipFile(file, "w") as whole:
        for name, data in parts.items():
            whole.writestr(name, data)
    return file


def with_pickle(file: Path, change: Callable[[bytes], bytes]) -> Path:
    """The tests' checkpoint with another description."""
    parts = parts_of(REHEARSAL)
    name = next(name for name in parts if name.endswith("/data.pkl"))
    return written(file, parts | {name: change(parts[name])})


def copied(folder: Path, name: str = "rehearsal") -> Path:
    """The tests' checkpoint under a name of its own."""
    return Path(shutil.copy(REHEARSAL, folder / f"{name}.pt"))


class Runs:
    """In a pickle: run a function with arguments."""

    def __init__(self, function: object, *arguments: object) -> None:
        self.called = (function, arguments)

    def __reduce__(self) -> tuple[object, ...]:
        return self.called


def pickled(content: object) -> bytes:
    return pickle.dumps(content, protocol=2)
