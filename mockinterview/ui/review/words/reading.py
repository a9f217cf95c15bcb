"""A transcript laid out for reading: which characters belong to which word, and in what two readings differ.

Pure, so that every position is testable.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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

    def words_in(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last word that have a character between two positions; None if none has."""
        first, past = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return (first, past - 1) if first < past else None

    def span(self, first_word: int, last_word: int) -> tuple[int, int]:
        """The characters of an inclusive span of words."""
        return self.starts[first_word], self.ends[last_word]


NOTHING = Reading("", (), ())
"""No words."""


@dataclass(frozen=True)
class Difference:
    """What must be done to one reading to make another: `text` takes the place of the characters from `start` up to `end`.

    words_before and words_behind: how many words at the beginning and at the end the two share.
    """

    start: int
    end: int
    text: str
    words_before: int
    words_behind: int


def difference(before: Reading, after: Reading) -> Difference | None:
    """The one stretch of text in which two readings differ, None if they are the same."""
    if before.text == after.text:
        return None
    least = min(len(before.text), len(after.text))
    head = _shared(before.text, after.text, least)
    tail = _shared(before.text[::-1], after.text[::-1], least - head)
    start = _units(before.text[:head])
    end = _units(before.text[: len(before.text) - tail])
    behind = len(before.starts) - bisect_right(before.starts, end)
    text = after.text[head : len(after.text) - tail]
    return Difference(start, end, text, bisect_left(before.ends, start), behind)


def _shared(one: str, other: str, most: int) -> int:
    """How many letters two texts begin with alike, found by halves: comparing is fast, looking at every letter is not."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if one.startswith(other[least:middle], least):
            least = middle
        else:
            most = middle - 1
    return least


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
