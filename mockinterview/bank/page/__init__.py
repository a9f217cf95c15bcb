"""A page of interview questions as somebody pasted it -> drafts of questions, and what was left over.

The way: lines -> units with what can be seen of them (`lines`, `cues`) -> questions and sections by what headings mean
(`vocabulary`, `sections`, `tables`), in every layout there is, the best one kept (`layouts`) -> entries (`contents`) -> drafts.
"""

from __future__ import annotations

import re

from mockinterview.bank.bulk import many_objects
from mockinterview.bank.page.cues import asks
from mockinterview.bank.page.drafts import reading_of
from mockinterview.bank.page.layouts import best_reading
from mockinterview.bank.page.lines import Unit, blocks, units_of
from mockinterview.bank.page.tables import table_of
from mockinterview.bank.page.vocabulary import meaning
from mockinterview.bank.page.words import named, word_count
from mockinterview.core.page import PageReading

_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")

__all__ = ["read_page"]


def read_page(text: str) -> PageReading:
    """What a page says, and what was not understood."""
    text = _UNWRITABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text.lstrip("\ufeff")))
    lines = tuple(text.split("\n"))
    with many_objects():
        return _read(lines)


def _read(lines: tuple[str, ...]) -> PageReading:
    parts = [block if isinstance(block, Unit) else table_of(block) for block in blocks(units_of(lines))]
    try:
        outline, contents = best_reading(parts)
        return reading_of(lines, outline, contents)
    finally:
        for remembered in (asks, meaning, named, word_count):
            remembered.cache_clear()  # what somebody pasted is not kept longer than it takes to read it
