"""The file of weights: the names and numbers that CTranslate2's own converter would write."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest

from mockinterview.speech.conversion.checkpoint import Checkpoint, CheckpointError, Dims
from mockinterview.speech.conversion.heads import _KNOWN, alignment_heads
from mockinterview.speech.conversion.weights import size_bytes, variables, write_model
from tests.speech.conversion.checkpoints import REHEARSAL

KINDS = (np.float32, np.int8, np.int16)
BASE = Dims(80, 1500, 512, 8, 6, 51864, 448, 512, 8, 6)


def model() -> tuple[dict[str, np.ndarray], dict[str, str], int]:
    """The tests' checkpoint as it is written, read again: variables, other names for them, and the length of all."""
    out = io.BytesIO()
    with Checkpoint(REHEARSAL) as checkpoint:
        write_model(checkpoint, out, lambda _done, _every: None)
    data = io.BytesIO(out.getvalue())

    def number(kind: str) -> int:
        return struct.unpack(kind, data.read(struct.calcsize(kind)))[0]

    def text() -> str:
        return data.read(number("H"))[:-1].decode("ascii")

    assert (number("I"), text(), number("I")) == (6, "WhisperSpec", 3)
    found = {}
    for _ in range(number("I")):
        name, shape = text(), tuple(number("I") for _ in range(number("B")))
        kind = KINDS[number("B")]
        found[name] = np.frombuffer(data.read(number("I")), kind).reshape(shape)
    aliases = {text(): text() for _ in range(number("I"))}
    assert data.read() == b""
    return found, aliases, len(out.getvalue())


def test_its_names_are_those_ctranslate2_asks_for():
    specs = pytest.importorskip("ctranslate2.specs")
    found, aliases, _ = model()
    wanted = specs.WhisperSpec(2, 2, 2, 2)
    asked = set(wanted.variables())
    in_file = set(found) | set(aliases)
    assert asked <= in_file
    more = {name for name in in_file - asked if not name.endswith(("/bias", "_scale"))}
    assert more == {"encoder/position_encodings/encodings", "decoder/position_encodings/encodings"}
    for name, value in wanted.variables().items():
        if value is not None and not isinstance(value, str):
            assert found[name] == value, name


def test_matrices_are_rounded_as_ctranslate2_does_it():
    specs = pytest.importorskip("ctranslate2.specs.common_spec")
    found, aliases, _ = model()
    assert aliases == {f"decoder/projection/weight{end}": f"decoder/embeddings/weight{end}" for end in ("", "_scale")}
    own = "encoder.blocks.1.attn"
    theirs = {
        "decoder/embeddings": ("decoder.token_embedding.weight",),
        "encoder/layer_1/self_attention/linear_0": tuple(f"{own}.{one}.weight" for one in ("query", "key", "value")),
        "decoder/layer_1/ffn/linear_1": ("decoder.blocks.1.mlp.2.weight",),
    }
    with Checkpoint(REHEARSAL) as checkpoint:
        for ours, names in theirs.items():
            layer = specs.LinearSpec()
            layer.weight = np.concatenate([checkpoint.read(name) for name in names])
            layer.validate()
            layer.optimize("int8")
            np.testing.assert_array_equal(found[f"{ours}/weight"], layer.weight.numpy())
            np.testing.assert_allclose(found[f"{ours}/weight_scale"], layer.weight_scale.numpy(), rtol=1e-6)


def test_what_whisper_does_not_have_is_zero_and_the_rest_is_exact():
    found, _, _ = model()
    with Checkpoint(REHEARSAL) as checkpoint:
        offsets = found["decoder/layer_0/attention/linear_1/bias"]
        assert not offsets[:64].any()
        np.testing.assert_array_equal(offsets[64:], checkpoint.read("decoder.blocks.0.cross_attn.value.bias"))
        np.testing.assert_array_equal(found["encoder/conv1/weight"], checkpoint.read("encoder.conv1.weight"))


def test_its_size_is_known_beforehand():
    _, _, size = model()
    with Checkpoint(REHEARSAL) as checkpoint:
        assert 0.99 < size_bytes(checkpoint.dims) / size < 1.01
    assert 75e6 < size_bytes(BASE) < 85e6
    assert sum(one.numbers for one in variables(BASE)) == pytest.approx(74e6, rel=0.02)  # as published


def test_a_tensor_of_another_shape_is_refused(monkeypatch):
    with Checkpoint(REHEARSAL) as checkpoint:
        monkeypatch.setattr(checkpoint, "shape", lambda _name: (1, 2))
        with pytest.raises(CheckpointError, match="another shape"):
            write_model(checkpoint, io.BytesIO(), lambda _done, _every: None)


def test_the_heads_are_openai_whispers():
    whisper = pytest.importorskip("whisper")
    import base64
    import gzip

    sizes = {"tiny": (4, 6), "base": (6, 8), "small": (12, 12), "medium": (24, 16), "large": (32, 20), "turbo": (4, 20)}
    assert set(_KNOWN) == set(whisper._ALIGNMENT_HEADS)
    for name, packed in whisper._ALIGNMENT_HEADS.items():
        shape = sizes[next(one for one in reversed(sizes) if one in name)]
        table = np.frombuffer(gzip.decompress(base64.b85decode(packed)), bool).reshape(shape)
        assert alignment_heads(name, *shape) == tuple(map(tuple, np.argwhere(table).tolist()))
    assert alignment_heads("mine", 2, 2) == alignment_heads("base.en", 2, 2) == ((1, 0), (1, 1))
