"""Whisper's decoder, step by step, with every window's sound held once.

openai-whisper gives each beam a copy of the same keys and values of the sound, and computes keys, values and queries apart. Here
the beams of a window share one copy (they stand side by side as more questions to the same sound), self-attention writes into room
made beforehand, and the vocabulary may be 8-bit. The weights are the checkpoint's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn.functional import gelu, scaled_dot_product_attention, softmax
from whisper.model import LayerNorm, ModelDimensions, ResidualAttentionBlock

from mockinterview.speech.engines.fast_linear import Read, filled, linear

Heads = Sequence[tuple[int, int]]
"""(layer, head) of cross-attention heads."""


@dataclass
class Sound:
    """What the decoder asks of some windows.

    Per layer, keys (windows, heads, width, frames), the way they are multiplied, and values (windows, heads, frames, width).
    """

    keys: list[Tensor]
    values: list[Tensor]

    def window(self, index: int) -> Sound:
        """One window's part; no copy."""
        return Sound([one[index : index + 1] for one in self.keys], [one[index : index + 1] for one in self.values])

    def repeated(self, times: int) -> Sound:
        """Every window `times` in a row, each with a copy of its own: as openai-whisper has it."""
        return Sound(
            [one.repeat_interleave(times, 0) for one in self.keys],
            [one.repeat_interleave(times, 0) for one in self.values],
        )


@dataclass
class Said:
    """The keys and values of the tokens so far, per layer (sequences, heads, room for tokens, width); `length` are written."""

    keys: list[Tensor]
    values: list[Tensor]
    length: int = 0

    def reorder(self, source: Sequence[int]) -> None:
        """Sequence i goes on where sequence source[i] was."""
        index = torch.tensor(source)
        for stores in (self.keys, self.values):
            for store in stores:
                store[:, :, : self.length] = store[index, :, : self.length]


@dataclass
class Attention:
    """Scores of the cross-attention heads asked for, each (windows, tokens, frames), before softmax; filled by `Decoder.step`."""

    heads: frozenset[tuple[int, int]]
    scores: dict[tuple[int, int], Tensor] = field(default_factory=dict)


class Decoder:
    """The decoder of one checkpoint. read: its tensors by name.

    int8: the layers are rounded; int8_vocabulary: the last projection is.
    """

    def __init__(self, dims: ModelDimensions, read: Read, *, int8: bool, int8_vocabulary: bool) -> None:
        self._embedding = read("token_embedding.weight")
        self._positions = read("positional_embedding").float()
        self._vocabulary = linear(self._embedding, None, int8=int8_vocabulary)
        self._last_norm = filled(LayerNorm(dims.n_text_state), read, "ln.").float()
        self._layers: list[_Layer] = []
        for index in range(dims.n_text_layer):  # one after the other: each is let go when it is rounded
            with torch.device("meta"):
                block = ResidualAttentionBlock(dims.n_text_state, dims.n_text_head, cross_attention=True)
            self._layers.append(_Layer(filled(block, read, f"blocks.{index}."), int8=int8))

    def listen(self, features: Tensor) -> Sound:
        """Encoder output (windows, frames, width) -> what each layer asks of it."""
        both = [layer.listen(features) for layer in self._layers]
        return Sound([keys for keys, _ in both], [values for _, values in both])

    def blank(self, sequences: int, room: int) -> Said:
        """Nothing said yet, with room for so many tokens."""
        layers = self._layers
        return Said(
            [layer.blank(sequences, room) for layer in layers], [layer.blank(sequences, room) for layer in layers]
        )

    def step(
        self, tokens: Tensor, sound: Sound, said: Said, *, last_only: bool, attention: Attention | None = None
    ) -> Tensor:
        """Go on with tokens (sequences, new): logits (sequences, new, vocabulary), of the last token alone if that is enough.

        Sequences of the same window stand side by side; there are as many per window as sequences / windows.
        """
        new = tokens.shape[1]
        x = self._embedding[tokens].float() + self._positions[said.length : said.length + new]
        for index, layer in enumerate(self._layers):
            x = layer.step(x, index, sound, said, attention)
        said.length += new
        return self._vocabulary(self._last_norm(x[:, -1:] if last_only else x))


