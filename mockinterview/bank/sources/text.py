"""Bytes -> text: whatever the encoding says of itself, UTF-8, or else the old Windows one."""

from __future__ import annotations

import codecs

from mockinterview.core.problems import BankProblem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(raw: bytes, name: str) -> str:
    """The text; BankProblem if the bytes are no text. What single bytes cannot be read become a replacement mark."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    if raw.count(b"\0") * 20 > len(raw):
        raise BankProblem(
            f"{name} cannot be read.",
            "It is not a text file.",
            "Give a text, Markdown, HTML, Word, OpenDocument, CSV or JSON file.",
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
