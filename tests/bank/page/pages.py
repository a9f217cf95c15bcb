"""The test pages: each line with a letter in front that says what a person reads there.

q question   c competency or motivation   k key point   m minefield   s sample answer   w why   p tip
+ goes on with the line above   . nothing   ! a line that says several things, told by the = lines below it
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.bank.page.scoring import Told

FOLDER = Path(__file__).parents[2] / "data" / "pages"
KINDS = {
    "q": "question", "c": "competency", "k": "key_point", "m": "minefield", "s": "sample_answer", "w": "why_good", "p": "prep",
}  # fmt: skip


def page(name: str) -> tuple[str, list[Told]]:
    """A page's text and what it says."""
    lines: list[str] = []
    told: list[tuple[str, str]] = []
    for row in (FOLDER / f"{name}.page").read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"=(\w) (.*)", row):
            told.append((KINDS[found.group(1)], found.group(2)))
            continue
        sign, line = row[0], row[3:]
        lines.append(line)
        if sign in KINDS:
            told.append((KINDS[sign], line))
        elif sign == "+":
            told[-1] = (told[-1][0], f"{told[-1][1]} {line}")
    return "\n".join(lines), [Told(kind, text) for kind, text in told]


NAMES = sorted(file.stem for file in FOLDER.glob("*.page"))
