"""Two answers to one question side by side: what was gained and lost between them, how the delivery differs. Never a score.

The verdict that stands is compared, so the person's wins. Where it cannot be told whether one answer does better by an item, that
is said, with why, and nothing is counted: an item only one of the two checklists has, a state nobody is sure of, a minefield of
manner nobody has judged.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mockinterview.core.coverage import Evidence, State
from mockinterview.core.delivery import Delivery
from mockinterview.core.manner import Aspect
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind
from mockinterview.core.rating import is_concealed
from mockinterview.core.review import Review, Verdict

_REACHED: Mapping[State, int] = {State.COVERED: 2, State.PARTLY: 1, State.NOT_FOUND: 0}
"""How far an answer gets with what interviewers hope to hear; every other state says nothing of it."""

_AVOIDED: Mapping[State, int] = {State.CLEAR: 1, State.DENIED: 1, State.NOT_FOUND: 1, State.TRIPPED: 0}
"""Whether a trap was avoided. Denying it trips nothing, and neither does never coming near it; of these two none is the better."""


class Outcome(StrEnum):
    """What came of an item from the first answer to the second."""

    GAINED = "gained"
    LOST = "lost"
    SAME = "same"
    NOT_COMPARABLE = "not_comparable"


class Reason(StrEnum):
    """Why an item cannot be compared."""

    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"
    REMADE = "remade"
    """What was hoped for in one is a trap in the other."""
    NO_STATE = "no_state"
    """One answer, or both, is not lined up yet."""
    NOT_SURE = "not_sure"
    YOUR_CALL = "your_call"


@dataclass(frozen=True)
class Side:
    """An item as it stands in one of the two. verdict: None before it is lined up or judged. evidence: in text order."""

    item: ChecklistItem
    verdict: Verdict | None
    evidence: tuple[Evidence, ...] = ()

    @property
    def rank(self) -> int | None:
        """The higher the better for the answer, comparable among items of one sort; None where it cannot be told."""
        if self.verdict is None:
            return None
        state = self.verdict.standing
        if not self.item.is_minefield:
            return _REACHED.get(state)
        if self.item.minefield is MinefieldKind.OMISSION and state is State.NOT_FOUND:
            return 0  # what shows that it was not left out was not found
        return _AVOIDED.get(state)


@dataclass(frozen=True)
class ItemComparison:
    """One item in both. first, second: None where that checklist has no such item; never both. why: for what is not comparable."""

    first: Side | None
    second: Side | None
    outcome: Outcome
    why: Reason | None = None

    @property
    def item(self) -> ChecklistItem:
        """As the second answer's checklist has it, or the only one that does."""
        side = self.second or self.first
        assert side is not None
        return side.item

    @property
    def reworded(self) -> bool:
        """Whether the two checklists word it differently."""
        return (
            self.first is not None and self.second is not None and self.first.item.wording != self.second.item.wording
        )


class Unit(StrEnum):
    """What a fact of the delivery is counted in."""

    MS = "ms"
    WORDS_PER_MINUTE = "words_per_minute"
    COUNT = "count"


@dataclass(frozen=True)
class FactComparison:
    """One fact of the delivery in both; None where it is not known. fact: the name it has in `core.shapes`. aspect: its measure."""

    fact: str
    aspect: Aspect
    unit: Unit
    first: float | None
    second: float | None

    @property
    def delta(self) -> float | None:
        """From the first to the second; None unless both are known."""
        return None if self.first is None or self.second is None else self.second - self.first


@dataclass(frozen=True)
class Comparison:
    """Two reviews of answers to one question. items: in the second's order, then those only the first has."""

    first: Review
    second: Review
    items: tuple[ItemComparison, ...]
    delivery: tuple[FactComparison, ...]

    def of(self, outcome: Outcome) -> tuple[ItemComparison, ...]:
        """The items with that outcome."""
        return tuple(item for item in self.items if item.outcome is outcome)

    def counts(self) -> Mapping[Outcome, int]:
        """How many items came out how; only what occurs."""
        return {outcome: len(items) for outcome in Outcome if (items := self.of(outcome))}

    @property
    def same_checklist(self) -> bool:
        """Whether both were asked with the same checklist."""
        return self.first.attempt.question.items == self.second.attempt.question.items

    @property
    def same_matcher(self) -> bool:
        """Whether the same version lined both up; True while one is not lined up, or what the program says of it is concealed."""
        first, second = self.first.coverage, self.second.coverage
        if first is None or second is None or is_concealed(self.first) or is_concealed(self.second):
            return True
        return first.matcher == second.matcher


def compare(first: Review, second: Review, *, measured: tuple[bool, bool] = (True, True)) -> Comparison:
    """What changed from the first review to the second. measured: of which of the two the pauses are known."""
    pairs = _pairs(first.attempt.question.items, second.attempt.question.items)
    itself = first.attempt.id == second.attempt.id
    items = tuple(_compared(_side(first, one), _side(second, other), itself=itself) for one, other in pairs)
    return Comparison(first, second, items, _delivery(first.delivery, second.delivery, measured))


