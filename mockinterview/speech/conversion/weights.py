"""A checkpoint's tensors, written as CTranslate2 wants them: matrices in int8, everything else in float32.

The file's form is CTranslate2's own (`specs/model_spec.py`, binary version 6; `specs/whisper_spec.py`, revision 3); later versions
go on reading it. Its Python classes would write the same, but they load PyTorch wherever that is installed and hold the whole model
at once; here it is one tensor at a time.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from mockinterview.speech.conversion.checkpoint import Checkpoint, CheckpointError, Dims

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BINARY_VERSION, _SPEC, _REVISION = 6, "WhisperSpec", 3
_TYPES = ("float32", "int8", "int16")
"""Of CTranslate2's numbers for kinds of number, the first three."""
_GELU = 3
_TIED = ("decoder/projection/weight", "decoder/embeddings/weight")
"""Whisper says tokens with the same table it reads them with."""
_ROWS = 4096
"""So many rows of a matrix are made int8 at a time."""

Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Variable:
    """One tensor to write: its name, the checkpoint's tensors it is made of, one above the other, and their shapes.

    A source "" is a part that Whisper does not have, and is all zeros. in_int8: a matrix, with one scale a row.
    """

    name: str
    sources: tuple[str, ...]
    shapes: tuple[tuple[int, ...], ...]
    in_int8: bool = False

    @property
    def shape(self) -> tuple[int, ...]:
        return (sum(shape[0] for shape in self.shapes), *self.shapes[0][1:])

    @property
    def numbers(self) -> int:
        """How many it holds."""
        return math.prod(self.shape)


def variables(dims: Dims) -> list[Variable]:
    """All tensors of a model of these dimensions."""
    sound, text = dims.n_audio_state, dims.n_text_state
    found = [
        Variable("encoder/conv1/weight", ("encoder.conv1.weight",), ((sound, dims.n_mels, 3),)),
        Variable("encoder/conv1/bias", ("encoder.conv1.bias",), ((sound,),)),
        Variable("encoder/conv2/weight", ("encoder.conv2.weight",), ((sound, sound, 3),)),
        Variable("encoder/conv2/bias", ("encoder.conv2.bias",), ((sound,),)),
        _positions("encoder", dims.n_audio_ctx, sound),
        *_norm("encoder/layer_norm", "encoder.ln_post", sound),
        Variable("decoder/embeddings/weight", ("decoder.token_embedding.weight",), ((dims.n_vocab, text),), True),
        _positions("decoder", dims.n_text_ctx, text),
        *_norm("decoder/layer_norm", "decoder.ln", text),
    ]
    for layer in range(dims.n_audio_layer):
        found += _layer(f"encoder/layer_{layer}", f"encoder.blocks.{layer}", sound)
    for layer in range(dims.n_text_layer):
        ours, theirs = f"decoder/layer_{layer}", f"decoder.blocks.{layer}"
        found += [*_layer(ours, theirs, text), *_listening(f"{ours}/attention", theirs, text, sound)]
    return found


def _positions(part: str, length: int, width: int) -> Variable:
    return Variable(f"{part}/position_encodings/encodings", (f"{part}.positional_embedding",), ((length, width),))


def _norm(ours: str, theirs: str, width: int) -> list[Variable]:
    return [
        Variable(f"{ours}/gamma", (f"{theirs}.weight",), ((width,),)),
        Variable(f"{ours}/beta", (f"{theirs}.bias",), ((width,),)),
    ]


def _linear(ours: str, theirs: Sequence[str], rows: int, columns: int) -> list[Variable]:
    """One matrix of several, and their offsets. The keys' alone has none."""
    biases = tuple("" if one.endswith(".key") else f"{one}.bias" for one in theirs)
    weights = tuple(f"{one}.weight" for one in theirs)
    return [
        Variable(f"{ours}/weight", weights, ((rows, columns),) * len(theirs), True),
        Variable(f"{ours}/bias", biases, ((rows,),) * len(theirs)),
    ]


def _layer(ours: str, theirs: str, width: int) -> list[Variable]:
    own = f"{theirs}.attn"
    return [
        *_linear(f"{ours}/self_attention/linear_0", (f"{own}.query", f"{own}.key", f"{own}.value"), width, width),
        *_linear(f"{ours}/self_attention/linear_1", (f"{own}.out",), width, width),
        *_norm(f"{ours}/self_attention/layer_norm", f"{theirs}.attn_ln", width),
        *_linear(f"{ours}/ffn/linear_0", (f"{theirs}.mlp.0",), 4 * width, width),
        *_linear(f"{ours}/ffn/linear_1", (f"{theirs}.mlp.2",), width, 4 * width),
        *_norm(f"{ours}/ffn/layer_norm", f"{theirs}.mlp_ln", width),
    ]


