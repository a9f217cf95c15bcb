"""Rating oneself first: the program's view stays hidden until the person has judged every item; then the two are compared.

Whoever has read a proposal cannot judge freely any more (anchoring: Tversky & Kahneman 1974), so a concealed review holds nothing
of the program's: it is the same value whatever the line-up found, and before there is one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mockinterview.core.coverage import Coverage, ItemCoverage, State
from mockinterview.core.review import Review

CONCEALED = "concealed"
"""Stands where a coverage names its matcher; no matcher has this name."""


@dataclass(frozen=True)
class Progress:
    """How many of a checklist's items the person has judged."""

    rated: int
    items: int

    @property
    def complete(self) -> bool:
        """Whether there is nothing left to judge."""
        return self.rated == self.items


@dataclass(frozen=True)
class Agreement:
    """On how many items person and program say the same, of those on which both said something."""

    agreed: int
    compared: int


def progress(review: Review) -> Progress:
    """How far the person has come with judging."""
    items = review.attempt.question.items
    return Progress(sum(item.id in review.opinion.verdicts for item in items), len(items))


def concealed(review: Review) -> Review:
    """The review with nothing of the program's judgement: no state but "your call", no reason, no evidence but the person's own."""
    lines = tuple(ItemCoverage(item, State.YOUR_CALL, 0.0) for item in review.attempt.question.items)
    return replace(review, coverage=Coverage(CONCEALED, lines))


def is_concealed(review: Review) -> bool:
    """Whether a review is one of `concealed`."""
    return review.coverage is not None and review.coverage.matcher == CONCEALED


def shown(review: Review, rate_first: bool) -> Review:
    """What may be shown: the review itself, or while the person rates themselves first and has not finished, the concealed one."""
    return concealed(review) if rate_first and not progress(review).complete else review


def next_unrated(review: Review, item_id: str) -> str:
    """The item to judge after this one, in the checklist's order and round to its beginning; "" if all are judged."""
    ids = [item.id for item in review.attempt.question.items]
    after = ids.index(item_id) + 1 if item_id in ids else 0
    return next((one for one in ids[after:] + ids[:after] if one not in review.opinion.verdicts), "")


def agreement(review: Review) -> Agreement:
    """Person and program compared, over the items on which the program had an opinion and the person gave a verdict."""
    verdicts = (review.verdict(item.id) for item in review.attempt.question.items)
    agreed = [verdict.agrees for verdict in verdicts if verdict is not None and verdict.agrees is not None]
    return Agreement(sum(agreed), len(agreed))
