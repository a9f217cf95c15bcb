"""Units -> the outline of a page: one walk down the page, rule after rule, told by a layout what opens a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mockinterview.bank.page.cues import asks, note_of, tells
from mockinterview.bank.page.lines import Unit
from mockinterview.bank.page.openings import ABOUT, ABOUT_LINE, COUNTED, GENERAL, PREFIX, TOPIC
from mockinterview.bank.page.sections import (
    Asked,
    Block,
    Outline,
    Section,
    bulleted,
    differs,
    follows,
    lists,
    pictured,
    plain_entries,
    says_what_it_tests,
    with_text,
)
from mockinterview.bank.page.tables import Table
from mockinterview.bank.page.vocabulary import LIST_KINDS, Kind, Meaning, is_star_part, meaning
from mockinterview.bank.page.words import QUOTES, named, unquoted, word_count


def outline_of(blocks: Sequence[Block], breaks: frozenset[str]) -> Outline:
    """Walk down the page. breaks: styles in which a question may open inside a section that holds something else."""
    walk = _Walk(blocks, breaks)
    for index in range(len(blocks)):
        walk.step(index)
    return walk.outline


class _Walk:
    def __init__(self, blocks: Sequence[Block], breaks: frozenset[str]) -> None:
        self.outline = Outline()
        self._blocks = blocks
        self._breaks = breaks
        self._asked: Asked | None = None
        self._section: Section | None = None
        self._theme = ""
        self._theme_unit: Unit | None = None
        self._at = 0
        self._many = sum(isinstance(block, Unit) and asks(block.text) >= 2 for block in blocks) > 3

    def step(self, index: int) -> None:
        """Take one block in; the first rule that fits decides."""
        block, self._at = self._blocks[index], index
        following = self._blocks[index + 1] if index + 1 < len(self._blocks) else None
        if isinstance(block, Table):
            self._take_table(block)
        elif block.noise:
            self.outline.unused.append(block)
        elif not (
            self._prefixed(block)
            or self._about(block)
            or self._star(block)
            or self._topic(block)
            or self._known_heading(block, following)
            or self._label(block)
            or self._question(block, index)
            or self._unknown_heading(block, following, self._blocks[index - 1] if index else None)
        ):
            self._content(block)

    # ------------------------------------------------------------ the rules, in their order

    def _prefixed(self, unit: Unit) -> bool:
        found = PREFIX.fullmatch(unit.text)
        if found is None:
            return False
        if sure := found.group("sure"):
            if word_count(sure) >= 3 and (asks(sure) or not self._inside(Kind.SAMPLE)):
                return self._open(unit, sure)
            return False
        return asks(found.group("perhaps")) >= 2 and self._open(unit, found.group("perhaps"))

    def _about(self, unit: Unit) -> bool:
        """Lines between a question and its first section that say whom it is asked."""
        if self._asked is None or self._section is not None or unit.listed or asks(unit.text):
            return False
        if ABOUT.match(unit.text) or ABOUT_LINE.match(unit.text):
            self._asked.about.append(unit)
            return True
        return False

    def _star(self, unit: Unit) -> bool:
        """A part of a told story belongs to the sample answer, and opens one where none is open."""
        label, _, _ = unit.text.partition(":")
        if self._asked is None or ":" not in unit.text or not is_star_part(label):
            return False
        if self._inside(Kind.SAMPLE):
            self._section.blocks.append(unit)  # type: ignore[union-attr]  # inside: there is one
            return True
        if self._section is not None and (self._section.kind is Kind.OTHER or (unit.listed and self._section.blocks)):
            return False
        self._start(Section(Kind.SAMPLE, None, ""))
        self._content(unit)
        return True

    def _known_heading(self, unit: Unit, following: Block | None) -> bool:
        said = self._said_by_heading(unit, following)
        if said is None or (unit.listed and self._goes_on(unit)):
            return False
        title = unit.text.rstrip(" :")
        if said.kind is Kind.QUESTIONS and not self._asks_soon(unit, following):
            return False
        name, rest = named(unit.text)
        if name and unit.text.endswith(":") and word_count(rest) >= 5 and not unit.listed:
            self._content(unit)  # a piece of advice that ends by introducing a list
            self._start(Section(said.kind, None, name, said.level))
            return True
        section = Section(said.kind, unit, title, said.level, first=self._at == 0)
        if found := COUNTED.fullmatch(title):
            section.title, section.inherited = found.group("name"), True
        if section.first:
            self.outline.title = unit
        if said.kind is Kind.QUESTIONS or self._is_general(unit, said):
            self._asked = None
        self._start(section)
        return True

    def _said_by_heading(self, unit: Unit, following: Block | None) -> Meaning | None:
        lead_in = unit.text.endswith(":")
        if not (unit.short or lead_in) or (unit.marker == "bullet" and not lead_in):
            return None
        wording = re.split(r"(?<=[.!?])\s+", unit.text)[-1] if lead_in else unit.text
        said = meaning(wording)
        if said is None or (said.weight == 1 and not (unit.marked or unit.before)):
            return None
        sure = said.weight == 3 and said.covered >= 0.7
        if asks(unit.text) and not (sure or (said.kind is Kind.OTHER and said.covered >= 0.5)):
            return None
        if unit.marker == "number" and (self._in_numbered_list(unit) or (said.weight < 3 and not unit.after)):
            return None
        words = word_count(wording)
        if unit.marked or (lead_in and words <= 8):
            return said
        if lead_in:
            sure = (
                words <= 26
                and (said.covered >= 0.3 or said.at_end)
                and lists(following)
                and said.kind in LIST_KINDS | {Kind.QUESTIONS}
            )
            return said if sure else None
        apart = unit.before or (unit.pictured and not pictured(following))
        enough = 0.15 if apart and words <= 8 else 0.3 if apart else 0.55
        if said.covered < enough or (said.weight < 3 and not apart and said.covered < 0.8):
            return None
        if not apart and self._section is not None and self._section.kind in LIST_KINDS and not unit.short:
            return None
        return said

    def _topic(self, unit: Unit) -> bool:
        """`Competency: Planning` names what the next questions are about."""
        found = TOPIC.fullmatch(unit.text)
        if (
            found is None
            or unit.listed
            or not unit.short
            or self._inside(Kind.SAMPLE)
            or (self._asked and not unit.before)
        ):
            return False
        self._asked = None
        self._theme, self._theme_unit = found.group("name").strip(), unit
        self._start(Section(Kind.UNKNOWN, unit, self._theme))
        return True

    def _label(self, unit: Unit) -> bool:
        """`Red flags: …`: heading and text in one line."""
        label, colon, rest = unit.text.partition(":")
        if not colon or not rest.strip() or word_count(label) > 7 or rest.startswith("//"):
            return False
        said = meaning(label)
        if said is None or said.kind in (Kind.QUESTIONS, Kind.OTHER, Kind.RATING) or (self._at == 0 and unit.short):
            return False
        sample = said.kind is Kind.SAMPLE and (
            unquoted(rest) != rest.strip() or rest.strip()[:2].lower() in ("i ", "i'")
        )
        if not (said.weight == 3 or sample) or said.covered < (0.9 if unit.listed else 0.7):
            return False
        if said.kind is Kind.SAMPLE and self._asked is None:
            return False
        section = Section(said.kind, None, label.strip(), said.level, closed=said.kind not in (Kind.SAMPLE, Kind.WHY))
        self._start(section)
        section.blocks.append(with_text(unit, rest.strip()))
        return True

    def _question(self, unit: Unit, index: int) -> bool:
        likely = 0 if unit.marker == "icon" and not unit.text.endswith("?") else asks(unit.text)
        if likely < 2:
            return self._list_of_questions(unit)
        kind = self._section.kind if self._section is not None else None
        if kind is Kind.OTHER:
            return unit.marked and unit.style in self._breaks and self._open(unit, unit.text)
        if kind in (None, Kind.UNKNOWN, Kind.QUESTIONS, Kind.RATING):
            if unit.style == "plain" and not self._stands_alone(unit, index, likely):
                return False
            return self._open(unit, unit.text)
        if self._steps_out(unit):
            return self._open(unit, unit.text)
        if unit.style not in self._breaks or self._in_numbered_list(unit):
            return False
        if unit.style == "plain" and not (likely == 3 and (unit.before or self._heads(index))):
            return False
        return self._open(unit, unit.text)

    def _heads(self, index: int) -> bool:
        """Whether a heading of a section comes right after."""
        following = self._blocks[index + 1] if index + 1 < len(self._blocks) else None
        said = (
            meaning(following.text)
            if isinstance(following, Unit) and following.short and not following.listed
            else None
        )
        return said is not None and said.weight >= 2 and said.covered >= 0.6 and said.kind in LIST_KINDS | {Kind.SAMPLE}

    def _list_of_questions(self, unit: Unit) -> bool:
        """An entry of a list of questions that does not look like one by itself."""
        inside = self._section is not None and self._section.kind is Kind.QUESTIONS and not self._section.lead_in
        if inside and unit.listed and word_count(unit.text) >= 3 and self._asked is not None:
            return unit.style == self._asked.unit.style and unit.text[-1:] != ":" and self._open(unit, unit.text)
        above = self._blocks[self._at - 1] if self._at else None
        if self._asked is not None and above is self._asked.unit and follows(self._asked.unit, unit):
            return word_count(unit.text) >= 4 and unit.text[-1:] != ":" and self._open(unit, unit.text)
        return False

    def _stands_alone(self, unit: Unit, index: int, likely: int) -> bool:
        if index == 0:
            return True
        section = self._section
        first = (
            section is None or section.kind is Kind.QUESTIONS or (section.heading is not None and not section.blocks)
        )
        if not (unit.before or first):
            return False
        return likely == 3 and word_count(unit.text) <= 60

    def _unknown_heading(self, unit: Unit, following: Block | None, previous: Block | None) -> bool:
        if not self._sets_off(unit, following, previous):
            return False
        if self.outline.title is None and not self.outline.asked and not self.outline.general:
            self.outline.title = unit
        inherits = self._section is not None and (
            self._section.inherited
            or (self._section.kind in LIST_KINDS and self._section.lead_in and not self._section.closed)
        )
        if inherits and self._section is not None and (unit.marker == "number" or self._deeper(unit)):
            self._start(Section(self._section.kind, unit, unit.text.rstrip(" :"), inherited=True))
            return True
        if self._asked is not None and (self._asked.sections or self._many) and not unit.text.endswith(":"):
            self._asked = None
        title = unit.text.rstrip(" :")
        if unit is not self.outline.title:
            self._theme, self._theme_unit = title, unit
        self._start(Section(Kind.UNKNOWN, unit, title))
        return True

    def _deeper(self, unit: Unit) -> bool:
        """Whether a heading stands below that of the open section, or beside its first inner heading."""
        above = self._section.heading if self._section is not None else None
        if above is None or not (unit.marked and above.marked) or self._section is None:
            return False
        return (
            unit.style == above.style and unit.level == above.level
            if self._section.inherited
            else unit.level > above.level
        )

    def _sets_off(self, unit: Unit, following: Block | None, previous: Block | None) -> bool:
        """Whether a line nobody knows is a heading."""
        if not unit.short or unit.marker in ("bullet", "icon") or unit.cells or is_star_part(unit.text):
            return False
        if unit.marked:
            return True
        if self._inside(Kind.SAMPLE) and (
            not unit.before or unit.text[-1:] == ":" or tells(unit.text) or named(unit.text)[0]
        ):
            return False
        between = bulleted(previous) and bulleted(following) and not unit.listed and unit.indent == 0
        if following is None or not (unit.before or unit.text.endswith(":") or between):
            return False
        if unit.marker == "number":
            return unit.after and word_count(unit.text) <= 8 and unit.text[-1:] not in ".!" and differs(unit, following)
        if unit.text[-1:] in '!”"' or not (
            unit.text[:1].isupper() or unit.text[:1].isdigit() or unit.text.endswith(":")
        ):
            return False
        plain_list = self._section is not None and self._section.kind in LIST_KINDS and plain_entries(self._section)
        return not plain_list or differs(unit, following)

    # ------------------------------------------------------------ doing

    def _open(self, unit: Unit, wording: str) -> bool:
        text, note = note_of(wording)
        if note and not says_what_it_tests(note):
            text, note = wording, ""
        theme = self._theme
        if self._section is not None and self._section.kind is Kind.QUESTIONS:
            self._section.blocks.append(unit)
            keep: Section | None = Section(Kind.QUESTIONS, blocks=[unit])
        else:
            keep = None
        self._asked = Asked(unit, unquoted(text.strip(" *")), note, theme, self._theme_unit)
        self.outline.asked.append(self._asked)
        self._section = keep
        return True

    def _start(self, section: Section) -> None:
        if self._asked is not None:
            self._asked.sections.append(section)
        else:
            section.theme_unit = self._theme_unit
            self.outline.general.append(section)
        self._section = section

    def _content(self, unit: Unit) -> None:
        closed = self._section is not None and self._section.closed and not (unit.listed and unit.indent > 0)
        closed = closed or (self._inside(Kind.SAMPLE) and unit.before and self._quote_ended())
        if self._section is None or closed or (self._section.kind is Kind.QUESTIONS and self._section.heading is None):
            self._start(Section(Kind.UNKNOWN))
        assert self._section is not None
        self._section.blocks.append(unit)

    def _take_table(self, table: Table) -> None:
        if table.question_column is not None:
            for row in table.rows:
                text, note = note_of(row.cells[table.question_column])
                if note and not says_what_it_tests(note):
                    text, note = row.cells[table.question_column], ""
                self.outline.asked.append(Asked(row, unquoted(text), note, self._theme, self._theme_unit, table))
            self._asked = None
            self._start(Section(Kind.UNKNOWN))
            return
        if self._section is None or self._section.closed:
            self._start(Section(Kind.UNKNOWN))
        assert self._section is not None
        self._section.blocks.append(table)

    # ------------------------------------------------------------ asking

    def _inside(self, kind: Kind) -> bool:
        return self._section is not None and self._section.kind is kind

    def _quote_ended(self) -> bool:
        """Whether the open sample answer stood in quotation marks and they are closed."""
        units = self._section.units if self._section is not None else []
        return bool(units) and units[0].text[0] in QUOTES and units[-1].text[-1] in QUOTES

    def _in_numbered_list(self, unit: Unit) -> bool:
        """Whether the unit goes on with the numbered entries of the open section."""
        if unit.marker != "number" or self._section is None or not self._section.blocks:
            return False
        last = self._section.blocks[-1]
        return isinstance(last, Unit) and follows(last, unit)

    def _steps_out(self, unit: Unit) -> bool:
        """Whether an entry stands further out than those of the open section, as the question above them does."""
        if not unit.listed or self._asked is None or self._section is None or self._asked.unit.indent < unit.indent:
            return False
        heading = self._section.heading
        inner = [heading] if heading is not None else self._section.units[:1]
        return bool(inner) and inner[0].indent > unit.indent

    def _goes_on(self, unit: Unit) -> bool:
        """Whether a marked entry has the same mark as the one before it in an open list."""
        if self._section is None or self._section.kind not in LIST_KINDS or unit.text.endswith(":"):
            return False
        before = self._section.units[-1:]
        return bool(before) and before[0].mark == unit.mark and before[0].indent == unit.indent

    def _is_general(self, unit: Unit, said: Meaning) -> bool:
        """Whether a section speaks of the whole page rather than of the question above it."""
        if self._asked is None:
            return False
        if unit.level and self._asked.unit.level:
            return unit.level <= self._asked.unit.level
        return self._many and said.kind is not Kind.SAMPLE and bool(GENERAL.search(unit.text))

    def _asks_soon(self, unit: Unit, following: Block | None) -> bool:
        """Whether a heading about questions is followed by some, and not by a table or a paragraph about them."""
        ahead = [
            block for block in self._blocks[self._at + 1 : self._at + 6] if isinstance(block, Unit) and not block.noise
        ]
        return any(asks(block.text) >= 2 for block in ahead) or unit.text.endswith(":")
