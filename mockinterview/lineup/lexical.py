"""The matcher without a model: shared words, weighed by how much they tell. It knows no synonyms, so it misses much and must
invent nothing.

Where it finds no words it does not say "not found" but "not sure": of the points truly made in 600 spoken-style answers, told in
everyday words, it finds one in nine.
Thresholds were set on the sample answers of the built-in banks: of 6,490 items of other questions' checklists they take 0.2 % for
made, of an exceptional answer's own items 8 %. It serves where the model's files are missing or damaged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.core.coverage import NOTHING_FOUND, Coverage, ItemScore, Span, cover
from mockinterview.core.problems import Problem
from mockinterview.core.question import ChecklistItem, MinefieldKind, Question
from mockinterview.core.transcript import Transcript
from mockinterview.lineup.clauses import clauses
from mockinterview.lineup.polarity import Telling, concrete, negates, telling_of
from mockinterview.lineup.words import stems, telling

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

NAME = "lexical 1"

FEWEST_SHARED = 2
"""One shared word is chance."""
TOUCHED = 0.8
MADE = 1.4
TRIPPED = 1.7
"""Least weight of the shared words for a point to be named, made, or a minefield to be tripped. Two words that stand in this item
and in one clause only weigh 1.4 (a short answer) to 1.7 (a long one)."""
WINDOW_COST = 0.25
"""Taken off for every clause a window is longer than one."""
LONGEST_WINDOW = 3
QUESTION_WORD = 0.5
"""A word of the question itself is in every answer: it tells half as much."""
FEWEST_OWN_WORDS = 2
"""A point is made with words of one's own; a stretch with fewer beyond the item's only echoes it."""
LONGEST_SPAN = 25
"""Words of evidence; more is no longer taken in at a glance."""


_UNHEARD = ItemScore(
    0.0,
    0.0,
    on_the_fence=True,
    reason="No words of this point were found. You may have made it in others: judge for yourself.",
)


@dataclass(frozen=True)
class _Window:
    """A few neighbouring clauses: inclusive word indices, and the stems in them."""

    first_word: int
    last_word: int
    clauses: int
    stems: frozenset[str]


@dataclass(frozen=True)
class _Hit:
    """A window and the stems it shares with an item."""

    window: _Window
    shared: frozenset[str]
    weight: float


class LexicalMatcher:
    """Fulfils the story's Matcher. Same input, same output. problem: why it stands in for the model, if it does."""

    def __init__(self, problem: Problem | None = None) -> None:
        self.problem = problem

    @property
    def name(self) -> str:
        """Name and version, kept with its results."""
        return NAME

    def line_up(
        self, transcript: Transcript, question: Question, cancelled: Callable[[], bool] | None = None
    ) -> Coverage:
        """The state of every item of the checklist. Takes milliseconds: `cancelled` is not asked."""
        words = [word.text for word in transcript.words]
        windows = _windows(transcript, words)
        wanted = {item.id: stems(item.wording.split()) for item in question.items}
        documents = [*wanted.values(), *(window.stems for window in windows if window.clauses == 1)]
        asked = stems(question.text.split())
        weights = {
            found: weight * (QUESTION_WORD if found in asked else 1.0) for found, weight in telling(documents).items()
        }
        said = [item for item in question.items if item.minefield not in (MinefieldKind.OMISSION, MinefieldKind.MANNER)]
        scores = {item.id: _score(item, words, windows, wanted[item.id], weights) for item in said}
        return cover(question, transcript, scores, NAME)

    def scores(self, texts: Sequence[str], items: Sequence[ChecklistItem | str]) -> NDArray[float32]:
        """How strongly each text speaks of each item, 0..1: weighed overlap of their words, shape (len(texts), len(items))."""
        import numpy as np  # 100 ms that nothing else here needs

        said = [stems(text.split()) for text in texts]
        wanted = [stems((item if isinstance(item, str) else item.wording).split()) for item in items]
        weights = {found: weight**2 for found, weight in telling([*said, *wanted]).items()}
        sizes = {document: sum(weights[found] for found in document) for document in (*said, *wanted)}
        scores = np.zeros((len(said), len(wanted)), dtype=np.float32)
        for row, spoken in enumerate(said):
            for column, item in enumerate(wanted):
                shared = sum(weights[found] for found in sorted(spoken & item))
                if shared:
                    scores[row, column] = min(1.0, shared / (sizes[spoken] * sizes[item]) ** 0.5)
        return scores


