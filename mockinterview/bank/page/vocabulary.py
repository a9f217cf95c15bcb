"""What a heading means, by the table of headings: the row with the highest weight; of equal ones the one that says most of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mockinterview.bank.page.headings import HEADINGS, LEVELS, LIST_KINDS, Kind
from mockinterview.bank.page.words import QUOTES, plain_words, word_count
from mockinterview.core.question import Level


@dataclass(frozen=True)
class Meaning:
    """What a heading says. weight 1: only if nothing speaks against it; 2: as a heading; 3: also as a label before a text."""

    kind: Kind
    weight: int
    level: Level | None = None
    covered: float = 0.0
    """How much of the heading the wording is, 0 to 1."""
    at_end: bool = False
    """Whether the heading ends with it, as a sentence that introduces a list does."""


_COMPILED = tuple((kind, weight, re.compile(wording)) for kind, weight, wording in HEADINGS)

LONGEST_HEADING_LINE = 300
_NUMBERING = re.compile(r"^(?:\(?(?:\d{1,3}|[a-zA-Z])[.)]|step \d+[:.]?|part \d+[:.]?|[^\w\"'¿]+)\s*")
_FILLERS = frozenset(
    re.findall(
        r"\w+",
        "a an the your our their its this that these those some most more many any and or of for in on at to with when while is are"
        " common potential possible typical frequent general main key major important biggest top question questions interview"
        " interviews interviewing behavioral behavioural answer answers answering response responses job",
    )
)
_ASIDE = re.compile(r"\s*\([^()]*\)")

STAR_PARTS = re.compile(
    r"(?:s|t|a|r|(?:the )?(?:situation|task|actions?|results?|context|challenge|obstacle|problem|outcome|"
    r"impact|learnings?|lessons?(?: learned)?"
    r"|reflection|background|takeaway|situación|tarea|acción|resultado|situation|aufgabe|handlung|ergebnis|"
    r"tâche|résultat)(?: ?[/&] ?\w+)?)"
    r"(?: \(.{0,30}\))?",
    re.IGNORECASE,
)


def heading_text(text: str) -> str:
    """A heading in small letters, without numbering, quotes, brackets and closing colon."""
    bare = _NUMBERING.sub("", text.strip()).strip(QUOTES + " \t*_#")
    bare = _ASIDE.sub("", bare).rstrip(" :：-–—?").strip(QUOTES + " ")
    return bare.lower().replace("’", "'").replace("‘", "'")


@lru_cache(maxsize=20_000)
def meaning(text: str) -> Meaning | None:
    """What a heading means; None if no row knows it."""
    bare = heading_text(text) if len(text) <= LONGEST_HEADING_LINE else ""
    if not bare or len(bare) > 160:
        return None
    best: Meaning | None = None
    telling = _telling(bare)
    for kind, weight, pattern in _COMPILED:
        found = pattern.search(bare)
        if found is None or found.end() == found.start():
            continue
        covered = min(1.0, _telling(found.group()) / telling) if telling else 1.0
        if best is None or (weight, covered) > (best.weight, best.covered):
            best = Meaning(
                kind, weight, level_of(bare) if kind is Kind.SAMPLE else None, covered, found.end() == len(bare)
            )
    return best


def _telling(text: str) -> int:
    """How many letters of a heading stand in words that say something."""
    return sum(len(word) for word in plain_words(text) if word not in _FILLERS)


def level_of(bare: str) -> Level | None:
    """How good an answer is meant to be by its heading."""
    for level, pattern in LEVELS:
        if re.search(pattern, bare):
            return level
    return None


def is_star_part(text: str) -> bool:
    """Whether a label names a part of a told story."""
    return word_count(text) <= 6 and STAR_PARTS.fullmatch(text.strip(" :*_")) is not None


__all__ = ["LIST_KINDS", "Kind", "Meaning", "heading_text", "is_star_part", "level_of", "meaning"]
