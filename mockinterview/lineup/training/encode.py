"""Texts -> token ids, as the program does it too, with the tokens of each clause known.

An item is [CLS] item [SEP], an answer clause clause ... [SEP].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from mockinterview.lineup.model import CLS, LONGEST_ITEM, SEP

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST_ANSWER = 400
"""Most tokens; a longer answer is cut in training (the program reads it in passages instead)."""


@dataclass(frozen=True)
class Text:
    """An item or an answer in tokens. clauses: per clause of an answer its first and past-the-end token."""

    ids: tuple[int, ...]
    clauses: tuple[tuple[int, int], ...] = ()


class Coder:
    """Remembers the tokens of every text it has seen."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._seen: dict[str, list[int]] = {}

    def tokens(self, text: str) -> list[int]:
        """Word-piece ids, no special tokens."""
        found = self._seen.get(text)
        if found is None:
            found = self._tokenizer.encode(text, add_special_tokens=False).ids
            self._seen[text] = found
        return found

    def item(self, wording: str) -> Text:
        """An item's tokens."""
        return Text((CLS, *self.tokens(wording)[:LONGEST_ITEM], SEP))

    def answer(self, clauses: Sequence[str]) -> Text:
        """An answer's; clauses that do not fit are left out."""
        ids: list[int] = []
        owners: list[tuple[int, int]] = []
        for clause in clauses:
            piece = self.tokens(clause)[: LONGEST_ANSWER - len(ids)]
            if piece:
                owners.append((len(ids), len(ids) + len(piece)))
                ids += piece
        return Text((*ids, SEP), tuple(owners))


def padded(texts: Sequence[Text]) -> tuple[Tensor, Tensor]:
    """ids and there, (texts, tokens)."""
    longest = max(len(text.ids) for text in texts)
    ids = torch.zeros(len(texts), longest, dtype=torch.long)
    there = torch.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text.ids)] = torch.tensor(text.ids)
        there[row, : len(text.ids)] = 1
    return ids, there
