"""Two answers beside each other as plain JSON values, as `mockinterview compare --json` prints them; see `core.shapes`."""

from __future__ import annotations

from mockinterview.core.comparison import Comparison, ItemComparison, Side
from mockinterview.core.review import Review
from mockinterview.core.shapes import Plain


def comparison_to(comparison: Comparison) -> Plain:
    """Both answers, what came of every item, and how the delivery differs. A fact that is not known of one has no delta."""
    return {
        "first": _answer_to(comparison.first),
        "second": _answer_to(comparison.second),
        "same_checklist": comparison.same_checklist,
        "same_matcher": comparison.same_matcher,
        "counts": {outcome.value: number for outcome, number in comparison.counts().items()},
        "items": [_item_to(compared, comparison) for compared in comparison.items],
        "delivery": [
            {
                "fact": fact.fact,
                "unit": fact.unit.value,
                "first": _rounded(fact.first),
                "second": _rounded(fact.second),
                "delta": _rounded(fact.delta),
            }
            for fact in comparison.delivery
        ],
    }


def _answer_to(review: Review) -> Plain:
    attempt = review.attempt
    return {
        "attempt": attempt.id,
        "question": attempt.question.id,
        "take": attempt.take,
        "started_at": attempt.started_at.isoformat(),
        "duration_ms": attempt.duration_ms,
    }


def _item_to(compared: ItemComparison, comparison: Comparison) -> Plain:
    return {
        "item": compared.item.id,
        "kind": compared.item.kind.value,
        "name": compared.item.name,
        "outcome": compared.outcome.value,
        "why": compared.why.value if compared.why is not None else None,
        "reworded": compared.reworded,
        "first": _side_to(compared.first, comparison.first),
        "second": _side_to(compared.second, comparison.second),
    }


def _side_to(side: Side | None, review: Review) -> Plain | None:
    """How an item stands in one answer; its evidence with when to play it, null where the words have no times."""
    if side is None:
        return None
    verdict = side.verdict
    return {
        "item": side.item.id,
        "program": verdict.program.value if verdict is not None else None,
        "user": verdict.user.value if verdict is not None and verdict.user is not None else None,
        "standing": verdict.standing.value if verdict is not None else None,
        "evidence": [
            {
                "first_word": span.first_word,
                "last_word": span.last_word,
                "text": span.text,
                "own": span.own,
                "play_ms": review.evidence_range(side.item.id, which),
            }
            for which, span in enumerate(side.evidence)
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
