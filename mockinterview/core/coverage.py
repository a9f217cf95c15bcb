"""From a matcher's scores to states a person can check: covered, partly, not found, not sure, each with the words it rests on.

The three kinds of minefield are told apart here: commission needs the words that trip it, omission is read off the positive items
whose absence shows it (or off the matcher's own score, where the checklist names none), manner is never decided by text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mockinterview.core.question import ChecklistItem, MinefieldKind, Question
from mockinterview.core.transcript import Transcript


class State(StrEnum):
    """What can be said of one checklist item after one answer."""

    COVERED = "covered"
    PARTLY = "partly"
    NOT_FOUND = "not_found"
    NOT_SURE = "not_sure"
    TRIPPED = "tripped"
    DENIED = "denied"
    CLEAR = "clear"
    YOUR_CALL = "your_call"


LEVELS: Mapping[State, int] = {State.COVERED: 2, State.TRIPPED: 2, State.PARTLY: 1, State.DENIED: 1}
"""How much of the item is there: 2 made or tripped, 1 touched or denied, 0 (every other state) not there or not known.

An omission that is not found is tripped: see `ItemCoverage.level`.
"""

SHORTEST_ANSWER_WORDS = 12
"""An answer with fewer words is too short to call anything missing."""

UNSURE_CONFIDENCE = 0.35
"""Mean word confidence under which evidence is only "not sure, listen here"."""

UNSURE_WORDS = "The recogniser was unsure of these words. Listen here."

NOTHING_FOUND = "Nothing you said was found to match this."

MOST_EVIDENCE = 3
"""At most this many spans an item."""


@dataclass(frozen=True)
class Evidence:
    """Words of the transcript an item's state rests on: inclusive indices into the words. sentence: index of the segment.

    own: the person marked them; the program's have False.
    """

    first_word: int
    last_word: int
    text: str
    sentence: int = 0
    own: bool = False


@dataclass(frozen=True)
class Span:
    """Where a matcher found an item: inclusive word indices, and how strongly (0..1)."""

    first_word: int
    last_word: int
    score: float


@dataclass(frozen=True)
class ItemScore:
    """What a matcher says of one item, before any state is given.

    made: probability that the point is made with substance (for a minefield: that it is tripped, also by omission or manner).
    touched: that it is at least named. denied: that what was said denies it or tells of somebody else. on_the_fence: the matcher
    cannot tell. spans: the words it rests on; for an omission, the words that show it was not left out.
    """

    made: float
    touched: float
    denied: float = 0.0
    spans: tuple[Span, ...] = ()
    reason: str = ""
    on_the_fence: bool = False


@dataclass(frozen=True)
class ItemCoverage:
    """The program's proposal for one item: its state, the probability behind it, the words, and one sentence of reason.

    probability: that the point is made, whatever the state; for a minefield of any kind, that it is tripped. leaning: the level
    that would be given if "not sure" had to be decided, for a minefield never tripped; None in every other state.
    """

    item: ChecklistItem
    state: State
    probability: float
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    leaning: int | None = field(default=None, compare=False)  # stores of before it have none

    @property
    def level(self) -> int:
        """2 made or tripped, 1 touched or denied, 0 otherwise. An omission is tripped by what is not found."""
        left_out = self.item.minefield is MinefieldKind.OMISSION and self.state is State.NOT_FOUND
        return 2 if left_out else LEVELS.get(self.state, 0)

    @property
    def likeliest_level(self) -> int:
        """The level, or the one that "not sure" leans to."""
        return self.level if self.leaning is None else self.leaning


@dataclass(frozen=True)
class Coverage:
    """One answer lined up with one checklist. matcher: name and version of what scored it.

    carried: made of other words than those it is shown with, which were corrected since.
    """

    matcher: str
    items: tuple[ItemCoverage, ...] = ()
    carried: bool = False

    def of(self, item_id: str) -> ItemCoverage:
        """The line of one item; KeyError if there is none."""
        for line in self.items:
            if line.item.id == item_id:
                return line
        raise KeyError(item_id)


def verdict_choices(item: ChecklistItem) -> tuple[State, ...]:
    """The states a person may give an item, the favourable one first."""
    match item.minefield if item.is_minefield else None:
        case None if not item.is_minefield:
            return (State.COVERED, State.PARTLY, State.NOT_FOUND)
        case MinefieldKind.OMISSION | MinefieldKind.MANNER:
            return (State.CLEAR, State.TRIPPED)
        case _:
            return (State.NOT_FOUND, State.DENIED, State.TRIPPED)


def flipped(item: ChecklistItem, standing: State) -> State:
    """The verdict one key press makes of the standing state: from there to not there, and back."""
    choices = verdict_choices(item)
    there, missing = choices[0], choices[-1]
    return missing if standing is there else there


def _segment_of(transcript: Transcript, word: int) -> int:
    for index, segment in enumerate(transcript.segments):
        if segment.first_word <= word <= segment.last_word:
            return index
    return 0


def _evidence(transcript: Transcript, spans: tuple[Span, ...]) -> tuple[Evidence, ...]:
    strongest = sorted(spans, key=lambda span: -span.score)[:MOST_EVIDENCE]
    return tuple(
        Evidence(
            span.first_word,
            span.last_word,
            transcript.span_text(span.first_word, span.last_word),
            _segment_of(transcript, span.first_word),
        )
        for span in sorted(strongest, key=lambda span: span.first_word)
    )


def _hard_to_hear(transcript: Transcript, evidence: tuple[Evidence, ...]) -> bool:
    heard = [
        word.confidence
        for span in evidence
        for word in transcript.words[span.first_word : span.last_word + 1]
        if word.confidence is not None
    ]
    return bool(heard) and sum(heard) / len(heard) < UNSURE_CONFIDENCE


def _too_little(transcript: Transcript) -> str:
    """Why nothing of this answer can be called missing; "" if it can."""
    if len(transcript.words) < SHORTEST_ANSWER_WORDS:
        return "The answer is too short to say what is missing."
    if transcript.draft:
        return "Too many words of a draft are wrong to say what is missing. Listen for it."
    return ""


def _positive_state(score: ItemScore) -> State:
    if score.made >= 0.5:
        return State.COVERED
    return State.PARTLY if score.touched >= 0.5 else State.NOT_FOUND


def _commission_state(score: ItemScore) -> State:
    if score.touched < 0.5:
        return State.NOT_FOUND
    return State.DENIED if score.denied >= 0.5 else State.TRIPPED if score.made >= 0.5 else State.NOT_SURE


def _decide(item: ChecklistItem, score: ItemScore, transcript: Transcript) -> ItemCoverage:
    """The state of an item that is decided by what was said."""
    decided = state = _commission_state(score) if item.is_minefield else _positive_state(score)
    evidence = () if state is State.NOT_FOUND else _evidence(transcript, score.spans)
    reason = score.reason
    if state is State.NOT_FOUND and not item.is_minefield and (unsure := _too_little(transcript)):
        state, reason = State.NOT_SURE, unsure
    elif _hard_to_hear(transcript, evidence):
        state, reason = State.NOT_SURE, UNSURE_WORDS
    elif score.on_the_fence:
        state = State.NOT_SURE
        evidence = evidence or _evidence(transcript, score.spans)
    leaning = min(LEVELS.get(decided, 0), 1 if item.is_minefield else 2) if state is State.NOT_SURE else None
    return ItemCoverage(item, state, score.made, evidence, reason, leaning)


def _omission(
    item: ChecklistItem, positive: Mapping[str, ItemCoverage], score: ItemScore | None, transcript: Transcript
) -> ItemCoverage:
    """An omission is read off the positive items that would show it: clear with their words, else not found.

    The probability is what is left of the likeliest of those items: over the omissions of 90 answers that orders them better than
    the matcher's own reading (AUC 0.63 against 0.60).
    """
    shown = [positive[item_id] for item_id in item.shown_by if item_id in positive]
    if not shown:
        return _own_omission(item, score, transcript)
    left_out = round(1.0 - max(line.probability for line in shown), 4)
    there = [line for line in shown if line.level > 0]
    if there:
        evidence = tuple(span for line in there for span in line.evidence)[:MOST_EVIDENCE]
        names = ", ".join(line.item.name for line in there)
        return ItemCoverage(item, State.CLEAR, left_out, evidence, f"Shown by: {names}.")
    if any(line.state is State.NOT_SURE for line in shown):
        return ItemCoverage(item, State.NOT_SURE, left_out, (), "What would show it could not be heard clearly.")
    names = ", ".join(line.item.name for line in shown)
    return ItemCoverage(item, State.NOT_FOUND, left_out, (), f"Not found in this transcript: {names}.")


def _own_omission(item: ChecklistItem, score: ItemScore | None, transcript: Transcript) -> ItemCoverage:
    """An omission no other item shows: the matcher's own reading, else the person's call."""
    if score is None:
        reason = "No item of this checklist shows whether this was left out. Your call."
        return ItemCoverage(item, State.YOUR_CALL, 0.0, (), reason)
    evidence = _evidence(transcript, score.spans)
    if score.made < 0.5 and not score.on_the_fence:
        if _hard_to_hear(transcript, evidence):
            return ItemCoverage(item, State.NOT_SURE, score.made, evidence, UNSURE_WORDS)
        return ItemCoverage(item, State.CLEAR, score.made, evidence, score.reason or "It was not left out.")
    unsure = _too_little(transcript) or (score.on_the_fence and (score.reason or "This could be read either way."))
    if unsure:
        return ItemCoverage(item, State.NOT_SURE, score.made, evidence, unsure)
    return ItemCoverage(item, State.NOT_FOUND, score.made, (), score.reason or "Not found in this transcript.")


def _manner(item: ChecklistItem, score: ItemScore | None) -> ItemCoverage:
    reason = "No words can decide this. Listen, look at the timing facts, and judge for yourself."
    return ItemCoverage(item, State.YOUR_CALL, score.made if score is not None else 0.0, (), reason)


def cover(question: Question, transcript: Transcript, scores: Mapping[str, ItemScore], matcher: str) -> Coverage:
    """The state of every item of the checklist, in the checklist's order.

    scores: by item id; an item that is decided by what was said and has no score counts as not found. Omissions and manner need
    none; where there is one, its `made` is the probability, unless other items show the omission.
    """
    nothing = ItemScore(0.0, 0.0, reason=NOTHING_FOUND)
    lines: dict[str, ItemCoverage] = {}
    for item in question.items:
        if item.is_minefield and item.minefield is MinefieldKind.MANNER:
            lines[item.id] = _manner(item, scores.get(item.id))
        elif not (item.is_minefield and item.minefield is MinefieldKind.OMISSION):
            lines[item.id] = _decide(item, scores.get(item.id, nothing), transcript)
    positive = {item_id: line for item_id, line in lines.items() if not line.item.is_minefield}
    for item in question.items:
        if item.id not in lines:
            lines[item.id] = _omission(item, positive, scores.get(item.id), transcript)
    return Coverage(matcher, tuple(lines[item.id] for item in question.items))
