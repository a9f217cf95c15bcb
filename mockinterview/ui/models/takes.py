"""The takes of one question as a list shows them: when, how long, and where the items stand, looked up when a row is seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from mockinterview.core.attempt import Attempt
from mockinterview.flow.house import House
from mockinterview.ui.look.states import state_word
from mockinterview.ui.models.standings import Standings
from mockinterview.ui.widgets.rows import BADGE_ROLE, FADED_ROLE, ICON_ROLE, TITLE_ROLE, UNDER_ROLE
from mockinterview.ui.widgets.times import day_words, minutes

Index = QModelIndex | QPersistentModelIndex

SHOWN = "open"
"""The badge of the take whose review is open."""


class TakeModel(QAbstractListModel):
    """Newest first. restated: an index whose row tells something else now, in the same room."""

    restated = Signal(QModelIndex)

    def __init__(self, house: House, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._takes: tuple[Attempt, ...] = ()
        self._rows: dict[str, int] = {}
        self._shown = ""
        self._standings = Standings(house, self)
        self._standings.changed.connect(self._on_standings)

    def show_takes(self, takes: Sequence[Attempt], shown: str, *, rate_first: bool = False) -> None:
        """Show these; shown: the id of the one whose review is open.

        rate_first: do not tell where the items of a take stand that the person has not judged wholly.
        """
        if (tuple(takes), shown, rate_first) == (self._takes, self._shown, self._standings.rate_first):
            return
        self.beginResetModel()
        self._takes, self._shown, self._standings.rate_first = tuple(takes), shown, rate_first
        self._rows = {take.id: row for row, take in enumerate(self._takes)}
        self.endResetModel()

    @Slot(str)
    def forget_state(self, attempt_id: str) -> None:
        """Ask anew how an attempt stands when its row is next looked at."""
        if attempt_id in self._rows:
            self._standings.forget((attempt_id,))
            self._on_standings(frozenset((attempt_id,)))

    def take(self, row: int) -> Attempt | None:
        """The take in a row; None if there is no such row."""
        return self._takes[row] if 0 <= row < len(self._takes) else None

    def row_of(self, attempt_id: str) -> int:
        """The row of a take; -1 if it is not shown."""
        return self._rows.get(attempt_id, -1)

    def sound_of(self, attempt_id: str) -> bool:
        """Whether, as far as is known now, the take can be heard."""
        take = self.take(self.row_of(attempt_id))
        return take is not None and self._standings.of(take).sound

    def finish(self) -> None:
        """End what goes on in the background."""
        self._standings.finish()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._takes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        take = self.take(index.row())
        if take is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                badge = SHOWN if take.id == self._shown else ""
                return ", ".join(part for part in (_title(take), badge, self._under(take)) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{_title(take)}\n{self._under(take)}"
            case _ if role == TITLE_ROLE:
                return _title(take)
            case _ if role == UNDER_ROLE:
                return self._under(take)
            case _ if role == BADGE_ROLE:
                return SHOWN if take.id == self._shown else ""
            case _ if role == ICON_ROLE:
                return self._standings.of(take).icon
            case _ if role == FADED_ROLE:
                return not self._standings.of(take).sound
            case _:
                return None

    def _under(self, take: Attempt) -> str:
        standing = self._standings.of(take)
        counted = " · ".join(f"{number} {state_word(state)}" for state, number in standing.counts)
        return counted if counted and standing.sound else standing.words

    @Slot(object)
    def _on_standings(self, ids: frozenset[str]) -> None:
        for row in sorted(self._rows[one] for one in ids if one in self._rows):
            self.restated.emit(self.index(row))


def _title(take: Attempt) -> str:
    at = take.started_at.astimezone()
    day = day_words(take.started_at, datetime.now(UTC))
    return f"Take {take.take} · {day}, {at.hour:02d}:{at.minute:02d} · {minutes(take.duration_ms)}"
