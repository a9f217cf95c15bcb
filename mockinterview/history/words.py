"""Text as it is searched, and what a person types into a search field as what is looked for. No SQL here.

Text is folded into plain words with one space between them: no case, no accents, no signs ("L'école," -> "l ecole"). Both sides of
a search are folded alike, and by this program rather than by SQLite, whose tables of letters differ from version to version: so the
index and the plain search find the same, and nothing a person types can mean anything to SQLite. Scripts that put no spaces between
words are taken letter by letter: "灯很亮" is three words, and typing "很亮" finds it as a phrase of two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

MOST_TYPED = 1_000
"""Characters of a search that are read. Whoever pastes a whole page into the field looks for its beginning."""
MOST_PHRASES = 32
"""SQLite builds a tree of them, and refuses one that is too deep."""
EXCERPT_CHARACTERS = 160
_BEFORE_CHARACTERS = 40
"""How much of an excerpt stands before the first word that was looked for."""

_QUOTES = re.compile('["“”„‟«»]')
_EDGES = re.compile(r"^[\W_]*(.*?)[\W_]*$", re.DOTALL)
# Combining accents of Latin, Greek and Cyrillic. Other marks are vowels of their scripts and stay.
_ACCENTS = ((0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F))
# Thai, Lao, Myanmar, Khmer; kana, bopomofo and Han with their extensions.
_UNSPACED = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3040, 0x312F), (0x31A0, 0x31BF)),
    *((0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFD)),
)


class _Letters(dict[int, str]):
    """What becomes of a letter, by its number; found out when it is first met."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        if any(first <= number <= last for first, last in _ACCENTS):
            kept = ""
        elif unicodedata.category(letter).startswith("M"):
            kept = letter
        elif not letter.isalnum():
            kept = " "
        else:
            kept = f" {letter}" if any(first <= number <= last for first, last in _UNSPACED) else letter
        self[number] = kept
        return kept


_LETTERS = _Letters()


@lru_cache(maxsize=20_000)
def _folded_chunk(chunk: str) -> str:
    return unicodedata.normalize("NFC", " ".join(_plain(chunk).split()))


def _plain(text: str) -> str:
    """Letters without case, accents and signs. Twice, since what one of the two steps makes may be more to do for the other."""
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.casefold())
    return text.translate(_LETTERS)


def fold(text: str) -> str:
    """The words of a text, folded, with one space between them."""
    return " ".join(folded for chunk in text.split() if (folded := _folded_chunk(chunk)))


@dataclass(frozen=True)
class Phrase:
    """Folded words that must stand together. begun: the last may go on."""

    words: tuple[str, ...]
    begun: bool = False

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(self.words)

    def starts(self, words: list[str]) -> list[int]:
        """Where it begins in a list of folded words."""
        first, size = self.words[0], len(self.words)
        if size == 1:
            return [at for at, word in enumerate(words) if word == first or (self.begun and word.startswith(first))]
        return [at for at in range(len(words) - size + 1) if self._stands_at(words[at : at + size])]

    def _stands_at(self, words: list[str]) -> bool:
        if tuple(words[:-1]) != self.words[:-1]:
            return False
        return words[-1].startswith(self.words[-1]) if self.begun else words[-1] == self.words[-1]


def phrases(typed: str) -> tuple[Phrase, ...]:
    """What a person looks for: words, words "in quotes" together, the last one perhaps only begun. Empty for nothing but signs.

    A word that folds into several ("don't", "check-in") is a phrase. A quotation that was not closed goes on to the end.
    """
    found: list[Phrase] = []
    parts = _QUOTES.split(typed[:MOST_TYPED])
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        if number % 2:  # in quotes
            found.append(Phrase(tuple(fold(part).split()), is_last))
        else:
            chunks = part.split()
            found += [Phrase(tuple(fold(chunk).split()), is_last and chunk is chunks[-1]) for chunk in chunks]
    return tuple(dict.fromkeys(phrase for phrase in found if phrase.words))[:MOST_PHRASES]


# ---------------------------------------------------------------- the place that shows why