class _Layer:
    """One block: what was said, what is heard, then the rest."""

    def __init__(self, block: ResidualAttentionBlock, *, int8: bool) -> None:
        own, cross = block.attn, block.cross_attn
        assert cross is not None
        self._heads: int = own.n_head
        self._norms = (block.attn_ln.float(), block.cross_attn_ln.float(), block.mlp_ln.float())
        no_bias = torch.zeros_like(own.query.bias)
        self._own = linear(
            torch.cat([own.query.weight, own.key.weight, own.value.weight]),
            torch.cat([own.query.bias, no_bias, own.value.bias]),
            int8=int8,
        )
        self._own_out = linear(own.out.weight, own.out.bias, int8=int8)
        self._cross_query = linear(cross.query.weight, cross.query.bias, int8=int8)
        self._cross_both = linear(
            torch.cat([cross.key.weight, cross.value.weight]), torch.cat([no_bias, cross.value.bias]), int8=int8
        )
        self._cross_out = linear(cross.out.weight, cross.out.bias, int8=int8)
        self._wide = linear(block.mlp[0].weight, block.mlp[0].bias, int8=int8)
        self._narrow = linear(block.mlp[2].weight, block.mlp[2].bias, int8=int8)
        self._width: int = own.query.weight.shape[0]

    def blank(self, sequences: int, room: int) -> Tensor:
        return torch.empty(sequences, self._heads, room, self._width // self._heads)

    def listen(self, features: Tensor) -> tuple[Tensor, Tensor]:
        keys, values = self._cross_both(features).chunk(2, dim=-1)
        return self._split(keys).transpose(-1, -2).contiguous(), self._split(values).contiguous()

    def step(self, x: Tensor, index: int, sound: Sound, said: Said, attention: Attention | None) -> Tensor:
        x = x + self._own_out(
            self._look_back(self._own(self._norms[0](x)), said.keys[index], said.values[index], said.length)
        )
        asked = self._cross_query(self._norms[1](x))
        x = x + self._cross_out(self._look_at_sound(asked, index, sound, attention))
        return x + self._narrow(gelu(self._wide(self._norms[2](x))))

    def _look_back(self, mixed: Tensor, keys: Tensor, values: Tensor, before: int) -> Tensor:
        query, key, value = (self._split(part) for part in mixed.chunk(3, dim=-1))
        end = before + mixed.shape[1]
        keys[:, :, before:end], values[:, :, before:end] = key, value
        # only the first step has several tokens, and nothing before them
        found = scaled_dot_product_attention(query, keys[:, :, :end], values[:, :, :end], is_causal=mixed.shape[1] > 1)
        return found.transpose(1, 2).flatten(2)

    def _look_at_sound(self, asked: Tensor, index: int, sound: Sound, attention: Attention | None) -> Tensor:
        keys, values = sound.keys[index], sound.values[index]
        sequences, new, _ = asked.shape
        windows = len(keys)
        # the sequences of a window become more tokens of one question: (windows, heads, sequences per window * new, width)
        query = asked.view(windows, sequences // windows * new, self._heads, -1).transpose(1, 2)
        scores = (query * query.shape[-1] ** -0.5) @ keys
        if attention is not None:
            for head in range(self._heads):
                if (index, head) in attention.heads:
                    attention.scores[index, head] = scores[:, head]
        found = softmax(scores, dim=-1) @ values
        return found.transpose(1, 2).reshape(sequences, new, -1)

    def _split(self, x: Tensor) -> Tensor:
        """(batch, tokens, width) -> (batch, heads, tokens, width of a head)."""
        return x.unflatten(-1, (self._heads, -1)).transpose(1, 2)
