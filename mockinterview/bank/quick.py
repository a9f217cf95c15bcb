"""The short way from a parsed question to a Question: takes what is plainly right, and hands everything else back.

Banks are read before the first window shows, and nearly all of what they hold is as the program's own writer writes it. What this
module does not take (None), `reader` reads slowly and says what is wrong; what it takes, `reader` would have read alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockinterview.bank.checks import LONGEST_ANSWER, LONGEST_ID, LONGEST_TEXT, MOST_ENTRIES
from mockinterview.core.question import ChecklistItem, ItemKind, Level, MinefieldKind, Question, SampleAnswer

_KINDS = {kind.value: kind for kind in ItemKind}
_MINEFIELDS = {kind.value: kind for kind in MinefieldKind}
_LEVELS = {level.value: level for level in Level}
_new = object.__new__
_MINEFIELD, _OMISSION = ItemKind.MINEFIELD, MinefieldKind.OMISSION
_TEXTS = ("role", "theme", "function", "about_role", "kind", "source", "licence", "date")
_LISTS = ("tips", "related", "follow_ups", "tags")
_ITEM_KEYS = frozenset(("id", "kind", "name", "text", "minefield", "shown_by"))
_ANSWER_KEYS = frozenset(("level", "text", "why"))
_KEYS = frozenset(("id", "text", "items", "sample_answers", "stories", "notes", "favourite", *_TEXTS, *_LISTS))


def quick_question(plain: Any) -> Question | None:
    """The question, or None if anything about it is less than plain. Its texts must be known to hold no control characters."""
    try:
        return _question(plain) if plain.keys() <= _KEYS else None
    except (KeyError, TypeError, AttributeError, ValueError):
        return None


def _plain(texts: list[Any], longest: int) -> bool:
    """Whether all are texts with no space around them, none empty or too long. TypeError if one is no text."""
    return not texts or (all(texts) and max(map(len, texts)) <= longest and list(map(str.strip, texts)) == texts)


def _question(plain: Mapping[str, Any]) -> Question | None:
    ids, texts = [plain["id"]], [plain["text"]]
    long_texts: list[Any] = []
    fields: dict[str, Any] = {}
    for key, value in plain.items():
        if key in _TEXTS:
            if value != "":
                texts.append(value)
            fields[key] = value
        elif key in _LISTS:
            if type(value) is not list or len(value) > MOST_ENTRIES:
                return None
            texts += value
            fields[key] = tuple(value)
        elif key == "sample_answers":
            fields[key] = _answers(value, texts, long_texts)
        elif key == "items":
            fields[key] = _items(value, ids, texts)
        elif key not in ("id", "text"):
            return None  # what a person wrote about a question: few have it
    if _plain(ids, LONGEST_ID) and _plain(texts, LONGEST_TEXT) and _plain(long_texts, LONGEST_ANSWER):
        return Question(plain["id"], plain["text"], **fields)
    return None


def _items(listed: Any, ids: list[Any], texts: list[Any]) -> tuple[ChecklistItem, ...]:
    """The items; their ids and texts are added to those that are still to be looked at. ValueError if something is not plain."""
    items: dict[str, ChecklistItem] = {}
    shown: list[str] = []
    for plain in _list(listed):
        item_id, name, text, kind = plain["id"], plain["name"], plain["text"], _KINDS[plain["kind"]]
        ids.append(item_id)
        texts.append(name)
        if text != "":
            texts.append(text)
        if len(plain) == 4 and kind is not _MINEFIELD:
            item = items[item_id] = _new(ChecklistItem)
            # What its __init__ does, in a third of the time: there are 70,000 items in 5,000 questions.
            item.__dict__.update(id=item_id, kind=kind, name=name, text=text, minefield=None, shown_by=())
        elif kind is _MINEFIELD and plain.keys() <= _ITEM_KEYS:
            minefield, shown_by = _MINEFIELDS[plain["minefield"]], _list(plain.get("shown_by", []))
            if shown_by and minefield is not _OMISSION:
                raise ValueError(shown_by)
            shown += shown_by
            items[item_id] = ChecklistItem(item_id, kind, name, text, minefield, tuple(shown_by))
        else:
            raise ValueError(kind)
    if len(items) != len(listed) or any(items[one].kind is _MINEFIELD for one in shown):
        raise ValueError(listed)
    return tuple(items.values())


def _answers(listed: Any, texts: list[Any], long_texts: list[Any]) -> tuple[SampleAnswer, ...]:
    answers: list[SampleAnswer] = []
    for plain in _list(listed):
        if not plain.keys() <= _ANSWER_KEYS:
            raise ValueError(plain)
        why = plain.get("why", "")
        long_texts.append(plain["text"])
        if why != "":
            texts.append(why)
        answers.append(SampleAnswer(_LEVELS[plain["level"]], plain["text"], why))
    return tuple(answers)


def _list(value: Any) -> list[Any]:
    if type(value) is not list or len(value) > MOST_ENTRIES:
        raise ValueError(value)
    return value
