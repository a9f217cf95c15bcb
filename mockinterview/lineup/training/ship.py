"""Trained networks -> what the program loads: ONNX graphs with int8 weights, one table of word vectors, the judges, one manifest.

The word vectors are the published ones, never trained, the same for every network: kept once, int8 by row. Matrix products are
quantised by onnxruntime, weights int8 by channel, activations as they come.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from mockinterview.lineup.training.network import Embedder, MiniLM, Reader

OPSET = 17
OUT = Path(__file__).parents[3] / "resources" / "models" / "lineup"
"""Where the model lies in a checkout."""


class _States(nn.Module):
    """Word vectors -> states: everything of a network after its table of words."""

    def __init__(self, body: MiniLM) -> None:
        super().__init__()
        self.body = body

    def forward(self, vectors: Tensor, there: Tensor, kind: Tensor) -> Tensor:
        body = self.body
        states = body.norm(vectors + body.places.weight[: vectors.shape[1]] + body.types(kind))
        return body.through(states, there)


def ship(folder: Path, tokenizer: Path, embedder: Embedder, readers: Mapping[str, Reader]) -> None:
    """Write every file but the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    _words(folder / "words.npz", embedder.body.words.weight.detach().cpu().numpy())
    _tokenizer(tokenizer, folder / "tokenizer.json")
    _graph(folder / "embedder.onnx", embedder.body)
    for name, reader in readers.items():
        _graph(folder / f"{name}.onnx", reader.body)
        heads = {**_named("", reader.judge), **_named("whole.", reader.whole)}
        with (folder / f"{name}.npz").open("wb") as out:
            np.savez(out, **heads)  # type: ignore[arg-type]  # numpy's stub takes the names for its own keywords


def write_manifest(folder: Path, about: Mapping[str, Any]) -> None:
    """The manifest: what is said of the model, and size and SHA-256 of every file the program loads."""
    shipped = [
        file for file in sorted(folder.iterdir()) if file.suffix in (".onnx", ".npz") or file.name == "tokenizer.json"
    ]
    manifest = {**about, "files": {file.name: _fact(file) for file in shipped}}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _named(before: str, module: nn.Module) -> dict[str, NDArray[np.float32]]:
    return {before + name: weight.detach().cpu().float().numpy() for name, weight in module.named_parameters()}


def _words(file: Path, table: NDArray[np.float32]) -> None:
    scale = (np.abs(table).max(axis=1) / 127).astype(np.float32)
    whole = np.round(table / np.maximum(scale, 1e-12)[:, None]).astype(np.int8)
    with file.open("wb") as out:
        np.savez(out, whole=whole, scale=scale)


def _tokenizer(source: Path, target: Path) -> None:
    plain = json.loads(source.read_text(encoding="utf-8"))
    plain["truncation"] = plain["padding"] = None
    target.write_text(json.dumps(plain, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _graph(file: Path, body: MiniLM) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    module = _States(body.cpu().float()).eval()
    example = (torch.randn(2, 9, 384), torch.ones(2, 9, dtype=torch.long), torch.zeros(1, dtype=torch.long))
    free = {
        "vectors": {0: "texts", 1: "tokens"},
        "there": {0: "texts", 1: "tokens"},
        "states": {0: "texts", 1: "tokens"},
    }
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the exporter warns of its own coming replacement
        plain, small = Path(scratch) / "plain.onnx", Path(scratch) / "small.onnx"
        torch.onnx.export(
            module, example, str(plain), input_names=["vectors", "there", "kind"], output_names=["states"],
            dynamic_axes=free, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        logging.disable(logging.WARNING)  # it recommends a step that changes nothing here
        quantize_dynamic(
            plain, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm"]
        )
        logging.disable(logging.NOTSET)
        shutil.copyfile(small, file)


def _fact(file: Path) -> dict[str, Any]:
    return {"bytes": file.stat().st_size, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
