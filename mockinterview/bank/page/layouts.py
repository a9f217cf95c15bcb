"""Which layout a page has: every row of the table is tried, and the reading that explains the page best is taken.

A layout says in which styles a question may open in the middle of something else. To teach the program a layout, add a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mockinterview.bank.page.contents import Contents
from mockinterview.bank.page.cues import asks
from mockinterview.bank.page.drafts import read_contents, sections_of
from mockinterview.bank.page.lines import Unit
from mockinterview.bank.page.sections import Block, Outline, Section
from mockinterview.bank.page.vocabulary import LIST_KINDS, Kind
from mockinterview.bank.page.walk import outline_of


@dataclass(frozen=True)
class Layout:
    """A way pages are set. breaks: the styles (`Unit.style`) of the questions that may open anywhere."""

    name: str
    breaks: frozenset[str]


LAYOUTS = (
    Layout("one question", frozenset()),
    Layout("headings", frozenset({"heading"})),
    Layout("bold lines", frozenset({"bold"})),
    Layout("numbers", frozenset({"number"})),
    Layout("plain lines", frozenset({"plain"})),
    Layout("headings, bold and numbers", frozenset({"heading", "bold", "number"})),
    Layout("everything set off", frozenset({"heading", "bold", "number", "inner number", "plain"})),
)

# What a reading gains or loses for each thing it says of the page.
_QUESTION, _LIKE_ANOTHER, _ENTRY = 1.0, 1.0, 0.05
_EMPTY_SECTION, _SWALLOWED, _DOUBTFUL = -2.0, -2.5, -1.5


def best_reading(blocks: Sequence[Block]) -> tuple[Outline, dict[int, Contents]]:
    """The outline of the layout that explains the page best, and what its sections hold."""
    styles = {block.style for block in blocks if isinstance(block, Unit) and asks(block.text) >= 2}
    tried: dict[frozenset[str], tuple[float, Outline, dict[int, Contents]]] = {}
    for layout in LAYOUTS:
        breaks = layout.breaks & styles
        if breaks not in tried:
            outline = outline_of(blocks, breaks)
            contents = read_contents(outline)
            tried[breaks] = (_score(outline, contents), outline, contents)
    _, outline, contents = max(tried.values(), key=_first)
    return outline, contents


def _first(tried: tuple[float, Outline, dict[int, Contents]]) -> float:
    return tried[0]


def _score(outline: Outline, contents: dict[int, Contents]) -> float:
    """How well a reading explains the page: like questions have like sections, sections are not empty, no question is swallowed."""
    shapes = Counter(_shape(asked.sections) for asked in outline.asked)
    score = 0.0
    for asked in outline.asked:
        shape = _shape(asked.sections)
        score += _QUESTION if asks(asked.text) >= 2 else _QUESTION / 2
        score += _LIKE_ANOTHER if shape and shapes[shape] > 1 else 0.0
    for section, _, _ in sections_of(outline):
        held = contents[id(section)]
        score += _ENTRY * len(held.entries)
        if section.kind in LIST_KINDS | {Kind.SAMPLE} and not held.entries:
            score += _EMPTY_SECTION
        if section.kind in (Kind.SAMPLE, Kind.WHY, Kind.TIPS, Kind.KEY_POINT, Kind.MINEFIELD):
            score += _SWALLOWED * sum(asks(unit.text) == 3 and (unit.before or unit.marked) for unit in section.units)
    return score


def _shape(sections: Sequence[Section]) -> frozenset[Kind]:
    return frozenset(section.kind for section in sections if section.kind is not Kind.UNKNOWN)
