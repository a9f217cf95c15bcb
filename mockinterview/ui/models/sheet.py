"""A question while somebody works on it: every list of it as entries that can be moved, with the lines of the page they came from.

No Qt here. Everything is frozen: a change is a new sheet, so that undo is only an older one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from mockinterview.core.page import Draft, Part
from mockinterview.core.question import ChecklistItem, ItemKind, Level, MinefieldKind, Question, SampleAnswer

Span = tuple[int, int]
"""First and last line of a page, from 1."""


class Shelf(StrEnum):
    """The lists of a question, in the order they are shown."""

    KEY_POINT = "key_point"
    COMPETENCY = "competency"
    MOTIVATION = "motivation"
    MINEFIELD = "minefield"
    SAMPLE_ANSWER = "sample_answer"
    TIP = "tip"
    FOLLOW_UP = "follow_up"
    RELATED = "related"
    STORY = "story"

    @property
    def one(self) -> str:
        """What one entry is called."""
        return _WORDS[self][0]

    @property
    def many(self) -> str:
        """What the list is called."""
        return _WORDS[self][1]

    @property
    def has_name(self) -> bool:
        """Whether an entry has a short form beside its text: the checklist's lists do."""
        return self in _ITEM_KINDS


_WORDS = {
    Shelf.KEY_POINT: ("Key point", "Key points"),
    Shelf.COMPETENCY: ("Competency", "Competencies"),
    Shelf.MOTIVATION: ("Motivation", "Underlying motivations"),
    Shelf.MINEFIELD: ("Minefield", "Minefields"),
    Shelf.SAMPLE_ANSWER: ("Sample answer", "Sample answers"),
    Shelf.TIP: ("Tip", "Tips"),
    Shelf.FOLLOW_UP: ("Follow-up question", "Follow-up questions"),
    Shelf.RELATED: ("Related question", "Related questions"),
    Shelf.STORY: ("Story of yours", "Your stories"),
}
_ITEM_KINDS = {
    Shelf.KEY_POINT: ItemKind.KEY_POINT,
    Shelf.COMPETENCY: ItemKind.COMPETENCY,
    Shelf.MOTIVATION: ItemKind.MOTIVATION,
    Shelf.MINEFIELD: ItemKind.MINEFIELD,
}
_SHELVES = {kind: shelf for shelf, kind in _ITEM_KINDS.items()}
_TEXTS = {
    Shelf.TIP: ("tips", Part.TIP),
    Shelf.FOLLOW_UP: ("follow_ups", Part.FOLLOW_UP),
    Shelf.RELATED: ("related", Part.RELATED),
    Shelf.STORY: ("stories", None),
}
ORDER = {shelf: place for place, shelf in enumerate(Shelf)}

_NAMED = re.compile(r"(?P<name>[^:\n]{2,80}):\s+(?P<text>\S.*)", re.DOTALL)
"""`Name: description`, as key points are often written."""


@dataclass(frozen=True)
class Entry:
    """One entry of a list. `key` is its own in the whole work.

    name and text: the short form and the description; lists without short forms use the text alone. why, level: of sample answers.
    minefield, shown_by (ids of items): of minefields. item_id: of the checklist. lines: where it stands on the page.
    """

    key: int
    shelf: Shelf
    name: str = ""
    text: str = ""
    why: str = ""
    level: Level = Level.SOLID
    minefield: MinefieldKind = MinefieldKind.COMMISSION
    shown_by: tuple[str, ...] = ()
    item_id: str = ""
    lines: tuple[Span, ...] = ()

    @property
    def title(self) -> str:
        """What a list shows of it first."""
        return self.name if self.shelf.has_name and self.name else self.text

    @property
    def under(self) -> str:
        """What a list shows of it second."""
        return self.text if self.shelf.has_name and self.name else self.why

    @property
    def is_empty(self) -> bool:
        """Nothing was written into it: it is not kept."""
        return not (self.name.strip() or self.text.strip() or self.why.strip())

    def on(self, shelf: Shelf) -> Entry:
        """The same in another list: name and text are joined or parted as that list has them."""
        if shelf.has_name == self.shelf.has_name:
            return replace(self, shelf=shelf)
        if not shelf.has_name:
            text = f"{self.name}: {self.text}" if self.name and self.text else self.name or self.text
            return replace(self, shelf=shelf, name="", text=text)
        found = _NAMED.fullmatch(self.text)
        name, text = (found["name"], found["text"]) if found else (self.text, "")
        return replace(self, shelf=shelf, name=name.strip(), text=text.strip())


