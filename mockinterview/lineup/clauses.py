"""A transcript -> clauses: the smallest stretches that can make a point, each with its span of words.

Sentences where there is punctuation; where a recogniser gave none, pauses and length.
"""

from __future__ import annotations

from dataclasses import dataclass

from mockinterview.core.transcript import Transcript

LONGEST_WORDS = 24
"""A longer stretch is cut, at a comma if it has one: evidence a person can take in at a glance."""
LONG_ENOUGH_WORDS = 12
"""From here on a comma ends a clause."""
SHORTEST_WORDS = 4
"""No pause ends a clause before that: people hesitate inside a thought."""
PAUSE_MS = 500
"""A gap between words that ends a clause: twice the 250 ms of ordinary phrasing (Goldman-Eisler 1968)."""


@dataclass(frozen=True)
class Clause:
    """Inclusive word indices."""

    first_word: int
    last_word: int


def clauses(transcript: Transcript) -> list[Clause]:
    """All words, divided; no clause crosses a segment whose end has punctuation."""
    found: list[Clause] = []
    began = 0
    for index in range(len(transcript.words)):
        if _ends(transcript, began, index):
            found.append(Clause(began, index))
            began = index + 1
    return found


def _ends(transcript: Transcript, began: int, index: int) -> bool:
    words = transcript.words
    if index + 1 == len(words):
        return True
    text = words[index].text.rstrip("\"'”’)")
    length = index - began + 1
    if text.endswith((".", "?", "!", "…")) or length >= LONGEST_WORDS:
        return True
    if text.endswith((",", ";", ":")) and length >= LONG_ENOUGH_WORDS:
        return True
    return length >= SHORTEST_WORDS and words[index + 1].start_ms - words[index].end_ms >= PAUSE_MS
