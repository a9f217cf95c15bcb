"""What a step of a revision is called: words that follow "Undo" and "Redo"."""

from __future__ import annotations

from collections.abc import Sequence

from mockinterview.core.attempt import Attempt
from mockinterview.core.editing import Edit
from mockinterview.core.measures import clock
from mockinterview.core.transcript import Transcript

_LONGEST = 32
"""Characters of one's own words in the name of a step: a tip is one line."""


def item_name(attempt: Attempt, item_id: str) -> str:
    """The item's name in quotes; "an item" where the question has none of that id."""
    item = next((item for item in attempt.question.items if item.id == item_id), None)
    return _quoted(item.name) if item is not None else "an item"


def bookmark_name(deed: str, at_ms: int) -> str:
    """ "the bookmark at 1:05"."""
    return f"{deed} at {clock(at_ms)}"


def edit_name(before: Transcript, edits: Sequence[Edit]) -> str:
    """What was corrected, as one deed."""
    if len(edits) != 1:
        return f"{len(edits)} corrections"
    [edit] = edits
    old = " ".join(word.text.strip() for word in before.words[edit.first_word : edit.past_word])
    new = " ".join(" ".join(edit.texts).split())
    if not old:
        return f"the inserted {_quoted(new)}"
    if not new:
        return f"the deleted {_quoted(old)}"
    return f"{_quoted(old)} corrected to {_quoted(new)}"


def _quoted(text: str) -> str:
    return f"“{text}”" if len(text) <= _LONGEST else f"“{text[: _LONGEST - 1].rstrip()}…”"