def _windows(transcript: Transcript, words: Sequence[str]) -> list[_Window]:
    parts = clauses(transcript)
    found = [stems(words[part.first_word : part.last_word + 1]) for part in parts]
    return [
        _Window(
            parts[start].first_word,
            parts[start + length - 1].last_word,
            length,
            frozenset().union(*found[start : start + length]),
        )
        for length in range(1, LONGEST_WINDOW + 1)
        for start in range(len(parts) - length + 1)
    ]


def _score(
    item: ChecklistItem,
    words: Sequence[str],
    windows: Sequence[_Window],
    wanted: frozenset[str],
    weights: Mapping[str, float],
) -> ItemScore:
    found = [hit for window in windows if (hit := _hit(window, wanted, weights)).weight > 0]
    best: dict[frozenset[str], _Hit] = {}
    for hit in sorted(found, key=lambda hit: (-hit.weight, hit.window.first_word)):
        best.setdefault(
            hit.shared, hit
        )  # a longer window must bring in a word of the item, not only words of one's own
    hits = list(best.values())
    if not hits:
        return ItemScore(0.0, 0.0, reason=NOTHING_FOUND) if item.is_minefield else _UNHEARD
    return _minefield(item, words, hits[0]) if item.is_minefield else _point(words, wanted, hits)


def _hit(window: _Window, wanted: frozenset[str], weights: Mapping[str, float]) -> _Hit:
    shared = window.stems & wanted
    weight = sum(weights[found] for found in sorted(shared)) - WINDOW_COST * (window.clauses - 1)
    return _Hit(window, shared, weight if len(shared) >= FEWEST_SHARED and weight >= TOUCHED else 0.0)


def _point(words: Sequence[str], wanted: frozenset[str], hits: Sequence[_Hit]) -> ItemScore:
    """A key point, competency or motivation: made with substance by one window, or only named."""
    for hit in hits:
        window = hit.window
        if hit.weight < MADE:
            break
        if len(window.stems - wanted) >= FEWEST_OWN_WORDS and concrete(words[window.first_word : window.last_word + 1]):
            span = _span(words, hit)
            made = min(0.9, 0.5 + (hit.weight - MADE) / 4)
            return ItemScore(made, made, spans=(span,), reason=f"You said: “{_quote(words, span)}”.")
    span = _span(words, hits[0])
    touched = min(0.9, 0.5 + (hits[0].weight - TOUCHED) / 4)
    reason = f"You came near it, without enough of your own story: “{_quote(words, span)}”."
    return ItemScore(min(0.45, touched / 2), touched, spans=(span,), reason=reason)


def _minefield(item: ChecklistItem, words: Sequence[str], hit: _Hit) -> ItemScore:
    """A minefield of commission: tripped only by words told of oneself, in one clause or two.

    Where the minefield itself is worded with a "not", these rules cannot tell which way round it was said.
    """
    span = _span(words, hit)
    if hit.weight < TRIPPED or hit.window.clauses == LONGEST_WINDOW:
        return ItemScore(0.1, 0.3, reason=NOTHING_FOUND)
    touched = min(0.9, 0.5 + (hit.weight - TRIPPED) / 4)
    said = words[hit.window.first_word : hit.window.last_word + 1]
    match Telling.UNCLEAR if negates(item.wording.split()) else telling_of(said):
        case Telling.OWN:
            return ItemScore(touched, touched, spans=(span,), reason=f"You said: “{_quote(words, span)}”.")
        case Telling.DENIED:
            reason = f"You denied it, or told it of somebody else: “{_quote(words, span)}”."
            return ItemScore(0.1, touched, denied=0.8, spans=(span,), reason=reason)
        case _:
            return ItemScore(
                0.4, touched, spans=(span,), reason=f"Listen whether you say this of yourself: “{_quote(words, span)}”."
            )


def _span(words: Sequence[str], hit: _Hit) -> Span:
    """The words to show: the whole window if it is short, else from the first shared word on, with a word or two before it."""
    first, last = hit.window.first_word, hit.window.last_word
    if last - first >= LONGEST_SPAN:
        shared = [index for index in range(first, last + 1) if stems([words[index]]) & hit.shared]
        first = max(first, shared[0] - 3)
        last = min(last, max(shared[-1] + 2, first + 9), first + LONGEST_SPAN - 1)
    return Span(first, last, min(1.0, hit.weight / 3))


def _quote(words: Sequence[str], span: Span) -> str:
    return " ".join(words[span.first_word : span.last_word + 1]).rstrip(".,;:")
