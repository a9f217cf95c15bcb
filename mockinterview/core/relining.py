"""What another line-up of the same words changed: the items that stand elsewhere now."""

from __future__ import annotations

from dataclasses import dataclass

from mockinterview.core.coverage import Coverage, State
from mockinterview.core.question import ChecklistItem


@dataclass(frozen=True)
class Change:
    """One item whose state is another now. before: None where it had none."""

    item: ChecklistItem
    before: State | None
    after: State


@dataclass(frozen=True)
class Relining:
    """One attempt lined up again. before: None if it never was."""

    attempt_id: str
    before: Coverage | None
    after: Coverage

    @property
    def changes(self) -> tuple[Change, ...]:
        """The items that stand elsewhere now, in the checklist's order."""
        before = {line.item.id: line.state for line in self.before.items} if self.before is not None else {}
        return tuple(
            Change(line.item, before.get(line.item.id), line.state)
            for line in self.after.items
            if before.get(line.item.id) is not line.state
        )
