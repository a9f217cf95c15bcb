"""Where in a transcript the words stand that a search found."""

from __future__ import annotations

from mockinterview.core.transcript import Transcript

_COMPARED = 8
"""So many words from the first marked one on tell one place from another."""


def place_of(transcript: Transcript, excerpt: str, marked: tuple[tuple[int, int], ...]) -> int | None:
    """The word that the first marked span of an excerpt is; None if the transcript does not hold it."""
    if not marked:
        return None
    start = excerpt.rfind(" ", 0, marked[0][0]) + 1
    wanted = [_plain(word) for word in excerpt[start:].split()][:_COMPARED]
    said = [_plain(word.text) for word in transcript.words]
    best, place = 0, None
    for at in range(len(said)):
        same = 0
        while same < len(wanted) and at + same < len(said) and said[at + same] == wanted[same]:
            same += 1
        if same > best:
            best, place = same, at
    return place


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())
