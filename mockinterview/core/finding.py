"""What a search in one's own answers found."""

from __future__ import annotations

from dataclasses import dataclass

from mockinterview.core.attempt import Attempt


@dataclass(frozen=True)
class Hit:
    """An attempt that matches, and the place that shows why.

    excerpt: plain text on one line, from what was said, the question, or the notes to it. marked: the spans of the excerpt that
    match, as half-open pairs of character positions, in order and without overlap; empty where the match is elsewhere.
    """

    attempt: Attempt
    excerpt: str
    marked: tuple[tuple[int, int], ...] = ()
