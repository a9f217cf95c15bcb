"""Finding words in a transcript, and putting others in their place: what a person looks for is letters, what changes is words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from mockinterview.core.editing import Edit, typed_words
from mockinterview.core.transcript import Transcript

_PUNCTUATION = " \t.,;:!?…\"'()[]-–—“”‘’"
_STRAIGHT = str.maketrans("‘’ʼ“”", "'''\"\"")


def find(
    transcript: Transcript, text: str, whole_words: bool = False, match_case: bool = False
) -> tuple[tuple[int, int], ...]:
    """Where a text stands, as inclusive spans of words, sorted, none over another. Curly quotes are found by straight ones.

    whole_words: only whole ones, whatever punctuation is around them; otherwise also within words.
    """
    sought = [_plain(word, match_case) for word in text.split()]
    if not sought:
        return ()
    said = [_plain(word.text, match_case) for word in transcript.words]
    if whole_words:
        return _whole(said, sought)
    starts = list(accumulate((len(word) + 1 for word in said), initial=0))
    letters, wanted = " ".join(said), " ".join(sought)
    found: list[tuple[int, int]] = []
    at = letters.find(wanted)
    while at >= 0:
        first, last = bisect_right(starts, at) - 1, bisect_right(starts, at + len(wanted) - 1) - 1
        found.append((first, last))
        at = letters.find(wanted, starts[last + 1])
    return tuple(found)


def replacing(
    transcript: Transcript,
    spans: Sequence[tuple[int, int]],
    text: str,
    found: str = "",
    match_case: bool = False,
) -> tuple[Edit, ...]:
    """The edits that put a text in place of spans, the last first, so that none shifts another.

    found: what was looked for; only that is replaced of the words, and "Found" by "Text" unless cases are told apart. Without it,
    the words are replaced whole but for the punctuation around them.
    """
    edits = []
    for first, last in sorted(spans, reverse=True):
        said = transcript.span_text(first, last)
        edits.append(Edit(first, last + 1, typed_words(_replaced(said, " ".join(text.split()), found, match_case))))
    return tuple(edits)


def _plain(word: str, match_case: bool) -> str:
    """A word as it is compared. What lower case makes longer stays as it is, so that letters can be counted."""
    word = word.strip().translate(_STRAIGHT)
    if match_case:
        return word
    lower = word.lower()
    return lower if len(lower) == len(word) else word


def _whole(said: Sequence[str], sought: Sequence[str]) -> tuple[tuple[int, int], ...]:
    said, sought = [word.strip(_PUNCTUATION) for word in said], [word.strip(_PUNCTUATION) for word in sought]
    if not any(sought):
        return ()
    found: list[tuple[int, int]] = []
    at = 0
    while at + len(sought) <= len(said):
        if said[at] == sought[0] and said[at : at + len(sought)] == sought:
            found.append((at, at + len(sought) - 1))
            at += len(sought)
        else:
            at += 1
    return tuple(found)


def _replaced(said: str, text: str, found: str, match_case: bool) -> str:
    """What becomes of the words said."""
    sought = _plain(" ".join(found.split()), match_case) or "\0"
    plain, made, upto = _plain(said, match_case), "", 0
    at = plain.find(sought)
    if at < 0:
        core = said.strip(_PUNCTUATION) or said
        at, sought = said.find(core), core
        plain = said
    while at >= 0 and sought:
        old = said[at : at + len(sought)]
        begins = not match_case and old.istitle() and len(old) > 1 and found[:1] == found[:1].lower()
        made += said[upto:at] + (text[:1].upper() + text[1:] if begins else text)
        upto = at + len(sought)
        at = plain.find(sought, upto)
    made += said[upto:]
    return made if text or any(letter.isalnum() for letter in made) else ""