def _listening(ours: str, theirs: str, text: int, sound: int) -> list[Variable]:
    """The text's attention to the sound."""
    cross = f"{theirs}.cross_attn"
    return [
        *_linear(f"{ours}/linear_0", (f"{cross}.query",), text, text),
        *_linear(f"{ours}/linear_1", (f"{cross}.key", f"{cross}.value"), text, sound),
        *_linear(f"{ours}/linear_2", (f"{cross}.out",), text, text),
        *_norm(f"{ours}/layer_norm", f"{theirs}.cross_attn_ln", text),
    ]


def size_bytes(dims: Dims) -> int:
    """About how large the written file will be."""
    return sum(one.numbers + 4 * one.shape[0] if one.in_int8 else 4 * one.numbers for one in variables(dims))


def write_model(checkpoint: Checkpoint, out: IO[bytes], told: Told) -> None:
    """Write `model.bin`. told gets (numbers written, all numbers) and may raise to stop. CheckpointError for an odd tensor."""
    dims = checkpoint.dims
    tensors = variables(dims)
    for one in tensors:
        _check(checkpoint, one)
    settings = _settings(dims)
    out.write(struct.pack("I", _BINARY_VERSION) + _text(_SPEC) + struct.pack("I", _REVISION))
    out.write(struct.pack("I", len(settings) + len(tensors) + sum(one.in_int8 for one in tensors)))
    for name, (kind, number) in settings.items():
        _write(out, name, kind, (), struct.pack(kind, number))
    written, every = 0, sum(one.numbers for one in tensors)
    for one in tensors:
        _write_tensor(checkpoint, out, one)
        written += one.numbers
        told(written, every)
    ours, same = _TIED
    aliases = {ours: same, f"{ours}_scale": f"{same}_scale"}
    out.write(struct.pack("I", len(aliases)))
    for alias, name in aliases.items():
        out.write(_text(alias) + _text(name))


def _settings(dims: Dims) -> dict[str, tuple[str, int]]:
    """CTranslate2's single numbers, each with its kind as `struct` calls it: b for int8, h for int16."""
    return {
        "encoder/num_heads": ("h", dims.n_audio_head),
        "decoder/num_heads": ("h", dims.n_text_head),
        "decoder/pre_norm": ("b", 1),
        "decoder/activation": ("b", _GELU),
        "decoder/alignment_layer": ("h", -1),
        "decoder/alignment_heads": ("h", 1),
        "decoder/scale_embeddings": ("b", 0),
        "decoder/start_from_zero_embedding": ("b", 0),
        "decoder/alibi": ("b", 0),
        "decoder/alibi_use_positive_positions": ("b", 0),
        "decoder/scale_alibi": ("b", 0),
    }


def _check(checkpoint: Checkpoint, one: Variable) -> None:
    for source, shape in zip(one.sources, one.shapes, strict=True):
        if source and checkpoint.shape(source) != shape:
            raise CheckpointError(f"{source} has another shape")


def _write_tensor(checkpoint: Checkpoint, out: IO[bytes], one: Variable) -> None:
    import numpy as np

    parts = [
        checkpoint.read(source) if source else np.zeros(shape, np.float32)
        for source, shape in zip(one.sources, one.shapes, strict=True)
    ]
    whole = parts[0] if len(parts) == 1 else np.concatenate(parts)
    if not np.isfinite(whole).all():
        raise CheckpointError(f"{one.name} holds what is no number")
    if not one.in_int8:
        _write(out, one.name, "float32", one.shape, whole.astype("<f4").tobytes())
        return
    rounded, scales = _in_int8(whole)
    _write(out, one.name, "int8", one.shape, rounded.tobytes())
    _write(out, f"{one.name}_scale", "float32", scales.shape, scales.astype("<f4").tobytes())


def _in_int8(matrix: NDArray[Any]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Each row times its own scale, so that its largest number becomes 127 (CTranslate2's way, `LayerSpec._quantize`)."""
    import numpy as np

    rounded = np.empty(matrix.shape, np.int8)
    scales = np.empty(len(matrix), np.float32)
    for first in range(0, len(matrix), _ROWS):
        rows = matrix[first : first + _ROWS].astype(np.float32)
        largest = np.abs(rows).max(axis=1)
        largest[largest == 0] = 127
        scales[first : first + _ROWS] = 127 / largest
        np.rint(rows * scales[first : first + _ROWS, None], out=rows)
        rounded[first : first + _ROWS] = rows
    return rounded, scales


def _write(out: IO[bytes], name: str, kind: str, shape: tuple[int, ...], data: bytes) -> None:
    kind = {"b": "int8", "h": "int16"}.get(kind, kind)
    head = _text(name) + struct.pack("B", len(shape)) + b"".join(struct.pack("I", size) for size in shape)
    out.write(head + struct.pack("B", _TYPES.index(kind)) + struct.pack("I", len(data)))
    out.write(data)


def _text(words: str) -> bytes:
    return struct.pack("H", len(words) + 1) + words.encode("ascii") + b"\0"
