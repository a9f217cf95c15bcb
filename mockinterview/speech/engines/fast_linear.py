"""Whisper's linear layers in 8-bit whole numbers: a quarter of the bytes to read, and cheaper to multiply.

Weights are rounded per output channel (one scale for a whole matrix cost other people five points of word errors), inputs as they
come. PyTorch's own `quantize_dynamic` would pass over Whisper's vocabulary, which is no layer but a table, and the dearest of all.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TypeVar

import torch
from torch import Tensor, nn

Linear = Callable[[Tensor], Tensor]
Read = Callable[[str], Tensor]
"""A checkpoint's tensor by its name; KeyError or the like if it has none."""
Module = TypeVar("Module", bound=nn.Module)
_LARGEST = 127
_AT_ONCE = 4096


class Int8Linear(nn.Module):
    """x @ weight.T + bias with int8 weights (out, in) and inputs rounded on the fly. RuntimeError where the processor cannot."""

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        super().__init__()
        scales = weight.detach().abs().amax(dim=1).float().clamp_min(1e-8) / _LARGEST
        rows = torch.empty(weight.shape, dtype=torch.int8)
        for at in range(0, len(rows), _AT_ONCE):  # the vocabulary in float32 would be the most the program ever holds
            part = slice(at, at + _AT_ONCE)
            rows[part] = (weight[part].detach().float() / scales[part, None]).round().to(torch.int8)
        zeros = torch.zeros(len(rows), dtype=torch.long)
        with warnings.catch_warnings():
            # deprecated since torch 2.13 and not replaced on the processor; where it is gone, `can_round` says so
            warnings.simplefilter("ignore", UserWarning)
            whole = torch._make_per_channel_quantized_tensor(rows, scales, zeros, 0)
        self._packed = torch.ops.quantized.linear_prepack(whole, None if bias is None else bias.detach().float())
        self._narrow = not _multiplies_whole_bytes()

    def forward(self, x: Tensor) -> Tensor:
        """(…, in) float32 -> (…, out) float32."""
        product: Tensor = torch.ops.quantized.linear_dynamic(x, self._packed, self._narrow)
        return product


class _FullLinear:
    """The same in float32, as it was."""

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        self._weight = weight.detach().float()
        self._bias = None if bias is None else bias.detach().float()

    def __call__(self, x: Tensor) -> Tensor:
        return nn.functional.linear(x, self._weight, self._bias)


def filled(module: Module, read: Read, place: str) -> Module:
    """A module with the checkpoint's weights; its own names for them follow `place`. RuntimeError if a shape differs."""
    module.load_state_dict({name: read(place + name) for name in module.state_dict()}, assign=True)
    return module


def linear(weight: Tensor, bias: Tensor | None, *, int8: bool) -> Linear:
    """A linear layer of these weights, rounded or not."""
    return Int8Linear(weight, bias) if int8 else _FullLinear(weight, bias)


def round_layers(module: nn.Module) -> None:
    """Put an Int8Linear in the place of every linear layer of a module."""
    for name, child in module.named_children():
        if isinstance(child, nn.Linear):
            setattr(module, name, Int8Linear(child.weight, child.bias))
        else:
            round_layers(child)


def can_round() -> bool:
    """Whether this processor and this PyTorch have 8-bit layers; tried, not guessed."""
    try:
        Int8Linear(torch.eye(8), torch.zeros(8))(torch.ones(1, 8))
    except (RuntimeError, NotImplementedError, AttributeError):
        return False
    return True


def _multiplies_whole_bytes() -> bool:
    """Whether sums of byte products cannot overflow here (VNNI); elsewhere inputs keep to 7 bits, as PyTorch's own layers do."""
    asked = getattr(torch.cpu, "_is_vnni_supported", None) or getattr(torch.cpu, "_is_avx512_vnni_supported", None)
    return bool(asked and asked())
