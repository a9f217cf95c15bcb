"""The lines of a page -> units: a heading, a list entry, a paragraph, a table row; each with what can be seen of it.

Lines that were broken to fit a width are put together again. Every unit knows the lines it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mockinterview.bank.page.cues import asks, is_noise
from mockinterview.bank.page.vocabulary import meaning
from mockinterview.bank.page.words import without_markup, word_count

_BULLETS = "-*+•◦‣▪▫■□●○·–—∙⁃➤➢►▸▶→»✦✧❖◆◇"
_GOOD = "✅✓✔👍🟢☑"
_BAD = "❌✗✘✖👎🔴🚫⛔🚩⚠"
_BOXES = "☐🔲⬜"
_MARKER = re.compile(
    rf"(?:(?P<hash>\#{{1,6}})\s+|(?P<bullet>[{re.escape(_BULLETS)}])\s+(?:\[[ xX]\]\s+)?"
    r"|(?P<number>\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)])\s+(?=\S))"
)
_ICON = re.compile(rf"(?P<icon>[{_GOOD}{_BAD}{_BOXES}]️?)\s*")
_PICTURES = re.compile(r"^(?:[\U0001F000-\U0001FAFF\u2190-\u21FF\u2600-\u27BF\u2B00-\u2BFF]\uFE0F?\u200D?\s*)+")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|\*{3,}|_{3,}|~{3,})\s*")
_BOLD = re.compile(r"(\*\*|__|\*|_)(?=\S).+?\1\s*:?\s*")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_END = re.compile(r"[.!?:;…]['\"”’»)*_]*$")

LONGEST_HEADING = 110
LONGEST_PARAGRAPH = 6_000
"""Characters of a paragraph that broken lines may add up to."""
MOST_HEADING_WORDS = 14


@dataclass(frozen=True)
class Unit:
    """Lines `first` to `last` of a page as one piece. text: without marker and emphasis.

    marker: "", "heading", "bullet", "number" or "icon"; mark: the marker itself. good: True with a tick, False with a cross.
    level: depth of a Markdown heading, else 0. before, after: whether a blank line stands there. cells: of a table row.
    """

    first: int
    last: int
    text: str
    indent: int = 0
    marker: str = ""
    mark: str = ""
    level: int = 0
    bold: bool = False
    good: bool | None = None
    before: bool = False
    after: bool = False
    cells: tuple[str, ...] = ()
    noise: bool = False
    pictured: bool = False
    """A small picture stands in front."""

    @property
    def listed(self) -> bool:
        """Whether the unit is an entry of a list by its marker."""
        return self.marker in ("bullet", "number", "icon")

    @property
    def marked(self) -> bool:
        """Whether the page itself sets the unit off as a heading."""
        return self.marker == "heading" or self.bold

    @property
    def short(self) -> bool:
        """Whether it could be a heading by its length and its end."""
        text = self.text
        return len(text) <= LONGEST_HEADING and text[-1:] not in ".;," and word_count(text) <= MOST_HEADING_WORDS

    @property
    def style(self) -> str:
        """How the unit is set, for telling questions set in one way from everything else."""
        if self.marker == "number":
            return "number" if self.indent == 0 else "inner number"
        return "heading" if self.marker == "heading" else "bold" if self.bold else self.marker or "plain"


def units_of(lines: Sequence[str]) -> list[Unit]:
    """The units of a page in order; blank lines and rules are gone."""
    width = _wrap_width(lines)
    units: list[Unit] = []
    previous = ""
    blank = True
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if not stripped or _UNDERLINE.fullmatch(line) or (_TABLE_RULE.fullmatch(stripped) and "|" in stripped):
            if (
                stripped
                and not blank
                and "|" not in stripped
                and units
                and units[-1].last == number - 1
                and stripped[0] in "=-"
            ):
                units[-1] = _underlined(units[-1], stripped)
            elif units and not (stripped and "|" in stripped):
                units[-1] = replace(units[-1], after=True)
            blank = blank or "|" not in stripped
            continue
        unit = _unit(number, line, blank)
        if units and not blank and _continues(units[-1], previous, unit, line, width):
            units[-1] = replace(units[-1], last=number, text=_joined(units[-1].text, unit.text))
        else:
            units.append(unit)
        previous = line.rstrip()
        blank = False
    return [replace(unit, after=True) if unit is units[-1] else unit for unit in units]


def _underlined(unit: Unit, rule: str) -> Unit:
    if unit.listed or unit.cells or not unit.short:
        return replace(unit, after=True)
    return replace(unit, marker="heading", level=1 if rule[0] == "=" else 2, after=True)


def _wrap_width(lines: Sequence[str]) -> int:
    """The width the page's lines were broken at, 0 if they were not."""
    lengths = sorted(len(line.rstrip()) for line in lines if len(line.rstrip()) > 30)
    if len(lengths) < 4 or not 45 <= lengths[-1] <= 140:
        return 0
    widest = lengths[-1]
    near = sum(length >= widest - 14 for length in lengths)
    return widest if near >= max(2, len(lengths) // 6) else 0


def _unit(number: int, line: str, blank: bool) -> Unit:
    expanded = line.expandtabs(4)
    indent = len(expanded) - len(expanded.lstrip())
    text = line.strip()
    while text.startswith(">") and len(text) > 1:
        text = text[1:].lstrip()
    cells = _cells(text)
    if cells:
        text = " ".join(text.split())
        return Unit(number, number, text, indent, cells=cells, before=blank, noise=is_noise(text))
    text = " ".join(text.split())
    marker = mark = ""
    level = 0
    if found := _MARKER.match(text):
        marker = {"hash": "heading", "bullet": "bullet", "number": "number"}[str(found.lastgroup)]
        mark = found.group(str(found.lastgroup))
        if marker == "number" and mark[:-1].strip("(").isalpha() and not blank and len(mark) > 2:
            marker, mark = "", ""
        else:
            text = text[found.end() :].strip()
            level = len(mark) if marker == "heading" else 0
    if marker == "heading" and (numbered := re.match(r"\d{1,3}[.)]\s+(?=\S)", text)):
        text = text[numbered.end() :]
        text = text.rstrip("# ")
    good: bool | None = None
    if icon := _ICON.match(text):
        good = True if icon.group("icon")[0] in _GOOD else False if icon.group("icon")[0] in _BAD else None
        marker = marker or "icon"
        mark = mark or icon.group("icon")
        text = text[icon.end() :]
    text, pictures = _PICTURES.subn("", text)
    bold = len(text) <= 2 * LONGEST_HEADING and _BOLD.fullmatch(text) is not None
    clean = without_markup(text) or text.strip()
    return Unit(
        number,
        number,
        clean,
        indent,
        marker,
        mark,
        level,
        bold,
        good,
        blank,
        noise=is_noise(clean),
        pictured=bool(pictures) or marker == ("icon"),
    )


def _cells(text: str) -> tuple[str, ...]:
    """The cells of a table row, () if the line is none."""
    if text.startswith("|") and text.count("|") >= 2:
        parts = text.strip("|").split("|")
    elif "\t" in text:
        parts = text.split("\t")
    elif text.count(" | ") >= 1 and not text.endswith("|") and text.count(" | ") <= 8:
        parts = text.split(" | ")
    else:
        return ()
    cells = tuple(without_markup(part.strip()) for part in parts)
    return cells if len(cells) > 1 else ()


def _continues(unit: Unit, previous: str, fresh: Unit, line: str, width: int) -> bool:
    """Whether a line goes on with the unit before it, with no blank line between."""
    if fresh.marker or fresh.cells or unit.cells or unit.marker == "heading" or fresh.bold or unit.bold or fresh.noise:
        return False
    if len(unit.text) > LONGEST_PARAGRAPH:
        return False
    ended = _END.search(unit.text[-12:]) is not None
    indented = len(line) - len(line.lstrip())
    first_word = len(line.split(maxsplit=1)[0])
    if width and len(previous) + 1 + first_word > width - 3 and len(previous) > width * 0.6:
        label, colon, _ = fresh.text.partition(":")
        opens = meaning(label if colon else fresh.text) is not None or asks(fresh.text) == 3
        return unit.text[-1:] != ":" and not (opens and ended)
    if unit.listed and indented > unit.indent and not ended:
        return True
    starts_low = fresh.text[:1].islower()
    return starts_low and not ended and len(previous) > 40


def _joined(text: str, more: str) -> str:
    return text[:-1] + more if text.endswith("-") and text[-2:-1].isalpha() and more[:1].islower() else f"{text} {more}"


def blocks(units: Sequence[Unit]) -> Iterator[Unit | tuple[Unit, ...]]:
    """The units, with the rows of each table together."""
    index = 0
    while index < len(units):
        end = index
        while end < len(units) and units[end].cells:
            end += 1
        if end - index >= 2:
            yield tuple(units[index:end])
            index = end
        else:
            yield units[index]
            index += 1
