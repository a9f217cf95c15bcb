"""Plausible recognition errors for typed answers: a matcher must live with what a recogniser hears, not with what was written.

Standard library only, because training and measuring both use it and must make the same errors from the same seed. The words put in
come from the vocabulary given, chosen by sound and spelling, so that what comes out is wrong in the way a recogniser is wrong: real
words in the wrong place. Nothing here was fitted to a recogniser's real errors.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

SUBSTITUTED, DELETED = 0.65, 0.22
"""Shares of the errors; the rest are insertions. Our choice, in the order reported for spontaneous speech: substitutions far ahead,
then deletions, insertions last."""
UNPUNCTUATED = 0.5
"""Share of answers heard without any marks or capitals, as recognisers give them that have none."""
MARKS_LOST = 2.0
"""Where the recogniser has marks, it loses each with this many times the word error rate."""
RARE, SHORT = 1.6, 1.3
"""How much likelier a rare word (a name, a term of the trade) or a short unstressed one is to be misheard than any other."""
SHORT_WORD = 3
"""Letters; words this short slip in, and are dropped more easily than others."""
LONG_DROPPED = 0.3
"""A longer word that was to be dropped is dropped this often, else misheard."""
MOST_CANDIDATES = 6
"""A word is replaced by one of at most this many: the nearest in sound and spelling."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_VOWELS = frozenset("aeiouy")
_SOUNDS = tuple(
    (re.compile(spelt), heard)
    for spelt, heard in (
        (r"^(kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^wh", "w"),
        (r"tch", "x"),
        (r"(sh|ch|[ts]i(?=[ao]))", "x"),
        (r"ph", "f"),
        (r"gh(?=[^aeiouy]|$)", ""),
        (r"th", "0"),
        (r"dg(?=[eiy])", "j"),
        (r"g(?=[eiy])", "j"),
        (r"c(?=[eiy])", "s"),
        (r"(ck|c|q)", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"v", "f"),
        (r"(?<=[aeiou])[wh]", ""),
        (r"mb$", "m"),
    )
)


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """A rough key of how a small-letter word sounds: consonants by sound, vowels only at the start, doubles once.

    After Metaphone (Lawrence Philips, "Hanging on the Metaphone", 1990), much shortened.
    """
    heard = word.replace("'", "").replace("’", "")
    for spelt, sounds in _SOUNDS:
        heard = spelt.sub(sounds, heard)
    kept = [
        ("a" if letter in _VOWELS else letter)
        for place, letter in enumerate(heard)
        if place == 0 or letter not in _VOWELS
    ]
    return "".join(letter for place, letter in enumerate(kept) if place == 0 or letter != kept[place - 1])


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Fewest insertions, deletions and substitutions that turn one sequence into the other (Levenshtein, 1966)."""
    row = list(range(len(other) + 1))
    for place, left in enumerate(one, 1):
        corner, row[0] = row[0], place
        for column, right in enumerate(other, 1):
            corner, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, corner + (left != right))
    return row[-1]


def word_error_rate(spoken: Sequence[str], heard: Sequence[str]) -> float:
    """Word errors per spoken word, marks and capitals aside; 0 for nothing said. Both are sentences of the same answer."""
    wanted, found = (_plain(" ".join(sentences)) for sentences in (spoken, heard))
    return distance(wanted, found) / len(wanted) if wanted else 0.0


def _plain(text: str) -> list[str]:
    return [match.group().lower() for match in _WORD.finditer(text)]


class Vocabulary:
    """The words a recogniser may put in: those of `texts`, with how often each is said. Remembers the candidates it has found."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.counts = Counter(word for text in texts for word in _plain(text))
        by_use = sorted(self.counts, key=lambda word: (-self.counts[word], word))
        self.short = [word for word in by_use if len(word) <= SHORT_WORD and word.isalpha()][:40] or ["a"]
        """The commonest short words: what slips in, and what a word without a neighbour turns into."""
        self._near: dict[tuple[str, str], list[str]] = {}
        for word in sorted(self.counts):
            for key in _keys(word):
                self._near.setdefault(key, []).append(word)
        self._candidates: dict[str, tuple[str, ...]] = {}

    def weight(self, word: str) -> float:
        """How likely a small-letter word is to be misheard, against 1 for an ordinary one."""
        if len(word) <= SHORT_WORD:
            return SHORT
        return RARE if self.counts[word] <= 2 else 1.0

    def like(self, word: str) -> tuple[str, ...]:
        """Other words that a small-letter word may be taken for, the nearest first; never empty."""
        if word not in self._candidates:
            self._candidates[word] = self._find(word)
        return self._candidates[word]

    def _find(self, word: str) -> tuple[str, ...]:
        spelt = {other for key in _keys(word) for other in self._near.get(key, []) if other != word}
        farthest = max(1, len(word) // 2)
        ranked = sorted(
            (distance(sound(word), sound(other)) + distance(word, other) / 2, -self.counts[other], other)
            for other in spelt
            if distance(word, other) <= farthest
        )
        return tuple([other for *_, other in ranked] or [other for other in self.short if other != word] or ["uh"])[
            :MOST_CANDIDATES
        ]


def _keys(word: str) -> list[tuple[str, str]]:
    """Words that share one of these may be taken for one another: they sound alike, begin alike or rhyme."""
    keys = [("sounds", sound(word)), ("begins", word[:2] if len(word) < 6 else word[:4])]
    return [*keys, ("rhymes", word[-3:])] if len(word) >= SHORT_WORD else keys


def with_errors(sentences: list[str], rate: float, seed: int, vocabulary: Vocabulary) -> list[str]:
    """The sentences as a recogniser with that word error rate (0..1) may have heard them; one for each, none of them empty.

    An answer gets its share of errors to within one, wherever they fall. Half the answers also lose every mark and capital, the
    others some. A rate of 0 changes nothing. Same arguments, same errors.
    """
    if rate <= 0:
        return list(sentences)
    chance = random.Random(f"{seed} {rate} {sentences[:1]}")
    heard = [sentence.split() for sentence in sentences]
    for line, place in _misheard(heard, rate, chance, vocabulary):
        heard[line][place] = _mishear(heard[line], place, chance, vocabulary)
    told = [" ".join(" ".join(words).split()) for words in heard]
    if chance.random() < UNPUNCTUATED:
        return [_bare(text, chance, 1.0) or text for text in told]
    return [_bare(text, chance, min(1.0, MARKS_LOST * rate)) or text for text in told]


def _misheard(
    heard: list[list[str]], rate: float, chance: random.Random, vocabulary: Vocabulary
) -> list[tuple[int, int]]:
    """Which words go wrong: drawn by weight without putting back (Efraimidis and Spirakis, 2006), in order of the answer."""
    drawn = [
        (chance.random() ** (1 / vocabulary.weight(plain[0])), line, place)
        for line, words in enumerate(heard)
        for place, word in enumerate(words)
        if (plain := _plain(word))
    ]
    wanted = rate * len(drawn)
    count = int(wanted) + (chance.random() < wanted % 1)
    return sorted((line, place) for _, line, place in sorted(drawn, reverse=True)[:count])


def _mishear(words: list[str], place: int, chance: random.Random, vocabulary: Vocabulary) -> str:
    """What is heard for one word of a sentence: another, nothing, or the word with one more after it."""
    word = words[place]
    kind = chance.random()
    dull = len(_plain(word)[0]) <= SHORT_WORD
    others = sum(1 for other in words if other)
    if SUBSTITUTED <= kind < SUBSTITUTED + DELETED and others > 1 and (dull or chance.random() < LONG_DROPPED):
        return ""
    if kind >= SUBSTITUTED + DELETED:
        return f"{word} {chance.choice(vocabulary.short)}"
    return _WORD.sub(lambda match: _other(match.group(), chance, vocabulary), word, count=1)


def _other(word: str, chance: random.Random, vocabulary: Vocabulary) -> str:
    if word.isdigit():
        place = chance.randrange(len(word))
        return (
            word[:place] + chance.choice([digit for digit in "0123456789" if digit != word[place]]) + word[place + 1 :]
        )
    candidates = vocabulary.like(word.lower())
    other = chance.choices(candidates, weights=range(len(candidates), 0, -1))[0]
    return other.capitalize() if word[0].isupper() and word != "I" else other


def _bare(text: str, chance: random.Random, share: float) -> str:
    """The text without that share of its marks; without capitals too where all marks go."""
    kept = "".join(letter for letter in text if letter.isalnum() or letter in " '’-£$€%" or chance.random() >= share)
    return " ".join((kept.lower() if share >= 1.0 else kept).split())
