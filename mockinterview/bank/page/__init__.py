"""A page of interview questions as somebody pasted it -> drafts of questions, and what was left over."""

from __future__ import annotations

from mockinterview.core.page import LeftOver, PageReading


def read_page(text: str) -> PageReading:
    """What a page says, and what was not understood."""
    lines = tuple(text.splitlines())
    return PageReading(lines, (), tuple(LeftOver(n, line) for n, line in enumerate(lines, 1) if line.strip()))
