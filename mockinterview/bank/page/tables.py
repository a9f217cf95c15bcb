"""Tables of a page: which column holds what, by its heading; and which rows stand on a scale.

To teach the program a new column, add a row to `_COLUMNS`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mockinterview.bank.page.cues import asks
from mockinterview.bank.page.lines import Unit
from mockinterview.bank.page.vocabulary import Kind, heading_text, meaning

# Headings of columns, beyond what headings of sections mean. None: a name for the row.
_COLUMNS: tuple[tuple[Kind | None, str], ...] = (
    (None,
        r"(?:criteri(?:on|a)|dimension|area|competenc(?:y|ies)|skill|trait|quality|attribute|behaviou?r|signal|"
        r"value|principle)"),
    (Kind.MINEFIELD,
        r"(?:weak|bad|poor|wrong|don'?t|avoid|not|instead of|mistake|pitfall|error|trap|"
        r"red flags?)(?: (?:answers?|examples?|responses?|signals?|say))?"),
    (Kind.KEY_POINT, r"(?:strong|good|right|do|great|best|ideal|say)(?: (?:answers?|examples?|responses?|signals?))?"),
    (Kind.TIPS,
        r"(?:(?:the )?fix|tips?|advice|how to fix(?: it)?|what to do(?: instead)?|(?:do |say )?(?:this )?instead|"
        r"better(?: \w+)?|solution|remedy|try this)"),
    (Kind.FOLLOW_UP, r"(?:follow[- ]?ups?|probes?)"),
)  # fmt: skip
_QUESTION = re.compile(
    r"(?:interview |sample |example |common |the )*(?:questions?|prompts?|frage|pregunta)(?: (?:asked|text))?|"
    r"ask|they ask"
)
_BEST = re.compile(
    r"(?:excellent|exceptional|outstanding|strong|exceeds?(?: expectations)?|best|expert|advanced|4|5|high|"
    r"great|strong hire|very good)(?: \(.*\))?"
)
_WORST = re.compile(
    r"(?:poor|weak|unsatisfactory|below(?: expectations)?|insufficient|1|low|bad|strong no hire|no hire|"
    r"not met|beginning|unacceptable)(?: \(.*\))?"
)
_MIDDLE = re.compile(
    r"(?:good|fair|average|satisfactory|adequate|meets?(?: expectations)?|hire|leaning (?:no )?hire|mixed|"
    r"developing|proficient|acceptable|solid|2|3|medium|ok(?:ay)?)(?: \(.*\))?"
)
_BAD_BAND = re.compile(
    r"(?:.*\bno[- ]hire|poor|weak|unsatisfactory|below .*|insufficient|reject|not met|unacceptable|red flags?|"
    r"bad)(?: \(.*\))?"
)
_BAND = re.compile(
    r"(?:.*\bhire|.*\bexpectations|" + "|".join(one.pattern for one in (_BEST, _WORST, _MIDDLE)) + r"|\d(?:[-–/]\d)?)"
)


@dataclass(frozen=True)
class Cell:
    """One cell that was understood."""

    kind: Kind
    name: str
    text: str
    line: int


@dataclass(frozen=True)
class Table:
    """Rows that belong together, without their heading row. columns: what each column holds; None where it is not known."""

    heading: Unit | None
    rows: tuple[Unit, ...]
    columns: tuple[Kind | None, ...]
    question_column: int | None = None

    @property
    def first(self) -> int:
        """The table's first line."""
        return self.heading.first if self.heading is not None else self.rows[0].first


def table_of(rows: Sequence[Unit]) -> Table:
    """Rows with what their columns hold."""
    heads = [heading_text(cell) for cell in rows[0].cells]
    columns = tuple(_column(head) for head in heads)
    asking = next((index for index, head in enumerate(heads) if _QUESTION.fullmatch(head)), None)
    if asking is None and (asking := _asking_column(rows)) is not None and not any(columns):
        return Table(None, tuple(rows), (None,) * len(heads), asking)
    headed = asking is not None or any(columns) or (len(rows) > 1 and all(len(head) <= 40 for head in heads))
    if not headed:
        return Table(None, tuple(rows), (None,) * len(heads))
    body = tuple(row for row in rows[1:] if asking is None or (asking < len(row.cells) and row.cells[asking]))
    return Table(rows[0], body, columns, asking)


