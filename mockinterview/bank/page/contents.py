"""What a section holds, once all of it is in sight: the entries of a list, one long answer, or a sentence of advice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mockinterview.bank.page.cues import IMPERATIVE, MOTIVE, NEGATIVE, asks, tells
from mockinterview.bank.page.lines import Unit
from mockinterview.bank.page.sections import Section
from mockinterview.bank.page.tables import Table, table_entries
from mockinterview.bank.page.vocabulary import LIST_KINDS, Kind, is_star_part
from mockinterview.bank.page.words import named, unquoted, word_count
from mockinterview.core.question import Level

LONGEST_PLAIN_ENTRY = 700
"""Characters of a paragraph under a question that can still be one entry of a checklist."""
LONGEST_LOOSE_ENTRY = 120
"""The same where no question stands above: there, paragraphs introduce and entries are short."""


_BAD_ANSWER = re.compile(
    r"\b(?:weak|weaker|poor|bad|ineffective|wrong|no[- ]hire|schlechte|mauvaise|mala)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Entry:
    """One thing the page says. name is the short form where there is one."""

    kind: Kind
    name: str
    text: str
    first: int
    last: int
    title: str = ""
    level: Level | None = None


@dataclass(frozen=True)
class Contents:
    """Entries in order and the units that said nothing for a question."""

    entries: tuple[Entry, ...]
    rest: tuple[Unit, ...]


def contents_of(section: Section, under_question: bool, first_of_question: bool = False) -> Contents:
    """The entries of one section. under_question: a question stands above it; first_of_question: directly above it."""
    if section.kind in (Kind.OTHER, Kind.QUESTIONS, Kind.RATING, Kind.UNKNOWN):
        return _loose(section, under_question, first_of_question)
    if section.kind is Kind.SAMPLE:
        return _sample(section, under_question)
    return _listed(section, section.kind, under_question)


# ---------------------------------------------------------------- lists


def _listed(section: Section, kind: Kind, under_question: bool = True) -> Contents:
    """A list section: its entries, by their markers, by `Name: description`, or line by line."""
    entries: list[Entry] = []
    rest: list[Unit] = []
    for block in section.blocks:
        if isinstance(block, Table):
            cells, unread = table_entries(block, kind)
            entries += [Entry(cell.kind, cell.name, cell.text, cell.line, cell.line, section.title) for cell in cells]
            rest += unread if block.heading is None else [block.heading, *unread] if not cells else unread
    units = section.units
    if section.inherited and units and not any(unit.listed for unit in units):
        entries.append(_headed(section, kind))
        return Contents(tuple(entries), tuple(rest))
    if not under_question and _only_introduces(section):
        return Contents(tuple(entries), (*rest, *units))
    is_entry = _entry_test(units, LONGEST_PLAIN_ENTRY if under_question else LONGEST_LOOSE_ENTRY)
    open_entry: Unit | None = None
    for index, unit in enumerate(units):
        if is_entry(unit) and not _is_parent(unit, units[index + 1 : index + 2]):
            entries.append(_entry(unit, kind, section))
            open_entry = unit
        elif open_entry is not None and _describes(open_entry, unit) and entries:
            entries[-1] = _with_more(entries[-1], unit)
        else:
            rest.append(unit)
    return Contents(tuple(entries), tuple(rest))


def _headed(section: Section, kind: Kind) -> Entry:
    """An entry whose name is the heading and whose description are the paragraphs below."""
    text = " ".join(unit.text for unit in section.units)
    first = section.heading.first if section.heading is not None else section.units[0].first
    return Entry(kind, section.title, text, first, section.units[-1].last, section.title)


def _only_introduces(section: Section) -> bool:
    """Whether paragraphs that no question stands above are talk about the list rather than entries of it."""
    units = section.units
    if any(unit.listed for unit in units) or any(named(unit.text)[0] for unit in units):
        return False
    return section.first or (len(units) == 1 and units[0].text[-1:] in ".!")


def _entry_test(units: Sequence[Unit], longest: int) -> Callable[[Unit], bool]:
    """How the entries of this list are told from the sentences around them."""
    if any(unit.listed for unit in units):
        return _is_listed
    names = sum(bool(named(unit.text)[0]) for unit in units)
    if (names >= 2 and names * 2 > len(units)) or (names == 1 and len(units) == 1):
        return _is_named

    def is_short_enough(unit: Unit) -> bool:
        return len(unit.text) <= longest and not unit.text.endswith(":")

    return is_short_enough


def _is_listed(unit: Unit) -> bool:
    return unit.listed


def _is_named(unit: Unit) -> bool:
    return bool(named(unit.text)[0])


def _is_parent(unit: Unit, following: Sequence[Unit]) -> bool:
    """An entry that only introduces the deeper ones below it."""
    return unit.text.endswith(":") and bool(following) and following[0].listed


def _describes(entry: Unit, unit: Unit) -> bool:
    """A paragraph that says more about the short numbered entry above it."""
    return not unit.listed and entry.marker == "number" and (not unit.before or word_count(entry.text) <= 12)


def _entry(unit: Unit, kind: Kind, section: Section) -> Entry:
    kind = _kind_of_entry(unit, kind)
    name, text = named(unit.text)
    if not name or kind in (Kind.TIPS, Kind.WHY, Kind.RELATED, Kind.FOLLOW_UP):
        name, text = "", unquoted(unit.text)
    return Entry(kind, name, text, unit.first, unit.last, section.title)


def _kind_of_entry(unit: Unit, kind: Kind) -> Kind:
    """In mixed lists (do and don't) each entry says for itself what it is; elsewhere only a cross counts."""
    if kind is Kind.DO_AND_DONT:
        bad = unit.good is False or (unit.good is None and NEGATIVE.match(unit.text) is not None)
        return Kind.MINEFIELD if bad else Kind.KEY_POINT
    if unit.good is False and kind is Kind.KEY_POINT:
        return Kind.MINEFIELD
    return kind


def _with_more(entry: Entry, unit: Unit) -> Entry:
    name, text = entry.name, entry.text
    if not name and "\n" not in text and word_count(text) <= 12 and text[-1:] not in ".!?":
        return Entry(entry.kind, text, unit.text, entry.first, unit.last, entry.title)
    return Entry(entry.kind, name, f"{text} {unit.text}", entry.first, unit.last, entry.title)


# ---------------------------------------------------------------- answers


def _sample(section: Section, under_question: bool) -> Contents:
    """A sample answer; under the same heading some pages put key points (`Name: description`) or levels of answers instead."""
    listed = [unit for unit in section.units if unit.listed]
    if listed or sum(bool(named(unit.text)[0]) for unit in section.units) >= 2:
        points = listed or section.units
        names = [unit for unit in points if named(unit.text)[0] and not is_star_part(named(unit.text)[0])]
        told = sum(tells(unit.text) for unit in section.units)
        kind = Kind.MINEFIELD if _BAD_ANSWER.search(section.title) else Kind.KEY_POINT
        if len(names) * 4 >= len(points) * 3 and told * 3 < len(section.units):
            return _listed(section, kind)
        if told == 0 and listed and not any(is_star_part(unit.text.partition(":")[0]) for unit in section.units):
            return _listed(section, kind)
    if not section.units or not under_question:
        return Contents((), tuple(_all_units(section)))
    if listed == section.units and len(listed) > 1 and all(unquoted(unit.text) != unit.text for unit in listed):
        answers = [
            Entry(Kind.SAMPLE, "", unquoted(u.text), u.first, u.last, section.title, section.level) for u in listed
        ]
        return Contents(tuple(answers), ())
    units = section.units
    text = unquoted("\n".join(unit.text if not unit.listed else f"- {unit.text}" for unit in units))
    entry = Entry(Kind.SAMPLE, "", text, units[0].first, units[-1].last, section.title, section.level)
    rows = [row for block in section.blocks if isinstance(block, Table) for row in block.rows]
    return Contents((entry,), tuple(rows))


# ---------------------------------------------------------------- no known heading


def _loose(section: Section, under_question: bool, first_of_question: bool) -> Contents:
    """A section whose heading says nothing: what its shape alone says."""
    entries: list[Entry] = []
    rest: list[Unit] = []
    for block in section.blocks:
        if isinstance(block, Table):
            cells, unread = table_entries(block, Kind.UNKNOWN)
            entries += [Entry(cell.kind, cell.name, cell.text, cell.line, cell.line, section.title) for cell in cells]
            rest += unread
    units = section.units
    if section.kind in (Kind.UNKNOWN, Kind.RATING) and units:
        by_sign = [unit for unit in units if unit.good is not None]
        if len(by_sign) >= 2 or (by_sign and under_question):
            signed = {unit.first for unit in by_sign}
            entries += [_entry(unit, Kind.DO_AND_DONT, section) for unit in by_sign]
            units = [unit for unit in units if unit.first not in signed]
        elif _is_advice(units):
            found = _listed(section, Kind.KEY_POINT)
            return Contents((*entries, *found.entries), (*rest, *found.rest))
        if under_question and first_of_question and not section.title:
            told, others = _prose([unit for unit in units if not unit.listed], section)
            entries += told
            units = [*others, *(unit for unit in units if unit.listed)]
    return Contents(tuple(entries), (*rest, *units))


def _is_advice(units: Sequence[Unit]) -> bool:
    """A list of named pieces of advice: `Know the market: Look up three advertisements.`"""
    names = [named(unit.text) for unit in units if not asks(unit.text)]
    names = [pair for pair in names if pair[0] and not is_star_part(pair[0])]
    if len(names) < 2 or (len(names) * 3 < len(units) * 2 and not (len(names) >= 3 and len(names) * 2 >= len(units))):
        return False
    return sum(bool(IMPERATIVE.match(name) or IMPERATIVE.match(rest)) for name, rest in names) * 4 >= len(names) * 3


def _prose(units: Sequence[Unit], section: Section) -> tuple[list[Entry], list[Unit]]:
    """Paragraphs directly under a question: an answer somebody gives, why it is asked, or advice."""
    entries: list[Entry] = []
    rest: list[Unit] = []
    for unit in units:
        kind = _kind_of_prose(unit)
        if kind is None:
            rest.append(unit)
        elif kind is Kind.SAMPLE and entries and entries[-1].kind is Kind.SAMPLE and entries[-1].last < unit.first:
            last = entries.pop()
            entries.append(Entry(kind, "", f"{last.text}\n{unit.text}", last.first, unit.last, section.title))
        else:
            text = unquoted(unit.text) if kind is Kind.SAMPLE else unit.text
            entries.append(Entry(kind, "", text, unit.first, unit.last, section.title))
    return entries, rest


def _kind_of_prose(unit: Unit) -> Kind | None:
    words = word_count(unit.text)
    if words < 5 or asks(unit.text):
        return None
    if tells(unit.text) and words >= 8:
        return Kind.SAMPLE
    if MOTIVE.match(unit.text):
        return Kind.MOTIVATION
    if NEGATIVE.match(unit.text):
        return Kind.MINEFIELD
    if IMPERATIVE.match(unit.text) or " you " in f" {unit.text.lower()} " or " your " in unit.text.lower():
        return Kind.TIPS
    return None


def _all_units(section: Section) -> list[Unit]:
    found: list[Unit] = []
    for block in section.blocks:
        if isinstance(block, Table):
            found += [*([block.heading] if block.heading is not None else []), *block.rows]
        else:
            found.append(block)
    return found


__all__ = ["LIST_KINDS", "Contents", "Entry", "contents_of"]
