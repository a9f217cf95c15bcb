"""CSV and JSON lists of questions -> lines with tabs, one for each row, which the grammar of pages reads as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from mockinterview.core.problems import BankProblem

MOST_ROWS = 20_000


def csv_text(text: str) -> str:
    """Rows as lines, cells apart by tabs; the separator is the one that occurs most in the first line."""
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    separator = max("\t,;|", key=first.count)
    if not first.count(separator):
        return text
    try:
        return "\n".join(_line(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:  # a quote that never ends, or a cell of 130,000 characters: read as plain lines
        return text


def json_text(plain: Any, name: str) -> str:
    """A list of texts as lines; a list of objects as a table with their keys as heading."""
    if isinstance(plain, dict):
        lists = [value for value in plain.values() if isinstance(value, list)]
        plain = max(lists, key=len) if lists else [plain]
    if not isinstance(plain, list) or not plain or len(plain) > MOST_ROWS:
        raise BankProblem(
            f"{name} holds no list of questions.",
            "Expected a question bank, a list of texts, or a list of objects.",
            "Choose another file.",
        )
    if all(isinstance(one, Mapping) for one in plain):
        keys = list(dict.fromkeys(str(key) for one in plain for key in one))
        return "\n".join(
            [
                _line([key.replace("_", " ") for key in keys]),
                *(_line([_said(one.get(key)) for key in keys]) for one in plain),
            ]
        )
    return "\n".join(f"- {_flat(_said(one))}" for one in plain)


def _line(cells: Sequence[str]) -> str:
    return "\t".join(_flat(cell) for cell in cells)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _said(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool() | int() | float():
            return str(value)
        case list():
            return "; ".join(_said(one) for one in value if not isinstance(one, list | dict))
        case _:
            return ""
