"""What was understood of a pasted page, with the way back from every part to the lines it came from.

A page is read into drafts: questions that are not kept yet. Every line of the page that says something is linked to a part of a
draft, or it is left over; nothing is dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mockinterview.core.question import Question


class Part(StrEnum):
    """What of a draft a line of the page became."""

    TEXT = "text"
    ABOUT = "about"
    """Role, theme, function or the line about the role."""
    ITEM = "item"
    SAMPLE_ANSWER = "sample_answer"
    WHY = "why"
    TIP = "tip"
    RELATED = "related"
    FOLLOW_UP = "follow_up"
    HEADING = "heading"
    """A heading that said what follows; it holds nothing itself."""


@dataclass(frozen=True)
class Link:
    """Lines first to last of the page (from 1, both included) became this part of a draft.

    index: which item, sample answer (also for its why), tip, related question or follow-up; 0 for the other parts.
    section: the heading the lines stand under, "" if none.
    """

    part: Part
    index: int
    first: int
    last: int
    section: str = ""


@dataclass(frozen=True)
class Draft:
    """A question as the page has it. checklist_only: the page asks nothing here; the text is its title."""

    question: Question
    links: tuple[Link, ...] = ()
    checklist_only: bool = False

    def lines_of(self, part: Part, index: int = 0) -> tuple[int, int]:
        """First and last line of a part; (0, 0) if no line of the page is linked to it."""
        for link in self.links:
            if link.part is part and link.index == index:
                return link.first, link.last
        return 0, 0


@dataclass(frozen=True)
class LeftOver:
    """A line, or the part of one, that was not understood. line counts from 1."""

    line: int
    text: str


@dataclass(frozen=True)
class PageReading:
    """A page and what was understood of it. lines: its text, line 1 first, as the links count them.

    For HTML and word-processor files these are the lines of the text in them, not of the file. problems: sentences about a bank
    file's bad questions; a page has none.
    """

    lines: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of all drafts that ask something."""
        return tuple(draft.question for draft in self.drafts if not draft.checklist_only)