def _side(review: Review, item: ChecklistItem | None) -> Side | None:
    if item is None:
        return None
    return Side(item, review.verdict(item.id), review.evidence(item.id))


def _compared(first: Side | None, second: Side | None, *, itself: bool) -> ItemComparison:
    if itself and first == second:
        return ItemComparison(first, second, Outcome.SAME)
    if first is None or second is None:
        why = Reason.ONLY_SECOND if first is None else Reason.ONLY_FIRST
    elif first.item.is_minefield != second.item.is_minefield:
        why = Reason.REMADE
    elif first.rank is None or second.rank is None:
        why = _unknown(first, second)
    else:
        by = second.rank - first.rank
        return ItemComparison(first, second, Outcome.GAINED if by > 0 else Outcome.LOST if by < 0 else Outcome.SAME)
    return ItemComparison(first, second, Outcome.NOT_COMPARABLE, why)


def _unknown(*sides: Side) -> Reason:
    """Why of two states at least one says nothing."""
    verdicts = [side.verdict for side in sides]
    if None in verdicts:
        return Reason.NO_STATE
    call = any(verdict is not None and verdict.standing is State.YOUR_CALL for verdict in verdicts)
    return Reason.YOUR_CALL if call else Reason.NOT_SURE


def _pairs(
    first: Sequence[ChecklistItem], second: Sequence[ChecklistItem]
) -> list[tuple[ChecklistItem | None, ChecklistItem | None]]:
    """Every item of both with its counterpart: that of the same id, else the only one left of the same kind and name."""
    by_id = {item.id: item for item in first}
    counterpart = {item.id: by_id[item.id] for item in second if item.id in by_id}
    left_first = [item for item in first if item.id not in counterpart]
    left_second = [item for item in second if item.id not in counterpart]
    once_first, once_second = _by_name(left_first), _by_name(left_second)
    for name in once_first.keys() & once_second.keys():
        counterpart[once_second[name].id] = once_first[name]
    taken = {item.id for item in counterpart.values()}
    both: list[tuple[ChecklistItem | None, ChecklistItem | None]] = [
        (counterpart.get(item.id), item) for item in second
    ]
    return [*both, *((item, None) for item in first if item.id not in taken)]


def _by_name(items: Collection[ChecklistItem]) -> dict[tuple[ItemKind, str], ChecklistItem]:
    """The items whose kind and name no other of them has. A question that was imported anew has other ids for the same items."""
    found: dict[tuple[ItemKind, str], list[ChecklistItem]] = {}
    for item in items:
        found.setdefault((item.kind, item.name.strip().casefold()), []).append(item)
    return {name: same[0] for name, same in found.items() if len(same) == 1}


def _delivery(first: Delivery, second: Delivery, measured: tuple[bool, bool]) -> tuple[FactComparison, ...]:
    return tuple(
        FactComparison(fact, aspect, unit, read(first, measured[0]), read(second, measured[1]))
        for fact, aspect, unit, read in _FACTS
    )


def _heard(read: Callable[[Delivery], float]) -> Callable[[Delivery, bool], float | None]:
    """A fact that only words tell."""
    return lambda delivery, _measured: read(delivery) if delivery.first_word_ms is not None else None


def _listed(read: Callable[[Delivery], float]) -> Callable[[Delivery, bool], float | None]:
    """A fact that only words of a language tell whose words are listed."""
    return lambda delivery, _measured: (
        read(delivery) if delivery.first_word_ms is not None and delivery.listed else None
    )


def _silent(read: Callable[[Delivery], float]) -> Callable[[Delivery, bool], float | None]:
    """A fact that only the measured sound tells."""
    return lambda delivery, measured: read(delivery) if measured else None


_FACTS: tuple[tuple[str, Aspect, Unit, Callable[[Delivery, bool], float | None]], ...] = (
    ("duration_ms", Aspect.LENGTH, Unit.MS, lambda delivery, _: delivery.duration_ms),
    ("first_word_ms", Aspect.FIRST_WORD, Unit.MS, lambda delivery, _: delivery.first_word_ms),
    ("words_per_minute", Aspect.PACE, Unit.WORDS_PER_MINUTE, lambda delivery, _: delivery.words_per_minute),
    ("words", Aspect.PACE, Unit.COUNT, _heard(lambda delivery: delivery.words)),
    ("pauses", Aspect.PAUSES, Unit.COUNT, _silent(lambda delivery: len(delivery.pauses))),
    ("longest_pause_ms", Aspect.PAUSES, Unit.MS, _silent(lambda delivery: delivery.longest_pause_ms)),
    ("fillers", Aspect.FILLERS, Unit.COUNT, _listed(lambda delivery: len(delivery.fillers))),
    ("hedges", Aspect.HEDGES, Unit.COUNT, _listed(lambda delivery: len(delivery.hedges))),
    ("repeats", Aspect.REPEATS, Unit.COUNT, _listed(lambda delivery: len(delivery.repeats))),
)
"""Every fact that is compared, in the order in which it is shown."""
