"""From the clauses that show an item to the words a person is pointed at: few, near each other joined, trimmed to what tells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mockinterview.core.coverage import MOST_EVIDENCE, Span
from mockinterview.core.delivery import FILLERS, bare
from mockinterview.core.transcript import Transcript
from mockinterview.lineup.clauses import Clause

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

NEARLY_AS_STRONG = 1.5
"""A clause joins the strongest one's evidence if its logit is at most so much lower (a quarter of the odds)."""
LONGEST_SPAN = 30
"""Words; more is no longer taken in at a glance."""

_OPENERS = FILLERS | frozenset("so and but well then because or yeah yes okay right now also anyway".split())  # noqa: SIM905


def spans_of(
    transcript: Transcript, parts: Sequence[Clause], logits: NDArray[float32], best: Sequence[int]
) -> tuple[Span, ...]:
    """At most three spans, in order of the answer, each inside one sentence. best: the strongest clauses, the strongest first."""
    if not best:
        return ()
    kept = sorted(index for index in best if logits[index] >= logits[best[0]] - NEARLY_AS_STRONG)
    sentence = {
        word: number
        for number, one in enumerate(transcript.segments)
        for word in range(one.first_word, one.last_word + 1)
    }
    joined: list[tuple[int, int, float]] = []
    for index in kept:
        part, score = parts[index], 1.0 / (1.0 + math.exp(-float(logits[index])))
        follows = (
            joined
            and joined[-1][1] + 1 == part.first_word
            and sentence.get(part.first_word) == sentence.get(joined[-1][0])
        )
        if follows and part.last_word - joined[-1][0] < LONGEST_SPAN:
            joined[-1] = (joined[-1][0], part.last_word, max(score, joined[-1][2]))
        else:
            joined.append((part.first_word, part.last_word, score))
    return tuple(_trimmed(transcript, *one) for one in joined[:MOST_EVIDENCE])


def _trimmed(transcript: Transcript, first: int, last: int, score: float) -> Span:
    """Without the words people begin and end a sentence with before they say anything."""
    while first < last and bare(transcript.words[first].text) in _OPENERS:
        first += 1
    while last > first and bare(transcript.words[last].text) in FILLERS:
        last -= 1
    return Span(first, last, score)
