"""Which matcher is measured: the program's own, one of its variants by name, or a plain baseline."""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.lineup.cases import Matcher

_GRAMMAR = frozenset(
    """a about all also am an and any are as at be because been but by can could did do does each for from had has have he her
    him his how i if in into is it its just me more most my no nor not of on only or other our out over own same she should so
    some such than that the their them then there these they this those through to too under up us was we were what when where
    which while who why will with would you your""".split()  # noqa: SIM905 - a list of quoted words would fill a page
)
VARIANTS = "mockinterview.lineup.training.variants"


class Scorer(Protocol):
    """Says how strongly each text makes each item, 0..1, shape (len(texts), len(items))."""

    def scores(self, texts: list[str], items: list[str]) -> NDArray[np.float32]: ...


class Measured(Matcher, Scorer, Protocol):
    """Everything that is asked of a matcher here."""


class TfIdf:
    """Cosine of tf-idf vectors over the texts and items of one call: words of two letters and more, without grammar;
    tf 1 + ln(count), idf ln((1+n)/(1+df)) + 1 (Manning, Raghavan and Schütze 2008, ch. 6, smoothed).
    """

    def scores(self, texts: list[str], items: list[str]) -> NDArray[np.float32]:
        documents = [_words(text) for text in [*texts, *items]]
        places = {word: place for place, word in enumerate(sorted({word for words in documents for word in words}))}
        counts = np.zeros((len(documents), len(places)))
        for row, words in enumerate(documents):
            for word in words:
                counts[row, places[word]] += 1
        dampened = np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0)
        weighed = dampened * (np.log((1 + len(documents)) / (1 + (counts > 0).sum(axis=0))) + 1)
        weighed /= np.maximum(np.linalg.norm(weighed, axis=1, keepdims=True), 1e-12)
        cosines: NDArray[np.float32] = (weighed[: len(texts)] @ weighed[len(texts) :].T).astype(np.float32)
        return cosines


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\b\w\w+\b", text.lower()) if word not in _GRAMMAR]


def load(name: str = "") -> Measured:
    """The program's matcher, or the variant of that name; exits with a sentence where there are no variants."""
    if not name:
        from mockinterview.lineup import load_matcher

        return load_matcher()
    if importlib.util.find_spec(VARIANTS) is None:
        sys.exit("There are no variants to measure here: leave out --matcher.")
    variant: Measured = importlib.import_module(VARIANTS).load(name)
    return variant


def arguments(described: str | None, *positional: str) -> argparse.ArgumentParser:
    """A command line with --matcher and the given positional arguments."""
    options = argparse.ArgumentParser(description=(described or "").partition("\n")[0])
    for name in positional:
        options.add_argument(name)
    options.add_argument("--matcher", default="", metavar="NAME", help="a variant; without it, the program's own")
    return options


def lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])
