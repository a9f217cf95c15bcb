"""Who did it, and was it done: told of oneself, denied, imagined, or told of somebody else; and whether a stretch tells anything.

Simple rules on the words around a match. They are there to keep a trap from being called tripped when it was not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from mockinterview.core.delivery import bare


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SELF = _words("""i i'm i've i'd i'll me my myself we we're we've we'd our us""")
_NOT = _words(
    """not never no nobody nothing none nor neither without cannot avoid avoided avoiding refuse refused refuses against
    wrong hardly stopped instead rather"""
)
_IMAGINED = _words("if would could should imagine suppose whoever might must unless")
_OTHERS = _words(
    """he she they his her their him them somebody someone anybody anyone colleague colleagues coworker people others boss
    manager friend friends trainee neighbour guy woman man who"""
)
IRREGULAR_PAST = _words(
    """was were had did went told said asked took gave made found got wrote ran knew saw kept left put set sent spoke began
    came rang brought built bought chose cut drew felt held heard let lost met paid read sat showed stood taught thought
    understood won dropped"""
)
NUMBERS = _words(
    """two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred thousand
    half dozen monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december"""
)


_OUTRIGHT = re.compile(
    r"\b(i|i've|i'd|we|we've|we'd)( have| had| would)? (never|not)\b"
    r"|\bi (don't|didn't|won't|wouldn't|can't|couldn't|haven't|hadn't)\b|\bnever (once|ever)\b|\bnot (me|my)\b"
)


class Telling(StrEnum):
    """How a stretch of speech stands to what its words name."""

    OWN = "own"
    DENIED = "denied"
    UNCLEAR = "unclear"


def negates(words: Sequence[str]) -> bool:
    """Whether a "not" of any kind stands among the words."""
    return any(word in _NOT or word.endswith("n't") for word in _plain(words))


def telling_of(words: Sequence[str]) -> Telling:
    """Whether the speaker tells of themselves, or denies, imagines, or tells of somebody else; unclear if neither shows."""
    plain = _plain(words)
    if negates(words) or any(word in _IMAGINED for word in plain):
        return Telling.DENIED
    own = next((index for index, word in enumerate(plain) if word in SELF), None)
    other = next((index for index, word in enumerate(plain) if word in _OTHERS), None)
    if own is not None and (other is None or own < other):
        return Telling.OWN
    return Telling.UNCLEAR if other is None else Telling.DENIED


def denies_outright(words: Sequence[str]) -> bool:
    """Whether the speaker says of themselves that they did not, would not or never do it."""
    return _OUTRIGHT.search(" ".join(_plain(words))) is not None


def concrete(words: Sequence[str]) -> bool:
    """Whether a stretch tells something that happened: a figure or a day, a name, or the speaker's own past."""
    plain = _plain(words)
    if any(word in NUMBERS or word[:1].isdigit() for word in plain):
        return True
    for (before, word), bare_word in zip(pairwise(words), plain[1:], strict=True):
        if word[:1].isupper() and not before.endswith((".", "?", "!", ":")) and bare_word not in SELF:
            return True
    told_of_self = any(word in SELF for word in plain)
    return told_of_self and any(word in IRREGULAR_PAST or (word.endswith("ed") and len(word) > 4) for word in plain)


def _plain(words: Sequence[str]) -> list[str]:
    return [bare(word).replace("’", "'") for word in words]
