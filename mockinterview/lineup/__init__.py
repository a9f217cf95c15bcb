"""Transcript and checklist -> states with evidence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.core.problems import LineUpProblem
from mockinterview.lineup.lexical import LexicalMatcher

if TYPE_CHECKING:
    from mockinterview.lineup.matcher import ModelMatcher

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
"""From 1.29 on, importing onnxruntime makes an identifier of this computer and reports to its maker; it can only be told before."""


def load_matcher(folder: Path | None = None) -> ModelMatcher | LexicalMatcher:
    """The matcher the program uses; the lexical one, which says why, where the model in `folder` cannot be used.

    folder: where the model lies, if not where the program brings it.
    """
    from mockinterview.lineup.matcher import load_model  # numpy and more: 0.2 s that only a line-up needs

    try:
        return load_model(folder or own_model())
    except LineUpProblem as problem:
        return LexicalMatcher(problem)


def own_model() -> Path:
    """Where the program brings its model: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parents[1]
    places = [place / "resources" / "models" / "lineup" for place in (package, package.parent)]
    return next((place for place in places if place.is_dir()), places[0])


__all__ = ["LexicalMatcher", "load_matcher", "own_model"]
