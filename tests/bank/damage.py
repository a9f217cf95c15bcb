"""Damaging things at random, by a seed: parsed banks value by value, files byte by byte, pages line by line."""

from __future__ import annotations

import copy
import random
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 3.5, 10**30, "", " ", "x", "\u0000", "\u202e", "\ud800", "a" * 2_001, "a" * 20_000,
    [], {}, [[]], [{}],
    {"id": "x"},
    "competency", "minefield", "commission", "omission", "../../etc/passwd", "<script>alert(1)</script>",
    " padded ", "two\nlines",
)  # fmt: skip


def mutated(plain: Any, chance: random.Random) -> Any:
    """A parsed value with one to three things in it changed, left out, doubled or renamed."""
    for _ in range(chance.randint(1, 3)):
        plain = _once(plain, chance)
    return plain


def _once(plain: Any, chance: random.Random) -> Any:
    places = list(_places(plain))
    if not places:
        return copy.deepcopy(chance.choice(ODD))
    holder, key = chance.choice(places)
    deed = chance.randint(0, 4)
    if deed == 0:
        del holder[key]
    elif deed == 1 and isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))
    elif deed == 2 and isinstance(holder, dict):
        holder[chance.choice(("id", "text", "kind", "items", "odd", "Text", ""))] = holder.pop(key)
    else:
        holder[key] = copy.deepcopy(chance.choice(ODD))
    return plain


def _places(plain: Any) -> Any:
    pairs = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for key, value in list(pairs):
        yield plain, key
        yield from _places(value)


def mangled(raw: bytes, chance: random.Random) -> bytes:
    """Bytes with a few of them flipped, cut out, doubled, moved, or replaced by something nasty."""
    data = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 1, 2, 8, 64, 1_000)))
        match chance.randint(0, 5):
            case 0:
                data[at:end] = b""
            case 1:
                data[at:at] = bytes(data[at:end]) * chance.choice((1, 2, 50))
            case 2:
                data[at:end] = chance.randbytes(end - at)
            case 3:
                data[at:at] = chance.choice(NASTY)
            case 4:
                data[at:] = b""
            case _:
                data[at:end] = data[at:end][::-1]
    return bytes(data)


NASTY = (
    b"[" * 5_000, b'{"a":' * 2_000, b"9" * 6_000, b"\x00" * 50, b"\xff\xfe", b"<!--", b"<![CDATA[", b"<div>" * 3_000,
    b"&#x110000;" * 100, b"\\ud800",
    b"| " * 2_000, b"\t" * 2_000, b"# " * 500, b"- " * 3_000, b"**" * 2_000, b"(" * 5_000, b"> " * 2_000,
    b"\n" * 5_000, b'"' * 999, b"a" * 50_000,
    b"What? " * 3_000, b"Name: " * 3_000, b"[a](" * 2_000, b"<a " * 3_000, b"_" * 9_000, b"* a" * 3_000, b"1. " * 3_000,
    b"Home > " * 900,
    "“".encode() * 3_000, b" " * 3_000, b"questions " * 900, b"a - " * 2_000, b"and " * 5_000, b"\r" * 3_000,
    b" " * 20_000,
)  # fmt: skip
