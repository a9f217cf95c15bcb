"""Attempts as Qt's views want them: those of the history, what a search found, or what is in the bin.

Entries are made in the background (`listed`, `found`, `binned`): what a list of thousands needs to know of every row to lay itself
out, the headings, is worked out before the list is shown. How a row stands is looked up when the row is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from mockinterview.core.attempt import Attempt
from mockinterview.core.finding import Hit
from mockinterview.core.removal import Binned
from mockinterview.flow.house import House
from mockinterview.settings import Settings, table
from mockinterview.ui.models.standings import Standings
from mockinterview.ui.widgets.rows import (
    ASIDE_ROLE,
    BADGE_ROLE,
    EXCERPT_ROLE,
    FADED_ROLE,
    HEADING_ROLE,
    ICON_ROLE,
    MARKED_ROLE,
    TITLE_ROLE,
    UNDER_ROLE,
    WITH_EXCERPT,
    WITH_HEADING,
)
from mockinterview.ui.widgets.times import day_words, minutes

Index = QModelIndex | QPersistentModelIndex


class Entry(NamedTuple):
    """One row. heading: words over it where a group begins. day: words for its day where no heading tells it.

    excerpt, marked: as `Hit` has them.
    """

    attempt: Attempt
    heading: str = ""
    day: str = ""
    excerpt: str = ""
    marked: tuple[tuple[int, int], ...] = ()


def listed(attempts: Iterable[Attempt]) -> list[Entry]:
    """Entries of the history, newest first, under the days."""
    now = datetime.now(UTC)
    entries, before = [], None
    for attempt in attempts:
        day = attempt.started_at.astimezone().date()
        entries.append(Entry(attempt, "" if day == before else _capital(day_words(attempt.started_at, now))))
        before = day
    return entries


def found(hits: Iterable[Hit]) -> list[Entry]:
    """Entries of a search, in its order."""
    now = datetime.now(UTC)
    return [
        Entry(hit.attempt, day=day_words(hit.attempt.started_at, now), excerpt=hit.excerpt, marked=hit.marked)
        for hit in hits
    ]


def binned(thrown: Iterable[Binned]) -> list[Entry]:
    """Entries of the bin, thrown away last first, under the days they were thrown away."""
    now = datetime.now(UTC)
    entries, before = [], ""
    for one in thrown:
        day = f"Deleted {day_words(one.since, now)}"
        entries.append(Entry(one.attempt, "" if day == before else day, day_words(one.attempt.started_at, now)))
        before = day
    return entries


class AttemptModel(QAbstractListModel):
    """The entries. Told by the page when an attempt's review changed.

    restated: an index whose row looks otherwise now, in the same room. (At `dataChanged` a list lays all its rows out anew.)
    """

    restated = Signal(QModelIndex)

    def __init__(self, house: House, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[Entry] = ()
        self._rows: dict[str, int] = {}
        self._shapes: Sequence[int] = ()
        self._badged: Collection[str] = ()
        self._standings = Standings(house, self)
        self._standings.changed.connect(self._on_standings)
        self._on_rate_first(settings.get(table.RATE_FIRST))
        settings.on_change(table.RATE_FIRST, self._on_rate_first)

    @property
    def entries(self) -> Sequence[Entry]:
        """What is shown."""
        return self._entries

    def show_entries(self, entries: Sequence[Entry], badged: Collection[str] = ()) -> None:
        """Show these. badged: ids of attempts that were brought back at this start."""
        self.beginResetModel()
        self._entries = entries
        self._rows = {entry.attempt.id: row for row, entry in enumerate(entries)}
        self._shapes = [_shape(entry) for entry in entries]
        self._badged = badged
        self._standings.forget()
        self.endResetModel()

    @Slot(str)
    def forget_state(self, attempt_id: str) -> None:
        """Ask anew how an attempt stands when its row is next looked at."""
        self._standings.forget((attempt_id,))
        self._on_standings(frozenset((attempt_id,)))

    def attempt(self, row: int) -> Attempt | None:
        """The attempt in a row; None if there is no such row."""
        return self._entries[row].attempt if 0 <= row < len(self._entries) else None

    def row_of(self, attempt_id: str) -> int:
        """The row of an attempt; -1 if it is not shown."""
        return self._rows.get(attempt_id, -1)

    def shape_of(self, row: int) -> int:
        """What a row is made of, for the delegate that paints it."""
        return self._shapes[row]

    def finish(self) -> None:
        """End what goes on in the background."""
        self._standings.finish()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if not 0 <= row < len(self._entries):
            return None
        entry = self._entries[row]
        read = _OF_ENTRY.get(role)
        if read is not None:
            return read(entry)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._read_out(entry)
            case _ if role == BADGE_ROLE:
                return "recovered" if entry.attempt.id in self._badged else ""
            case _ if role == ICON_ROLE:
                return self._standings.of(entry.attempt).icon
            case _ if role == ASIDE_ROLE:
                return self._standings.of(entry.attempt).words
            case _ if role == FADED_ROLE:
                return not self._standings.of(entry.attempt).sound
            case _:
                return None

    def _read_out(self, entry: Entry) -> str:
        badge = "recovered" if entry.attempt.id in self._badged else ""
        stands = self._standings.of(entry.attempt).words
        parts = (entry.attempt.question.text, entry.excerpt, _under(entry), badge, stands)
        return " ".join(part for part in parts if part)

    def _on_rate_first(self, on: bool) -> None:
        """Whoever rates themselves first does not read here what the program found; seen when the list is next."""
        self._standings.rate_first = on

    @Slot(object)
    def _on_standings(self, ids: frozenset[str]) -> None:
        for row in sorted(self._rows[one] for one in ids if one in self._rows):
            self.restated.emit(self.index(row))


def _under(entry: Entry) -> str:
    attempt = entry.attempt
    at = attempt.started_at.astimezone()
    parts = (
        f"Take {attempt.take}",
        f"{minutes(attempt.duration_ms)} min",
        f"{entry.day}, {at.hour:02d}:{at.minute:02d}" if entry.day else f"{at.hour:02d}:{at.minute:02d}",
        attempt.question.role,
    )
    return " · ".join(part for part in parts if part)


def _shape(entry: Entry) -> int:
    return (WITH_HEADING if entry.heading else 0) + (WITH_EXCERPT if entry.excerpt else 0)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_OF_ENTRY: dict[int, Callable[[Entry], object]] = {
    HEADING_ROLE: lambda entry: entry.heading,
    TITLE_ROLE: lambda entry: entry.attempt.question.text,
    UNDER_ROLE: _under,
    EXCERPT_ROLE: lambda entry: entry.excerpt,
    MARKED_ROLE: lambda entry: entry.marked,
}
"""What an entry says by itself."""
