"""What keeping the questions of a board would do, in words: new, here already, gaining something, or different from yours."""

from __future__ import annotations

from dataclasses import dataclass, field

from mockinterview.core.merge import Conflict, MergePlan
from mockinterview.flow.library import Library
from mockinterview.ui.models.board import Board
from mockinterview.ui.widgets.times import count_words

_FIELDS = {
    "text": "the question",
    "role": "the role",
    "theme": "the theme",
    "function": "the function",
    "about_role": "the line about the role",
    "kind": "the kind",
    "items": "the checklist",
    "sample_answers": "the sample answers",
    "tips": "the tips",
    "related": "the related questions",
    "source": "the source",
    "licence": "the licence",
    "date": "the date",
    "follow_ups": "the follow-up questions",
    "notes": "the notes",
    "stories": "the stories",
    "tags": "the tags",
    "favourite": "the star",
}


@dataclass(frozen=True)
class Keeping:
    """A board beside what is kept already. fates and conflicts: by sheet, what would happen and what differs, in words."""

    plan: MergePlan = field(default_factory=MergePlan)
    take: frozenset[str] = frozenset()
    fates: dict[int, str] = field(default_factory=dict)
    conflicts: dict[int, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many questions would be written."""
        return len(self.plan.merged(self.take))

    @property
    def ids(self) -> list[str]:
        """The questions that would be written, the new ones first."""
        return [question.id for question in self.plan.merged(self.take)]

    @property
    def preview(self) -> str:
        """What is about to happen, in one line."""
        kept = [pair for pair in self.plan.conflicts if pair.theirs.id not in self.take]
        parts = (
            (len(self.plan.added), "new"),
            (len(self.plan.changed), "gaining something"),
            (len(self.plan.conflicts) - len(kept), "taking the place of yours"),
            (len(kept), "different from yours, left as yours is"),
            (len(self.plan.same), "here already"),
        )
        return " · ".join(f"{count} {words}" for count, words in parts if count)

    @property
    def done_words(self) -> str:
        """What has happened, as a sentence."""
        added, changed = len(self.plan.added), self.count - len(self.plan.added)
        if added and changed:
            return f"{count_words(added, 'question was', 'questions were')} added, {changed} changed."
        if added:
            return f"{count_words(added, 'question was', 'questions were')} added."
        return f"{count_words(changed, 'question was', 'questions were')} changed."


def keeping_of(board: Board, library: Library) -> Keeping:
    """What keeping a board would do."""
    asking = {sheet.key: sheet.finished() for sheet in board.sheets if not sheet.checklist_only}
    take = frozenset(sheet.question.id for sheet in board.sheets if sheet.take)
    plan = library.plan_import(tuple(asking.values()))
    by_id = {question.id: "new" for question in plan.added} | {question.id: "here already" for question in plan.same}
    by_id |= {pair.theirs.id: f"adds {_fields(pair)}" for pair in plan.changed}
    by_id |= {
        pair.theirs.id: "takes the place of yours" if pair.theirs.id in take else "differs from yours"
        for pair in plan.conflicts
    }
    differ = {
        pair.theirs.id: f"You have this question already; {_fields(pair)} would change." for pair in plan.conflicts
    }
    fates = {key: by_id.get(question.id, "") for key, question in asking.items()}
    fates |= {sheet.key: "left out" for sheet in board.sheets if sheet.checklist_only}
    conflicts = {key: differ[question.id] for key, question in asking.items() if question.id in differ}
    return Keeping(plan, take, fates, conflicts)


def _fields(pair: Conflict) -> str:
    names = [_FIELDS.get(name, name) for name in pair.fields]
    if len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return names[0]
