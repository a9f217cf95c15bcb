"""A Whisper checkpoint in openai-whisper's format, read without PyTorch and without running anything that is written in it.

`torch.save` writes a zip: `data.pkl`, a pickle that describes the tensors, and one plain file of numbers for each. A pickle may
name any function to be called; this reader knows the few names a checkpoint needs and refuses all others.
"""

from __future__ import annotations

import io
import math
import pickle
import pickletools
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LARGEST_PICKLE = 16 << 20
_MOST_NOTES = 1 << 20
"""A pickle's notes (its memo) are numbered, and room is made for all up to the highest number."""
_LARGEST_DIMENSION = 1 << 17
_BYTES = {"HalfStorage": 2, "FloatStorage": 4, "BFloat16Storage": 2}


class CheckpointError(Exception):
    """The file is no Whisper checkpoint, or not all of one."""


@dataclass(frozen=True)
class Dims:
    """What openai-whisper's ModelDimensions says: sizes of the spectrum, the sound's part and the text's part."""

    n_mels: int
    n_audio_ctx: int
    n_audio_state: int
    n_audio_head: int
    n_audio_layer: int
    n_vocab: int
    n_text_ctx: int
    n_text_state: int
    n_text_head: int
    n_text_layer: int


@dataclass(frozen=True)
class _Place:
    """Where a tensor's numbers are: a file of the zip, the kind of number, how many it has, and the tensor's part of them."""

    key: str
    kind: str
    held: int
    first: int
    shape: tuple[int, ...]


class Checkpoint:
    """An open checkpoint; a context manager. CheckpointError for whatever is not as it should be; OSError from the disk."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("rb")
        try:
            self._zip = _opened(self._file)
            self._names = {info.filename: info for info in self._zip.infolist()}
            self._prefix = self._found_prefix()
            self.dims, self._places = _described(self._part("data.pkl", _LARGEST_PICKLE))
        except BaseException:  # whatever it is, the file must not stay open
            self._file.close()
            raise

    def __enter__(self) -> Checkpoint:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def shape(self, name: str) -> tuple[int, ...]:
        """A tensor's shape."""
        if name not in self._places:
            raise CheckpointError(f"no {name}")
        return self._places[name].shape

    def read(self, name: str) -> NDArray[Any]:
        """A tensor as float16 or float32, as it was stored; the zip's own checksum is looked at."""
        import numpy as np

        shape, place = self.shape(name), self._places[name]
        size = place.held * _BYTES[place.kind]
        raw = self._part(f"data/{place.key}", size)
        count = math.prod(shape)
        if len(raw) != size or place.first + count > place.held:
            raise CheckpointError(f"{name} is cut")
        if place.kind == "BFloat16Storage":  # the upper half of a float32
            whole = (np.frombuffer(raw, "<u2").astype(np.uint32) << 16).view(np.float32)
        else:
            whole = np.frombuffer(raw, "<f2" if place.kind == "HalfStorage" else "<f4")
        return whole[place.first : place.first + count].reshape(shape)

    def _found_prefix(self) -> str:
        found = [name.removesuffix("data.pkl") for name in self._names if name.endswith("/data.pkl")]
        if len(found) != 1:
            raise CheckpointError("no data.pkl")
        return found[0]

    def _part(self, name: str, most: int) -> bytes:
        info = self._names.get(self._prefix + name)
        if info is None or info.file_size > most:
            raise CheckpointError(f"{name} is missing or too large")
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise CheckpointError(f"{name} cannot be read") from error


def _opened(file: io.BufferedReader) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise CheckpointError("no zip file") from error


def _described(data: bytes) -> tuple[Dims, Mapping[str, _Place]]:
    """The two things a checkpoint holds: its dimensions, and where its tensors are."""
    try:
        for code, argument, _ in pickletools.genops(data):
            if code.name == "LONG_BINPUT" and isinstance(argument, int) and argument > _MOST_NOTES:
                raise CheckpointError("a pickle with too many notes")
        content = _Reader(io.BytesIO(data)).load()
    except CheckpointError:
        raise
    except Exception as error:  # bytes that were made to do harm can raise anything here
        raise CheckpointError("a pickle that cannot be read") from error
    if not isinstance(content, dict):
        raise CheckpointError("no dictionary")
    tensors = content.get("model_state_dict")
    if not isinstance(tensors, dict):
        raise CheckpointError("no tensors")
    places = {name: one for name, one in tensors.items() if isinstance(name, str) and isinstance(one, _Place)}
    return _dims(content.get("dims")), places


def _dims(found: object) -> Dims:
    names = [one.name for one in fields(Dims)]
    if not isinstance(found, dict) or not set(names) <= set(found):
        raise CheckpointError("no dimensions")
    sizes = [found[name] for name in names]
    if not all(type(size) is int and 0 < size < _LARGEST_DIMENSION for size in sizes):
        raise CheckpointError("impossible dimensions")
    dims = Dims(*sizes)
    if dims.n_audio_state % dims.n_audio_head or dims.n_text_state % dims.n_text_head:
        raise CheckpointError("heads that do not divide the width")
    return dims


class _Reader(pickle.Unpickler):
    """Reads a checkpoint's pickle; what it names is replaced by our own, which only takes notes.

    It hands out bound methods, text and a type of the standard library: nothing that a pickle could alter.
    """

    def find_class(self, module: str, name: str) -> Any:
        match module, name:
            case "collections", "OrderedDict":
                return OrderedDict
            case "torch", kind if kind in _BYTES:
                return kind
            case "torch._utils", "_rebuild_tensor_v2":
                return self._tensor
            case "torch._utils", "_rebuild_parameter":
                return self._parameter
        raise CheckpointError(f"it names {module}.{name}")

    def persistent_load(self, pid: Any) -> Any:
        match pid:
            case ("storage", str(kind), str(key), _, int(held)) if kind in _BYTES and held >= 0:
                return key, kind, held
        raise CheckpointError("a storage that is none")

    def _tensor(self, storage: Any, first: Any, shape: Any, strides: Any, *_: object) -> _Place:
        match storage, first:
            case ((str(key), str(kind), int(held)), int()) if first >= 0 and _in_a_row(shape, strides):
                return _Place(key, kind, held, first, tuple(shape))
        raise CheckpointError("a tensor that is none")

    def _parameter(self, tensor: Any, *_: object) -> Any:
        return tensor


def _in_a_row(shape: Sequence[int], strides: Sequence[int]) -> bool:
    """Whether the numbers of a tensor lie one behind the other, as those of every saved model do."""
    step = 1
    for size, stride in zip(reversed(shape), reversed(strides), strict=True):
        if type(size) is not int or size <= 0 or (size > 1 and stride != step):
            return False
        step *= size
    return True
