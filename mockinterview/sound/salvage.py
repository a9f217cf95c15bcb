"""Reading notes that nobody can be trusted to have left whole: by a crash, a bad disk, a newer version, or a curious hand.

Every value is looked at by itself, has bounds, and a stand-in where it makes no sense; nothing here raises for what a file says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.question import Question
from mockinterview.core.shapes import mark_from, question_from

_KEYS = ("closed", "take", "question", "started_at", "duration_ms", "rate", "device", "marks")
_TRIES = 3
"""Places in a damaged file where a key is tried: more are no file of ours, and would only cost time."""

_MOST = 2**40
"""Milliseconds, samples a second, takes: no true number here is larger, and the store takes none above 2**63."""

_UNKNOWN_MARK = "Something happened to the sound here that this version does not know."
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError, ArithmeticError)


def whole(raw: bytes) -> Mapping[str, Any] | None:
    """The object a file holds; None if it is not wholly readable, or names no question."""
    try:
        plain = json.loads(raw)
        json.dumps(plain, ensure_ascii=False).encode()
    except _UNREADABLE:
        return None
    return plain if isinstance(plain, dict) and question(plain) is not None else None


def pieces(raw: bytes) -> dict[str, Any]:
    """What can still be read of a damaged file, key by key; of a question that was cut its id and words, if they are there."""
    content = raw.decode("utf-8", "replace")
    found = _keyed(content, _KEYS)
    if not isinstance(found.get("question"), dict):
        _, _, asked = content.partition('"question"')
        found["question"] = _keyed(asked, ("id", "text"))
    return {key: value for key, value in found.items() if value not in ({}, None)}


def _keyed(content: str, keys: Sequence[str]) -> dict[str, Any]:
    """The first readable value after each of these keys."""
    decoder, found = json.JSONDecoder(), {}
    for key in keys:
        for _, match in zip(range(_TRIES), re.finditer(rf'"{key}"\s*:\s*', content), strict=False):
            try:
                value, _ = decoder.raw_decode(content, match.end())
                found[key] = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
                break
            except _UNREADABLE:
                continue
    return found


def question(plain: Mapping[str, Any]) -> Question | None:
    """The question; without the parts of it that cannot be read; None if not even its words can."""
    asked = plain.get("question")
    if not isinstance(asked, dict) or not (_said(asked.get("id")) and _said(asked.get("text"))):
        return None
    for less in _less_and_less(asked):
        try:
            read = question_from(less)
            if _typed(read):
                return read
        except _UNREADABLE:
            continue
    return None


def _less_and_less(asked: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A question as it is written, then without what cannot be read of it; each is made when the one before was of no use."""
    yield asked
    yield {**asked, "items": _readable(asked, "items"), "sample_answers": []}
    yield {key: asked[key] for key in ("id", "text")}


def marks(plain: Mapping[str, Any]) -> tuple[TakeMark, ...]:
    """The marks, one for each of `raw_marks`: what cannot be read of one is left out, never the mark."""
    return tuple(_mark(raw) for raw in raw_marks(plain))


def raw_marks(plain: Mapping[str, Any]) -> list[Any]:
    """The marks as they are written."""
    written = plain.get("marks")
    return written if isinstance(written, list) else []


def number(plain: Mapping[str, Any], key: str, otherwise: int) -> int:
    """A whole number from 0 on."""
    value = plain.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST else otherwise


def text(plain: Mapping[str, Any], key: str) -> str:
    """Words; "" if there are none."""
    value = plain.get(key)
    return value if isinstance(value, str) else ""


def moment(value: Any) -> datetime | None:
    """A time in UTC; None if it is none."""
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (*_UNREADABLE, OSError):
        return None


def _mark(raw: Any) -> TakeMark:
    if not isinstance(raw, dict):
        return TakeMark(MarkKind.OTHER, 0, _UNKNOWN_MARK)
    sane = {
        "kind": text(raw, "kind"),
        "at_ms": number(raw, "at_ms", 0),
        "text": text(raw, "text") or _UNKNOWN_MARK,
        "lost_ms": number(raw, "lost_ms", 0),
    }
    read = mark_from(sane)
    return read if read.kind is MarkKind.OTHER else mark_from({**sane, "text": text(raw, "text")})


def _readable(asked: Mapping[str, Any], key: str) -> list[Any]:
    """The items of a question that this version understands."""
    items = asked.get(key)
    kept = []
    for item in items if isinstance(items, list) else ():
        try:
            if _typed(question_from({"id": "", "text": "", key: [item]})):
                kept.append(item)
        except _UNREADABLE:
            continue
    return kept


def _said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _typed(value: Any, name: str = "") -> bool:
    """Whether a question's parts are what they should be: text, parts of their own, and two values of other kinds."""
    if isinstance(value, tuple):
        return all(_typed(one) for one in value)
    if is_dataclass(value):
        return all(_typed(getattr(value, part.name), part.name) for part in fields(value))
    return isinstance(value, str) or (name, type(value)) in (("favourite", bool), ("minefield", type(None)))
