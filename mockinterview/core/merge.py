"""What happens when questions arrive that may be here already: a preview first; nothing of the person is overwritten unasked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from mockinterview.core.question import Question


@dataclass(frozen=True)
class Conflict:
    """Two questions with one id that differ. `fields` names what differs, in the order a question lists it."""

    mine: Question
    theirs: Question
    fields: tuple[str, ...]


@dataclass(frozen=True)
class MergePlan:
    """What merging would do. added: new ids. same: nothing to do. changed: only gains, nothing of the person's is touched.

    conflicts: taking theirs would overwrite something; only those whose id is named are taken by `merged`.
    """

    added: tuple[Question, ...] = ()
    changed: tuple[Conflict, ...] = ()
    same: tuple[Question, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def merged(self, take: Collection[str] = ()) -> tuple[Question, ...]:
        """The questions to write: all added and changed ones, and of the conflicts those with an id in `take`."""
        return (
            *self.added,
            *(_gained(pair) for pair in self.changed),
            *(_taken(pair) for pair in self.conflicts if pair.theirs.id in take),
        )


OWN_FIELDS = ("notes", "stories", "tags", "favourite")
"""What a person writes about a question; a merge never takes these away."""

_FIELDS = tuple(name for name in Question.__dataclass_fields__ if name != "id")


def plan_merge(existing: Iterable[Question], incoming: Sequence[Question]) -> MergePlan:
    """What each incoming question would do to the existing ones, by id. Of two incoming ones with an id the first counts."""
    here = {question.id: question for question in existing}
    added: list[Question] = []
    changed: list[Conflict] = []
    same: list[Question] = []
    conflicts: list[Conflict] = []
    seen: set[str] = set()
    for theirs in incoming:
        if theirs.id in seen:
            continue
        seen.add(theirs.id)
        mine = here.get(theirs.id)
        if mine is None:
            added.append(theirs)
            continue
        fields = _differences(mine, theirs)
        if not fields:
            same.append(mine)
        elif any(getattr(mine, field) for field in fields):
            conflicts.append(Conflict(mine, theirs, fields))
        else:
            changed.append(Conflict(mine, theirs, fields))
    return MergePlan(tuple(added), tuple(changed), tuple(same), tuple(conflicts))


def _differences(mine: Question, theirs: Question) -> tuple[str, ...]:
    """Fields that would change; what the person wrote and the other side does not know is no difference."""
    return tuple(
        field
        for field in _FIELDS
        if getattr(mine, field) != getattr(theirs, field) and not (field in OWN_FIELDS and not getattr(theirs, field))
    )


def _gained(pair: Conflict) -> Question:
    return replace(pair.mine, **{field: getattr(pair.theirs, field) for field in pair.fields})


def _taken(pair: Conflict) -> Question:
    """Theirs, with what the person had written about it."""
    return replace(
        pair.theirs, **{field: getattr(pair.mine, field) or getattr(pair.theirs, field) for field in OWN_FIELDS}
    )