def _column(head: str) -> Kind | None:
    for kind, wording in _COLUMNS:
        if re.fullmatch(wording, head):
            return kind
    said = meaning(head) if head else None
    return (
        said.kind
        if said is not None and said.weight >= 2 and said.kind not in (Kind.QUESTIONS, Kind.OTHER, Kind.RATING)
        else None
    )


def _asking_column(rows: Sequence[Unit]) -> int | None:
    """The column in which most cells are questions."""
    width = min(len(row.cells) for row in rows)
    for column in range(width):
        if sum(asks(row.cells[column]) >= 2 for row in rows) * 2 > len(rows):
            return column
    return None


def row_cells(table: Table, row: Unit) -> tuple[list[Cell], list[str]]:
    """What a row of a question table says, and the cells nobody understood."""
    understood: list[Cell] = []
    rest: list[str] = []
    for index, cell in enumerate(row.cells):
        kind = table.columns[index] if index < len(table.columns) else None
        if index == table.question_column or not cell:
            continue
        if kind is None or kind is Kind.UNKNOWN:
            rest.append(cell)
        else:
            understood.append(Cell(kind, "", cell, row.first))
    return understood, rest


def table_entries(table: Table, kind: Kind) -> tuple[list[Cell], list[Unit]]:
    """The entries of a table that asks nothing, in a section of that kind; and the rows that say nothing for a checklist."""
    heads = [heading_text(cell) for cell in table.heading.cells] if table.heading is not None else []
    worst = next((n for n, head in enumerate(heads) if n and _WORST.fullmatch(head)), None)
    best = next((n for n, head in enumerate(heads) if n and _BEST.fullmatch(head)), None)
    if worst is not None and best is not None:
        return _graded(table, best, worst), []
    if table.rows and all(_BAND.fullmatch(heading_text(row.cells[0])) for row in table.rows):
        return _banded(table)
    first = table.columns[0] if table.columns else None
    rest = next((column for column in table.columns[1:] if column is not None), None)
    if first in (None, Kind.UNKNOWN) and rest is not None and table.heading is not None and _names(heads[0]):
        return [cell for row in table.rows for cell in _by_column(table, row)], []
    wanted = first if first not in (None, Kind.UNKNOWN) else kind
    if wanted in (Kind.UNKNOWN, Kind.OTHER, Kind.QUESTIONS, Kind.RATING, Kind.SAMPLE, None):
        return [], list(table.rows)
    if wanted in (Kind.MINEFIELD, Kind.KEY_POINT) and {*table.columns[1:]} & {Kind.KEY_POINT, Kind.MINEFIELD} - {
        wanted
    }:
        return [cell for row in table.rows for cell in _by_column(table, row)], []
    return [
        Cell(wanted, row.cells[0], " – ".join(cell for cell in row.cells[1:] if cell), row.first) for row in table.rows
    ], []


def _names(head: str) -> bool:
    return re.fullmatch(str(_COLUMNS[0][1]), head) is not None


def _graded(table: Table, best: int, worst: int) -> list[Cell]:
    """A row for each criterion, a column for each level: the best level is what is hoped for, the worst is the trap."""
    entries: list[Cell] = []
    for row in table.rows:
        name = row.cells[0]
        for kind, column in ((Kind.COMPETENCY, best), (Kind.MINEFIELD, worst)):
            if column < len(row.cells) and row.cells[column]:
                entries.append(Cell(kind, name, row.cells[column], row.first))
    return entries


def _banded(table: Table) -> tuple[list[Cell], list[Unit]]:
    """A row for each band of a scale: the bad ones are traps; the good ones only sum up what is listed elsewhere."""
    bad = [row for row in table.rows if _BAD_BAND.fullmatch(heading_text(row.cells[0])) and any(row.cells[1:])]
    entries = [
        Cell(Kind.MINEFIELD, row.cells[0], " – ".join(cell for cell in row.cells[1:] if cell), row.first) for row in bad
    ]
    return entries, [row for row in table.rows if row not in bad]


def _by_column(table: Table, row: Unit) -> list[Cell]:
    """One entry for each cell whose column is known; the first cell names them if its column does not say more."""
    name = row.cells[0] if table.columns[0] in (None, Kind.UNKNOWN) else ""
    return [
        Cell(kind, name if index else "", cell, row.first)
        for index, (cell, kind) in enumerate(zip(row.cells, table.columns, strict=False))
        if kind is not None and kind is not Kind.UNKNOWN and cell
    ]
