"""What somebody works on: the sheets of a pasted page or of one question, what was left over, and every way to change them.

No Qt here. Each function takes a board and returns a new one; keys of entries, sheets and left-over lines never repeat.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from mockinterview.core.page import PageReading
from mockinterview.core.question import Question
from mockinterview.ui.models.sheet import ORDER, Entry, Keys, Sheet, Shelf, sheet_of


@dataclass(frozen=True)
class Left:
    """A line of the page that was not understood."""

    key: int
    line: int
    text: str


Keyed = TypeVar("Keyed", Sheet, Entry, Left)


@dataclass(frozen=True)
class Board:
    """Sheets and left-over lines. last_key: the highest key given so far."""

    sheets: tuple[Sheet, ...] = ()
    left: tuple[Left, ...] = ()
    last_key: int = 0

    def sheet(self, key: int) -> Sheet:
        """A sheet by its own key; KeyError if it is gone."""
        return _by_key(self.sheets, key)

    def holder(self, entry_key: int) -> Sheet:
        """The sheet an entry stands on; KeyError if it is gone."""
        for sheet in self.sheets:
            if any(entry.key == entry_key for entry in sheet.entries):
                return sheet
        raise KeyError(entry_key)

    def entry(self, key: int) -> Entry:
        """An entry by its key; KeyError if it is gone."""
        return _by_key(self.holder(key).entries, key)

    def left_over(self, key: int) -> Left:
        """A left-over line by its key; KeyError if it is gone."""
        return _by_key(self.left, key)

    def kept(self) -> tuple[Question, ...]:
        """The questions as they would be kept: those that ask something."""
        return tuple(sheet.finished() for sheet in self.sheets if not sheet.checklist_only)


def _by_key(found: Collection[Keyed], key: int) -> Keyed:
    for one in found:
        if one.key == key:
            return one
    raise KeyError(key)


def board_of_page(reading: PageReading) -> Board:
    """What was understood of a page."""
    keys = Keys()
    sheets = tuple(sheet_of(draft.question, keys, draft) for draft in reading.drafts)
    left = tuple(Left(keys.new(), one.line, one.text) for one in reading.left_over)
    return Board(sheets, left, keys.last)


def board_of_question(question: Question) -> Board:
    """One question."""
    keys = Keys()
    return Board((sheet_of(question, keys),), (), keys.last)


def new_id() -> str:
    """An id for a question that comes from no page."""
    return f"own-{uuid.uuid4().hex[:12]}"


# ---------------------------------------------------------------- changes


def with_question(board: Board, sheet_key: int, **fields: Any) -> Board:
    """Other words in fields of a question."""
    return _with_sheet(board, sheet_key, lambda sheet: replace(sheet, question=replace(sheet.question, **fields)))


def with_all_questions(board: Board, **fields: Any) -> Board:
    """The same words in fields of every question."""
    sheets = tuple(replace(sheet, question=replace(sheet.question, **fields)) for sheet in board.sheets)
    return replace(board, sheets=sheets)


def with_sheet(board: Board, sheet_key: int, **fields: Any) -> Board:
    """Another fate for a sheet: `take`, `checklist_only`."""
    return _with_sheet(board, sheet_key, lambda sheet: replace(sheet, **fields))


def with_entry(board: Board, key: int, **fields: Any) -> Board:
    """Other words in an entry."""

    def changed(sheet: Sheet) -> Sheet:
        return replace(sheet, entries=tuple(replace(one, **fields) if one.key == key else one for one in sheet.entries))

    return _with_sheet(board, board.holder(key).key, changed)


def without(board: Board, keys: Collection[int]) -> Board:
    """Without these entries, sheets and left-over lines."""
    sheets = tuple(
        replace(sheet, entries=tuple(one for one in sheet.entries if one.key not in keys))
        for sheet in board.sheets
        if sheet.key not in keys
    )
    return replace(board, sheets=sheets, left=tuple(one for one in board.left if one.key not in keys))


def added(board: Board, sheet_key: int, shelf: Shelf, place: int = -1, *, text: str = "") -> tuple[Board, int]:
    """With a new entry at a place of a list (-1: its end); the entry's key too."""
    key = board.last_key + 1
    entry = Entry(key, Shelf.TIP, text=text).on(shelf)
    board = replace(board, last_key=key)
    return _with_sheet(board, sheet_key, lambda sheet: _put(sheet, entry, place)), key


