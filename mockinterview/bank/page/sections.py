"""What a page is cut into: questions, the sections under them, and what no section wanted; with what can be asked of a block.

What a section holds is decided later, when all of it is in sight (`contents`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from mockinterview.bank.page.lines import Unit
from mockinterview.bank.page.tables import Table
from mockinterview.bank.page.vocabulary import Kind
from mockinterview.core.question import Level

Block = Unit | Table


@dataclass
class Section:
    """A stretch of the page under one heading.

    closed: its text stood behind its label; only deeper lines still belong to it. inherited: its heading is itself an entry, or a
    group of entries, of the section before. first: its heading is the page's title.
    theme_unit: the heading above its own, where no question stands above it.
    """

    kind: Kind
    heading: Unit | None = None
    title: str = ""
    level: Level | None = None
    blocks: list[Block] = field(default_factory=list)
    closed: bool = False
    inherited: bool = False
    first: bool = False
    theme_unit: Unit | None = None

    @property
    def units(self) -> list[Unit]:
        """The blocks that are no tables."""
        return [block for block in self.blocks if isinstance(block, Unit)]

    @property
    def lead_in(self) -> bool:
        """Whether nothing but a heading and perhaps plain sentences stand in it so far."""
        return not any(isinstance(block, Table) or block.listed for block in self.blocks)


@dataclass
class Asked:
    """A question where it opens on the page, and the sections under it. note: what stood in brackets behind it."""

    unit: Unit
    text: str
    note: str = ""
    theme: str = ""
    theme_unit: Unit | None = None
    row: Table | None = None
    sections: list[Section] = field(default_factory=list)
    about: list[Unit] = field(default_factory=list)


@dataclass
class Outline:
    """A page in order: questions, sections that belong to none, and units no section wanted."""

    asked: list[Asked] = field(default_factory=list)
    general: list[Section] = field(default_factory=list)
    unused: list[Unit] = field(default_factory=list)
    title: Unit | None = None


def follows(last: Unit, unit: Unit) -> bool:
    """Whether a numbered entry is the next after another."""
    if unit.marker != "number" or last.marker != "number" or last.indent != unit.indent:
        return False
    before, now = last.mark.strip("()."), unit.mark.strip("().")
    return before.isdigit() and now == str(int(before) + 1)


def lists(block: Block | None) -> bool:
    """Whether a block could be the first entry of a list."""
    return isinstance(block, Table) or (block is not None and (block.listed or block.short))


def differs(unit: Unit, following: Block) -> bool:
    """Whether what follows is set otherwise than this line: then the line is a heading."""
    if isinstance(following, Table) or following.marked:
        return True
    if unit.marker == "number":
        return following.marker != "number" or following.indent > unit.indent
    return following.listed or not following.short


def pictured(block: Block | None) -> bool:
    """Whether a small picture stands in front of a block."""
    return isinstance(block, Unit) and block.pictured


def bulleted(block: Block | None) -> bool:
    """Whether a block is an entry of a list by its marker."""
    return isinstance(block, Unit) and block.listed


def plain_entries(section: Section) -> bool:
    """Whether the entries of a section stand there without bullets."""
    return bool(section.units) and not any(unit.listed for unit in section.units)


def says_what_it_tests(note: str) -> bool:
    """Whether the words in brackets behind a question tell what it is about."""
    return (
        re.match(
            r"(?:assess|test|evaluat|measur|prob|look|signal|checks?|shows?|focus|competenc)\w*", note, re.IGNORECASE
        )
        is not None
    )


def with_text(unit: Unit, text: str) -> Unit:
    """The part of a line behind its label."""
    return replace(unit, text=text, marker="", mark="")
