"""A model a person brings along in a file: copied into the models folder, and known by what it is, not by what it is called."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.speech.models import SUFFIX, ModelShelf, checksum
from mockinterview.speech.part_file import PartFile

_BEGINNINGS = (b"PK\x03\x04", b"\x80\x02")
"""How PyTorch's files begin: an archive since version 1.6, a bare pickle before."""
_BLOCK = 1 << 20
_SPARE = 200_000_000
_COMING = "coming" + SUFFIX


def add_file(shelf: ModelShelf, file: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> str:
    """Copy a model file into the models folder; its name there. progress gets (bytes copied, all bytes).

    A published model gets its published name. One that lies in the folder already is only read. SpeechProblem if it is no model
    file or cannot be copied; Cancelled if asked to stop, with nothing left behind.
    """
    try:
        _look_at(file)
        if file.resolve().parent == shelf.folder.resolve():
            shelf.note(file.stem, _read_in_place(shelf, file, progress, cancelled))
            return file.stem
        shelf.folder.mkdir(parents=True, exist_ok=True)
        return _copy(shelf, file, progress, cancelled)
    except OSError as error:
        raise SpeechProblem(
            f"{file.name} could not be copied into the models folder.",
            f"{error.strerror or error}.",
            "Check the file and the room on the disk, then try again.",
        ) from error


def _look_at(file: Path) -> None:
    if not file.is_file():
        raise SpeechProblem(f"There is no file {file.name}.", next_step="Choose the model's file, which ends in .pt.")
    with file.open("rb") as source:
        if not source.read(4).startswith(_BEGINNINGS):
            raise SpeechProblem(
                f"{file.name} is not a Whisper model.",
                "It holds no model that can be read.",
                "Choose a model in openai-whisper's format, which ends in .pt.",
            )


def _read_in_place(
    shelf: ModelShelf, file: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> str:
    size = file.stat().st_size

    def heard(done: int) -> None:
        if cancelled():
            raise Cancelled
        progress(done, size)

    return checksum(shelf.file(file.stem), heard)


def _copy(shelf: ModelShelf, file: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> str:
    size = file.stat().st_size
    free = shutil.disk_usage(shelf.folder).free
    if free < size + _SPARE:
        raise SpeechProblem(
            f"There is too little room for {file.name}.",
            f"It needs {size / 1e6:.0f} MB and {free / 1e6:.0f} MB are free.",
            "Make room on the disk, then try again.",
        )
    part = PartFile(shelf.folder / _COMING)
    part.start_again("")
    try:
        with file.open("rb") as source, part.opened():
            while block := source.read(_BLOCK):
                if cancelled():
                    raise Cancelled
                part.add(block)
                progress(part.size, max(size, part.size))
        name = _name_for(shelf, file, part.checksum)
        if name in shelf.stored() and _is_there(shelf, name, part.checksum):
            return name
        part.put_in_place(shelf.file(name))
        shelf.note(name, part.checksum)
        return name
    finally:
        part.discard()


def _name_for(shelf: ModelShelf, file: Path, sha256: str) -> str:
    """The published name of these bytes; else the file's own, or the next like it that no other model has."""
    model = shelf.published(sha256)
    if model is not None:
        return model.name
    stem = file.name.removesuffix(SUFFIX).lstrip(".") or "model"
    name, number = stem, 1
    while shelf.known(name) is not None or (name in shelf.stored() and not _is_there(shelf, name, sha256)):
        number += 1
        name = f"{stem}-{number}"
    return name


def _is_there(shelf: ModelShelf, name: str, sha256: str) -> bool:
    """Whether the file of that name has these very bytes."""
    return shelf.checksum(name) == sha256
