"""Which delivery facts bear on a minefield of manner: beside "tends to ramble" stands the length, not every figure there is.

The rule goes by the words of the item alone and claims nothing more: facts are laid beside the item, and the person judges. An item
whose words point nowhere ("sounds bored") gets all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from mockinterview.core.question import ChecklistItem


class Aspect(StrEnum):
    """What is measured of the delivery."""

    LENGTH = "length"
    FIRST_WORD = "first_word"
    PACE = "pace"
    PAUSES = "pauses"
    FILLERS = "fillers"
    HEDGES = "hedges"
    REPEATS = "repeats"


_HALTING = (Aspect.FIRST_WORD, Aspect.PAUSES, Aspect.FILLERS, Aspect.REPEATS)

_POINTERS: Mapping[str, tuple[Aspect, ...]] = {
    r"rush|hurr(y|ie)|hast(e|y|i)|gabbl|rapid|breathless|rattl|faster\b|too fast|too quick": (
        Aspect.PACE,
        Aspect.PAUSES,
        Aspect.LENGTH,
    ),
    r"slow|drags\b|dragging|sluggish|drawl|monoton|recit|by heart\b|by rote\b": (Aspect.PACE, Aspect.PAUSES),
    r"hesita|halting|halts|struggl(es|ing)|stumbl|falter|stammer|stutter|fumbl|nervous|articulat|trail(s|ing) off": _HALTING,
    r"paus|silence|long gap": (Aspect.FIRST_WORD, Aspect.PAUSES),
    r"rambl|long[- ]winded|too long|lengthy|wander|digress|verbos|wordy|waffl|concise|lecture|monologue|minutes\b": (
        Aspect.LENGTH,
        Aspect.REPEATS,
    ),
    r"too short|too brief|brief(ly)?\b|curt\b|terse|abrupt|one[- ]word|clipped": (Aspect.LENGTH, Aspect.PACE),
    r"filler|ums?\b|uhs?\b|erms?\b|verbal tic": (Aspect.FILLERS,),
    r"hedg|tentativ|non-?committal|uncertain|unsure|self-doubt|confiden(t|ce)\b": (
        Aspect.HEDGES,
        Aspect.FILLERS,
        Aspect.PAUSES,
    ),
    r"repeat|repetit|circles": (Aspect.REPEATS, Aspect.LENGTH),
}
"""The beginnings of words that point to something measured, and what they point to."""

_COMPILED = tuple((re.compile(rf"\b({words})"), aspects) for words, aspects in _POINTERS.items())


def bearing(item: ChecklistItem) -> frozenset[Aspect]:
    """What is measured that bears on an item by its words; all of it if they point nowhere."""
    wording = item.wording.lower()
    found = frozenset(aspect for words, aspects in _COMPILED if words.search(wording) for aspect in aspects)
    return found or frozenset(Aspect)
