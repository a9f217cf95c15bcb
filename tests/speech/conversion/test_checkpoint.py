"""A checkpoint read without PyTorch: the same numbers, and nothing that is written in it is run."""

from __future__ import annotations

import os
import struct
from collections import OrderedDict
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from mockinterview.speech.conversion.checkpoint import Checkpoint, CheckpointError
from tests.speech.conversion.checkpoints import REHEARSAL, Runs, parts_of, pickled, with_pickle, written


def refused(file: Path) -> str:
    """Why a file is no checkpoint; reading its largest tensor is part of the trial."""
    with pytest.raises(CheckpointError) as caught, Checkpoint(file) as checkpoint:
        checkpoint.read("decoder.token_embedding.weight")
    return str(caught.value)


def test_it_reads_what_pytorch_reads():
    torch = pytest.importorskip("torch")
    known = torch.load(REHEARSAL, weights_only=True)
    with Checkpoint(REHEARSAL) as checkpoint:
        assert asdict(checkpoint.dims) == known["dims"]
        for name, tensor in known["model_state_dict"].items():
            read = checkpoint.read(name)
            assert read.dtype == np.float16
            np.testing.assert_array_equal(read, tensor.numpy())


@pytest.mark.parametrize("kind", ["float32", "bfloat16"])
def test_other_kinds_of_numbers_parameters_and_parts_of_a_larger_one(tmp_path, kind):
    torch = pytest.importorskip("torch")
    known = torch.load(REHEARSAL, weights_only=True)
    large = torch.randn(3, 64, dtype=getattr(torch, kind))
    state = OrderedDict(known["model_state_dict"])
    state["one"], state["parameter"] = large[1], torch.nn.Parameter(large)
    file = tmp_path / "a.pt"
    torch.save({"dims": known["dims"], "model_state_dict": state, "note": "by hand"}, file)
    with Checkpoint(file) as checkpoint:
        np.testing.assert_array_equal(checkpoint.read("one"), large[1].float().numpy())
        np.testing.assert_array_equal(checkpoint.read("parameter"), large.float().numpy())


@pytest.mark.parametrize("parts", [0, 1, 50, 90, 99])
def test_a_cut_file_is_refused(tmp_path, parts):
    file, whole = tmp_path / "cut.pt", REHEARSAL.read_bytes()
    file.write_bytes(whole[: len(whole) * parts // 100])
    assert refused(file)


def test_a_changed_byte_is_noticed(tmp_path):
    whole = bytearray(REHEARSAL.read_bytes())
    whole[len(whole) // 2] ^= 1  # inside the table of tokens
    file = tmp_path / "changed.pt"
    file.write_bytes(whole)
    assert "cannot be read" in refused(file)


@pytest.mark.parametrize("data", [b"<html>" * 100, b"PK\5\6" + bytes(18), b"PK\3\4" * 100])
def test_what_is_no_checkpoint_is_refused(tmp_path, data):
    file = tmp_path / "other.pt"
    file.write_bytes(data)
    assert refused(file)


def test_nothing_written_in_it_is_run(tmp_path):
    sign = str(tmp_path / "it ran")
    calls = [Runs(os.mkdir, sign), Runs(eval, f"__import__('os').mkdir({sign!r})"), Runs(getattr, OrderedDict, "x")]
    for call in calls:
        assert "it names" in refused(with_pickle(tmp_path / "evil.pt", lambda _, call=call: pickled({"dims": call})))
        (tmp_path / "bare.pt").write_bytes(pickled(call))
        assert refused(tmp_path / "bare.pt")
    assert not Path(sign).exists()


def test_only_the_names_a_checkpoint_needs_are_known(tmp_path):
    for name in (b"torch\nload", b"torch._utils\n_rebuild_sparse_tensor", b"collections\nnamedtuple", b"os\nsystem"):
        assert "it names" in refused(with_pickle(tmp_path / "a.pt", lambda _, name=name: b"\x80\x02c" + name + b"\n."))


def test_nothing_of_ours_can_be_altered_by_it(tmp_path):
    change = b"}X\x08\x00\x00\x00__call__N"  # {"__call__": None}
    for name in (b"torch._utils\n_rebuild_tensor_v2", b"collections\nOrderedDict", b"torch\nHalfStorage"):
        altered = b"\x80\x02c" + name + b"\n(N" + change + b"stb."  # BUILD with a state of slots
        assert "cannot be read" in refused(with_pickle(tmp_path / "a.pt", lambda _, data=altered: data))


def test_a_pickle_cannot_ask_for_endless_memory(tmp_path):
    for data in (
        b"\x80\x02Nr" + struct.pack("<I", 2**31) + b".",  # a note with a high number
        b"\x80\x04\x8e" + struct.pack("<Q", 2**40) + b"x.",  # bytes that are not there
        b"\x80\x02" + b"(" * 100_000 + b".",
        b"N" * (17 << 20),
    ):
        assert refused(with_pickle(tmp_path / "a.pt", lambda _, data=data: data))


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"dims": {}, "model_state_dict": {}},
        {"dims": {"n_mels": 80}, "model_state_dict": {"a": 1}},
        {"model_state_dict": None},
    ],
)
def test_content_that_is_no_models_is_refused(tmp_path, content):
    assert refused(with_pickle(tmp_path / "a.pt", lambda _: pickled(content)))


@pytest.mark.parametrize(
    ("name", "size"),
    [("n_vocab", 0), ("n_mels", -1), ("n_text_layer", 2**40), ("n_text_head", 3), ("n_text_ctx", True)],
)
def test_impossible_dimensions_are_refused(tmp_path, name, size):
    with Checkpoint(REHEARSAL) as checkpoint:
        dims = asdict(checkpoint.dims) | {name: size}
    assert refused(with_pickle(tmp_path / "a.pt", lambda _: pickled({"dims": dims, "model_state_dict": {}})))


def test_a_tensor_must_lie_in_a_file_of_its_length(tmp_path):
    parts = parts_of(REHEARSAL)
    name = max((one for one in parts if "/data/" in one), key=lambda one: len(parts[one]))
    assert "is cut" in refused(written(tmp_path / "short.pt", parts | {name: parts[name][:-2]}))
    assert "too large" in refused(written(tmp_path / "long.pt", parts | {name: parts[name] + b"12"}))
    del parts[name]
    assert "missing" in refused(written(tmp_path / "without.pt", parts))


@pytest.mark.parametrize("seed", range(4))
def test_a_description_with_changed_bytes_is_read_or_refused(tmp_path, seed):
    random = np.random.default_rng(seed)

    def spoil(data: bytes) -> bytes:
        spoilt = bytearray(data)
        for at in random.integers(len(data), size=3):
            spoilt[at] = random.integers(256)
        return bytes(spoilt)

    for _ in range(40):
        file = with_pickle(tmp_path / "a.pt", spoil)
        try:
            with Checkpoint(file) as checkpoint:
                checkpoint.read("decoder.ln.weight")
        except CheckpointError:
            continue
