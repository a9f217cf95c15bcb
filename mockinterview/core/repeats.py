"""Words said twice in a row while the next ones are looked for: "the the", "I was I was".

A repetition in the sense of Shriberg (1994): what stands before the interruption is said once more, word for word, with nothing or
a filler between (Maclay & Osgood 1959 call them repeats; Clark & Wasow 1998 describe what they are for). What is repeated for its
meaning, or stands twice by grammar, is no such thing, and is left out as far as a list can tell.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mockinterview.core.transcript import Word

MOST_WORDS = 4
"""The longest that is looked for. In the Switchboard conversations 30,546 repetitions were of one word, 8,102 of two and 1,606 of
three (Harmon & Kapatsinski 2016); what is longer is mostly said again on purpose, or a recogniser that went round in a circle."""

ON_PURPOSE = frozenset(
    """very really so too much many more far long never always again no not yes yeah yep right well ok okay please bye hello
    hear hey hi ha blah bla quite way big little old thank thanks sorry good great absolutely exactly totally
    one two three four five six seven eight nine ten twenty thirty forty fifty hundred thousand""".split()  # noqa: SIM905 - a list of words
)
"""Said twice to say it more strongly, or because it is counted: "very, very", "no, no", "two two"."""

BY_GRAMMAR = frozenset("had that is was are were do did does her you it this in on out up over there".split())  # noqa: SIM905
"""Can stand twice in good English ("what it is is that", "those who had had one"); they count where a comma or dash is between."""

_LETTERS_THAT_ARE_WORDS = frozenset({"a", "i"})
_BREAKS = (",", "-", "–", "—", "…", "...")
_ENDS = (".", "!", "?", ":", ";")


@dataclass(frozen=True)
class Repeat:
    """Words said again at once. first_word, last_word: from the first time to the end of the last, inclusive; times: 2 or more."""

    first_word: int
    last_word: int
    phrase: str
    times: int


def find_repeats(words: Sequence[Word], said: Sequence[str], fillers: Collection[int]) -> tuple[Repeat, ...]:
    """The repetitions, in order, none overlapping another. said: each word as it is compared; fillers: which words are no words."""
    kept = [index for index, text in enumerate(said) if text and index not in fillers]
    texts = [said[index] for index in kept]
    found: list[Repeat] = []
    at = 0
    while at < len(texts) - 1:
        if texts[at] not in texts[at + 1 : at + 1 + MOST_WORDS]:  # mostly so, and told at once
            at += 1
            continue
        size = next((size for size in range(1, MOST_WORDS + 1) if _again(texts, at, size)), 0)
        times = _times(words, kept, texts, at, size) if size else 1
        if times == 1:
            at += 1
            continue
        phrase = " ".join(texts[at : at + size])
        found.append(Repeat(kept[at], kept[at + size * times - 1], phrase, times))
        at += size * times
    return tuple(found)


def _again(texts: Sequence[str], at: int, size: int) -> bool:
    middle, end = at + size, at + 2 * size
    return end <= len(texts) and texts[at] == texts[middle] and texts[at:middle] == texts[middle:end]


def _times(words: Sequence[Word], kept: Sequence[int], texts: Sequence[str], at: int, size: int) -> int:
    """How often a phrase is said in a row, 1 if that is no repetition."""
    times = 1
    while _again(texts, at + (times - 1) * size, size):
        before = kept[at + times * size - 1]
        if not _counts(texts[at : at + size], words[before].text):
            break
        times += 1
    return times


def _counts(phrase: Sequence[str], before: str) -> bool:
    """Whether a phrase that is said again was said again to go on. before: the word before the second time, as it is written."""
    cut_off = before.endswith(_BREAKS)
    if before.endswith(_ENDS) and not cut_off:
        return False
    if len(phrase) > 1:
        return not all(word in ON_PURPOSE for word in phrase)
    word = phrase[0]
    if word in ON_PURPOSE or any(letter.isdigit() for letter in word):
        return False
    if len(word) == 1 and word not in _LETTERS_THAT_ARE_WORDS:
        return False
    return cut_off or word not in BY_GRAMMAR
