"""What person and program say of the items, in words: one item as it is spoken, how far the person has come, how far both agree."""

from __future__ import annotations

from dataclasses import dataclass

from mockinterview.core.coverage import Evidence, State
from mockinterview.core.filters import Filter
from mockinterview.core.rating import Agreement, Progress
from mockinterview.core.review import Verdict
from mockinterview.ui.look.states import state_word

FILTERS = {Filter.MISSING: "Missing", Filter.NOT_SURE: "Not sure", Filter.DISAGREED: "You differ"}
"""What the filters are called."""

NONE_LEFT = {
    Filter.MISSING: "Nothing is missing.",
    Filter.NOT_SURE: "Nothing is unsure.",
    Filter.DISAGREED: "You and the program do not differ on any item.",
}
"""What stands in place of the checklist where a filter lets nothing through."""

MOST_WORDS = 20
"""So much of the first piece of evidence is spoken with its row; all of it is a button of its own."""


@dataclass(frozen=True)
class ShownItem:
    """All a row shows of its item. facts: what was measured and bears on it; concealed: the program's view may not be seen yet."""

    verdict: Verdict | None = None
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    facts: str = ""
    concealed: bool = False


def both_verdicts(verdict: Verdict, *, concealed: bool = False) -> str:
    """Both verdicts as they are spoken."""
    yours = state_word(verdict.user) if verdict.user is not None else ""
    if concealed:
        return f"You: {yours}" if yours else "Not rated yet"
    if verdict.program is State.YOUR_CALL:
        return f"You: {yours}" if yours else state_word(State.YOUR_CALL)
    program = f"Program: {state_word(verdict.program)}"
    if not yours:
        return program
    compared = {True: ", the same", False: ", you differ", None: ""}[verdict.agrees]
    return f"{program}. You: {yours}{compared}"


def evidence_count(evidence: tuple[Evidence, ...]) -> str:
    """How many pieces of evidence there are, and how many of them the person's own; "" if none."""
    if not evidence:
        return ""
    own = sum(span.own for span in evidence)
    pieces = "1 piece of evidence" if len(evidence) == 1 else f"{len(evidence)} pieces of evidence"
    return f"{pieces}, {own} of them yours" if own else pieces


def spoken(name: str, shown: ShownItem) -> str:
    """A row of the checklist as a screen reader says it."""
    parts = [name]
    if shown.verdict is not None:
        parts.append(both_verdicts(shown.verdict, concealed=shown.concealed))
    parts.append(evidence_count(shown.evidence))
    parts += [" ".join(span.text.split()[:MOST_WORDS]) for span in shown.evidence[:1]]
    parts.append(f"Note: {shown.note}" if shown.note else "")
    return ". ".join(part for part in parts if part)


def rated(progress: Progress) -> str:
    """How far the person has come with rating."""
    return f"{progress.rated} of {progress.items} rated"


def agreed(agreement: Agreement) -> str:
    """How far both agree, in counts; a sentence of its own where there is nothing to compare."""
    if not agreement.compared:
        return "The program judged nothing that could be compared with yours."
    if agreement.compared == 1:
        same = "agree" if agreement.agreed else "differ"
        return f"You and the program {same} on the one item it judged."
    return f"You and the program agree on {agreement.agreed} of the {agreement.compared} it judged."
