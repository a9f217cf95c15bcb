"""Words as the matcher compares them: light stems, what says nothing, and how much each stem tells."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from mockinterview.core.delivery import FILLERS, bare

# Grammar, and words every spoken answer and every checklist is full of.
_SAYING_NOTHING = FILLERS | frozenset(
    """a about after again against all also always am an and another any anybody anything are around as ask asked asking at
    away back be because been before being both but by call called came can come comes could day days did different do
    does doing done down each either else enough even ever every everybody everything few find first for found from gave
    get gets getting give given gives go goes going gone good got had happen happened happens has have having he her
    here him his how i if in instead into is it its job just keep kept kind know known knew last later leave least left
    let like little long look looked lot made make makes making many may me mean means might more most much must my
    naming need needed needs never new next no nobody none nor not nothing now of off often on once one ones only or
    other others our out over own part people person put quite rather real really right said same saw say saying says
    see seen she should show showing since so some somebody something sort still such sure take taken takes taking tell
    telling than that the their them then there these they thing things think this those though thought three through
    time to today together told too took two under until up us use used using very want wanted was way we week weeks
    well went were what when where whether which while who whole whom whose why will with without word words work worked
    working would year years yes yet you your yours""".split()  # noqa: SIM905 - a list of quoted words would fill a page
)
_ENDINGS = (
    "ations",
    "ation",
    "ities",
    "ments",
    "ment",
    "ness",
    "ings",
    "ions",
    "ing",
    "ion",
    "ity",
    "ies",
    "ed",
    "es",
    "ly",
)


def stem(word: str) -> str:
    """A word without its commonest English endings: locked, locks, locking -> lock. Not a dictionary form."""
    plain = word
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            plain = plain[: -len(ending)]
            break
    if plain.endswith("s") and not plain.endswith("ss") and len(plain) > 3:
        plain = plain[:-1]
    if plain[-1:] in ("e", "y", "i") and len(plain) > 3:
        plain = plain[:-1]
    if len(plain) > 3 and plain[-1] == plain[-2] and plain[-1] not in "ls":
        plain = plain[:-1]
    return plain


def content(word: str) -> str:
    """The stem of a word that says something, else an empty text."""
    plain, apostrophe, rest = bare(word).replace("’", "'").partition("'")
    negated = apostrophe and rest == "t"
    return "" if negated or plain in _SAYING_NOTHING or len(plain) < 2 else stem(plain)


def stems(words: Iterable[str]) -> frozenset[str]:
    """The stems of the words that say something; hyphens and slashes divide."""
    parts = (part for word in words for part in word.replace("-", " ").replace("/", " ").split())
    return frozenset(filter(None, map(content, parts)))


def telling(documents: Collection[frozenset[str]]) -> Mapping[str, float]:
    """How much each stem tells: inverse document frequency, 1 for what stands in one document of any number, less for more."""
    counts = Counter(found for document in documents for found in document)
    most = math.log(1 + len(documents))
    return {found: math.log(1 + len(documents) / count) / most for found, count in counts.items()}
