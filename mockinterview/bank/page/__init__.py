"""A page of interview questions as somebody pasted it -> drafts of questions, and what was left over.

The way: lines -> units with what can be seen of them (`lines`, `cues`) -> questions and sections by what headings mean
(`vocabulary`, `sections`, `tables`), in every layout there is, the best one kept (`layouts`) -> entries (`contents`) -> drafts.
"""

from __future__ import annotations

from mockinterview.bank.page.drafts import reading_of
from mockinterview.bank.page.layouts import best_reading
from mockinterview.bank.page.lines import Unit, blocks, units_of
from mockinterview.bank.page.tables import table_of
from mockinterview.core.page import PageReading

__all__ = ["read_page"]


def read_page(text: str) -> PageReading:
    """What a page says, and what was not understood."""
    lines = tuple(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").split("\n"))
    parts = [block if isinstance(block, Unit) else table_of(block) for block in blocks(units_of(lines))]
    outline, contents = best_reading(parts)
    return reading_of(lines, outline, contents)
