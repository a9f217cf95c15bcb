"""Two takes beside each other in words: what was gained and lost, why something cannot be told, differences with their sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from mockinterview.core.attempt import Attempt
from mockinterview.core.comparison import Comparison, FactComparison, ItemComparison, Outcome, Reason, Side, Unit
from mockinterview.core.manner import Aspect
from mockinterview.core.measures import ABOUT, clock, seconds
from mockinterview.core.rating import is_concealed
from mockinterview.core.review import Review
from mockinterview.ui.look.states import state_word
from mockinterview.ui.review.wording import verdicts
from mockinterview.ui.widgets.times import day_words

MINUS = "\u2212"

HEADINGS: Mapping[Outcome, str] = {
    Outcome.GAINED: "Gained",
    Outcome.LOST: "Lost",
    Outcome.SAME: "The same in both",
    Outcome.NOT_COMPARABLE: "Cannot be compared",
}
"""The groups of the list, in the order in which they stand."""

ICONS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.GAINED: ("arrow-up", "covered"),
    Outcome.LOST: ("arrow-down", "partly"),
    Outcome.SAME: ("same", "muted"),
    Outcome.NOT_COMPARABLE: ("state-not-sure", "muted"),
}
"""The icon of each, and the token of its colour; every one has a shape of its own."""

_COUNTED: Mapping[Outcome, str] = {
    Outcome.GAINED: "gained",
    Outcome.LOST: "lost",
    Outcome.SAME: "the same",
    Outcome.NOT_COMPARABLE: "not comparable",
}

_WHY: Mapping[Reason, str] = {
    Reason.ONLY_FIRST: "Only on the checklist of take {first}",
    Reason.ONLY_SECOND: "Only on the checklist of take {second}",
    Reason.REMADE: "A trap in one of them, something to tell in the other",
}

ABSENT = "not on this checklist"
NO_STATE = "not lined up"

OTHER_CHECKLIST = "The checklist has changed between these two takes."
OTHER_MATCHER = "Two versions of the program lined these takes up. What differs may come from that."
RATE_FIRST = (
    "You rate yourself first: what the program found in {takes} stays hidden until you have judged every item there."
)

LINE_UP, REVEAL = "Line up again", "Show it now"


_FACTS: Mapping[str, str] = {"words": "Words", "longest_pause_ms": "Longest pause"}
"""Facts that are part of a measure; the others have their measure's name."""

_AT_LEAST = (Aspect.FILLERS, Aspect.REPEATS)
"""Recognisers leave many of them out."""

_LISTED = (Aspect.FILLERS, Aspect.HEDGES, Aspect.REPEATS)
"""Looked for among the words, by lists."""

DRAFT = "The words of {takes} are a draft and many are wrong, so some differences may not be real."


def take_words(attempt: Attempt) -> str:
    """A take in a list of takes."""
    at = attempt.started_at.astimezone()
    day = day_words(attempt.started_at, datetime.now(UTC))
    return f"Take {attempt.take} · {day}, {at.hour:02d}:{at.minute:02d}"


def summary(comparison: Comparison) -> str:
    """What was gained and lost, in one line."""
    first, second = comparison.first.attempt.take, comparison.second.attempt.take
    counts = comparison.counts()
    told = [
        f"{counts.get(outcome, 0)} {words}"
        for outcome, words in _COUNTED.items()
        if outcome in counts or outcome in (Outcome.GAINED, Outcome.LOST)
    ]
    return f"Take {first} to {second}: {' · '.join(told)}" if comparison.items else ""


def why(compared: ItemComparison, comparison: Comparison) -> str:
    """Why an item cannot be compared where its states do not say it, or what else to know of it; "" if nothing."""
    first, second = comparison.first.attempt.take, comparison.second.attempt.take
    parts = [words.format(first=first, second=second) for reason, words in _WHY.items() if reason is compared.why]
    if compared.reworded:
        parts.append("Worded differently then")
    return " · ".join(parts)


def side_words(side: Side | None) -> str:
    """How an item stands on one side."""
    if side is None:
        return ABSENT
    if side.verdict is None:
        return NO_STATE
    return state_word(side.verdict.standing)


def spoken(compared: ItemComparison, comparison: Comparison) -> str:
    """A row as a screen reader says it."""
    first, second = comparison.first.attempt.take, comparison.second.attempt.take
    parts = [
        compared.item.name,
        _COUNTED[compared.outcome],
        f"take {first}: {_spoken_side(compared.first)}",
        f"take {second}: {_spoken_side(compared.second)}",
        why(compared, comparison),
    ]
    return ". ".join(part for part in parts if part)


def _spoken_side(side: Side | None) -> str:
    """With who says so, where the two do not agree."""
    told = verdicts(side.verdict) if side is not None and side.verdict is not None else ""
    return told if side is not None and side.verdict is not None and side.verdict.agrees is False else side_words(side)


def notice(comparison: Comparison) -> tuple[str, str]:
    """What to know before believing the list, and the button that helps; two empty texts if nothing."""
    concealed = [one for one in (comparison.first, comparison.second) if is_concealed(one)]
    if concealed:
        return RATE_FIRST.format(takes=_takes(concealed)), REVEAL
    drafts = [
        one for one in (comparison.first, comparison.second) if one.transcript is not None and one.transcript.draft
    ]
    if drafts:
        return DRAFT.format(takes=_takes(drafts)), ""
    if not comparison.same_matcher:
        return OTHER_MATCHER, LINE_UP
    return "" if comparison.same_checklist else OTHER_CHECKLIST, ""


def _takes(reviews: Sequence[Review]) -> str:
    numbers = [str(review.attempt.take) for review in reviews]
    return f"take {numbers[0]}" if len(numbers) == 1 else f"takes {' and '.join(numbers)}"


def fact_words(fact: FactComparison) -> tuple[str, str]:
    """What a fact of the delivery is called, and how it was measured."""
    about = ABOUT[fact.aspect]
    return _FACTS.get(fact.fact, about.name), f"{about.definition} {about.cannot_tell}"


def value_words(fact: FactComparison, value: float | None) -> str:
    """A fact of one side."""
    if value is None:
        return "not known"
    if fact.unit is Unit.WORDS_PER_MINUTE:
        return f"{value:.0f} words a minute"
    if fact.unit is Unit.MS:
        return clock(round(value)) if fact.aspect is Aspect.LENGTH else seconds(round(value))
    if fact.unit is Unit.COUNT and not value:
        return "none found" if fact.aspect in _LISTED else "none"
    return f"at least {value:.0f}" if fact.aspect in _AT_LEAST else f"{value:.0f}"


def delta_words(fact: FactComparison) -> str:
    """The difference with its sign; neither is called better."""
    if fact.delta is None:
        return ""
    size = abs(fact.delta)
    words = f"{size / 1_000:.1f} s" if fact.unit is Unit.MS else f"{size:.0f}"
    if not any(digit in words for digit in "123456789"):
        return "the same"
    return f"{'+' if fact.delta > 0 else MINUS}{words}"
