"""Where the rows of the time line lie: ruler and wave above, the evidence (which scrolls if it is long), the other rows below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mockinterview.core.lanes import Row
from mockinterview.core.review import Lane
from mockinterview.ui.look import px

MOST_ITEM_ROWS = 6
"""So many rows of items are seen at once; words and checklist above need their room on a small screen."""

WAVE = 40
"""Height of the wave, in pixels."""


def gutter() -> int:
    """Width of the words on the left."""
    return px(128)


def ruler_height() -> int:
    """Height of the clock times, with the flags of the bookmarks."""
    return px(16)


def head_height() -> int:
    """Height of ruler and wave. The wave is no text: with large text the room is the words'."""
    return ruler_height() + WAVE


def row_height() -> int:
    """Height of a row of one level."""
    return px(15)


def level_height() -> int:
    """Height of one of several levels."""
    return px(7)


@dataclass(frozen=True)
class Line:
    """A row with its place, in pixels from the top."""

    row: Row
    top: int
    height: int

    @property
    def level_height(self) -> float:
        return self.height / self.row.depth

    def middle(self, level: int) -> float:
        """The middle of one of its levels."""
        return self.top + (level + 0.5) * self.level_height


@dataclass(frozen=True)
class Layout:
    """All lines, evidence first. They are `height` high; of that, `hidden` pixels of evidence are scrolled out of sight."""

    lines: tuple[Line, ...] = ()
    flags: Row = field(default_factory=lambda: Row(Lane.BOOKMARK))
    evidence_end: int = 0
    height: int = 0
    hidden: int = 0

    @property
    def seen_height(self) -> int:
        """How high the widget is."""
        return self.height - self.hidden

    @property
    def evidence_seen_end(self) -> int:
        """Where on the widget the rows below the evidence begin."""
        return self.evidence_end - self.hidden

    def in_all(self, y: int, scrolled: int) -> int:
        """The height among all lines of a height on the widget, where so much of the evidence is scrolled away."""
        if y < head_height():
            return y
        return y + scrolled if y < self.evidence_seen_end else y + self.hidden

    def on_widget(self, line: Line, scrolled: int) -> int:
        """Where on the widget a line begins; above or below its place if it is scrolled out of sight."""
        return line.top - (scrolled if line.row.lane is Lane.EVIDENCE else self.hidden)

    def seen(self, scrolled: int) -> Iterator[Line]:
        """The lines that are seen, where they are on the widget."""
        for line in self.lines:
            top = self.on_widget(line, scrolled)
            evidence = line.row.lane is Lane.EVIDENCE
            if not evidence or (top + line.height > head_height() and top < self.evidence_seen_end):
                yield replace(line, top=top)

    def line_at(self, y: int) -> Line | None:
        """The line at a height among all lines."""
        return next((line for line in self.lines if line.top <= y < line.top + line.height), None)


def lay_out(rows: tuple[Row, ...]) -> Layout:
    """The rows below each other."""
    lines: list[Line] = []
    flags = Row(Lane.BOOKMARK)
    top = evidence_end = head_height()
    for row in rows:
        if row.lane is Lane.BOOKMARK:
            flags = row
            continue
        height = max(row_height(), row.depth * level_height() + px(2)) if row.depth > 1 else row_height()
        lines.append(Line(row, top, height))
        top += height
        if row.lane is Lane.EVIDENCE:
            evidence_end = top
    hidden = max(0, sum(bool(line.row.item_id) for line in lines) - MOST_ITEM_ROWS) * row_height()
    return Layout(tuple(lines), flags, evidence_end, top + px(2), hidden)
