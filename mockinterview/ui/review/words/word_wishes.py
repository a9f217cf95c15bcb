"""What a person may wish of words: the same wishes stand in the menu, in the bar over a selection and on keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FILLERS = ("um", "uh")
"""What is offered to be written; every other can be typed."""


class Deed(StrEnum):
    """What is to be done."""

    PLAY = "play"
    LOOP = "loop"
    FIX = "fix"
    SPLIT = "split"
    JOIN = "join"
    INSERT_BEFORE = "insert before"
    INSERT_AFTER = "insert after"
    DELETE = "delete"
    FILLER = "filler"
    EVIDENCE = "evidence"
    MARK = "mark"
    UNMARK = "unmark"
    MORE = "more"
    COPY = "copy"
    FIND = "find"
    ORIGINAL = "original"
    HEAR_PLACE = "hear place"
    WRITE_PLACE = "write place"
    NAME_PLACE = "name place"
    DISMISS_PLACE = "dismiss place"


@dataclass(frozen=True)
class Wish:
    """A deed, with the item it is about, which of its evidence or of the places before a word, or the text to write."""

    deed: Deed
    item_id: str = ""
    which: int = 0
    text: str = ""
