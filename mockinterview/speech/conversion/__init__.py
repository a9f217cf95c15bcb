"""A Whisper checkpoint made ready for CTranslate2: once on this computer, kept beside it in a folder.

The folder, `NAME.light`, appears whole or not at all, and is made again when the checkpoint is another one or the folder was
touched. Only numpy is needed, and no more than one tensor of the model is in memory.
"""

from __future__ import annotations

import glob
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mockinterview.core.problems import SpeechProblem
from mockinterview.speech.conversion.checkpoint import Checkpoint, CheckpointError, Dims
from mockinterview.speech.conversion.heads import alignment_heads
from mockinterview.speech.conversion.tokens import Tokens
from mockinterview.speech.conversion.weights import size_bytes, write_model
from mockinterview.speech.models import LIGHT, checksum

RECORD = "made_from.json"
_FORM = 1
"""Of the folder; another number here makes every folder be made again."""
_SPARE = 200_000_000
"""Bytes that must stay free on the disk."""
_WORDS = 8_000_000
"""Bytes of vocabulary and tokeniser."""
_LEFT_S = 600.0
"""A half-made folder in which nothing was written for so long belongs to nobody any more."""

Told = Callable[[int, int], None]


def light_folder(file: Path) -> Path:
    """Where the converted model of a checkpoint lies, or would."""
    return file.with_suffix(LIGHT)


def is_converted(file: Path) -> bool:
    """Whether it is there and made from the checkpoint as it is now. Only looks."""
    record = _record(light_folder(file))
    return record is not None and record["state"] == _state(file)


def width(folder: Path) -> int:
    """How wide the model in a converted folder is: tells the tests' own from the published ones."""
    record = _record(folder)
    return int(record["width"]) if record else 0


def converted(file: Path, told: Told | None = None) -> Path:
    """The folder of the converted model, made if need be (seconds for each 100 MB); blocks.

    told: gets (done, all) in some unit, and may raise to stop. SpeechProblem says why it could not be made; then nothing is left.
    """
    folder = light_folder(file)
    _clear(file, _LEFT_S)
    record = _record(folder)
    if record is not None:
        state = _state(file)
        if record["state"] == state:
            return folder
        if record["state"][0] == state[0] and record["sha256"] == checksum(file):  # the same file, copied
            _write_record(folder, {**record, "state": state})
            return folder
    try:
        _make(file, folder, told or _nobody)
    except CheckpointError as error:
        raise damaged(file) from error
    except OSError as error:
        raise SpeechProblem(
            f"The model {file.stem} could not be prepared for the light recogniser.",
            f"{error.strerror or type(error).__name__}.",
            "Check that the disk has room and the models folder can be written to, then try again.",
        ) from error
    return folder


def remove_converted(file: Path) -> None:
    """Delete the converted model of a checkpoint, and what is left of unfinished ones. OSError if that fails."""
    folder = light_folder(file)
    if folder.is_dir():
        _put_away(folder)
    _clear(file, 0)


def _make(file: Path, folder: Path, told: Told) -> None:
    state, digest = _state(file), checksum(file)
    with Checkpoint(file) as checkpoint:
        _room(file, checkpoint.dims)
        draft = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
        try:
            _write_words(draft, file.stem, checkpoint.dims)
            with (draft / "model.bin").open("wb") as out:
                write_model(checkpoint, out, told)
                out.flush()
                os.fsync(out.fileno())
            _write_record(draft, {"state": state, "sha256": digest, "width": checkpoint.dims.n_text_state})
            _put_in_place(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _write_words(draft: Path, name: str, dims: Dims) -> None:
    tokens = Tokens(dims.n_vocab)
    config = {
        "alignment_heads": alignment_heads(name, dims.n_text_layer, dims.n_text_head),
        "lang_ids": tokens.language_numbers,
        "suppress_ids": [],  # faster-whisper says them with every wish
        "suppress_ids_begin": tokens.never_first,
    }
    for name_of_file, content in (
        ("config.json", json.dumps(config)),
        ("preprocessor_config.json", json.dumps({"feature_size": dims.n_mels})),
        ("vocabulary.json", json.dumps(tokens.vocabulary)),
        ("tokenizer.json", tokens.tokenizer_json()),
    ):
        (draft / name_of_file).write_text(content, "utf-8")


def _put_in_place(draft: Path, folder: Path) -> None:
    """Give the draft its name, in place of an older one. Another program may just have done the same: then that one stays."""
    if folder.exists():
        _put_away(folder)
    try:
        draft.rename(folder)
    except OSError:
        if _record(folder) is None:
            raise


def _put_away(folder: Path) -> None:
    """Delete a folder that must never be seen in parts: first its name goes."""
    away = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    os.rename(folder, away / "old")
    shutil.rmtree(away, ignore_errors=True)


def _clear(file: Path, left_s: float) -> None:
    """Delete what unfinished conversions left, unless somebody may still be at it."""
    for draft in file.parent.glob(f"{glob.escape(light_folder(file).name)}.*"):
        try:
            newest = max(one.stat().st_mtime for one in (draft, *draft.rglob("*")))
        except OSError:
            continue  # it is just being finished or deleted
        if time.time() - newest >= left_s:
            shutil.rmtree(draft, ignore_errors=True)


def _room(file: Path, dims: Dims) -> None:
    need, free = size_bytes(dims) + _WORDS, shutil.disk_usage(file.parent).free
    if free < need + _SPARE:
        raise SpeechProblem(
            f"There is too little room to prepare the model {file.stem} for the light recogniser.",
            f"It needs {need / 1e6:.0f} MB and {free / 1e6:.0f} MB are free.",
            "Make room on the disk, or choose a smaller model.",
        )


def _state(file: Path) -> list[int]:
    """What tells a file from another one that took its name. OSError if it is gone."""
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]


def _write_record(folder: Path, made_from: dict[str, Any]) -> None:
    files = {one.name: _state(one) for one in folder.iterdir() if one.name != RECORD and one.suffix != ".new"}
    draft = folder / f"{RECORD}.new"
    draft.write_text(json.dumps({**made_from, "form": _FORM, "files": files}), "utf-8")
    os.replace(draft, folder / RECORD)


def _record(folder: Path) -> dict[str, Any] | None:
    """What is known of a converted folder; None if there is none, or it was made another way, or touched since."""
    try:
        record: dict[str, Any] = json.loads((folder / RECORD).read_text("utf-8"))
        if record["form"] != _FORM or not isinstance(record["width"], int):
            return None
        here = {name: _state(folder / name) for name in record["files"]}
        return record if here == record["files"] and {"state", "sha256"} <= set(record) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _nobody(_done: int, _all: int) -> None:
    """Nobody wants to know how far it is."""


def damaged(file: Path) -> SpeechProblem:
    """What a person reads when a model file cannot be read as one."""
    return SpeechProblem(
        f"The model file {file.name} is damaged.",
        "It cannot be read as a Whisper model.",
        "Get the model again, or choose another one in Settings.",
    )