def excerpt(texts: Sequence[str], wanted: Sequence[Phrase]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The place of one of these texts that shows most of what is wanted, on one line, and the spans in it that match."""
    best: tuple[int, str, list[_Match]] = (0, "", [])
    for text in texts:
        line = " ".join(text.split())
        found = _matches(line, wanted)
        kinds = len({match.phrase for match in found})
        if kinds > best[0] or not best[1]:
            best = (kinds, line, found)
    return _cut(best[1], best[2])


class _Match(NamedTuple):
    """A place in characters, half-open, and the number of the phrase that stands there."""

    begin: int
    end: int
    phrase: int


def _matches(line: str, wanted: Sequence[Phrase]) -> list[_Match]:
    """Every place of a line that matches, in order."""
    chunks = line.split(" ")
    words: list[str] = []
    homes: list[int] = []
    for home, chunk in enumerate(chunks):
        folded = _folded_chunk(chunk).split()
        words += folded
        homes += [home] * len(folded)
    found = [
        (at, at + len(phrase.words) - 1, number) for number, phrase in enumerate(wanted) for at in phrase.starts(words)
    ]
    if not found:
        return []
    begins = list(accumulate((len(chunk) + 1 for chunk in chunks), initial=0))

    def span(at: int) -> tuple[int, int]:
        home = homes[at]
        spans = _spans(chunks[home], begins[home])
        return spans[at - homes.index(home, max(0, at - len(spans) + 1))]

    return sorted(_Match(span(first)[0], span(last)[1], number) for first, last, number in found)


def _spans(chunk: str, at: int) -> list[tuple[int, int]]:
    """From where to where each folded word of a chunk stands, the chunk beginning at `at`."""
    folded = _folded_chunk(chunk).split()
    if len(folded) == 1:
        edges = _EDGES.match(chunk)
        assert edges is not None
        return [(at + edges.start(1), at + edges.end(1))]
    spans: list[tuple[int, int]] = []
    inside = False
    for place, letter in enumerate(chunk, at):
        for kept in _plain(letter):
            if kept == " ":
                inside = False
            elif inside:
                spans[-1] = (spans[-1][0], place + 1)
            else:
                spans.append((place, place + 1))
                inside = True
    # Letters that fold over each other's borders: then the whole chunk is the place of each of its words.
    return spans if len(spans) == len(folded) else [(at, at + len(chunk))] * len(folded)


def _cut(line: str, found: Sequence[_Match]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The stretch of a line in which most different phrases match, and the spans in it."""
    begin, end = 0, len(line)
    if end > EXCERPT_CHARACTERS:
        start = _best_start(found)
        if start > _BEFORE_CHARACTERS:  # at the beginning of a word, unless there is none near
            begin = line.rfind(" ", max(0, start - 2 * _BEFORE_CHARACTERS), start - _BEFORE_CHARACTERS // 2) + 1
            begin = begin or start - _BEFORE_CHARACTERS
        end = min(end, begin + EXCERPT_CHARACTERS)
        if end < len(line):
            end = max(line.rfind(" ", begin, end + 1), start + _BEFORE_CHARACTERS)
    before, after = "…" if begin else "", "…" if end < len(line) else ""
    shift = len(before) - begin
    marked: list[tuple[int, int]] = []
    for match in found:
        first, last = max(match.begin, begin) + shift, min(match.end, end) + shift
        if first >= last:
            continue
        if marked and first <= marked[-1][1]:
            marked[-1] = (marked[-1][0], max(marked[-1][1], last))
        else:
            marked.append((first, last))
    return before + line[begin:end] + after, tuple(marked)


def _best_start(found: Sequence[_Match]) -> int:
    """Where the first of the matches begins that show most different phrases within one excerpt; 0 if there are none."""
    best, best_kinds = 0, 0
    inside: dict[int, int] = {}
    last = 0
    for match in found:
        while last < len(found) and found[last].end <= match.begin + EXCERPT_CHARACTERS - _BEFORE_CHARACTERS:
            inside[found[last].phrase] = inside.get(found[last].phrase, 0) + 1
            last += 1
        if len(inside) > best_kinds:
            best, best_kinds = match.begin, len(inside)
        if match.phrase in inside:
            inside[match.phrase] -= 1
            if not inside[match.phrase]:
                del inside[match.phrase]
    return best or (found[0].begin if found else 0)
