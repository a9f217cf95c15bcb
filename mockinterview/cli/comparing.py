"""The command `compare`: two attempts at one question beside each other, without a window."""

from __future__ import annotations

import argparse
from typing import Any

from mockinterview.cli.watcher import Watcher
from mockinterview.core.comparison import (
    Comparison,
    FactComparison,
    ItemComparison,
    Outcome,
    Reason,
    Side,
    Unit,
    compare,
)
from mockinterview.core.comparison_shape import comparison_to
from mockinterview.core.manner import Aspect
from mockinterview.core.measures import ABOUT, clock, seconds
from mockinterview.core.problems import UsageProblem
from mockinterview.core.review import Review
from mockinterview.flow.house import House

_HEADINGS = {
    Outcome.GAINED: "gained",
    Outcome.LOST: "lost",
    Outcome.SAME: "the same",
    Outcome.NOT_COMPARABLE: "not comparable",
}

_WHY = {
    Reason.ONLY_FIRST: "only on the first one's checklist",
    Reason.ONLY_SECOND: "only on the second one's checklist",
    Reason.REMADE: "a trap in one, to be told in the other",
}

_PARTS = {"words": "words", "longest_pause_ms": "longest pause"}
"""Facts that are part of a measure; the others have their measure's name."""


def compare_two(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """`compare`: what was gained and lost from one attempt to another."""
    first, second = (house.reviewing.full_review(attempt_id) for attempt_id in (options.first, options.second))
    if first.attempt.question.id != second.attempt.question.id:
        raise UsageProblem(
            "These attempts answer two different questions.", "", "Give two attempts at the same one: see search."
        )
    measured = _measured(house, first), _measured(house, second)
    comparison = compare(first, second, measured=measured)
    return comparison_to(comparison), comparison_words(comparison)


def _measured(house: House, review: Review) -> bool:
    levels = house.reviewing.levels(review.attempt.id)
    return levels is not None and bool(levels.dbfs)


def comparison_words(comparison: Comparison) -> str:
    """All of it for people: gained and lost first."""
    lines = [
        comparison.second.attempt.question.text,
        f"{_take_words(comparison.first)} -> {_take_words(comparison.second)}",
    ]
    if not comparison.same_matcher:
        lines.append("Two versions lined these up; what differs may come from that. See: mockinterview reline")
    for outcome, heading in _HEADINGS.items():
        items = comparison.of(outcome)
        lines += [f"{heading}: {len(items)}"] if items or outcome in (Outcome.GAINED, Outcome.LOST) else []
        lines += [_item_words(compared) for compared in items]
    lines.append("delivery:")
    return "\n".join([*lines, *map(_fact_words, comparison.delivery)])


def _take_words(review: Review) -> str:
    attempt = review.attempt
    return f"take {attempt.take} ({attempt.started_at.astimezone():%Y-%m-%d}, {clock(attempt.duration_ms)})"


def _item_words(compared: ItemComparison) -> str:
    states = f"{_state_words(compared.first)} -> {_state_words(compared.second)}"
    notes = [words for reason, words in _WHY.items() if reason is compared.why]
    notes += ["worded differently"] if compared.reworded else []
    return f"  {states:24}  {compared.item.name}" + (f"  ({', '.join(notes)})" if notes else "")


def _state_words(side: Side | None) -> str:
    return side.verdict.standing.value.replace("_", " ") if side is not None and side.verdict is not None else "-"


def _fact_words(fact: FactComparison) -> str:
    name = _PARTS.get(fact.fact, ABOUT[fact.aspect].name.lower())
    values = f"{_value_words(fact, fact.first)} -> {_value_words(fact, fact.second)}"
    by = "" if fact.delta is None else f"  ({_signed(fact, fact.delta)})"
    return f"  {name:16}  {values}{by}"


def _value_words(fact: FactComparison, value: float | None) -> str:
    if value is None:
        return "not known"
    if fact.unit is Unit.MS:
        return clock(round(value)) if fact.aspect is Aspect.LENGTH else seconds(round(value))
    return f"{value:.0f}"


def _signed(fact: FactComparison, delta: float) -> str:
    return f"{delta / 1_000:+.1f} s" if fact.unit is Unit.MS else f"{delta:+.0f}"
