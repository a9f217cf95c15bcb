"""A transcript laid out for reading: which characters belong to which word. Pure, so that every position is testable."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from mockinterview.core.review import paragraphs
from mockinterview.core.transcript import Transcript


@dataclass(frozen=True)
class Reading:
    """text: paragraphs with a line break between. starts and ends: each word's first character and the one past its last.

    Positions count UTF-16 units, as Qt's text does.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def word_at(self, position: int) -> int | None:
        """The word a position stands in or just behind; None in an empty text."""
        if not self.starts:
            return None
        return max(0, bisect_right(self.starts, position) - 1)

    def span(self, first_word: int, last_word: int) -> tuple[int, int]:
        """The characters of an inclusive span of words."""
        return self.starts[first_word], self.ends[last_word]


def lay_out(transcript: Transcript) -> Reading:
    """Words with one space between them, paragraphs with one line break."""
    words = [_clean(word.text) for word in transcript.words]
    edges = (*paragraphs(transcript), len(words))
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for word in words:
        starts.append(at)
        at += _units(word)
        ends.append(at)
        at += 1
    text = "\n".join(" ".join(words[first:past]) for first, past in pairwise(edges))
    return Reading(text, tuple(starts), tuple(ends))


def _clean(word: str) -> str:
    """A word as one run of characters: white space inside it would shift all that follows."""
    return "".join(word.split()) or "…"


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
