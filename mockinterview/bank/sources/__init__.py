"""Files that may hold questions -> the text in them, or the questions themselves."""

from __future__ import annotations

from pathlib import Path

from mockinterview.bank.page import read_page
from mockinterview.core.page import PageReading


def import_file(file: Path) -> PageReading:
    """What a file says."""
    return import_bytes(file.read_bytes(), file.name)


def import_bytes(raw: bytes, name: str) -> PageReading:
    """What bytes say."""
    return read_page(raw.decode("utf-8", "replace"))
