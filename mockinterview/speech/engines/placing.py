"""Whisper's words put where somebody speaks: its attention lets them swallow the pauses around."""

from __future__ import annotations

from collections.abc import Sequence

from mockinterview.core.transcript import Word
from mockinterview.speech.gate import EDGE_MS, Stretch
from mockinterview.speech.guards import STRAY_MS

TIGHT_MS = EDGE_MS - 50
"""The gate keeps more around speech than belongs to a word."""
LEAST_WORD_MS = 40


def placed(words: Sequence[Word], stretches: Sequence[Stretch], earliest_ms: int, latest_ms: int) -> list[Word]:
    """The words of one segment in order, inside the sound, and where somebody speaks: Whisper lets them swallow the pauses around.

    A word that begins in a pause is moved behind it, one that ends in a pause ends before it. Far from any speech it was invented.
    """
    found: list[Word] = []
    speech = [Stretch(one.start_ms + TIGHT_MS, one.end_ms - TIGHT_MS) for one in stretches]
    for index, word in enumerate(words):
        if min(max(one.start_ms - word.end_ms, word.start_ms - one.end_ms) for one in stretches) > STRAY_MS:
            continue
        is_last = index == len(words) - 1
        start = _out_of_pause(word, speech, words[-1].end_ms if not is_last else word.end_ms - TIGHT_MS)
        end = max([min(word.end_ms, one.end_ms) for one in speech if one.start_ms < word.end_ms], default=word.end_ms)
        start = min(max(start, earliest_ms), latest_ms)
        end = min(max(end, start), latest_ms)
        found.append(Word(word.text, start, end, word.confidence))
        earliest_ms = start
    return found


def _out_of_pause(word: Word, speech: Sequence[Stretch], latest_ms: int) -> int:
    """Where the word can begin: as it says, or when speech goes on up to `latest_ms`, or else where speech ended before."""
    room_ms = (
        2 * TIGHT_MS if word.end_ms - word.start_ms < LEAST_WORD_MS else 0
    )  # no length: pressed against what came before
    if any(one.start_ms <= word.start_ms <= one.end_ms - room_ms for one in speech):
        return word.start_ms
    ahead = [one.start_ms for one in speech if word.start_ms < one.start_ms <= latest_ms]
    behind = [min(word.start_ms, one.end_ms) for one in speech if one.start_ms <= word.start_ms]
    return min(ahead, default=max(behind, default=word.start_ms))
