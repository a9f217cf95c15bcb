"""How a reading of a page is compared with a person's: the same (kind, text) pairs, whatever the quotes, bullets and spaces.

Texts are equal if their words are, in small letters and in order, without a bullet or number in front. Two texts also count as
equal if nine tenths of their words (as multisets, by the longer one's count) are the same: a label in front of a long answer, or a
column of a table more or less, is no error. `strict` leaves that second rule away. What a person marked as optional counts neither
for nor against. Motivations count as competencies; headings worth keeping are not compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from mockinterview.core.page import PageReading

KINDS = ("question", "competency", "key_point", "minefield", "sample_answer", "why_good", "prep")
NEAR = 0.9


@dataclass(frozen=True)
class Told:
    """One thing a page says."""

    kind: str
    text: str
    optional: bool = False


@dataclass(frozen=True)
class Score:
    """Counts of one page or of many."""

    right: int
    found: int
    wanted: int
    missing: tuple[Told, ...] = ()
    too_many: tuple[Told, ...] = ()

    @property
    def f1(self) -> float:
        """Item-level F1; 1 for a page that says nothing and was read so."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)


def told_by(reading: PageReading) -> list[Told]:
    """A reading in the kinds of the people's readings."""
    told: list[Told] = []
    for draft in reading.drafts:
        question = draft.question
        if not draft.checklist_only:
            told.append(Told("question", question.text))
        for item in question.items:
            kind = "competency" if item.kind.value == "motivation" else item.kind.value
            told.append(Told(kind, item.wording))
        for answer in question.sample_answers:
            told.append(Told("sample_answer", answer.text))
            told += [Told("why_good", line) for line in answer.why.split("\n") if line]
        told += [Told("prep", tip) for tip in question.tips]
    return told


def words_of(text: str) -> list[str]:
    """The words that are compared."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("‘", "'")
    plain = re.sub(r"^\s*(?:[-*•◦–]\s+|\(?\d{1,3}[.)]\s+)", "", plain)
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain)


def _alike(one: list[str], other: list[str], strict: bool) -> bool:
    if one == other:
        return True
    longer = max(len(one), len(other))
    return not strict and longer > 0 and (Counter(one) & Counter(other)).total() >= NEAR * longer


def compare(found: list[Told], wanted: list[Told], strict: bool = False) -> Score:
    """Match each thing found with one wanted thing of its kind at most, exact ones first."""
    left = [(told, words_of(told.text)) for told in wanted if told.kind in KINDS]
    unmatched = [(told, words_of(told.text)) for told in found]
    right = excused = 0
    for exact in (True, False):
        still: list[tuple[Told, list[str]]] = []
        for told, words in unmatched:
            near = (
                n
                for n, (other, theirs) in enumerate(left)
                if other.kind == told.kind and _alike(words, theirs, strict or exact)
            )
            match = next(near, None)
            if match is None:
                still.append((told, words))
            elif left.pop(match)[0].optional:
                excused += 1
            else:
                right += 1
        unmatched = still
    missing = tuple(told for told, _ in left if not told.optional)
    return Score(right, len(found) - excused, right + len(missing), missing, tuple(told for told, _ in unmatched))
