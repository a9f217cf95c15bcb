"""An outline -> drafts of questions with their links to the page, and everything that is left over."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from mockinterview.bank.checks import LONGEST_ANSWER, LONGEST_TEXT, MOST_ENTRIES
from mockinterview.bank.page.contents import Contents, Entry, contents_of
from mockinterview.bank.page.sections import Asked, Outline, Section
from mockinterview.bank.page.tables import row_cells
from mockinterview.bank.page.vocabulary import Kind, level_of
from mockinterview.bank.page.words import plain_words
from mockinterview.core.minefields import classify
from mockinterview.core.page import Draft, LeftOver, Link, PageReading, Part
from mockinterview.core.question import ChecklistItem, ItemKind, Level, Question, SampleAnswer

_ITEM_KINDS = {
    Kind.COMPETENCY: ItemKind.COMPETENCY,
    Kind.KEY_POINT: ItemKind.KEY_POINT,
    Kind.MOTIVATION: ItemKind.MOTIVATION,
    Kind.MINEFIELD: ItemKind.MINEFIELD,
}
_FACTS = re.compile(r"\b(theme|role|function|position|job|category|topic|competency|department)\s*:\s*", re.IGNORECASE)
_FACT_FIELDS = {
    "theme": "theme", "category": "theme", "topic": "theme", "competency": "theme",
    "role": "role", "position": "role", "job": "role", "function": "function", "department": "function",
}  # fmt: skip
_ROLE_LINE = re.compile(
    r"(?:(?:the |top |most |\d+ |common |typical |behaviou?ral |technical |general |popular |"
    r"frequent(?:ly asked)? |sample |example |best )*)"
    r"(?P<role>.{2,60}?) (?:job )?interview questions?(?: (?:and|&) answers)?(?: \(.*\))?",
    re.IGNORECASE,
)
_NO_ROLES = {
    "interview",
    "job",
    "behavioral",
    "behavioural",
    "technical",
    "common",
    "general",
    "related",
    "more",
    "other",
    "your",
    "example",
    "sample",
}
MOST_LINKS = MOST_ENTRIES
"""Parts of one draft, so that none of its lists is longer than a bank allows."""


@dataclass(eq=False)
class _Making:
    """A draft in the making."""

    text: str
    theme: str = ""
    about: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    lines: tuple[int, int] = (0, 0)


def reading_of(lines: Sequence[str], outline: Outline, contents: dict[int, Contents]) -> PageReading:
    """The whole page. contents: of every section, by its identity."""
    made: dict[str, _Making] = {}
    left: list[LeftOver] = []
    role = _page_role(outline)
    for asked in outline.asked:
        _add_question(asked, made, contents, left)
    general = _general(outline, contents)
    named = 0
    if role and outline.title is not None and made:
        named = outline.title.first
        named_by = Link(Part.ABOUT, 0, outline.title.first, outline.title.last)
        for one in (*made.values(), *([general] if general.entries else [])):
            if "role" not in one.about and named_by not in one.links:
                one.links.append(named_by)
    drafts = [_finished(one, role, False) for one in dict.fromkeys(made.values())]
    if general.entries:
        drafts.append(_finished(general, role, True))
    else:
        left += [LeftOver(link.first, lines[link.first - 1].strip()) for link in general.links if link.first != named]
    used = {line for draft in drafts for link in draft.links for line in range(link.first, link.last + 1)}
    left = [one for one in left if one.line in used]
    left += [
        LeftOver(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip() and number not in used
    ]
    return PageReading(tuple(lines), tuple(drafts), tuple(sorted(left, key=_line_of)))


def _line_of(left: LeftOver) -> int:
    return left.line


def _add_question(asked: Asked, made: dict[str, _Making], contents: dict[int, Contents], left: list[LeftOver]) -> None:
    """A question with all its entries; one that is asked again with nothing new belongs to where it was asked first."""
    making = _Making(asked.text, asked.theme, lines=(asked.unit.first, asked.unit.last))
    if asked.note:
        making.entries.append(_noted(asked))
    if asked.row is not None:
        cells, rest = row_cells(asked.row, asked.unit)
        made_entries = [Entry(cell.kind, cell.name, cell.text, cell.line, cell.line) for cell in cells]
        making.entries += [_cell_entry(entry) for entry in made_entries]
        left += [LeftOver(asked.unit.first, cell) for cell in rest]
        if asked.row.heading is not None and asked.row.rows[0] is asked.unit:
            making.links.append(Link(Part.HEADING, 0, asked.row.heading.first, asked.row.heading.last))
    if asked.theme_unit is not None:
        making.links.append(Link(Part.ABOUT, 0, asked.theme_unit.first, asked.theme_unit.last))
    for unit in asked.about:
        making.about |= _facts(unit.text)
        making.links.append(Link(Part.ABOUT, 0, unit.first, unit.last))
    for section in asked.sections:
        _add_section(making, section, contents[id(section)])
    making.links.insert(0, Link(Part.TEXT, 0, *making.lines))
    said = making.text if making.entries else " ".join(plain_words(making.text.lower())) or making.text
    if (again := made.get(said) or made.get(making.text)) is not None:
        again.links += making.links
        again.entries += making.entries
    else:
        made[making.text] = made[" ".join(plain_words(making.text.lower()))] = making


def _noted(asked: Asked) -> Entry:
    _, colon, rest = asked.note.partition(":")
    words = rest.strip() if colon else re.sub(r"^\w+(?: for)?\s+", "", asked.note)
    return Entry(Kind.COMPETENCY, "", words.strip(), asked.unit.first, asked.unit.last)


def _cell_entry(entry: Entry) -> Entry:
    return replace(entry, text=entry.text.strip('"“”')) if entry.kind is Kind.SAMPLE else entry


def _general(outline: Outline, contents: dict[int, Contents]) -> _Making:
    title = outline.title.text.rstrip(" :") if outline.title is not None else ""
    headed = next((section.title for section in outline.general if section.title and contents[id(section)].entries), "")
    making = _Making(title or headed or "Checklist")
    if outline.title is not None:
        making.lines = (outline.title.first, outline.title.last)
        making.links.append(Link(Part.TEXT, 0, *making.lines))
    for section in outline.general:
        _add_section(making, section, contents[id(section)])
    return making


def _add_section(making: _Making, section: Section, held: Contents) -> None:
    theme = section.theme_unit
    if theme is not None and held.entries:
        title = theme.text.rstrip(" :")
        making.links.append(Link(Part.HEADING, 0, theme.first, theme.last, title))
        held = replace(held, entries=tuple(replace(entry, title=title) for entry in held.entries))
    making.entries += held.entries
    if section.heading is not None and (held.entries or section.kind is Kind.QUESTIONS):
        making.links.append(Link(Part.HEADING, 0, section.heading.first, section.heading.last, section.title))


def _facts(text: str) -> dict[str, str]:
    """`Theme: Ethics Role: Paralegal Function: Legal`, or a line that names the job, as fields of a question."""
    parts = _FACTS.split(text)
    if len(parts) >= 3 and not parts[0].strip(" |,·"):
        facts = zip(parts[1::2], parts[2::2], strict=False)
        return {_FACT_FIELDS[name.lower()]: value.strip(" |,;·") for name, value in facts if value.strip(" |,;·")}
    if found := _ROLE_LINE.fullmatch(text.strip(" :")):
        role = found.group("role").strip()
        return {"role": role} if role.split()[0].lower() not in _NO_ROLES else {}
    return {"about_role": text}


def _page_role(outline: Outline) -> str:
    title = outline.title.text if outline.title is not None else ""
    found = _ROLE_LINE.fullmatch(title.strip(" :"))
    role = found.group("role").strip() if found else ""
    return "" if not role or role.split()[0].lower() in _NO_ROLES or len(role.split()) > 4 else role


# ---------------------------------------------------------------- the finished draft


def _finished(making: _Making, role: str, checklist_only: bool) -> Draft:
    links = list(making.links)
    items: list[ChecklistItem] = []
    answers: list[SampleAnswer] = []
    lists: dict[Part, list[str]] = {Part.TIP: [], Part.RELATED: [], Part.FOLLOW_UP: []}
    for entry in making.entries:
        if not _fits(entry) or len(links) >= MOST_LINKS:
            continue  # what no bank could hold is left over
        if entry.kind in _ITEM_KINDS:
            links.append(_link(Part.ITEM, len(items), entry))
            items.append(_item(entry, len(items) + 1))
        elif entry.kind is Kind.SAMPLE:
            links.append(_link(Part.SAMPLE_ANSWER, len(answers), entry))
            answers.append(SampleAnswer(entry.level or Level.SOLID, entry.text))
        elif entry.kind is Kind.WHY and answers and len(answers[-1].why) + len(entry.text) < LONGEST_TEXT:
            links.append(_link(Part.WHY, len(answers) - 1, entry))
            answers[-1] = replace(answers[-1], why=f"{answers[-1].why}\n{entry.text}".strip())
        else:
            part = {Kind.RELATED: Part.RELATED, Kind.FOLLOW_UP: Part.FOLLOW_UP}.get(entry.kind, Part.TIP)
            links.append(_link(part, len(lists[part]), entry))
            lists[part].append(_wording(entry))
    fields = {"role": role, "theme": making.theme} | making.about
    question = Question(
        id=question_id(making.text, fields.get("role", "")),
        text=making.text[:LONGEST_TEXT],
        items=tuple(items),
        sample_answers=_graded(answers, making),
        tips=tuple(lists[Part.TIP]),
        related=tuple(lists[Part.RELATED]),
        follow_ups=tuple(lists[Part.FOLLOW_UP]),
        role=fields["role"],
        theme=fields["theme"],
        function=fields.get("function", ""),
        about_role=fields.get("about_role", ""),
    )
    return Draft(question, tuple(links), checklist_only)


def _fits(entry: Entry) -> bool:
    return (
        len(entry.text) <= (LONGEST_ANSWER if entry.kind is Kind.SAMPLE else LONGEST_TEXT)
        and len(entry.name) <= LONGEST_TEXT
    )


def _link(part: Part, index: int, entry: Entry) -> Link:
    return Link(part, index, entry.first, entry.last, entry.title)


def _wording(entry: Entry) -> str:
    return f"{entry.name}: {entry.text}" if entry.name else entry.text


def _item(entry: Entry, number: int) -> ChecklistItem:
    name, text = (entry.name, entry.text) if entry.name else (entry.text, "")
    kind = _ITEM_KINDS[entry.kind]
    minefield = classify(_wording(entry)) if kind is ItemKind.MINEFIELD else None
    return ChecklistItem(f"i{number}", kind, name, text, minefield)


def _graded(answers: Sequence[SampleAnswer], making: _Making) -> tuple[SampleAnswer, ...]:
    """A first answer without a grade, followed by better ones, is the basic one."""
    entries = [entry for entry in making.entries if entry.kind is Kind.SAMPLE]
    if (
        len(answers) > 1
        and entries[0].level is None
        and all(entry.level not in (None, Level.BASIC) for entry in entries[1:])
    ):
        return (replace(answers[0], level=Level.BASIC), *answers[1:])
    return tuple(answers)


def question_id(text: str, role: str) -> str:
    """The same id for the same question of the same job, so that pasting a page again finds what is there."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = "-".join(word.lower() for word in re.findall(r"[A-Za-z0-9]+", plain)[:7])[:50].strip("-")
    mark = hashlib.sha256(f"{text}\n{role}".casefold().encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{mark}" if slug else f"question-{mark}"


def sections_of(outline: Outline) -> Iterable[tuple[Section, bool, bool]]:
    """Every section; whether a question stands above it, and directly above it."""
    for section in outline.general:
        yield section, False, False
    for asked in outline.asked:
        for index, section in enumerate(asked.sections):
            yield section, True, index == 0


def read_contents(outline: Outline) -> dict[int, Contents]:
    """What every section holds, by its identity."""
    return {id(section): contents_of(section, under, direct) for section, under, direct in sections_of(outline)}


__all__ = ["level_of", "read_contents", "reading_of", "sections_of"]
