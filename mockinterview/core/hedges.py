"""Words that make a statement vaguer or less sure, "sort of" or "I think", as a list finds them.

Lakoff (1973) named them hedges: words "whose job is to make things fuzzier or less fuzzy". The two kinds are those of Prince,
Frader & Bosk (1982): approximators touch what is said ("sort of finished"), shields touch how far the speaker stands behind it ("I
think we finished"). The words are those of their lists, of Hyland's (2005) and of Holmes's (1990) that are common in speech and
nearly always hedges there; `_Entry` says by their neighbours where they are not ("a kind of", "what I think"). Left out is what a
list cannot tell from plain speech: about, quite, rather, just, could, would, may, usually, like, you know. Numbers that are rounded
("roughly forty") are left out as well: they say exactly how exact they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from mockinterview.core.transcript import Word


class HedgeKind(StrEnum):
    """What a hedge makes less firm: what is said, or how far the speaker stands behind it."""

    APPROXIMATOR = "approximator"
    SHIELD = "shield"


@dataclass(frozen=True)
class Hedge:
    """A listed wording. first_word, last_word: inclusive indices into the words; phrase: as it is listed."""

    first_word: int
    last_word: int
    phrase: str
    kind: HedgeKind


@dataclass(frozen=True)
class _Entry:
    """not_after, not_before: neighbours beside which the wording is no hedge; not_second_after: the word before the one before it.

    only_after: the only words after which it is one; none means any.
    """

    words: tuple[str, ...]
    kind: HedgeKind
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    not_second_after: frozenset[str] = frozenset()
    only_after: frozenset[str] = frozenset()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NAMING = _set(
    """a an the this that these those what which whatever whichever some any no every each all another other one same right wrong
    new different certain particular special specific best worst only first second last whole similar usual normal main such
    my your his her its our their own many few two three various several good bad better nice great single"""
)
"""Before these, "kind of" and "sort of" name a kind of thing."""

_ARTICLES = _set("a an")
"""With a word between ("an unusual kind of day") they name a kind too; after "the" it is as often a hedge ("the team sort of")."""

_ASKING = _set("what how why who where when which whatever however")
_ABOUT = _set("about of back ahead through in on over twice like for")
"""What is thought of, and how: not how sure somebody is of it."""

_DENYING = _set("not never can't cannot couldn't don't didn't doesn't as")

_SHIELD, _APPROXIMATOR = HedgeKind.SHIELD, HedgeKind.APPROXIMATOR


@cache
def _entries() -> tuple[_Entry, ...]:
    plain = {
        _APPROXIMATOR: """somewhat|relatively|more or less|pretty much|a little bit|so to speak|as it were|to some extent|
            in some ways""",
        _SHIELD: """maybe|perhaps|probably|presumably|i guess|i suspect|i presume|i reckon|in my opinion|in my view|to my mind|
            from my perspective|from my point of view|as far as i know|as far as i can tell|as far as i remember|to my knowledge|
            to the best of my knowledge|if i remember correctly|if i remember rightly|if i recall correctly|if i'm not mistaken|
            i would have thought|i tend to|it seems to me|i'm not entirely sure|i'm not quite sure""",
    }
    found = [_Entry(tuple(phrase.split()), kind) for kind, phrases in plain.items() for phrase in phrases.split("|")]
    for noun in ("kind", "sort"):
        found.append(_Entry((noun, "of"), _APPROXIMATOR, not_after=_NAMING, not_second_after=_ARTICLES))
        found.append(_Entry((noun, "of", "like"), _APPROXIMATOR, not_after=_NAMING, not_second_after=_ARTICLES))
    found += [
        _Entry(("kinda",), _APPROXIMATOR),
        _Entry(("sorta",), _APPROXIMATOR),
        _Entry(("a", "bit"), _APPROXIMATOR, not_after=_set("quite not for"), not_before=_set("of")),
        _Entry(("a", "bit", "of", "a"), _APPROXIMATOR, not_after=_set("quite not")),
        _Entry(("i", "think"), _SHIELD, not_after=_ASKING, not_before=_ABOUT),
        _Entry(("i", "believe"), _SHIELD, not_after=_ASKING, not_before=_set("in")),
        _Entry(("i", "suppose"), _SHIELD, not_after=_ASKING),
        _Entry(("i", "feel", "like"), _SHIELD, not_before=_ARTICLES),
        _Entry(("possibly",), _SHIELD, not_after=_DENYING),
        _Entry(("might",), _SHIELD, only_after=_set("i we it")),
    ]
    return tuple(found)


@cache
def _by_first_word() -> dict[str, tuple[_Entry, ...]]:
    table: dict[str, list[_Entry]] = {}
    for entry in _entries():
        table.setdefault(entry.words[0], []).append(entry)
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry.words))) for first, entries in table.items()}


def listed_hedges() -> tuple[tuple[str, HedgeKind], ...]:
    """Every listed wording with its kind, as the documentation shows them."""
    return tuple(sorted({(" ".join(entry.words), entry.kind) for entry in _entries()}))


_PUNCTUATION = (".", ",", ";", ":", "!", "?", "…", "-", "–", "—")


def find_hedges(words: Sequence[Word], said: Sequence[str]) -> tuple[Hedge, ...]:
    """The listed wordings, the longest first, in order, none overlapping another. said: each word as it is compared."""
    table = _by_first_word()
    found: list[Hedge] = []
    past = 0
    for at, text in enumerate(said):
        if at < past or text not in table:
            continue
        for entry in table[text]:
            if _stands(entry, words, said, at):
                past = at + len(entry.words)
                found.append(Hedge(at, past - 1, " ".join(entry.words), entry.kind))
                break
    return tuple(found)


def _stands(entry: _Entry, words: Sequence[Word], said: Sequence[str], at: int) -> bool:
    past = at + len(entry.words)
    if tuple(said[at:past]) != entry.words or any(word.text.endswith(_PUNCTUATION) for word in words[at : past - 1]):
        return False
    before = _joined(words, said, at - 1)
    second = _joined(words, said, at - 2) if before else ""
    after = said[past] if past < len(said) and _joined(words, said, past - 1) else ""
    if entry.only_after and before not in entry.only_after:
        return False
    return before not in entry.not_after and after not in entry.not_before and second not in entry.not_second_after


def _joined(words: Sequence[Word], said: Sequence[str], at: int) -> str:
    """A word that runs on into the next one; "" where there is none, or a comma or an end after it."""
    return said[at] if at >= 0 and not words[at].text.endswith(_PUNCTUATION) else ""
