"""What the words of a stretch of speech are like, whatever they are about: specific, hedged, an echo of the item.

Counts a person can check, and with them the head can weigh what the model says. Lists are short on purpose: a word that is missing
costs a little, a wrong one costs the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from mockinterview.core.delivery import bare
from mockinterview.lineup.polarity import IRREGULAR_PAST, NUMBERS, SELF
from mockinterview.lineup.words import stems

_HEDGES = frozenset(
    """maybe perhaps probably possibly generally usually normally typically try tries trying hopefully guess suppose
    always important believe passionate value values committed key essential crucial strive ensure""".split()  # noqa: SIM905
)


def specifics(words: Sequence[str]) -> dict[str, int]:
    """How many numbers and days, names (capitals inside a sentence) and past actions of one's own the words hold."""
    plain = [bare(word).replace("’", "'") for word in words]
    numbers = sum(word in NUMBERS or word[:1].isdigit() for word in plain)
    names = sum(
        word[:1].isupper() and told not in SELF and not before.endswith((".", "?", "!", ":"))
        for before, word, told in zip(words, words[1:], plain[1:], strict=False)
    )
    own = False
    past = 0
    for word in plain:
        own = own or word in SELF
        past += own and (word in IRREGULAR_PAST or (word.endswith("ed") and len(word) > 4))
    return {"numbers": numbers, "names": names, "own_past": past}


def hedges(words: Sequence[str]) -> int:
    """How many words promise or soften instead of telling."""
    return sum(bare(word) in _HEDGES for word in words)


def echo(words: Sequence[str], item: str) -> float:
    """Share of the item's telling words that stand among the words, 0..1."""
    wanted = stems(item.split())
    return len(wanted & stems(words)) / len(wanted) if wanted else 0.0
