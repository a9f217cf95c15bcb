"""What is known of one answer while a person revises it: words and opinion as shown, as kept, and the way between.

Plain values, no thread and no store: `revising` moves from one to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import Coverage
from mockinterview.core.delivery import Delivery, Pause
from mockinterview.core.opinion import Opinion
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript

MOST_STEPS = 200
"""So many steps can be undone: of an hour's answer each keeps a list of 10,000 words, 80 kB."""


@dataclass(frozen=True)
class Words:
    """The words of an answer with the states that rest on them. original: what they were before they were corrected."""

    transcript: Transcript | None = None
    coverage: Coverage | None = None
    original: Transcript | None = None

    def same_text(self, other: Words) -> bool:
        """Whether the words are the same, whatever their states."""
        return self.transcript is other.transcript or self.transcript == other.transcript


@dataclass(frozen=True)
class Step:
    """One deed, to be undone and done again: either the words or the opinion, before and after it. name: the deed in words.

    keep_former: the words that give way can be asked for later on.
    """

    name: str
    before: Words | Opinion
    after: Words | Opinion
    keep_former: bool = False

    def turned(self) -> Step:
        """The step that undoes it. Words that nobody corrected are never lost by it."""
        keep = isinstance(self.after, Words) and self.after.transcript is not None and not self.after.transcript.edited
        return Step(self.name, self.after, self.before, keep)


@dataclass(frozen=True)
class Stand:
    """How an answer stands, and the steps that led there: `done` can be undone, `undone` done again, the last one first."""

    words: Words = field(default_factory=Words)
    opinion: Opinion = field(default_factory=Opinion)
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def after(self, step: Step) -> Stand:
        """How it stands with a step done for the first time: what was undone before it is gone."""
        return replace(self._with(step.after), done=(*self.done, step)[-MOST_STEPS:], undone=())

    def without_last(self) -> Stand:
        """How it stands with the last step undone."""
        step = self.done[-1]
        return replace(self._with(step.before), done=self.done[:-1], undone=(*self.undone, step))

    def with_next(self) -> Stand:
        """How it stands with the step done again that was undone last."""
        step = self.undone[-1]
        return replace(self._with(step.after), done=(*self.done, step), undone=self.undone[:-1])

    def found(self, words: Words, opinion: Opinion) -> Stand:
        """How it stands by what the store says. Steps over words or an opinion that were changed elsewhere are gone."""
        done, undone = self.done, self.undone
        if words.same_text(self.words):  # keep the very words: who compares them need not look at each
            words = replace(words, transcript=self.words.transcript, original=self.words.original or words.original)
            if words.coverage == self.words.coverage:
                words = replace(words, coverage=self.words.coverage)
            done, undone = (_with_states(steps, words) for steps in (done, undone))
        else:
            done, undone = (_of_other_things(steps, Words) for steps in (done, undone))
        if opinion != self.opinion:
            done, undone = (_of_other_things(steps, Opinion) for steps in (done, undone))
        return Stand(words, opinion, done, undone)

    def _with(self, reached: Words | Opinion) -> Stand:
        return replace(self, words=reached) if isinstance(reached, Words) else replace(self, opinion=reached)


def _with_states(steps: Sequence[Step], words: Words) -> tuple[Step, ...]:
    """Steps that lead to these words lead to the states that were found in them."""

    def renewed(reached: Words | Opinion) -> Words | Opinion:
        same = isinstance(reached, Words) and reached.transcript is words.transcript
        return replace(reached, coverage=words.coverage) if same and isinstance(reached, Words) else reached

    return tuple(replace(step, before=renewed(step.before), after=renewed(step.after)) for step in steps)


def _of_other_things(steps: Sequence[Step], kind: type[Words | Opinion]) -> tuple[Step, ...]:
    return tuple(step for step in steps if not isinstance(step.before, kind))


@dataclass
class Track:
    """One answer under revision. now: as it is shown; kept: as it is in the store, as far as is known; pending: steps on their way.

    version: counts every change. generation: counts the failures; a step of an earlier one was put back with that which failed.
    measured: words, pauses, and what was measured of them last.
    """

    attempt: Attempt
    now: Stand
    kept: Stand
    pending: int = 0
    version: int = 0
    generation: int = 0
    measured: tuple[Transcript | None, tuple[Pause, ...], Delivery] | None = None

    @property
    def review(self) -> Review:
        """The answer as it stands, without its timing facts."""
        words = self.now.words
        delivery = Delivery(self.attempt.duration_ms)
        return Review(self.attempt, delivery, words.transcript, words.coverage, self.now.opinion)

    def put_back(self) -> None:
        """Nothing that is on its way will be kept."""
        self.now = self.kept
        self.version += 1
        self.generation += 1


def original_of(transcript: Transcript, former: Sequence[Transcript]) -> Transcript | None:
    """The words that corrected ones were before: of those that others took the place of, the uncorrected ones most like them.

    Words that were not corrected never moved, so the original shares most of them, times included.
    """
    if not transcript.edited:
        return None
    words = set(transcript.words)
    uncorrected = [one for one in former if not one.edited]
    return max(uncorrected, key=lambda one: sum(word in words for word in one.words), default=None)
