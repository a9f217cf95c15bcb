"""The small transformer both models are made of, with all-MiniLM-L6-v2's weights: six layers of 384, twelve heads (BERT's plan).

Written out because the shipped graph is exported from it: nothing here but matrix products, and no library that changes under us.
Plan and names of the weights: Devlin et al. 2019; Wang et al. 2020 (MiniLM).
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from mockinterview.lineup import judge

WIDTH = 384
HEADS = 12
LAYERS = 6
SCALE = float(judge.SCALE)


class Layer(nn.Module):
    """Attention, then a feed-forward net, each added to its input and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.after_attention, self.after_net = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """states: (batch, tokens, 384); bias: (batch, 1, 1, tokens), 0 where there is a token, else very negative."""
        batch, tokens, _ = states.shape

        def split(part: Tensor) -> Tensor:
            return part.view(batch, tokens, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = split(self.query(states)), split(self.key(states)), split(self.value(states))
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        seen = seen.transpose(1, 2).reshape(batch, tokens, WIDTH)
        states = self.after_attention(states + self.drop(self.out(seen)))
        net: Tensor = self.after_net(states + self.drop(self.narrow(functional.gelu(self.wide(states)))))
        return net


class MiniLM(nn.Module):
    """Token ids -> a state per token."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, types: Tensor, there: Tensor) -> Tensor:
        """ids, types, there: (batch, tokens); there is 1 for a token, 0 for padding. Returns (batch, tokens, 384)."""
        return self.through(self.embed(ids, types), there)

    def embed(self, ids: Tensor, types: Tensor) -> Tensor:
        """(batch, tokens) -> (batch, tokens, 384), before the first layer."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states: Tensor = self.drop(self.norm(self.words(ids) + self.places(places) + self.types(types)))
        return states

    def through(self, states: Tensor, there: Tensor) -> Tensor:
        """States before the first layer -> after the last."""
        bias = (1.0 - there[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        return states


def load_published(model: MiniLM, file: Path) -> None:
    """Fill in all-MiniLM-L6-v2's weights from its model.safetensors."""
    from safetensors.torch import load_file

    theirs = load_file(str(file))
    ours = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "types.weight": "embeddings.token_type_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "after_attention": "attention.output.LayerNorm",
        "wide": "intermediate.dense",
        "narrow": "output.dense",
        "after_net": "output.LayerNorm",
    }
    for layer in range(len(model.layers)):
        for mine, their in parts.items():
            for kind in ("weight", "bias"):
                ours[f"layers.{layer}.{mine}.{kind}"] = f"encoder.layer.{layer}.{their}.{kind}"
    model.load_state_dict({mine: theirs[their] for mine, their in ours.items()})


class Embedder(nn.Module):
    """A text -> a unit vector, the mean of its tokens' states."""

    def __init__(self) -> None:
        super().__init__()
        self.body = MiniLM()

    def forward(self, ids: Tensor, types: Tensor, there: Tensor) -> Tensor:
        """(batch, tokens) each -> (batch, 384) of length 1."""
        states = self.body(ids, types, there)
        mask = there[:, :, None].to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return functional.normalize(mean, dim=-1)


class Judge(nn.Module):
    """Says of every clause of an answer how much of every item it shows, from vectors made apart.

    Three things together: how near clause and item are, how near the nearest words of the clause are to each word of the item
    (late interaction, Khattab and Zaharia 2020, ColBERT), and a small net that sees both vectors and their product: it learns what
    substance looks like. Two logits: at least touched, and made (for a minefield: at least mentioned, and tripped).
    """

    HIDDEN = 96

    def __init__(self) -> None:
        super().__init__()
        self.near = nn.Parameter(torch.tensor([[10.0, 8.0], [6.0, 5.0]]))
        self.bias = nn.Parameter(torch.tensor([-6.0, -7.0]))
        self.weigh = nn.Linear(WIDTH, 1)
        self.product, self.of_clause, self.of_item = (nn.Linear(WIDTH, self.HIDDEN) for _ in range(3))
        self.out = nn.Linear(self.HIDDEN, 2)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.weigh.weight)

    def forward(self, clause: Tensor, item: Tensor, words: Tensor, weight: Tensor) -> Tensor:
        """clause: (clauses, 384), item: (items, 384), both unit; words: (clauses, items, item tokens) best cosines; weight: (items,
        item tokens), sums to 1. Returns (clauses, items, 2).
        """
        near = torch.stack([clause @ item.T, (words * weight).sum(-1)], dim=-1)
        net = (
            self.product(SCALE * clause[:, None] * item[None])
            + self.of_clause(SCALE * clause)[:, None]
            + self.of_item(SCALE * item)[None]
        )
        logits: Tensor = near @ self.near + self.bias + self.out(functional.gelu(net))
        return logits

    def weights(self, states: Tensor, there: Tensor) -> Tensor:
        """How much each token of an item counts: (items, tokens), sums to 1."""
        return functional.softmax(self.weigh(states)[:, :, 0].masked_fill(there == 0, -1e4), dim=-1)


class Reader(nn.Module):
    """The spoken-answer reader: answers are read whole, so that a clause is known by what stands around it; items apart."""

    def __init__(self) -> None:
        super().__init__()
        self.body = MiniLM()
        self.judge = Judge()
        self.whole = nn.Linear(WIDTH, 2)
        nn.init.zeros_(self.whole.weight)

    def forward(self, ids: Tensor, types: Tensor, there: Tensor) -> Tensor:
        """(texts, tokens) each -> states (texts, tokens, 384)."""
        states: Tensor = self.body(ids, types, there)
        return states
