"""A question and its checklist: what interviewers listen for, and the traps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ItemKind(StrEnum):
    """The four lists a question may carry; every one of them is optional."""

    COMPETENCY = "competency"
    KEY_POINT = "key_point"
    MOTIVATION = "motivation"
    MINEFIELD = "minefield"


class MinefieldKind(StrEnum):
    """How a minefield can show: by what is said, by what is left out, or only by the manner of speaking."""

    COMMISSION = "commission"
    OMISSION = "omission"
    MANNER = "manner"


class Level(StrEnum):
    """How good a sample answer is meant to be, in rising order."""

    BASIC = "basic"
    SOLID = "solid"
    EXCEPTIONAL = "exceptional"


@dataclass(frozen=True)
class ChecklistItem:
    """One line of a checklist: `name` is the short form, `text` the description (may be empty).

    minefield is set for minefields only. shown_by: for an omission, ids of the positive items whose absence shows it.
    """

    id: str
    kind: ItemKind
    name: str
    text: str = ""
    minefield: MinefieldKind | None = None
    shown_by: tuple[str, ...] = ()

    @property
    def is_minefield(self) -> bool:
        """True for a trap, False for what interviewers hope to hear."""
        return self.kind is ItemKind.MINEFIELD

    @property
    def wording(self) -> str:
        """Name and description as one text, for matching and for reading aloud."""
        return f"{self.name}: {self.text}" if self.text else self.name


@dataclass(frozen=True)
class SampleAnswer:
    """An answer somebody might give, and why it stands at its level."""

    level: Level
    text: str
    why: str = ""


@dataclass(frozen=True)
class Question:
    """One interview question with everything known about it. `id` is unique in all banks; text is never empty.

    kind is the field's name for the sort of question: behavioural, situational, motivation, ethics … date: when the source
    was written or read, as it says it. notes, stories, tags and favourite are the person's own.
    """

    id: str
    text: str
    role: str = ""
    theme: str = ""
    function: str = ""
    about_role: str = ""
    kind: str = ""
    items: tuple[ChecklistItem, ...] = ()
    sample_answers: tuple[SampleAnswer, ...] = ()
    tips: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    source: str = ""
    licence: str = ""
    date: str = ""
    follow_ups: tuple[str, ...] = ()
    notes: str = ""
    stories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    favourite: bool = False

    def item(self, item_id: str) -> ChecklistItem:
        """The checklist item of that id; KeyError if the question has none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def of_kind(self, kind: ItemKind) -> tuple[ChecklistItem, ...]:
        """The items of one list, in the bank's order."""
        return tuple(item for item in self.items if item.kind is kind)
