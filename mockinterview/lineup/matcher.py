"""The matcher the program uses: the model reads every item beside the answer, the head says how likely it is, spans say where.

Where the model's files are missing or damaged the lexical matcher serves instead, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mockinterview.core.coverage import Coverage, ItemScore, Span, cover
from mockinterview.core.question import ChecklistItem, Question
from mockinterview.core.transcript import Transcript
from mockinterview.lineup import reasons
from mockinterview.lineup.clauses import Clause, clauses
from mockinterview.lineup.evidence import spans_of
from mockinterview.lineup.head import (
    COMMISSION,
    MANNER,
    OMISSION,
    POINT,
    PREFIX,
    Head,
    features,
    strongest,
)
from mockinterview.lineup.model import Found, Model, never
from mockinterview.lineup.polarity import denies_outright

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

FENCE = 0.03
"""A probability this near to one half decides nothing: "not sure"."""
TRIPPED = 0.6
"""A minefield must be this likely to be called tripped: to be accused wrongly is worse than to be asked to listen."""

OUTRIGHT = 0.5
"""What is left of a minefield's probability where its strongest clause says "I never" or "I wouldn't". Counted on the calibration
and dev questions together: of eight called tripped so, three were; trap answers' minefields tripped fell from 3.0 to 2.1 %.
"""


def sort_of(item: ChecklistItem) -> str:
    """The sort the model knows an item by; a minefield of no known kind is one of commission."""
    return (item.minefield or COMMISSION) if item.is_minefield else POINT


class ModelMatcher:
    """Fulfils the story's Matcher. Same input, same output. One thread at a time."""

    problem: None = None
    """It is the one meant to serve."""

    def __init__(self, model: Model, head: Head | None = None) -> None:
        """head: another one than the model's own, for measuring."""
        self._model = model
        self._head = head or Head(model.manifest["head"])

    @property
    def name(self) -> str:
        """Name and version of the model, kept with its results."""
        return str(self._model.manifest["name"])

    def line_up(self, transcript: Transcript, question: Question, cancelled: Callable[[], bool] = never) -> Coverage:
        """The state of every item of the checklist. Cancelled soon after `cancelled()` has become true."""
        parts = clauses(transcript)
        if not parts or not question.items:
            return cover(question, transcript, {}, self.name)
        texts = [transcript.span_text(part.first_word, part.last_word) for part in parts]
        found = self._model.read([PREFIX[sort_of(item)] + item.wording for item in question.items], texts, cancelled)
        scores = {
            item.id: self._score(item, one, transcript, parts, texts)
            for item, one in zip(question.items, found, strict=True)
        }
        return cover(question, transcript, scores, self.name)

    def scores(self, texts: Sequence[str], items: Sequence[ChecklistItem | str]) -> NDArray[float32]:
        """Whether each text makes each point, 0..1, shape (len(texts), len(items)). An item given as plain text is a key point."""
        wordings = [one if isinstance(one, str) else one.wording for one in items]
        if not texts or not wordings:
            return np.zeros((len(texts), len(wordings)), np.float32)
        near = self._model.embed(texts) @ self._model.embed(wordings).T
        return np.array([[self._head.match(float(one)) for one in row] for row in near], np.float32)

    def _score(
        self, item: ChecklistItem, found: Found, transcript: Transcript, parts: Sequence[Clause], texts: Sequence[str]
    ) -> ItemScore:
        sort = sort_of(item)
        known = features(found, sort, item.wording, texts)
        touched, made = self._head.probabilities(sort, known)
        if sort == MANNER:
            return ItemScore(made, made)
        if sort == OMISSION:
            return ItemScore(made, made, on_the_fence=abs(made - 0.5) < FENCE)
        if sort == COMMISSION and denies_outright(texts[strongest(found)[0]].split()):
            made *= OUTRIGHT
        level = 2 if made >= 0.5 else 1 if touched >= 0.5 else 0
        column = 1 if level == 2 else 0
        spans = spans_of(transcript, parts, found.clause[:, column], strongest(found, column))
        if sort == COMMISSION:
            return self._commission(made, touched, transcript, spans, level)
        on_the_fence = min(abs(made - 0.5), abs(touched - 0.5) if made < 0.5 else 1.0) < FENCE
        reason = reasons.of_point(level, transcript, spans, item)
        return ItemScore(made, touched, 0.0, spans, _either(on_the_fence, reason, transcript, spans), on_the_fence)

    def _commission(
        self, made: float, touched: float, transcript: Transcript, spans: tuple[Span, ...], level: int
    ) -> ItemScore:
        denied = 1.0 - made / touched if touched >= 0.5 else 0.0
        on_the_fence = 0.5 - FENCE < made < TRIPPED
        reason = reasons.of_minefield(level, transcript, spans)
        return ItemScore(made, touched, denied, spans, _either(on_the_fence, reason, transcript, spans), on_the_fence)


def _either(on_the_fence: bool, reason: str, transcript: Transcript, spans: tuple[Span, ...]) -> str:
    return reasons.either_way(transcript, spans) if on_the_fence else reason


def load_model(folder: Path) -> ModelMatcher:
    """The matcher with the model of that folder. LineUpProblem if it is missing or damaged."""
    return ModelMatcher(Model(folder))
