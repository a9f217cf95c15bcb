"""What the person says of one attempt: verdicts, notes, words they marked or took away as evidence, bookmarks.

Passages and bookmarks are kept as times, not as words: they stay where they are when the words are corrected or recognised again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mockinterview.core.coverage import State


@dataclass(frozen=True, order=True)
class Passage:
    """A stretch of the sound as it concerns an item: 0 <= start_ms < end_ms."""

    start_ms: int
    end_ms: int
    item_id: str


@dataclass(frozen=True, order=True)
class Bookmark:
    """A place the person wants to find again. text: what they wrote of it, perhaps nothing."""

    at_ms: int
    text: str = ""


@dataclass(frozen=True)
class Opinion:
    """All of it, as one value: whatever is done to it makes another one, and undoing takes the one before.

    verdicts, notes: by item id; no empty note. added: words marked as evidence. removed: words that are no evidence whatever the
    program says. Passages and bookmarks are sorted, none stands twice.
    """

    verdicts: Mapping[str, State] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    added: tuple[Passage, ...] = ()
    removed: tuple[Passage, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the person has said nothing yet."""
        return self == Opinion()
