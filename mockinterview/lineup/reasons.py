"""One sentence a person can check beside every state: the words, and what speaks for or against them."""

from __future__ import annotations

from collections.abc import Sequence

from mockinterview.core.coverage import NOTHING_FOUND, Span
from mockinterview.core.question import ChecklistItem
from mockinterview.core.transcript import Transcript
from mockinterview.lineup.polarity import Telling, telling_of
from mockinterview.lineup.telling import echo, hedges, specifics

MOST_QUOTED = 22
"""Words of a quotation; the evidence itself may be longer."""
ECHOED = 0.4
"""Share of an item's words from which on saying them is naming it."""


def of_point(level: int, transcript: Transcript, spans: Sequence[Span], item: ChecklistItem) -> str:
    """Why a key point, competency or motivation counts as made (2), touched (1) or not found (0)."""
    if level == 0 or not spans:
        return NOTHING_FOUND
    strongest = max(spans, key=lambda span: span.score)
    words = _words(transcript, strongest)
    if level == 2:
        return f"You said: “{_quote(words)}”; {_substance(words)}."
    if echo(words, item.wording) >= ECHOED:
        return f"You named it without showing it: “{_quote(words)}”."
    if hedges(words):
        return f"You came near it in general words: “{_quote(words)}”."
    return f"You came near it: “{_quote(words)}”; say what you did and what came of it."


def either_way(transcript: Transcript, spans: Sequence[Span]) -> str:
    """Why nothing is decided."""
    if not spans:
        return "This could be read either way."
    return f"This could be read either way: “{_quote(_words(transcript, max(spans, key=lambda span: span.score)))}”."


def of_minefield(level: int, transcript: Transcript, spans: Sequence[Span]) -> str:
    """Why a minefield of commission counts as tripped (2), mentioned (1) or not there (0)."""
    if level == 0 or not spans:
        return NOTHING_FOUND
    words = _words(transcript, max(spans, key=lambda span: span.score))
    if level == 2:
        return f"You said: “{_quote(words)}”."
    if telling_of(words) is Telling.DENIED:
        return f"You mention it, but deny it, condemn it or tell it of somebody else: “{_quote(words)}”."
    return f"You mention it, not as your own doing: “{_quote(words)}”."


def _substance(words: Sequence[str]) -> str:
    """What makes a stretch concrete, in words."""
    told = specifics(words)
    if told["numbers"] and told["own_past"]:
        return "something you did, with a figure or a date"
    if told["own_past"]:
        return "something you did"
    if told["numbers"]:
        return "a figure or a date"
    return "a name or a place" if told["names"] else "said in your own words"


def _words(transcript: Transcript, span: Span) -> list[str]:
    return [word.text for word in transcript.words[span.first_word : span.last_word + 1]]


def _quote(words: Sequence[str]) -> str:
    shown = " ".join(words[:MOST_QUOTED]).rstrip(".,;:")
    return f"{shown} …" if len(words) > MOST_QUOTED else shown
