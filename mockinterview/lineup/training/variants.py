"""The model with a part left out, for measuring what the part is worth: `load(name)`. Heads are fitted anew for each of them.

no-specifics: without numbers, names, own past, hedges and echo. no-embedder: without the embedder's cosine. one-reader: without the
second reader. cosine: no reader at all, only how near the nearest clause lies to the item, which is all that sentence similarity
can do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from mockinterview.lineup import own_model
from mockinterview.lineup.head import Head
from mockinterview.lineup.matcher import ModelMatcher
from mockinterview.lineup.model import Found, Model, never
from mockinterview.lineup.training.corpus import calibration
from mockinterview.lineup.training.fit_head import spoken_head

NAMES = ("no-specifics", "no-embedder", "one-reader", "cosine")
LEFT_OUT: Mapping[str, frozenset[str]] = {
    "no-specifics": frozenset(("numbers", "names", "own_past", "hedges", "echo")),
    "no-embedder": frozenset(("near",)),
}


class OneReader(Model):
    """The model with its first reader only."""

    def _load(self, folder: Path) -> None:
        super()._load(folder)
        self._readers = self._readers[:1]


class Cosine(Model):
    """Reads nothing: a clause shows an item as far as their vectors are near each other."""

    def read(self, items: Sequence[str], clauses: Sequence[str], cancelled: Callable[[], bool] = never) -> list[Found]:
        """Cosines, sharpened, in the place of logits."""
        near = self.embed(clauses) @ self.embed(items).T
        return [
            Found(np.zeros(2, np.float32), np.repeat(np.float32(20) * near[:, [index]], 2, axis=1), near[:, index])
            for index in range(len(items))
        ]


def load(name: str, folder: Path | None = None) -> ModelMatcher:
    """The variant of that name; its head is fitted on the calibration questions, which takes a minute or two.

    folder: another model than the program's. ValueError if there is no such variant.
    """
    if name not in NAMES:
        raise ValueError(f"There is no variant {name}: {', '.join(NAMES)}.")
    model = {"one-reader": OneReader, "cosine": Cosine}.get(name, Model)(folder or own_model())
    head = {**model.manifest["head"], **spoken_head(model, calibration(), LEFT_OUT.get(name, frozenset()))}
    return ModelMatcher(model, Head(head))