@dataclass(frozen=True)
class Sheet:
    """One question in work. `question` holds its fields; its lists stand in `entries`, in the order of `Shelf`.

    checklist_only: a checklist without a question, which is not kept before it is added to one or asked as one.
    take: it may overwrite the question of this id that is kept already. lines: where the question itself stands on the page.
    """

    key: int
    question: Question
    entries: tuple[Entry, ...] = ()
    checklist_only: bool = False
    take: bool = False
    lines: tuple[Span, ...] = ()

    def on(self, shelf: Shelf) -> tuple[Entry, ...]:
        """The entries of one list."""
        return tuple(entry for entry in self.entries if entry.shelf is shelf)

    def free_item_id(self) -> str:
        """An id that no item of this question has."""
        taken = {entry.item_id for entry in self.entries}
        return next(name for number in range(1, len(taken) + 2) if (name := f"i{number}") not in taken)

    def finished(self) -> Question:
        """The question as it would be kept: without entries that say nothing."""
        said = [entry for entry in self.entries if not entry.is_empty]
        items = [entry for entry in said if entry.shelf.has_name]
        known = {entry.item_id for entry in items if entry.shelf is not Shelf.MINEFIELD}
        lists: dict[str, Any] = {name: getattr(self.question, name).strip() for name in TEXT_FIELDS}
        for shelf, (name, _) in _TEXTS.items():
            lists[name] = tuple(entry.text.strip() for entry in said if entry.shelf is shelf)
        lists["items"] = _in_former_order([_item(entry, known) for entry in items], self.question.items)
        lists["sample_answers"] = tuple(
            SampleAnswer(entry.level, entry.text.strip(), entry.why.strip())
            for entry in said
            if entry.shelf is Shelf.SAMPLE_ANSWER and entry.text.strip()
        )
        return replace(self.question, **lists)


TEXT_FIELDS = ("text", "role", "theme", "function", "about_role", "kind", "source", "licence", "date", "notes")
"""The fields of a question that are one text each."""


def _in_former_order(items: list[ChecklistItem], before: tuple[ChecklistItem, ...]) -> tuple[ChecklistItem, ...]:
    """As the question had them, if none came, went or moved: a bank may mix its lists, a sheet does not."""
    listed = sorted(before, key=_place)
    if [item.id for item in items] != [item.id for item in listed]:
        return tuple(items)
    now = {item.id: item for item in items}
    return tuple(now[item.id] for item in before)


def _place(item: ChecklistItem) -> int:
    return ORDER[_SHELVES[item.kind]]


def _item(entry: Entry, known: set[str]) -> ChecklistItem:
    name, text = entry.name.strip(), entry.text.strip()
    if not name:
        name, text = text, ""
    if entry.shelf is not Shelf.MINEFIELD:
        return ChecklistItem(entry.item_id, _ITEM_KINDS[entry.shelf], name, text)
    shown_by = tuple(one for one in entry.shown_by if one in known)
    shown_by = shown_by if entry.minefield is MinefieldKind.OMISSION else ()
    return ChecklistItem(entry.item_id, ItemKind.MINEFIELD, name, text, entry.minefield, shown_by)


@dataclass
class Keys:
    """Numbers nobody has had yet."""

    last: int = 0

    def new(self) -> int:
        """The next one."""
        self.last += 1
        return self.last


@dataclass(frozen=True)
class _Lines:
    """The lines of a draft's parts."""

    draft: Draft | None
    spans: dict[tuple[Part, int], tuple[Span, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for link in self.draft.links if self.draft is not None else ():
            place = (link.part, link.index)
            self.spans[place] = (*self.spans.get(place, ()), (link.first, link.last))

    def of(self, part: Part, index: int = 0) -> tuple[Span, ...]:
        return self.spans.get((part, index), ())


def sheet_of(question: Question, keys: Keys, draft: Draft | None = None) -> Sheet:
    """A question as a sheet; draft: where its lines come from."""
    lines = _Lines(draft)
    entries = sorted(_entries(question, keys, lines), key=lambda entry: ORDER[entry.shelf])
    where = (*lines.of(Part.TEXT), *lines.of(Part.ABOUT))
    return Sheet(keys.new(), question, tuple(entries), draft is not None and draft.checklist_only, lines=where)


def _entries(question: Question, keys: Keys, lines: _Lines) -> Iterator[Entry]:
    for index, item in enumerate(question.items):
        yield Entry(
            keys.new(),
            _SHELVES[item.kind],
            item.name,
            item.text,
            minefield=item.minefield or MinefieldKind.COMMISSION,
            shown_by=item.shown_by,
            item_id=item.id,
            lines=lines.of(Part.ITEM, index),
        )
    for index, answer in enumerate(question.sample_answers):
        where = (*lines.of(Part.SAMPLE_ANSWER, index), *lines.of(Part.WHY, index))
        yield Entry(keys.new(), Shelf.SAMPLE_ANSWER, text=answer.text, why=answer.why, level=answer.level, lines=where)
    for shelf, (name, part) in _TEXTS.items():
        texts: Iterable[str] = getattr(question, name)
        for index, text in enumerate(texts):
            yield Entry(keys.new(), shelf, text=text, lines=lines.of(part, index) if part is not None else ())
