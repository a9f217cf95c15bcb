"""Files that may hold questions -> drafts: bank files as they are, everything else by way of the text in it.

Nothing is fetched and nothing is executed: of HTML and word-processor files only the words are read, and every size is capped.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mockinterview.bank.page import read_page
from mockinterview.bank.reader import read_parsed
from mockinterview.bank.sources.markup import html_text
from mockinterview.bank.sources.office import office_text
from mockinterview.bank.sources.rows import csv_text, json_text
from mockinterview.bank.sources.text import decoded
from mockinterview.core.page import Draft, PageReading
from mockinterview.core.problems import BankProblem

LARGEST_BYTES = 10_000_000
LONGEST_TEXT = 1_000_000
"""Characters of a page; a book of 300 pages has fewer."""

_BY_ENDING: dict[str, Callable[[str], str]] = {
    "csv": csv_text,
    "tsv": csv_text,
    "html": html_text,
    "htm": html_text,
    "xhtml": html_text,
}
_HTML_STARTS = (
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<div",
    "<article",
    "<main",
    "<section",
    "<h1",
    "<h2",
    "<p>",
    "<ul",
    "<table",
)


def import_file(file: Path) -> PageReading:
    """What a file says; BankProblem if it cannot be read."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise BankProblem(
            f"{file.name} cannot be read.",
            f"The system says: {error.strerror}.",
            "Check that the file is there and yours.",
        ) from error
    return import_bytes(raw, file.name)


def import_bytes(raw: bytes, name: str) -> PageReading:
    """What bytes say. name: what to call them in a problem; its ending is a hint, their beginning decides."""
    if len(raw) > LARGEST_BYTES:
        raise BankProblem(
            f"{name} cannot be read.", f"It is larger than {LARGEST_BYTES // 1_000_000} MB.", "Give a part of it."
        )
    if raw.startswith(b"PK\x03\x04"):
        return read_text(office_text(raw, name), name)
    text = decoded(raw, name)
    ending = name.rpartition(".")[2].lower()
    start = text.lstrip()[:30].lower()
    if ending == "json" or (start[:1] in ("{", "[") and ending not in _BY_ENDING):
        plain = _json(text, name, sure=ending == "json")
        if plain is not None:
            return _from_json(plain, name)
    reader = html_text if start.startswith(_HTML_STARTS) or start.startswith("<?xml") else _BY_ENDING.get(ending)
    return read_text(reader(text) if reader is not None else text, name)


def read_text(text: str, name: str) -> PageReading:
    """A page's text; BankProblem if it is far too long."""
    if len(text) > LONGEST_TEXT:
        raise BankProblem(
            f"{name} is too long for one page.",
            f"It has {len(text):,} characters; at most {LONGEST_TEXT:,} are read.",
            "Give a part of it.",
        )
    return read_page(text)


def _json(text: str, name: str, sure: bool) -> Any:
    """The parsed text, or None if it is none after all. sure: the name says that it is JSON, so what is wrong is told."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if not sure:
            return None
        where = (
            f"{error.msg} at line {error.lineno}, column {error.colno}"
            if isinstance(error, json.JSONDecodeError)
            else "nested too deep or with endless numbers"
        )
        raise BankProblem(f"{name} cannot be read.", f"It is not JSON: {where}.", "Correct the file.") from error


def _from_json(plain: Any, name: str) -> PageReading:
    """A bank, one question, or a list of questions in somebody else's shape."""
    if isinstance(plain, dict) and ("format" in plain or "text" in plain):
        questions, problems = read_parsed(plain, name)
        if not questions and problems:
            raise problems[0]
        return PageReading(
            (), tuple(Draft(question) for question in questions), (), tuple(problem.sentence for problem in problems)
        )
    return read_text(json_text(plain, name), name)
