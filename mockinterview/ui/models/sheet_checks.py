"""What is wrong with a question in work, as sentences to stand beside the fields, while it is being typed. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mockinterview.ui.models.board import Board
from mockinterview.ui.models.sheet import TEXT_FIELDS, Entry, Sheet, Shelf

LONGEST_TEXT = 2_000
LONGEST_ANSWER = 10_000
MOST_ENTRIES = 200
"""What a bank file takes at most (a test holds these against the bank's own)."""


class Trouble(NamedTuple):
    """What to mend. stops: the question cannot be kept before it is."""

    words: str
    stops: bool = False


Troubles = dict[tuple[int, str], Trouble]
"""By the key of a sheet or an entry and the name of the field."""


_LONG = (Shelf.SAMPLE_ANSWER, Shelf.STORY)


def troubles_of(board: Board) -> Troubles:
    """Everything to mend before all of it can be kept."""
    found: Troubles = {}
    for sheet in board.sheets:
        if not sheet.checklist_only:
            for key, field, trouble in _of_sheet(sheet):
                found.setdefault((key, field), trouble)
    return found


def words_of(troubles: Troubles, key: int, field: str) -> str:
    """What to mend in one field, "" if nothing."""
    return troubles[key, field].words if (key, field) in troubles else ""


def wrong_keys(troubles: Troubles) -> dict[int, str]:
    """The first trouble of every sheet and entry that has one."""
    found: dict[int, str] = {}
    for (key, _), trouble in troubles.items():
        found.setdefault(key, trouble.words)
    return found


def stopping(troubles: Troubles) -> int:
    """The key of the first sheet or entry that cannot be kept as it is, 0 if all can."""
    return next((key for (key, _), trouble in troubles.items() if trouble.stops), 0)


def _of_sheet(sheet: Sheet) -> Iterator[tuple[int, str, Trouble]]:
    question = sheet.question
    if not question.text.strip():
        yield sheet.key, "text", Trouble("A question needs words.", stops=True)
    for name in TEXT_FIELDS:
        most = LONGEST_ANSWER if name == "notes" else LONGEST_TEXT
        yield from _too_long(sheet.key, name, getattr(question, name), most)
    for shelf in Shelf:
        seen: set[str] = set()
        for entry in sheet.on(shelf):
            yield from _of_entry(entry, seen)
    items = [entry for entry in sheet.entries if entry.shelf.has_name]
    for listed in (items, *(sheet.on(shelf) for shelf in Shelf if not shelf.has_name)):
        for entry in listed[MOST_ENTRIES:]:
            yield entry.key, "text", Trouble(f"There is room for {MOST_ENTRIES} entries. Delete some.", stops=True)


def _of_entry(entry: Entry, seen: set[str]) -> Iterator[tuple[int, str, Trouble]]:
    if entry.is_empty:
        return
    is_answer = entry.shelf is Shelf.SAMPLE_ANSWER
    if is_answer and not entry.text.strip():
        yield entry.key, "text", Trouble("Write the answer that this is about, or it is not kept.")
    if entry.shelf.has_name and not entry.name.strip():
        yield entry.key, "name", Trouble("Give it a short name.")
    yield from _too_long(entry.key, "name", entry.name, LONGEST_TEXT)
    yield from _too_long(entry.key, "text", entry.text, LONGEST_ANSWER if entry.shelf in _LONG else LONGEST_TEXT)
    yield from _too_long(entry.key, "why", entry.why, LONGEST_TEXT)
    said = " ".join(entry.title.casefold().split())
    if said in seen:
        yield entry.key, "name" if entry.shelf.has_name else "text", Trouble("This list has the same entry already.")
    seen.add(said)


def _too_long(key: int, field: str, text: str, most: int) -> Iterator[tuple[int, str, Trouble]]:
    over = len(text.strip()) - most
    if over > 0:
        yield (
            key,
            field,
            Trouble(f"This is {over:,} {'character' if over == 1 else 'characters'} too long.", stops=True),
        )