def copied(board: Board, key: int) -> tuple[Board, int]:
    """With a copy of an entry below it; the copy's key too."""
    holder, entry, copy = board.holder(key), board.entry(key), board.last_key + 1
    place = holder.on(entry.shelf).index(entry) + 1
    board = replace(board, last_key=copy)
    double = replace(entry, key=copy, item_id="")
    return _with_sheet(board, holder.key, lambda sheet: _put(sheet, double, place)), copy


def moved(board: Board, key: int, sheet_key: int, shelf: Shelf, place: int = -1) -> Board:
    """With an entry at another place of its list, in another list, or in another question. place: as if it stood nowhere."""
    entry = board.entry(key)
    home = board.holder(key).key == sheet_key
    board = without(board, {key})
    arriving = entry.on(shelf) if home else replace(entry.on(shelf), shown_by=())
    return _with_sheet(board, sheet_key, lambda sheet: _put(sheet, arriving, place))


def stepped(board: Board, key: int, step: int) -> Board:
    """With an entry one place up (-1) or down (+1) in its list; the same board at the list's end."""
    holder, entry = board.holder(key), board.entry(key)
    listed = holder.on(entry.shelf)
    place = listed.index(entry) + step
    return moved(board, key, holder.key, entry.shelf, place) if 0 <= place < len(listed) else board


def adopted(board: Board, left_key: int, sheet_key: int, shelf: Shelf) -> tuple[Board, int]:
    """With a left-over line as the entry of a list; the entry's key too."""
    left = board.left_over(left_key)
    board, key = added(without(board, {left_key}), sheet_key, shelf, text=left.text)
    return with_entry(board, key, lines=((left.line, left.line),)), key


def asked(board: Board, left_key: int) -> tuple[Board, int]:
    """With a left-over line as a question of its own; the sheet's key too."""
    left = board.left_over(left_key)
    key = board.last_key + 1
    like = board.sheets[0].question if board.sheets else Question("", "")
    question = Question(new_id(), left.text, role=like.role, theme=like.theme)
    board = without(board, {left_key})
    sheet = Sheet(key, question, lines=((left.line, left.line),))
    place = sum(1 for one in board.sheets if one.lines and one.lines[0][0] < left.line)
    sheets = (*board.sheets[:place], sheet, *board.sheets[place:])
    return replace(board, sheets=sheets, last_key=key), key


def joined(board: Board, sheet_key: int, target_key: int) -> Board:
    """With all entries of one sheet on another, and the first gone."""
    going = board.sheet(sheet_key)
    for entry in going.entries:
        board = moved(board, entry.key, target_key, entry.shelf)
    return without(board, {sheet_key})


def attached(board: Board, sheet_key: int, question: Question) -> Board:
    """With a sheet's entries added to a question that is kept already; keeping it then takes that question's place."""
    going = board.sheet(sheet_key)
    keys = Keys(board.last_key)
    whole = replace(sheet_of(question, keys), key=sheet_key, take=True, lines=going.lines)
    for entry in going.entries:
        whole = _put(whole, replace(entry, item_id="", shown_by=()), -1)
    return replace(_with_sheet(board, sheet_key, lambda _: whole), last_key=keys.last)


# ---------------------------------------------------------------- inside


def _with_sheet(board: Board, key: int, change: Callable[[Sheet], Sheet]) -> Board:
    return replace(board, sheets=tuple(change(sheet) if sheet.key == key else sheet for sheet in board.sheets))


def _put(sheet: Sheet, entry: Entry, place: int) -> Sheet:
    """With an entry at a place of its list; an item gets an id that is free here."""
    taken = {one.item_id for one in sheet.entries}
    if entry.shelf.has_name and (not entry.item_id or entry.item_id in taken):
        entry = replace(entry, item_id=sheet.free_item_id())
    listed = sheet.on(entry.shelf)
    place = place if 0 <= place <= len(listed) else len(listed)
    before = [one for one in sheet.entries if ORDER[one.shelf] < ORDER[entry.shelf]]
    behind = [one for one in sheet.entries if ORDER[one.shelf] > ORDER[entry.shelf]]
    return replace(sheet, entries=(*before, *listed[:place], entry, *listed[place:], *behind))
