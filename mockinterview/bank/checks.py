"""What a value in a bank must be, and how a mistake is told: where it is, what was expected, what was found.

The caps bound what one file may cost; they stand far above what a person writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from enum import StrEnum
from typing import Any, TypeVar

LONGEST_TEXT = 2_000
LONGEST_ANSWER = 10_000
LONGEST_ID = 100
MOST_ENTRIES = 200
"""Items, tips, sample answers or related questions of one question."""

Where = tuple[str | int, ...]
_E = TypeVar("_E", bound=StrEnum)

# Control characters but tab and line ends; surrogates, which no file can hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Mistake(Exception):
    """One value that is not what it must be. where: the way to it from the top of the file."""

    def __init__(self, where: Where, expected: str, found: str) -> None:
        super().__init__(where, expected, found)
        self.where = where
        self.expected = expected
        self.found = found


def way(where: Where) -> str:
    """The way to a value as people write it: `questions[3].items[1].kind`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in where)
    return "".join(parts).lstrip(".") or "the top of the file"


def found(value: object) -> str:
    """A value in a few words. Longer texts are told by their length: messages reach the log, and logs hold no question text."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return "a number"
        case str() if not value.strip():
            return "an empty text"
        case str() if len(value) <= 30 and not any(letter.isspace() for letter in value) and value.isprintable():
            return f"“{value}”"
        case str():
            return f"a text of {len(value):,} characters"
        case list():
            return f"a list of {len(value):,}"
        case _:
            return "an object"


def table(value: object, where: Where, *steps: str | int) -> Mapping[str, Any]:
    """An object, or a Mistake. Here and below, `steps` lead on from `where` to the value."""
    if not isinstance(value, dict):
        raise Mistake((*where, *steps), "an object", found(value))
    return value


def entries(plain: Mapping[str, Any], key: str, where: Where) -> Sequence[Any]:
    """A list that may be missing."""
    value = plain.get(key)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise Mistake((*where, key), "a list", found(value))
    if len(value) > MOST_ENTRIES:
        raise Mistake((*where, key), f"at most {MOST_ENTRIES} entries", found(value))
    return value


def text(value: object, where: Where, *steps: str | int, most: int = LONGEST_TEXT) -> str:
    """A text that says something, without the space around it."""
    if not isinstance(value, str) or not (stripped := value.strip()):
        raise Mistake((*where, *steps), "a text", found(value))
    if len(value) > most:
        raise Mistake((*where, *steps), f"at most {most:,} characters", found(value))
    if not value.isprintable() and _UNWRITABLE.search(value):
        raise Mistake((*where, *steps), "a text without control characters", "one with them")
    return stripped


def maybe_text(plain: Mapping[str, Any], key: str, where: Where, most: int = LONGEST_TEXT) -> str:
    """A text that may be missing or empty."""
    value = plain.get(key)
    blank = value is None or (isinstance(value, str) and not value.strip())
    return "" if blank else text(value, where, key, most=most)


def maybe_flag(plain: Mapping[str, Any], key: str, where: Where) -> bool:
    """True or false; false if it is missing."""
    value = plain.get(key)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise Mistake((*where, key), "true or false", found(value))


def texts(plain: Mapping[str, Any], key: str, where: Where, most: int = LONGEST_TEXT) -> tuple[str, ...]:
    """A list of texts that may be missing."""
    return tuple(text(value, where, key, index, most=most) for index, value in enumerate(entries(plain, key, where)))


def name(plain: Mapping[str, Any], where: Where) -> str:
    """An id: a short text."""
    return text(plain.get("id"), where, "id", most=LONGEST_ID)


def choice(choices: Mapping[str, _E], plain: Mapping[str, Any], key: str, where: Where) -> _E:
    """One of a few words."""
    value = plain.get(key)
    if isinstance(value, str) and value in choices:
        return choices[value]
    raise Mistake((*where, key), "one of " + ", ".join(choices), found(value))


def unknown(plain: Mapping[str, Any], known: Set[str], where: Where) -> list[Mistake]:
    """A Mistake for every key that says nothing to this program: most are slips of the pen."""
    if plain.keys() <= known:
        return []
    return [
        Mistake((*where, found(key).strip("“”")), "one of " + ", ".join(known), "a key this program does not know")
        for key in plain
        if key not in known
    ]
