"""Every attempt, newest first, grouped by day, as Qt's views want it. The store is asked about visible rows only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import State
from mockinterview.core.delivery import Delivery
from mockinterview.core.problems import Problem
from mockinterview.core.question import ItemKind
from mockinterview.core.review import Review
from mockinterview.flow.house import House
from mockinterview.flow.ports import JobState
from mockinterview.ui.widgets.rows import ASIDE_ROLE, HEADING_ROLE, ICON_ROLE, TITLE_ROLE, UNDER_ROLE
from mockinterview.ui.widgets.times import day_words, minutes

Index = QModelIndex | QPersistentModelIndex

POSITIVE = (ItemKind.COMPETENCY, ItemKind.KEY_POINT, ItemKind.MOTIVATION)


class AttemptModel(QAbstractListModel):
    """The history. Told by the page when an attempt's review changed."""

    def __init__(self, house: House, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._attempts: Sequence[Attempt] = ()
        self._states: dict[str, tuple[str, str]] = {}
        self._failed: set[str] = set()

    def show_attempts(self, attempts: Sequence[Attempt]) -> None:
        """Show these, newest first."""
        self.beginResetModel()
        self._attempts = attempts
        self._states.clear()
        self.endResetModel()

    def forget_state(self, attempt_id: str, *, failed: bool = False) -> None:
        """Ask anew how an attempt stands when its row is next looked at."""
        self._states.pop(attempt_id, None)
        (self._failed.add if failed else self._failed.discard)(attempt_id)
        for row, attempt in enumerate(self._attempts):
            if attempt.id == attempt_id:
                self.dataChanged.emit(self.index(row), self.index(row))

    def attempt(self, row: int) -> Attempt | None:
        """The attempt in a row; None if there is no such row."""
        return self._attempts[row] if 0 <= row < len(self._attempts) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._attempts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        attempt = self.attempt(index.row())
        if attempt is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{attempt.question.text} {self._under(attempt)} {self._state(attempt)[1]}"
            case _ if role == TITLE_ROLE:
                return attempt.question.text
            case _ if role == UNDER_ROLE:
                return self._under(attempt)
            case _ if role == ICON_ROLE:
                return self._state(attempt)[0]
            case _ if role == ASIDE_ROLE:
                return self._state(attempt)[1]
            case _ if role == HEADING_ROLE:
                return self._heading(index.row())
            case _:
                return None

    def _under(self, attempt: Attempt) -> str:
        at = attempt.started_at.astimezone()
        parts = (
            f"Take {attempt.take}",
            f"{minutes(attempt.duration_ms)} min",
            f"{at.hour:02d}:{at.minute:02d}",
            attempt.question.role,
        )
        return " · ".join(part for part in parts if part)

    def _heading(self, row: int) -> str:
        now = datetime.now(UTC)
        here = day_words(self._attempts[row].started_at, now)
        before = day_words(self._attempts[row - 1].started_at, now) if row else ""
        return "" if here == before else here[:1].upper() + here[1:]

    def _state(self, attempt: Attempt) -> tuple[str, str]:
        """The icon (with its colour) and the words for how an attempt stands."""
        if attempt.id not in self._states:
            self._states[attempt.id] = self._look(attempt)
        return self._states[attempt.id]

    def _look(self, attempt: Attempt) -> tuple[str, str]:
        working = self._house.reviewing.working(attempt.id)
        if working is not None:
            if working.state is JobState.RUNNING and working.total_ms:
                return "wave:muted", f"recognising, {100 * working.done_ms // working.total_ms} %"
            return "wave:muted", "recognising" if working.state is JobState.RUNNING else "waiting to be recognised"
        if attempt.id in self._failed:
            return "warning:warning", "transcript failed"
        try:
            coverage = self._house.keeper.coverage(attempt.id)
            verdicts = self._house.keeper.verdicts(attempt.id)
        except Problem:
            return "warning:warning", "not readable now"
        if coverage is None:
            return "state-not-found:muted", "sound only"
        counts = Review(attempt, Delivery(attempt.duration_ms), None, coverage, verdicts).counts(POSITIVE)
        total = sum(counts.values())
        covered = counts.get(State.COVERED, 0)
        if not total:
            return "check:muted", "transcript ready"
        partly, unsure = counts.get(State.PARTLY, 0), counts.get(State.NOT_SURE, 0)
        if partly and not covered:
            return "state-partly:partly", f"{partly} of {total} partly"
        if unsure and not covered:
            return "state-not-sure:unsure", f"{unsure} of {total} not sure"
        icon = (
            "state-covered:covered"
            if covered == total
            else "state-partly:covered"
            if covered
            else "state-not-found:muted"
        )
        return icon, f"{covered} of {total} covered"
