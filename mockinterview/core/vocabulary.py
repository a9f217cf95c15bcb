"""Names and terms a recogniser should expect in an answer: a few words that stand in the question, and the person's own.

A recogniser writes "kubernetes" as "Cooper Netties" unless it has seen the word before. Few are given: a long list makes Whisper
leave out speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mockinterview.core.question import Question

MOST = 15
_WORD = re.compile(r"[^\W_][\w'’&./+#-]*|,")
_COMMA = ","
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|[\n\"“”()]+|\s['‘]|\s[-–—]\s")
_NO_NAME = frozenset(
    """i i'm i've i'd i'll ok star cv a q e.g i.e etc monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december christmas easter english""".split()  # noqa: SIM905 - a list of words
)
"""Capitals that are no name, and words that no recogniser gets wrong."""
_HEADING = 0.6
"""A line with a larger part of its words in capitals, not counting the first, is a heading, where capitals say nothing."""
_PLAIN = re.compile(r"[A-ZÀ-Þ]?[a-zß-ÿ'’-]+")


def vocabulary_of(question: Question, own: Iterable[str] = (), most: int = MOST) -> tuple[str, ...]:
    """At most that many terms, each once: the person's own, then the question's, then its checklist's and the person's notes'."""
    found: dict[str, str] = {}
    texts = (question.text, question.role, *(one.wording for one in question.items), *question.stories, question.notes)
    for term in (*own, *(term for text in texts for term in terms_in(text))):
        if term.strip():
            found.setdefault(term.strip().casefold(), term.strip())
    return tuple(found.values())[:most]


def terms_in(text: str) -> list[str]:
    """What looks like a name or a term, in order: capitals inside a sentence, acronyms, words with digits or signs in them."""
    found: list[str] = []
    for sentence in _SENTENCE.split(text):
        words = [word.rstrip(".'’/&-").removesuffix("'s").removesuffix("’s") for word in _WORD.findall(sentence)]
        later = [word for word in words[1:] if word != _COMMA]
        is_heading = sum(word[:1].isupper() for word in later) > _HEADING * len(later)
        found += _run_together(words, is_heading=is_heading)
    return found


def own_terms(written: str) -> tuple[str, ...]:
    """The terms of a list a person wrote: between commas, semicolons or lines."""
    return tuple(term for part in re.split(r"[,;\n]", written) if (term := " ".join(part.split())))


def _run_together(words: Sequence[str], *, is_heading: bool) -> list[str]:
    """The names and terms of one sentence; capitalised neighbours are one name."""
    found: list[str] = []
    before = -2
    for at, word in enumerate(words):
        if word.casefold() in _NO_NAME or word in ("", _COMMA):
            continue
        if _PLAIN.fullmatch(word) is None:
            if not word.isdigit() and len(word) > 1 and any(letter.isupper() for letter in word):
                found.append(word)
                before = at
        elif word[0].isupper() and at > 0 and not is_heading:
            if before == at - 1:
                found[-1] += f" {word}"
            else:
                found.append(word)
            before = at
    return found
